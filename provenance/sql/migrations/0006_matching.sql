-- Same claims and conflicts -------------------------------------------------------------------------------------------

-- An assertion is a claim, or a narrated sentence with a quantity, which its outlet says in its own voice (claim_id is null).
CREATE TABLE assertion (
    assertion_id BIGINT NOT NULL, assertion VARCHAR NOT NULL, version_id BIGINT NOT NULL, claim_id BIGINT, start INTEGER,
    "end" INTEGER, surface VARCHAR, run_id BIGINT NOT NULL
);

CREATE TABLE narration_reading (version_id BIGINT NOT NULL, reader VARCHAR NOT NULL, run_id BIGINT NOT NULL);

-- What a reader finds narrated is told once a reader.
CREATE TABLE narration (assertion_id BIGINT NOT NULL, reader VARCHAR NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE narrated_value (
    assertion_id BIGINT NOT NULL, kind VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL, low DOUBLE, high DOUBLE, unit VARCHAR, noun VARCHAR, first_day DATE, last_day DATE,
    run_id BIGINT NOT NULL
);

-- Groups of assertions with one proposition; their ids live like those of entities.
CREATE TABLE claim_group (group_id BIGINT NOT NULL, id VARCHAR NOT NULL, founder BIGINT NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE claim_group_state (group_id BIGINT NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR, run_id BIGINT NOT NULL);

CREATE TABLE claim_group_member (
    assertion_id BIGINT NOT NULL, group_id BIGINT NOT NULL, relation VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE claim_group_event (
    kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL, cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

-- A pair that is no longer compared, and a conflict that has ended, get a row with withdrawn = true.
CREATE TABLE claim_comparison (
    assertion_a BIGINT NOT NULL, assertion_b BIGINT NOT NULL, relation VARCHAR NOT NULL, match_weight DOUBLE NOT NULL,
    match_probability DOUBLE NOT NULL,
    parts STRUCT(feature VARCHAR, "level" VARCHAR, weight DOUBLE, value_a VARCHAR, value_b VARCHAR, start_a INTEGER,
                 end_a INTEGER, start_b INTEGER, end_b INTEGER)[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE claim_conflict (
    assertion_a BIGINT NOT NULL, assertion_b BIGINT NOT NULL, kind VARCHAR NOT NULL, question VARCHAR NOT NULL,
    start_a INTEGER NOT NULL, end_a INTEGER NOT NULL, surface_a VARCHAR NOT NULL, start_b INTEGER NOT NULL,
    end_b INTEGER NOT NULL, surface_b VARCHAR NOT NULL, weight DOUBLE NOT NULL, withdrawn BOOLEAN NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE VIEW current_narration_reading AS
    SELECT * FROM narration_reading QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1;

-- Narrations of current versions, as the latest reading found them; run_id is that of the reading, and of its values.
CREATE VIEW current_narration AS
    SELECT s.assertion_id, s.assertion, s.version_id, s.start, s."end", s.surface, n.run_id
    FROM assertion s JOIN current_version v USING (version_id) JOIN current_narration_reading r USING (version_id)
    JOIN narration n ON n.assertion_id = s.assertion_id AND n.reader = r.reader
    WHERE s.claim_id IS NULL;

CREATE VIEW current_assertion AS
    SELECT s.assertion_id, s.assertion, s.version_id, s.claim_id FROM assertion s JOIN current_claim t USING (claim_id)
    UNION ALL
    SELECT assertion_id, assertion, version_id, NULL FROM current_narration;

CREATE VIEW last_claim_group_member AS
    SELECT * FROM claim_group_member QUALIFY row_number() OVER (PARTITION BY assertion_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_claim_group_state AS
    SELECT * FROM claim_group_state QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_claim_comparison AS
    SELECT c.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM claim_comparison
        QUALIFY row_number() OVER (PARTITION BY assertion_a, assertion_b ORDER BY run_id DESC, withdrawn) = 1) c
    WHERE NOT c.withdrawn;

-- Every conflict there ever was, as it was last found; `ended` is true where it no longer holds.
CREATE VIEW last_claim_conflict AS
    SELECT c.* EXCLUDE (withdrawn), withdrawn AS ended FROM claim_conflict c
    QUALIFY row_number() OVER (PARTITION BY assertion_a, assertion_b, start_a, start_b ORDER BY run_id DESC, withdrawn) = 1;

-- What must stay empty.
CREATE VIEW broken_assertion_span AS
    WITH pointed AS (
        SELECT 'narration' AS what, assertion_id, start, "end", surface FROM assertion WHERE claim_id IS NULL
        UNION ALL SELECT 'narrated value', assertion_id, start, "end", surface FROM narrated_value
        UNION ALL SELECT 'conflict', assertion_a, start_a, end_a, surface_a FROM claim_conflict
        UNION ALL SELECT 'conflict', assertion_b, start_b, end_b, surface_b FROM claim_conflict
        UNION ALL
        SELECT 'comparison', assertion_a, p.start_a, p.end_a, NULL
        FROM (SELECT assertion_a, unnest(parts) AS p FROM claim_comparison) WHERE p.start_a IS NOT NULL
        UNION ALL
        SELECT 'comparison', assertion_b, p.start_b, p.end_b, NULL
        FROM (SELECT assertion_b, unnest(parts) AS p FROM claim_comparison) WHERE p.start_b IS NOT NULL)
    SELECT p.what, p.assertion_id AS row_id, v.version, p.start, p."end", p.surface, v.text[p.start + 1 : p."end"] AS found
    FROM pointed p JOIN assertion s USING (assertion_id) JOIN version v USING (version_id)
    WHERE p.start IS NULL OR p.start < 0 OR p.start >= p."end" OR p."end" > length(v.text)
       OR (p.surface IS NOT NULL AND v.text[p.start + 1 : p."end"] <> p.surface);

-- What each assertion is: its words and spans, who says it, and where; narration is said by its outlet.
CREATE VIEW assertion_row AS
    SELECT s.assertion_id, s.assertion, a.article, v.version_id, src.source AS outlet, v.published_at, s.claim_id IS NULL AS narrated,
           coalesce(p.content, [[s.start, s."end"]]) AS content, coalesce(p.content_words, s.surface) AS words,
           e.entity AS speaker, CASE WHEN s.claim_id IS NULL THEN src.source ELSE coalesce(st.name, p.source_words) END AS speaker_name,
           coalesce(st.speaks_for, e.entity) AS actor, t.modality, t.polarity, t.certainty, p.source, p.cue, p.cue_words,
           s.version_id IN (SELECT version_id FROM current_version) AS current
    FROM assertion s JOIN version v USING (version_id) JOIN article a USING (article_id)
    LEFT JOIN source src USING (source_id)
    LEFT JOIN claim_spans p USING (claim_id)
    LEFT JOIN (SELECT * FROM attribution QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY run_id DESC) = 1) t USING (claim_id)
    LEFT JOIN current_membership ms ON ms.chain_id = t.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity st ON st.entity_id = ms.entity_id;

CREATE VIEW claim_group_row AS
    SELECT g.id AS "group", m.relation, left(s.assertion, 16) AS claim, r.article, o.id AS origin, r.outlet, r.published_at, r.narrated,
           r.content, r.words, r.speaker, r.speaker_name, m.assertion_id, m.group_id
    FROM current_assertion s JOIN last_claim_group_member m USING (assertion_id) JOIN claim_group g USING (group_id)
    JOIN assertion_row r USING (assertion_id) JOIN article a USING (article)
    LEFT JOIN current_coverage_member cm ON cm.article_id = a.article_id AND cm.sort = 'origin'
    LEFT JOIN coverage_group o ON o.group_id = cm.group_id
    ORDER BY g.id, r.published_at NULLS LAST, r.article, r.content[1][1], s.assertion;

-- A speaker's probability multiplies the rule's score, the step to the chain and the chain's place in its entity.
CREATE OR REPLACE VIEW claim_row AS
    SELECT a.article, left(t.claim, 16) AS claim, t.kind, s.content, s.cue, s.source, e.entity AS speaker,
           st.name AS speaker_name,
           CASE WHEN e.entity IS NOT NULL THEN t.score * coalesce(1 / (1 + pow(2, -t.speaker_weight)), 1)
                                               * coalesce(1 / (1 + pow(2, -ms.margin)), 1) END AS probability,
           g.id AS "group", s.source_words AS described_as, s.addressee, s.quotes, t.polarity, t.modality, t.certainty,
           t.rule, t.score, t.speaker_cue, left(k.chain, 16) AS chain, left(p.claim, 16) AS parent,
           s.content_words AS words, t.speaker_weight, coalesce(1 / (1 + pow(2, -ms.margin)), 1) AS membership
    FROM current_claim t JOIN claim_spans s USING (claim_id) JOIN version v ON v.version_id = t.version_id
    JOIN article a USING (article_id)
    LEFT JOIN claim p ON p.claim_id = t.parent_id
    LEFT JOIN assertion n ON n.claim_id = t.claim_id
    LEFT JOIN last_claim_group_member m ON m.assertion_id = n.assertion_id
    LEFT JOIN claim_group g ON g.group_id = m.group_id
    LEFT JOIN chain k ON k.chain_id = t.chain_id
    LEFT JOIN current_membership ms ON ms.chain_id = t.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity st ON st.entity_id = ms.entity_id
    ORDER BY a.article, s.content[-1][2], s.content[1][1] DESC, t.claim;
INSERT INTO meta VALUES (6);
