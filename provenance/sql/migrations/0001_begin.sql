-- Version 1: the ledger as it began.
-- The ledger. Rows are appended and never changed; what is current is what the latest run says.
-- Every row has a BIGINT of its own, and joins use it; content keys (hashes) and callers' ids name rows to the outside.
-- Primary and foreign keys double inserts: only small tables carry them, `verify` proves the rest.

CREATE TABLE meta (schema_version INTEGER NOT NULL);

CREATE TABLE run (
    run_id BIGINT NOT NULL, stage VARCHAR NOT NULL, code VARCHAR NOT NULL, settings VARCHAR NOT NULL,
    model VARCHAR NOT NULL, seed BIGINT NOT NULL, input_digest VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE source (source_id BIGINT NOT NULL, source VARCHAR NOT NULL);

CREATE TABLE article (
    article_id BIGINT NOT NULL, article VARCHAR NOT NULL, source_id BIGINT, url VARCHAR, run_id BIGINT NOT NULL
);

CREATE TABLE version (
    version_id BIGINT NOT NULL, version VARCHAR NOT NULL, article_id BIGINT NOT NULL, text VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL, raw_hash VARCHAR, extractor VARCHAR NOT NULL, title VARCHAR, byline VARCHAR,
    lang VARCHAR, published_at TIMESTAMPTZ, retrieved_at TIMESTAMPTZ, metadata VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE reading (version_id BIGINT NOT NULL, reader VARCHAR NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE mention (
    mention_id BIGINT NOT NULL, version_id BIGINT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL, kind VARCHAR NOT NULL, type VARCHAR NOT NULL, score DOUBLE NOT NULL,
    head_start INTEGER, head_end INTEGER, detector VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE chain (
    chain_id BIGINT NOT NULL, chain VARCHAR NOT NULL, version_id BIGINT NOT NULL, reader VARCHAR NOT NULL,
    type VARCHAR NOT NULL, name VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE chain_mention (
    chain_id BIGINT NOT NULL, mention_id BIGINT NOT NULL, cue VARCHAR NOT NULL, weight DOUBLE NOT NULL,
    to_start INTEGER, to_end INTEGER
);

CREATE TABLE feature (
    chain_id BIGINT NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, qualifier VARCHAR, modifiers VARCHAR[] NOT NULL
);

CREATE TABLE profile (profile_id BIGINT NOT NULL, profile VARCHAR NOT NULL, features VARCHAR NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE chain_profile (chain_id BIGINT NOT NULL, profile_id BIGINT NOT NULL, run_id BIGINT NOT NULL);

-- A pair that is no longer compared gets a row with withdrawn = true.
CREATE TABLE comparison (
    comparison_id BIGINT NOT NULL, model VARCHAR NOT NULL, profile_a BIGINT NOT NULL, profile_b BIGINT NOT NULL,
    match_weight DOUBLE NOT NULL, match_probability DOUBLE NOT NULL, match_key VARCHAR NOT NULL,
    parts STRUCT(feature VARCHAR, "level" VARCHAR, weight DOUBLE, value_a VARCHAR, value_b VARCHAR)[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE entity (
    entity_id BIGINT NOT NULL, entity VARCHAR NOT NULL, founding_chain BIGINT NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE entity_state (
    entity_id BIGINT NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL, status VARCHAR NOT NULL,
    redirect VARCHAR, speaks_for VARCHAR, run_id BIGINT NOT NULL
);

CREATE TABLE membership (
    chain_id BIGINT NOT NULL, entity_id BIGINT NOT NULL, cause VARCHAR NOT NULL, margin DOUBLE, run_id BIGINT NOT NULL
);

CREATE TABLE entity_event (
    event_id BIGINT NOT NULL, kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL,
    cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

-- What is current ----------------------------------------------------------------------------------------------------

CREATE VIEW current_version AS
    SELECT * FROM version QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY version_id DESC) = 1;

-- A version is read anew when another reader comes; the chains of the latest reading count.
CREATE VIEW current_reading AS
    SELECT * FROM reading QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1;

-- Chains of earlier versions still belong to their entities; views of what articles say now leave them out.
CREATE VIEW read_chain AS
    SELECT c.* FROM chain c JOIN current_reading r ON r.version_id = c.version_id AND r.reader = c.reader;

CREATE VIEW current_chain AS
    SELECT c.* FROM read_chain c JOIN current_version v USING (version_id);

CREATE VIEW current_chain_profile AS
    SELECT * FROM chain_profile QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_comparison AS
    SELECT * FROM (
        SELECT * FROM comparison
        QUALIFY row_number() OVER (PARTITION BY profile_a, profile_b ORDER BY run_id DESC, comparison_id DESC) = 1)
    WHERE NOT withdrawn;

CREATE VIEW current_entity AS
    SELECT * FROM entity_state QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_membership AS
    SELECT * FROM membership QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

-- What must stay empty -----------------------------------------------------------------------------------------------

CREATE VIEW broken_span AS
    SELECT 'mention' AS what, m.mention_id AS row_id, v.version, m.start, m."end", m.surface,
           v.text[m.start + 1 : m."end"] AS found
    FROM mention m JOIN version v USING (version_id)
    WHERE m.start < 0 OR m.start >= m."end" OR m."end" > length(v.text) OR v.text[m.start + 1 : m."end"] <> m.surface
    UNION ALL
    SELECT 'mention head', m.mention_id, v.version, m.head_start, m.head_end, m.surface, v.text[m.head_start + 1 : m.head_end]
    FROM mention m JOIN version v USING (version_id)
    WHERE m.head_start < m.start OR m.head_end > m."end" OR m.head_start >= m.head_end
    UNION ALL
    SELECT 'feature ' || f.name, f.chain_id, v.version, f.start, f."end", f.value, v.text[f.start + 1 : f."end"]
    FROM feature f JOIN chain c USING (chain_id) JOIN version v USING (version_id)
    WHERE f.start < 0 OR f.start >= f."end" OR f."end" > length(v.text)
    UNION ALL
    SELECT 'link', l.mention_id, v.version, l.to_start, l.to_end, l.cue, v.text[l.to_start + 1 : l.to_end]
    FROM chain_mention l JOIN chain c USING (chain_id) JOIN version v USING (version_id)
    WHERE l.to_start < 0 OR l.to_start >= l.to_end OR l.to_end > length(v.text);

-- What is exported ---------------------------------------------------------------------------------------------------

CREATE VIEW article_row AS
    SELECT a.article, v.text_hash AS version, s.source, a.url, v.title, v.byline, v.lang, v.published_at, v.retrieved_at,
           length(v.text) AS chars
    FROM current_version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
    ORDER BY a.article;

CREATE VIEW mention_row AS
    SELECT a.article, m.start, m."end", m.surface, m.kind, m.type, left(c.chain, 16) AS chain, e.entity,
           st.name AS entity_name, coalesce(st.speaks_for, e.entity) AS actor,
           1 / (1 + pow(2, -l.weight)) * coalesce(1 / (1 + pow(2, -ms.margin)), 1) AS probability, l.cue
    FROM current_chain c
    JOIN chain_mention l USING (chain_id)
    JOIN mention m USING (mention_id)
    JOIN current_version v ON v.version_id = c.version_id
    JOIN article a USING (article_id)
    LEFT JOIN current_membership ms ON ms.chain_id = c.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity st ON st.entity_id = ms.entity_id
    ORDER BY a.article, m.start, m."end", c.chain;

CREATE VIEW entity_row AS
    WITH sighting AS (
        SELECT ms.entity_id, c.chain_id, count(*) AS mentions
        FROM current_chain c JOIN current_membership ms USING (chain_id) JOIN chain_mention l USING (chain_id)
        GROUP BY ALL),
    extent AS (
        SELECT g.entity_id, sum(g.mentions)::BIGINT AS mentions, count(DISTINCT v.article_id) AS articles,
               count(DISTINCT a.source_id) AS sources, min(v.published_at) AS first_published,
               max(v.published_at) AS last_published
        FROM sighting g JOIN current_chain c USING (chain_id) JOIN version v USING (version_id)
        JOIN article a ON a.article_id = v.article_id
        GROUP BY ALL),
    stated AS (
        SELECT g.entity_id, f.name = 'role' AS is_role, v.text[f.start + 1 : f."end"] AS words, count(*) AS times
        FROM sighting g JOIN current_chain c USING (chain_id) JOIN feature f USING (chain_id)
        JOIN version v ON v.version_id = c.version_id
        WHERE f.name IN ('name', 'alias', 'short', 'role')
        GROUP BY ALL),
    words AS (
        SELECT entity_id, list(words ORDER BY times DESC, words) FILTER (NOT is_role) AS names,
               list(words ORDER BY times DESC, words) FILTER (is_role) AS roles
        FROM stated GROUP BY entity_id)
    SELECT e.entity, st.name, st.type, st.status, st.redirect, st.speaks_for, coalesce(w.names, []) AS names,
           coalesce(w.roles, []) AS roles, coalesce(x.mentions, 0) AS mentions, coalesce(x.articles, 0) AS articles,
           coalesce(x.sources, 0) AS sources, x.first_published, x.last_published
    FROM entity e JOIN current_entity st USING (entity_id) LEFT JOIN extent x USING (entity_id)
    LEFT JOIN words w USING (entity_id)
    ORDER BY coalesce(x.mentions, 0) DESC, e.entity;

CREATE VIEW link_row AS
    SELECT min(ca.chain) AS a, min(cb.chain) AS b, k.match_weight, k.match_probability, 'model' AS decided_by,
           k.match_key, k.parts
    FROM current_comparison k
    JOIN current_chain_profile pa ON pa.profile_id = k.profile_a JOIN current_chain ca ON ca.chain_id = pa.chain_id
    JOIN current_chain_profile pb ON pb.profile_id = k.profile_b JOIN current_chain cb ON cb.chain_id = pb.chain_id
    GROUP BY k.comparison_id, k.match_weight, k.match_probability, k.match_key, k.parts
    ORDER BY k.match_weight DESC, a, b;

INSERT INTO meta VALUES (1);
