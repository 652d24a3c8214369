-- name: note_stale_edges
-- Note the scored pairs that were looked for again, and those of changed texts.
CREATE OR REPLACE TEMP TABLE cover_stale_edge AS
SELECT a, b, probability, found FROM coverage.edge
WHERE a IN (SELECT text_id FROM cover_changed) OR b IN (SELECT text_id FROM cover_changed)
   OR (found AND b IN (SELECT unnest($affected::BIGINT[])));

-- name: note_scoring
-- Note the pairs to be scored: those of changed texts, and those that were not found before.
CREATE OR REPLACE TEMP TABLE cover_scoring AS
SELECT a, b FROM cover_pair
WHERE a IN (SELECT text_id FROM cover_changed) OR b IN (SELECT text_id FROM cover_changed)
   OR (a, b) NOT IN (SELECT (a, b) FROM cover_stale_edge WHERE found);

-- name: note_ended_edges
-- Note the scored pairs that hold no longer, or are scored again.
CREATE OR REPLACE TEMP TABLE cover_ended_edge AS
SELECT a, b, probability FROM cover_stale_edge
WHERE a IN (SELECT text_id FROM cover_changed) OR b IN (SELECT text_id FROM cover_changed)
   OR (a, b) NOT IN (SELECT (a, b) FROM cover_pair)
UNION
SELECT a, b, probability FROM coverage.edge
WHERE NOT found AND (a, b) IN (SELECT (a, b) FROM cover_scoring);

-- name: ended_edges
-- List them.
SELECT a, b, probability FROM cover_ended_edge ORDER BY ALL;

-- name: drop_edges
-- Drop them.
DELETE FROM coverage.edge e USING cover_ended_edge n WHERE n.a = e.a AND n.b = e.b;

-- name: scoring
-- List the pairs to be scored in the order of time, so that a text's are one after the other.
SELECT s.a, s.b FROM cover_scoring s JOIN coverage.text y ON y.text_id = s.b
JOIN coverage.text x ON x.text_id = s.a
ORDER BY y.published NULLS LAST, y.tie, x.published NULLS LAST, x.tie;

-- name: take_edges
-- Take in scored pairs.
INSERT INTO coverage.edge SELECT a, b, weight, timeless, probability, found FROM cover_edge
    ORDER BY a, b;

-- name: members
-- List the texts of the components that are touched, with the story and the origin they were in.
WITH touched AS (SELECT unnest($touched::BIGINT[]) AS text_id),
near AS (SELECT component FROM coverage.place WHERE text_id IN (SELECT text_id FROM touched)),
member AS (
    SELECT text_id FROM coverage.place WHERE component IN (SELECT component FROM near)
    UNION SELECT text_id FROM touched)
SELECT t.text_id, t.version, t.article_id, t.article, t.published, m.story, m.origin
FROM member JOIN coverage.text t USING (text_id) LEFT
JOIN coverage.group_member m USING (article_id)
ORDER BY t.text_id;

-- name: ties
-- List the pairs that hold components together: likely ones that were found, and those that are one
-- story, or one origin too, by copying.
WITH member AS (SELECT unnest($members::BIGINT[]) AS text_id)
SELECT a, b, false AS tied, false AS same FROM coverage.edge
WHERE found AND probability >= $cut AND a IN (SELECT text_id FROM member)
    AND b IN (SELECT text_id FROM member)
UNION ALL
SELECT text_id, from_id, true, same FROM coverage.copy
WHERE tied AND text_id IN (SELECT text_id FROM member) AND from_id IN (SELECT text_id FROM member)
ORDER BY ALL;

-- name: placed_edges
-- List the scored pairs inside components, and those of different ones, one a member's, that would
-- be one story had they been printed on one day.
WITH near AS (
    SELECT e.a, e.b, e.timeless, e.probability, e.found, x.component AS one, y.component AS two
    FROM coverage.edge e JOIN cover_placed x ON x.text_id = e.a LEFT
    JOIN cover_placed y ON y.text_id = e.b
    UNION ALL
    SELECT e.a, e.b, e.timeless, e.probability, e.found, NULL, y.component
    FROM coverage.edge e JOIN cover_placed y ON y.text_id = e.b
    WHERE e.a NOT IN (SELECT text_id FROM cover_placed))
