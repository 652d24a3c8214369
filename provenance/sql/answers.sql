-- name: trail_scope
-- List the articles of a scope: by id, story, outlet and day of publication.
SELECT a.article
FROM article a
JOIN current_version v USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE ($articles IS NULL OR list_contains($articles::VARCHAR[], a.article))
  AND ($outlet IS NULL OR lower(s.source) = lower($outlet))
  AND ($since IS NULL OR v.published_at >= $since::TIMESTAMPTZ)
  AND ($until IS NULL OR v.published_at < $until::TIMESTAMPTZ)
  AND ($story IS NULL OR a.article IN (SELECT article FROM story_row WHERE story = $story))
ORDER BY a.article;

-- name: trail_article_named
-- Look an article up by its id.
SELECT article FROM article WHERE article = $article ORDER BY article;

-- name: trail_article_ids
-- List the ids of all articles.
SELECT article FROM article ORDER BY article;

-- name: trail_outlets
-- List the outlets.
SELECT DISTINCT source FROM source ORDER BY source;

-- name: trail_article
-- Describe an article by its current version.
SELECT
    a.article, v.version, s.source, v.url, v.title, v.byline, v.published_at,
    length(v.text) AS characters,
    (SELECT count(*) FROM version o WHERE o.article_id = a.article_id) AS versions,
    r.story, r.origin, coalesce(r.derived_from, []) AS derived_from,
    (SELECT count(*) FROM claim_row c WHERE c.article = a.article) AS claims,
    v.text[1:$shown] AS beginning
FROM article a
JOIN current_version v USING (article_id)
LEFT JOIN source s USING (source_id)
LEFT JOIN story_row r ON r.article = a.article
WHERE a.article = $article
ORDER BY a.article;

-- name: trail_entities_in
-- List the entities that articles mention now.
SELECT DISTINCT e.entity
FROM current_chain c
JOIN current_entity_member ms USING (chain_id)
JOIN entity e USING (entity_id)
JOIN version v USING (version_id)
JOIN article a USING (article_id)
WHERE list_contains($articles::VARCHAR[], a.article)
ORDER BY e.entity;

-- name: trail_known_names
-- List the names of entities as they are now.
SELECT DISTINCT name FROM current_entity_state WHERE status = 'active' ORDER BY name;

-- name: trail_stories_in
-- List the stories that articles belong to.
SELECT DISTINCT story FROM story_row WHERE list_contains($articles::VARCHAR[], article)
ORDER BY story;

-- name: ledger_counts
-- Count what the ledger holds now.
SELECT
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(*) FROM version) AS versions,
    (SELECT count(*) FROM source) AS sources,
    (SELECT count(*) FROM read_link) AS mentions,
    (SELECT count(*) FROM current_entity_state WHERE status = 'active') AS entities,
    (SELECT count(*) FROM current_claim) AS claims,
    (SELECT count(*) FROM last_claim_conflict WHERE NOT ended) AS pairs_in_conflict
ORDER BY 1;

-- name: last_run
-- Give the number of the last run.
SELECT coalesce(max(run_id), 0) AS run FROM run ORDER BY run;

-- name: id_changes
-- Count what happened to entity ids since a run.
SELECT kind, count(*) AS times FROM entity_event WHERE run_id > $after GROUP BY kind ORDER BY kind;

-- name: article_count
-- Count the articles.
SELECT count(*) AS articles FROM article ORDER BY articles;
