-- name: take_shingles
-- Take in sampled shingles.
INSERT INTO coverage.shingle SELECT text_id, token, moment FROM cover_sampled
    ORDER BY text_id, token;

-- name: note_near
-- Note all that is printed of what new and gone texts print; what is printed once says nothing.
CREATE OR REPLACE TEMP TABLE cover_near AS
WITH printed AS NOT MATERIALIZED (FROM coverage.shingle UNION ALL FROM coverage.stock),
near AS MATERIALIZED (
    SELECT text_id, token, moment FROM printed
    WHERE token
        IN (SELECT token FROM printed WHERE text_id IN (SELECT text_id FROM cover_changed))),
often AS (SELECT token FROM near GROUP BY token HAVING count(*) > 1)
SELECT n.text_id, n.token, n.moment, false AS was, true AS now FROM near n SEMI
JOIN often USING (token)
WHERE n.text_id NOT IN (SELECT text_id FROM cover_changed WHERE gone);

-- name: drop_shingles
-- Drop the shingles of texts that are gone.
DELETE FROM coverage.shingle WHERE text_id IN (SELECT text_id FROM cover_changed WHERE gone);

-- name: drop_stock
-- Drop their boilerplate too.
DELETE FROM coverage.stock WHERE text_id IN (SELECT text_id FROM cover_changed WHERE gone);

-- name: turned
-- List what has become boilerplate, or is none any more: what one publisher prints in three
-- articles more than three days apart, or in five without a date.
WITH often AS (SELECT token FROM cover_near GROUP BY token HAVING count(*) >= 3),
now AS (
    SELECT t.publisher, n.token FROM cover_near n SEMI JOIN often USING (token)
    JOIN coverage.text t USING (text_id)
    WHERE t.publisher IS NOT NULL GROUP BY t.publisher, n.token
    HAVING (count(*) >= 3 AND max(n.moment) - min(n.moment) > 3)
        OR (count(*) >= 5 AND count(n.moment) = 0)),
-- What nobody prints any more is boilerplate no longer.
gone AS (
    SELECT token FROM (FROM coverage.shingle UNION ALL FROM coverage.stock)
    WHERE $gone AND text_id IN (SELECT text_id FROM cover_changed WHERE gone)),
was AS (
    SELECT publisher, token FROM coverage.boilerplate
    WHERE token IN (SELECT token FROM cover_near UNION ALL SELECT token FROM gone))
SELECT publisher, token, true AS boilerplate FROM (FROM now EXCEPT FROM was)
UNION ALL
SELECT publisher, token, false FROM (FROM was EXCEPT FROM now)
ORDER BY ALL;

-- name: note_kept
-- Note what is left of it to pair by.
CREATE OR REPLACE TEMP TABLE cover_kept AS
SELECT n.* FROM cover_near n JOIN coverage.text t USING (text_id)
WHERE NOT EXISTS (SELECT 1 FROM coverage.boilerplate b
    WHERE b.publisher = t.publisher AND b.token = n.token);

-- name: turned_texts
-- List the texts that hold some of it.
SELECT DISTINCT s.text_id
FROM (SELECT text_id, token FROM coverage.shingle WHERE token IN (SELECT token FROM cover_turned)
      UNION ALL SELECT text_id, token FROM coverage.stock
      WHERE token IN (SELECT token FROM cover_turned)) s
JOIN coverage.text t USING (text_id) SEMI
JOIN cover_turned u ON u.publisher = t.publisher AND u.token = s.token
ORDER BY s.text_id;

-- name: note_all_was
-- Note what texts had that are gone, or whose boilerplate turned; what is new had nothing.
CREATE OR REPLACE TEMP TABLE cover_was AS
SELECT text_id, token, moment FROM coverage.shingle
WHERE text_id
    IN (SELECT text_id FROM cover_changed WHERE gone UNION ALL SELECT unnest($turning::BIGINT[]));

-- name: drop_boilerplate
-- Drop what is boilerplate no more.
DELETE FROM coverage.boilerplate
    WHERE (publisher, token) IN (SELECT (publisher, token) FROM cover_turned WHERE NOT boilerplate);

-- name: take_boilerplate
-- Take in what has become boilerplate.
INSERT INTO coverage.boilerplate SELECT publisher, token FROM cover_turned WHERE boilerplate
    ORDER BY ALL;

-- name: release_stock
-- Put what is boilerplate no more among the shingles that pair.
INSERT INTO coverage.shingle
SELECT s.* FROM coverage.stock s JOIN coverage.text t USING (text_id)
WHERE s.text_id IN (SELECT text_id FROM cover_changed)
  AND NOT EXISTS (SELECT 1 FROM coverage.boilerplate b
      WHERE b.publisher = t.publisher AND b.token = s.token)
ORDER BY s.text_id, s.token;

-- name: drop_released
-- Drop it there.
DELETE FROM coverage.stock WHERE text_id IN (SELECT text_id FROM cover_changed)
  AND (text_id, token)
      IN (SELECT (text_id, token) FROM coverage.shingle
      WHERE text_id IN (SELECT text_id FROM cover_changed));

-- name: take_stock
-- Take boilerplate out of the shingles that pair.
INSERT INTO coverage.stock
SELECT s.* FROM coverage.shingle s JOIN coverage.text t USING (text_id)
JOIN coverage.boilerplate b ON b.publisher = t.publisher AND b.token = s.token
WHERE s.text_id IN (SELECT text_id FROM cover_changed)
ORDER BY s.text_id, s.token;

