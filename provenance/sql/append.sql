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
WHERE n.article NOT IN (SELECT article FROM article WHERE article IN (SELECT article FROM query_table($incoming)));

-- name: append_versions
-- Append the versions that are new, in the order in which they came, and give their keys.
INSERT INTO version
SELECT (SELECT coalesce(max(version_id), 0) FROM version) + row_number() OVER (ORDER BY n.place), n.version, a.article_id,
       n.text, n.text_hash, n.raw_hash, n.extractor, n.title, n.byline, n.lang, n.published_at, n.retrieved_at, n.metadata, $run
FROM (SELECT * FROM query_table($incoming) QUALIFY row_number() OVER (PARTITION BY version ORDER BY place) = 1) n
JOIN article a USING (article)
WHERE n.version NOT IN (
    SELECT version FROM version
    WHERE article_id IN (SELECT article_id FROM article WHERE article IN (SELECT article FROM query_table($incoming))))
RETURNING version;

-- name: note_versions
-- Note the numbers of the versions that were read, so that what follows looks at their rows alone.
CREATE OR REPLACE TEMP TABLE read_version AS SELECT version_id, version FROM query_table($incoming);

-- name: append_readings
-- Note which versions a reader has read, unless it read them last.
INSERT INTO reading
SELECT v.version_id, $reader, $run FROM read_version v
LEFT JOIN (SELECT version_id, arg_max(reader, run_id) AS reader FROM reading
           WHERE version_id IN (SELECT version_id FROM read_version) GROUP BY version_id) r USING (version_id)
WHERE r.reader IS DISTINCT FROM $reader
ORDER BY v.version_id;

-- name: append_chains
-- Append the chains that are new.
INSERT INTO chain
SELECT (SELECT coalesce(max(chain_id), 0) FROM chain) + row_number() OVER (ORDER BY n.place), n.chain, v.version_id, $run
FROM query_table($incoming) n JOIN read_version v USING (version)
WHERE n.chain NOT IN (SELECT chain FROM chain WHERE version_id IN (SELECT version_id FROM read_version));

-- name: note_chains
-- Note the numbers of the chains of these versions.
CREATE OR REPLACE TEMP TABLE numbered_chain AS
SELECT chain_id, chain, version_id FROM chain WHERE version_id IN (SELECT version_id FROM read_version);

-- name: append_chain_readings
-- Note what a reader says of chains that it has not read before.
INSERT INTO chain_reading
SELECT c.chain_id, $reader, n.type, n.name, $run
FROM query_table($incoming) n JOIN numbered_chain c USING (chain)
WHERE c.chain_id NOT IN (
    SELECT chain_id FROM chain_reading WHERE reader = $reader AND chain_id IN (SELECT chain_id FROM numbered_chain))
ORDER BY c.chain_id;

-- name: append_mentions
-- Append the mentions that are new.
INSERT INTO mention
SELECT (SELECT coalesce(max(mention_id), 0) FROM mention) + row_number() OVER (ORDER BY n.place), v.version_id, n.start, n."end",
       n.surface, n.kind, n.type, n.score, n.head_start, n.head_end, n.detector, $run
FROM query_table($incoming) n JOIN read_version v USING (version)
WHERE (v.version_id, n.start, n."end", n.detector) NOT IN (
    SELECT (version_id, start, "end", detector) FROM mention WHERE version_id IN (SELECT version_id FROM read_version));

-- name: append_chain_mentions
-- Put mentions into the chains that were read in this run.
INSERT INTO chain_mention
SELECT c.chain_id, m.mention_id, n.cue, n.weight, n.to_start, n.to_end, $run
FROM query_table($incoming) n JOIN numbered_chain c USING (chain)
JOIN (SELECT * FROM mention WHERE version_id IN (SELECT version_id FROM read_version)) m
  ON m.version_id = c.version_id AND m.start = n.start AND m."end" = n."end" AND m.detector = n.detector
WHERE c.chain_id IN (SELECT chain_id FROM chain_reading WHERE run_id = $run)
ORDER BY n.place;

-- name: append_features
-- State the features of the chains that were read in this run.
INSERT INTO feature
SELECT c.chain_id, n.name, n.value, n.start, n."end", n.qualifier, n.modifiers, $run
FROM query_table($incoming) n JOIN numbered_chain c USING (chain)
WHERE c.chain_id IN (SELECT chain_id FROM chain_reading WHERE run_id = $run)
ORDER BY n.place;

-- name: note_profiles
-- Note the numbers of the profiles that are known.
CREATE OR REPLACE TEMP TABLE known_profile AS
SELECT profile_id, profile FROM profile WHERE profile IN (SELECT profile FROM query_table($incoming));

-- name: append_profiles
-- Append the profiles that are new.
INSERT INTO profile
SELECT (SELECT coalesce(max(profile_id), 0) FROM profile) + row_number() OVER (ORDER BY n.profile), n.profile, n.features, $run
FROM (SELECT DISTINCT profile, features FROM query_table($incoming)) n
WHERE n.profile NOT IN (SELECT profile FROM known_profile);

-- name: append_chain_profiles
-- Tie chains to their profiles, unless they are tied to them already.
INSERT INTO chain_profile
SELECT c.chain_id, p.profile_id, $run
FROM query_table($incoming) n JOIN numbered_chain c USING (chain)
JOIN (FROM known_profile UNION ALL SELECT profile_id, profile FROM profile WHERE run_id = $run) p USING (profile)
LEFT JOIN (SELECT chain_id, arg_max(profile_id, run_id) AS profile_id FROM chain_profile
           WHERE chain_id IN (SELECT chain_id FROM numbered_chain) GROUP BY chain_id) x USING (chain_id)
WHERE x.profile_id IS DISTINCT FROM p.profile_id
ORDER BY c.chain_id;

-- name: append_comparisons
-- Append comparisons.
INSERT INTO comparison
SELECT (SELECT coalesce(max(comparison_id), 0) FROM comparison) + row_number() OVER (ORDER BY n.profile_a, n.profile_b), n.model,
       n.profile_a, n.profile_b, n.match_weight, n.match_probability, n.match_key, n.parts, false, $run
FROM query_table($incoming) n;

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
SELECT coalesce(n.entity_id, e.entity_id) AS entity_id, n.name, n.type, n.status, n.redirect, n.speaks_for, $run
FROM query_table($incoming) n LEFT JOIN (SELECT entity_id, entity FROM entity WHERE run_id = $run) e USING (entity)
ORDER BY 1;

-- name: append_memberships
-- Append the memberships that changed.
INSERT INTO membership
SELECT n.chain_id, coalesce(n.entity_id, e.entity_id), n.cause, n.margin, $run
FROM query_table($incoming) n LEFT JOIN (SELECT entity_id, entity FROM entity WHERE run_id = $run) e USING (entity)
ORDER BY n.chain_id;

-- name: append_events
-- Append what happened to entity ids.
INSERT INTO entity_event
SELECT (SELECT coalesce(max(event_id), 0) FROM entity_event) + row_number() OVER (ORDER BY n.place), n.kind, n.from_ids, n.to_ids,
       n.cause, $run
FROM query_table($incoming) n;
