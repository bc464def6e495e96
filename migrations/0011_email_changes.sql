-- A new address waits here until its mailbox has answered. Global, like people: only the operator role sees it.
CREATE TABLE email_changes (
    -- SHA-256 of the token in the mail
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
    expires_at timestamptz NOT NULL,
    -- confirmed, called off, or replaced by a newer one
    ended_at timestamptz,
    created_at timestamptz NOT NULL
);
-- One waits at a time.
CREATE UNIQUE INDEX email_changes_waiting ON email_changes (user_id) WHERE ended_at IS NULL;
CREATE INDEX email_changes_expired ON email_changes (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON email_changes TO guildhall_operator;
