-- name: evidence_sources
-- List the outlets.
SELECT source FROM source ORDER BY source_id;

-- name: evidence_articles
-- List the articles.
SELECT * FROM article ORDER BY article_id;

-- name: evidence_versions
-- List the versions with their articles and outlets, the oldest first.
SELECT v.*, a.article, s.source
FROM version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
ORDER BY v.version_id;

-- name: evidence_pages
-- List the pages of versions.
SELECT p.*, v.version FROM page p JOIN version v USING (version_id) ORDER BY p.version_id;

-- name: evidence_blocks
-- List the blocks of pages.
SELECT b.*, v.version
FROM page_block b JOIN version v USING (version_id)
ORDER BY b.version_id, b.place;

-- name: evidence_entries
-- List what authorities told, and took back.
SELECT * FROM authority_entry ORDER BY entry_id;

-- name: evidence_decisions
-- List the decisions.
SELECT * FROM decision ORDER BY decision_id;

-- name: evidence_subjects
-- List what they are about, by the keys of the decisions.
SELECT s.*, d.decision
FROM decision_subject s JOIN decision d USING (decision_id)
ORDER BY s.decision_id, s.place;

-- name: evidence_ids
-- List every id that was minted with the key of what it was founded in, the oldest first.
SELECT
    'entity' AS "partition", e.entity AS id, c.chain AS founder, v.version,
    e.entity_id AS place, s.name, s.type
FROM entity e JOIN current_entity_state s USING (entity_id)
JOIN chain c ON c.chain_id = e.founding_chain
JOIN version v ON v.version_id = c.version_id
UNION ALL
SELECT 'proposition', p.proposition, s.assertion, v.version, p.proposition_id, NULL, NULL
FROM proposition p
JOIN assertion s ON s.assertion_id = p.founding_assertion
JOIN version v USING (version_id)
UNION ALL
SELECT i."partition", i.id, a.article, NULL, i.number, NULL, NULL
FROM partition_id i JOIN article a ON a.article_id = i.founder
WHERE i."partition" IN ('story', 'origin')
ORDER BY "partition", place;

-- name: overtaken_versions
-- List the incoming versions that are left out, with their articles: a later text of the article
-- is here. It is later where the other ledger had it after this one, or where the text here was
-- fetched after the other's last.
WITH known AS (
    SELECT n.article, max(n.version_id) AS last_known
    FROM query_table($incoming) n SEMI JOIN version v USING (version)
    GROUP BY n.article),
latest AS (
    SELECT article, max(version_id) AS newest, arg_max(retrieved_at, version_id) AS fetched
    FROM query_table($incoming)
    GROUP BY article),
here AS (
    SELECT a.article, arg_max(v.retrieved_at, v.version_id) AS fetched
    FROM article a JOIN version v USING (article_id)
    WHERE a.article IN (SELECT article FROM latest)
    GROUP BY a.article)
SELECT n.article, n.version
FROM query_table($incoming) n JOIN latest l USING (article)
JOIN here h USING (article) LEFT JOIN known k USING (article)
ANTI JOIN version v USING (version)
WHERE n.version_id < k.last_known OR (k.last_known IS NULL AND l.fetched < h.fetched)
ORDER BY n.article, n.version;

-- name: append_merged_sources
-- Append outlets that are new.
INSERT INTO source (source_id, source, run_id)
SELECT (SELECT coalesce(max(source_id), 0) FROM source) + row_number() OVER (), n.source, $run
FROM query_table($incoming) n ANTI JOIN source s USING (source);

-- name: append_merged_articles
-- Append articles that are new.
INSERT INTO article (article_id, article, run_id)
SELECT
    (SELECT coalesce(max(article_id), 0) FROM article) + row_number() OVER (ORDER BY n.article_id),
    n.article,
    $run
FROM query_table($incoming) n ANTI JOIN article a USING (article)
ORDER BY n.article_id
RETURNING article_id;

-- name: append_merged_versions
-- Append versions that are new, in their order.
INSERT INTO version (
    version_id, version, article_id, text, text_hash, raw_hash, extractor, source_id, url, title,
    byline, lang, published_at, retrieved_at, metadata, amended, run_id)
