-- follows schema.sql 6e150e86f4116db94397dd00ef7c479fa7e1629510236367677746b1e7ecfc88
-- The page that a version's text was extracted from; its bytes (gzip) where they were to be kept.
CREATE TABLE page (
    version_id BIGINT NOT NULL, file VARCHAR, record VARCHAR, encoding VARCHAR NOT NULL, size BIGINT NOT NULL, content BLOB,
    run_id BIGINT NOT NULL
);

-- The blocks of a page that are the text, each piece of it with its bytes: see provenance.pages.
CREATE TABLE page_block (
    version_id BIGINT NOT NULL, place INTEGER NOT NULL, path VARCHAR NOT NULL,
    pieces STRUCT(start INTEGER, "end" INTEGER, byte_start INTEGER, byte_end INTEGER)[] NOT NULL, run_id BIGINT NOT NULL
);

-- What people say of all this. A subject is the characters that somebody looked at; `supersedes` is the key of a decision that
-- counts no longer.
CREATE TABLE decision (
    decision_id BIGINT NOT NULL, decision VARCHAR NOT NULL, verb VARCHAR NOT NULL, about VARCHAR NOT NULL, "value" VARCHAR,
    actor VARCHAR NOT NULL, actor_kind VARCHAR NOT NULL, reason VARCHAR NOT NULL, evidence VARCHAR[] NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL, supersedes VARCHAR, run_id BIGINT NOT NULL
);

CREATE TABLE decision_subject (
    decision_id BIGINT NOT NULL, place INTEGER NOT NULL, side VARCHAR NOT NULL, article VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL, start INTEGER, "end" INTEGER, surface VARCHAR, run_id BIGINT NOT NULL
);
