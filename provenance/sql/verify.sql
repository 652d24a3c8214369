-- name: verify_spans
-- Find spans that do not point at what they say.
SELECT what || ' ' || row_id || ' of version ' || left(version, 12) || ': [' || start || ':' || "end" || '] should be '
       || coalesce(surface, 'null') || ' and is ' || coalesce(found, 'outside the text') AS problem
FROM broken_span ORDER BY problem;

-- name: verify_texts
-- Find versions whose text is not the one that was hashed.
SELECT 'version ' || left(version, 12) || ': the text does not have its hash ' || left(text_hash, 12) AS problem
FROM version WHERE sha256(text) <> text_hash ORDER BY problem;

-- name: verify_chains
-- Find chains that no mention belongs to.
SELECT 'chain ' || left(c.chain, 12) || ' has no mention' AS problem
FROM chain c WHERE NOT EXISTS (SELECT 1 FROM chain_mention l WHERE l.chain_id = c.chain_id) ORDER BY problem;

-- name: verify_mentions
-- Find mentions that stand in two chains of one reading.
SELECT 'mention ' || l.mention_id || ' is in ' || count(*) || ' chains of one reading' AS problem
FROM read_link l
GROUP BY l.mention_id HAVING count(*) > 1 ORDER BY problem;

-- name: verify_parts
-- Find comparisons whose parts do not sum to their weight.
SELECT 'comparison ' || comparison_id || ': the parts sum to ' || list_sum(list_transform(parts, lambda p: p.weight))
       || ' and not to ' || match_weight AS problem
FROM comparison WHERE abs(list_sum(list_transform(parts, lambda p: p.weight)) - match_weight) > 1e-9 ORDER BY problem;

-- name: verify_memberships
-- Find chains in two entities at one time, and identified chains that lead to no entity.
SELECT 'chain ' || left(c.chain, 12) || ' is in ' || count(*) || ' entities in one run' AS problem
FROM membership ms JOIN chain c USING (chain_id) GROUP BY c.chain, ms.run_id HAVING count(*) > 1 ORDER BY problem;

-- name: verify_redirects
-- Find redirects that do not end, in one step, at an entity that is active.
SELECT 'entity ' || e.entity || ' redirects to ' || st.redirect || ', which is not active' AS problem
FROM current_entity st JOIN entity e USING (entity_id)
LEFT JOIN entity t ON t.entity = st.redirect LEFT JOIN current_entity ts ON ts.entity_id = t.entity_id
WHERE st.redirect IS NOT NULL AND (ts.status IS NULL OR ts.status <> 'active') ORDER BY problem;

-- name: verify_ids
-- Find ids, names of rows to the outside, that stand twice.
SELECT what || ' ' || id || ' stands twice' AS problem FROM (
    SELECT 'article' AS what, article AS id FROM article UNION ALL SELECT 'version', version FROM version
    UNION ALL SELECT 'profile', profile FROM profile UNION ALL SELECT 'entity', entity FROM entity)
GROUP BY what, id HAVING count(*) > 1 ORDER BY problem;

-- name: verify_claims
-- Find spans of claims and values that do not point at what they say.
SELECT what || ' ' || row_id || ' of version ' || left(version, 12) || ': [' || start || ':' || "end" || '] should be '
       || coalesce(surface, 'null') || ' and is ' || coalesce(found, 'outside the text') AS problem
FROM broken_claim_span ORDER BY problem;

-- name: verify_claim_parts
-- Find claims whose content, cue and source share a character, and claims without content.
SELECT 'claim ' || left(c.claim, 12) || ': its ' || a.role || ' and its ' || b.role || ' share characters' AS problem
FROM claim_span a JOIN claim_span b ON a.claim_id = b.claim_id AND a.place < b.place JOIN claim c ON c.claim_id = a.claim_id
WHERE a.role IN ('content', 'cue', 'source') AND b.role IN ('content', 'cue', 'source')
  AND a.start < b."end" AND b.start < a."end"
UNION ALL
SELECT 'claim ' || left(claim, 12) || ' has no content'
FROM claim WHERE claim_id NOT IN (SELECT claim_id FROM claim_span WHERE role = 'content')
ORDER BY problem;
