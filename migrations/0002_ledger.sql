-- Double entry. A transfer's entries sum to zero per currency (checked at commit), nothing is ever changed, and a user's
-- account never goes below zero. Positive = credit: the account's owner has more.

CREATE TABLE accounts (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN (
        'wallet', 'escrow', 'seller_pending', 'seller_available', 'promo',
        'platform_fee', 'tax_payable', 'gateway_clearing', 'payout_clearing', 'reserve')),
    -- the user, order or seller it belongs to; null for the project's own accounts
    owner_id uuid,
    -- gateway_clearing has one account per gateway
    gateway text NOT NULL DEFAULT '',
    currency text NOT NULL CHECK (length(currency) = 3),
    -- kept for guarded accounts only: the shared ones are the sum of their entries, so that no sale waits for another's lock
    balance bigint NOT NULL DEFAULT 0,
    guarded boolean GENERATED ALWAYS AS (kind IN ('wallet', 'escrow', 'seller_pending', 'seller_available', 'promo')) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id),
    UNIQUE NULLS NOT DISTINCT (project_id, kind, owner_id, gateway, currency),
    CONSTRAINT accounts_not_overdrawn CHECK (kind NOT IN ('wallet', 'escrow', 'seller_pending', 'seller_available', 'promo') OR balance >= 0),
    CONSTRAINT accounts_shared_have_no_balance CHECK (kind IN ('wallet', 'escrow', 'seller_pending', 'seller_available', 'promo') OR balance = 0),
    CONSTRAINT accounts_owner CHECK ((owner_id IS NOT NULL) = (kind IN ('wallet', 'escrow', 'seller_pending', 'seller_available', 'promo')))
);
CREATE INDEX accounts_owner_idx ON accounts (project_id, owner_id);
SELECT protect_tenant('accounts', 'SELECT, INSERT, UPDATE');

CREATE TABLE transfers (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    -- the same key is the same act: a second posting is refused by the database
    idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
    order_id uuid,
    milestone_id uuid,
    payment_id uuid,
    actor_id uuid,
    memo text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    -- entries join a transfer only inside the transaction that made it
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (project_id, id),
    CONSTRAINT transfers_idempotency UNIQUE (project_id, idempotency_key)
);
CREATE INDEX transfers_order ON transfers (project_id, order_id) WHERE order_id IS NOT NULL;
SELECT protect_tenant('transfers', 'SELECT, INSERT');
SELECT append_only('transfers');

CREATE TABLE entries (
    project_id uuid NOT NULL,
    transfer_id uuid NOT NULL,
    position smallint NOT NULL,
    account_id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    currency text NOT NULL,
    -- of guarded accounts, right after this entry
    balance_after bigint,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, transfer_id, position),
    FOREIGN KEY (project_id, transfer_id) REFERENCES transfers (project_id, id),
    FOREIGN KEY (project_id, account_id) REFERENCES accounts (project_id, id)
);
CREATE INDEX entries_account ON entries (project_id, account_id, created_at DESC, transfer_id DESC) INCLUDE (amount);
SELECT protect_tenant('entries', 'SELECT, INSERT');
SELECT append_only('entries');

CREATE FUNCTION transfer_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) < 2 FROM entries WHERE project_id = NEW.project_id AND transfer_id = NEW.id)
        OR EXISTS (SELECT FROM entries WHERE project_id = NEW.project_id AND transfer_id = NEW.id GROUP BY currency HAVING sum(amount) <> 0)
    THEN
        RAISE EXCEPTION 'transfer % does not sum to zero', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'transfer_sums_to_zero';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER transfer_sums_to_zero AFTER INSERT ON transfers DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION transfer_sums_to_zero();

