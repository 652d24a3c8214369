-- name: begin
-- Note what the index is made by; nothing is in it yet.
INSERT INTO claim_matching.state VALUES ($fingerprint, 0, 0);

-- name: note_embedder
-- Note the embedder whose cosines are in the scores.
INSERT INTO claim_matching.embedder (name, coefficient, least) VALUES ($embedder, $coefficient,
    $least);

-- name: newest_run
-- Return the number of the last run.
SELECT coalesce(max(run_id), 0) AS run_id FROM run ORDER BY 1;

-- name: finish
-- Note up to which run rows are in the index, and count propositions.
UPDATE claim_matching.state SET last_run_id = $last_run_id, groups = groups + $more;

-- name: group_count
-- Return how many propositions are asserted.
SELECT groups FROM claim_matching.state ORDER BY 1;

-- name: touched_articles
-- List the articles that were read, or whose entities or stories changed, since a run.
WITH turned AS (
    SELECT entity_id
    FROM entity_state
    WHERE entity_id IN (SELECT entity_id FROM entity_state WHERE run_id > $upto)
    GROUP BY entity_id
    HAVING min(run_id) <= $upto
        AND arg_max(coalesce(speaks_for, '') || (type = 'LOC'), run_id)
            <> arg_max(coalesce(speaks_for, '') || (type = 'LOC'),
                run_id) FILTER (run_id <= $upto)),
moved AS (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id
    FROM entity_member
    WHERE run_id > $upto
    GROUP BY chain_id),
was AS (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id
    FROM entity_member
    WHERE run_id <= $upto AND chain_id IN (SELECT chain_id FROM moved)
    GROUP BY chain_id),
hit AS (
    SELECT version_id FROM version WHERE run_id > $upto
    UNION
    SELECT version_id FROM reading WHERE run_id > $upto
    UNION
    SELECT version_id FROM claim_reading WHERE run_id > $upto
    UNION
    SELECT version_id FROM narration_reading WHERE run_id > $upto
    UNION
    SELECT c.version_id
    FROM moved m LEFT JOIN was w USING (chain_id) JOIN chain c USING (chain_id)
    WHERE w.entity_id IS DISTINCT FROM m.entity_id
    UNION
    SELECT c.version_id
    FROM entity_member m JOIN chain c USING (chain_id)
    WHERE m.entity_id IN (SELECT entity_id FROM turned))
SELECT article_id FROM version WHERE version_id IN (SELECT version_id FROM hit)
UNION
SELECT article_id FROM story_member WHERE run_id > $upto
ORDER BY article_id;

-- name: asserted
-- List what these articles assert now.
WITH current AS MATERIALIZED (
    SELECT article_id, max(version_id) AS version_id
    FROM version
    WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
    GROUP BY article_id),
claimed AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM current)
    GROUP BY version_id),
told AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM narration_reading
    WHERE version_id IN (SELECT version_id FROM current)
    GROUP BY version_id),
own AS MATERIALIZED (
    SELECT assertion_id, version_id, claim_id
    FROM assertion
    WHERE version_id IN (SELECT version_id FROM current))
SELECT o.assertion_id
FROM own o JOIN claimed r USING (version_id)
JOIN attribution t ON t.claim_id = o.claim_id AND t.reader = r.reader
UNION
SELECT o.assertion_id
FROM own o JOIN told r USING (version_id)
JOIN narration n ON n.assertion_id = o.assertion_id AND n.reader = r.reader
WHERE o.claim_id IS NULL
ORDER BY assertion_id;

-- name: items_of_articles
-- List the items that the index has of articles.
SELECT item_id, story, content_hash
FROM claim_matching.item
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY item_id;

-- name: items_of_stories
-- List the items that the index has of stories.
SELECT item_id, story
FROM claim_matching.item
WHERE story IN (SELECT unnest($stories::VARCHAR[]))
ORDER BY item_id;

-- name: kept_items
-- Return what the index has of items, and whose words they are.
SELECT item_id, assertion, version, article_id, article, source, published, story, said, shares
FROM claim_matching.item
WHERE item_id IN (SELECT unnest($ids::BIGINT[]))
ORDER BY item_id;

