-- The index as it is made. It is no part of the ledger's schema: it can be dropped, and the next
-- run makes it again.

DROP SCHEMA IF EXISTS linking CASCADE;
CREATE SCHEMA linking;

-- What the index was made by, the last run whose readings are in it, up to which version two
-- readers had read all by then, and whether the lookups are made.
CREATE TABLE linking.state (
    fingerprint VARCHAR NOT NULL, upto BIGINT NOT NULL, reader VARCHAR NOT NULL,
    claims_reader VARCHAR NOT NULL,
    version BIGINT NOT NULL, quick BOOLEAN NOT NULL
);

-- The model whose scores the index holds, as JSON: decisions are carried out with it.
CREATE TABLE linking.model (content VARCHAR);
INSERT INTO linking.model (content) VALUES (NULL);

-- The chains of the latest readings, each with its profile and what orders and names entities; keys
-- and ids are the ledger's.
CREATE TABLE linking.chain (
    chain_id BIGINT NOT NULL, version_id BIGINT NOT NULL, profile_id BIGINT NOT NULL,
    published TIMESTAMPTZ,
    start INTEGER NOT NULL, name VARCHAR NOT NULL, mentions INTEGER NOT NULL
);

-- The values by which profiles are paired (rules) and counted (groups), as a hash of rule and
-- value; side 1 looks for side 2, side 0 for its like. The side is in the last two bits of the hash
-- too (xor), so that a token leads to those of one side alone.
CREATE TABLE linking.posting (profile_id BIGINT NOT NULL, rule TINYINT NOT NULL,
    side TINYINT NOT NULL, token UBIGINT NOT NULL);

-- How many profiles more hold a word of the group of words than before, each time that it changed;
-- the sum is how many do.
CREATE TABLE linking.word (token UBIGINT NOT NULL, profiles BIGINT NOT NULL);

-- How many more chains and mentions of a profile have a best name in a month (twelve a year, since
-- the year 0) than before, each time that it changed; the sums are how many have it.
CREATE TABLE linking.said (
    profile_id BIGINT NOT NULL, name VARCHAR NOT NULL, month BIGINT, chains BIGINT NOT NULL,
    mentions BIGINT NOT NULL
);

-- The scored pairs, a being the profile whose key comes first; `said` is a hash of what the
-- comparison says.
CREATE TABLE linking.edge (
    a BIGINT NOT NULL, b BIGINT NOT NULL, comparison_id BIGINT NOT NULL, said UBIGINT NOT NULL,
    probability DOUBLE NOT NULL,
    apart BOOLEAN NOT NULL
);

-- Where a profile is: its connected component (named after a member), its entity, why, and the
-- weakest join that brought it there. An entry of an authority that is connected and that no
-- article mentions has no entity.
CREATE TABLE linking.place (
    profile_id BIGINT NOT NULL, component BIGINT NOT NULL, entity_id BIGINT, cause VARCHAR NOT NULL,
    weakest DOUBLE
);

-- Every id with its latest state, the profile that its founding chain has now, and the key of whom
-- it speaks for.
CREATE TABLE linking.entity (
    entity_id BIGINT NOT NULL, entity VARCHAR NOT NULL, founding_chain BIGINT NOT NULL,
    profile_id BIGINT, name VARCHAR NOT NULL,
    type VARCHAR NOT NULL, status VARCHAR NOT NULL, redirect VARCHAR, speaks_for VARCHAR,
    speaks_key VARCHAR
);

-- The rows of the lexicon that an active entity is.
CREATE TABLE linking.entity_key (entity VARCHAR NOT NULL, key VARCHAR NOT NULL);

-- The current entries of authorities, each with its profile, and which entity it is.
CREATE TABLE linking.known (
    entry_id BIGINT NOT NULL, authority VARCHAR NOT NULL, external_id VARCHAR NOT NULL,
    profile_id BIGINT NOT NULL
);
CREATE TABLE linking.tie (entity VARCHAR NOT NULL, entry_id BIGINT NOT NULL,
    probability DOUBLE NOT NULL);

-- What decisions come to as of the last run: pairs of profiles that belong `together` or `apart`,
-- profiles of a `fork`, and the name, the type or the lock of the entity that a profile is in.
CREATE TABLE linking.decided (kind VARCHAR NOT NULL, a BIGINT NOT NULL, b BIGINT NOT NULL,
    "value" VARCHAR);
