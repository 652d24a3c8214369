-- name: unnarrated_versions
-- List the current versions whose narration was not read since their claims were, by these rules.
SELECT v.version_id, c.reader AS claims_reader
FROM (SELECT max(version_id) AS version_id FROM version GROUP BY article_id) v
JOIN current_claim_reading c USING (version_id)
LEFT JOIN current_narration_reading n USING (version_id)
WHERE n.reader IS DISTINCT FROM $rules || ' over ' || c.reader
ORDER BY v.version_id;

-- name: asserted_now
-- List what is asserted now.
SELECT assertion_id FROM current_assertion ORDER BY assertion_id;

-- name: texts_to_narrate
-- Return the texts of versions with the characters that their claims hold.
WITH asked AS (SELECT unnest($versions::BIGINT[]) AS version_id),
latest AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id),
claimed AS (
    SELECT c.version_id, list([p.start, p."end"] ORDER BY p.start, p."end") AS spans
    FROM latest r JOIN claim c USING (version_id)
    JOIN attribution t ON t.claim_id = c.claim_id AND t.reader = r.reader
    JOIN claim_span p ON p.claim_id = c.claim_id AND p.role = 'content'
    GROUP BY c.version_id)
SELECT v.version_id, v.version, v.text, v.published_at, coalesce(c.spans, []) AS claimed
FROM asked JOIN version v USING (version_id) LEFT JOIN claimed c USING (version_id)
ORDER BY v.version_id;

-- name: append_claim_assertions
-- Number the claims of versions that have no number as assertions yet.
INSERT INTO assertion (assertion_id, assertion, version_id, claim_id, start, "end", surface, run_id)
WITH latest AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM query_table($incoming))
    GROUP BY version_id),
numbered AS (
    SELECT claim_id
    FROM assertion
    WHERE version_id IN (SELECT version_id FROM latest) AND claim_id IS NOT NULL)
SELECT (SELECT coalesce(max(assertion_id), 0) FROM assertion) + row_number()
       OVER (ORDER BY c.claim_id),
       c.claim, c.version_id, c.claim_id, NULL, NULL, NULL, $run
FROM latest r JOIN claim c USING (version_id)
JOIN attribution t ON t.claim_id = c.claim_id AND t.reader = r.reader
WHERE c.claim_id NOT IN (SELECT claim_id FROM numbered);

-- name: append_narrations
-- Append the narrated sentences that are new.
INSERT INTO assertion (assertion_id, assertion, version_id, claim_id, start, "end", surface, run_id)
WITH asked AS (
    SELECT v.version_id, v.version
    FROM version v
    WHERE v.version IN (SELECT version FROM query_table($incoming))),
known AS (
    SELECT assertion
    FROM assertion
    WHERE version_id IN (SELECT version_id FROM asked) AND claim_id IS NULL)
SELECT (SELECT coalesce(max(assertion_id), 0) FROM assertion) + row_number()
       OVER (ORDER BY n.place),
       n.narration, v.version_id, NULL, n.start, n."end", n.surface, $run
FROM query_table($incoming) n JOIN asked v USING (version)
WHERE n.narration NOT IN (SELECT assertion FROM known);

-- name: append_narration_readings
-- Note which versions were read for narration.
INSERT INTO stage_reading (version_id, stage, reader, run_id)
SELECT n.version_id, 'narrations', n.reader, $run FROM query_table($incoming) n
ORDER BY n.version_id;

-- name: append_narration_tellings
-- Append what a reader found that it has not found before.
INSERT INTO narration (assertion_id, reader, run_id)
WITH asked AS (
    SELECT r.version_id, r.reader
    FROM narration_reading r
    WHERE r.run_id = $run),
found AS (
    SELECT s.assertion_id, q.reader
    FROM query_table($incoming) n JOIN version v USING (version) JOIN asked q USING (version_id)
    JOIN assertion s ON s.version_id = v.version_id AND s.assertion = n.narration),
known AS (
    SELECT assertion_id, reader
    FROM narration
    WHERE assertion_id IN (SELECT assertion_id FROM found))
SELECT f.assertion_id, f.reader, $run
FROM found f
WHERE (f.assertion_id, f.reader) NOT IN (SELECT (assertion_id, reader) FROM known)
ORDER BY f.assertion_id;

-- name: append_narrated_values
-- Append the values of the narrations that were told in this run.
INSERT INTO narrated_value (
    assertion_id, kind, start, "end", surface, low, high, unit, noun, first_day, last_day,
    run_id)
WITH told AS (
    SELECT s.assertion_id, s.assertion
    FROM assertion s
    WHERE s.assertion_id IN (SELECT assertion_id FROM narration WHERE run_id = $run))
SELECT s.assertion_id, n.kind, n.start, n."end", n.surface,
       n.low, n.high, n.unit, n.noun, n.first_day, n.last_day, $run
