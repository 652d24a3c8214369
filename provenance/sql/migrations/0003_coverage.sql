-- Coverage: who copied whom, which articles go back to one reporting, which are about one event -------------------------

CREATE TABLE credit (
    version_id BIGINT NOT NULL, kind VARCHAR NOT NULL, publisher VARCHAR NOT NULL, start INTEGER, "end" INTEGER,
    run_id BIGINT NOT NULL
);

-- A pair of versions that is no longer a copy gets a row with withdrawn = true.
CREATE TABLE derivation (
    version_id BIGINT NOT NULL, from_version_id BIGINT NOT NULL, kind VARCHAR NOT NULL, direction VARCHAR NOT NULL,
    share DOUBLE NOT NULL, from_share DOUBLE NOT NULL, quoted DOUBLE NOT NULL,
    passages STRUCT(start INTEGER, "end" INTEGER, from_start INTEGER, from_end INTEGER)[] NOT NULL,
    credit_start INTEGER, credit_end INTEGER, withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

-- Stories and origins (sort) are groups of articles; their ids live like those of entities.
CREATE TABLE coverage_group (
    group_id BIGINT NOT NULL, sort VARCHAR NOT NULL, id VARCHAR NOT NULL, founding_article BIGINT NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE TABLE coverage_state (group_id BIGINT NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR, run_id BIGINT NOT NULL);

CREATE TABLE coverage_member (
    article_id BIGINT NOT NULL, sort VARCHAR NOT NULL, group_id BIGINT NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE coverage_event (
    sort VARCHAR NOT NULL, kind VARCHAR NOT NULL, from_ids VARCHAR[] NOT NULL, to_ids VARCHAR[] NOT NULL,
    cause VARCHAR NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE story_comparison (
    version_a BIGINT NOT NULL, version_b BIGINT NOT NULL, match_weight DOUBLE NOT NULL, match_probability DOUBLE NOT NULL,
    parts STRUCT(feature VARCHAR, "level" VARCHAR, weight DOUBLE, shared VARCHAR)[] NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE story_relation (
    story VARCHAR NOT NULL, earlier VARCHAR NOT NULL, kind VARCHAR NOT NULL, weight DOUBLE NOT NULL,
    withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE VIEW current_derivation AS
    SELECT d.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM derivation
        QUALIFY row_number() OVER (PARTITION BY version_id, from_version_id ORDER BY run_id DESC, withdrawn) = 1) d
    WHERE NOT d.withdrawn;

CREATE VIEW current_coverage_member AS
    SELECT * FROM coverage_member QUALIFY row_number() OVER (PARTITION BY article_id, sort ORDER BY run_id DESC) = 1;

CREATE VIEW current_coverage_state AS
    SELECT * FROM coverage_state QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_story_comparison AS
    SELECT c.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM story_comparison
        QUALIFY row_number() OVER (PARTITION BY version_a, version_b ORDER BY run_id DESC, withdrawn) = 1) c
    WHERE NOT c.withdrawn;

CREATE VIEW current_story_relation AS
    SELECT r.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM story_relation
        QUALIFY row_number() OVER (PARTITION BY story, earlier ORDER BY run_id DESC, withdrawn) = 1) r
    WHERE NOT r.withdrawn;

CREATE VIEW copied_passage AS
    SELECT d.version_id, d.from_version_id, p.start, p."end", p.from_start, p.from_end
    FROM (SELECT version_id, from_version_id, unnest(passages) AS p FROM derivation WHERE NOT withdrawn) d;

-- Coverage's share of what must stay empty: two sides of a passage have the same words, which only code can compare.
CREATE VIEW broken_coverage_span AS
    SELECT 'credit' AS what, v.version, c.start, c."end"
    FROM credit c JOIN version v USING (version_id)
    WHERE c.start < 0 OR c.start >= c."end" OR c."end" > length(v.text)
    UNION ALL
    SELECT 'passage', v.version, p.start, p."end" FROM copied_passage p JOIN version v USING (version_id)
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
        JOIN current_version fv ON fv.version_id = d.from_version_id JOIN article f ON f.article_id = fv.article_id
        GROUP BY v.article_id)
    SELECT a.article, s.id AS story, o.id AS origin, coalesce(t.derived_from, []) AS derived_from
    FROM article a
    JOIN current_coverage_member ms ON ms.article_id = a.article_id AND ms.sort = 'story'
    JOIN coverage_group s ON s.group_id = ms.group_id
    JOIN current_coverage_member mo ON mo.article_id = a.article_id AND mo.sort = 'origin'
    JOIN coverage_group o ON o.group_id = mo.group_id
    LEFT JOIN taken t ON t.article_id = a.article_id
    ORDER BY s.id, a.article;

INSERT INTO meta VALUES (3);
