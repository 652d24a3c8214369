-- Version 2: claims.
-- A claim is its spans. What a reader says of it (kind, cue class, speaker) is told once a reader.
CREATE TABLE claim (claim_id BIGINT NOT NULL, claim VARCHAR NOT NULL, version_id BIGINT NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE claim_span (
    claim_id BIGINT NOT NULL, role VARCHAR NOT NULL, place INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL
);

CREATE TABLE claim_reading (version_id BIGINT NOT NULL, reader VARCHAR NOT NULL, run_id BIGINT NOT NULL);

CREATE TABLE attribution (
    claim_id BIGINT NOT NULL, reader VARCHAR NOT NULL, kind VARCHAR NOT NULL, polarity VARCHAR NOT NULL,
    modality VARCHAR NOT NULL, certainty VARCHAR NOT NULL, rule VARCHAR NOT NULL, score DOUBLE NOT NULL, parent_id BIGINT,
    chain_id BIGINT, speaker_cue VARCHAR, speaker_weight DOUBLE, run_id BIGINT NOT NULL
);

CREATE TABLE claim_value (
    claim_id BIGINT NOT NULL, kind VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, surface VARCHAR NOT NULL,
    low DOUBLE, high DOUBLE, unit VARCHAR, noun VARCHAR, first_day DATE, last_day DATE, run_id BIGINT NOT NULL
);

-- The claims of the latest reading of a version count.
CREATE VIEW current_claim_reading AS
    SELECT * FROM claim_reading QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_claim AS
    SELECT c.claim_id, c.claim, c.version_id, t.* EXCLUDE (claim_id)
    FROM claim c JOIN current_version v USING (version_id) JOIN current_claim_reading r USING (version_id)
    JOIN attribution t ON t.claim_id = c.claim_id AND t.reader = r.reader;

-- What must stay empty.
CREATE VIEW broken_claim_span AS
    SELECT 'claim ' || s.role AS what, s.claim_id AS row_id, v.version, s.start, s."end", s.surface,
           v.text[s.start + 1 : s."end"] AS found
    FROM (SELECT claim_id, role, start, "end", surface FROM claim_span
          UNION ALL SELECT claim_id, 'value', start, "end", surface FROM claim_value) s
    JOIN claim c USING (claim_id) JOIN version v USING (version_id)
    WHERE s.start < 0 OR s.start >= s."end" OR s."end" > length(v.text) OR v.text[s.start + 1 : s."end"] <> s.surface;

-- Spans of a claim by role, as lists of [start, end].
CREATE VIEW claim_spans AS
    SELECT claim_id, coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'content'), []) AS content,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'cue'), []) AS cue,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'source'), []) AS source,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'addressee'), []) AS addressee,
           coalesce(list([start, "end"] ORDER BY place) FILTER (role = 'quote'), []) AS quotes,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'content') AS content_words,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'cue') AS cue_words,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'source') AS source_words,
           string_agg(surface, ' … ' ORDER BY place) FILTER (role = 'addressee') AS addressee_words
    FROM claim_span GROUP BY claim_id;

-- A speaker's probability multiplies the rule's score, the step to the chain and the chain's place in its entity.
CREATE VIEW claim_row AS
    SELECT a.article, left(t.claim, 16) AS claim, t.kind, s.content, s.cue, s.source, e.entity AS speaker,
           st.name AS speaker_name,
           CASE WHEN e.entity IS NOT NULL THEN t.score * coalesce(1 / (1 + pow(2, -t.speaker_weight)), 1)
                                               * coalesce(1 / (1 + pow(2, -ms.margin)), 1) END AS probability,
           NULL::VARCHAR AS "group", s.source_words AS described_as, s.addressee, s.quotes, t.polarity, t.modality, t.certainty,
           t.rule, t.score, t.speaker_cue, left(k.chain, 16) AS chain, left(p.claim, 16) AS parent,
           s.content_words AS words, t.speaker_weight, coalesce(1 / (1 + pow(2, -ms.margin)), 1) AS membership
    FROM current_claim t JOIN claim_spans s USING (claim_id) JOIN version v ON v.version_id = t.version_id
    JOIN article a USING (article_id)
    LEFT JOIN claim p ON p.claim_id = t.parent_id
    LEFT JOIN chain k ON k.chain_id = t.chain_id
    LEFT JOIN current_membership ms ON ms.chain_id = t.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity st ON st.entity_id = ms.entity_id
    ORDER BY a.article, s.content[-1][2], s.content[1][1] DESC, t.claim;

INSERT INTO meta VALUES (2);
