-- name: note_decided_moves
-- Note the chains whose entity is another than it was as of a run.
CREATE OR REPLACE TEMP TABLE decided_move AS
SELECT chain_id,
       arg_max(entity_id, run_id) FILTER (run_id <= $last) AS before,
       arg_max(entity_id, run_id) AS after
FROM entity_member
WHERE chain_id IN (SELECT chain_id FROM entity_member WHERE run_id > $last)
GROUP BY chain_id
HAVING before <> after;

-- name: decided_moves
-- List them, with what their entities are called before and after.
WITH was AS (
    SELECT entity_id, arg_max(name, run_id) AS name
    FROM entity_state
    WHERE run_id <= $last AND entity_id IN (SELECT before FROM decided_move)
    GROUP BY entity_id)
SELECT a.article, c.name, c.mentions, b.entity AS before, w.name AS before_name, e.entity AS after,
       e.name AS after_name
FROM decided_move p
JOIN linking.chain c USING (chain_id)
JOIN version v ON v.version_id = c.version_id
JOIN article a USING (article_id)
JOIN linking.entity e ON e.entity_id = p.after
JOIN entity b ON b.entity_id = p.before
JOIN was w ON w.entity_id = p.before
ORDER BY a.article, c.start, c.chain_id;

-- name: decided_names
-- List the entities whose name or type is another than it was as of a run.
WITH turned AS (SELECT DISTINCT entity_id FROM entity_state WHERE run_id > $last),
state AS (
    SELECT entity_id,
           arg_max(type || ' ' || name, run_id) FILTER (run_id <= $last) AS before,
           arg_max(type || ' ' || name, run_id) AS after
    FROM entity_state
    WHERE entity_id IN (SELECT entity_id FROM turned)
    GROUP BY entity_id)
SELECT e.entity, s.before, s.after
FROM state s
JOIN entity e USING (entity_id)
WHERE s.before <> s.after
ORDER BY e.entity;

-- name: decided_claims
-- List the claims whose speaker's entity or stance is another than as of a run, or that are told
-- before or after alone.
WITH touched AS MATERIALIZED (
    SELECT version_id FROM claim_reading WHERE run_id > $last
    UNION
    SELECT c.version_id FROM decided_move JOIN chain c USING (chain_id)),
latest AS (
    SELECT version_id,
           arg_max(reader, run_id) FILTER (run_id <= $last) AS before,
           arg_max(reader, run_id) AS after
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM touched)
    GROUP BY version_id),
spoken AS MATERIALIZED (
    SELECT c.claim_id, c.claim, c.version_id, t.reader, t.chain_id, t.stance
    FROM claim c
    JOIN attribution t USING (claim_id)
    WHERE c.version_id IN (SELECT version_id FROM touched)),
speaker AS MATERIALIZED (
    SELECT chain_id,
           arg_max(entity_id, run_id) FILTER (run_id <= $last) AS before,
           arg_max(entity_id, run_id) AS after
    FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM spoken)
    GROUP BY chain_id),
named AS (
    SELECT entity_id,
           arg_max(name, run_id) FILTER (run_id <= $last) AS before,
           arg_max(name, run_id) AS after
    FROM entity_state
    WHERE entity_id IN (SELECT unnest([before, after]) FROM speaker)
    GROUP BY entity_id),
was AS (
    SELECT s.claim_id, s.claim, s.version_id, s.stance, p.before AS entity_id, n.before AS name
    FROM spoken s
    JOIN latest l ON l.version_id = s.version_id AND l.before = s.reader
    LEFT JOIN speaker p USING (chain_id)
    LEFT JOIN named n ON n.entity_id = p.before),
becomes AS (
    SELECT s.claim_id, s.claim, s.version_id, s.stance, p.after AS entity_id, n.after AS name
    FROM spoken s
    JOIN latest l ON l.version_id = s.version_id AND l.after = s.reader
    LEFT JOIN speaker p USING (chain_id)
    LEFT JOIN named n ON n.entity_id = p.after)
