-- name: append_run
-- Record a run.
INSERT INTO run (run_id, stage, code, settings, model, seed, input_digest, started_at, ended_at)
VALUES ($run_id, $stage, $code, $settings, $model, $seed, $input_digest, $started_at, $ended_at);

-- name: last_number
-- Give the number of the last row of a table. DuckDB 2.0.0 looks at one row group for it, and at
-- all of them for the maximum.
SELECT number FROM query_table($table) t(number) ORDER BY number DESC LIMIT 1;

-- name: source_numbers
-- Give the numbers of sources.
SELECT source, source_id FROM source WHERE source IN (SELECT unnest($sources::VARCHAR[]))
ORDER BY source_id;

-- name: article_numbers
-- Give the numbers of articles.
SELECT article, article_id FROM article WHERE article IN (SELECT unnest($articles::VARCHAR[]))
ORDER BY article_id;

-- name: article_publications
-- Return the outlets and the addresses of articles.
WITH asked
    AS (SELECT article_id, article FROM article
    WHERE article IN (SELECT unnest($articles::VARCHAR[]))),
newest AS (
    SELECT max(version_id) AS version_id
    FROM version
    WHERE article_id IN (SELECT article_id FROM asked)
    GROUP BY article_id)
SELECT a.article, s.source, v.url
FROM newest
JOIN version v USING (version_id)
JOIN asked a USING (article_id)
LEFT JOIN source s USING (source_id)
ORDER BY a.article_id;

-- name: told_of_articles
-- List what was told of articles, in order.
SELECT a.article, v.text_hash, s.source, v.url, v.title, v.byline, v.lang, v.published_at
FROM version v
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE v.article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY v.version_id;

-- name: last_readings
-- Return who read versions last at a stage: chains, claims or narrations.
SELECT version_id, arg_max(reader, run_id) AS reader
FROM stage_reading
WHERE stage = $stage AND version_id IN (SELECT unnest($versions::BIGINT[]))
GROUP BY version_id
ORDER BY version_id;

-- name: chain_numbers
-- Give the numbers of the chains of versions.
SELECT chain, chain_id FROM chain WHERE version_id IN (SELECT unnest($versions::BIGINT[]))
ORDER BY chain_id;

-- name: told_chains
-- List those of these chains that a reader has read.
SELECT chain_id FROM chain_reading
WHERE reader = $reader AND chain_id IN (SELECT unnest($chains::BIGINT[])) ORDER BY chain_id;

-- name: mention_numbers
-- Give the places of the mentions of versions, and their numbers.
SELECT version_id, start, "end", detector, mention_id FROM mention
WHERE version_id IN (SELECT unnest($versions::BIGINT[])) ORDER BY mention_id;

-- name: profile_numbers
-- Give the numbers of profiles.
SELECT profile, profile_id FROM profile WHERE profile IN (SELECT unnest($profiles::VARCHAR[]))
ORDER BY profile_id;

-- name: last_profiles
-- Give the profiles that chains were tied to last.
SELECT chain_id, arg_max(profile_id, run_id) AS profile_id FROM chain_profile
WHERE chain_id IN (SELECT unnest($chains::BIGINT[])) GROUP BY chain_id ORDER BY chain_id;

-- name: append_comparisons
-- Append comparisons.
INSERT INTO comparison (
    comparison_id, model, profile_a, profile_b, match_weight, match_probability, match_key,
    parts, withdrawn, run_id)
SELECT (SELECT coalesce(max(comparison_id), 0) FROM comparison) + row_number()
       OVER (ORDER BY n.profile_a, n.profile_b), n.model,
       n.profile_a, n.profile_b, n.match_weight, n.match_probability, n.match_key, n.parts, false,
       $run
FROM query_table($incoming) n;

-- name: append_comparison_levels
-- Append what levels are called, where they are new or are called otherwise.
INSERT INTO comparison_level (partition, feature, "level", label, run_id)
SELECT n.partition, n.feature, n."level", n.label, $run
FROM query_table($incoming) n ANTI
JOIN current_comparison_level c USING (partition, feature, "level", label)
ORDER BY n.partition, n.feature, n."level";

-- name: withdraw_comparisons
-- Withdraw comparisons that the current run no longer makes.
INSERT INTO comparison (
    comparison_id, model, profile_a, profile_b, match_weight, match_probability, match_key,
    parts, withdrawn, run_id)
SELECT (SELECT coalesce(max(comparison_id), 0) FROM comparison) + row_number()
       OVER (ORDER BY k.comparison_id), k.model,
       k.profile_a, k.profile_b, k.match_weight, k.match_probability, k.match_key, k.parts, true,
       $run
FROM comparison k WHERE k.comparison_id IN (SELECT comparison_id FROM query_table($incoming));

-- name: append_memberships
-- Append the memberships that changed.
INSERT INTO entity_member (chain_id, entity_id, cause, margin, run_id)
SELECT chain_id, entity_id, cause, margin, $run FROM query_table($incoming) ORDER BY chain_id;
