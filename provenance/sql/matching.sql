-- name: unnarrated_versions
-- List the current versions whose narration was not read since their claims were, by these rules.
SELECT v.version_id, v.version, v.text, v.published_at, c.reader AS claims_reader,
       coalesce(list([p.start, p."end"] ORDER BY p.start, p."end") FILTER (p.start IS NOT NULL), []) AS claimed
FROM current_version v JOIN current_claim_reading c USING (version_id) LEFT JOIN current_narration_reading n USING (version_id)
LEFT JOIN current_claim t ON t.version_id = v.version_id
LEFT JOIN claim_span p ON p.claim_id = t.claim_id AND p.role = 'content'
WHERE n.reader IS DISTINCT FROM $rules || ' over ' || c.reader
GROUP BY v.version_id, v.version, v.text, v.published_at, c.reader
ORDER BY v.version_id;

-- name: append_narrations
-- Append the narrated sentences that are new.
INSERT INTO assertion
SELECT (SELECT coalesce(max(assertion_id), 0) FROM assertion) + row_number() OVER (ORDER BY n.place), n.narration, v.version_id, NULL,
       n.start, n."end", n.surface, $run
FROM query_table($incoming) n JOIN version v USING (version)
WHERE n.narration NOT IN (SELECT assertion FROM assertion WHERE claim_id IS NULL);

-- name: append_narration_readings
-- Note which versions were read for narration.
INSERT INTO narration_reading
SELECT v.version_id, n.reader, $run FROM query_table($incoming) n JOIN version v USING (version) ORDER BY v.version_id;

-- name: append_narration_tellings
-- Append what a reader found that it has not found before.
INSERT INTO narration
SELECT s.assertion_id, n.reader, $run
FROM query_table($incoming) n JOIN assertion s ON s.assertion = n.narration
WHERE NOT EXISTS (SELECT 1 FROM narration t WHERE t.assertion_id = s.assertion_id AND t.reader = n.reader)
ORDER BY s.assertion_id;

-- name: append_narrated_values
-- Append the values of the narrations that were told in this run.
INSERT INTO narrated_value
SELECT s.assertion_id, n.kind, n.start, n."end", n.surface, n.low, n.high, n.unit, n.noun, n.first_day, n.last_day, $run
FROM query_table($incoming) n JOIN assertion s ON s.assertion = n.claim
WHERE s.assertion_id IN (SELECT assertion_id FROM narration WHERE run_id = $run)
ORDER BY n.place;

-- name: append_claim_assertions
-- Number the current claims that have no number as assertions yet.
INSERT INTO assertion
SELECT (SELECT coalesce(max(assertion_id), 0) FROM assertion) + row_number() OVER (ORDER BY t.claim_id), t.claim, t.version_id,
       t.claim_id, NULL, NULL, NULL, $run
FROM current_claim t WHERE t.claim_id NOT IN (SELECT claim_id FROM assertion WHERE claim_id IS NOT NULL);

-- name: unnumbered_claims
-- Count the current claims that have no number as assertions yet.
SELECT count(*) AS claims FROM current_claim t
WHERE t.claim_id NOT IN (SELECT claim_id FROM assertion WHERE claim_id IS NOT NULL) ORDER BY claims;

-- name: matching_assertions
-- List what is asserted now, with who says it, its story and its origin.
SELECT r.assertion, r.article, r.outlet, r.published_at, r.narrated, r.actor, r.cue_words, r.modality, r.polarity, r.certainty,
       s.id AS story, o.id AS origin, v.version
FROM current_assertion c JOIN assertion_row r USING (assertion_id) JOIN version v ON v.version_id = r.version_id
JOIN article a ON a.article_id = v.article_id
LEFT JOIN current_coverage_member ms ON ms.article_id = a.article_id AND ms.sort = 'story'
LEFT JOIN coverage_group s ON s.group_id = ms.group_id
LEFT JOIN current_coverage_member mo ON mo.article_id = a.article_id AND mo.sort = 'origin'
LEFT JOIN coverage_group o ON o.group_id = mo.group_id
ORDER BY r.assertion;

-- name: matching_pieces
-- List the pieces of what is asserted, in order.
SELECT c.assertion, p.start, p."end", p.surface
FROM current_assertion c JOIN claim_span p USING (claim_id) WHERE p.role = 'content'
UNION ALL
SELECT assertion, start, "end", surface FROM current_narration
ORDER BY assertion, start, "end";

