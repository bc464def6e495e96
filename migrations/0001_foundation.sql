-- Projects (tenants), people, sessions, the roles of the database, and what every tenant table obeys.

-- The application owns nothing: it works as guildhall_app inside one project, or as guildhall_operator in the few
-- places that must see across projects (resolving a session, claiming jobs, storing webhooks).
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guildhall_app') THEN CREATE ROLE guildhall_app NOLOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guildhall_operator') THEN CREATE ROLE guildhall_operator NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- two databases of one cluster migrate at once
END $$;
DO $$ BEGIN
    EXECUTE format('GRANT guildhall_app, guildhall_operator TO %I', current_user);
END $$;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE FUNCTION current_project() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.project_id', true), '')::uuid $$;

-- Every tenant table calls this once: forced row-level security, one policy per role, least privileges.
CREATE FUNCTION protect_tenant(t regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %s TO guildhall_app USING (project_id = (SELECT current_project())) WITH CHECK (project_id = (SELECT current_project()))', t);
    EXECUTE format('CREATE POLICY operator ON %s TO guildhall_operator USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT %s ON %s TO guildhall_app, guildhall_operator', privileges, t);
END $$;

-- Rows that are never changed or removed once written.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION append_only(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
END $$;

CREATE TABLE projects (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    tagline text NOT NULL DEFAULT '',
    default_currency text NOT NULL DEFAULT 'EUR' CHECK (length(default_currency) = 3),
    default_lang text NOT NULL DEFAULT 'en' CHECK (default_lang IN ('en', 'de')),
    time_zone text NOT NULL DEFAULT 'Europe/Berlin',
    -- {"brand": "#1d6b4f", "brand_content": "#ffffff", "sender_name": …}; written to the page as CSS variables
    branding jsonb NOT NULL DEFAULT '{}',
    plan text NOT NULL DEFAULT 'free',
    features jsonb NOT NULL DEFAULT '{}',
    ai_access boolean NOT NULL DEFAULT false,
    commission_bps integer NOT NULL DEFAULT 1000 CHECK (commission_bps BETWEEN 0 AND 10000),
    clearing_days integer NOT NULL DEFAULT 7 CHECK (clearing_days BETWEEN 0 AND 90),
    auto_accept_days integer NOT NULL DEFAULT 7 CHECK (auto_accept_days BETWEEN 1 AND 60),
    review_products boolean NOT NULL DEFAULT false,
    max_upload_bytes bigint NOT NULL DEFAULT 52428800 CHECK (max_upload_bytes BETWEEN 1024 AND 1073741824),
    created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE projects FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON projects TO guildhall_app USING (id = (SELECT current_project())) WITH CHECK (id = (SELECT current_project()));
CREATE POLICY operator ON projects TO guildhall_operator USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON projects TO guildhall_app;
GRANT SELECT, INSERT, UPDATE ON projects TO guildhall_operator;

CREATE TABLE project_domains (
    project_id uuid NOT NULL REFERENCES projects (id),
    -- a host belongs to one project
    domain text NOT NULL UNIQUE CHECK (domain = lower(domain)),
    verified_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, domain)
);
SELECT protect_tenant('project_domains');

-- People are global: one person can belong to many projects. Only the operator role signs people in.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) <= 254),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    password_hash text,
    email_verified_at timestamptz,
    superadmin boolean NOT NULL DEFAULT false,
    bio text NOT NULL DEFAULT '' CHECK (length(bio) <= 2000),
    lang text NOT NULL DEFAULT 'en' CHECK (lang IN ('en', 'de')),
    time_zone text NOT NULL DEFAULT 'Europe/Berlin',
    failed_sign_ins integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    deactivated_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    -- SHA-256 of the cookie's random token: a stolen table signs nobody in
    token_hash bytea NOT NULL UNIQUE,
    user_id uuid NOT NULL REFERENCES users (id),
    user_agent text NOT NULL DEFAULT '',
    ip text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id, last_seen_at DESC);