-- name: drop_taken
-- Drop it there.
DELETE FROM coverage.shingle WHERE text_id IN (SELECT text_id FROM cover_changed)
  AND (text_id, token)
      IN (SELECT (text_id, token) FROM coverage.stock
      WHERE text_id IN (SELECT text_id FROM cover_changed));

-- name: note_stale
-- Note the stored pairs that were looked for again.
CREATE OR REPLACE TEMP TABLE cover_stale AS
SELECT a, b FROM coverage.candidate
WHERE a IN (SELECT text_id FROM cover_changed)
   OR b IN (SELECT text_id FROM cover_changed UNION ALL SELECT unnest($affected::BIGINT[]));

-- name: note_judged
-- Note the pairs to be compared word for word: those that are new, those with a text whose
-- boilerplate turned, and those with a text whose credits changed.
CREATE OR REPLACE TEMP TABLE cover_judged AS
WITH again AS (SELECT text_id FROM cover_changed UNION ALL SELECT unnest($credited::BIGINT[]))
SELECT a, b FROM cover_candidate
WHERE a IN (SELECT text_id FROM again) OR b IN (SELECT text_id FROM again)
    OR (a, b) NOT IN (SELECT (a, b) FROM cover_stale)
UNION
SELECT a, b FROM coverage.candidate
WHERE (a IN (SELECT unnest($credited::BIGINT[])) OR b IN (SELECT unnest($credited::BIGINT[])))
  AND (a, b) NOT IN (SELECT (a, b) FROM cover_stale);

-- name: drop_candidates
-- Drop the pairs that were looked for again.
DELETE FROM coverage.candidate WHERE (a, b) IN (SELECT (a, b) FROM cover_stale);

-- name: take_candidates
-- Take in those that were found.
INSERT INTO coverage.candidate SELECT a, b FROM cover_candidate ORDER BY ALL;

-- name: judged
-- List the pairs to be compared, in the order of time, so that a text's are one after the other.
SELECT j.a, j.b FROM cover_judged j JOIN coverage.text y ON y.text_id = j.b
JOIN coverage.text x ON x.text_id = j.a
ORDER BY y.published NULLS LAST, y.tie, x.published NULLS LAST, x.tie;

-- name: asked_stock
-- List the boilerplate of texts.
SELECT text_id, token FROM coverage.stock WHERE text_id IN (SELECT unnest($asked::BIGINT[]))
ORDER BY ALL;

-- name: asked_credits
-- List the credits of texts.
SELECT text_id, kind, publisher, start, "end" FROM coverage.credit
WHERE text_id IN (SELECT unnest($asked::BIGINT[]))
ORDER BY text_id, start IS NOT NULL, start, kind, publisher;

-- name: former_copies
-- List the copies among pairs that were compared again, or are compared no more.
SELECT c.text_id, c.from_id, c.tied, c.same FROM coverage.copy c
WHERE c.text_id IN (SELECT text_id FROM cover_changed)
    OR c.from_id IN (SELECT text_id FROM cover_changed)
   OR (c.text_id, c.from_id) IN (
       SELECT (a, b) FROM cover_judged UNION ALL SELECT (b, a) FROM cover_judged
       UNION ALL SELECT (a, b) FROM cover_stale s
       WHERE (a, b) NOT IN (SELECT (a, b) FROM cover_candidate)
       UNION ALL SELECT (b, a) FROM cover_stale s
       WHERE (a, b) NOT IN (SELECT (a, b) FROM cover_candidate))
ORDER BY ALL;

-- name: drop_copies
-- Drop copies.
DELETE FROM coverage.copy WHERE (text_id, from_id) IN (SELECT (a, b) FROM cover_former);

-- name: take_copies
-- Take in copies.
INSERT INTO coverage.copy SELECT text_id, from_id, tied, same FROM cover_copy ORDER BY ALL;

-- name: drop_credits
-- Drop the credits of texts.
DELETE FROM coverage.credit WHERE text_id IN (SELECT unnest($dropped::BIGINT[]));

-- name: drop_creditable
-- Drop the names that may be credits.
DELETE FROM coverage.creditable WHERE text_id IN (SELECT unnest($dropped::BIGINT[]));

-- name: take_credits
-- Take in credits.
INSERT INTO coverage.credit SELECT text_id, kind, publisher, start, "end" FROM cover_credit
    ORDER BY ALL;

-- name: take_creditable
-- Take in names that may be credits.
INSERT INTO coverage.creditable SELECT text_id, name FROM cover_creditable ORDER BY ALL;

-- name: new_publishers
-- List the publishers that printed nothing before.
SELECT name FROM (SELECT unnest($names::VARCHAR[]) AS name)
WHERE name NOT IN (SELECT name FROM coverage.publisher) ORDER BY name;

-- name: take_publishers
-- Take them in.
INSERT INTO coverage.publisher SELECT unnest($names::VARCHAR[]) AS name ORDER BY name;

-- name: recredited
-- List the texts that may credit one of these publishers.
SELECT DISTINCT text_id FROM coverage.creditable WHERE name IN (SELECT unnest($names::VARCHAR[]))
ORDER BY text_id;

-- name: credited_publishers
-- List whom texts may credit.
SELECT text_id, name FROM coverage.creditable SEMI JOIN coverage.publisher USING (name)
WHERE text_id IN (SELECT unnest($asked::BIGINT[])) ORDER BY ALL;
