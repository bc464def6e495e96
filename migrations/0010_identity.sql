-- A sign-up waits here until its address is confirmed: nobody becomes a user, and no password is kept for one, before the
-- person who owns the mailbox has entered the password that was chosen. Global, like people: only the operator role sees it.
CREATE TABLE sign_ups (
    -- SHA-256 of the token in the mail
    token_hash bytea PRIMARY KEY,
    email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    password_hash text NOT NULL,
    lang text NOT NULL CHECK (lang IN ('en', 'de')),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX sign_ups_email ON sign_ups (email);
CREATE INDEX sign_ups_expired ON sign_ups (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_ups TO guildhall_operator;

-- The nightly sweep.
GRANT DELETE ON sessions, email_tokens TO guildhall_operator;
CREATE INDEX sessions_ended ON sessions ((coalesce(revoked_at, expires_at)));
CREATE INDEX email_tokens_expired ON email_tokens (expires_at);
CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);
GRANT DELETE ON project_domains TO guildhall_app;

-- Staff search their members by parts of name and address.
CREATE INDEX users_search ON users USING gin ((plain(name || ' ' || email)) gin_trgm_ops);
