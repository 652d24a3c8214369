-- name: trail_articles_listed
-- List articles by their current versions, the latest published first, maybe only some by their
-- ids.
SELECT
    a.article, s.source, v.title, url, v.published_at, length(v.text) AS characters,
    (SELECT count(*) FROM version o WHERE o.article_id = a.article_id) AS versions
FROM article a
JOIN current_version v USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE $articles IS NULL OR list_contains($articles::VARCHAR[], a.article)
ORDER BY v.published_at DESC NULLS LAST, a.article
LIMIT $limit OFFSET $offset;

-- name: corrected_articles
-- List the articles that have several versions.
SELECT a.article
FROM version v
JOIN article a USING (article_id)
GROUP BY a.article
HAVING count(*) > 1
ORDER BY a.article;

-- name: trail_versions_listed
-- List the versions of an article, the first one first, with their texts.
SELECT a.article, v.version, v.text_hash, v.title, s.source, url, v.published_at, v.text
FROM version v
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE a.article = $article
ORDER BY v.version_id;

-- name: trail_comparison_weights
-- List the weights of the comparisons that count between profiles: without their parts, which take
-- ten times as long.
WITH k AS MATERIALIZED (SELECT profile_a, profile_b, match_weight
    FROM comparisons_between($profiles, $profiles)),
p AS MATERIALIZED (
    SELECT profile_id, profile FROM profile
    WHERE profile_id IN (SELECT profile_a FROM k UNION ALL SELECT profile_b FROM k))
SELECT pa.profile AS profile_a, pb.profile AS profile_b, k.match_weight
FROM k
JOIN p pa ON pa.profile_id = k.profile_a
JOIN p pb ON pb.profile_id = k.profile_b
ORDER BY k.match_weight DESC, pa.profile, pb.profile;

-- name: trail_extents
-- Count the mentions, articles and outlets of entities, all of them at once: by their chains in
-- current texts, read last.
WITH held AS MATERIALIZED (
    SELECT DISTINCT chain_id FROM entity_member
    WHERE entity_id IN (SELECT unnest($entities::BIGINT[]))),
belongs AS MATERIALIZED (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id
    FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM held)
    GROUP BY chain_id),
own AS MATERIALIZED (
    SELECT b.chain_id, b.entity_id, c.version_id
    FROM chain c
    JOIN belongs b USING (chain_id)
    WHERE b.entity_id IN (SELECT unnest($entities::BIGINT[]))),
newest AS MATERIALIZED (
    SELECT article_id, max(version_id) AS version_id, arg_max(source_id, version_id) AS source_id
    FROM version
    GROUP BY article_id),
reader AS MATERIALIZED (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM reading
    WHERE version_id IN (SELECT version_id FROM own)
    GROUP BY version_id),
read AS MATERIALIZED (
    SELECT o.chain_id, o.entity_id, n.article_id, n.source_id, r.run_id
    FROM chain_reading r
    JOIN own o USING (chain_id)
    JOIN newest n USING (version_id)
    JOIN reader d ON d.version_id = o.version_id AND d.reader = r.reader),
tied AS (
    SELECT l.chain_id, count(*) AS mentions
    FROM chain_mention l
    JOIN read r ON r.chain_id = l.chain_id AND r.run_id = l.run_id
    GROUP BY l.chain_id)
SELECT
    r.entity_id, coalesce(sum(t.mentions), 0)::BIGINT AS mentions,
    count(DISTINCT r.article_id) AS articles,
    count(DISTINCT r.source_id) AS sources
FROM read r
LEFT JOIN tied t USING (chain_id)
GROUP BY r.entity_id
ORDER BY r.entity_id;

-- name: trail_first_stating
-- Number the first of some chains that state each name, role or member, those that are stated most
-- in front.
SELECT min(chain_id) AS chain_id
FROM feature
WHERE chain_id IN (SELECT unnest($chains::BIGINT[]))
    AND name IN ('name', 'alias', 'short', 'role', 'member')
GROUP BY name, value
ORDER BY count(*) DESC, name, value
LIMIT $limit;
