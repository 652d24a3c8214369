-- The ledger. Rows are appended and never changed; what is current is what the latest run says.
-- Every row has a BIGINT of its own, and joins use it; content keys (hashes) and callers' ids name
-- rows to the outside. Primary and foreign keys double inserts: only small tables carry them,
-- `verify` proves the rest.

-- The scripts that were run over this file, with the SHA-256 of each.
CREATE TABLE meta (schema_version INTEGER NOT NULL, script VARCHAR NOT NULL,
    digest VARCHAR NOT NULL);

CREATE TABLE run (
    run_id BIGINT NOT NULL, stage VARCHAR NOT NULL, code VARCHAR NOT NULL,
    settings VARCHAR NOT NULL,
    model VARCHAR NOT NULL, seed BIGINT NOT NULL, input_digest VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ NOT NULL
);

-- What each run appended to each table, to be computed again: the sum of the MD5 (its lower half)
-- of the rows as JSON.
CREATE TABLE run_rows (
    run_id BIGINT NOT NULL, table_name VARCHAR NOT NULL, "rows" BIGINT NOT NULL,
    digest HUGEINT NOT NULL
);

CREATE TABLE source (source_id BIGINT NOT NULL, source VARCHAR NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE article (article_id BIGINT NOT NULL, article VARCHAR NOT NULL, run_id BIGINT NOT NULL);

-- What was told of an article at one time. Where the text is one that it had before, another
-- outlet, address, title, byline, language or date amended it.
CREATE TABLE version (
    version_id BIGINT NOT NULL, version VARCHAR NOT NULL, article_id BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL, raw_hash VARCHAR, extractor VARCHAR NOT NULL, source_id BIGINT,
    url VARCHAR, title VARCHAR,
    byline VARCHAR, lang VARCHAR, published_at TIMESTAMPTZ, retrieved_at TIMESTAMPTZ,
    metadata VARCHAR NOT NULL,
    amended BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

-- The page that a version's text was extracted from; its bytes (gzip) where they were to be kept.
CREATE TABLE page (
    version_id BIGINT NOT NULL, file VARCHAR, record VARCHAR, encoding VARCHAR NOT NULL,
    size BIGINT NOT NULL, content BLOB,
    run_id BIGINT NOT NULL
);

-- The blocks of a page that are the text, each piece with its bytes: provenance.records.pages.
CREATE TABLE page_block (
    version_id BIGINT NOT NULL, place INTEGER NOT NULL, path VARCHAR NOT NULL,
    pieces STRUCT(start INTEGER, "end" INTEGER, byte_start INTEGER, byte_end INTEGER)[] NOT NULL,
    run_id BIGINT NOT NULL
);

-- What was read, by whom, at which stage: chains, claims or narrations. A version is read anew when
-- another reader comes.
CREATE TABLE stage_reading (
    version_id BIGINT NOT NULL, stage VARCHAR NOT NULL, reader VARCHAR NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE VIEW reading AS SELECT version_id, reader, run_id FROM stage_reading WHERE stage = 'chains';

CREATE VIEW claim_reading AS SELECT version_id, reader, run_id FROM stage_reading
    WHERE stage = 'claims';

CREATE VIEW narration_reading AS SELECT version_id, reader, run_id FROM stage_reading
    WHERE stage = 'narrations';

CREATE TABLE mention (
    mention_id BIGINT NOT NULL, version_id BIGINT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL, kind VARCHAR NOT NULL, type VARCHAR NOT NULL, score DOUBLE NOT NULL,
    head_start INTEGER, head_end INTEGER, detector VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

-- A chain is its mentions. What a reader says of it (type, name, cues, features) is told once a
-- reader.
CREATE TABLE chain (chain_id BIGINT NOT NULL, chain VARCHAR NOT NULL, version_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL);

CREATE TABLE chain_reading (
    chain_id BIGINT NOT NULL, reader VARCHAR NOT NULL, type VARCHAR NOT NULL, name VARCHAR NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE TABLE chain_mention (
    chain_id BIGINT NOT NULL, mention_id BIGINT NOT NULL, cue VARCHAR NOT NULL, weight DOUBLE,
    to_start INTEGER, to_end INTEGER, run_id BIGINT NOT NULL
);

CREATE TABLE feature (
    chain_id BIGINT NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, qualifier VARCHAR, modifiers VARCHAR[] NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE profile (profile_id BIGINT NOT NULL, profile VARCHAR NOT NULL,
    features VARCHAR NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE chain_profile (chain_id BIGINT NOT NULL, profile_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL);

-- Partitions ---

-- Entities: each holds chains. An id is minted once, of what founded it, and never reused.
CREATE TABLE entity (
    entity_id BIGINT NOT NULL, entity VARCHAR NOT NULL,
    founding_chain BIGINT NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE entity_state (
    entity_id BIGINT NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR,
    name VARCHAR NOT NULL, type VARCHAR NOT NULL, speaks_for VARCHAR, run_id BIGINT NOT NULL
);

CREATE TABLE entity_member (
    chain_id BIGINT NOT NULL, entity_id BIGINT NOT NULL,
    cause VARCHAR NOT NULL, margin DOUBLE, run_id BIGINT NOT NULL
);

CREATE TABLE entity_event (
    kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL,
    cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_entity_state AS
    SELECT * FROM entity_state
    QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_entity_member AS
    SELECT * FROM entity_member
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

-- Stories: each holds articles. An id is minted once, of what founded it, and never reused.
CREATE TABLE story (
    story_id BIGINT NOT NULL, story VARCHAR NOT NULL,
    founding_article BIGINT NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE story_state (
    story_id BIGINT NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR,
    run_id BIGINT NOT NULL
);

CREATE TABLE story_member (
    article_id BIGINT NOT NULL, story_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE TABLE story_event (
    kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL,
    cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_story_state AS
    SELECT * FROM story_state
    QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_story_member AS
    SELECT * FROM story_member
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY run_id DESC) = 1;

-- Origins: each holds articles. An id is minted once, of what founded it, and never reused.
CREATE TABLE origin (
    origin_id BIGINT NOT NULL, origin VARCHAR NOT NULL,
    founding_article BIGINT NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE origin_state (
    origin_id BIGINT NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR,
    run_id BIGINT NOT NULL
);

CREATE TABLE origin_member (
    article_id BIGINT NOT NULL, origin_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE TABLE origin_event (
    kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL,
    cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_origin_state AS
    SELECT * FROM origin_state
    QUALIFY row_number() OVER (PARTITION BY origin_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_origin_member AS
    SELECT * FROM origin_member
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY run_id DESC) = 1;

-- Propositions: each holds assertions. An id is minted once, of what founded it, and never reused.
CREATE TABLE proposition (
    proposition_id BIGINT NOT NULL, proposition VARCHAR NOT NULL,
    founding_assertion BIGINT NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE proposition_state (
    proposition_id BIGINT NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR,
    run_id BIGINT NOT NULL
);

CREATE TABLE proposition_member (
    assertion_id BIGINT NOT NULL, proposition_id BIGINT NOT NULL,
    relation VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE proposition_event (
    kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL,
    cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_proposition_state AS
    SELECT * FROM proposition_state
    QUALIFY row_number() OVER (PARTITION BY proposition_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_proposition_member AS
    SELECT * FROM proposition_member
    QUALIFY row_number() OVER (PARTITION BY assertion_id ORDER BY run_id DESC) = 1;

-- Compared pairs. Parts sum to the weight. Values are what either side has of a feature, as it was
-- compared; `qualifier` is what a role belongs to, '' where that is not told. `side` is a, b, or ab
-- where both have just the same; a side that is looked at and has none has one row without a value,
-- one that is not looked at has no row. Where nothing is compared, as in the prior, they are NULL.
-- What an earlier part of the pair tells already is not told again: `values_of` is its feature.

-- What levels are called in words, by the partition whose pairs they grade. Parts name them by id,
-- so that words can change and weights stay; a level without a row is a number, how alike both are.
CREATE TABLE comparison_level (
    partition VARCHAR NOT NULL, feature VARCHAR NOT NULL, "level" VARCHAR NOT NULL,
    label VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_comparison_level AS
    SELECT partition, feature, "level", label FROM comparison_level
    QUALIFY row_number() OVER (PARTITION BY partition, feature, "level" ORDER BY run_id DESC) = 1;

-- All words of a partition's levels, and parts with theirs, NULL where a level has none. Two,
-- since no lambda may hold a subquery.
CREATE MACRO level_labels(graded) AS (
    SELECT map_from_entries(list({'key': feature || ':' || "level", 'value': label}))
    FROM current_comparison_level WHERE partition = graded);

CREATE MACRO with_labels(compared, labels) AS
    list_transform(
        compared, lambda p: struct_insert(p, label := labels[p.feature || ':' || p."level"]));

-- Of profiles, for entities. No spans: its chains state it in many places.
-- A pair that is no longer compared gets a row with withdrawn = true.
CREATE TABLE comparison (
    comparison_id BIGINT NOT NULL, model VARCHAR NOT NULL,
    profile_a BIGINT NOT NULL, profile_b BIGINT NOT NULL, match_key VARCHAR NOT NULL,
    match_weight DOUBLE NOT NULL, match_probability DOUBLE NOT NULL,
    parts STRUCT(
        feature VARCHAR, "level" VARCHAR, weight DOUBLE, values_of VARCHAR,
        "values" STRUCT(side VARCHAR, "value" VARCHAR, qualifier VARCHAR)[],
        spans STRUCT(side VARCHAR, start INTEGER, "end" INTEGER)[])[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_comparison AS
    SELECT * EXCLUDE (withdrawn) FROM (
        SELECT * FROM comparison
        QUALIFY row_number() OVER (
            PARTITION BY profile_a, profile_b ORDER BY run_id DESC, withdrawn) = 1)
    WHERE NOT withdrawn;

-- Of versions, for stories. No spans: terms are counted over a whole text.
-- A pair that is no longer compared gets a row with withdrawn = true.
CREATE TABLE story_comparison (
    version_a BIGINT NOT NULL, version_b BIGINT NOT NULL,
    match_weight DOUBLE NOT NULL, match_probability DOUBLE NOT NULL,
    parts STRUCT(
        feature VARCHAR, "level" VARCHAR, weight DOUBLE, values_of VARCHAR,
        "values" STRUCT(side VARCHAR, "value" VARCHAR, qualifier VARCHAR)[],
        spans STRUCT(side VARCHAR, start INTEGER, "end" INTEGER)[])[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_story_comparison AS
    SELECT * EXCLUDE (withdrawn) FROM (
        SELECT * FROM story_comparison
        QUALIFY row_number() OVER (
            PARTITION BY version_a, version_b ORDER BY run_id DESC, withdrawn) = 1)
    WHERE NOT withdrawn;

-- Of assertions, for propositions. Spans are those of the assertion's version.
-- A pair that is no longer compared gets a row with withdrawn = true.
CREATE TABLE claim_comparison (
    assertion_a BIGINT NOT NULL, assertion_b BIGINT NOT NULL, relation VARCHAR NOT NULL,
    match_weight DOUBLE NOT NULL, match_probability DOUBLE NOT NULL,
    parts STRUCT(
        feature VARCHAR, "level" VARCHAR, weight DOUBLE, values_of VARCHAR,
        "values" STRUCT(side VARCHAR, "value" VARCHAR, qualifier VARCHAR)[],
        spans STRUCT(side VARCHAR, start INTEGER, "end" INTEGER)[])[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_claim_comparison AS
    SELECT * EXCLUDE (withdrawn) FROM (
        SELECT * FROM claim_comparison
        QUALIFY row_number() OVER (
            PARTITION BY assertion_a, assertion_b ORDER BY run_id DESC, withdrawn) = 1)
    WHERE NOT withdrawn;

-- End of partitions

-- Together, for those who ask what happened to any of them, or what an id is.
CREATE VIEW partition_event AS
    SELECT 'entity' AS "partition", * FROM entity_event
    UNION ALL SELECT 'story', * FROM story_event
    UNION ALL SELECT 'origin', * FROM origin_event
    UNION ALL SELECT 'proposition', * FROM proposition_event;

CREATE VIEW partition_id AS
    SELECT 'entity' AS "partition", entity AS id, entity_id AS number, founding_chain AS founder,
           run_id FROM entity
    UNION ALL SELECT 'story', story, story_id, founding_article, run_id FROM story
    UNION ALL SELECT 'origin', origin, origin_id, founding_article, run_id FROM origin
    UNION ALL SELECT 'proposition', proposition, proposition_id, founding_assertion, run_id
    FROM proposition;

CREATE VIEW current_partition_state AS
    SELECT 'entity' AS "partition", entity_id AS number, status, redirect FROM current_entity_state
    UNION ALL SELECT 'story', story_id, status, redirect FROM current_story_state
    UNION ALL SELECT 'origin', origin_id, status, redirect FROM current_origin_state
    UNION ALL SELECT 'proposition', proposition_id, status, redirect FROM current_proposition_state;

-- What people say of all this. A subject is the characters that somebody looked at; `supersedes` is
-- the key of a decision that counts no longer.
CREATE TABLE decision (
    decision_id BIGINT NOT NULL, decision VARCHAR NOT NULL, verb VARCHAR NOT NULL,
    about VARCHAR NOT NULL, "value" VARCHAR,
    actor VARCHAR NOT NULL, actor_kind VARCHAR NOT NULL, actor_version VARCHAR,
    reason VARCHAR NOT NULL, evidence VARCHAR[] NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL, supersedes VARCHAR, run_id BIGINT NOT NULL
);

CREATE TABLE decision_subject (
    decision_id BIGINT NOT NULL, place INTEGER NOT NULL, side VARCHAR NOT NULL,
    article VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL, start INTEGER, "end" INTEGER, surface VARCHAR,
    run_id BIGINT NOT NULL
);

-- What is current ---------------------------------------------------------------------------------

CREATE VIEW current_version AS
    SELECT * FROM version
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY version_id DESC) = 1;

-- The chains of the latest reading count.
CREATE VIEW current_reading AS
    SELECT * FROM reading
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1;

-- Chains of earlier versions still belong to their entities; views of what articles say now leave
-- them out.
CREATE VIEW read_chain AS
    SELECT c.chain_id, c.chain, c.version_id, cr.reader, cr.type, cr.name, cr.run_id
    FROM chain c JOIN current_reading r USING (version_id)
    JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.reader = r.reader;

CREATE VIEW read_link AS SELECT l.* FROM chain_mention l
    JOIN read_chain c ON c.chain_id = l.chain_id AND c.run_id = l.run_id;

CREATE VIEW read_feature AS SELECT f.* FROM feature f
    JOIN read_chain c ON c.chain_id = f.chain_id AND c.run_id = f.run_id;

CREATE VIEW current_chain AS
    SELECT c.* FROM read_chain c JOIN current_version v USING (version_id);

CREATE VIEW current_chain_profile AS
    SELECT * FROM chain_profile
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

-- What must stay empty ----------------------------------------------------------------------------

CREATE VIEW broken_span AS
    SELECT 'mention' AS what, m.mention_id AS row_id, v.version, m.start, m."end", m.surface,
           v.text[m.start + 1 : m."end"] AS found
    FROM mention m JOIN version v USING (version_id)
    WHERE m.start < 0 OR m.start >= m."end" OR m."end" > length(v.text)
        OR v.text[m.start + 1 : m."end"] <> m.surface
    UNION ALL
    SELECT 'mention head', m.mention_id, v.version, m.head_start, m.head_end, m.surface,
           v.text[m.head_start + 1 : m.head_end]
    FROM mention m JOIN version v USING (version_id)
    WHERE m.head_start < m.start OR m.head_end > m."end" OR m.head_start >= m.head_end
    UNION ALL
    SELECT 'feature ' || f.name, f.chain_id, v.version, f.start, f."end", f.value,
           v.text[f.start + 1 : f."end"]
    FROM feature f JOIN chain c USING (chain_id) JOIN version v USING (version_id)
    WHERE f.start < 0 OR f.start >= f."end" OR f."end" > length(v.text)
    UNION ALL
    SELECT 'link', l.mention_id, v.version, l.to_start, l.to_end, l.cue,
           v.text[l.to_start + 1 : l.to_end]
    FROM chain_mention l JOIN chain c USING (chain_id) JOIN version v USING (version_id)
    WHERE l.to_start < 0 OR l.to_start >= l.to_end OR l.to_end > length(v.text);

-- What is exported --------------------------------------------------------------------------------

CREATE VIEW article_row AS
    SELECT a.article, v.text_hash AS version, s.source, v.url, v.title, v.byline, v.lang,
           v.published_at, v.retrieved_at,
           length(v.text) AS chars
    FROM current_version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
    ORDER BY a.article;

CREATE VIEW mention_row AS
    SELECT a.article, m.start, m."end", m.surface, m.kind, m.type, left(c.chain, 16) AS chain,
           e.entity,
           st.name AS entity_name, coalesce(st.speaks_for, e.entity) AS actor,
           coalesce(1 / (1 + pow(2, -l.weight)), 1) * coalesce(1 / (1 + pow(2, -ms.margin)), 1)
               AS probability, l.cue
    FROM current_chain c
    JOIN read_link l USING (chain_id)
    JOIN mention m USING (mention_id)
    JOIN current_version v ON v.version_id = c.version_id
    JOIN article a USING (article_id)
    LEFT JOIN current_entity_member ms ON ms.chain_id = c.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity_state st ON st.entity_id = ms.entity_id
    ORDER BY a.article, m.start, m."end", c.chain;

CREATE VIEW entity_row AS
    WITH sighting AS (
        SELECT ms.entity_id, c.chain_id, count(*) AS mentions
        FROM current_chain c JOIN current_entity_member ms USING (chain_id)
        JOIN read_link l USING (chain_id)
        GROUP BY ALL),
    extent AS (
        SELECT g.entity_id, sum(g.mentions)::BIGINT AS mentions,
               count(DISTINCT v.article_id) AS articles,
               count(DISTINCT v.source_id) AS sources, min(v.published_at) AS first_published,
               max(v.published_at) AS last_published
        FROM sighting g JOIN current_chain c USING (chain_id) JOIN version v USING (version_id)
        JOIN article a ON a.article_id = v.article_id
        GROUP BY ALL),
    said AS (
        SELECT g.entity_id, f.name = 'role' AS is_role, v.text[f.start + 1 : f."end"] AS words,
               count(*) AS times
        FROM sighting g JOIN current_chain c USING (chain_id) JOIN read_feature f USING (chain_id)
        JOIN version v ON v.version_id = c.version_id
        WHERE f.name IN ('name', 'alias', 'short', 'role')
        GROUP BY ALL),
    -- "French President" and "French president" are one role; the form written most stands for
    -- both.
    folded AS (
        SELECT entity_id, is_role, first(words ORDER BY times DESC, words) AS words,
               sum(times) AS times
        FROM said GROUP BY entity_id, is_role, CASE WHEN is_role THEN lower(words) ELSE words END),
    words AS (
        SELECT entity_id, list(words ORDER BY times DESC, words) FILTER (NOT is_role) AS names,
               list(words ORDER BY times DESC, words) FILTER (is_role) AS roles
        FROM folded GROUP BY entity_id)
    SELECT e.entity, st.name, st.type, st.status, st.redirect, st.speaks_for,
           coalesce(w.names, []) AS names,
           coalesce(w.roles, []) AS roles, coalesce(x.mentions, 0) AS mentions,
           coalesce(x.articles, 0) AS articles,
           coalesce(x.sources, 0) AS sources, x.first_published, x.last_published
    FROM entity e JOIN current_entity_state st USING (entity_id) LEFT
    JOIN extent x USING (entity_id)
    LEFT JOIN words w USING (entity_id)
    ORDER BY coalesce(x.mentions, 0) DESC, e.entity;

-- Which features state what is compared, the first place being the best evidence.
CREATE VIEW compared_feature AS
    SELECT * FROM (VALUES ('name', 'name', 0), ('alias', 'name', 1), ('key', 'name', 2),
           ('short', 'name', 3),
                          ('role', 'role', 0), ('role', 'office', 0),
                          ('polity', 'country', 0)) w(name, feature, place);

-- What a chain states of each compared feature, in the form in which profiles hold it, and where.
CREATE VIEW stated AS
    SELECT f.chain_id, w.feature, w.place,
           {'value': f.value, 'qualifier': CASE
               WHEN f.name = 'role' THEN coalesce(f.qualifier, '') END} AS value,
           a.article, v.version, f.start, f."end", v.text[f.start + 1 : f."end"] AS surface
    FROM read_feature f JOIN compared_feature w USING (name)
    JOIN chain c USING (chain_id) JOIN version v USING (version_id)
    JOIN article a USING (article_id);

-- What one side of a compared pair has of a feature: NULL where it is not looked at, empty where it
-- has none.
CREATE MACRO values_on(several, which) AS
    CASE WHEN len(list_filter(several, lambda s: contains(s.side, which))) > 0
         THEN list_transform(
             list_filter(several, lambda s: contains(s.side, which) AND s.value IS NOT NULL),
                             lambda s: {'value': s.value, 'qualifier': s.qualifier}) END;

-- Compared values as one text, as links are exported: "president@place:france | senator@".
CREATE MACRO values_as_text(several) AS
    array_to_string(list_transform(several, lambda s: s.value || coalesce('@' || s.qualifier, '')),
        ' | ');

-- One row a compared pair of profiles, shown on one chain of either side; chains of equal features
-- are tied to the first.
CREATE VIEW link_row AS
    WITH pair AS (
        SELECT k.comparison_id, k.match_weight, k.match_probability, k.match_key, k.parts,
               arg_min(ca.chain_id, ca.chain) AS chain_a, min(ca.chain) AS a,
               arg_min(cb.chain_id, cb.chain) AS chain_b,
               min(cb.chain) AS b
        FROM current_comparison k
        JOIN current_chain_profile pa ON pa.profile_id = k.profile_a
        JOIN current_chain ca ON ca.chain_id = pa.chain_id
        JOIN current_chain_profile pb ON pb.profile_id = k.profile_b
        JOIN current_chain cb ON cb.chain_id = pb.chain_id
        GROUP BY ALL),
    listed AS (
        SELECT comparison_id, chain_a, chain_b, parts, unnest(range(len(parts))) AS place,
               unnest(with_labels(parts, l.labels)) AS found
        FROM pair CROSS JOIN (SELECT level_labels('entity') AS labels) l),
    part AS (
        SELECT l.* EXCLUDE (parts), values_on(told, 'a') AS values_a,
               values_on(told, 'b') AS values_b
        FROM (SELECT *,
            coalesce(found."values",
            list_filter(parts, lambda p: p.feature = found.values_of)[1]."values") AS told
              FROM listed) l),
    side AS (
        SELECT comparison_id, place, 'a' AS side, chain_a AS chain_id, found.feature,
               values_a AS own, values_b AS other
        FROM part
        UNION ALL
        SELECT comparison_id, place, 'b', chain_b, found.feature, values_b, values_a FROM part),
    spot AS (
        SELECT d.comparison_id, d.place, d.side,
               first({'article': s.article, 'start': s.start, 'end': s."end", 'surface': s.surface}
                     ORDER BY list_contains(d.other, s.value) DESC,
                         list_contains(d.own, s.value) DESC, s.place,
                              length(s.surface) DESC, s.start) AS spot
        FROM side d JOIN stated s USING (chain_id, feature)
        GROUP BY d.comparison_id, d.place, d.side),
    shown AS (
        SELECT p.comparison_id,
               list({'feature': found.feature, 'level': found.label, 'weight': found.weight,
                     'value_a': values_as_text(p.values_a), 'value_b': values_as_text(p.values_b),
                     'stated_a': sa.spot, 'stated_b': sb.spot} ORDER BY p.place) AS parts
        FROM part p
        LEFT JOIN spot sa ON sa.comparison_id = p.comparison_id AND sa.place = p.place
            AND sa.side = 'a'
        LEFT JOIN spot sb ON sb.comparison_id = p.comparison_id AND sb.place = p.place
            AND sb.side = 'b'
        GROUP BY p.comparison_id),
    alike AS (
        SELECT c.chain, min(c.chain) OVER (PARTITION BY cp.profile_id) AS first_chain
        FROM current_chain c JOIN current_chain_profile cp USING (chain_id))
    SELECT left(p.a, 16) AS a, left(p.b, 16) AS b, p.match_weight, p.match_probability,
           'model' AS decided_by, p.match_key, s.parts
    FROM pair p JOIN shown s USING (comparison_id)
    UNION ALL
    SELECT left(first_chain, 16), left(chain, 16), NULL, NULL, 'equal features', 'equal features',
           []
    FROM alike WHERE chain <> first_chain
    ORDER BY match_weight DESC NULLS LAST, a, b;

-- Claims ------------------------------------------------------------------------------------------

-- A claim is its spans. What a reader says of it (kind, cue class, speaker) is told once a reader.
CREATE TABLE claim (claim_id BIGINT NOT NULL, claim VARCHAR NOT NULL, version_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL);

CREATE TABLE claim_span (
    claim_id BIGINT NOT NULL, role VARCHAR NOT NULL, place INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE attribution (
    claim_id BIGINT NOT NULL, reader VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    modality VARCHAR NOT NULL, certainty VARCHAR NOT NULL, stance VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    rule VARCHAR NOT NULL, score DOUBLE NOT NULL, parent_id BIGINT, chain_id BIGINT,
    speaker_cue VARCHAR, speaker_weight DOUBLE, run_id BIGINT NOT NULL
);

-- Where a source names several, each of them: "Tom Reed and Ann Cole".
CREATE TABLE claim_speaker (
    claim_id BIGINT NOT NULL, place INTEGER NOT NULL, chain_id BIGINT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE claim_value (
    claim_id BIGINT NOT NULL, kind VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL,
    low DOUBLE, high DOUBLE, unit VARCHAR, noun VARCHAR, first_day DATE, last_day DATE,
    run_id BIGINT NOT NULL
);

-- The claims of the latest reading of a version count.
CREATE VIEW current_claim_reading AS
    SELECT * FROM claim_reading
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_claim AS
    SELECT c.claim_id, c.claim, c.version_id, t.* EXCLUDE (claim_id)
    FROM claim c JOIN current_version v USING (version_id)
    JOIN current_claim_reading r USING (version_id)
    JOIN attribution t ON t.claim_id = c.claim_id AND t.reader = r.reader;

-- What must stay empty.
CREATE VIEW broken_claim_span AS
    SELECT 'claim ' || s.role AS what, s.claim_id AS row_id, v.version, s.start, s."end", s.surface,
           v.text[s.start + 1 : s."end"] AS found
    FROM (SELECT claim_id, role, start, "end", surface FROM claim_span
          UNION ALL SELECT claim_id, 'value', start, "end", surface FROM claim_value
          UNION ALL SELECT claim_id, 'speaker', start, "end", surface FROM claim_speaker) s
    JOIN claim c USING (claim_id) JOIN version v USING (version_id)
    WHERE s.start < 0 OR s.start >= s."end" OR s."end" > length(v.text)
        OR v.text[s.start + 1 : s."end"] <> s.surface;

-- Spans of a claim by role, as lists of [start, end].
CREATE VIEW claim_spans AS
    SELECT claim_id,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'content'), []) AS content,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'cue'), []) AS cue,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'source'), []) AS source,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'addressee'), [])
               AS addressee,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'quote'), []) AS quotes,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'content') AS content_words,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'cue') AS cue_words,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'source') AS source_words,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'addressee') AS addressee_words
    FROM claim_span GROUP BY claim_id;

-- Coverage: who copied whom, which articles go back to one reporting, which are about one event ---

CREATE TABLE credit (
    version_id BIGINT NOT NULL, kind VARCHAR NOT NULL, publisher VARCHAR NOT NULL, start INTEGER,
    "end" INTEGER,
    run_id BIGINT NOT NULL
);

-- A pair of versions that is no longer a copy gets a row with withdrawn = true.
CREATE TABLE derivation (
    version_id BIGINT NOT NULL, from_version_id BIGINT NOT NULL, kind VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    share DOUBLE NOT NULL, from_share DOUBLE NOT NULL, quoted DOUBLE NOT NULL,
    passages STRUCT(start INTEGER, "end" INTEGER, from_start INTEGER, from_end INTEGER)[] NOT NULL,
    credit_start INTEGER, credit_end INTEGER, withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE story_relation (
    story VARCHAR NOT NULL, earlier VARCHAR NOT NULL, kind VARCHAR NOT NULL, weight DOUBLE NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_derivation AS
    SELECT d.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM derivation
        QUALIFY row_number()
            OVER (PARTITION BY version_id, from_version_id ORDER BY run_id DESC, withdrawn) = 1) d
    WHERE NOT d.withdrawn;

CREATE VIEW current_story_relation AS
    SELECT r.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM story_relation
        QUALIFY row_number()
            OVER (PARTITION BY story, earlier ORDER BY run_id DESC, withdrawn) = 1) r
    WHERE NOT r.withdrawn;

CREATE VIEW copied_passage AS
    SELECT d.version_id, d.from_version_id, p.start, p."end", p.from_start, p.from_end
    FROM (SELECT version_id, from_version_id, unnest(passages) AS p FROM derivation
        WHERE NOT withdrawn) d;

-- Coverage's share of what must stay empty: two sides of a passage have the same words, which only
-- code can compare.
CREATE VIEW broken_coverage_span AS
    SELECT 'credit' AS what, v.version, c.start, c."end"
    FROM credit c JOIN version v USING (version_id)
    WHERE c.start < 0 OR c.start >= c."end" OR c."end" > length(v.text)
    UNION ALL
    SELECT 'passage', v.version, p.start, p."end" FROM copied_passage p
    JOIN version v USING (version_id)
    WHERE p.start < 0 OR p.start >= p."end" OR p."end" > length(v.text)
    UNION ALL
    SELECT 'copied passage', v.version, p.from_start, p.from_end
    FROM copied_passage p JOIN version v ON v.version_id = p.from_version_id
    WHERE p.from_start < 0 OR p.from_start >= p.from_end OR p.from_end > length(v.text)
    UNION ALL
    SELECT 'derivation without a passage', v.version, NULL, NULL
    FROM derivation d JOIN version v USING (version_id) WHERE len(d.passages) = 0;

CREATE VIEW story_row AS
    WITH taken AS (
        SELECT v.article_id, list(DISTINCT f.article ORDER BY f.article) AS derived_from
        FROM current_derivation d JOIN current_version v USING (version_id)
        JOIN current_version fv ON fv.version_id = d.from_version_id
        JOIN article f ON f.article_id = fv.article_id
        GROUP BY v.article_id)
    SELECT a.article, s.story, o.origin, coalesce(t.derived_from, []) AS derived_from
    FROM article a
    JOIN current_story_member ms ON ms.article_id = a.article_id
    JOIN story s ON s.story_id = ms.story_id
    JOIN current_origin_member mo ON mo.article_id = a.article_id
    JOIN origin o ON o.origin_id = mo.origin_id
    LEFT JOIN taken t ON t.article_id = a.article_id
    ORDER BY s.story, a.article;

-- Authorities: entities known beforehand, by the ids that the world outside gives them ------------

-- What one row (or several) of an authority's file tells. A changed entry is a new row, one that
-- was taken back has withdrawn = true. The digest of the file and the numbers of its rows are the
-- evidence.
CREATE TABLE authority_entry (
    entry_id BIGINT NOT NULL, authority VARCHAR NOT NULL, external_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    names VARCHAR[] NOT NULL, countries VARCHAR[] NOT NULL,
    offices STRUCT("role" VARCHAR, organisation VARCHAR, country VARCHAR, start VARCHAR,
        "end" VARCHAR)[] NOT NULL,
    file VARCHAR NOT NULL, digest VARCHAR NOT NULL, "rows" BIGINT[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE entry_profile (entry_id BIGINT NOT NULL, profile_id BIGINT NOT NULL,
    run_id BIGINT NOT NULL);

-- Which entity an entry is; one that is tied to it no longer gets a row with withdrawn = true.
CREATE TABLE external_id (
    entity_id BIGINT NOT NULL, entry_id BIGINT NOT NULL, probability DOUBLE NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE VIEW current_entry AS
    SELECT e.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM authority_entry
        QUALIFY row_number()
            OVER (PARTITION BY authority, external_id ORDER BY entry_id DESC) = 1) e
    WHERE NOT e.withdrawn;

CREATE VIEW current_entry_profile AS
    SELECT * FROM entry_profile
    QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_external_id AS
    SELECT x.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM external_id
        QUALIFY row_number()
            OVER (PARTITION BY entity_id, entry_id ORDER BY run_id DESC, withdrawn) = 1) x
    WHERE NOT x.withdrawn;

CREATE VIEW external_id_row AS
    SELECT e.entity, st.name, a.authority, a.external_id, a.names[1] AS known_as, x.probability,
           a.file, a.digest, a."rows"
    FROM current_external_id x JOIN entity e USING (entity_id)
    JOIN current_entity_state st USING (entity_id)
    JOIN authority_entry a USING (entry_id)
    ORDER BY e.entity, a.authority, a.external_id;

-- What must stay empty: an id on an entity that is not active, two ids of one authority on one
-- entity, and one id on two.
CREATE VIEW broken_external_id AS
    SELECT e.entity, a.authority, a.external_id, 'is on an entity that is ' || st.status AS problem
    FROM current_external_id x JOIN entity e USING (entity_id)
    JOIN current_entity_state st USING (entity_id)
    JOIN authority_entry a USING (entry_id) WHERE st.status <> 'active'
    UNION ALL
    SELECT min(e.entity), a.authority, min(a.external_id),
           'is one of several of the authority on one entity'
    FROM current_external_id x JOIN entity e USING (entity_id)
    JOIN authority_entry a USING (entry_id)
    GROUP BY x.entity_id, a.authority HAVING count(*) > 1
    UNION ALL
    SELECT min(e.entity), a.authority, a.external_id, 'is on several entities'
    FROM current_external_id x JOIN entity e USING (entity_id)
    JOIN authority_entry a USING (entry_id)
    GROUP BY a.authority, a.external_id HAVING count(*) > 1;

-- Lookups: what is current of a few chains, asked by their numbers, without a window over all of th
-- Each equals a view above, row by row (a test proves it). Over three million mentions the views
-- take seconds.

-- The chains as their version was read last (read_chain), and whether that version is the current
-- one of its article.
CREATE MACRO chains_read(ids) AS TABLE
    WITH asked
        AS MATERIALIZED (SELECT chain_id, chain, version_id FROM chain
        WHERE chain_id IN (SELECT unnest(ids::BIGINT[]))),
    own AS MATERIALIZED (SELECT version_id, article_id FROM version
        WHERE version_id IN (SELECT version_id FROM asked)),
    newest AS (
        SELECT max(version_id) AS version_id FROM version
        WHERE article_id IN (SELECT article_id FROM own) GROUP BY article_id),
    latest AS (
        SELECT version_id, arg_max(reader, run_id) AS reader FROM reading
        WHERE version_id IN (SELECT version_id FROM own) GROUP BY version_id)
    SELECT a.chain_id, a.chain, a.version_id, l.reader, r.type, r.name, r.run_id,
           a.version_id IN (SELECT version_id FROM newest) AS is_current
    FROM asked a JOIN latest l USING (version_id)
    JOIN (SELECT * FROM chain_reading WHERE chain_id IN (SELECT chain_id FROM asked)) r
      ON r.chain_id = a.chain_id AND r.reader = l.reader;

-- Their mentions, as those of read_link.
CREATE MACRO links_read(ids) AS TABLE
    SELECT l.* FROM chain_mention l
    JOIN chains_read(ids) c ON c.chain_id = l.chain_id AND c.run_id = l.run_id
    WHERE l.chain_id IN (SELECT unnest(ids::BIGINT[]));

-- Where they belong (current_entity_member).
CREATE MACRO memberships_of(ids) AS TABLE
    SELECT * FROM entity_member WHERE chain_id IN (SELECT unnest(ids::BIGINT[]))
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

-- Their profiles (current_chain_profile).
CREATE MACRO profiles_of(ids) AS TABLE
    SELECT * FROM chain_profile WHERE chain_id IN (SELECT unnest(ids::BIGINT[]))
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

-- The comparisons that count between two lists of profiles (current_comparison).
CREATE MACRO comparisons_between(one, other) AS TABLE
    SELECT * EXCLUDE (withdrawn) FROM (
        SELECT * FROM comparison
        WHERE profile_a IN (SELECT unnest(one::BIGINT[]))
            AND profile_b IN (SELECT unnest(other::BIGINT[]))
        QUALIFY row_number() OVER (
            PARTITION BY profile_a, profile_b ORDER BY run_id DESC, withdrawn) = 1)
    WHERE NOT withdrawn;

-- Same claims and conflicts -----------------------------------------------------------------------

-- An assertion is a claim, or a narrated sentence with a quantity, which its outlet says in its own
-- voice (claim_id is null).
CREATE TABLE assertion (
    assertion_id BIGINT NOT NULL, assertion VARCHAR NOT NULL, version_id BIGINT NOT NULL,
    claim_id BIGINT, start INTEGER,
    "end" INTEGER, surface VARCHAR, run_id BIGINT NOT NULL
);

-- What a reader finds narrated is told once a reader.
CREATE TABLE narration (assertion_id BIGINT NOT NULL, reader VARCHAR NOT NULL,
    run_id BIGINT NOT NULL);

CREATE TABLE narrated_value (
    assertion_id BIGINT NOT NULL, kind VARCHAR NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL, low DOUBLE, high DOUBLE, unit VARCHAR, noun VARCHAR, first_day DATE,
    last_day DATE,
    run_id BIGINT NOT NULL
);

-- A conflict that has ended gets a row with withdrawn = true.
CREATE TABLE claim_conflict (
    assertion_a BIGINT NOT NULL, assertion_b BIGINT NOT NULL, kind VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    start_a INTEGER NOT NULL, end_a INTEGER NOT NULL, surface_a VARCHAR NOT NULL,
    start_b INTEGER NOT NULL,
    end_b INTEGER NOT NULL, surface_b VARCHAR NOT NULL, weight DOUBLE NOT NULL,
    reason VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_narration_reading AS
    SELECT * FROM narration_reading
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1;

-- Narrations of current versions, as the latest reading found them; run_id is that of the reading,
-- and of its values.
CREATE VIEW current_narration AS
    SELECT s.assertion_id, s.assertion, s.version_id, s.start, s."end", s.surface, n.run_id
    FROM assertion s JOIN current_version v USING (version_id)
    JOIN current_narration_reading r USING (version_id)
    JOIN narration n ON n.assertion_id = s.assertion_id AND n.reader = r.reader
    WHERE s.claim_id IS NULL;

CREATE VIEW current_assertion AS
    SELECT s.assertion_id, s.assertion, s.version_id, s.claim_id FROM assertion s
    JOIN current_claim t USING (claim_id)
    UNION ALL
    SELECT assertion_id, assertion, version_id, NULL FROM current_narration;

-- Every conflict there ever was, as it was last found; `ended` is true where it no longer holds.
CREATE VIEW last_claim_conflict AS
    SELECT c.* EXCLUDE (withdrawn), withdrawn AS ended FROM claim_conflict c
    QUALIFY row_number()
        OVER (PARTITION BY assertion_a, assertion_b, start_a, start_b
        ORDER BY run_id DESC, withdrawn) = 1;

-- What must stay empty.
CREATE VIEW broken_assertion_span AS
    WITH pointed AS (
        SELECT 'narration' AS what, assertion_id, start, "end", surface FROM assertion
        WHERE claim_id IS NULL
        UNION ALL SELECT 'narrated value', assertion_id, start, "end", surface FROM narrated_value
        UNION ALL SELECT 'conflict', assertion_a, start_a, end_a, surface_a FROM claim_conflict
        UNION ALL SELECT 'conflict', assertion_b, start_b, end_b, surface_b FROM claim_conflict
        UNION ALL
        SELECT 'comparison', assertion_a, s.start, s."end", NULL
        FROM (SELECT assertion_a, unnest(flatten(list_transform(parts, lambda p: p.spans))) AS s
              FROM claim_comparison) WHERE contains(s.side, 'a')
        UNION ALL
        SELECT 'comparison', assertion_b, s.start, s."end", NULL
        FROM (SELECT assertion_b, unnest(flatten(list_transform(parts, lambda p: p.spans))) AS s
              FROM claim_comparison) WHERE contains(s.side, 'b'))
    SELECT p.what, p.assertion_id AS row_id, v.version, p.start, p."end", p.surface,
           v.text[p.start + 1 : p."end"] AS found
    FROM pointed p JOIN assertion s USING (assertion_id) JOIN version v USING (version_id)
    WHERE p.start IS NULL OR p.start < 0 OR p.start >= p."end" OR p."end" > length(v.text)
       OR (p.surface IS NOT NULL AND v.text[p.start + 1 : p."end"] <> p.surface);

-- What each assertion is: its words and spans, who says it, and where; narration is said by its
-- outlet.
CREATE VIEW assertion_row AS
    SELECT s.assertion_id, s.assertion, a.article, v.version_id, src.source AS outlet,
           v.published_at, s.claim_id IS NULL AS narrated,
           coalesce(p.content, [[s.start, s."end"]]) AS content,
           coalesce(p.content_words, s.surface) AS words,
           e.entity AS speaker, CASE WHEN s.claim_id IS NULL THEN src.source
               ELSE coalesce(st.name, p.source_words) END AS speaker_name,
           coalesce(st.speaks_for, e.entity) AS actor, t.modality, t.polarity, t.certainty,
           t.stance, t.act AS class, p.source, p.cue, p.cue_words,
           s.version_id IN (SELECT version_id FROM current_version) AS current
    FROM assertion s JOIN version v USING (version_id) JOIN article a USING (article_id)
    LEFT JOIN source src USING (source_id)
    LEFT JOIN claim_spans p USING (claim_id)
    -- As its version was read last: a reading counts again, without new rows, when a correction is
    -- taken back.
    LEFT JOIN (
        SELECT t.*
        FROM attribution t JOIN claim c USING (claim_id) LEFT
        JOIN current_claim_reading r USING (version_id)
        QUALIFY row_number() OVER (
            PARTITION BY t.claim_id
                ORDER BY t.reader IS NOT DISTINCT FROM r.reader DESC, t.run_id DESC) = 1) t
                USING (claim_id)
    LEFT JOIN current_entity_member ms ON ms.chain_id = t.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity_state st ON st.entity_id = ms.entity_id;

CREATE VIEW claim_group_row AS
    SELECT g.proposition AS "group", m.relation, left(s.assertion, 16) AS claim, r.article,
           o.origin, r.outlet, r.published_at, r.narrated,
           r.content, r.words, r.speaker, r.speaker_name, coalesce(r.stance, 'asserts') AS stance,
           m.assertion_id, m.proposition_id
    FROM current_assertion s JOIN current_proposition_member m USING (assertion_id)
    JOIN proposition g USING (proposition_id)
    JOIN assertion_row r USING (assertion_id) JOIN article a USING (article)
    LEFT JOIN current_origin_member om ON om.article_id = a.article_id
    LEFT JOIN origin o ON o.origin_id = om.origin_id
    ORDER BY g.proposition, r.published_at NULLS LAST, r.article, r.content[1][1], s.assertion;

-- All of a source that names several, in the order of the text.
CREATE VIEW claim_speakers AS
    SELECT x.claim_id, x.run_id,
           list({'entity': e.entity, 'name': st.name, 'start': x.start, 'end': x."end"}
               ORDER BY x.place) AS speakers
    FROM claim_speaker x
    LEFT JOIN current_entity_member ms ON ms.chain_id = x.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity_state st ON st.entity_id = ms.entity_id
    GROUP BY x.claim_id, x.run_id;

-- A speaker's probability multiplies the rule's score, the step to the chain and the chain's place
-- in its entity.
CREATE VIEW claim_row AS
    SELECT a.article, left(t.claim, 16) AS claim, t.kind, s.content, s.cue, s.source,
           e.entity AS speaker,
           st.name AS speaker_name,
           CASE WHEN e.entity IS NOT NULL THEN t.score
               * coalesce(1 / (1 + pow(2, -t.speaker_weight)), 1)
                                               * coalesce(1 / (1 + pow(2, -ms.margin)), 1) END
                                                   AS probability,
           g.proposition AS "group",
           coalesce(y.speakers, CASE WHEN e.entity IS NULL THEN [] ELSE
               [{'entity': e.entity, 'name': st.name, 'start': s.source[1][1],
                   'end': s.source[1][2]}] END) AS speakers,
           s.source_words AS described_as, s.addressee, s.quotes, t.polarity, t.modality,
           t.certainty,
           t.stance, t.act AS class, t.rule, t.score, t.speaker_cue, left(k.chain, 16) AS chain,
           left(p.claim, 16) AS parent,
           s.content_words AS words, t.speaker_weight,
           coalesce(1 / (1 + pow(2, -ms.margin)), 1) AS membership
    FROM current_claim t JOIN claim_spans s USING (claim_id)
    JOIN version v ON v.version_id = t.version_id
    JOIN article a USING (article_id)
    LEFT JOIN claim p ON p.claim_id = t.parent_id
    LEFT JOIN assertion n ON n.claim_id = t.claim_id
    LEFT JOIN current_proposition_member m ON m.assertion_id = n.assertion_id
    LEFT JOIN proposition g ON g.proposition_id = m.proposition_id
    LEFT JOIN chain k ON k.chain_id = t.chain_id
    LEFT JOIN current_entity_member ms ON ms.chain_id = t.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity_state st ON st.entity_id = ms.entity_id
    LEFT JOIN claim_speakers y ON y.claim_id = t.claim_id AND y.run_id = t.run_id
    ORDER BY a.article, s.content[-1][2], s.content[1][1] DESC, t.claim;
