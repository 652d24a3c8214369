-- name: trail_chains_of
-- Number the chains of an entity.
WITH held AS MATERIALIZED (SELECT DISTINCT chain_id FROM entity_member WHERE entity_id = $entity)
SELECT chain_id FROM (SELECT chain_id, arg_max(entity_id, run_id) AS entity_id FROM entity_member
                      WHERE chain_id IN (SELECT chain_id FROM held) GROUP BY chain_id)
WHERE entity_id = $entity ORDER BY chain_id;

-- name: trail_places
-- List where the mentions of an article's current version stand; a condition on places beside would
-- look at all mentions.
SELECT mention_id, start, "end" FROM mention
WHERE version_id IN (
    SELECT max(version_id) FROM version
    WHERE article_id IN (SELECT article_id FROM article WHERE article = $article)
    GROUP BY article_id)
ORDER BY mention_id;

-- name: trail_chains_saying
-- Number the chains of mentions.
SELECT DISTINCT chain_id FROM chain_mention WHERE mention_id IN (SELECT unnest($mentions::bigint[]))
ORDER BY chain_id;

-- name: trail_chains_called
-- Number the chains of mentions with these words.
WITH spot AS MATERIALIZED (SELECT mention_id FROM mention WHERE lower(surface) = lower($surface))
SELECT DISTINCT chain_id FROM chain_mention WHERE mention_id IN (SELECT mention_id FROM spot)
ORDER BY chain_id;

-- name: trail_chains_from
-- Number the chains whose keys begin with these digits; all keys are looked at.
SELECT chain_id FROM chain WHERE starts_with(chain, $digits) ORDER BY chain_id;

-- name: trail_find_entities
-- Find entities by name, the best fit first.
WITH named AS MATERIALIZED (
    SELECT DISTINCT entity_id FROM entity_state
    WHERE contains(lower(name), lower($what))
      AND ($loose OR lower(name) = lower($what)
          OR list_contains(string_split(lower(name), ' '), lower($what)))),
latest AS (SELECT entity_id, name FROM entity_state WHERE entity_id IN (SELECT entity_id FROM named)
           QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY run_id DESC) = 1)
SELECT entity_id, CASE WHEN name = $what THEN 1
                       WHEN lower(name) = lower($what) THEN 2
                       WHEN list_contains(string_split(lower(name), ' '), lower($what)) THEN 4
                       ELSE 5 END AS fit
FROM latest
WHERE lower(name) = lower($what) OR list_contains(string_split(lower(name), ' '), lower($what))
   OR ($loose AND contains(lower(name), lower($what)))
ORDER BY fit, entity_id;

-- name: trail_entity_by_id
-- Find the entity with an id.
SELECT entity_id FROM entity WHERE entity = $what ORDER BY entity_id;

-- name: trail_chains
-- Give the keys of chains, and their versions.
SELECT chain_id, chain, version_id FROM chain WHERE chain_id IN (SELECT unnest($chains::bigint[]))
ORDER BY chain_id;

-- name: trail_texts
-- Give versions with their texts, and when they were published in microseconds since 1970.
SELECT v.version_id, v.version, v.article_id, v.text, epoch_us(v.published_at) AS published, v.url,
       s.source
FROM version v LEFT JOIN source s USING (source_id)
WHERE v.version_id IN (SELECT unnest($versions::bigint[])) ORDER BY v.version_id;

-- name: trail_newest
-- Give the current versions of articles.
SELECT article_id, max(version_id) AS version_id FROM version
WHERE article_id IN (SELECT unnest($articles::bigint[])) GROUP BY article_id ORDER BY article_id;

-- name: trail_homes
-- Return the ids of articles.
SELECT article_id, article FROM article WHERE article_id IN (SELECT unnest($articles::bigint[]))
ORDER BY article_id;

-- name: trail_readings
-- Give who read chains, and in which run.
SELECT chain_id, reader, run_id FROM chain_reading
WHERE chain_id IN (SELECT unnest($chains::bigint[])) ORDER BY chain_id, run_id;

-- name: trail_links
-- List what ties mentions to chains, as every run read them.
SELECT chain_id, run_id, mention_id, cue, weight, to_start, to_end FROM chain_mention
WHERE chain_id IN (SELECT unnest($chains::bigint[])) ORDER BY chain_id, run_id, mention_id;

-- name: trail_mentions
-- List mentions, maybe only those with these words.
SELECT mention_id, start, "end", surface, kind, type FROM mention
WHERE mention_id IN (SELECT unnest($mentions::bigint[]))
    AND ($surface IS NULL OR lower(surface) = lower($surface))
