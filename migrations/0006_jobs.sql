-- The application may add jobs and nothing else: the queue's tables (schema graphile_worker, made by the worker itself)
-- belong to the owner. Late-bound, so this runs before the queue exists.
CREATE FUNCTION enqueue_job(identifier text, payload jsonb, run_at timestamptz, job_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM graphile_worker.add_job(
        identifier => enqueue_job.identifier, payload => enqueue_job.payload::json, run_at => enqueue_job.run_at,
        max_attempts => 25, job_key => enqueue_job.job_key);
END $$;
REVOKE ALL ON FUNCTION enqueue_job FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job TO guildhall_app, guildhall_operator;