-- name: drop_items
-- Drop items.
DELETE FROM claim_matching.item WHERE item_id IN (SELECT unnest($ids::BIGINT[]));

-- name: said_rows
-- Return what assertions are, in whose article and by whose words; and, for the statements that
-- read the answer as asked_assertion, in which run a claim or a narration was read last, who says
-- it and whether that is sure.
WITH own AS MATERIALIZED (
    SELECT assertion_id, assertion, version_id, claim_id, start, "end", surface
    FROM assertion
    WHERE assertion_id IN (SELECT unnest($ids::BIGINT[]))),
claimed AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM own)
    GROUP BY version_id),
told AS (
    SELECT
        t.claim_id, t.run_id, t.modality, t.polarity, t.certainty, t.act, t.chain_id,
        t.score / (1 + pow(2, -coalesce(t.speaker_weight, 1000))) >= 0.8 AS sure
    FROM attribution t JOIN own o USING (claim_id) JOIN claimed r USING (version_id)
    WHERE t.reader = r.reader),
narrating AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM narration_reading
    WHERE version_id IN (SELECT version_id FROM own)
    GROUP BY version_id),
narrated AS (
    SELECT n.assertion_id, n.run_id
    FROM narration n JOIN own o USING (assertion_id) JOIN narrating r USING (version_id)
    WHERE n.reader = r.reader)
SELECT
    o.assertion_id,
    o.assertion,
    v.version,
    a.article_id,
    a.article,
    s.source,
    epoch_us(v.published_at) AS published,
    o.claim_id IS NULL AS narrated,
    coalesce(t.modality, 'neutral') AS modality,
    coalesce(t.polarity, 'affirmed') AS polarity,
    coalesce(t.certainty, 'stated') AS certainty,
    coalesce(t.act, 'said') AS act,
    o.version_id,
    o.claim_id,
    o.start,
    o."end",
    o.surface,
    t.run_id AS told_run,
    n.run_id AS narrated_run,
    t.chain_id,
    t.sure
FROM own o JOIN version v USING (version_id) JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
LEFT JOIN told t USING (claim_id)
LEFT JOIN narrated n USING (assertion_id)
ORDER BY o.assertion_id;

-- name: piece_rows
-- List the pieces of the asked assertions in order, and the cues of those that are claims.
SELECT o.assertion_id, p.role, p.start, p."end", p.surface, p.place
FROM asked_assertion o JOIN claim_span p USING (claim_id)
WHERE p.role IN ('content', 'cue')
UNION ALL
SELECT assertion_id, 'content', start, "end", surface, 0 FROM asked_assertion WHERE claim_id IS NULL
ORDER BY assertion_id, role, CASE role WHEN 'cue' THEN place ELSE start END, "end";

-- name: value_rows
-- List the values inside the asked assertions.
SELECT
    o.assertion_id, x.kind, x.start, x."end", x.surface,
    x.low, x.high, x.unit, x.noun, x.first_day, x.last_day
FROM asked_assertion o JOIN claim_value x ON x.claim_id = o.claim_id AND x.run_id = o.told_run
UNION ALL
SELECT
    o.assertion_id, x.kind, x.start, x."end", x.surface,
    x.low, x.high, x.unit, x.noun, x.first_day, x.last_day
FROM asked_assertion o
JOIN narrated_value x ON x.assertion_id = o.assertion_id AND x.run_id = o.narrated_run
ORDER BY 1, 3, 4, 2;

-- name: actors
-- Return who says what the asked assertions say, a government or a seat as its country, with the
-- name of a person whom the article names and who surely says it.
WITH told AS (
    SELECT assertion_id, chain_id, sure
    FROM asked_assertion
    WHERE chain_id IS NOT NULL),
named AS (
    SELECT DISTINCT c.chain_id
    FROM chain_mention c JOIN mention m USING (mention_id)
    WHERE c.chain_id IN (SELECT chain_id FROM told WHERE sure) AND m.kind = 'name'
        AND m.type = 'PER'),