SELECT
    (SELECT coalesce(max(version_id), 0) FROM version) + row_number() OVER (ORDER BY n.version_id),
    n.version, a.article_id, n.text, n.text_hash, n.raw_hash, n.extractor, s.source_id, n.url,
    n.title, n.byline, n.lang, n.published_at, n.retrieved_at, n.metadata, n.amended, $run
FROM query_table($incoming) n JOIN article a USING (article) LEFT JOIN source s USING (source)
ANTI JOIN version v USING (version)
ORDER BY n.version_id
RETURNING version_id;

-- name: append_merged_pages
-- Append the pages of versions that have none.
INSERT INTO page (version_id, file, record, encoding, size, content, run_id)
SELECT n.* EXCLUDE (version) REPLACE (v.version_id AS version_id, $run AS run_id)
FROM query_table($incoming) n JOIN version v USING (version)
ANTI JOIN page p ON p.version_id = v.version_id
ORDER BY v.version_id;

-- name: append_merged_blocks
-- Append the blocks of pages that came in this run.
INSERT INTO page_block (version_id, place, path, pieces, run_id)
SELECT n.* EXCLUDE (version) REPLACE (v.version_id AS version_id, $run AS run_id)
FROM query_table($incoming) n JOIN version v USING (version)
SEMI JOIN page p ON p.version_id = v.version_id AND p.run_id = $run
ORDER BY v.version_id, n.place;

-- name: append_merged_entries
-- Append what authorities told last of entries, unless it is told here already.
INSERT INTO authority_entry (
    entry_id, authority, external_id, type, names, countries, offices, file, digest, "rows",
    withdrawn, run_id)
SELECT n.* REPLACE (
    (SELECT coalesce(max(entry_id), 0) FROM authority_entry)
        + row_number() OVER (ORDER BY n.entry_id) AS entry_id,
    $run AS run_id)
FROM (
    FROM query_table($incoming)
    QUALIFY row_number() OVER (PARTITION BY authority, external_id ORDER BY entry_id DESC) = 1) n
LEFT JOIN current_entry c USING (authority, external_id)
WHERE (c.authority IS NULL) <> n.withdrawn
    AND (n.withdrawn OR (c.type, c.names, c.countries, c.offices)
        IS DISTINCT FROM (n.type, n.names, n.countries, n.offices))
ORDER BY n.entry_id
RETURNING entry_id;

-- name: append_merged_decisions
-- Append decisions that are new.
INSERT INTO decision (
    decision_id, decision, verb, about, "value", actor, actor_kind, actor_version, reason, evidence,
    decided_at, supersedes, run_id)
SELECT n.* REPLACE (
    (SELECT coalesce(max(decision_id), 0) FROM decision)
        + row_number() OVER (ORDER BY n.decision_id) AS decision_id,
    $run AS run_id)
FROM query_table($incoming) n ANTI JOIN decision d USING (decision)
ORDER BY n.decision_id
RETURNING decision_id;

-- name: append_merged_subjects
-- Append what the decisions of this run are about.
INSERT INTO decision_subject (
    decision_id, place, side, article, text_hash, start, "end", surface, run_id)
SELECT n.* EXCLUDE (decision) REPLACE (d.decision_id AS decision_id, $run AS run_id)
FROM query_table($incoming) n JOIN decision d USING (decision)
WHERE d.run_id = $run
ORDER BY d.decision_id, n.place;

-- name: append_merged_chains
-- Append the chains in which ids were founded and which no reader has found here.
INSERT INTO chain (chain_id, chain, version_id, run_id)
SELECT
    (SELECT coalesce(max(chain_id), 0) FROM chain) + row_number() OVER (ORDER BY n.place),
    n.founder, v.version_id, $run
FROM query_table($incoming) n JOIN version v USING (version)
WHERE n."partition" = 'entity' AND n.id NOT IN (SELECT entity FROM entity)
    AND n.founder NOT IN (SELECT chain FROM chain)