-- An entry speaks its account's currency, comes with its transfer, and moves the guarded balance: no other way moves it.
CREATE FUNCTION apply_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE account accounts%ROWTYPE;
BEGIN
    IF NOT EXISTS (SELECT FROM transfers WHERE project_id = NEW.project_id AND id = NEW.transfer_id AND xact = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'entries come with their transfer, in one transaction' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO account FROM accounts WHERE project_id = NEW.project_id AND id = NEW.account_id;
    IF account.currency <> NEW.currency THEN
        RAISE EXCEPTION 'account % is in %, the entry in %', NEW.account_id, account.currency, NEW.currency USING ERRCODE = 'check_violation';
    END IF;
    IF account.guarded THEN
        PERFORM set_config('app.ledger', 'on', true);
        UPDATE accounts SET balance = balance + NEW.amount WHERE project_id = NEW.project_id AND id = NEW.account_id
            RETURNING balance INTO NEW.balance_after;
        PERFORM set_config('app.ledger', '', true);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER apply_entry BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION apply_entry();

CREATE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.balance <> 0 THEN RAISE EXCEPTION 'an account starts at zero' USING ERRCODE = 'check_violation'; END IF;
        RETURN NEW;
    END IF;
    IF (NEW.project_id, NEW.id, NEW.kind, NEW.owner_id, NEW.gateway, NEW.currency) IS DISTINCT FROM
       (OLD.project_id, OLD.id, OLD.kind, OLD.owner_id, OLD.gateway, OLD.currency) THEN
        RAISE EXCEPTION 'an account never changes what it is' USING ERRCODE = 'restrict_violation';
    END IF;
    -- pg_trigger_depth: the update comes from inside apply_entry, not from a statement somebody sent
    IF NEW.balance <> OLD.balance AND (pg_trigger_depth() < 2 OR coalesce(current_setting('app.ledger', true), '') <> 'on') THEN
        RAISE EXCEPTION 'balances move by entries only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_account BEFORE INSERT OR UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION guard_account();

-- Posts a whole transfer in one round trip: false when its key is known. Accounts are opened on first use; entries are
-- written in the order given (callers sort by account, so that two transfers never wait for each other crosswise).
CREATE FUNCTION post_transfer(
    project uuid, id uuid, kind text, idempotency_key text, order_id uuid, milestone_id uuid, payment_id uuid, actor_id uuid,
    memo text, at timestamptz, currency text, kinds text[], owners uuid[], gateways text[], amounts bigint[]
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO transfers (project_id, id, kind, idempotency_key, order_id, milestone_id, payment_id, actor_id, memo, created_at)
    VALUES (post_transfer.project, post_transfer.id, post_transfer.kind, post_transfer.idempotency_key, post_transfer.order_id,
            post_transfer.milestone_id, post_transfer.payment_id, post_transfer.actor_id, post_transfer.memo, post_transfer.at)
    ON CONFLICT ON CONSTRAINT transfers_idempotency DO NOTHING;
    IF NOT FOUND THEN RETURN false; END IF;
    INSERT INTO accounts (project_id, id, kind, owner_id, gateway, currency)
    SELECT post_transfer.project, gen_random_uuid(), leg.kind, leg.owner, leg.gateway, post_transfer.currency
    FROM unnest(kinds, owners, gateways) AS leg (kind, owner, gateway)
    WHERE NOT EXISTS (SELECT FROM accounts a WHERE a.project_id = post_transfer.project AND a.kind = leg.kind
        AND a.owner_id IS NOT DISTINCT FROM leg.owner AND a.gateway = leg.gateway AND a.currency = post_transfer.currency)
    ON CONFLICT DO NOTHING;
    INSERT INTO entries (project_id, transfer_id, position, account_id, amount, currency, created_at)
    SELECT post_transfer.project, post_transfer.id, leg.position - 1, a.id, leg.amount, post_transfer.currency, post_transfer.at
    FROM unnest(kinds, owners, gateways, amounts) WITH ORDINALITY AS leg (kind, owner, gateway, amount, position)
    JOIN accounts a ON a.project_id = post_transfer.project AND a.kind = leg.kind AND a.owner_id IS NOT DISTINCT FROM leg.owner
        AND a.gateway = leg.gateway AND a.currency = post_transfer.currency
    ORDER BY leg.position;
    RETURN true;
END $$;