ORDER BY mention_id;

-- name: trail_memberships
-- Give the entities that chains belong to now.
SELECT chain_id, arg_max(entity_id, run_id) AS entity_id FROM entity_member
WHERE chain_id IN (SELECT unnest($chains::bigint[])) GROUP BY chain_id ORDER BY chain_id;

-- name: trail_entities
-- Describe entities as they are now.
WITH st AS (SELECT * FROM entity_state WHERE entity_id IN (SELECT unnest($entities::bigint[]))
            QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY run_id DESC) = 1)
SELECT e.entity_id, e.entity, st.name, st.type, st.status, st.redirect, st.speaks_for
FROM st JOIN entity e USING (entity_id)
WHERE e.entity_id IN (SELECT unnest($entities::bigint[]))
ORDER BY e.entity_id;

-- name: trail_held
-- Number the chains that belong to entities, or once did.
SELECT DISTINCT chain_id FROM entity_member WHERE entity_id IN (SELECT unnest($entities::bigint[]))
ORDER BY chain_id;

-- name: trail_features
-- List what chains state, as every run read them.
SELECT chain_id, run_id, name, value, qualifier, modifiers, start, "end" FROM feature
WHERE chain_id IN (SELECT unnest($chains::bigint[])) ORDER BY chain_id, start, "end", name, value;

-- name: trail_compared
-- List which features state what is compared.
SELECT name, feature, place FROM compared_feature ORDER BY name, feature, place;

-- name: trail_comparisons
-- List the comparisons that count between two lists of profiles.
WITH k AS MATERIALIZED (SELECT * FROM comparisons_between($one, $other)),
p AS MATERIALIZED (SELECT profile_id, profile FROM profile
                   WHERE profile_id IN (SELECT profile_a FROM k UNION ALL SELECT profile_b FROM k))
SELECT pa.profile AS profile_a, pb.profile AS profile_b, k.model, k.match_weight,
       k.match_probability, k.match_key,
       with_labels(k.parts, l.labels) AS parts
FROM k CROSS JOIN (SELECT level_labels('entity') AS labels) l
JOIN p pa ON pa.profile_id = k.profile_a
JOIN p pb ON pb.profile_id = k.profile_b
ORDER BY k.match_weight DESC, pa.profile, pb.profile;

-- name: trail_profiles
-- Give the profile of chains.
WITH told AS MATERIALIZED (SELECT chain_id, profile_id FROM profiles_of($chains))
SELECT c.chain, t.chain_id, p.profile_id, p.profile
FROM told t
JOIN (SELECT chain_id, chain FROM chain WHERE chain_id IN (SELECT unnest($chains::bigint[]))) c
    USING (chain_id)
JOIN (SELECT profile_id, profile FROM profile WHERE profile_id IN (SELECT profile_id FROM told)) p
    USING (profile_id)
ORDER BY c.chain;

-- name: trail_entry_profiles
-- Give the profile of the entries of authorities that are one entity or go by a name.
WITH told AS MATERIALIZED (
    SELECT n.authority || ':' || n.external_id AS chain, cp.profile_id
    FROM current_entry n
    JOIN current_entry_profile cp USING (entry_id)
    LEFT JOIN current_external_id x USING (entry_id)
    WHERE x.entity_id = $entity
        OR list_contains($keys::varchar[], n.authority || ':' || n.external_id))
SELECT t.chain, NULL AS chain_id, p.profile_id, p.profile
FROM told t
JOIN (SELECT profile_id, profile FROM profile WHERE profile_id IN (SELECT profile_id FROM told)) p
    USING (profile_id)
ORDER BY t.chain;

-- name: trail_authorities
-- Tell whether there is an entry of an authority, or of any.
SELECT 1 AS found FROM authority_entry WHERE $authority IS NULL OR authority = $authority ORDER BY 1
LIMIT 1;

-- name: pairs_by_rule
-- Count the compared pairs by the blocking rule that paired them first.
SELECT match_key AS rule, count(*) AS pairs, count(*) filter (match_probability >= 0.5) AS likely
FROM current_comparison GROUP BY match_key ORDER BY pairs DESC, rule;

-- name: trail_events
-- List what happened to an entity's id.
SELECT v.kind, v.from_ids, v.to_ids
FROM entity_event v
WHERE list_contains(v.from_ids, $entity) OR list_contains(v.to_ids, $entity)
ORDER BY v.run_id,
    list_position(['created', 'restored', 'split', 'merged', 'retired'], v.kind), v.from_ids,
    v.to_ids;