ORDER BY n.place;

-- name: append_merged_entities
-- Append the ids of entities that are new here.
INSERT INTO entity (entity_id, entity, founding_chain, run_id)
SELECT
    (SELECT coalesce(max(entity_id), 0) FROM entity) + row_number() OVER (ORDER BY n.place),
    n.id, c.chain_id, $run
FROM query_table($incoming) n JOIN chain c ON c.chain = n.founder
ANTI JOIN entity e ON e.entity = n.id
WHERE n."partition" = 'entity'
ORDER BY n.place
RETURNING entity_id;

-- name: append_merged_entity_states
-- Say of these ids that they redirect to the entity that has their founding chain; one whose chain
-- nobody has is retired.
INSERT INTO entity_state (entity_id, name, type, status, redirect, speaks_for, run_id)
WITH home AS (
    SELECT e.entity_id, m.entity_id AS holder
    FROM entity e LEFT JOIN current_entity_member m ON m.chain_id = e.founding_chain
    WHERE e.run_id = $run),
told AS (
    SELECT h.entity_id, o.entity, s.* EXCLUDE (entity_id)
    FROM home h JOIN entity o ON o.entity_id = h.holder
    JOIN current_entity_state s ON s.entity_id = h.holder)
SELECT h.entity_id, coalesce(t.name, n.name), coalesce(t.type, n.type),
       if(t.entity IS NULL, 'retired', 'redirected'), coalesce(t.redirect, t.entity), NULL, $run
FROM home h JOIN entity e USING (entity_id)
JOIN query_table($incoming) n ON n."partition" = 'entity' AND n.id = e.entity
LEFT JOIN told t ON t.entity_id = h.entity_id
ORDER BY h.entity_id;

-- name: append_merged_entity_events
-- Say that they were merged, or retired.
INSERT INTO entity_event (kind, from_ids, to_ids, cause, run_id)
SELECT
    if(s.redirect IS NULL, 'retired', 'merged'),
    [e.entity],
    if(s.redirect IS NULL, [], [s.redirect]),
    'ledgers merged',
    $run
FROM query_table($incoming) n JOIN entity e ON n."partition" = 'entity' AND n.id = e.entity
JOIN entity_state s ON s.entity_id = e.entity_id AND s.run_id = $run
WHERE e.run_id = $run
ORDER BY e.entity_id;

-- name: merged_ids
-- List the ids of stories, origins and propositions that are new here, each with the number of what
-- it was founded in, the oldest first.
SELECT n."partition", n.id, coalesce(a.article_id, s.assertion_id) AS founder
FROM query_table($incoming) n
LEFT JOIN article a ON n."partition" IN ('story', 'origin') AND a.article = n.founder
LEFT JOIN assertion s ON n."partition" = 'proposition' AND s.assertion = n.founder
ANTI JOIN partition_id i ON i."partition" = n."partition" AND i.id = n.id
WHERE a.article_id IS NOT NULL OR s.assertion_id IS NOT NULL
ORDER BY n."partition", n.place;

-- name: merged_states
-- Say of the ids of a run what became of them: each redirects to the group that holds now what it
-- was founded in; one that nothing holds is retired.
WITH holder AS (
    SELECT 'story' AS "partition", article_id AS founder, story_id AS number
    FROM current_story_member
    UNION ALL
    SELECT 'origin', article_id, origin_id FROM current_origin_member
    UNION ALL
    SELECT 'proposition', assertion_id, proposition_id FROM current_proposition_member)
SELECT
    i."partition", i.number,
    if(s.status IS NULL OR s.status = 'retired', 'retired', 'redirected') AS status,
    coalesce(s.redirect, if(s.status = 'active', t.id, NULL)) AS redirect
FROM partition_id i
LEFT JOIN holder h USING ("partition", founder)
LEFT JOIN partition_id t ON t."partition" = i."partition" AND t.number = h.number
LEFT JOIN current_partition_state s ON s."partition" = i."partition" AND s.number = h.number
WHERE i.run_id = $run AND i."partition" <> 'entity'
ORDER BY i."partition", i.number;
