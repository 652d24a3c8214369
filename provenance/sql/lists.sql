-- name: trail_articles_listed
-- List articles by their current versions, the latest published first, maybe only some by their ids.
SELECT
    a.article, s.source, v.title, url, v.published_at, length(v.text) AS characters,
    (SELECT count(*) FROM version o WHERE o.article_id = a.article_id) AS versions
FROM article a
JOIN current_version v USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE $articles IS NULL OR list_contains($articles::VARCHAR[], a.article)
ORDER BY v.published_at DESC NULLS LAST, a.article
LIMIT $limit OFFSET $offset;

-- name: trail_versions_listed
-- List the versions of an article, the first one first, with their texts.
SELECT a.article, v.version, v.text_hash, v.title, s.source, url, v.published_at, v.text
FROM version v
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE a.article = $article
ORDER BY v.version_id;

-- name: trail_comparison_weights
-- List the weights of the comparisons that count between profiles: without their parts, which take ten times as long.
WITH k AS MATERIALIZED (SELECT profile_a, profile_b, match_weight FROM comparisons_between($profiles, $profiles)),
p AS MATERIALIZED (
    SELECT profile_id, profile FROM profile
    WHERE profile_id IN (SELECT profile_a FROM k UNION ALL SELECT profile_b FROM k))
SELECT pa.profile AS profile_a, pb.profile AS profile_b, k.match_weight
FROM k
JOIN p pa ON pa.profile_id = k.profile_a
JOIN p pb ON pb.profile_id = k.profile_b
ORDER BY k.match_weight DESC, pa.profile, pb.profile;
