-- name: coverage_members
-- List which article is in which story and origin.
SELECT 'story' AS sort, a.article, g.story AS id
FROM current_story_member m JOIN article a USING (article_id) JOIN story g USING (story_id)
UNION ALL
SELECT 'origin', a.article, g.origin
FROM current_origin_member m JOIN article a USING (article_id) JOIN origin g USING (origin_id)
ORDER BY sort, article;

-- name: append_credits
-- Append the credits of versions that have none yet.
INSERT INTO credit (version_id, kind, publisher, start, "end", run_id)
SELECT v.version_id, n.kind, n.publisher, n.start, n."end", $run
FROM query_table($incoming) n JOIN version v USING (version)
WHERE NOT EXISTS (SELECT 1 FROM credit c
    WHERE c.version_id = v.version_id AND c.kind = n.kind AND c.publisher = n.publisher
                  AND c.start IS NOT DISTINCT FROM n.start)
ORDER BY v.version_id, n.start;

-- name: append_derivations
-- Append the derivations that are new or have changed.
INSERT INTO derivation (
    version_id, from_version_id, kind, direction, share, from_share, quoted, passages,
    credit_start, credit_end, withdrawn, run_id)
WITH known AS (
    SELECT v.version_id, f.version_id AS from_version_id, n.* EXCLUDE (version, from_version)
    FROM query_table($incoming) n JOIN version v ON v.version = n.version
    JOIN version f ON f.version = n.from_version),
last AS (
    SELECT * FROM derivation SEMI JOIN known USING (version_id, from_version_id)
    QUALIFY row_number()
        OVER (PARTITION BY version_id, from_version_id ORDER BY run_id DESC, withdrawn) = 1)
SELECT n.version_id, n.from_version_id, n.kind, n.direction, n.share, n.from_share, n.quoted,
       n.passages, n.credit_start, n.credit_end,
       false, $run
FROM known n LEFT
JOIN last d ON d.version_id = n.version_id AND d.from_version_id = n.from_version_id
WHERE d.version_id IS NULL OR d.withdrawn OR d.kind <> n.kind OR d.direction <> n.direction
    OR d.share <> n.share
   OR d.quoted <> n.quoted OR d.passages <> n.passages
       OR d.credit_start IS DISTINCT FROM n.credit_start
ORDER BY n.version_id, n.from_version_id;

-- name: withdraw_derivations
-- Withdraw derivations that no longer hold.
INSERT INTO derivation (
    version_id, from_version_id, kind, direction, share, from_share, quoted, passages,
    credit_start, credit_end, withdrawn, run_id)
SELECT d.* EXCLUDE (run_id) REPLACE (true AS withdrawn), $run
FROM (SELECT * FROM derivation SEMI
    JOIN query_table($incoming) n USING (version_id, from_version_id)
      QUALIFY row_number()
          OVER (PARTITION BY version_id, from_version_id ORDER BY run_id DESC, withdrawn) = 1) d
WHERE NOT d.withdrawn
ORDER BY d.version_id, d.from_version_id;

-- name: story_numbers
-- Return the numbers of stories.
SELECT story, story_id FROM story WHERE story IN (SELECT unnest($ids::VARCHAR[])) ORDER BY story_id;

-- name: origin_numbers
-- Return the numbers of origins.
SELECT origin, origin_id FROM origin WHERE origin IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY origin_id;

-- name: append_story_comparisons
-- Append the comparisons of versions that are new or have changed.
INSERT INTO story_comparison (
    version_a, version_b, match_weight, match_probability, parts, withdrawn, run_id)
WITH asked
    AS (SELECT version_a AS version FROM query_table($incoming) UNION SELECT version_b
    FROM query_table($incoming)),
named AS MATERIALIZED (SELECT version_id, version FROM version
    WHERE version IN (SELECT version FROM asked)),
