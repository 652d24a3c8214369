-- name: page_blocks_of
-- List the blocks of the pages of versions.
SELECT v.version, b.path, b.pieces
FROM page_block b
JOIN version v USING (version_id)
WHERE v.version IN (SELECT unnest($versions::VARCHAR[]))
ORDER BY v.version_id, b.place;

-- name: page_numbers
-- List the versions that were extracted from pages.
SELECT version_id FROM page ORDER BY version_id;

-- name: verify_pages
-- List pages with what was extracted from them.
SELECT p.version_id, v.text, v.raw_hash, v.version, p.file, p.record, p.encoding, p.size, p.content
FROM page p
JOIN version v USING (version_id)
WHERE p.version_id IN (SELECT unnest($numbers::BIGINT[]))
ORDER BY p.version_id;

-- name: trail_pages
-- List the pages that the current versions of articles were extracted from.
SELECT a.article, v.version, v.text, v.raw_hash, p.file, p.record, p.encoding, p.size,
       CASE WHEN $with_content THEN p.content END AS content
FROM (
    SELECT version_id, version, article_id, text, raw_hash
    FROM version
    WHERE article_id IN (
        SELECT article_id FROM article WHERE article IN (SELECT unnest($articles::VARCHAR[])))
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY version_id DESC) = 1) v
JOIN article a USING (article_id)
JOIN page p USING (version_id)
ORDER BY a.article;