CREATE TABLE email_tokens (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    purpose text NOT NULL CHECK (purpose IN ('verify', 'reset')),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX email_tokens_user ON email_tokens (user_id, purpose);

-- Sign-in attempts per address and e-mail, for the back-off that also covers e-mails nobody has.
CREATE TABLE sign_in_attempts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempts_key ON sign_in_attempts (key, at DESC);

CREATE TABLE project_members (
    project_id uuid NOT NULL REFERENCES projects (id),
    user_id uuid NOT NULL REFERENCES users (id),
    roles text[] NOT NULL DEFAULT '{client}',
    joined_at timestamptz NOT NULL DEFAULT now(),
    deactivated_at timestamptz,
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX project_members_user ON project_members (user_id);
SELECT protect_tenant('project_members', 'SELECT, INSERT, UPDATE');

-- The project's changes to the default permission map.
CREATE TABLE role_permissions (
    project_id uuid NOT NULL REFERENCES projects (id),
    role text NOT NULL,
    permission text NOT NULL,
    granted boolean NOT NULL,
    changed_by uuid NOT NULL REFERENCES users (id),
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, role, permission)
);
SELECT protect_tenant('role_permissions');

-- Inside a project one sees its members only, and never a hash.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY members ON users FOR SELECT TO guildhall_app
    USING (EXISTS (SELECT FROM project_members m WHERE m.project_id = (SELECT current_project()) AND m.user_id = users.id));
CREATE POLICY operator ON users TO guildhall_operator USING (true) WITH CHECK (true);
GRANT SELECT (id, email, name, email_verified_at, superadmin, bio, lang, time_zone, deactivated_at, created_at) ON users TO guildhall_app;
GRANT SELECT, INSERT, UPDATE ON users, sessions, email_tokens TO guildhall_operator;
GRANT SELECT, INSERT, DELETE ON sign_in_attempts TO guildhall_operator;

CREATE TABLE files (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    -- what the file hangs on decides who reads it
    purpose text NOT NULL CHECK (purpose IN ('media', 'intake', 'submission', 'branding', 'avatar')),
    uploaded_by uuid,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    content_type text NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    sha256 bytea NOT NULL,
    -- null until the file hangs on something; unattached files are swept after a day
    attached_at timestamptz,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, uploaded_by) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX files_unattached ON files (project_id, created_at) WHERE attached_at IS NULL;
SELECT protect_tenant('files');

-- People see short numbers: ORD-2026-000123.
CREATE TABLE number_series (
    project_id uuid NOT NULL REFERENCES projects (id),
    series text NOT NULL,
    year integer NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (project_id, series, year)
);
SELECT protect_tenant('number_series', 'SELECT, INSERT, UPDATE');

-- Mails on their way out; in demo mode also the mailbox at /dev/mail.
CREATE TABLE mails (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    text_body text NOT NULL,
    html_body text NOT NULL,
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed')),
    error text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    PRIMARY KEY (project_id, id)
);
SELECT protect_tenant('mails', 'SELECT, INSERT, UPDATE');

CREATE TABLE notifications (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    -- what the text of the kind needs, in the reader's language at reading time
    params jsonb NOT NULL DEFAULT '{}',
    link text NOT NULL,
    created_at timestamptz NOT NULL,
    read_at timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
CREATE INDEX notifications_user ON notifications (project_id, user_id, id DESC);
CREATE INDEX notifications_unread ON notifications (project_id, user_id) WHERE read_at IS NULL;
SELECT protect_tenant('notifications');

-- The live hub's short memory, so that a socket that was away can resume by number. Swept after a day.
CREATE TABLE live_events (
    project_id uuid NOT NULL REFERENCES projects (id),
    seq bigint GENERATED ALWAYS AS IDENTITY,
    topic text NOT NULL,
    subject text NOT NULL,
    subject_id uuid,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, seq)
);
CREATE INDEX live_events_topic ON live_events (project_id, topic, seq);
CREATE INDEX live_events_at ON live_events (at);
SELECT protect_tenant('live_events', 'SELECT, INSERT, DELETE');

-- Who did what, append-only. A sealer chains the rows by hash a moment later (audit_chain), so that no two acts of a
-- project wait for each other's place in the chain.
CREATE TABLE transaction_log (
    project_id uuid NOT NULL REFERENCES projects (id),
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor_id uuid,
    request_id text NOT NULL DEFAULT '',
    action text NOT NULL,
    subject text NOT NULL,
    subject_id uuid,
    data jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (project_id, id)
);
CREATE INDEX transaction_log_subject ON transaction_log (project_id, subject, subject_id, id);
SELECT protect_tenant('transaction_log', 'SELECT, INSERT');
SELECT append_only('transaction_log');

CREATE TABLE audit_chain (
    project_id uuid NOT NULL REFERENCES projects (id),
    seq bigint NOT NULL,
    log_id bigint NOT NULL,
    previous_hash bytea NOT NULL,
    -- SHA-256 of the previous hash and the row's canonical text
    hash bytea NOT NULL,
    PRIMARY KEY (project_id, seq),
    UNIQUE (project_id, log_id),
    FOREIGN KEY (project_id, log_id) REFERENCES transaction_log (project_id, id)
);
SELECT protect_tenant('audit_chain', 'SELECT, INSERT');
SELECT append_only('audit_chain');

-- Every call to an outside service: redacted.
CREATE TABLE integration_logs (
    project_id uuid NOT NULL REFERENCES projects (id),
    id bigint GENERATED ALWAYS AS IDENTITY,
    seller_id uuid,
    product_id uuid,
    provider text NOT NULL,
    endpoint text NOT NULL,
    request_data jsonb,
    response_data jsonb,
    status integer,
    latency_ms integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, id)
);
SELECT protect_tenant('integration_logs', 'SELECT, INSERT, DELETE');
