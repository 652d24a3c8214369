-- The index as it is made. It is no part of the ledger's schema: it can be dropped, and the next
-- run makes it again.

DROP SCHEMA IF EXISTS coverage CASCADE;
CREATE SCHEMA coverage;

-- What the index was made by, the last run whose rows are in it, the number of the youngest id of a
-- story or an origin, and how many of both there are.
CREATE TABLE coverage.state (
    fingerprint VARCHAR NOT NULL, upto BIGINT NOT NULL, minted BIGINT NOT NULL,
    stories BIGINT NOT NULL, origins BIGINT NOT NULL
);

-- The current version of every article (text_id is its version_id), when it was published
-- (microseconds of the epoch; `tie` orders what was published at once), and a hash of what coverage
-- depends on. `shingles` counts those that were sampled.
CREATE TABLE coverage.text (
    text_id BIGINT NOT NULL, version VARCHAR NOT NULL, article_id BIGINT NOT NULL,
    article VARCHAR NOT NULL, publisher VARCHAR,
    published BIGINT, tie BIGINT NOT NULL, week INTEGER, said VARCHAR NOT NULL,
    shingles INTEGER NOT NULL
);

-- Postings: the sampled shingles of texts outside boilerplate (`moment` is a day), and those
-- inside.
CREATE TABLE coverage.shingle (text_id BIGINT NOT NULL, token UBIGINT NOT NULL, moment BIGINT);
CREATE TABLE coverage.stock (text_id BIGINT NOT NULL, token UBIGINT NOT NULL, moment BIGINT);
CREATE TABLE coverage.boilerplate (publisher VARCHAR NOT NULL, token UBIGINT NOT NULL);

-- Postings: the terms and entities by which a text is found for its story (`moment` as
-- `published`).
CREATE TABLE coverage.key (text_id BIGINT NOT NULL, token UBIGINT NOT NULL, moment BIGINT);
CREATE TABLE coverage.staged_key (text_id BIGINT NOT NULL, token UBIGINT NOT NULL, moment BIGINT);

-- What texts say, as `resolvers.stories.sketches.Telling` writes it, and what it weighs, as
-- `Sketch` does.
CREATE TABLE coverage.sketch (text_id BIGINT NOT NULL, written BLOB NOT NULL, told BLOB NOT NULL);

-- How many texts of a week hold a term; the term '' counts all. The token is the term's hash: 220
-- terms are looked up among 1.9 million in 2 ms, by the terms themselves in 8.
CREATE TABLE coverage.week_term (week INTEGER NOT NULL, token UBIGINT NOT NULL,
    term VARCHAR NOT NULL, texts INTEGER NOT NULL);

-- Who publishes, whom a text credits, and every name in a place of credit, for publishers that come
-- later.
CREATE TABLE coverage.publisher (name VARCHAR NOT NULL);
CREATE TABLE coverage.credit (text_id BIGINT NOT NULL, kind VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL, start INTEGER, "end" INTEGER);
CREATE TABLE coverage.creditable (text_id BIGINT NOT NULL, name VARCHAR NOT NULL);

-- Pairs of texts, the early one first: those that share shingles, and those whose story was scored
-- (found by keys, or because both are of one component). `told` are the scored pairs that the
-- ledger has as comparisons.
CREATE TABLE coverage.candidate (a BIGINT NOT NULL, b BIGINT NOT NULL);
CREATE TABLE coverage.edge (
    a BIGINT NOT NULL, b BIGINT NOT NULL, weight DOUBLE NOT NULL, timeless DOUBLE NOT NULL,
    probability DOUBLE NOT NULL,
    found BOOLEAN NOT NULL
);
CREATE TABLE coverage.told (a BIGINT NOT NULL, b BIGINT NOT NULL);

-- The copies: whether they tie two texts to one story, and to one origin.
CREATE TABLE coverage.copy (text_id BIGINT NOT NULL, from_id BIGINT NOT NULL, tied BOOLEAN NOT NULL,
    same BOOLEAN NOT NULL);

-- The connected component of a text (named after a member).
CREATE TABLE coverage.place (text_id BIGINT NOT NULL, component BIGINT NOT NULL);

-- Which article is in which story and origin; every id ever minted; which story follows which.
CREATE TABLE coverage.group_member (article_id BIGINT NOT NULL, story VARCHAR, origin VARCHAR);
CREATE TABLE coverage.group_id (
    number BIGINT NOT NULL, sort VARCHAR NOT NULL, id VARCHAR NOT NULL,
    founding_article BIGINT NOT NULL, status VARCHAR NOT NULL,
    redirect VARCHAR
);
CREATE TABLE coverage.relation (story VARCHAR NOT NULL, earlier VARCHAR NOT NULL,
    weight DOUBLE NOT NULL);

-- The pairs of articles, by the caller's ids, that a person put into one story or one origin, or
-- kept apart, as of the last run.
CREATE TABLE coverage.decided_pair (about VARCHAR NOT NULL, a VARCHAR NOT NULL, b VARCHAR NOT NULL,
    together BOOLEAN NOT NULL);