-- name: matching_values
-- List the values inside what is asserted.
SELECT c.assertion, x.kind, x.start, x."end", x.surface, x.low, x.high, x.unit, x.noun, x.first_day, x.last_day
FROM current_assertion c JOIN current_claim t USING (claim_id) JOIN claim_value x ON x.claim_id = t.claim_id AND x.run_id = t.run_id
UNION ALL
SELECT n.assertion, x.kind, x.start, x."end", x.surface, x.low, x.high, x.unit, x.noun, x.first_day, x.last_day
FROM current_narration n JOIN narrated_value x ON x.assertion_id = n.assertion_id AND x.run_id = n.run_id
ORDER BY assertion, start, "end", kind;

-- name: matching_entities
-- List the entities that are named inside what is asserted, governments and seats as their country; a capital stays a city.
WITH piece AS MATERIALIZED (
    SELECT c.assertion, c.version_id, p.start, p."end"
    FROM current_assertion c JOIN claim_span p USING (claim_id) WHERE p.role = 'content'
    UNION ALL
    SELECT assertion, version_id, start, "end" FROM current_narration)
SELECT DISTINCT p.assertion, CASE st.type WHEN 'LOC' THEN e.entity ELSE coalesce(st.speaks_for, e.entity) END AS entity, m.start, m."end"
FROM piece p JOIN mention m ON m.version_id = p.version_id AND m.start >= p.start AND m."end" <= p."end"
JOIN read_link l USING (mention_id) JOIN current_membership ms ON ms.chain_id = l.chain_id
JOIN entity e ON e.entity_id = ms.entity_id JOIN current_entity st ON st.entity_id = e.entity_id
ORDER BY p.assertion, m.start, m."end", entity;

-- name: matching_groups
-- List every group of claims ever minted.
SELECT g.id, g.group_id AS created, s.assertion AS founder, st.status
FROM claim_group g JOIN assertion s ON s.assertion_id = g.founder JOIN current_claim_group_state st USING (group_id)
ORDER BY g.group_id;

-- name: matching_members
-- List which group every assertion was last in, with its words, those of earlier versions too.
SELECT s.assertion, g.id, r.article, r.words
FROM last_claim_group_member m JOIN assertion s USING (assertion_id) JOIN claim_group g USING (group_id)
JOIN assertion_row r USING (assertion_id)
ORDER BY s.assertion;

-- name: matching_last
-- Give what the last matching was made of, by which rules, and whether anything that it depends on was appended since.
SELECT r.input_digest, r.settings, r.run_id < greatest(
           (SELECT coalesce(max(run_id), 0) FROM version), (SELECT coalesce(max(run_id), 0) FROM reading),
           (SELECT coalesce(max(run_id), 0) FROM claim_reading), (SELECT coalesce(max(run_id), 0) FROM narration_reading),
           (SELECT coalesce(max(run_id), 0) FROM membership), (SELECT coalesce(max(run_id), 0) FROM entity_state),
           (SELECT coalesce(max(run_id), 0) FROM coverage_member)) AS changed
FROM run r WHERE r.stage = 'match' ORDER BY r.run_id DESC LIMIT 1;

-- name: matching_counts
-- Count the propositions that are asserted now, and the pairs of assertions that conflict, updates aside.
SELECT (SELECT count(DISTINCT m.group_id) FROM current_assertion JOIN last_claim_group_member m USING (assertion_id)) AS groups,
       (SELECT count(*) FROM last_claim_conflict WHERE NOT ended AND kind <> 'update') AS conflicts
ORDER BY groups;

-- name: append_claim_groups
-- Append the groups that were minted, in the order of minting.
INSERT INTO claim_group
SELECT (SELECT coalesce(max(group_id), 0) FROM claim_group) + row_number() OVER (ORDER BY n.place), n.id, s.assertion_id, $run
FROM query_table($incoming) n JOIN assertion s ON s.assertion = n.founder;

-- name: append_claim_group_states
-- Append the states of groups that changed.
INSERT INTO claim_group_state
SELECT g.group_id, n.status, n.redirect, $run
FROM query_table($incoming) n JOIN claim_group g USING (id) LEFT JOIN current_claim_group_state st USING (group_id)
WHERE st.group_id IS NULL OR st.status <> n.status OR st.redirect IS DISTINCT FROM n.redirect
ORDER BY g.group_id;

