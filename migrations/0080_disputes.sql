-- Disputes over an order: what was said, shown, offered and decided; and the freeze of its escrow.

ALTER TABLE files DROP CONSTRAINT files_purpose_check;
ALTER TABLE files ADD CONSTRAINT files_purpose_check
    CHECK (purpose IN ('media', 'intake', 'submission', 'branding', 'avatar', 'chat', 'evidence'));

ALTER TABLE projects
    ADD COLUMN dispute_answer_days integer NOT NULL DEFAULT 5 CHECK (dispute_answer_days BETWEEN 1 AND 30),
    ADD COLUMN dispute_appeal_days integer NOT NULL DEFAULT 7 CHECK (dispute_appeal_days BETWEEN 1 AND 30),
    -- above so much in escrow (minor units of the project's currency) a decision needs two approvals
    ADD COLUMN dispute_two_above bigint NOT NULL DEFAULT 50000 CHECK (dispute_two_above >= 0);

CREATE TABLE disputes (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    number text NOT NULL,
    order_id uuid NOT NULL,
    gig_id uuid NOT NULL,
    complainant_id uuid NOT NULL,
    respondent_id uuid NOT NULL,
    opened_by text NOT NULL CHECK (opened_by IN ('client', 'seller')),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'in_review', 'resolved', 'appealed', 'closed', 'settled', 'withdrawn')),
    type text NOT NULL CHECK (type IN ('delivery', 'quality', 'communication', 'other')),
    statement text NOT NULL CHECK (length(statement) BETWEEN 1 AND 10000),
    -- where the order stood: there it goes back to if it goes on
    order_was text NOT NULL CHECK (order_was IN ('pending', 'active', 'delivered', 'on_hold')),
    -- what lay in escrow then; nothing moves it until the end
    amount bigint NOT NULL CHECK (amount >= 0),
    currency text NOT NULL CHECK (length(currency) = 3),
    answer_due_at timestamptz NOT NULL,
    reminded_at timestamptz,
    answer text NOT NULL DEFAULT '' CHECK (length(answer) <= 10000),
    answered_at timestamptz,
    -- the date passed without an answer
    missed_at timestamptz,
    resolution_type text CHECK (resolution_type IN ('refund', 'revision', 'compensation', 'none')),
    resolved_at timestamptz,
    -- a decision takes effect then by itself
    final_at timestamptz,
    client_accepted_at timestamptz,
    seller_accepted_at timestamptz,
    appealed_by text CHECK (appealed_by IN ('client', 'seller')),
    appealed_at timestamptz,
    -- the terms that took effect
    outcome_id uuid,
    ended_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, number),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    FOREIGN KEY (project_id, gig_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, complainant_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, respondent_id) REFERENCES project_members (project_id, user_id),
    CONSTRAINT disputes_end CHECK ((ended_at IS NOT NULL) = (status IN ('closed', 'settled', 'withdrawn')))
);
CREATE UNIQUE INDEX disputes_one_open ON disputes (project_id, order_id) WHERE ended_at IS NULL;
CREATE INDEX disputes_order ON disputes (project_id, order_id, id DESC);
CREATE INDEX disputes_status ON disputes (project_id, status, id DESC);
CREATE INDEX disputes_answer_due ON disputes (answer_due_at) WHERE status = 'pending';
CREATE INDEX disputes_final ON disputes (final_at) WHERE status = 'resolved';
SELECT protect_tenant('disputes', 'SELECT, INSERT, UPDATE');

-- A way out: what is wished for, offered, or decided.
CREATE TABLE dispute_terms (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    dispute_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('wish', 'offer', 'decision')),
    resolution text NOT NULL CHECK (resolution IN ('refund', 'revision', 'compensation', 'none')),
    words text NOT NULL DEFAULT '' CHECK (length(words) <= 10000),
    by_user_id uuid NOT NULL,
    by_party text NOT NULL CHECK (by_party IN ('client', 'seller', 'staff')),
    status text NOT NULL CHECK (status IN ('wished', 'open', 'accepted', 'declined', 'withdrawn', 'replaced', 'in_review', 'made', 'rejected')),
    -- of a decision: the first, or the one after the appeal; and how many approvals it needs
    round integer NOT NULL DEFAULT 1 CHECK (round IN (1, 2)),
    approvals integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    decided_at timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, dispute_id) REFERENCES disputes (project_id, id),
    FOREIGN KEY (project_id, by_user_id) REFERENCES project_members (project_id, user_id),
    CHECK ((kind = 'decision') = (by_party = 'staff'))
);
CREATE INDEX dispute_terms_dispute ON dispute_terms (project_id, dispute_id, id);
CREATE UNIQUE INDEX dispute_terms_one_offer ON dispute_terms (project_id, dispute_id, by_party) WHERE kind = 'offer' AND status = 'open';
CREATE UNIQUE INDEX dispute_terms_one_decision ON dispute_terms (project_id, dispute_id) WHERE kind = 'decision' AND status IN ('in_review', 'made');
SELECT protect_tenant('dispute_terms', 'SELECT, INSERT, UPDATE');
ALTER TABLE disputes ADD FOREIGN KEY (project_id, outcome_id) REFERENCES dispute_terms (project_id, id);

