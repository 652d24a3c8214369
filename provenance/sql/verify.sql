-- name: verify_spans
-- Find spans that do not point at what they say.
SELECT what || ' ' || row_id || ' of version ' || left(version, 12) || ': [' || start || ':'
       || "end" || '] should be '
       || coalesce(surface, 'null') || ' and is ' || coalesce(found, 'outside the text') AS problem
FROM broken_span ORDER BY problem;

-- name: verify_texts
-- Find versions whose text is not the one that was hashed.
SELECT 'version ' || left(version, 12) || ': the text does not have its hash '
       || left(text_hash, 12) AS problem
FROM version WHERE sha256(text) <> text_hash ORDER BY problem;

-- name: verify_chains
-- Find chains that no mention belongs to.
SELECT 'chain ' || left(c.chain, 12) || ' has no mention' AS problem
FROM chain c WHERE NOT EXISTS (SELECT 1 FROM chain_mention l WHERE l.chain_id = c.chain_id)
ORDER BY problem;

-- name: verify_mentions
-- Find mentions that stand in two chains of one reading.
SELECT 'mention ' || l.mention_id || ' is in ' || count(*) || ' chains of one reading' AS problem
FROM read_link l
GROUP BY l.mention_id HAVING count(*) > 1 ORDER BY problem;

-- name: verify_levels
-- Find levels of compared pairs that are neither a number nor called anything.
WITH graded AS (
    SELECT 'entity' AS partition, unnest(parts) AS p FROM comparison
    UNION ALL SELECT 'story', unnest(parts) FROM story_comparison
    UNION ALL SELECT 'proposition', unnest(parts) FROM claim_comparison),
level AS (
    SELECT DISTINCT partition, p.feature, p."level" FROM graded
    WHERE try_cast(p."level" AS DOUBLE) IS NULL)
SELECT partition || ' comparisons: the level ' || feature || ': ' || "level" || ' has no words'
       AS problem
FROM level ANTI JOIN comparison_level USING (partition, feature, "level")
ORDER BY problem;

-- name: verify_parts
-- Find comparisons whose parts do not sum to their weight.
SELECT 'comparison ' || comparison_id || ': the parts sum to '
       || list_sum(list_transform(parts, lambda p: p.weight))
       || ' and not to ' || match_weight AS problem
FROM comparison WHERE abs(list_sum(list_transform(parts, lambda p: p.weight)) - match_weight) > 1e-9
ORDER BY problem;

-- name: verify_memberships
-- Find chains in two entities at one time, and identified chains that lead to no entity.
SELECT 'chain ' || left(c.chain, 12) || ' is in ' || count(*) || ' entities in one run' AS problem
FROM entity_member ms JOIN chain c USING (chain_id) GROUP BY c.chain, ms.run_id HAVING count(*) > 1
ORDER BY problem;

-- name: verify_redirects
-- Find redirects that do not end, in one step, at an id of the same partition that is active.
SELECT i."partition" || ' ' || i.id || ' redirects to ' || st.redirect || ', which is not active'
       AS problem
FROM current_partition_state st JOIN partition_id i USING ("partition", number)
LEFT JOIN partition_id t ON t."partition" = i."partition" AND t.id = st.redirect
LEFT JOIN current_partition_state ts ON ts."partition" = t."partition" AND ts.number = t.number
WHERE st.redirect IS NOT NULL AND (ts.status IS NULL OR ts.status <> 'active') ORDER BY problem;

-- name: verify_ids
-- Find ids, names of rows to the outside, that stand twice.
SELECT what || ' ' || id || ' stands twice' AS problem FROM (
    SELECT 'article' AS what, article AS id FROM article UNION ALL SELECT 'version', version
    FROM version
    UNION ALL SELECT 'profile', profile FROM profile UNION ALL SELECT 'entity', entity FROM entity)
GROUP BY what, id HAVING count(*) > 1 ORDER BY problem;