-- name: append_claim_group_members
-- Append the memberships that changed.
INSERT INTO claim_group_member
SELECT s.assertion_id, g.group_id, n.relation, $run
FROM query_table($incoming) n JOIN assertion s USING (assertion) JOIN claim_group g USING (id)
LEFT JOIN last_claim_group_member m ON m.assertion_id = s.assertion_id
WHERE m.group_id IS NULL OR m.group_id <> g.group_id OR m.relation <> n.relation
ORDER BY s.assertion_id;

-- name: append_claim_group_events
-- Append what happened to groups.
INSERT INTO claim_group_event
SELECT n.kind, n.from_ids, n.to_ids, n.cause, $run FROM query_table($incoming) n ORDER BY n.place;

-- name: append_claim_comparisons
-- Append the comparisons that are new or have changed.
INSERT INTO claim_comparison
SELECT a.assertion_id, b.assertion_id, n.relation, n.match_weight, n.match_probability, n.parts, false, $run
FROM query_table($incoming) n JOIN assertion a ON a.assertion = n.a JOIN assertion b ON b.assertion = n.b
LEFT JOIN current_claim_comparison c ON c.assertion_a = a.assertion_id AND c.assertion_b = b.assertion_id
WHERE c.assertion_a IS NULL OR c.parts <> n.parts OR c.relation <> n.relation
ORDER BY a.assertion_id, b.assertion_id;

-- name: withdraw_claim_comparisons
-- Withdraw the comparisons that are no longer made.
INSERT INTO claim_comparison
SELECT c.* EXCLUDE (run_id), true, $run
FROM current_claim_comparison c JOIN assertion a ON a.assertion_id = c.assertion_a JOIN assertion b ON b.assertion_id = c.assertion_b
WHERE NOT EXISTS (SELECT 1 FROM query_table($incoming) n WHERE n.a = a.assertion AND n.b = b.assertion)
ORDER BY c.assertion_a, c.assertion_b;

-- name: append_claim_conflicts
-- Append the conflicts that are new, have changed, or hold again.
INSERT INTO claim_conflict
SELECT a.assertion_id, b.assertion_id, n.kind, n.question, n.start_a, n.end_a, n.surface_a, n.start_b, n.end_b, n.surface_b, n.weight,
       false, $run
FROM query_table($incoming) n JOIN assertion a ON a.assertion = n.a JOIN assertion b ON b.assertion = n.b
LEFT JOIN last_claim_conflict c ON c.assertion_a = a.assertion_id AND c.assertion_b = b.assertion_id AND c.start_a = n.start_a
     AND c.start_b = n.start_b
WHERE c.assertion_a IS NULL OR c.ended OR c.kind <> n.kind OR c.question <> n.question OR c.weight <> n.weight
ORDER BY a.assertion_id, b.assertion_id, n.start_a, n.start_b;

-- name: withdraw_claim_conflicts
-- End the conflicts that no longer hold: an article was corrected, or the evidence has changed.
INSERT INTO claim_conflict
SELECT c.* EXCLUDE (run_id, ended), true, $run
FROM last_claim_conflict c JOIN assertion a ON a.assertion_id = c.assertion_a JOIN assertion b ON b.assertion_id = c.assertion_b
WHERE NOT c.ended AND NOT EXISTS (
    SELECT 1 FROM query_table($incoming) n
    WHERE n.a = a.assertion AND n.b = b.assertion AND n.start_a = c.start_a AND n.start_b = c.start_b)
ORDER BY c.assertion_a, c.assertion_b, c.start_a, c.start_b;

-- name: export_claim_groups
-- Export which claims, and which narrated sentences, are one proposition.
SELECT * EXCLUDE (assertion_id, group_id) FROM claim_group_row;

-- name: export_conflicts
-- Export conflicts between groups of claims, those that have ended among them.
SELECT ga.id AS group_a, gb.id AS group_b, c.kind,
       list({'question': c.question, 'a': c.surface_a, 'article_a': ra.article, 'start_a': c.start_a, 'end_a': c.end_a,
             'b': c.surface_b, 'article_b': rb.article, 'start_b': c.start_b, 'end_b': c.end_b}
            ORDER BY ra.article, c.start_a, rb.article, c.start_b, a.assertion, b.assertion) AS "values",
       list_sort(list_distinct(list(left(a.assertion, 16)) || list(left(b.assertion, 16)))) AS claims,
       CASE WHEN bool_and(c.ended) THEN 'ended' ELSE 'open' END AS status