known AS (
    SELECT a.version_id AS version_a, b.version_id AS version_b, n.* EXCLUDE (version_a, version_b)
    FROM query_table($incoming) n JOIN named a ON a.version = n.version_a
    JOIN named b ON b.version = n.version_b),
last AS (
    SELECT * FROM story_comparison SEMI JOIN known USING (version_a, version_b)
    QUALIFY row_number()
        OVER (PARTITION BY version_a, version_b ORDER BY run_id DESC, withdrawn) = 1)
SELECT n.version_a, n.version_b, n.match_weight, n.match_probability, n.parts, false, $run
FROM known n LEFT JOIN last c ON c.version_a = n.version_a AND c.version_b = n.version_b
WHERE c.version_a IS NULL OR c.withdrawn OR c.parts <> n.parts
ORDER BY n.version_a, n.version_b;

-- name: withdraw_story_comparisons
-- Withdraw the comparisons that are no longer made.
INSERT INTO story_comparison (
    version_a, version_b, match_weight, match_probability, parts, withdrawn, run_id)
WITH known AS (
    SELECT a.version_id AS version_a, b.version_id AS version_b
    FROM query_table($incoming) n JOIN version a ON a.version = n.version_a
    JOIN version b ON b.version = n.version_b)
SELECT c.* EXCLUDE (run_id) REPLACE (true AS withdrawn), $run
FROM (SELECT * FROM story_comparison SEMI JOIN known USING (version_a, version_b)
      QUALIFY row_number()
          OVER (PARTITION BY version_a, version_b ORDER BY run_id DESC, withdrawn) = 1) c
WHERE NOT c.withdrawn
ORDER BY c.version_a, c.version_b;

-- name: append_story_relations
-- Append the relations of stories that are new or have changed.
INSERT INTO story_relation (story, earlier, kind, weight, withdrawn, run_id)
SELECT n.story, n.earlier, n.kind, n.weight, false, $run FROM query_table($incoming) n
ORDER BY n.story, n.earlier;

-- name: withdraw_story_relations
-- Withdraw the relations that no longer hold.
INSERT INTO story_relation (story, earlier, kind, weight, withdrawn, run_id)
SELECT r.* EXCLUDE (run_id) REPLACE (true AS withdrawn), $run
FROM (SELECT * FROM story_relation SEMI JOIN query_table($incoming) n USING (story, earlier)
      QUALIFY row_number() OVER (PARTITION BY story, earlier ORDER BY run_id DESC, withdrawn) = 1) r
WHERE NOT r.withdrawn
ORDER BY r.story, r.earlier;

-- name: export_stories
-- List every article with its story, its origin and the articles that it copied from.
SELECT * FROM story_row;

-- name: trail_stories
-- List stories, one or all, the largest first.
SELECT m.id AS story, count(*) AS articles, count(DISTINCT o.id) AS origins,
       count(DISTINCT s.source) AS sources,
       min(v.published_at) AS first_published, max(v.published_at) AS last_published,
       first(coalesce(v.title, v.text[1:80]) ORDER BY v.published_at NULLS LAST, a.article)
           AS headline
FROM (SELECT sm.article_id, g.story AS id FROM current_story_member sm
    JOIN story g USING (story_id)) m
JOIN article a USING (article_id) JOIN current_version v USING (article_id) LEFT
JOIN source s ON s.source_id = v.source_id
JOIN (SELECT om.article_id, g.origin AS id FROM current_origin_member om
    JOIN origin g USING (origin_id)) o
  ON o.article_id = a.article_id
GROUP BY m.id
ORDER BY articles DESC, first_published NULLS LAST, story;

-- name: trail_find_story
-- Find a story by its id (redirects are followed in one step), or by the id of an article in it.
SELECT coalesce(st.redirect, g.story) AS story
FROM story g JOIN current_story_state st USING (story_id) WHERE g.story = $what
UNION ALL
SELECT story FROM story_row WHERE article = $what
ORDER BY story;

