-- name: begin
-- Note what the index is made by; no text is in it yet.
INSERT INTO coverage.state SELECT $fingerprint, 0, coalesce(max(number), 0), 0, 0
    FROM coverage.group_id RETURNING minted;

-- name: begin_copies
-- Take in the copies that the ledger holds already, to be withdrawn unless they are found again.
INSERT INTO coverage.copy
SELECT version_id, from_version_id, false, false FROM current_derivation
WHERE version_id IN (SELECT version_id FROM current_version)
    AND from_version_id IN (SELECT version_id FROM current_version)
ORDER BY ALL;

-- name: begin_told
-- Take in the comparisons that it holds.
INSERT INTO coverage.told
SELECT least(version_a, version_b), greatest(version_a, version_b) FROM current_story_comparison
ORDER BY ALL;

-- name: begin_minted
-- Take in the ids of stories and origins.
INSERT INTO coverage.group_id
SELECT i.number, i."partition", i.id, i.founder, st.status, st.redirect
FROM partition_id i JOIN current_partition_state st USING ("partition", number)
WHERE i."partition" IN ('story', 'origin') ORDER BY i."partition", i.number;

-- name: begin_members
-- Take in which articles are in them.
INSERT INTO coverage.group_member
SELECT article_id, s.story, o.origin
FROM current_story_member m JOIN story s USING (story_id)
FULL JOIN (SELECT article_id, o.origin FROM current_origin_member JOIN origin o USING (origin_id)) o
    USING (article_id)
ORDER BY article_id;

-- name: begin_relations
-- Take in which stories follow which.
INSERT INTO coverage.relation SELECT story, earlier, weight FROM current_story_relation
    ORDER BY ALL;

-- name: finish
-- Note up to which run rows are in the index, and count stories and origins.
UPDATE coverage.state SET upto = r.upto, minted = g.minted, stories = g.stories, origins = g.origins
FROM (SELECT coalesce(max(run_id), 0) AS upto FROM run) r,
     (SELECT coalesce(max(number), 0) AS minted,
         count(*) FILTER (sort = 'story' AND status = 'active') AS stories,
             count(*) FILTER (sort = 'origin' AND status = 'active') AS origins
                 FROM coverage.group_id) g
RETURNING stories, origins;

-- name: unchanged
-- Give the numbers of stories and origins, if nothing that they depend on was appended since the
-- last run that is in the index.
SELECT stories, origins FROM coverage.state
WHERE NOT EXISTS (SELECT 1 FROM version WHERE run_id > upto)
    AND NOT EXISTS (SELECT 1 FROM reading WHERE run_id > upto)
  AND NOT EXISTS (SELECT 1 FROM entity_member WHERE run_id > upto)
ORDER BY ALL;

-- name: touched
-- List the current versions of the articles that are new, were read, or one of whose mentions is
-- another entity's since.
WITH moved AS (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id FROM entity_member WHERE run_id > $upto
    GROUP BY chain_id),
was AS (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id FROM entity_member
    WHERE run_id <= $upto AND chain_id IN (SELECT chain_id FROM moved)
    GROUP BY chain_id),
hit AS (
    SELECT version_id FROM version WHERE run_id > $upto
    UNION SELECT version_id FROM reading WHERE run_id > $upto
    UNION SELECT c.version_id FROM moved m LEFT JOIN was w USING (chain_id)
    JOIN chain c USING (chain_id)
    WHERE w.entity_id IS DISTINCT FROM m.entity_id)
SELECT max(version_id) AS text_id FROM version
WHERE article_id
    IN (SELECT article_id FROM version WHERE version_id IN (SELECT version_id FROM hit))
GROUP BY article_id ORDER BY text_id;

-- name: touched_texts
-- List them, with the version of the article that coverage saw last, and the hash of what it
-- depended on then.
SELECT v.version_id AS text_id, v.article_id, a.article, v.version, s.source, v.byline, v.title,
       epoch_us(v.published_at) AS published,
       x.text_id AS before, x.said
FROM version v JOIN article a USING (article_id)
LEFT JOIN source s ON s.source_id = v.source_id LEFT
JOIN coverage.text x ON x.article_id = v.article_id
WHERE v.version_id IN (SELECT unnest($touched::BIGINT[]))
ORDER BY v.version_id;

-- name: touched_entities
-- List which entities they name.
WITH latest AS (
    SELECT version_id, reader FROM reading WHERE version_id IN (SELECT unnest($touched::BIGINT[]))
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1),
read AS (
    SELECT c.chain_id, c.version_id, cr.run_id
    FROM latest r JOIN chain c USING (version_id)
    JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.reader = r.reader),
named AS (
    SELECT DISTINCT r.chain_id, r.version_id
    FROM read r JOIN chain_mention l ON l.chain_id = r.chain_id AND l.run_id = r.run_id
    JOIN mention m USING (mention_id)
    WHERE m.kind = 'name'),
placed AS (
    SELECT chain_id, entity_id FROM entity_member WHERE chain_id IN (SELECT chain_id FROM named)
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1)
SELECT DISTINCT n.version_id AS text_id, e.entity
FROM named n JOIN placed USING (chain_id) JOIN entity e USING (entity_id)
ORDER BY ALL;

-- name: asked_texts
-- Read texts, and what is compared of them besides.
SELECT q.text_id, a.article, v.version, s.source, v.byline, v.title,
       epoch_us(v.published_at) AS published, v.text
FROM (SELECT unnest($asked::BIGINT[]) AS text_id) q JOIN version v ON v.version_id = q.text_id
JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
ORDER BY q.text_id;

-- name: take_texts
-- Take in texts.
INSERT INTO coverage.text SELECT * FROM cover_text ORDER BY text_id;

-- name: drop_texts
-- Drop texts.
DELETE FROM coverage.text WHERE text_id IN (SELECT unnest($dropped::BIGINT[]));

-- name: shingle_counts
-- List how many shingles of texts were sampled.
SELECT text_id, shingles FROM coverage.text WHERE text_id IN (SELECT unnest($asked::BIGINT[]))
ORDER BY text_id;

-- name: decided_pairs
-- List what a person had decided as of the last run.
SELECT about, a, b, together FROM coverage.decided_pair ORDER BY ALL;

-- name: drop_decided
-- Forget it.
DELETE FROM coverage.decided_pair;

-- name: take_decided
-- Take in what is decided now.
INSERT INTO coverage.decided_pair SELECT about, a, b, together FROM cover_decided ORDER BY ALL;

-- name: texts_of
-- List the texts of articles.
SELECT text_id FROM coverage.text WHERE article IN (SELECT unnest($articles::VARCHAR[]))
ORDER BY text_id;