FROM last_claim_conflict c JOIN assertion a ON a.assertion_id = c.assertion_a JOIN assertion b ON b.assertion_id = c.assertion_b
JOIN last_claim_group_member ma ON ma.assertion_id = c.assertion_a JOIN claim_group ga ON ga.group_id = ma.group_id
JOIN last_claim_group_member mb ON mb.assertion_id = c.assertion_b JOIN claim_group gb ON gb.group_id = mb.group_id
JOIN assertion_row ra ON ra.assertion_id = c.assertion_a JOIN assertion_row rb ON rb.assertion_id = c.assertion_b
GROUP BY ga.id, gb.id, c.kind, c.ended
ORDER BY status DESC, group_a, group_b, c.kind;

-- name: verify_matching
-- Find spans outside their texts, weights that are no sums, claims in two groups, and redirects that lead nowhere.
SELECT what || ' of assertion ' || row_id || ' of version ' || left(version, 12) || ': [' || coalesce(start, -1) || ':'
       || coalesce("end", -1) || '] should be ' || coalesce(surface, 'inside') || ' and is ' || coalesce(found, 'outside the text')
       AS problem FROM broken_assertion_span
UNION ALL
SELECT 'comparison of assertions ' || assertion_a || ' and ' || assertion_b || ': the parts do not sum to ' || match_weight
FROM claim_comparison WHERE abs(list_sum(list_transform(parts, lambda p: p.weight)) - match_weight) > 1e-9
UNION ALL
SELECT 'assertion ' || left(s.assertion, 12) || ' is in ' || count(*) || ' groups of claims in one run'
FROM claim_group_member m JOIN assertion s USING (assertion_id) GROUP BY s.assertion, m.run_id HAVING count(*) > 1
UNION ALL
SELECT 'assertion ' || assertion || ' stands twice' FROM assertion GROUP BY assertion HAVING count(*) > 1
UNION ALL
SELECT 'group of claims ' || g.id || ' redirects to ' || st.redirect || ', which is not active'
FROM current_claim_group_state st JOIN claim_group g USING (group_id)
LEFT JOIN claim_group t ON t.id = st.redirect LEFT JOIN current_claim_group_state ts ON ts.group_id = t.group_id
WHERE st.redirect IS NOT NULL AND (ts.status IS NULL OR ts.status <> 'active')
ORDER BY problem;

-- name: trail_find_claim_group
-- Find groups by id (redirects are followed in one step), or by the first digits of a claim or a narrated sentence.
SELECT coalesce(st.redirect, g.id) AS "group"
FROM claim_group g JOIN current_claim_group_state st USING (group_id) WHERE g.id = $what
UNION ALL
SELECT g.id
FROM current_assertion s JOIN last_claim_group_member m USING (assertion_id) JOIN claim_group g USING (group_id)
WHERE length($what) >= 6 AND starts_with(s.assertion, left($what, 16))
ORDER BY "group";

-- name: trail_voices
-- List who asserts what, of one story, of one group, or of the groups that conflict with it, in the order of time.
SELECT r."group", r.relation, r.claim, r.article, r.origin, r.outlet, r.published_at, r.narrated, r.content, r.words, r.speaker,
       r.speaker_name, v.text, a.url
FROM claim_group_row r JOIN article a USING (article) JOIN current_version v ON v.article_id = a.article_id
WHERE ($group IS NULL OR r."group" = $group)
  AND ($story IS NULL OR r.article IN (SELECT article FROM story_row WHERE story = $story))
ORDER BY r.published_at NULLS LAST, r.article, r.content[1][1], r.claim;

-- name: trail_conflicts
-- List the pairs of assertions that conflict, as it was known at a time, of one story, of one group, or all.
WITH last AS (
    SELECT c.*, u.ended_at
    FROM claim_conflict c JOIN run u USING (run_id)
    WHERE $as_of IS NULL OR u.ended_at <= $as_of
    QUALIFY row_number() OVER (PARTITION BY c.assertion_a, c.assertion_b, c.start_a, c.start_b ORDER BY c.run_id DESC, c.withdrawn) = 1),
