-- Money on its way in: payments, saved methods by token, refunds, the webhook inbox, gateways' settings.

CREATE TABLE gateway_settings (
    project_id uuid NOT NULL REFERENCES projects (id),
    gateway text NOT NULL,
    enabled boolean NOT NULL DEFAULT false,
    -- AES-256-GCM under the master key; never read back to a screen
    credentials bytea,
    test_result text NOT NULL DEFAULT '',
    tested_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, gateway)
);
SELECT protect_tenant('gateway_settings', 'SELECT, INSERT, UPDATE');

CREATE TABLE payments (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    gateway text NOT NULL,
    -- the gateway's own id; unique, so that no event is applied to two payments
    gateway_reference text,
    purpose text NOT NULL CHECK (purpose IN ('top_up', 'checkout')),
    group_id uuid,
    currency text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    status text NOT NULL DEFAULT 'requires_payment_method' CHECK (status IN (
        'requires_payment_method', 'requires_confirmation', 'requires_customer_action', 'processing',
        'requires_capture', 'succeeded', 'failed', 'cancelled', 'expired')),
    -- where the browser goes next, as the gateway said
    next_action jsonb,
    failure text NOT NULL DEFAULT '',
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
    idempotency_key text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    succeeded_at timestamptz,
    PRIMARY KEY (project_id, id),
    CONSTRAINT payments_idempotency UNIQUE (project_id, user_id, idempotency_key),
    CONSTRAINT payments_reference UNIQUE (project_id, gateway, gateway_reference),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id),
    FOREIGN KEY (project_id, group_id) REFERENCES order_groups (project_id, id),
    CHECK ((purpose = 'checkout') = (group_id IS NOT NULL))
);
CREATE INDEX payments_user ON payments (project_id, user_id, id DESC);
CREATE INDEX payments_group ON payments (project_id, group_id) WHERE group_id IS NOT NULL;
SELECT protect_tenant('payments', 'SELECT, INSERT, UPDATE');

CREATE TABLE payment_methods (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    gateway text NOT NULL,
    token text NOT NULL,
    customer_reference text NOT NULL DEFAULT '',
    brand text NOT NULL,
    last4 text NOT NULL CHECK (length(last4) = 4),
    expiry text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    removed_at timestamptz,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, gateway, token),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('payment_methods', 'SELECT, INSERT, UPDATE');

CREATE TABLE refunds (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    gateway_reference text,
    currency text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'succeeded', 'failed', 'unclear')),
    reason text NOT NULL,
    requested_by uuid NOT NULL,
    idempotency_key text NOT NULL,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, idempotency_key),
    FOREIGN KEY (project_id, payment_id) REFERENCES payments (project_id, id),
    FOREIGN KEY (project_id, requested_by) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX refunds_payment ON refunds (project_id, payment_id);
SELECT protect_tenant('refunds', 'SELECT, INSERT, UPDATE');

-- The webhook inbox: verified, stored raw once, answered 200, then applied by a job.
CREATE TABLE payment_events (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    gateway text NOT NULL,
    provider_event_id text NOT NULL,
    kind text NOT NULL,
    payload bytea NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'succeeded', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    error text NOT NULL DEFAULT '',
    outcome text NOT NULL DEFAULT '',
    received_at timestamptz NOT NULL,
    processed_at timestamptz,
    PRIMARY KEY (project_id, id),
    CONSTRAINT payment_events_once UNIQUE (project_id, gateway, provider_event_id)
);
CREATE INDEX payment_events_open ON payment_events (project_id, received_at) WHERE status IN ('pending', 'failed');
CREATE INDEX payment_events_newest ON payment_events (project_id, id DESC);
SELECT protect_tenant('payment_events', 'SELECT, INSERT, UPDATE');