FROM query_table($incoming) n JOIN told s ON s.assertion = n.claim
ORDER BY n.place;

-- name: changed_claim_comparisons
-- List the comparisons that are new or say something else than the ledger has.
WITH last AS (
    SELECT c.assertion_a, c.assertion_b, max(c.run_id) AS run_id
    FROM claim_comparison c
    JOIN query_table($incoming) n ON n.a = c.assertion_a AND n.b = c.assertion_b
    GROUP BY c.assertion_a, c.assertion_b),
near AS (SELECT c.* FROM claim_comparison c JOIN last USING (assertion_a, assertion_b, run_id))
SELECT n.a, n.b, n.relation, n.match_weight, n.match_probability, n.parts
FROM query_table($incoming) n LEFT JOIN near c ON c.assertion_a = n.a AND c.assertion_b = n.b
WHERE c.assertion_a IS NULL OR c.withdrawn OR c.parts <> n.parts OR c.relation <> n.relation
ORDER BY n.a, n.b;

-- name: append_claim_comparisons
-- Append comparisons.
INSERT INTO claim_comparison (
    assertion_a, assertion_b, relation, match_weight, match_probability, parts, withdrawn,
    run_id)
SELECT n.a, n.b, n.relation, n.match_weight, n.match_probability, n.parts, false, $run
FROM query_table($incoming) n
ORDER BY n.a, n.b;

-- name: withdraw_claim_comparisons
-- Withdraw the comparisons that are no longer made.
INSERT INTO claim_comparison (
    assertion_a, assertion_b, relation, match_weight, match_probability, parts, withdrawn,
    run_id)
WITH last AS (
    SELECT c.assertion_a, c.assertion_b, max(c.run_id) AS run_id
    FROM claim_comparison c
    JOIN query_table($incoming) n ON n.a = c.assertion_a AND n.b = c.assertion_b
    GROUP BY c.assertion_a, c.assertion_b)
SELECT c.* EXCLUDE (withdrawn, run_id), true, $run
FROM claim_comparison c JOIN last USING (assertion_a, assertion_b, run_id)
ORDER BY c.assertion_a, c.assertion_b;

-- name: export_claim_groups
-- Export which claims, and which narrated sentences, are one proposition.
SELECT * EXCLUDE (assertion_id, proposition_id) FROM claim_group_row;

-- name: export_conflicts
-- Export conflicts between groups of claims, those that have ended among them; one is open as long
-- as any pair holds it up.
WITH pair AS (
    SELECT c.*, ga.proposition AS group_a, gb.proposition AS group_b, ra.stance AS stance_a,
           rb.stance AS stance_b, ra.article AS article_a, rb.article AS article_b,
           a.assertion AS key_a,
           b.assertion AS key_b,
           bool_and(c.ended) OVER (PARTITION BY ga.proposition, gb.proposition, c.kind) AS over
    FROM last_claim_conflict c
    JOIN assertion a ON a.assertion_id = c.assertion_a
    JOIN assertion b ON b.assertion_id = c.assertion_b
    JOIN current_proposition_member ma ON ma.assertion_id = c.assertion_a
    JOIN proposition ga ON ga.proposition_id = ma.proposition_id
    JOIN current_proposition_member mb ON mb.assertion_id = c.assertion_b
    JOIN proposition gb ON gb.proposition_id = mb.proposition_id
    JOIN assertion_row ra ON ra.assertion_id = c.assertion_a
    JOIN assertion_row rb ON rb.assertion_id = c.assertion_b)
SELECT group_a, group_b, kind,
       list({'question': question, 'a': surface_a, 'article_a': article_a, 'start_a': start_a,
           'end_a': end_a,
             'b': surface_b, 'article_b': article_b, 'start_b': start_b, 'end_b': end_b,
             'does_a': coalesce(stance_a, 'asserts'), 'does_b': coalesce(stance_b, 'asserts')}
            ORDER BY article_a, start_a, article_b, start_b, key_a, key_b) AS "values",
       list_sort(list_distinct(list(left(key_a, 16)) || list(left(key_b, 16)))) AS claims,
       CASE WHEN over THEN 'ended' ELSE 'open' END AS status,
       1 / (1 + pow(2, -max(weight))) AS probability, arg_max(reason, weight) AS reason
FROM pair
WHERE ended = over
GROUP BY group_a, group_b, kind, over
ORDER BY status DESC, group_a, group_b, kind;

-- name: verify_matching
-- Find spans outside their texts, weights that are no sums, claims in two groups, and redirects
-- that lead nowhere.
SELECT what || ' of assertion ' || row_id || ' of version ' || left(version, 12) || ': ['
       || coalesce(start, -1) || ':'
       || coalesce("end", -1) || '] should be ' || coalesce(surface, 'inside') || ' and is '
           || coalesce(found, 'outside the text')
       AS problem FROM broken_assertion_span
