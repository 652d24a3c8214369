-- name: decision_count
-- Count the decisions.
SELECT count(*) AS decisions FROM decision ORDER BY 1;

-- name: decision_keys
-- List the keys of decisions that are there already.
SELECT decision FROM decision ORDER BY decision_id;

-- name: append_decisions
-- Append decisions.
INSERT INTO decision (
    decision_id, decision, verb, about, "value", actor, actor_kind, actor_version, reason, evidence,
    decided_at, supersedes, run_id)
SELECT n.decision_id, n.decision, n.verb, n.about, n.value, n.actor, n.actor_kind, n.actor_version,
       n.reason, n.evidence, n.decided_at::TIMESTAMPTZ, n.supersedes, $run
FROM query_table($incoming) n
ORDER BY n.decision_id;

-- name: append_decision_subjects
-- Append what they are about.
INSERT INTO decision_subject (
    decision_id, place, side, article, text_hash, start, "end", surface, run_id)
SELECT n.decision_id, n.place, n.side, n.article, n.text_hash, n.start, n."end", n.surface, $run
FROM query_table($incoming) n
ORDER BY n.decision_id, n.place;

-- name: decisions
-- List decisions, the oldest first.
SELECT
    decision_id, decision, verb, about, "value", actor, actor_kind, actor_version, reason, evidence,
    epoch_us(decided_at) AS decided_at, supersedes
FROM decision
ORDER BY decision_id;

-- name: decision_subjects
-- List what decisions are about, with the version that was looked at and the one that is current,
-- where they are known.
WITH asked AS MATERIALIZED (
    SELECT article_id
    FROM article
    WHERE article IN (SELECT article FROM decision_subject)),
-- Versions are looked up by the numbers of their articles, and not by hashes: 8 ms, not 10, among
-- 100,000 articles.
known AS MATERIALIZED (
    SELECT article_id, version_id, text_hash
    FROM version
    WHERE article_id IN (SELECT article_id FROM asked)),
current AS (
    SELECT article_id, max(version_id) AS version_id
    FROM known
    GROUP BY article_id),
seen AS (
    SELECT article_id, text_hash, max(version_id) AS version_id
    FROM known
    GROUP BY article_id, text_hash)
SELECT
    s.decision_id, s.side, s.article, s.text_hash, s.start, s."end", s.surface,
    o.version_id AS seen, c.version_id AS current
FROM decision_subject s
LEFT JOIN article a USING (article)
LEFT JOIN seen o ON o.article_id = a.article_id AND o.text_hash = s.text_hash
LEFT JOIN current c ON c.article_id = a.article_id
ORDER BY s.decision_id, s.place;

-- name: texts_of_versions
-- Return the texts of versions.
SELECT version_id, text
FROM version
WHERE version_id IN (SELECT unnest($versions::BIGINT[]))
ORDER BY version_id;

-- name: chains_at_places
-- List the chains, of the latest reading, of mentions at places.
WITH latest AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM reading
    WHERE version_id IN (SELECT unnest($versions::BIGINT[]))
    GROUP BY version_id)
SELECT m.version_id, m.start, m."end", min(c.chain_id) AS chain_id
FROM mention m
JOIN chain_mention l USING (mention_id)
JOIN chain c ON c.chain_id = l.chain_id
JOIN latest r ON r.version_id = m.version_id
JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.reader = r.reader AND cr.run_id = l.run_id
WHERE m.version_id IN (SELECT unnest($versions::BIGINT[]))
GROUP BY m.version_id, m.start, m."end"
ORDER BY m.version_id, m.start, m."end";

-- name: assertions_at_places
-- List the assertions of versions with where their words begin and end.
SELECT
    s.version_id, min(coalesce(p.start, s.start)) AS start,
    max(coalesce(p."end", s."end")) AS "end", s.assertion
