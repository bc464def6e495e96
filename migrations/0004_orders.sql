-- Checkout, orders and delivery: milestones that sum to the price, submissions, revisions, feedback.

CREATE TABLE order_groups (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    number text NOT NULL,
    buyer_id uuid NOT NULL,
    currency text NOT NULL,
    total bigint NOT NULL CHECK (total > 0),
    status text NOT NULL DEFAULT 'pending_payment' CHECK (status IN ('pending_payment', 'paid', 'cancelled')),
    idempotency_key text NOT NULL,
    created_at timestamptz NOT NULL,
    paid_at timestamptz,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, number),
    CONSTRAINT order_groups_idempotency UNIQUE (project_id, buyer_id, idempotency_key),
    FOREIGN KEY (project_id, buyer_id) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('order_groups', 'SELECT, INSERT, UPDATE');

CREATE TABLE orders (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    number text NOT NULL,
    group_id uuid NOT NULL,
    buyer_id uuid NOT NULL,
    seller_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'pending_payment' CHECK (status IN (
        'pending_payment', 'pending', 'active', 'delivered', 'completed', 'partial', 'failed', 'cancelled', 'refunded', 'disputed', 'on_hold')),
    title text NOT NULL,
    currency text NOT NULL,
    total bigint NOT NULL CHECK (total > 0),
    -- frozen at payment
    commission_bps integer CHECK (commission_bps BETWEEN 0 AND 10000),
    -- what was released (gross) and refunded so far; the rest of a paid order is in escrow
    released bigint NOT NULL DEFAULT 0 CHECK (released >= 0),
    fee bigint NOT NULL DEFAULT 0 CHECK (fee >= 0 AND fee <= released),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded >= 0),
    -- product, price, answers, terms and fee as they were at payment; canonical JSON and its SHA-256
    snapshot jsonb,
    snapshot_hash bytea,
    buyer_note text NOT NULL DEFAULT '' CHECK (length(buyer_note) <= 4000),
    seller_note text NOT NULL DEFAULT '' CHECK (length(seller_note) <= 4000),
    placed_at timestamptz NOT NULL,
    paid_at timestamptz,
    -- when the intake was whole: the delivery clock starts here
    started_at timestamptz,
    due_at timestamptz,
    delivered_at timestamptz,
    completed_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, number),
    FOREIGN KEY (project_id, group_id) REFERENCES order_groups (project_id, id),
    FOREIGN KEY (project_id, buyer_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    CONSTRAINT orders_never_more_than_paid CHECK (released + refunded <= total),
    CONSTRAINT orders_paid_are_frozen CHECK (status IN ('pending_payment', 'cancelled', 'failed') OR (commission_bps, snapshot, snapshot_hash, paid_at) IS NOT NULL)
);
CREATE INDEX orders_buyer ON orders (project_id, buyer_id, id DESC);
CREATE INDEX orders_seller ON orders (project_id, seller_id, id DESC);
CREATE INDEX orders_status ON orders (project_id, status, id DESC);
CREATE INDEX orders_group ON orders (project_id, group_id);
SELECT protect_tenant('orders', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION keep_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.snapshot IS NOT NULL AND (NEW.snapshot, NEW.snapshot_hash, NEW.commission_bps, NEW.total, NEW.currency)
        IS DISTINCT FROM (OLD.snapshot, OLD.snapshot_hash, OLD.commission_bps, OLD.total, OLD.currency) THEN
        RAISE EXCEPTION 'a paid order is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_snapshot BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION keep_snapshot();

CREATE TABLE order_items (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    product_id uuid NOT NULL,
    package_id uuid,
    position integer NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    price bigint NOT NULL CHECK (price > 0),
    addons jsonb NOT NULL DEFAULT '[]',
    intake jsonb NOT NULL DEFAULT '[]',
    answers jsonb NOT NULL DEFAULT '{}',
    answered_at timestamptz,
    delivery_days integer NOT NULL,
    revisions integer NOT NULL,
    auto_accept_days integer NOT NULL,
    milestone_plan jsonb NOT NULL,
    checklist jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id)
);
CREATE INDEX order_items_order ON order_items (project_id, order_id, position);
CREATE INDEX order_items_product ON order_items (project_id, product_id);
SELECT protect_tenant('order_items', 'SELECT, INSERT, UPDATE');

