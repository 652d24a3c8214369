-- name: old_sketches
-- Read what texts said before.
SELECT s.text_id, t.week, t.version, t.published, s.told, s.written FROM coverage.sketch s
JOIN coverage.text t USING (text_id)
WHERE s.text_id IN (SELECT unnest($asked::BIGINT[])) ORDER BY s.text_id;

-- name: old_tellings
-- Read what texts said before it was weighed.
SELECT s.text_id, t.version, t.published, s.told
FROM coverage.sketch s JOIN coverage.text t USING (text_id)
WHERE s.text_id IN (SELECT unnest($asked::BIGINT[])) ORDER BY s.text_id;

-- name: weeks
-- List the weeks after one in which texts were published.
SELECT DISTINCT week FROM coverage.text WHERE week > $first ORDER BY week;

-- name: week_texts
-- List the texts of weeks.
SELECT week, text_id FROM coverage.text WHERE week IN (SELECT unnest($weeks::BIGINT[]))
ORDER BY week, text_id;

-- name: naming
-- List the texts of weeks that have one of their terms among their keys.
SELECT DISTINCT k.text_id
FROM coverage.key k
JOIN (SELECT week, hash(term) AS token FROM cover_term) m ON m.token = k.token
JOIN coverage.text t ON t.text_id = k.text_id AND t.week = m.week
ORDER BY k.text_id;

-- name: holding
-- Count how many texts of the weeks before a week hold terms.
SELECT t.week, t.term, sum(h.texts)::BIGINT AS texts
FROM (SELECT week, term, hash(term) AS token FROM cover_term) t
JOIN coverage.week_term h ON h.token = t.token AND h.week BETWEEN t.week - $weeks AND t.week - 1
GROUP BY t.week, t.term
ORDER BY t.week, t.term;

-- name: shifted
-- List the terms whose level in some weeks is another since counts of the weeks before changed; ''
-- stands for those that no text of them holds. The formula is that of
-- `resolvers.text.terms.level`.
WITH near AS (
    SELECT a.week, a.week - n.range AS before
    FROM (SELECT unnest($asked::BIGINT[]) AS week) a
    CROSS JOIN range(1, $weeks + 1) n),
change AS (
    SELECT n.week, c.term, sum(c.change) AS change
    FROM near n
    JOIN cover_change c ON c.week = n.before
    GROUP BY n.week, c.term),
counted AS (
    SELECT n.week, h.term, sum(h.texts) AS texts
    FROM near n
    JOIN coverage.week_term h ON h.week = n.before
    WHERE n.week IN (SELECT week FROM change)
    GROUP BY n.week, h.term),
both_ways AS (
    SELECT c.week, c.term, c.texts AS now, c.texts - coalesce(d.change, 0) AS was
    FROM counted c
    LEFT JOIN change d ON d.week = c.week AND d.term = c.term),
total AS (
    SELECT week, now, was
    FROM both_ways
    WHERE term = '')
SELECT b.week, b.term
FROM (SELECT week, term, if(term = '', 0, now) AS now, if(term = '', 0, was) AS was
    FROM both_ways) b
JOIN total t ON t.week = b.week
WHERE floor(log2(greatest(1, (t.now + $unwritten)::BIGINT * 99 // (70 * (b.now::BIGINT + 1)))))
   <> floor(log2(greatest(1, (t.was + $unwritten)::BIGINT * 99 // (70 * (b.was::BIGINT + 1)))))
ORDER BY b.week, b.term;

-- name: count_held
-- Count what changed in a week.
MERGE INTO coverage.week_term h
    USING (SELECT week, hash(term) AS token, term, change FROM cover_changing) c
ON c.week = h.week AND c.token = h.token
WHEN MATCHED THEN UPDATE SET texts = h.texts + c.change
WHEN NOT MATCHED THEN INSERT VALUES (c.week, c.token, c.term, c.change);

-- name: drop_sketches
-- Drop what texts said.
DELETE FROM coverage.sketch WHERE text_id IN (SELECT unnest($dropped::BIGINT[]));

-- name: take_sketches
-- Take in what they say.
INSERT INTO coverage.sketch SELECT text_id, written, told FROM cover_sketch ORDER BY text_id;

-- name: stage_keys
-- Put the keys of texts aside, until all are known.
INSERT INTO coverage.staged_key SELECT text_id, hash(key), moment FROM cover_key ORDER BY ALL;

-- name: drop_keys
-- Drop the keys of changed texts.
DELETE FROM coverage.key WHERE text_id IN (SELECT text_id FROM cover_changed);

-- name: take_keys
-- Take in those that were put aside.
INSERT INTO coverage.key FROM coverage.staged_key;

-- name: clear_staged
-- Forget them there.
DELETE FROM coverage.staged_key;
