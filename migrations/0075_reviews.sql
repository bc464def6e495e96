-- ReviewTasks: what waits for the right people, who said what, and what became of it.

-- The project's own rules; a subject without a row has the default of the model.
CREATE TABLE review_rules (
    project_id uuid NOT NULL REFERENCES projects (id),
    subject text NOT NULL,
    rule jsonb NOT NULL,
    changed_by uuid NOT NULL REFERENCES users (id),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, subject)
);
SELECT protect_tenant('review_rules', 'SELECT, INSERT, UPDATE');

CREATE TABLE review_tasks (
    project_id uuid NOT NULL REFERENCES projects (id),
    id uuid NOT NULL,
    number text NOT NULL,
    subject text NOT NULL CHECK (subject IN ('product', 'vault_merge', 'contract', 'seller_verification', 'dispute_decision', 'payout', 'content_report')),
    subject_id uuid NOT NULL,
    -- of the subject: votes at another version are stale
    version integer NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'changes_requested', 'merged', 'rejected', 'withdrawn')),
    author_id uuid NOT NULL REFERENCES users (id),
    -- may never decide, like the author
    parties uuid[] NOT NULL DEFAULT '{}',
    -- as it was when the task was opened: a later change of the project's rule does not move running reviews
    rule jsonb NOT NULL,
    -- [{"field": …, "label": …, "before": …, "after": …}]
    changes jsonb NOT NULL DEFAULT '[]',
    -- [{"name": …, "passed": …, "note": …, "required": …}]
    checks jsonb NOT NULL DEFAULT '[]',
    -- roles whose turn it is, worked out by the rule after each act; for the inbox
    waits_for text[] NOT NULL DEFAULT '{}',
    -- everything is there but the merge itself
    ready boolean NOT NULL DEFAULT false,
    resubmitted_at timestamptz,
    reason text NOT NULL DEFAULT '',
    opened_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, number),
    CHECK ((closed_at IS NULL) = (status IN ('open', 'changes_requested')))
);
-- a thing is under one review at a time
CREATE UNIQUE INDEX review_tasks_live ON review_tasks (project_id, subject, subject_id) WHERE closed_at IS NULL;
CREATE INDEX review_tasks_of ON review_tasks (project_id, subject, subject_id, opened_at DESC);
CREATE INDEX review_tasks_open ON review_tasks (project_id, id DESC) WHERE closed_at IS NULL;
CREATE INDEX review_tasks_done ON review_tasks (project_id, id DESC) WHERE closed_at IS NOT NULL;
CREATE INDEX review_tasks_author ON review_tasks (project_id, author_id, id DESC);
SELECT protect_tenant('review_tasks', 'SELECT, INSERT, UPDATE');

CREATE TABLE review_votes (
    project_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    task_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    kind text NOT NULL CHECK (kind IN ('approve', 'request_changes', 'reject')),
    version integer NOT NULL,
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    at timestamptz NOT NULL,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, task_id) REFERENCES review_tasks (project_id, id)
);
CREATE INDEX review_votes_task ON review_votes (project_id, task_id, id);
SELECT protect_tenant('review_votes', 'SELECT, INSERT');
SELECT append_only('review_votes');

CREATE TABLE review_threads (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    task_id uuid NOT NULL,
    -- null: about the whole
    field text CHECK (length(field) BETWEEN 1 AND 100),
    visibility text NOT NULL CHECK (visibility IN ('internal', 'author')),
    opened_by uuid NOT NULL REFERENCES users (id),
    opened_at timestamptz NOT NULL,
    resolved_by uuid REFERENCES users (id),
    resolved_at timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, task_id) REFERENCES review_tasks (project_id, id),
    CHECK ((resolved_by IS NULL) = (resolved_at IS NULL))
);
CREATE INDEX review_threads_task ON review_threads (project_id, task_id, id);
SELECT protect_tenant('review_threads', 'SELECT, INSERT, UPDATE');

