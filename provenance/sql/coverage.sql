-- name: coverage_articles
-- List the current version of every article, in the order of time.
SELECT a.article, s.source, v.version, v.text, v.title, v.byline, v.published_at
FROM current_version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
ORDER BY v.published_at NULLS LAST, a.article;

-- name: coverage_entities
-- List which entities the current version of every article names.
SELECT DISTINCT v.version, e.entity
FROM current_chain c JOIN current_version v USING (version_id)
JOIN current_membership ms USING (chain_id) JOIN entity e USING (entity_id)
JOIN read_link l USING (chain_id) JOIN mention m USING (mention_id)
WHERE m.kind = 'name'
ORDER BY v.version, e.entity;

-- name: coverage_groups
-- List every story and origin ever minted.
SELECT g.sort, g.id, g.group_id AS created, a.article AS founding_article, st.status, st.redirect
FROM coverage_group g JOIN article a ON a.article_id = g.founding_article JOIN current_coverage_state st USING (group_id)
ORDER BY g.group_id;

-- name: coverage_members
-- List which article is in which story and origin.
SELECT m.sort, a.article, g.id FROM current_coverage_member m JOIN article a USING (article_id) JOIN coverage_group g USING (group_id)
ORDER BY m.sort, a.article;

-- name: coverage_digest
-- Give what the last coverage was made of.
SELECT input_digest FROM run WHERE stage = 'coverage' ORDER BY run_id DESC LIMIT 1;

-- name: append_credits
-- Append the credits of versions that have none yet.
INSERT INTO credit
SELECT v.version_id, n.kind, n.publisher, n.start, n."end", $run
FROM query_table($incoming) n JOIN version v USING (version)
WHERE NOT EXISTS (SELECT 1 FROM credit c WHERE c.version_id = v.version_id AND c.kind = n.kind AND c.publisher = n.publisher
                  AND c.start IS NOT DISTINCT FROM n.start)
ORDER BY v.version_id, n.start;

-- name: append_derivations
-- Append the derivations that are new or have changed.
INSERT INTO derivation
SELECT v.version_id, f.version_id, n.kind, n.direction, n.share, n.from_share, n.quoted, n.passages, n.credit_start, n.credit_end,
       false, $run
FROM query_table($incoming) n JOIN version v ON v.version = n.version JOIN version f ON f.version = n.from_version
LEFT JOIN current_derivation d ON d.version_id = v.version_id AND d.from_version_id = f.version_id
WHERE d.version_id IS NULL OR d.kind <> n.kind OR d.direction <> n.direction OR d.share <> n.share OR d.quoted <> n.quoted
   OR d.passages <> n.passages OR d.credit_start IS DISTINCT FROM n.credit_start
ORDER BY v.version_id, f.version_id;

-- name: withdraw_derivations
-- Withdraw the derivations between current versions that no longer hold.
INSERT INTO derivation
SELECT d.* EXCLUDE (run_id), true, $run
FROM current_derivation d JOIN version v ON v.version_id = d.version_id JOIN version f ON f.version_id = d.from_version_id
WHERE v.version_id IN (SELECT version_id FROM current_version) AND f.version_id IN (SELECT version_id FROM current_version)
  AND NOT EXISTS (SELECT 1 FROM query_table($incoming) n WHERE n.version = v.version AND n.from_version = f.version)
ORDER BY d.version_id, d.from_version_id;

-- name: append_groups
-- Append the stories and origins that were minted, in the order of minting.
INSERT INTO coverage_group
SELECT (SELECT coalesce(max(group_id), 0) FROM coverage_group) + row_number() OVER (ORDER BY n.place), n.sort, n.id, a.article_id, $run
FROM query_table($incoming) n JOIN article a ON a.article = n.founding_article;

-- name: append_coverage_states
-- Append the states of stories and origins that changed.
INSERT INTO coverage_state
SELECT g.group_id, n.status, n.redirect, $run
FROM query_table($incoming) n JOIN coverage_group g USING (id) LEFT JOIN current_coverage_state st USING (group_id)
WHERE st.group_id IS NULL OR st.status <> n.status OR st.redirect IS DISTINCT FROM n.redirect
ORDER BY g.group_id;

-- name: append_coverage_members
-- Append the memberships of articles that changed.
INSERT INTO coverage_member
SELECT a.article_id, n.sort, g.group_id, $run
FROM query_table($incoming) n JOIN article a USING (article) JOIN coverage_group g USING (id)
LEFT JOIN current_coverage_member m ON m.article_id = a.article_id AND m.sort = n.sort
WHERE m.group_id IS NULL OR m.group_id <> g.group_id
ORDER BY a.article_id, n.sort;

-- name: append_coverage_events
-- Append what happened to stories and origins.
INSERT INTO coverage_event
SELECT n.sort, n.kind, n.from_ids, n.to_ids, n.cause, $run FROM query_table($incoming) n ORDER BY n.place;

-- name: append_story_comparisons
-- Append the comparisons of versions that are new or have changed.
INSERT INTO story_comparison
SELECT a.version_id, b.version_id, n.match_weight, n.match_probability, n.parts, false, $run
FROM query_table($incoming) n JOIN version a ON a.version = n.version_a JOIN version b ON b.version = n.version_b
LEFT JOIN current_story_comparison c ON c.version_a = a.version_id AND c.version_b = b.version_id
WHERE c.version_a IS NULL OR c.parts <> n.parts
ORDER BY a.version_id, b.version_id;