place AS (
    SELECT a.article, s.id AS story, o.id AS origin
    FROM article a
    LEFT JOIN current_coverage_member ms ON ms.article_id = a.article_id AND ms.sort = 'story'
    LEFT JOIN coverage_group s ON s.group_id = ms.group_id
    LEFT JOIN current_coverage_member mo ON mo.article_id = a.article_id AND mo.sort = 'origin'
    LEFT JOIN coverage_group o ON o.group_id = mo.group_id)
SELECT c.kind, c.question, c.weight, c.withdrawn AS ended, CASE WHEN c.withdrawn THEN c.ended_at END AS ended_at,
       ga.id AS group_a, gb.id AS group_b,
       left(ra.assertion, 16) AS claim_a, ra.article AS article_a, pa.origin AS origin_a, ra.outlet AS outlet_a,
       ra.published_at AS published_a, ra.narrated AS narrated_a, ra.content AS content_a, ra.words AS words_a,
       ra.speaker AS speaker_a, ra.speaker_name AS speaker_name_a, ra.current AS current_a, c.start_a, c.end_a, c.surface_a,
       va.text AS text_a, aa.url AS url_a, ma.relation AS relation_a,
       left(rb.assertion, 16) AS claim_b, rb.article AS article_b, pb.origin AS origin_b, rb.outlet AS outlet_b,
       rb.published_at AS published_b, rb.narrated AS narrated_b, rb.content AS content_b, rb.words AS words_b,
       rb.speaker AS speaker_b, rb.speaker_name AS speaker_name_b, rb.current AS current_b, c.start_b, c.end_b, c.surface_b,
       vb.text AS text_b, ab.url AS url_b, mb.relation AS relation_b
FROM last c
JOIN assertion_row ra ON ra.assertion_id = c.assertion_a JOIN assertion_row rb ON rb.assertion_id = c.assertion_b
JOIN version va ON va.version_id = ra.version_id JOIN version vb ON vb.version_id = rb.version_id
JOIN article aa ON aa.article = ra.article JOIN article ab ON ab.article = rb.article
JOIN last_claim_group_member ma ON ma.assertion_id = c.assertion_a JOIN claim_group ga ON ga.group_id = ma.group_id
JOIN last_claim_group_member mb ON mb.assertion_id = c.assertion_b JOIN claim_group gb ON gb.group_id = mb.group_id
LEFT JOIN place pa ON pa.article = ra.article LEFT JOIN place pb ON pb.article = rb.article
WHERE ($story IS NULL OR pa.story = $story OR pb.story = $story)
  AND ($group IS NULL OR ga.id = $group OR gb.id = $group)
ORDER BY c.withdrawn, c.kind = 'update', ra.published_at NULLS LAST, ga.id, gb.id, rb.published_at NULLS LAST, ra.article, rb.article,
         c.start_a, c.start_b, claim_a, claim_b;

-- name: trail_claim_comparison
-- Give the comparison of two assertions, by the first digits of their keys, and the groups that they are in.
SELECT left(ra.assertion, 16) AS claim_a, left(rb.assertion, 16) AS claim_b, ra.article AS article_a, rb.article AS article_b,
       ra.words AS words_a, rb.words AS words_b, va.text AS text_a, vb.text AS text_b, va.version AS version_a, vb.version AS version_b,
       ga.id AS group_a, gb.id AS group_b, k.relation, k.match_weight, k.match_probability, k.parts
FROM assertion_row ra JOIN assertion_row rb ON starts_with(rb.assertion, left($b, 16))
JOIN version va ON va.version_id = ra.version_id JOIN version vb ON vb.version_id = rb.version_id
LEFT JOIN last_claim_group_member ma ON ma.assertion_id = ra.assertion_id LEFT JOIN claim_group ga ON ga.group_id = ma.group_id
LEFT JOIN last_claim_group_member mb ON mb.assertion_id = rb.assertion_id LEFT JOIN claim_group gb ON gb.group_id = mb.group_id
LEFT JOIN current_claim_comparison k
  ON (k.assertion_a = ra.assertion_id AND k.assertion_b = rb.assertion_id)
  OR (k.assertion_a = rb.assertion_id AND k.assertion_b = ra.assertion_id)
WHERE starts_with(ra.assertion, left($a, 16))
ORDER BY claim_a, claim_b
LIMIT 1;