SELECT a, b, timeless, probability, found, one IS NOT DISTINCT FROM two AS "inner" FROM near
WHERE one = two OR (found AND timeless > 0 AND one IS DISTINCT FROM two)
ORDER BY a, b;

-- name: other_stories
-- Say of texts in which story they are, and when that began.
WITH asked AS (
    SELECT t.text_id, t.version, m.story FROM coverage.text t
    JOIN coverage.group_member m USING (article_id)
    WHERE t.text_id IN (SELECT unnest($asked::BIGINT[]))),
begun AS (
    SELECT m.story, min(t.published) AS begun FROM coverage.group_member m
    JOIN coverage.text t USING (article_id)
    WHERE m.story IN (SELECT story FROM asked) GROUP BY m.story)
SELECT a.text_id, a.version, a.story, b.begun FROM asked a JOIN begun b USING (story)
ORDER BY a.text_id;

-- name: drop_places
-- Take texts off their places.
DELETE FROM coverage.place WHERE text_id IN (SELECT unnest($dropped::BIGINT[]));

-- name: take_places
-- Put members where they are now.
MERGE INTO coverage.place p USING cover_placed n ON n.text_id = p.text_id
WHEN MATCHED AND p.component <> n.component THEN UPDATE SET component = n.component
WHEN NOT MATCHED THEN INSERT VALUES (n.text_id, n.component);

-- name: founded
-- List the ids that were founded in articles.
SELECT m.sort, m.number, m.id, m.founding_article, m.status, m.redirect FROM coverage.group_id m
WHERE m.founding_article IN (SELECT unnest($articles::BIGINT[])) ORDER BY m.sort, m.number;

-- name: told
-- List the comparisons that the ledger has of texts.
WITH asked AS (SELECT unnest($asked::BIGINT[]) AS text_id)
SELECT a, b FROM coverage.told WHERE a IN (SELECT text_id FROM asked)
UNION SELECT a, b FROM coverage.told WHERE b IN (SELECT text_id FROM asked)
ORDER BY ALL;

-- name: drop_told
-- Drop comparisons.
DELETE FROM coverage.told t USING cover_untold n WHERE n.a = t.a AND n.b = t.b;

-- name: take_told
-- Take in comparisons.
INSERT INTO coverage.told SELECT a, b FROM cover_told ORDER BY ALL;

-- name: relations
-- List which of these stories follow which, or are followed.
SELECT story, earlier, weight FROM coverage.relation
WHERE story IN (SELECT unnest($stories::VARCHAR[]))
    OR earlier IN (SELECT unnest($stories::VARCHAR[])) ORDER BY ALL;

-- name: drop_relations
-- Drop relations.
DELETE FROM coverage.relation r USING cover_unrelated n
    WHERE n.story = r.story AND n.earlier = r.earlier;

-- name: take_relations
-- Take in relations.
INSERT INTO coverage.relation SELECT story, earlier, weight FROM cover_related ORDER BY ALL;

-- name: take_minted
-- Take in the ids that were minted.
INSERT INTO coverage.group_id
SELECT story_id, 'story', story, founding_article, 'active', NULL
FROM story
WHERE story_id > (SELECT coalesce(max(number), 0) FROM coverage.group_id WHERE sort = 'story')
UNION ALL
SELECT origin_id, 'origin', origin, founding_article, 'active', NULL
FROM origin
WHERE origin_id > (SELECT coalesce(max(number), 0) FROM coverage.group_id WHERE sort = 'origin')
ORDER BY ALL;

-- name: change_states
-- Write the states that changed.
UPDATE coverage.group_id m SET status = n.status, redirect = n.redirect FROM cover_state n
    WHERE n.id = m.id;

-- name: take_members
-- Put articles in the groups where they are now.
MERGE INTO coverage.group_member m USING cover_joined n ON n.article_id = m.article_id
WHEN MATCHED THEN UPDATE SET story = coalesce(n.story, m.story),
origin = coalesce(n.origin, m.origin)
WHEN NOT MATCHED THEN INSERT VALUES (n.article_id, n.story, n.origin);

-- name: version_keys
-- Give the keys of versions, also of those that are no longer current.
SELECT version_id, version FROM version WHERE version_id IN (SELECT unnest($asked::BIGINT[]))
ORDER BY version_id;
