-- What payments need beyond 0005, and the books of the sandbox bank.

ALTER TABLE payments
    -- pay with, and keep for next time
    ADD COLUMN method_id uuid,
    ADD COLUMN save_method boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT payments_method FOREIGN KEY (project_id, method_id) REFERENCES payment_methods (project_id, id);
CREATE INDEX payments_newest ON payments (project_id, id DESC);
CREATE INDEX payments_incoming ON payments (project_id, user_id) WHERE status = 'processing';

ALTER TABLE refunds ADD COLUMN failure text NOT NULL DEFAULT '';

ALTER TABLE payment_events
    ADD COLUMN payment_id uuid,
    ADD CONSTRAINT payment_events_payment FOREIGN KEY (project_id, payment_id) REFERENCES payments (project_id, id);
CREATE INDEX payment_events_of_payment ON payment_events (project_id, payment_id, id DESC) WHERE payment_id IS NOT NULL;

ALTER TABLE gateway_settings ADD COLUMN test_passed boolean NOT NULL DEFAULT false;

CREATE INDEX integration_logs_newest ON integration_logs (project_id, id DESC);

-- The sandbox bank is an outside party that happens to live here: it knows merchants, not tenants, and no session of a
-- project can see its books. Of a card it keeps brand and last four digits.
CREATE TABLE sandbox_payments (
    reference text PRIMARY KEY,
    merchant text NOT NULL,
    idempotency_key text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL CHECK (length(currency) = 3),
    description text NOT NULL DEFAULT '',
    return_path text NOT NULL,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'challenge', 'processing', 'succeeded', 'declined', 'cancelled')),
    failure text NOT NULL DEFAULT '',
    brand text NOT NULL DEFAULT '',
    last4 text NOT NULL DEFAULT '',
    -- of a payment that settles later: when
    settles_at timestamptz,
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT sandbox_payments_once UNIQUE (merchant, idempotency_key)
);

CREATE TABLE sandbox_refunds (
    reference text PRIMARY KEY,
    payment text NOT NULL REFERENCES sandbox_payments (reference),
    idempotency_key text NOT NULL UNIQUE,
    amount bigint NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL
);

-- Webhooks the bank owes its merchants.
CREATE TABLE sandbox_webhooks (
    id text PRIMARY KEY,
    payment text NOT NULL REFERENCES sandbox_payments (reference),
    refund text REFERENCES sandbox_refunds (reference),
    kind text NOT NULL,
    -- what it says, as it was when it happened
    payload jsonb NOT NULL,
    -- how often it is sent even when it arrives: a bank may stutter
    times integer NOT NULL DEFAULT 1 CHECK (times BETWEEN 1 AND 5),
    due_at timestamptz NOT NULL,
    delivered_at timestamptz,
    last_status integer
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['sandbox_payments', 'sandbox_refunds', 'sandbox_webhooks'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY operator ON %I TO guildhall_operator USING (true) WITH CHECK (true)', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO guildhall_operator', t);
    END LOOP;
END $$;
