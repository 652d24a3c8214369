-- The index as it is made. It is no part of the ledger's schema: it can be dropped, and the next
-- run makes it again.

DROP SCHEMA IF EXISTS claim_matching CASCADE;
CREATE SCHEMA claim_matching;

-- What the index was made by, the last run whose rows are in it, and how many propositions are
-- asserted.
CREATE TABLE claim_matching.state (fingerprint VARCHAR NOT NULL, last_run_id BIGINT NOT NULL,
    groups BIGINT NOT NULL);

-- The embedder whose cosines are in the scores, and what they weigh; no row where there was none.
CREATE TABLE claim_matching.embedder (name VARCHAR NOT NULL, coefficient DOUBLE NOT NULL,
    least DOUBLE NOT NULL);

-- What is asserted now (item_id is its assertion_id): in whose article, so that hundreds are read
-- without a join; the story, all that matching depends on, other stages' decisions included (JSON,
-- `said`, with its hash), and what its terms lose in its story (JSON). `published` are microseconds
-- of the epoch; `tie` orders what stands at one place. Packed together, 25,000 take 2 MB, and each
-- alone 4.
CREATE TABLE claim_matching.item (
    item_id BIGINT NOT NULL,
    assertion VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    article_id BIGINT NOT NULL,
    article VARCHAR NOT NULL,
    source VARCHAR,
    story VARCHAR,
    said VARCHAR NOT NULL USING COMPRESSION zstd,
    shares VARCHAR NOT NULL,
    content_hash BIGINT NOT NULL,
    published BIGINT,
    start INTEGER NOT NULL,
    tie BIGINT NOT NULL
);

-- The keys by which items are paired, as hashes; an inside one is of one story.
CREATE TABLE claim_matching.posting (
    item_id BIGINT NOT NULL,
    token BIGINT NOT NULL,
    inside BOOLEAN NOT NULL,
    published BIGINT
);

-- The scored pairs, the smaller number first. `support` counts the keys that pair them; 0 stands
-- for a pair that is scored because both are of one component. Weights are in bits.
CREATE TABLE claim_matching.edge (
    a BIGINT NOT NULL,
    b BIGINT NOT NULL,
    support INTEGER NOT NULL,
    asks DOUBLE NOT NULL,
    weight DOUBLE NOT NULL,
    opposed VARCHAR
);

-- The connected component of an item, named after a member; items that are alone have no row.
CREATE TABLE claim_matching.place (item_id BIGINT NOT NULL, component BIGINT NOT NULL);

-- The pairs of assertions, by their keys, that a person put together or kept apart as of the last
-- run; null where they do not conflict.
CREATE TABLE claim_matching.decided_pair (a VARCHAR NOT NULL, b VARCHAR NOT NULL, together BOOLEAN);
