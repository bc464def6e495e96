-- Custom offers: what a seller offers one client in a chat room. A row is one version; what it says never changes, only
-- how it ended is written once.

CREATE TABLE custom_offers (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    chat_id uuid NOT NULL,
    seller_id uuid NOT NULL,
    buyer_id uuid NOT NULL,
    -- what it is based on: category, questions, checklist
    product_id uuid NOT NULL,
    made_by uuid NOT NULL,
    version integer NOT NULL DEFAULT 1 CHECK (version BETWEEN 1 AND 50),
    -- the version before
    replaces uuid,
    status text NOT NULL DEFAULT 'sent' CHECK (status IN ('sent', 'accepted', 'declined', 'withdrawn', 'expired', 'superseded')),
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    description text NOT NULL CHECK (length(description) BETWEEN 1 AND 4000),
    currency text NOT NULL,
    price bigint NOT NULL CHECK (price > 0),
    revisions integer NOT NULL CHECK (revisions BETWEEN 0 AND 50),
    ask_intake boolean NOT NULL,
    idempotency_key text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    decided_at timestamptz,
    -- null when a timer did it
    decided_by uuid,
    -- why it was declined
    reason text NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
    -- what accepting made
    group_id uuid,
    order_id uuid,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, chat_id) REFERENCES chats (project_id, id),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    FOREIGN KEY (project_id, buyer_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, made_by) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, replaces) REFERENCES custom_offers (project_id, id),
    FOREIGN KEY (project_id, group_id) REFERENCES order_groups (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    -- the same press of the button, and one successor, one checkout, one order each
    CONSTRAINT custom_offers_key UNIQUE (project_id, made_by, idempotency_key),
    CONSTRAINT custom_offers_one_successor UNIQUE (project_id, replaces),
    CONSTRAINT custom_offers_one_group UNIQUE (project_id, group_id),
    CONSTRAINT custom_offers_one_order UNIQUE (project_id, order_id),
    CONSTRAINT custom_offers_expire CHECK (expires_at > created_at AND expires_at <= created_at + interval '1440 hours'),
    CONSTRAINT custom_offers_decided CHECK ((status = 'sent') = (decided_at IS NULL)),
    CONSTRAINT custom_offers_ordered CHECK ((status = 'accepted') = (group_id IS NOT NULL) AND (group_id IS NULL) = (order_id IS NULL))
);
CREATE INDEX custom_offers_chat ON custom_offers (project_id, chat_id, id DESC);
CREATE INDEX custom_offers_product ON custom_offers (project_id, product_id);
CREATE INDEX custom_offers_due ON custom_offers (expires_at) WHERE status = 'sent';
SELECT protect_tenant('custom_offers', 'SELECT, INSERT, UPDATE');

CREATE TABLE custom_offer_milestones (
    project_id uuid NOT NULL,
    offer_id uuid NOT NULL,
    position integer NOT NULL CHECK (position BETWEEN 0 AND 11),
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 160),
    amount bigint NOT NULL CHECK (amount > 0),
    days integer NOT NULL CHECK (days BETWEEN 0 AND 365),
    PRIMARY KEY (project_id, offer_id, position),
    FOREIGN KEY (project_id, offer_id) REFERENCES custom_offers (project_id, id)
);
SELECT protect_tenant('custom_offer_milestones', 'SELECT, INSERT');
SELECT append_only('custom_offer_milestones');

-- What was sent stays as it was sent, and what is decided stays decided.
CREATE FUNCTION keep_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'sent' THEN
        RAISE EXCEPTION 'this offer is decided' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.project_id, NEW.id, NEW.chat_id, NEW.seller_id, NEW.buyer_id, NEW.product_id, NEW.made_by, NEW.version, NEW.replaces, NEW.title,
            NEW.description, NEW.currency, NEW.price, NEW.revisions, NEW.ask_intake, NEW.idempotency_key, NEW.created_at, NEW.expires_at)
        IS DISTINCT FROM (OLD.project_id, OLD.id, OLD.chat_id, OLD.seller_id, OLD.buyer_id, OLD.product_id, OLD.made_by, OLD.version, OLD.replaces, OLD.title,
            OLD.description, OLD.currency, OLD.price, OLD.revisions, OLD.ask_intake, OLD.idempotency_key, OLD.created_at, OLD.expires_at) THEN
        RAISE EXCEPTION 'what was offered stays: a change is a new version' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_offer BEFORE UPDATE ON custom_offers FOR EACH ROW EXECUTE FUNCTION keep_offer();

-- The parts sum to the price, checked at commit.
CREATE FUNCTION offer_parts_sum_to_price() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    offer uuid := CASE TG_TABLE_NAME WHEN 'custom_offers' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'offer_id')::uuid END;
BEGIN
    IF (SELECT sum(amount) FROM custom_offer_milestones WHERE project_id = NEW.project_id AND offer_id = offer)
        IS DISTINCT FROM (SELECT price FROM custom_offers WHERE project_id = NEW.project_id AND id = offer) THEN
        RAISE EXCEPTION 'the parts of offer % do not sum to its price', offer
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_parts_sum_to_price';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER offer_parts_sum_to_price AFTER INSERT ON custom_offer_milestones DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION offer_parts_sum_to_price();
CREATE CONSTRAINT TRIGGER offer_parts_sum_to_price AFTER INSERT ON custom_offers DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION offer_parts_sum_to_price();
