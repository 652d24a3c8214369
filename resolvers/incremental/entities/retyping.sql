-- name: fresh_lone
-- List the chains of what was read since the index was last brought up to date whose best name is
-- one word.
WITH latest AS (
    SELECT version_id, reader FROM reading
    WHERE version_id IN (SELECT version_id FROM reading WHERE run_id > $upto)
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1)
SELECT c.chain_id
FROM latest r JOIN chain c USING (version_id)
JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.reader = r.reader
WHERE NOT contains(cr.name, ' ')
ORDER BY c.chain_id;

-- name: dropped_lone
-- List the single words that were names in the earlier readings of what was read since.
SELECT DISTINCT p.names[1] AS name
FROM linking.chain c JOIN linking.profile p USING (profile_id)
WHERE c.version_id IN (SELECT version_id FROM reading WHERE run_id > $upto) AND len(p.names) = 1
    AND NOT contains(p.names[1], ' ')
ORDER BY name;

-- name: known_lone
-- List the chains of the index, of what was not read since, that have one of these words as their
-- only name.
SELECT c.chain_id
FROM linking.chain c
WHERE c.profile_id IN (
    SELECT profile_id FROM linking.profile
    WHERE len(names) = 1 AND names[1] IN (SELECT unnest($names::VARCHAR[])))
  AND c.version_id NOT IN (SELECT version_id FROM reading WHERE run_id > $upto)
ORDER BY c.chain_id;

-- name: lone_uses
-- Give what was read of chains without roles and nominals that no caller gave: how sure their names
-- were, and their profiles as they were read and as they are.
WITH asked AS (SELECT unnest($chains::BIGINT[]) AS chain_id),
read AS (
    SELECT chain_id, arg_max(run_id, run_id) AS run_id, arg_max("type", run_id) AS "type"
    FROM chain_reading WHERE chain_id IN (FROM asked) GROUP BY chain_id),
seen AS (
    SELECT r.chain_id, max(m.score) AS score
    FROM read r JOIN chain_mention l ON l.chain_id = r.chain_id AND l.run_id = r.run_id
    JOIN mention m USING (mention_id)
    GROUP BY r.chain_id HAVING bool_and(m.kind = 'name' AND m.detector <> 'given')),
tied AS (
    SELECT t.chain_id, arg_max(t.profile_id, t.run_id) FILTER (t.run_id = r.run_id) AS base,
           arg_max(t.profile_id, t.run_id) AS current
    FROM chain_profile t JOIN read r USING (chain_id) GROUP BY t.chain_id)
SELECT c.chain_id, c.version_id, s.score, b.features AS base, p.features AS current
FROM seen s JOIN chain c USING (chain_id) JOIN tied t USING (chain_id)
JOIN profile b ON b.profile_id = t.base JOIN profile p ON p.profile_id = t.current
ORDER BY c.chain_id;