UNION ALL
SELECT 'comparison of assertions ' || assertion_a || ' and ' || assertion_b
       || ': the parts do not sum to ' || match_weight
FROM claim_comparison
WHERE abs(list_sum(list_transform(parts, lambda p: p.weight)) - match_weight) > 1e-9
UNION ALL
SELECT 'assertion ' || left(s.assertion, 12) || ' is in ' || count(*)
       || ' groups of claims in one run'
FROM proposition_member m JOIN assertion s USING (assertion_id) GROUP BY s.assertion, m.run_id
HAVING count(*) > 1
UNION ALL
SELECT 'assertion ' || assertion || ' stands twice' FROM assertion GROUP BY assertion
HAVING count(*) > 1
ORDER BY problem;

-- name: trail_find_claim_group
-- Find groups by id (redirects are followed in one step), or by the first digits of a claim or a
-- narrated sentence.
SELECT coalesce(st.redirect, g.proposition) AS "group"
FROM proposition g JOIN current_proposition_state st USING (proposition_id)
WHERE g.proposition = $what
UNION ALL
SELECT g.proposition
FROM current_assertion s
JOIN current_proposition_member m USING (assertion_id)
JOIN proposition g USING (proposition_id)
WHERE length($what) >= 6 AND starts_with(s.assertion, left($what, 16))
ORDER BY "group";

-- name: trail_voices
-- List who asserts what, of one story, of one group, or of the groups that conflict with it, in the
-- order of time.
SELECT r."group", r.relation, r.claim, r.article, r.origin, r.outlet, r.published_at, r.narrated,
       r.content, r.words, r.speaker,
       r.speaker_name, r.stance, v.version, v.text, v.url
FROM claim_group_row r JOIN article a USING (article)
JOIN current_version v ON v.article_id = a.article_id
WHERE ($group IS NULL OR r."group" = $group)
  AND ($story IS NULL OR r.article IN (SELECT article FROM story_row WHERE story = $story))
ORDER BY r.published_at NULLS LAST, r.article, r.content[1][1], r.claim;

-- name: trail_conflicts
-- List the pairs of assertions that conflict, with all that is shown of them of one story, one
-- group, or all.
WITH last AS MATERIALIZED (
    SELECT c.*, u.ended_at
    FROM claim_conflict c JOIN run u USING (run_id)
    QUALIFY row_number() OVER (
        PARTITION BY c.assertion_a, c.assertion_b, c.start_a, c.start_b
            ORDER BY c.run_id DESC, c.withdrawn) = 1),
asked AS MATERIALIZED (
    SELECT * FROM assertion
    WHERE assertion_id IN (SELECT assertion_a FROM last UNION ALL SELECT assertion_b FROM last)),
grouped AS (
    SELECT assertion_id, arg_max(proposition_id, run_id) AS proposition_id,
           arg_max(relation, run_id) AS relation
    FROM proposition_member
    WHERE assertion_id IN (SELECT assertion_id FROM asked)
    GROUP BY assertion_id),
newest AS (
    SELECT article_id, max(version_id) AS version_id
    FROM version
    GROUP BY article_id),
told_story AS (
    SELECT article_id, arg_max(story_id, run_id) AS story_id
    FROM story_member
    GROUP BY article_id),
reported AS (
    SELECT article_id, arg_max(origin_id, run_id) AS origin_id
    FROM origin_member
    GROUP BY article_id),
place AS (
    SELECT article_id, s.story, o.origin
    FROM told_story JOIN story s USING (story_id)
    FULL JOIN (SELECT article_id, o.origin FROM reported JOIN origin o USING (origin_id)) o
        USING (article_id)),
reading_of AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id),
told AS (
    SELECT t.claim_id, t.chain_id, t.stance
    FROM attribution t JOIN asked a USING (claim_id) LEFT JOIN reading_of r USING (version_id)
    QUALIFY row_number() OVER (
        PARTITION BY t.claim_id
            ORDER BY t.reader IS NOT DISTINCT FROM r.reader DESC, t.run_id DESC) = 1),
member AS (
    SELECT chain_id, arg_max(entity_id, run_id) AS entity_id
    FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM told)
    GROUP BY chain_id),
speaking AS (
    SELECT t.claim_id, e.entity, arg_max(s.name, s.run_id) AS name
    FROM told t JOIN member USING (chain_id) JOIN entity e USING (entity_id)
    JOIN entity_state s USING (entity_id)
    GROUP BY t.claim_id, e.entity),
words AS (
    SELECT * FROM claim_spans WHERE claim_id IN (SELECT claim_id FROM asked)),
