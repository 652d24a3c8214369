-- name: note_was
-- Note the postings that changed texts had.
CREATE OR REPLACE TEMP TABLE cover_was AS
SELECT text_id, token, moment FROM query_table($postings)
WHERE text_id IN (SELECT text_id FROM cover_changed);

-- name: note_posted
-- Note the postings that changed texts had and have.
CREATE OR REPLACE TEMP TABLE cover_posted AS
SELECT coalesce(n.text_id, w.text_id) AS text_id, coalesce(n.token, w.token) AS token,
       coalesce(n.moment, w.moment) AS moment,
       w.text_id IS NOT NULL AS was, n.text_id IS NOT NULL AS now
FROM (SELECT * FROM query_table($postings) WHERE text_id IN (SELECT text_id FROM cover_changed)) n
FULL JOIN cover_was w ON w.text_id = n.text_id AND w.token = n.token;

-- name: note_hit
-- Note all postings of what changed texts had or have; a token with one holder pairs nothing.
CREATE OR REPLACE TEMP TABLE cover_hit AS
WITH hit AS (
    SELECT text_id, token, moment, true AS was, true AS now FROM query_table($postings)
    WHERE token IN (SELECT token FROM cover_posted)
        AND text_id NOT IN (SELECT text_id FROM cover_changed)
      AND ($low::BIGINT IS NULL OR moment BETWEEN $low - $far AND $high + $far)
    UNION ALL SELECT text_id, token, moment, was, now FROM cover_posted),
shared AS (SELECT token FROM hit GROUP BY token HAVING count(*) > 1)
SELECT h.text_id, h.token, h.moment, h.was, h.now FROM hit h SEMI JOIN shared USING (token);

-- name: note_hit_fresh
-- Note all postings of what new texts hold, which had none.
CREATE OR REPLACE TEMP TABLE cover_hit AS
WITH hit AS MATERIALIZED (
    SELECT text_id, token, moment FROM query_table($postings)
    WHERE token
        IN (SELECT token FROM query_table($postings)
        WHERE text_id IN (SELECT text_id FROM cover_changed))
      AND ($low::BIGINT IS NULL OR moment BETWEEN $low - $far AND $high + $far)),
-- Where all is new, every token is asked for, and most have one holder.
shared AS (SELECT token FROM hit GROUP BY token HAVING count(*) > 1)
SELECT h.text_id, h.token, h.moment, h.text_id NOT IN (SELECT text_id FROM cover_changed) AS was,
       true AS now
FROM hit h SEMI JOIN shared USING (token);

-- name: note_hit_again
-- Note those of what affected texts hold too.
CREATE OR REPLACE TEMP TABLE cover_hit_again AS
WITH asked AS (
    SELECT token FROM cover_hit
    UNION SELECT token FROM query_table($postings)
    WHERE text_id IN (SELECT unnest($affected::BIGINT[])))
SELECT text_id, token, moment, true AS was, true AS now FROM query_table($postings)
WHERE token IN (SELECT token FROM asked) AND text_id NOT IN (SELECT text_id FROM cover_changed)
  AND ($low::BIGINT IS NULL OR moment BETWEEN $low - $far AND $high + $far)
UNION ALL SELECT text_id, token, moment, was, now FROM cover_hit
WHERE text_id IN (SELECT text_id FROM cover_changed);

-- name: affected
-- List the unchanged texts that a token pairs otherwise with other unchanged texts: a crowd came or
-- went before them, or one of the first holders did.
WITH placed
    AS (SELECT h.*, t.published, t.tie FROM cover_hit h JOIN coverage.text t USING (text_id)),
