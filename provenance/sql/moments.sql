-- name: run_at
-- Return the last run that ended at a time or before it, or the run with a number; and when the
-- first run ended.
SELECT
    u.run_id AS run, u.ended_at,
    (SELECT ended_at FROM run ORDER BY run_id LIMIT 1) AS first_at
FROM (
    SELECT coalesce($run, max(run_id) FILTER (ended_at <= $at::TIMESTAMPTZ), 0) AS run_id
    FROM run) asked
LEFT JOIN run u USING (run_id)
ORDER BY u.run_id;