said AS MATERIALIZED (
    SELECT
        q.assertion_id, q.assertion, a.article, p.story, p.origin, o.source AS outlet,
        v.published_at, q.claim_id IS NULL AS narrated,
        coalesce(w.content, [[q.start, q."end"]]) AS content,
        coalesce(w.content_words, q.surface) AS words,
        k.entity AS speaker, CASE WHEN q.claim_id IS NULL THEN o.source
            ELSE coalesce(k.name, w.source_words) END AS speaker_name,
        coalesce(d.stance, 'asserts') AS stance,
        n.version_id IS NOT NULL AS current, v.version, v.text, v.url, g.relation,
        cg.proposition AS "group"
    FROM asked q JOIN version v USING (version_id) JOIN article a USING (article_id)
    JOIN grouped g USING (assertion_id) JOIN proposition cg ON cg.proposition_id = g.proposition_id
    LEFT JOIN source o USING (source_id)
    LEFT JOIN newest n ON n.version_id = q.version_id
    LEFT JOIN place p ON p.article_id = a.article_id
    LEFT JOIN words w ON w.claim_id = q.claim_id
    LEFT JOIN told d ON d.claim_id = q.claim_id
    LEFT JOIN speaking k ON k.claim_id = q.claim_id)
SELECT
    c.kind, c.question, c.weight, c.reason,
    c.withdrawn AS ended, CASE WHEN c.withdrawn THEN c.ended_at END AS ended_at,
    ra."group" AS group_a, rb."group" AS group_b,
    left(ra.assertion, 16) AS claim_a, ra.article AS article_a, ra.origin AS origin_a,
    ra.outlet AS outlet_a,
    ra.published_at AS published_a, ra.narrated AS narrated_a, ra.content AS content_a,
    ra.words AS words_a,
    ra.speaker AS speaker_a, ra.speaker_name AS speaker_name_a, ra.stance AS stance_a,
    ra.current AS current_a,
    c.start_a, c.end_a, c.surface_a, ra.version AS version_a, ra.text AS text_a, ra.url AS url_a,
    ra.relation AS relation_a,
    left(rb.assertion, 16) AS claim_b, rb.article AS article_b, rb.origin AS origin_b,
    rb.outlet AS outlet_b,
    rb.published_at AS published_b, rb.narrated AS narrated_b, rb.content AS content_b,
    rb.words AS words_b,
    rb.speaker AS speaker_b, rb.speaker_name AS speaker_name_b, rb.stance AS stance_b,
    rb.current AS current_b,
    c.start_b, c.end_b, c.surface_b, rb.version AS version_b, rb.text AS text_b, rb.url AS url_b,
    rb.relation AS relation_b
FROM last c JOIN said ra ON ra.assertion_id = c.assertion_a
JOIN said rb ON rb.assertion_id = c.assertion_b
WHERE ($story IS NULL OR ra.story = $story OR rb.story = $story)
    AND ($group IS NULL OR ra."group" = $group OR rb."group" = $group)
ORDER BY c.withdrawn, c.kind = 'update', ra.published_at NULLS LAST, group_a, group_b,
    rb.published_at NULLS LAST,
    article_a, article_b, c.start_a, c.start_b, claim_a, claim_b;

-- name: trail_claim_comparison
-- Give the comparison of two assertions, by the first digits of their keys, and the groups that
-- they are in.
SELECT left(ra.assertion, 16) AS claim_a, left(rb.assertion, 16) AS claim_b,
       ra.article AS article_a, rb.article AS article_b,
       ra.words AS words_a, rb.words AS words_b, va.text AS text_a, vb.text AS text_b,
       va.version AS version_a, vb.version AS version_b,
       ga.proposition AS group_a, gb.proposition AS group_b, k.relation, k.match_weight,
       k.match_probability,
       with_labels(k.parts, l.labels) AS parts
FROM (SELECT level_labels('proposition') AS labels) l CROSS JOIN assertion_row ra
JOIN assertion_row rb ON starts_with(rb.assertion, left($b, 16))
JOIN version va ON va.version_id = ra.version_id JOIN version vb ON vb.version_id = rb.version_id
LEFT JOIN current_proposition_member ma ON ma.assertion_id = ra.assertion_id
LEFT JOIN proposition ga ON ga.proposition_id = ma.proposition_id
LEFT JOIN current_proposition_member mb ON mb.assertion_id = rb.assertion_id
LEFT JOIN proposition gb ON gb.proposition_id = mb.proposition_id
LEFT JOIN current_claim_comparison k
  ON (k.assertion_a = ra.assertion_id AND k.assertion_b = rb.assertion_id)
  OR (k.assertion_a = rb.assertion_id AND k.assertion_b = ra.assertion_id)
WHERE starts_with(ra.assertion, left($a, 16))
ORDER BY claim_a, claim_b
LIMIT 1;