-- name: verify_claims
-- Find spans of claims and values that do not point at what they say.
SELECT what || ' ' || row_id || ' of version ' || left(version, 12) || ': [' || start || ':'
       || "end" || '] should be '
       || coalesce(surface, 'null') || ' and is ' || coalesce(found, 'outside the text') AS problem
FROM broken_claim_span ORDER BY problem;

-- name: verify_claim_parts
-- Find claims whose content, cue and source share a character, and claims without content.
SELECT 'claim ' || left(c.claim, 12) || ': its ' || a.role || ' and its ' || b.role
       || ' share characters' AS problem
FROM claim_span a JOIN claim_span b ON a.claim_id = b.claim_id AND a.place < b.place
JOIN claim c ON c.claim_id = a.claim_id
WHERE a.role IN ('content', 'cue', 'source') AND b.role IN ('content', 'cue', 'source')
  AND a.start < b."end" AND b.start < a."end"
UNION ALL
SELECT 'claim ' || left(claim, 12) || ' has no content'
FROM claim WHERE claim_id NOT IN (SELECT claim_id FROM claim_span WHERE role = 'content')
ORDER BY problem;

-- name: verify_version_keys
-- List versions with what their keys are made from.
SELECT v.version_id, v.version AS key, a.article, v.text_hash,
       v.amended, s.source, v.url, v.title, v.byline, v.lang, epoch_us(v.published_at) AS published
FROM version v
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
ORDER BY v.version_id;

-- name: verify_chain_keys
-- List chains with what their keys are made from, as each reading has it.
SELECT c.chain_id, c.chain AS key, v.version, l.detector, l.spans
FROM chain c
JOIN version v USING (version_id)
JOIN (
    SELECT chain_id, k.run_id, first(m.detector ORDER BY m.start, m."end") AS detector,
           list([m.start, m."end"] ORDER BY m.start, m."end") AS spans
    FROM chain_mention k JOIN mention m USING (mention_id)
    GROUP BY chain_id, k.run_id) l USING (chain_id)
ORDER BY c.chain_id, l.run_id;

-- name: verify_claim_keys
-- Find claims whose key is not that of their version and spans.
SELECT 'claim ' || c.claim_id || ': its key ' || left(c.claim, 12) || ' is not that of its spans'
       AS problem
FROM claim c
JOIN version v USING (version_id)
JOIN (
    SELECT claim_id,
           string_agg('["' || role || '",' || start || ',' || "end" || ']', ',' ORDER BY place)
           AS spans
    FROM claim_span GROUP BY claim_id) s USING (claim_id)
WHERE c.claim <> sha256('["claim","' || v.version || '",[' || s.spans || ']]')
ORDER BY problem;

-- name: verify_assertion_keys
-- Find assertions whose key is not that of their claim, or of their sentence.
SELECT 'assertion ' || s.assertion_id || ': its key ' || left(s.assertion, 12)
       || ' is not that of its claim or sentence' AS problem
FROM assertion s
JOIN version v USING (version_id)
LEFT JOIN claim c USING (claim_id)
WHERE s.assertion <> CASE WHEN s.claim_id IS NULL
                          THEN sha256('["narration","' || v.version || '",' || s.start || ','
                              || s."end" || ']')
                          ELSE coalesce(c.claim, '') END
ORDER BY problem;

