-- name: append_run
-- Record a run and give it the next number.
INSERT INTO run
SELECT coalesce(max(run_id), 0) + 1, $stage, $code, $settings, $model, $seed, $input_digest, $started_at, $ended_at FROM run
RETURNING run_id;

-- name: append_sources
-- Number the sources that are new.
INSERT INTO source
SELECT (SELECT coalesce(max(source_id), 0) FROM source) + row_number() OVER (ORDER BY n.source), n.source
FROM (SELECT DISTINCT source FROM query_table($incoming) WHERE source IS NOT NULL) n
WHERE n.source NOT IN (SELECT source FROM source);

-- name: append_articles
-- Number the articles that are new, in the order in which they came.
INSERT INTO article
SELECT (SELECT coalesce(max(article_id), 0) FROM article) + row_number() OVER (ORDER BY n.place), n.article, s.source_id, n.url, $run
FROM (SELECT article, arg_min(source, place) AS source, arg_min(url, place) AS url, min(place) AS place
      FROM query_table($incoming) GROUP BY article) n
LEFT JOIN source s USING (source)
WHERE n.article NOT IN (SELECT article FROM article);

-- name: append_versions
-- Append the versions that are new, in the order in which they came, and give their keys.
INSERT INTO version
SELECT (SELECT coalesce(max(version_id), 0) FROM version) + row_number() OVER (ORDER BY n.place), n.version, a.article_id,
       n.text, n.text_hash, n.raw_hash, n.extractor, n.title, n.byline, n.lang, n.published_at, n.retrieved_at, n.metadata, $run
FROM (SELECT * FROM query_table($incoming) QUALIFY row_number() OVER (PARTITION BY version ORDER BY place) = 1) n
JOIN article a USING (article)
WHERE n.version NOT IN (SELECT version FROM version)
RETURNING version;

-- name: append_readings
-- Note which versions a reader has read.
INSERT INTO reading
SELECT v.version_id, $reader, $run FROM query_table($incoming) n JOIN version v USING (version)
WHERE NOT EXISTS (SELECT 1 FROM current_reading r WHERE r.version_id = v.version_id AND r.reader = $reader);

-- name: append_chains
-- Append the chains that are new.
INSERT INTO chain
SELECT (SELECT coalesce(max(chain_id), 0) FROM chain) + row_number() OVER (ORDER BY n.place), n.chain, v.version_id, $run
FROM query_table($incoming) n JOIN version v USING (version)
WHERE NOT EXISTS (SELECT 1 FROM chain c WHERE c.version_id = v.version_id AND c.chain = n.chain);

-- name: append_chain_readings
-- Note what a reader says of chains that it has not read before.
INSERT INTO chain_reading
SELECT c.chain_id, $reader, n.type, n.name, $run
FROM query_table($incoming) n JOIN version v USING (version) JOIN chain c ON c.version_id = v.version_id AND c.chain = n.chain
WHERE NOT EXISTS (SELECT 1 FROM chain_reading cr WHERE cr.chain_id = c.chain_id AND cr.reader = $reader)
ORDER BY c.chain_id;

-- name: append_mentions
-- Append the mentions that are new.
INSERT INTO mention
SELECT (SELECT coalesce(max(mention_id), 0) FROM mention) + row_number() OVER (ORDER BY n.place), v.version_id, n.start, n."end",
       n.surface, n.kind, n.type, n.score, n.head_start, n.head_end, n.detector, $run
FROM query_table($incoming) n JOIN version v USING (version)
WHERE NOT EXISTS (SELECT 1 FROM mention m WHERE m.version_id = v.version_id AND m.start = n.start AND m."end" = n."end"
                  AND m.detector = n.detector);

-- name: append_chain_mentions
-- Put mentions into the chains that were read in this run.
INSERT INTO chain_mention
SELECT c.chain_id, m.mention_id, n.cue, n.weight, n.to_start, n.to_end, $run
FROM query_table($incoming) n JOIN version v USING (version)
JOIN chain c ON c.version_id = v.version_id AND c.chain = n.chain
JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.run_id = $run
JOIN mention m ON m.version_id = v.version_id AND m.start = n.start AND m."end" = n."end" AND m.detector = n.detector
ORDER BY n.place;

-- name: append_features
-- State the features of the chains that were read in this run.
INSERT INTO feature
SELECT c.chain_id, n.name, n.value, n.start, n."end", n.qualifier, n.modifiers, $run
FROM query_table($incoming) n JOIN version v USING (version)
JOIN chain c ON c.version_id = v.version_id AND c.chain = n.chain
JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.run_id = $run
ORDER BY n.place;

-- name: append_profiles
-- Append the profiles that are new.
INSERT INTO profile
SELECT (SELECT coalesce(max(profile_id), 0) FROM profile) + row_number() OVER (ORDER BY n.profile), n.profile, n.features, $run
FROM (SELECT DISTINCT profile, features FROM query_table($incoming)) n
WHERE n.profile NOT IN (SELECT profile FROM profile);

-- name: append_chain_profiles
-- Tie chains to their profiles.
INSERT INTO chain_profile
SELECT c.chain_id, p.profile_id, $run
FROM query_table($incoming) n JOIN chain c USING (chain) JOIN profile p USING (profile)
WHERE NOT EXISTS (SELECT 1 FROM current_chain_profile x WHERE x.chain_id = c.chain_id AND x.profile_id = p.profile_id)
ORDER BY c.chain_id;

-- name: append_comparisons
-- Append comparisons, and give their numbers with those of their profiles.
INSERT INTO comparison
SELECT (SELECT coalesce(max(comparison_id), 0) FROM comparison) + row_number() OVER (ORDER BY n.profile_a, n.profile_b), n.model,
       n.profile_a, n.profile_b, n.match_weight, n.match_probability, n.match_key, n.parts, false, $run
FROM query_table($incoming) n
RETURNING comparison_id, profile_a, profile_b;

-- name: withdraw_comparisons
-- Withdraw comparisons that the current run no longer makes.
INSERT INTO comparison
SELECT (SELECT coalesce(max(comparison_id), 0) FROM comparison) + row_number() OVER (ORDER BY k.comparison_id), k.model,
       k.profile_a, k.profile_b, k.match_weight, k.match_probability, k.match_key, k.parts, true, $run
FROM comparison k WHERE k.comparison_id IN (SELECT comparison_id FROM query_table($incoming));

-- name: append_entities
-- Append the entities that were minted, in the order of minting.
INSERT INTO entity
SELECT (SELECT coalesce(max(entity_id), 0) FROM entity) + row_number() OVER (ORDER BY n.place), n.entity, n.founding_chain, $run
FROM query_table($incoming) n;

-- name: append_entity_states
-- Append the states of entities that changed.
INSERT INTO entity_state
SELECT e.entity_id, n.name, n.type, n.status, n.redirect, n.speaks_for, $run
FROM query_table($incoming) n JOIN entity e USING (entity)
ORDER BY e.entity_id;

-- name: append_memberships
-- Append the memberships that changed.
INSERT INTO membership
SELECT n.chain_id, e.entity_id, n.cause, n.margin, $run
FROM query_table($incoming) n JOIN entity e USING (entity)
ORDER BY n.chain_id;

-- name: append_events
-- Append what happened to entity ids.
INSERT INTO entity_event
SELECT (SELECT coalesce(max(event_id), 0) FROM entity_event) + row_number() OVER (ORDER BY n.place), n.kind, n.from_ids, n.to_ids,
       n.cause, $run
FROM query_table($incoming) n;