counted AS (
    SELECT text_id, token, moment, was, now,
           row_number() OVER (PARTITION BY token ORDER BY published NULLS LAST, tie) AS place,
           count(*) FILTER (was) OVER before AS was_before,
           count(*) FILTER (now) OVER before AS now_before,
           count(*) FILTER (was AND now) OVER before AS both_before,
           CASE WHEN moment IS NULL THEN 0 ELSE count(*) FILTER (was) OVER beyond END AS was_beyond,
           CASE WHEN moment IS NULL THEN 0 ELSE count(*) FILTER (now) OVER beyond END AS now_beyond,
           CASE WHEN moment IS NULL THEN 0
               ELSE count(*) FILTER (was AND now) OVER beyond END AS both_beyond
    FROM placed
    WINDOW before
        AS (PARTITION BY token
        ORDER BY published NULLS LAST, tie ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
           beyond AS (PARTITION BY token
               ORDER BY moment NULLS LAST RANGE BETWEEN UNBOUNDED PRECEDING AND $beyond PRECEDING)),
near AS (
    SELECT text_id, token, place, moment, both_beyond, was_before - was_beyond AS was_near,
           now_before - now_beyond AS now_near
    FROM counted WHERE was AND now AND text_id NOT IN (SELECT text_id FROM cover_changed))
SELECT DISTINCT n.text_id FROM near n WHERE $crowd AND (n.was_near > $most) <> (n.now_near > $most)
UNION
SELECT DISTINCT n.text_id FROM near n
JOIN counted c ON c.token = n.token AND c.place < n.place AND c.was <> c.now
WHERE NOT $crowd AND greatest(n.was_near, n.now_near) > $most
    AND (n.moment IS NULL OR c.moment >= n.moment - $far)
  AND c.both_before - n.both_beyond < $most
ORDER BY text_id;

-- name: pairs
-- List the pairs of changed texts with all others, and of affected texts with those before them,
-- that share enough tokens, in the order of time, so that a text's are one after the other.
WITH placed AS (
    SELECT h.text_id, h.token, h.moment, t.published, t.tie, t.shingles
    FROM query_table($hit) h JOIN coverage.text t USING (text_id) WHERE h.now),
ranked AS (
    SELECT text_id, token, published, tie, shingles,
           row_number() OVER (PARTITION BY token ORDER BY published NULLS LAST, tie) AS rank,
           CASE WHEN moment IS NULL THEN 0
                ELSE count(*)
                    OVER (PARTITION BY token
                    ORDER BY moment NULLS LAST RANGE BETWEEN UNBOUNDED PRECEDING
                    AND $beyond PRECEDING)
           END AS first
    FROM placed),
late AS (
    SELECT text_id AS b, token, published, tie, shingles,
           unnest(range(first + 1, least(rank, first + 1 + $most))) AS rank
    FROM ranked WHERE rank > first + 1 AND (NOT $crowd OR rank - 1 - first <= $most)),
changed AS (SELECT text_id FROM cover_changed WHERE NOT gone)
SELECT e.text_id AS a, l.b
FROM late l JOIN ranked e USING (token, rank)
WHERE e.text_id IN (SELECT text_id FROM changed)
   OR l.b IN (SELECT text_id FROM changed UNION ALL SELECT unnest($affected::BIGINT[]))
GROUP BY e.text_id, l.b
HAVING count(*) >= greatest($shared, $share * least(any_value(e.shingles), any_value(l.shingles)))
ORDER BY any_value(l.published) NULLS LAST, any_value(l.tie), any_value(e.published) NULLS LAST,
    any_value(e.tie);

-- name: times
-- Give the earliest and latest time of changed texts and the latest of others, and whether a text
-- has none, of the changed and of the others.
SELECT min(published) FILTER (changed) AS low, max(published) FILTER (changed) AS high,
       max(published) FILTER (NOT changed) AS latest,
       coalesce(bool_or(published IS NULL) FILTER (changed), false) AS untimed,
       coalesce(bool_or(published IS NULL) FILTER (NOT changed), false) AS others_untimed
FROM (SELECT published, text_id IN (SELECT text_id FROM cover_changed) AS changed
    FROM coverage.text)
ORDER BY ALL;