-- name: withdraw_story_comparisons
-- Withdraw the comparisons that are no longer made.
INSERT INTO story_comparison
SELECT c.* EXCLUDE (run_id), true, $run
FROM current_story_comparison c JOIN version a ON a.version_id = c.version_a JOIN version b ON b.version_id = c.version_b
WHERE NOT EXISTS (SELECT 1 FROM query_table($incoming) n WHERE n.version_a = a.version AND n.version_b = b.version)
ORDER BY c.version_a, c.version_b;

-- name: append_story_relations
-- Append the relations of stories that are new or have changed.
INSERT INTO story_relation
SELECT n.story, n.earlier, n.kind, n.weight, false, $run
FROM query_table($incoming) n LEFT JOIN current_story_relation r ON r.story = n.story AND r.earlier = n.earlier
WHERE r.story IS NULL OR r.weight <> n.weight
ORDER BY n.story, n.earlier;

-- name: withdraw_story_relations
-- Withdraw the relations that no longer hold.
INSERT INTO story_relation
SELECT r.* EXCLUDE (run_id), true, $run FROM current_story_relation r
WHERE NOT EXISTS (SELECT 1 FROM query_table($incoming) n WHERE n.story = r.story AND n.earlier = r.earlier)
ORDER BY r.story, r.earlier;

-- name: export_stories
-- List every article with its story, its origin and the articles that it copied from.
SELECT * FROM story_row;

-- name: trail_stories
-- List stories, one or all, the largest first.
SELECT m.id AS story, count(*) AS articles, count(DISTINCT o.id) AS origins, count(DISTINCT s.source) AS sources,
       min(v.published_at) AS first_published, max(v.published_at) AS last_published,
       first(coalesce(v.title, v.text[1:80]) ORDER BY v.published_at NULLS LAST, a.article) AS headline
FROM (SELECT cm.article_id, g.id FROM current_coverage_member cm JOIN coverage_group g USING (group_id) WHERE cm.sort = 'story') m
JOIN article a USING (article_id) JOIN current_version v USING (article_id) LEFT JOIN source s ON s.source_id = a.source_id
JOIN (SELECT cm.article_id, g.id FROM current_coverage_member cm JOIN coverage_group g USING (group_id) WHERE cm.sort = 'origin') o
  ON o.article_id = a.article_id
GROUP BY m.id
ORDER BY articles DESC, first_published NULLS LAST, story;

-- name: trail_find_story
-- Find a story by its id (redirects are followed in one step), or by the id of an article in it.
SELECT coalesce(st.redirect, g.id) AS story
FROM coverage_group g JOIN current_coverage_state st USING (group_id) WHERE g.sort = 'story' AND g.id = $what
UNION ALL
SELECT story FROM story_row WHERE article = $what
ORDER BY story;

-- name: trail_story_articles
-- List the articles of a story in time.
SELECT r.article, r.origin, s.source, v.version, v.title, v.published_at
FROM story_row r JOIN article a USING (article) JOIN current_version v USING (article_id) LEFT JOIN source s ON s.source_id = a.source_id
WHERE r.story = $story
ORDER BY v.published_at NULLS LAST, r.article;

-- name: trail_story_derivations
-- List who copied whom in a story, with the copied passages.
SELECT a.article, f.article AS from_article, d.kind, d.direction, d.share, d.from_share, d.quoted, d.passages, v.text, fv.text AS from_text,
       d.credit_start, d.credit_end
FROM current_derivation d
JOIN current_version v ON v.version_id = d.version_id JOIN article a ON a.article_id = v.article_id
JOIN current_version fv ON fv.version_id = d.from_version_id JOIN article f ON f.article_id = fv.article_id
JOIN story_row r ON r.article = a.article
WHERE r.story = $story
ORDER BY v.published_at NULLS LAST, a.article, f.article;

-- name: trail_story_relations
-- List the stories that a story follows up, and those that follow it up.
SELECT story, earlier, kind, weight FROM current_story_relation WHERE story = $story OR earlier = $story ORDER BY story, earlier;

-- name: verify_coverage
-- Find copied passages and credits outside their texts, weights that are no sums, and redirects that lead nowhere.
SELECT what || ' of version ' || left(version, 12) || ': [' || coalesce(start, -1) || ':' || coalesce("end", -1)
       || '] is outside the text' AS problem FROM broken_coverage_span
UNION ALL
SELECT 'story comparison of versions ' || version_a || ' and ' || version_b || ': the parts do not sum to ' || match_weight
FROM story_comparison WHERE abs(list_sum(list_transform(parts, lambda p: p.weight)) - match_weight) > 1e-9
UNION ALL
SELECT 'article ' || a.article || ' is in ' || count(*) || ' groups of one sort in one run'
FROM coverage_member m JOIN article a USING (article_id) GROUP BY a.article, m.sort, m.run_id HAVING count(*) > 1
UNION ALL
SELECT g.sort || ' ' || g.id || ' redirects to ' || st.redirect || ', which is not active'
FROM current_coverage_state st JOIN coverage_group g USING (group_id)
LEFT JOIN coverage_group t ON t.id = st.redirect LEFT JOIN current_coverage_state ts ON ts.group_id = t.group_id
WHERE st.redirect IS NOT NULL AND (ts.status IS NULL OR ts.status <> 'active')
ORDER BY problem;