-- name: verify_versions_agree
-- Find what belongs together and is of two versions: chains and mentions, claims and speakers,
-- claims inside claims.
SELECT 'chain ' || c.chain_id || ' has mention ' || m.mention_id || ' of another version' AS problem
FROM chain_mention l JOIN chain c USING (chain_id) JOIN mention m USING (mention_id)
WHERE c.version_id <> m.version_id
UNION ALL
SELECT 'claim ' || c.claim_id || ' is said by chain ' || k.chain_id || ' of another version'
FROM attribution t JOIN claim c USING (claim_id) JOIN chain k ON k.chain_id = t.chain_id
WHERE c.version_id <> k.version_id
UNION ALL
SELECT 'claim ' || c.claim_id || ' is said by chain ' || k.chain_id || ' of another version'
FROM claim_speaker t JOIN claim c USING (claim_id) JOIN chain k ON k.chain_id = t.chain_id
WHERE c.version_id <> k.version_id
UNION ALL
SELECT 'claim ' || c.claim_id || ' is inside claim ' || p.claim_id || ' of another version'
FROM attribution t JOIN claim c USING (claim_id) JOIN claim p ON p.claim_id = t.parent_id
WHERE c.version_id <> p.version_id
UNION ALL
SELECT 'assertion ' || s.assertion_id || ' is of another version than its claim ' || c.claim_id
FROM assertion s JOIN claim c USING (claim_id)
WHERE s.version_id <> c.version_id
ORDER BY problem;

-- name: verify_readings
-- Find chains, claims and narrations that no reader tells of, and details without the reading that
-- they are part of.
SELECT 'chain ' || chain_id || ' is in no reading' AS problem
FROM chain WHERE chain_id NOT IN (SELECT chain_id FROM chain_reading)
UNION ALL
SELECT 'claim ' || claim_id || ' is in no reading'
FROM claim WHERE claim_id NOT IN (SELECT claim_id FROM attribution)
UNION ALL
SELECT 'chain ' || chain_id || ' has a mention of run ' || run_id || ', which did not read it'
FROM chain_mention ANTI JOIN chain_reading USING (chain_id, run_id)
UNION ALL
SELECT 'chain ' || chain_id || ' has a feature of run ' || run_id || ', which did not read it'
FROM feature ANTI JOIN chain_reading USING (chain_id, run_id)
UNION ALL
SELECT 'claim ' || claim_id || ' has a value of run ' || run_id || ', which did not read it'
FROM claim_value ANTI JOIN attribution USING (claim_id, run_id)
UNION ALL
SELECT 'claim ' || claim_id || ' has a speaker of run ' || run_id || ', which did not read it'
FROM claim_speaker ANTI JOIN attribution USING (claim_id, run_id)
UNION ALL
SELECT 'mention ' || mention_id || ' is in no chain'
FROM mention WHERE mention_id NOT IN (SELECT mention_id FROM chain_mention)
UNION ALL
SELECT "partition" || ' ' || id || ' has no state'
FROM partition_id ANTI JOIN current_partition_state USING ("partition", number)
ORDER BY problem;

-- name: verify_founders
-- List minted ids with what their founders are known by.
SELECT 'entity' AS "partition", e.entity AS id, c.chain AS founder
FROM entity e
JOIN chain c ON c.chain_id = e.founding_chain
UNION ALL
SELECT i."partition", i.id, a.article
FROM partition_id i
JOIN article a ON a.article_id = i.founder
WHERE i."partition" IN ('story', 'origin')
UNION ALL
SELECT 'proposition', p.proposition, s.assertion
FROM proposition p
JOIN assertion s ON s.assertion_id = p.founding_assertion
ORDER BY ALL;

-- name: verify_run_rows
-- Find what a run appended to a table that is told twice.
SELECT 'table run_rows: what run ' || run_id || ' appended to table ' || table_name || ' is told '
       || count(*) || ' times' AS problem
FROM run_rows
GROUP BY run_id, table_name
HAVING count(*) > 1
ORDER BY problem;

-- name: verify_decisions
-- Find decisions about characters that the text they name does not have.
SELECT 'decision ' || s.decision_id || ': [' || s.start || ':' || s."end" || '] of article '
       || s.article || ' should be '
       || coalesce(s.surface, 'null') || ' and is '
           || coalesce(v.text[s.start + 1 : s."end"], 'outside the text') AS problem
FROM decision_subject s
JOIN article a USING (article)
JOIN version v ON v.article_id = a.article_id AND v.text_hash = s.text_hash
WHERE s.start IS NOT NULL AND v.text[s.start + 1 : s."end"] IS DISTINCT FROM s.surface
ORDER BY problem;
