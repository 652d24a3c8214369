-- name: unread_versions
-- List the numbers of versions that a reader has not read, in the order of publication, and whether
-- they are current. Earlier ones are listed where asked for.
WITH last
    AS (SELECT version_id, arg_max(reader, run_id) AS reader FROM reading WHERE version_id > $after
    GROUP BY version_id),
newest AS (SELECT max(version_id) AS version_id FROM version WHERE version_id > $after
    GROUP BY article_id)
SELECT v.version_id, v.version_id IN (SELECT version_id FROM newest) AS is_current
FROM version v JOIN article a USING (article_id) LEFT JOIN last USING (version_id)
WHERE v.version_id > $after AND last.reader IS DISTINCT FROM $reader
  AND ($superseded OR v.version_id IN (SELECT version_id FROM newest))
ORDER BY v.published_at NULLS LAST, a.article, v.version_id;

-- name: numbered_versions
-- List the versions with some numbers, in the order of publication.
SELECT a.article, s.source, v.*
FROM version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
WHERE v.version_id IN (SELECT unnest($versions::BIGINT[]))
ORDER BY v.published_at NULLS LAST, a.article, v.version_id;

-- name: newest_version
-- Give the number of the version that came last, if there is one.
SELECT version_id FROM version ORDER BY version_id DESC LIMIT 1;

-- name: version_numbers
-- Give the numbers of versions.
SELECT version, version_id FROM version WHERE version IN (SELECT unnest($versions::VARCHAR[]))
ORDER BY version_id;

-- name: versions
-- List versions, of one article or of all, the current ones only on request.
SELECT a.article, s.source, v.*
FROM version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
WHERE ($article IS NULL OR a.article = $article) AND ($version IS NULL OR v.version = $version)
  AND (NOT $current OR v.version_id IN (SELECT version_id FROM current_version))
ORDER BY a.article, v.version_id;

-- name: chains
-- List chains of the latest reading, of some versions or of all.
SELECT c.chain_id, c.chain, v.version, c.type, c.name
FROM read_chain c JOIN version v USING (version_id)
WHERE $versions IS NULL OR v.version IN (SELECT unnest($versions::VARCHAR[]))
ORDER BY c.chain_id;

-- name: chain_links
-- List the mentions of chains.
SELECT l.chain_id, l.cue, l.weight, l.to_start, l.to_end, v.version, m.start, m."end", m.surface,
       m.kind, m.type, m.score,
       m.head_start, m.head_end, m.detector
FROM read_link l JOIN read_chain c USING (chain_id) JOIN mention m USING (mention_id)
JOIN version v ON v.version_id = c.version_id
WHERE $versions IS NULL OR v.version IN (SELECT unnest($versions::VARCHAR[]))
ORDER BY l.chain_id, m.start, m."end";

-- name: chain_features
-- List the features of chains, in the order in which they were stated.
SELECT f.chain_id, f.name, f.value, f.start, f."end", f.qualifier, f.modifiers
FROM read_feature f JOIN read_chain c USING (chain_id) JOIN version v USING (version_id)
WHERE $versions IS NULL OR v.version IN (SELECT unnest($versions::VARCHAR[]))
ORDER BY f.chain_id, f.start, f."end", f.name, f.value, f.qualifier;

-- name: chain_profiles
-- List chains with their profile, where they stand and how often they are mentioned.
SELECT c.chain, p.profile, a.article, v.version, v.published_at, c.type, c.name,
       min(m.start) AS start, count(*) AS mentions
FROM read_chain c JOIN current_chain_profile cp USING (chain_id) JOIN profile p USING (profile_id)
JOIN version v ON v.version_id = c.version_id JOIN article a USING (article_id)
JOIN read_link l ON l.chain_id = c.chain_id JOIN mention m USING (mention_id)
GROUP BY ALL
ORDER BY c.chain;

-- name: comparisons
-- List the comparisons that count.
SELECT k.model, a.profile AS profile_a, b.profile AS profile_b, k.match_weight, k.match_probability,
       k.match_key, k.parts
FROM current_comparison k JOIN profile a ON a.profile_id = k.profile_a
JOIN profile b ON b.profile_id = k.profile_b
WHERE $min_weight IS NULL OR k.match_weight >= $min_weight
ORDER BY a.profile, b.profile;

-- name: entity_states
-- List every id ever minted with its current state.
SELECT e.entity, c.chain AS founding_chain, e.entity_id AS created, st.name, st.type, st.status,
       st.redirect, st.speaks_for
FROM entity e JOIN chain c ON c.chain_id = e.founding_chain
JOIN current_entity_state st USING (entity_id)
ORDER BY e.entity_id;

-- name: export_articles
-- Export articles.
SELECT * FROM article_row;

-- name: export_mentions
-- Export mentions.
SELECT * FROM mention_row;