SELECT a.article, left(coalesce(w.claim, b.claim), 16) AS claim, w.stance AS before_stance,
       w.name AS before_speaker,
       b.stance AS after_stance, b.name AS after_speaker,
       w.entity_id IS DISTINCT FROM b.entity_id AS spoken_by_another
FROM was w
FULL JOIN becomes b ON b.claim_id = w.claim_id
JOIN version v ON v.version_id = coalesce(w.version_id, b.version_id)
JOIN article a USING (article_id)
WHERE (w.entity_id, w.stance) IS DISTINCT FROM (b.entity_id, b.stance)
ORDER BY a.article, claim;

-- name: decided_coverage
-- List the articles whose story or origin is another than it was as of a run.
WITH of_story AS (
    SELECT article_id,
           arg_max(story_id, run_id) FILTER (run_id <= $last) AS before,
           arg_max(story_id, run_id) AS after
    FROM story_member
    WHERE article_id IN (SELECT article_id FROM story_member WHERE run_id > $last)
    GROUP BY article_id
    HAVING before <> after),
of_origin AS (
    SELECT article_id,
           arg_max(origin_id, run_id) FILTER (run_id <= $last) AS before,
           arg_max(origin_id, run_id) AS after
    FROM origin_member
    WHERE article_id IN (SELECT article_id FROM origin_member WHERE run_id > $last)
    GROUP BY article_id
    HAVING before <> after),
moved AS (
    SELECT 'story' AS sort, m.article_id, b.story AS before, n.story AS after
    FROM of_story m
    JOIN story b ON b.story_id = m.before
    JOIN story n ON n.story_id = m.after
    UNION ALL
    SELECT 'origin' AS sort, m.article_id, b.origin AS before, n.origin AS after
    FROM of_origin m
    JOIN origin b ON b.origin_id = m.before
    JOIN origin n ON n.origin_id = m.after)
SELECT m.sort, a.article, m.before, m.after
FROM moved m
JOIN article a USING (article_id)
ORDER BY m.sort DESC, a.article;

-- name: decided_groups
-- List the assertions whose proposition is another than it was as of a run.
WITH moved AS (
    SELECT assertion_id,
           arg_max(proposition_id, run_id) FILTER (run_id <= $last) AS before,
           arg_max(proposition_id, run_id) AS after
    FROM proposition_member
    WHERE assertion_id IN (SELECT assertion_id FROM proposition_member WHERE run_id > $last)
    GROUP BY assertion_id
    HAVING before <> after)
SELECT 'proposition' AS sort, left(s.assertion, 16) AS assertion, b.proposition AS before,
       n.proposition AS after
FROM moved m
JOIN assertion s USING (assertion_id)
JOIN proposition b ON b.proposition_id = m.before
JOIN proposition n ON n.proposition_id = m.after
ORDER BY assertion;

-- name: decided_conflicts
-- List the conflicts that are open before or after alone; of two rows of one run the one that does
-- not withdraw counts.
WITH turned AS (
    SELECT DISTINCT assertion_a, assertion_b, start_a, start_b
    FROM claim_conflict
    WHERE run_id > $last),
state AS (
    SELECT assertion_a, assertion_b, start_a, start_b,
           arg_max(NOT withdrawn, 2 * run_id + (NOT withdrawn)::INTEGER) FILTER (run_id <= $last)
               AS before,
           arg_max(NOT withdrawn, 2 * run_id + (NOT withdrawn)::INTEGER) AS after,
           arg_max(kind, run_id) AS kind,
           arg_max(surface_a, run_id) AS surface_a,
           arg_max(surface_b, run_id) AS surface_b
    FROM claim_conflict
    SEMI JOIN turned USING (assertion_a, assertion_b, start_a, start_b)
    GROUP BY assertion_a, assertion_b, start_a, start_b)
SELECT s.kind, left(a.assertion, 16) AS a, left(b.assertion, 16) AS b, s.surface_a, s.surface_b,
       s.after AS opens
FROM state s
JOIN assertion a ON a.assertion_id = s.assertion_a
JOIN assertion b ON b.assertion_id = s.assertion_b
WHERE coalesce(s.before, false) <> s.after
ORDER BY a, b, s.start_a, s.start_b;