-- The timeline. One row per change: who, when, from, to, why.
CREATE TABLE order_events (
    project_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    order_id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid,
    party text NOT NULL CHECK (party IN ('client', 'seller', 'staff', 'system')),
    event text NOT NULL,
    from_status text,
    to_status text,
    reason text NOT NULL DEFAULT '',
    data jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id)
);
CREATE INDEX order_events_order ON order_events (project_id, order_id, id);
SELECT protect_tenant('order_events', 'SELECT, INSERT');
SELECT append_only('order_events');

-- What is made and reviewed. Each milestone has exactly one.
CREATE TABLE deliverables (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    order_item_id uuid NOT NULL,
    gig_id uuid NOT NULL,
    seller_id uuid NOT NULL,
    buyer_id uuid NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 160),
    description text NOT NULL DEFAULT '',
    delivery_type text NOT NULL CHECK (delivery_type IN ('single', 'milestone')),
    status text NOT NULL DEFAULT 'draft' CHECK (status IN (
        'draft', 'submitted', 'in_review', 'revision_requested', 'accepted', 'rejected', 'completed')),
    submission_count integer NOT NULL DEFAULT 0,
    current_revision integer NOT NULL DEFAULT 0,
    due_date timestamptz,
    -- set while a submission waits for the client: then it is accepted by itself
    auto_accept_at timestamptz,
    reminded_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    FOREIGN KEY (project_id, order_item_id) REFERENCES order_items (project_id, id),
    FOREIGN KEY (project_id, gig_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    FOREIGN KEY (project_id, buyer_id) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX deliverables_order ON deliverables (project_id, order_id);
CREATE INDEX deliverables_auto_accept ON deliverables (auto_accept_at) WHERE auto_accept_at IS NOT NULL;
SELECT protect_tenant('deliverables', 'SELECT, INSERT, UPDATE');

CREATE TABLE delivery_milestones (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    deliverable_id uuid NOT NULL,
    position integer NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 160),
    description text NOT NULL DEFAULT '',
    amount bigint NOT NULL CHECK (amount > 0),
    days integer NOT NULL CHECK (days BETWEEN 0 AND 365),
    due_date timestamptz,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'in_progress', 'completed', 'delayed')),
    completion_percentage integer NOT NULL DEFAULT 0 CHECK (completion_percentage BETWEEN 0 AND 100),
    completion_date timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, deliverable_id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    FOREIGN KEY (project_id, deliverable_id) REFERENCES deliverables (project_id, id)
);
CREATE INDEX delivery_milestones_order ON delivery_milestones (project_id, order_id, position);
CREATE INDEX delivery_milestones_due ON delivery_milestones (due_date) WHERE status IN ('pending', 'in_progress');
SELECT protect_tenant('delivery_milestones', 'SELECT, INSERT, UPDATE');

-- Milestones sum to what the order costs, checked at commit.
CREATE FUNCTION milestones_sum_to_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) FROM delivery_milestones WHERE project_id = NEW.project_id AND order_id = NEW.order_id)
        IS DISTINCT FROM (SELECT total FROM orders WHERE project_id = NEW.project_id AND id = NEW.order_id) THEN
        RAISE EXCEPTION 'milestones of order % do not sum to its price', NEW.order_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'milestones_sum_to_price';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER milestones_sum_to_price AFTER INSERT OR UPDATE OF amount ON delivery_milestones DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION milestones_sum_to_price();

CREATE TABLE deliverable_submissions (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    deliverable_id uuid NOT NULL,
    submission_type text NOT NULL CHECK (submission_type IN ('draft', 'final', 'revision')),
    submission_number integer NOT NULL,
    content_description text NOT NULL DEFAULT '' CHECK (length(content_description) <= 10000),
    notes text NOT NULL DEFAULT '',
    preview_url text NOT NULL DEFAULT '',
    submitted_by uuid NOT NULL,
    -- null while it is a draft that only the seller sees
    submitted_at timestamptz,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, deliverable_id, submission_number),
    FOREIGN KEY (project_id, deliverable_id) REFERENCES deliverables (project_id, id),
    FOREIGN KEY (project_id, submitted_by) REFERENCES project_members (project_id, user_id)
);
CREATE UNIQUE INDEX deliverable_submissions_one_draft ON deliverable_submissions (project_id, deliverable_id) WHERE submitted_at IS NULL;
SELECT protect_tenant('deliverable_submissions');