CREATE TABLE review_comments (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    thread_id uuid NOT NULL,
    author_id uuid NOT NULL REFERENCES users (id),
    body text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    created_at timestamptz NOT NULL,
    edited_at timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, thread_id) REFERENCES review_threads (project_id, id)
);
CREATE INDEX review_comments_thread ON review_comments (project_id, thread_id, id);
SELECT protect_tenant('review_comments', 'SELECT, INSERT, UPDATE');

CREATE TABLE review_help_requests (
    project_id uuid NOT NULL,
    id uuid NOT NULL,
    task_id uuid NOT NULL,
    role text NOT NULL,
    question text NOT NULL CHECK (length(question) BETWEEN 1 AND 4000),
    asked_by uuid NOT NULL REFERENCES users (id),
    asked_at timestamptz NOT NULL,
    answer text CHECK (length(answer) BETWEEN 1 AND 4000),
    answered_by uuid REFERENCES users (id),
    answered_at timestamptz,
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, task_id) REFERENCES review_tasks (project_id, id),
    CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL))
);
CREATE INDEX review_help_task ON review_help_requests (project_id, task_id, id);
CREATE INDEX review_help_open ON review_help_requests (project_id, role, task_id) WHERE answered_at IS NULL;
SELECT protect_tenant('review_help_requests', 'SELECT, INSERT, UPDATE');

CREATE TABLE review_events (
    project_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    task_id uuid NOT NULL,
    at timestamptz NOT NULL,
    -- null: the system
    actor_id uuid REFERENCES users (id),
    event text NOT NULL,
    version integer NOT NULL,
    note text NOT NULL DEFAULT '',
    -- whether the author may read it
    visibility text NOT NULL DEFAULT 'author' CHECK (visibility IN ('internal', 'author')),
    PRIMARY KEY (project_id, id),
    FOREIGN KEY (project_id, task_id) REFERENCES review_tasks (project_id, id)
);
CREATE INDEX review_events_task ON review_events (project_id, task_id, id);
SELECT protect_tenant('review_events', 'SELECT, INSERT');
SELECT append_only('review_events');

-- What a product was when it was last in the shop, as its wizard types it: what is handed in anew is compared with it.
ALTER TABLE products ADD COLUMN last_published jsonb;

-- What waits for its review already, gets its task: the changes are not known any more, so the list stays empty.
WITH waiting AS (
    SELECT p.project_id, gen_random_uuid() AS id, 'product' AS subject, p.id AS subject_id, p.version, p.name AS title, s.user_id AS author,
        ARRAY(SELECT m.user_id FROM seller_members m WHERE m.project_id = p.project_id AND m.seller_id = p.seller_id) AS parties,
        '{"roles": [{"role": "approver", "count": 1}], "checks": true, "threads": true}'::jsonb AS rule,
        '{approver,supervisor,admin,owner}'::text[] AS waits_for, p.updated_at AS at
    FROM products p JOIN sellers s ON s.project_id = p.project_id AND s.id = p.seller_id
    WHERE p.status = 'in_review'
    UNION ALL
    SELECT project_id, gen_random_uuid(), 'seller_verification', id, 1, business_name, user_id, ARRAY[user_id],
        '{"roles": [{"role": "admin", "count": 1}], "checks": true, "threads": true}', '{admin,owner}', created_at
    FROM sellers WHERE status = 'pending_approval'
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY project_id ORDER BY at, id) AS n FROM waiting
), opened AS (
    INSERT INTO review_tasks (project_id, id, number, subject, subject_id, version, title, author_id, parties, rule, waits_for, opened_at, updated_at)
    SELECT project_id, id, 'REV-' || extract(year FROM now() AT TIME ZONE 'UTC') || '-' || lpad(n::text, 6, '0'), subject, subject_id, version,
        title, author, parties, rule, waits_for, at, at
    FROM numbered RETURNING project_id, id, version, author_id, opened_at
), told AS (
    INSERT INTO review_events (project_id, task_id, at, actor_id, event, version)
    SELECT project_id, id, opened_at, author_id, 'opened', version FROM opened
)
INSERT INTO number_series (project_id, series, year, last)
SELECT project_id, 'REV', extract(year FROM now() AT TIME ZONE 'UTC'), count(*) FROM opened GROUP BY project_id;