-- What is offered or decided never changes; another one takes its place.
CREATE FUNCTION keep_dispute_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.dispute_id, NEW.kind, NEW.resolution, NEW.words, NEW.by_user_id, NEW.by_party, NEW.round, NEW.created_at)
        IS DISTINCT FROM (OLD.dispute_id, OLD.kind, OLD.resolution, OLD.words, OLD.by_user_id, OLD.by_party, OLD.round, OLD.created_at) THEN
        RAISE EXCEPTION 'terms of a dispute never change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_dispute_terms BEFORE UPDATE ON dispute_terms FOR EACH ROW EXECUTE FUNCTION keep_dispute_terms();

-- One milestone's slice, divided: the two parts are the slice, to the cent.
CREATE TABLE dispute_parts (
    project_id uuid NOT NULL,
    terms_id uuid NOT NULL,
    milestone_id uuid NOT NULL,
    to_client bigint NOT NULL CHECK (to_client >= 0),
    to_seller bigint NOT NULL CHECK (to_seller >= 0),
    PRIMARY KEY (project_id, terms_id, milestone_id),
    FOREIGN KEY (project_id, terms_id) REFERENCES dispute_terms (project_id, id),
    FOREIGN KEY (project_id, milestone_id) REFERENCES delivery_milestones (project_id, id)
);
SELECT protect_tenant('dispute_parts', 'SELECT, INSERT');
SELECT append_only('dispute_parts');

CREATE FUNCTION dispute_part_is_its_slice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM dispute_terms t
        JOIN disputes d ON d.project_id = t.project_id AND d.id = t.dispute_id
        JOIN delivery_milestones m ON m.project_id = d.project_id AND m.order_id = d.order_id
        WHERE t.project_id = NEW.project_id AND t.id = NEW.terms_id AND m.id = NEW.milestone_id
          AND m.amount = NEW.to_client + NEW.to_seller)
    THEN
        RAISE EXCEPTION 'the parts are not the slice of milestone %', NEW.milestone_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'dispute_part_is_its_slice';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dispute_part_is_its_slice BEFORE INSERT ON dispute_parts FOR EACH ROW EXECUTE FUNCTION dispute_part_is_its_slice();

CREATE TABLE dispute_messages (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    dispute_id uuid NOT NULL,
    user_id uuid NOT NULL,
    party text NOT NULL CHECK (party IN ('client', 'seller', 'staff')),
    message text NOT NULL CHECK (length(message) BETWEEN 1 AND 10000),
    message_type text NOT NULL DEFAULT 'comment' CHECK (message_type IN ('comment', 'decision', 'appeal')),
    -- the mediators read everything
    visibility text NOT NULL DEFAULT 'both' CHECK (visibility IN ('both', 'client', 'seller')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, dispute_id) REFERENCES disputes (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX dispute_messages_dispute ON dispute_messages (project_id, dispute_id, id);
SELECT protect_tenant('dispute_messages', 'SELECT, INSERT');
SELECT append_only('dispute_messages');

CREATE TABLE dispute_evidence (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    dispute_id uuid NOT NULL,
    user_id uuid NOT NULL,
    party text NOT NULL CHECK (party IN ('client', 'seller', 'staff')),
    evidence_type text NOT NULL CHECK (evidence_type IN ('image', 'document', 'text')),
    content text NOT NULL DEFAULT '' CHECK (length(content) <= 10000),
    file_id uuid,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, dispute_id) REFERENCES disputes (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, file_id) REFERENCES files (project_id, id),
    CHECK ((evidence_type = 'text') = (file_id IS NULL)),
    CHECK (file_id IS NOT NULL OR content <> '')
);
CREATE INDEX dispute_evidence_dispute ON dispute_evidence (project_id, dispute_id, id);
CREATE INDEX dispute_evidence_file ON dispute_evidence (project_id, file_id) WHERE file_id IS NOT NULL;
SELECT protect_tenant('dispute_evidence', 'SELECT, INSERT');
SELECT append_only('dispute_evidence');

-- The freeze. Whatever the application thinks: while an order is in dispute, nothing leaves its escrow, and what was
-- released before does not become the seller's to take.
CREATE FUNCTION escrow_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM orders WHERE project_id = NEW.project_id AND id = NEW.order_id AND status = 'disputed') THEN
        RAISE EXCEPTION 'order % is in dispute', NEW.order_id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'escrow_is_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER escrow_is_frozen BEFORE INSERT ON transfers FOR EACH ROW
    WHEN (NEW.order_id IS NOT NULL AND NEW.kind IN ('release', 'refund', 'clearing'))
    EXECUTE FUNCTION escrow_is_frozen();

-- An order is in dispute exactly while one is open over it.
CREATE FUNCTION disputed_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_order uuid := CASE TG_TABLE_NAME WHEN 'orders' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'order_id' END;
BEGIN
    IF (SELECT status = 'disputed' FROM orders WHERE project_id = NEW.project_id AND id = the_order)
        IS DISTINCT FROM EXISTS (SELECT FROM disputes WHERE project_id = NEW.project_id AND order_id = the_order AND ended_at IS NULL)
    THEN
        RAISE EXCEPTION 'order % and its dispute do not agree', the_order
            USING ERRCODE = 'check_violation', CONSTRAINT = 'disputed_while_open';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER disputed_while_open AFTER UPDATE OF status ON orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status = 'disputed' OR NEW.status = 'disputed'))
    EXECUTE FUNCTION disputed_while_open();
CREATE CONSTRAINT TRIGGER disputed_while_open AFTER INSERT OR UPDATE OF status ON disputes DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION disputed_while_open();