placed AS (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id
    FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM told)
    GROUP BY chain_id),
state AS (
    SELECT entity_id,
           unnest(arg_max({'speaks_for': speaks_for, 'name': name, 'type': type}, run_id))
    FROM entity_state
    WHERE entity_id IN (SELECT entity_id FROM placed)
    GROUP BY entity_id)
SELECT
    t.assertion_id,
    coalesce(s.speaks_for, e.entity) AS actor,
    CASE WHEN t.sure AND s.type = 'PER' AND n.chain_id IS NOT NULL THEN s.name END AS person
FROM told t JOIN placed p USING (chain_id) JOIN entity e USING (entity_id)
JOIN state s USING (entity_id)
LEFT JOIN named n USING (chain_id)
ORDER BY t.assertion_id;

-- name: named_entities
-- List the entities inside the asked assertions, governments and seats as their country; a capital
-- stays a city.
WITH piece AS MATERIALIZED (
    SELECT o.assertion_id, o.version_id, p.start, p."end"
    FROM asked_assertion o JOIN claim_span p USING (claim_id)
    WHERE p.role = 'content'
    UNION ALL
    SELECT assertion_id, version_id, start, "end" FROM asked_assertion WHERE claim_id IS NULL),
latest AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM reading
    WHERE version_id IN (SELECT version_id FROM piece)
    GROUP BY version_id),
read AS MATERIALIZED (
    SELECT c.chain_id, cr.run_id
    FROM latest r JOIN chain c USING (version_id)
    JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.reader = r.reader),
inside AS MATERIALIZED (
    SELECT p.assertion_id, m.mention_id, m.start, m."end"
    FROM piece p JOIN mention m
    ON m.version_id = p.version_id AND m.start >= p.start AND m."end" <= p."end"),
linked AS MATERIALIZED (
    SELECT i.assertion_id, l.chain_id, i.start, i."end"
    FROM inside i JOIN chain_mention l USING (mention_id)
    JOIN read r ON r.chain_id = l.chain_id AND r.run_id = l.run_id),
placed AS MATERIALIZED (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id
    FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM linked)
    GROUP BY chain_id),
state AS (
    SELECT entity_id, arg_max({'speaks_for': speaks_for, 'type': type}, run_id) AS s
    FROM entity_state
    WHERE entity_id IN (SELECT entity_id FROM placed)
    GROUP BY entity_id)
SELECT DISTINCT
    l.assertion_id,
    CASE t.s.type WHEN 'LOC' THEN e.entity ELSE coalesce(t.s.speaks_for, e.entity) END AS entity,
    l.start,
    l."end"
FROM linked l JOIN placed p USING (chain_id) JOIN entity e USING (entity_id)
JOIN state t USING (entity_id)
ORDER BY l.assertion_id, l.start, l."end", entity;

-- name: stories_of
-- Return in which stories articles are.
WITH last AS (
    SELECT article_id, arg_max(story_id, run_id) AS story_id
    FROM story_member
    WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
    GROUP BY article_id)
SELECT l.article_id, g.story FROM last l JOIN story g USING (story_id) ORDER BY l.article_id;

-- name: decided_pairs
-- List what a person had decided as of the last run.
SELECT a, b, together FROM claim_matching.decided_pair ORDER BY ALL;

-- name: drop_decided
-- Forget it.
DELETE FROM claim_matching.decided_pair;

-- name: numbers_by_key
-- List the items that have these keys, with the keys.
SELECT item_id, assertion
FROM claim_matching.item
WHERE assertion IN (SELECT unnest($keys::VARCHAR[]))
ORDER BY item_id;

-- name: items_by_key
-- List the items that have these keys.
SELECT item_id
FROM claim_matching.item
WHERE assertion IN (SELECT unnest($keys::VARCHAR[]))
ORDER BY item_id;

-- name: in_time
-- List items in the order of publication.
SELECT item_id
FROM claim_matching.item
WHERE item_id IN (SELECT unnest($ids::BIGINT[]))
ORDER BY published NULLS LAST, article, start, tie;