-- name: trail_story_articles
-- List the articles of a story in time.
SELECT r.article, r.origin, s.source, v.version, v.title, v.published_at
FROM story_row r JOIN article a USING (article) JOIN current_version v USING (article_id) LEFT
JOIN source s ON s.source_id = v.source_id
WHERE r.story = $story
ORDER BY v.published_at NULLS LAST, r.article;

-- name: trail_story_derivations
-- List who copied whom in a story, with the copied passages.
SELECT a.article, f.article AS from_article, d.kind, d.direction, d.share, d.from_share, d.quoted,
       d.passages, v.version, v.text, fv.version AS from_version, fv.text AS from_text,
       d.credit_start, d.credit_end
FROM current_derivation d
JOIN current_version v ON v.version_id = d.version_id JOIN article a ON a.article_id = v.article_id
JOIN current_version fv ON fv.version_id = d.from_version_id
JOIN article f ON f.article_id = fv.article_id
JOIN story_row r ON r.article = a.article
WHERE r.story = $story
ORDER BY v.published_at NULLS LAST, a.article, f.article;

-- name: trail_articles
-- List which of two ids are those of articles: asked first, since stories are looked for among all.
SELECT article FROM article WHERE article = $a OR article = $b ORDER BY article;

-- name: trail_placed
-- Give the story and the origin of two articles.
SELECT article, story, origin FROM story_row WHERE article = $a OR article = $b ORDER BY article;

-- name: trail_derivations_between
-- List what two articles took from each other, with the copied passages.
SELECT a.article, f.article AS from_article, d.kind, d.direction, d.share, d.from_share, d.quoted,
       d.passages, v.version, v.text, fv.version AS from_version, fv.text AS from_text,
       d.credit_start, d.credit_end
FROM current_derivation d
JOIN current_version v ON v.version_id = d.version_id JOIN article a ON a.article_id = v.article_id
JOIN current_version fv ON fv.version_id = d.from_version_id
JOIN article f ON f.article_id = fv.article_id
WHERE a.article IN ($a, $b) AND f.article IN ($a, $b)
ORDER BY a.article, f.article;

-- name: trail_story_comparison
-- Give the comparison of two articles, where they were compared.
SELECT c.match_weight, c.match_probability, with_labels(c.parts, l.labels) AS parts
FROM current_story_comparison c CROSS JOIN (SELECT level_labels('story') AS labels) l
JOIN current_version va ON va.version_id = c.version_a
JOIN article a ON a.article_id = va.article_id
JOIN current_version vb ON vb.version_id = c.version_b
JOIN article b ON b.article_id = vb.article_id
WHERE a.article IN ($a, $b) AND b.article IN ($a, $b)
ORDER BY c.match_weight DESC;

-- name: trail_story_relations
-- List the stories that a story follows up, and those that follow it up.
SELECT story, earlier, kind, weight FROM current_story_relation
WHERE story = $story OR earlier = $story ORDER BY story, earlier;

-- name: verify_coverage
-- Find copied passages and credits outside their texts, weights that are no sums, and redirects
-- that lead nowhere.
SELECT what || ' of version ' || left(version, 12) || ': [' || coalesce(start, -1) || ':'
       || coalesce("end", -1)
       || '] is outside the text' AS problem FROM broken_coverage_span
UNION ALL
SELECT 'story comparison of versions ' || version_a || ' and ' || version_b
       || ': the parts do not sum to ' || match_weight
FROM story_comparison
WHERE abs(list_sum(list_transform(parts, lambda p: p.weight)) - match_weight) > 1e-9
UNION ALL
SELECT 'article ' || a.article || ' is in ' || count(*) || ' stories in one run'
FROM story_member m JOIN article a USING (article_id) GROUP BY a.article, m.run_id
HAVING count(*) > 1
UNION ALL
SELECT 'article ' || a.article || ' is in ' || count(*) || ' origins in one run'
FROM origin_member m JOIN article a USING (article_id) GROUP BY a.article, m.run_id
HAVING count(*) > 1
ORDER BY problem;
