-- Notifications by mail, the queue of log rows that wait for their place in the chain, and the monitor of the job queue.

-- Which notifications also come as a mail. No row: the topic's default. The bell always tells.
CREATE TABLE notification_preferences (
    project_id uuid NOT NULL REFERENCES projects (id),
    user_id uuid NOT NULL,
    topic text NOT NULL CHECK (topic IN ('orders', 'deliveries', 'money', 'account')),
    mail boolean NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, user_id, topic),
    FOREIGN KEY (project_id, user_id) REFERENCES project_members (project_id, user_id)
);
SELECT protect_tenant('notification_preferences', 'SELECT, INSERT, UPDATE');

-- Rows of the transaction log that the sealer has not chained yet: so that sealing costs what is new, not what is there.
CREATE TABLE audit_unsealed (
    project_id uuid NOT NULL REFERENCES projects (id),
    log_id bigint NOT NULL,
    PRIMARY KEY (project_id, log_id),
    FOREIGN KEY (project_id, log_id) REFERENCES transaction_log (project_id, id)
);
SELECT protect_tenant('audit_unsealed', 'SELECT, INSERT, DELETE');
INSERT INTO audit_unsealed SELECT project_id, id FROM transaction_log l
    WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.project_id = l.project_id AND c.log_id = l.id);

CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed VALUES (NEW.project_id, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER await_seal AFTER INSERT ON transaction_log FOR EACH ROW EXECUTE FUNCTION await_seal();

CREATE INDEX transaction_log_newest ON transaction_log (project_id, at DESC, id DESC);
CREATE INDEX transaction_log_action ON transaction_log (project_id, action, at DESC, id DESC);
CREATE INDEX transaction_log_actor ON transaction_log (project_id, actor_id, at DESC, id DESC);

-- The monitor's view of the queue, whose tables belong to the owner. Late-bound: the queue is made by the worker. The
-- operator role alone may call these; which project may be seen is decided before (null: all, for superadmins).
CREATE FUNCTION queue_state(locked_at timestamptz, attempts smallint, max_attempts smallint) RETURNS text LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE WHEN locked_at IS NOT NULL THEN 'running' WHEN attempts >= max_attempts THEN 'failed'
        WHEN attempts > 0 THEN 'retrying' ELSE 'waiting' END $$;

CREATE FUNCTION queue_jobs(project uuid, wanted text, before bigint, page integer) RETURNS TABLE (
    id bigint, task text, state text, payload jsonb, run_at timestamptz, attempts integer, max_attempts integer,
    last_error text, created_at timestamptz, locked_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF to_regclass('graphile_worker._private_jobs') IS NULL THEN RETURN; END IF;
    RETURN QUERY
    SELECT j.id, t.identifier, queue_state(j.locked_at, j.attempts, j.max_attempts), j.payload::jsonb, j.run_at,
        j.attempts::integer, j.max_attempts::integer, j.last_error, j.created_at, j.locked_at
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE (queue_jobs.project IS NULL OR j.payload ->> 'project' = queue_jobs.project::text)
        AND (wanted IS NULL OR queue_state(j.locked_at, j.attempts, j.max_attempts) = wanted)
        AND (before IS NULL OR j.id < before)
    ORDER BY j.id DESC LIMIT page;
END $$;

-- Counted up to 10,000 jobs: a monitor must not become the load it shows.
CREATE FUNCTION queue_counts(project uuid) RETURNS TABLE (state text, jobs bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF to_regclass('graphile_worker._private_jobs') IS NULL THEN RETURN; END IF;
    RETURN QUERY
    SELECT c.s, count(*) FROM (
        SELECT queue_state(j.locked_at, j.attempts, j.max_attempts) AS s FROM graphile_worker._private_jobs j
        WHERE queue_counts.project IS NULL OR j.payload ->> 'project' = queue_counts.project::text
        LIMIT 10000) c GROUP BY c.s;
END $$;

CREATE FUNCTION queue_schedules() RETURNS TABLE (task text, known_since timestamptz, last_run timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF to_regclass('graphile_worker._private_known_crontabs') IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT k.identifier, k.known_since, k.last_execution FROM graphile_worker._private_known_crontabs k ORDER BY 1;
END $$;

-- Starts over with a fresh count of tries. A running job is left alone.
CREATE FUNCTION queue_retry(project uuid, job bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE n bigint;
BEGIN
    UPDATE graphile_worker._private_jobs j SET attempts = 0, run_at = now(), last_error = NULL, updated_at = now()
    WHERE j.id = job AND j.locked_at IS NULL
        AND (queue_retry.project IS NULL OR j.payload ->> 'project' = queue_retry.project::text);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END $$;

-- Removes it for good. A running job is left alone.
CREATE FUNCTION queue_discard(project uuid, job bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE n bigint;
BEGIN
    DELETE FROM graphile_worker._private_jobs j
    WHERE j.id = job AND j.locked_at IS NULL
        AND (queue_discard.project IS NULL OR j.payload ->> 'project' = queue_discard.project::text);
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END $$;

REVOKE ALL ON FUNCTION queue_jobs, queue_counts, queue_schedules, queue_retry, queue_discard FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_jobs, queue_counts, queue_schedules, queue_retry, queue_discard TO guildhall_operator;
