-- name: articles_by_claims
-- Rank articles a statement by the terms that a claim of theirs shares with it, as the postings of
-- matching have them.
WITH asked AS MATERIALIZED (
    SELECT unnest($statements::INTEGER[]) AS statement, unnest($tokens::BIGINT[]) AS token,
           unnest($weights::DOUBLE[]) AS weight),
hit AS (
    SELECT a.statement, p.item_id, sum(a.weight) AS weight
    FROM claim_matching.posting p JOIN asked a USING (token)
    WHERE NOT p.inside GROUP BY a.statement, p.item_id),
best AS (
    SELECT h.statement, i.article_id, max(h.weight) AS weight
    FROM hit h JOIN claim_matching.item i USING (item_id) GROUP BY h.statement, i.article_id)
SELECT statement, article_id, weight FROM best
QUALIFY row_number() OVER (PARTITION BY statement ORDER BY weight DESC, article_id) <= $most
ORDER BY statement, weight DESC, article_id;

-- name: articles_by_terms
-- Rank articles by the terms of theirs that the draft has too, as the postings of coverage have
-- them.
WITH asked AS MATERIALIZED (
    SELECT hash(term) AS token, weight
    FROM (SELECT unnest($terms::VARCHAR[]) AS term, unnest($weights::DOUBLE[]) AS weight))
SELECT t.article_id, sum(a.weight) AS weight
FROM coverage.key k JOIN asked a USING (token) JOIN coverage.text t USING (text_id)
GROUP BY t.article_id
ORDER BY weight DESC, t.article_id
LIMIT $most;

-- name: articles_by_shingles
-- Rank articles a statement by the sampled runs of words that they and it have.
WITH asked AS MATERIALIZED (
    SELECT unnest($statements::INTEGER[]) AS statement, unnest($tokens::UBIGINT[]) AS token),
hit AS (
    SELECT text_id, token FROM coverage.shingle WHERE token IN (SELECT token FROM asked)
    UNION ALL SELECT text_id, token FROM coverage.stock WHERE token IN (SELECT token FROM asked)),
found AS (
    SELECT a.statement, t.article_id, count(*) AS shared
    FROM asked a JOIN hit h USING (token) JOIN coverage.text t USING (text_id)
    GROUP BY a.statement, t.article_id)
SELECT statement, article_id, shared FROM found
QUALIFY row_number() OVER (PARTITION BY statement ORDER BY shared DESC, article_id) <= $most
ORDER BY statement, shared DESC, article_id;

-- name: articles_by_names
-- Rank articles a statement by the names that they and it have in the same spelling; a name that
-- few have tells more.
WITH asked AS MATERIALIZED (
    SELECT unnest($statements::INTEGER[]) AS statement, unnest($names::VARCHAR[]) AS surface),
held AS MATERIALIZED (
    SELECT DISTINCT m.surface, m.version_id FROM mention m
    WHERE m.surface IN (SELECT surface FROM asked)),
told AS (SELECT surface, 1.0 / count(*) AS weight FROM held GROUP BY surface),
found AS (
    SELECT a.statement, v.article_id, sum(t.weight) AS weight
    FROM asked a JOIN held h USING (surface) JOIN told t USING (surface)
    JOIN version v USING (version_id)
    GROUP BY a.statement, v.article_id)
SELECT statement, article_id, weight FROM found
QUALIFY row_number() OVER (PARTITION BY statement ORDER BY weight DESC, article_id) <= $most
ORDER BY statement, weight DESC, article_id;

-- name: is_indexed
-- Tell whether the postings of matching and coverage are there.
SELECT 1 FROM claim_matching.state, coverage.state ORDER BY ALL LIMIT 1;