CREATE TABLE submission_files (
    project_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    file_id uuid NOT NULL,
    position integer NOT NULL,
    PRIMARY KEY (project_id, submission_id, file_id),
    FOREIGN KEY (project_id, submission_id) REFERENCES deliverable_submissions (project_id, id) ON DELETE CASCADE,
    FOREIGN KEY (project_id, file_id) REFERENCES files (project_id, id)
);
CREATE INDEX submission_files_file ON submission_files (project_id, file_id);
SELECT protect_tenant('submission_files');

CREATE TABLE revision_requests (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    deliverable_id uuid NOT NULL,
    requested_by_id uuid NOT NULL,
    revision_number integer NOT NULL,
    revision_notes text NOT NULL CHECK (length(revision_notes) BETWEEN 1 AND 10000),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'in_progress', 'completed')),
    deadline timestamptz,
    completed_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, deliverable_id, revision_number),
    FOREIGN KEY (project_id, deliverable_id) REFERENCES deliverables (project_id, id),
    FOREIGN KEY (project_id, requested_by_id) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('revision_requests', 'SELECT, INSERT, UPDATE');

CREATE TABLE quality_checklists (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    deliverable_id uuid NOT NULL,
    -- [{"text": …, "passed": bool}]
    criteria jsonb NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'passed', 'failed')),
    checked_by uuid,
    checked_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, deliverable_id),
    FOREIGN KEY (project_id, deliverable_id) REFERENCES deliverables (project_id, id),
    FOREIGN KEY (project_id, checked_by) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('quality_checklists', 'SELECT, INSERT, UPDATE');

CREATE TABLE delivery_feedback (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    deliverable_id uuid NOT NULL,
    order_id uuid NOT NULL,
    product_id uuid NOT NULL,
    user_id uuid NOT NULL,
    rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment text NOT NULL DEFAULT '' CHECK (length(comment) <= 4000),
    feedback_type text NOT NULL CHECK (feedback_type IN ('quality', 'communication', 'timeliness')),
    seller_reply text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, deliverable_id, user_id, feedback_type),
    FOREIGN KEY (project_id, deliverable_id) REFERENCES deliverables (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    FOREIGN KEY (project_id, product_id) REFERENCES products (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX delivery_feedback_product ON delivery_feedback (project_id, product_id, created_at DESC);
SELECT protect_tenant('delivery_feedback', 'SELECT, INSERT, UPDATE');

-- An extension or a cancellation that the other side must agree to.
CREATE TABLE order_proposals (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('extension', 'cancellation')),
    proposed_by uuid NOT NULL,
    proposer text NOT NULL CHECK (proposer IN ('client', 'seller')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
    extra_days integer CHECK (extra_days BETWEEN 1 AND 365),
    -- of a cancellation: exactly what goes back to the client
    refund bigint CHECK (refund >= 0),
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn')),
    created_at timestamptz NOT NULL,
    decided_at timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    FOREIGN KEY (project_id, proposed_by) REFERENCES project_members (project_id, user_id),
    CHECK ((kind = 'extension') = (extra_days IS NOT NULL)),
    CHECK ((kind = 'cancellation') = (refund IS NOT NULL))
);
CREATE UNIQUE INDEX order_proposals_one_open ON order_proposals (project_id, order_id, kind) WHERE status = 'open';
SELECT protect_tenant('order_proposals', 'SELECT, INSERT, UPDATE');

-- Why a seller's cent is not yet theirs, until when, and what happens next. One row per released slice.
CREATE TABLE earnings (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    seller_id uuid NOT NULL,
    order_id uuid NOT NULL,
    milestone_id uuid NOT NULL,
    currency text NOT NULL,
    gross bigint NOT NULL CHECK (gross > 0),
    fee bigint NOT NULL CHECK (fee BETWEEN 0 AND gross),
    reason_code text NOT NULL DEFAULT 'clearing_period',
    released_at timestamptz NOT NULL,
    available_at timestamptz NOT NULL,
    cleared_at timestamptz,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, milestone_id),
    FOREIGN KEY (project_id, seller_id) REFERENCES sellers (project_id, id),
    FOREIGN KEY (project_id, order_id) REFERENCES orders (project_id, id),
    FOREIGN KEY (project_id, milestone_id) REFERENCES delivery_milestones (project_id, id)
);
CREATE INDEX earnings_seller ON earnings (project_id, seller_id, released_at DESC);
CREATE INDEX earnings_due ON earnings (available_at) WHERE cleared_at IS NULL;
SELECT protect_tenant('earnings', 'SELECT, INSERT, UPDATE');