FROM assertion s
LEFT JOIN claim_span p ON p.claim_id = s.claim_id AND p.role = 'content'
WHERE s.version_id IN (SELECT unnest($versions::BIGINT[]))
GROUP BY s.version_id, s.assertion
ORDER BY s.version_id, start, "end", s.assertion;

-- name: base_profiles
-- Return the profiles of chains: the one that counts, and the one that their words give them. What
-- is looked at is numbered first, so that no plan depends on a guess of how many chains are asked
-- for.
WITH linked AS MATERIALIZED (
    SELECT chain_id, profile_id, run_id
    FROM chain_profile
    WHERE chain_id IN (SELECT unnest($chains::BIGINT[]))),
named AS MATERIALIZED (
    SELECT profile_id, profile, features, contains(features, '"decided": "') AS decided
    FROM profile
    WHERE profile_id IN (SELECT profile_id FROM linked)),
asked AS MATERIALIZED (
    SELECT chain_id, chain, version_id
    FROM chain
    WHERE chain_id IN (SELECT unnest($chains::BIGINT[])))
SELECT c.chain_id, c.chain, c.version_id,
       arg_max(t.profile_id, t.run_id) AS current,
       arg_max(t.profile_id, t.run_id) FILTER (NOT p.decided) AS base,
       arg_max(p.profile, t.run_id) FILTER (NOT p.decided) AS profile,
       arg_max(p.features, t.run_id) FILTER (NOT p.decided) AS features
FROM linked t
JOIN named p USING (profile_id)
JOIN asked c USING (chain_id)
GROUP BY c.chain_id, c.chain, c.version_id
ORDER BY c.chain_id;

-- name: chain_keys
-- Return the keys of chains.
SELECT chain_id, chain
FROM chain
WHERE chain_id IN (SELECT unnest($chains::BIGINT[]))
ORDER BY chain_id;

-- name: decided_chains
-- List the chains whose profile is one of their own by a decision.
SELECT chain_id
FROM chain_profile
WHERE chain_id IN (
    SELECT chain_id
    FROM chain_profile
    WHERE profile_id IN (SELECT profile_id FROM profile WHERE contains(features, '"decided": "')))
GROUP BY chain_id
HAVING arg_max(profile_id, run_id)
    IN (SELECT profile_id FROM profile WHERE contains(features, '"decided": "'))
ORDER BY chain_id;

-- name: export_decisions
-- Export decisions with what they are about, in the order in which they were made.
SELECT d.decision, d.verb, d.about, d."value", d.actor, d.actor_kind, d.actor_version, d.reason,
       d.evidence, d.decided_at, d.supersedes,
       coalesce((
           SELECT list(
                  {'side': s.side, 'article': s.article, 'text_hash': s.text_hash, 'start': s.start,
                  'end': s."end",
                        'surface': s.surface} ORDER BY s.place)
           FROM decision_subject s
           WHERE s.decision_id = d.decision_id), []) AS subjects
FROM decision d
ORDER BY d.decided_at, d.decision;

-- name: article_texts
-- Return the current texts of articles, with their hashes.
SELECT a.article, v.text_hash, v.text
FROM article a
JOIN version v USING (article_id)
WHERE a.article IN (SELECT unnest($articles::VARCHAR[]))
    AND v.version_id = (SELECT max(w.version_id) FROM version w WHERE w.article_id = a.article_id)
ORDER BY a.article;

-- name: last_runs
-- Return the number of the last run.
SELECT coalesce(max(run_id), 0) AS last FROM run ORDER BY 1;

-- name: claim_readers
-- Return who read versions last for claims: versions asked for, and those whose claims a decision
-- corrected.
WITH asked AS MATERIALIZED (
    SELECT unnest($versions::BIGINT[]) AS version_id
    UNION
    SELECT version_id
    FROM claim_reading
    WHERE contains(reader, '; decided ')),
last AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id)
SELECT l.version_id, l.reader, a.article
FROM last l
JOIN version v USING (version_id)
JOIN article a USING (article_id)
WHERE (l.version_id IN (SELECT unnest($versions::BIGINT[])) OR contains(l.reader, '; decided '))
    AND l.version_id = (SELECT max(w.version_id) FROM version w WHERE w.article_id = v.article_id)
ORDER BY l.version_id;

-- name: queue_joins
-- List chains that joined their entity weakly, one for each of its profiles, the most uncertain and
-- consequential first; beside each the chain that founded the entity, or, where the text of that is
-- current no more, the one that is in it most surely.
WITH size AS (SELECT entity_id, count(*) AS chains FROM current_entity_member GROUP BY entity_id),
weak AS (
    SELECT
        m.chain_id, m.entity_id, p.profile_id,
        1 / (1 + pow(2, -m.margin)) AS probability, s.chains
    FROM current_entity_member m
    JOIN current_chain c USING (chain_id)
    JOIN current_chain_profile p USING (chain_id)
    JOIN size s USING (entity_id)
    WHERE m.cause = 'model' AND m.margin < $sure),
home AS (
    SELECT
        m.entity_id,
        min({
            'other': m.chain_id <> e.founding_chain,
            'weakness': -coalesce(m.margin, 1e9),
            'chain_id': m.chain_id}).chain_id AS chain_id
    FROM current_entity_member m
    JOIN current_chain c USING (chain_id)
    JOIN entity e USING (entity_id)
    WHERE m.entity_id IN (SELECT entity_id FROM weak)
    GROUP BY m.entity_id)
SELECT
    w.chain_id AS a, h.chain_id AS b, w.probability,
    least(w.probability, 1 - w.probability) * log2(1 + w.chains) AS score
FROM weak w
JOIN home h USING (entity_id)
WHERE w.chain_id <> h.chain_id
QUALIFY row_number() OVER (PARTITION BY w.profile_id ORDER BY w.chain_id) = 1
ORDER BY score DESC, a
LIMIT $limit;

-- name: queue_pairs
-- List pairs of entities that came close to being one, the most uncertain and consequential first.
WITH first AS (
    SELECT p.profile_id, min(c.chain_id) AS chain_id, count(*) AS chains
    FROM current_chain c
    JOIN current_chain_profile p USING (chain_id)
    GROUP BY p.profile_id)
SELECT x.chain_id AS a, y.chain_id AS b, k.match_probability AS probability,
       least(k.match_probability, 1 - k.match_probability) * log2(1 + least(x.chains, y.chains))
           AS score
FROM current_comparison k
JOIN first x ON x.profile_id = k.profile_a
JOIN first y ON y.profile_id = k.profile_b
JOIN current_entity_member m ON m.chain_id = x.chain_id
JOIN current_entity_member n ON n.chain_id = y.chain_id
WHERE k.match_probability > $least
    AND m.entity_id <> n.entity_id
    AND m.cause <> 'decision'
    AND n.cause <> 'decision'
QUALIFY row_number()
    OVER (PARTITION BY least(m.entity_id, n.entity_id), greatest(m.entity_id, n.entity_id)
                           ORDER BY k.match_probability DESC, a, b) = 1
ORDER BY score DESC, a, b
LIMIT $limit;

-- name: claims_of_version
-- Return where the words of the claims of a version begin and end, as they were read last.
WITH asked AS (SELECT version_id FROM version WHERE version = $version),
latest AS (
    SELECT version_id, arg_max(reader, run_id) AS reader
    FROM claim_reading
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id)
SELECT c.claim_id, min(s.start) AS start, max(s."end") AS "end"
FROM latest r
JOIN claim c USING (version_id)
JOIN attribution t ON t.claim_id = c.claim_id AND t.reader = r.reader
JOIN claim_span s ON s.claim_id = c.claim_id AND s.role = 'content'
GROUP BY c.claim_id
ORDER BY start, "end", c.claim_id;
