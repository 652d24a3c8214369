-- Authorities: entities known beforehand, by the ids that the world outside gives them ----------------------------------

-- What one row (or several) of an authority's file tells. A changed entry is a new row, one that was taken back has
-- withdrawn = true. The digest of the file and the numbers of its rows are the evidence.
CREATE TABLE authority_entry (
    entry_id BIGINT NOT NULL, authority VARCHAR NOT NULL, external_id VARCHAR NOT NULL, type VARCHAR NOT NULL,
    names VARCHAR[] NOT NULL, countries VARCHAR[] NOT NULL,
    offices STRUCT("role" VARCHAR, organisation VARCHAR, country VARCHAR, start VARCHAR, "end" VARCHAR)[] NOT NULL,
    file VARCHAR NOT NULL, digest VARCHAR NOT NULL, "rows" BIGINT[] NOT NULL, withdrawn BOOLEAN NOT NULL, run_id BIGINT NOT NULL
);

CREATE TABLE entry_profile (entry_id BIGINT NOT NULL, profile_id BIGINT NOT NULL, run_id BIGINT NOT NULL);

-- Which entity an entry is; one that is tied to it no longer gets a row with withdrawn = true.
CREATE TABLE external_id (
    entity_id BIGINT NOT NULL, entry_id BIGINT NOT NULL, probability DOUBLE NOT NULL, withdrawn BOOLEAN NOT NULL,
    run_id BIGINT NOT NULL
);

CREATE VIEW current_entry AS
    SELECT e.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM authority_entry
        QUALIFY row_number() OVER (PARTITION BY authority, external_id ORDER BY entry_id DESC) = 1) e
    WHERE NOT e.withdrawn;

CREATE VIEW current_entry_profile AS
    SELECT * FROM entry_profile QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY run_id DESC) = 1;

CREATE VIEW current_external_id AS
    SELECT x.* EXCLUDE (withdrawn) FROM (
        SELECT * FROM external_id
        QUALIFY row_number() OVER (PARTITION BY entity_id, entry_id ORDER BY run_id DESC, withdrawn) = 1) x
    WHERE NOT x.withdrawn;

CREATE VIEW external_id_row AS
    SELECT e.entity, st.name, a.authority, a.external_id, a.names[1] AS known_as, x.probability, a.file, a.digest, a."rows"
    FROM current_external_id x JOIN entity e USING (entity_id) JOIN current_entity st USING (entity_id)
    JOIN authority_entry a USING (entry_id)
    ORDER BY e.entity, a.authority, a.external_id;

-- What must stay empty: an id on an entity that is not active, two ids of one authority on one entity, and one id on two.
CREATE VIEW broken_external_id AS
    SELECT e.entity, a.authority, a.external_id, 'is on an entity that is ' || st.status AS problem
    FROM current_external_id x JOIN entity e USING (entity_id) JOIN current_entity st USING (entity_id)
    JOIN authority_entry a USING (entry_id) WHERE st.status <> 'active'
    UNION ALL
    SELECT min(e.entity), a.authority, min(a.external_id), 'is one of several of the authority on one entity'
    FROM current_external_id x JOIN entity e USING (entity_id) JOIN authority_entry a USING (entry_id)
    GROUP BY x.entity_id, a.authority HAVING count(*) > 1
    UNION ALL
    SELECT min(e.entity), a.authority, a.external_id, 'is on several entities'
    FROM current_external_id x JOIN entity e USING (entity_id) JOIN authority_entry a USING (entry_id)
    GROUP BY a.authority, a.external_id HAVING count(*) > 1;

INSERT INTO meta VALUES (4);
