-- name: count_articles
-- Count the articles.
SELECT count(*) FROM article;

-- name: all_articles
-- List the numbers of all articles.
SELECT article_id FROM article ORDER BY article_id;

-- name: named_articles
-- List the numbers of articles by the caller's ids.
SELECT article, article_id FROM article WHERE article IN (SELECT unnest($names::VARCHAR[]))
ORDER BY article_id;

-- name: story_articles
-- List the numbers of the articles of a story, by the story's id.
SELECT m.article_id
FROM (SELECT article_id, arg_max(story_id, run_id) AS story_id FROM story_member
    GROUP BY article_id) m
JOIN story g USING (story_id)
WHERE g.story = $story
ORDER BY m.article_id;

-- name: unread_articles
-- Count the articles that no reader has read for claims.
SELECT count(DISTINCT article_id) FROM version
WHERE article_id NOT IN (SELECT article_id FROM version SEMI JOIN claim_reading USING (version_id));

-- name: versions_of_articles
-- List the versions of articles, the current one last (times in microseconds of the epoch).
SELECT v.version_id, v.version, v.article_id, a.article, v.url, s.source, v.title, v.text,
       epoch_us(v.published_at) AS published
FROM version v JOIN article a USING (article_id) LEFT JOIN source s ON s.source_id = v.source_id
WHERE v.article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY v.article_id, v.version_id;

-- name: chains_of_versions
-- List the chains of versions as they were read last, with the entity of each.
WITH asked AS MATERIALIZED (
    SELECT chain_id, version_id FROM chain
    WHERE version_id IN (SELECT unnest($versions::BIGINT[]))),
latest AS (
    SELECT version_id, arg_max(reader, run_id) AS reader FROM reading
    WHERE version_id IN (SELECT unnest($versions::BIGINT[])) GROUP BY version_id),
held AS (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM asked) GROUP BY chain_id)
SELECT a.chain_id, a.version_id, r.type, r.name, r.run_id, h.entity_id
FROM asked a JOIN latest l USING (version_id)
JOIN (SELECT * FROM chain_reading WHERE chain_id IN (SELECT chain_id FROM asked)) r
  ON r.chain_id = a.chain_id AND r.reader = l.reader
LEFT JOIN held h ON h.chain_id = a.chain_id
ORDER BY a.chain_id;

-- name: mentions_of_chains
-- List the mentions of chains, those of earlier readings among them.
SELECT l.chain_id, l.run_id, m.start, m."end", m.surface, m.kind
FROM chain_mention l JOIN mention m USING (mention_id)
WHERE l.chain_id IN (SELECT unnest($chains::BIGINT[]))
ORDER BY l.chain_id, m.start, m."end";

-- name: features_of_chains
-- List the names and roles of chains, those of earlier readings among them.
SELECT chain_id, run_id, name, value, start, "end", qualifier, modifiers
FROM feature
WHERE chain_id IN (SELECT unnest($chains::BIGINT[]))
    AND name IN ('name', 'short', 'alias', 'key', 'role')
ORDER BY chain_id, start, "end", name, value;

-- name: claims_of_versions
-- List the claims of versions as they were read last, each with its assertion.
WITH asked AS MATERIALIZED (
    SELECT claim_id, claim, version_id FROM claim
    WHERE version_id IN (SELECT unnest($versions::BIGINT[]))),
latest AS (
    SELECT version_id, arg_max(reader, run_id) AS reader FROM claim_reading
    WHERE version_id IN (SELECT unnest($versions::BIGINT[])) GROUP BY version_id)
SELECT a.claim_id, a.claim, a.version_id, t.kind, t.stance, t.act, t.polarity, t.chain_id,
       t.parent_id, s.assertion_id
FROM asked a JOIN latest l USING (version_id)
JOIN (SELECT * FROM attribution WHERE claim_id IN (SELECT claim_id FROM asked)) t
  ON t.claim_id = a.claim_id AND t.reader = l.reader
LEFT JOIN (SELECT claim_id, assertion_id FROM assertion
    WHERE claim_id IN (SELECT claim_id FROM asked)) s
  ON s.claim_id = a.claim_id
ORDER BY a.claim_id;

-- name: spans_of_claims
-- List the spans of claims.
SELECT DISTINCT claim_id, role, place, start, "end"
FROM claim_span
WHERE claim_id IN (SELECT unnest($claims::BIGINT[]))
    AND role IN ('content', 'cue', 'source', 'quote')
ORDER BY claim_id, role, place;

-- name: narrations_of_versions
-- List the sentences that versions narrate with a quantity.
SELECT assertion_id, version_id, start, "end" FROM assertion
WHERE claim_id IS NULL AND version_id IN (SELECT unnest($versions::BIGINT[]))
ORDER BY assertion_id;

-- name: conflicts_of_assertions
-- List the conflicts of assertions as they were found last, those that have ended among them.
SELECT assertion_a, assertion_b, kind, surface_a, surface_b, start_a, end_a, start_b, end_b,
       withdrawn
FROM claim_conflict
WHERE assertion_a IN (SELECT unnest($assertions::BIGINT[]))
    OR assertion_b IN (SELECT unnest($assertions::BIGINT[]))
QUALIFY row_number()
    OVER (PARTITION BY assertion_a, assertion_b, start_a, start_b
    ORDER BY run_id DESC, withdrawn) = 1
ORDER BY assertion_a, assertion_b, start_a, start_b;

-- name: origins_of_articles
-- Say of articles to which reporting each goes back.
SELECT article_id, arg_max(origin_id, run_id) AS origin
FROM origin_member
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
GROUP BY article_id
ORDER BY article_id;
