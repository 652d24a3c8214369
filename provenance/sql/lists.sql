-- name: trail_articles_listed
-- List articles by their current versions, the latest published first, maybe only some by their ids.
SELECT a.article, s.source, v.title, a.url, v.published_at, length(v.text) AS characters
FROM article a
JOIN current_version v USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE $articles IS NULL OR list_contains($articles::VARCHAR[], a.article)
ORDER BY v.published_at DESC NULLS LAST, a.article
LIMIT $limit OFFSET $offset;

-- name: trail_versions_listed
-- List the versions of an article, the first one first, with their texts.
SELECT a.article, v.version, v.text_hash, v.title, s.source, a.url, v.published_at, v.text
FROM version v
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE a.article = $article
ORDER BY v.version_id;