-- name: export_entities
-- Export entities, with the members of groups and the ids that authorities have for them.
WITH part AS (
    SELECT DISTINCT e.entity, o.entity AS member
    FROM read_feature f
    JOIN current_chain c USING (chain_id)
    JOIN mention m ON m.version_id = c.version_id AND m.start = f.start AND m."end" = f."end"
    JOIN read_link l USING (mention_id)
    JOIN current_entity_member own ON own.chain_id = c.chain_id
    JOIN current_entity_member other ON other.chain_id = l.chain_id
        AND other.entity_id <> own.entity_id
    JOIN entity e ON e.entity_id = own.entity_id
    JOIN entity o ON o.entity_id = other.entity_id
    WHERE f.name = 'member')
SELECT r.*, coalesce(p.members, []) AS members, coalesce(x.external_ids, []) AS external_ids
FROM entity_row r
LEFT JOIN (SELECT entity, list(member ORDER BY member) AS members FROM part GROUP BY entity) p
    USING (entity)
LEFT JOIN (SELECT entity,
    list(authority || ':' || external_id ORDER BY authority, external_id) AS external_ids
           FROM external_id_row GROUP BY entity) x USING (entity)
ORDER BY r.mentions DESC, r.entity;

-- name: export_links
-- Export links.
SELECT * FROM link_row;

-- name: export_candidates
-- Export who a first mention may be as well: what model or cue finds less likely than not, and not
-- unlikely.
WITH near AS MATERIALIZED (
    SELECT profile_a, profile_b, match_probability, match_key, parts
    FROM current_comparison WHERE match_probability >= 0.1 AND match_probability < 0.5),
side AS (
    SELECT profile_a AS own, profile_b AS other, match_probability, match_key, parts FROM near
    UNION ALL
    SELECT profile_b, profile_a, match_probability, match_key, parts FROM near),
held AS MATERIALIZED (
    SELECT c.chain_id, c.chain, c.version_id, p.profile_id, ms.entity_id
    FROM current_chain c JOIN current_chain_profile p USING (chain_id)
    JOIN current_entity_member ms USING (chain_id)),
rival AS (
    SELECT h.chain_id, h.chain, h.version_id, o.entity_id, s.match_probability AS probability,
           s.match_key AS cue,
           list_filter(s.parts, lambda p: p.feature <> 'prior') AS told
    FROM side s
    JOIN held h ON h.profile_id = s.own
    JOIN (SELECT DISTINCT profile_id, entity_id FROM held) o ON o.profile_id = s.other
        AND o.entity_id <> h.entity_id
    QUALIFY row_number()
        OVER (PARTITION BY h.chain_id, o.entity_id
        ORDER BY s.match_probability DESC, s.match_key, s.other) = 1),
across AS (
    SELECT chain_id, chain, version_id, entity_id, probability, cue,
           list_sort(
               list_transform(with_labels(told, l.labels),
               lambda p: {'weight': p.weight, 'level': p.feature || ': ' || p.label}))[1].level
               AS reason
    FROM rival CROSS JOIN (SELECT level_labels('entity') AS labels) l),
inside AS (
    SELECT h.chain_id, h.chain, h.version_id, o.entity_id, f.qualifier::DOUBLE AS probability,
           f.value AS cue,
           f.modifiers[1] AS reason
    FROM read_feature f
    JOIN held h USING (chain_id)
    JOIN mention m ON m.version_id = h.version_id AND m.start = f.start AND m."end" = f."end"
    JOIN read_link l USING (mention_id)
    JOIN held o ON o.chain_id = l.chain_id AND o.entity_id <> h.entity_id
    WHERE f.name = 'candidate' AND f.qualifier::DOUBLE >= 0.1
    QUALIFY row_number()
        OVER (PARTITION BY h.chain_id, o.entity_id ORDER BY f.qualifier::DOUBLE DESC, f.value) = 1),
found AS MATERIALIZED (
    SELECT * FROM across UNION ALL SELECT * FROM inside),
opening AS (
    SELECT l.chain_id, m.start, m."end", m.surface
    FROM read_link l JOIN mention m USING (mention_id)
    WHERE l.chain_id IN (SELECT chain_id FROM found)
    QUALIFY row_number()
        OVER (PARTITION BY l.chain_id ORDER BY l.to_start IS NOT NULL, m.start, m."end") = 1)
SELECT a.article, m.start, m."end", m.surface, e.entity, st.name AS entity_name, r.probability,
       r.cue, r.reason
FROM found r
JOIN opening m USING (chain_id)
JOIN current_version v USING (version_id)
JOIN article a USING (article_id)
JOIN entity e ON e.entity_id = r.entity_id
JOIN current_entity_state st ON st.entity_id = r.entity_id
ORDER BY a.article, m.start, m."end", r.chain, e.entity, r.cue;

-- name: runs
-- List the runs in order.
SELECT * FROM run ORDER BY run_id;

-- name: last_claims_reader
-- Say who read last for claims.
SELECT arg_max(reader, run_id) AS reader
FROM claim_reading
HAVING count(*) > 0
ORDER BY reader;

-- name: last_reader
-- Say who read last for who is who.
SELECT arg_max(reader, run_id) AS reader
FROM reading
HAVING count(*) > 0
ORDER BY reader;
