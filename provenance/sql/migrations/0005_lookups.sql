-- Lookups: what is current of a few chains, asked by their numbers, without a window over all of them ------------------
-- Each equals a view above, row by row (a test proves it). Over three million mentions the views take seconds.

-- The chains as their version was read last (read_chain), and whether that version is the current one of its article.
CREATE MACRO chains_read(ids) AS TABLE
    WITH asked AS MATERIALIZED (SELECT chain_id, chain, version_id FROM chain WHERE chain_id IN (SELECT unnest(ids::BIGINT[]))),
    own AS MATERIALIZED (SELECT version_id, article_id FROM version WHERE version_id IN (SELECT version_id FROM asked)),
    newest AS (
        SELECT max(version_id) AS version_id FROM version WHERE article_id IN (SELECT article_id FROM own) GROUP BY article_id),
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
    SELECT l.* FROM chain_mention l JOIN chains_read(ids) c ON c.chain_id = l.chain_id AND c.run_id = l.run_id
    WHERE l.chain_id IN (SELECT unnest(ids::BIGINT[]));

-- Where they belong (current_membership).
CREATE MACRO memberships_of(ids) AS TABLE
    SELECT * FROM membership WHERE chain_id IN (SELECT unnest(ids::BIGINT[]))
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

-- Their profiles (current_chain_profile).
CREATE MACRO profiles_of(ids) AS TABLE
    SELECT * FROM chain_profile WHERE chain_id IN (SELECT unnest(ids::BIGINT[]))
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1;

-- The comparisons that count between two lists of profiles (current_comparison).
CREATE MACRO comparisons_between(one, other) AS TABLE
    SELECT * FROM (
        SELECT * FROM comparison
        WHERE profile_a IN (SELECT unnest(one::BIGINT[])) AND profile_b IN (SELECT unnest(other::BIGINT[]))
        QUALIFY row_number() OVER (PARTITION BY profile_a, profile_b ORDER BY run_id DESC, comparison_id DESC) = 1)
    WHERE NOT withdrawn;

INSERT INTO meta VALUES (5);
