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
    'entity' AS sort, e.entity AS id, c.chain AS founder, v.version,
    e.entity_id AS place, s.name, s.type
FROM entity e JOIN current_entity s USING (entity_id) JOIN chain c ON c.chain_id = e.founding_chain
JOIN version v ON v.version_id = c.version_id
UNION ALL
SELECT 'claims', g.id, s.assertion, v.version, g.group_id, NULL, NULL
FROM claim_group g JOIN assertion s ON s.assertion_id = g.founder JOIN version v USING (version_id)
UNION ALL
SELECT g.sort, g.id, a.article, NULL, g.group_id, NULL, NULL
FROM coverage_group g JOIN article a ON a.article_id = g.founding_article
ORDER BY sort, place;

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
    decision_id, decision, verb, about, "value", actor, actor_kind, reason, evidence,
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
WHERE n.sort = 'entity' AND n.id NOT IN (SELECT entity FROM entity)
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
WHERE n.sort = 'entity'
ORDER BY n.place
RETURNING entity_id;

-- name: append_merged_entity_states
-- Say of these ids that they redirect to the entity that has their founding chain; one whose chain
-- nobody has is retired.
INSERT INTO entity_state (entity_id, name, type, status, redirect, speaks_for, run_id)
WITH home AS (
    SELECT e.entity_id, m.entity_id AS holder
    FROM entity e LEFT JOIN current_membership m ON m.chain_id = e.founding_chain
    WHERE e.run_id = $run),
told AS (
    SELECT h.entity_id, o.entity, s.* EXCLUDE (entity_id)
    FROM home h JOIN entity o ON o.entity_id = h.holder
    JOIN current_entity s ON s.entity_id = h.holder)
SELECT h.entity_id, coalesce(t.name, n.name), coalesce(t.type, n.type),
       if(t.entity IS NULL, 'retired', 'redirected'), coalesce(t.redirect, t.entity), NULL, $run
FROM home h JOIN entity e USING (entity_id)
JOIN query_table($incoming) n ON n.sort = 'entity' AND n.id = e.entity
LEFT JOIN told t ON t.entity_id = h.entity_id
ORDER BY h.entity_id;

-- name: append_merged_entity_events
-- Say that they were merged, or retired.
INSERT INTO entity_event (event_id, kind, from_ids, to_ids, cause, run_id)
SELECT
    (SELECT coalesce(max(event_id), 0) FROM entity_event)
        + row_number() OVER (ORDER BY e.entity_id),
    if(s.redirect IS NULL, 'retired', 'merged'),
    [e.entity],
    if(s.redirect IS NULL, [], [s.redirect]),
    'ledgers merged',
    $run
FROM query_table($incoming) n JOIN entity e ON n.sort = 'entity' AND n.id = e.entity
JOIN entity_state s ON s.entity_id = e.entity_id AND s.run_id = $run
WHERE e.run_id = $run
ORDER BY e.entity_id;

-- name: append_merged_claim_groups
-- Append the ids of propositions that are new here.
INSERT INTO claim_group (group_id, id, founder, run_id)
SELECT
    (SELECT coalesce(max(group_id), 0) FROM claim_group) + row_number() OVER (ORDER BY n.place),
    n.id, s.assertion_id, $run
FROM query_table($incoming) n JOIN assertion s ON s.assertion = n.founder
ANTI JOIN claim_group g ON g.id = n.id
WHERE n.sort = 'claims'
ORDER BY n.place
RETURNING group_id;

-- name: append_merged_claim_states
-- Say of them what became of them.
INSERT INTO claim_group_state (group_id, status, redirect, run_id)
WITH last AS (
    SELECT assertion_id, arg_max(group_id, run_id) AS group_id FROM claim_group_member
    WHERE assertion_id IN (SELECT founder FROM claim_group WHERE run_id = $run)
    GROUP BY assertion_id)
SELECT
    g.group_id,
    if(s.status IS NULL OR s.status = 'retired', 'retired', 'redirected'),
    coalesce(s.redirect, if(s.status = 'active', h.id, NULL)),
    $run
FROM query_table($incoming) n JOIN claim_group g ON n.sort = 'claims' AND g.id = n.id
LEFT JOIN last l ON l.assertion_id = g.founder
LEFT JOIN claim_group h ON h.group_id = l.group_id
LEFT JOIN current_claim_group_state s ON s.group_id = l.group_id
WHERE g.run_id = $run
ORDER BY g.group_id;

-- name: append_merged_coverage_groups
-- Append the ids of stories and origins that are new here.
INSERT INTO coverage_group (group_id, sort, id, founding_article, run_id)
SELECT
    (SELECT coalesce(max(group_id), 0) FROM coverage_group)
        + row_number() OVER (ORDER BY n.sort, n.place),
    n.sort, n.id, a.article_id, $run
FROM query_table($incoming) n JOIN article a ON a.article = n.founder
ANTI JOIN coverage_group g ON g.id = n.id
WHERE n.sort IN ('story', 'origin')
ORDER BY n.sort, n.place
RETURNING group_id;

-- name: append_merged_coverage_states
-- Say of them what became of them.
INSERT INTO coverage_state (group_id, status, redirect, run_id)
WITH last AS (
    SELECT article_id, sort, arg_max(group_id, run_id) AS group_id FROM coverage_member
    WHERE article_id IN (SELECT founding_article FROM coverage_group WHERE run_id = $run)
    GROUP BY article_id, sort)
SELECT
    g.group_id,
    if(s.status IS NULL OR s.status = 'retired', 'retired', 'redirected'),
    coalesce(s.redirect, if(s.status = 'active', h.id, NULL)),
    $run
FROM query_table($incoming) n JOIN coverage_group g ON g.sort = n.sort AND g.id = n.id
LEFT JOIN last l ON l.article_id = g.founding_article AND l.sort = g.sort
LEFT JOIN coverage_group h ON h.group_id = l.group_id
LEFT JOIN current_coverage_state s ON s.group_id = l.group_id
WHERE g.run_id = $run
ORDER BY g.group_id;
