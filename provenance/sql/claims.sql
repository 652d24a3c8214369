-- name: claim_numbers
-- Give the numbers of the claims of versions.
SELECT claim, claim_id FROM claim WHERE version_id IN (SELECT unnest($versions::BIGINT[]))
ORDER BY claim_id;

-- name: told_claims
-- List those of these claims that a reader has read.
SELECT claim_id FROM attribution
WHERE reader = $reader AND claim_id IN (SELECT unnest($claims::BIGINT[])) ORDER BY claim_id;

-- name: unclaimed_versions
-- List the versions of the latest reading by a reader that a reader of claims has not read, in the
-- order of publication.
WITH last
    AS (SELECT version_id, arg_max(reader, run_id) AS reader FROM reading GROUP BY version_id),
said AS (SELECT version_id, arg_max(reader, run_id) AS reader FROM claim_reading
    GROUP BY version_id),
due AS MATERIALIZED (
    SELECT l.version_id FROM last l LEFT JOIN said s USING (version_id)
    WHERE l.reader = $reader
        AND split_part(s.reader, '; decided ', 1) IS DISTINCT FROM $claims_reader
      AND l.version_id IN (SELECT max(version_id) FROM version GROUP BY article_id))
SELECT a.article, s.source, v.*
FROM version v JOIN article a USING (article_id) LEFT JOIN source s USING (source_id)
WHERE v.version_id IN (SELECT version_id FROM due)
ORDER BY v.published_at NULLS LAST, a.article, v.version_id;

-- name: export_claims
-- Export claims.
SELECT * EXCLUDE (words, speaker_weight, membership) FROM claim_row;

-- name: export_statements
-- Export what articles state of entities; a "former" office has ended by the day of the article,
-- one of an "elect" has not begun.
SELECT a.article, f.start, f."end", v.text[f.start + 1 : f."end"] AS surface,
       left(c.chain, 16) AS chain, e.entity,
       st.name AS entity_name, CASE f.name WHEN 'polity' THEN 'country'
           ELSE f.name END AS property, f.value,
       f.qualifier AS affiliation, f.modifiers, o.source, v.published_at AS observed_at,
       CASE WHEN list_contains(f.modifiers, 'former') THEN 'ended'
           WHEN list_contains(f.modifiers, 'elect') THEN 'to come'
            ELSE 'holds' END AS valid
FROM read_feature f JOIN current_chain c USING (chain_id)
JOIN version v ON v.version_id = c.version_id
JOIN article a USING (article_id) LEFT JOIN source o USING (source_id)
LEFT JOIN current_entity_member ms ON ms.chain_id = c.chain_id
LEFT JOIN entity e ON e.entity_id = ms.entity_id
LEFT JOIN current_entity_state st ON st.entity_id = ms.entity_id
WHERE f.name NOT IN ('candidate', 'quoted')
ORDER BY a.article, f.start, f."end", property, f.value, f.qualifier, c.chain;

-- name: export_values
-- Export the numbers, amounts, shares and dates of what is asserted now, each as the interval that
-- its words allow.
WITH found AS (
    SELECT t.assertion_id, v.* EXCLUDE (claim_id, run_id)
    FROM claim_value v JOIN current_assertion t USING (claim_id)
    UNION ALL BY NAME
    SELECT v.* EXCLUDE (run_id) FROM narrated_value v JOIN current_assertion t USING (assertion_id)
    WHERE t.claim_id IS NULL)
SELECT r.article, left(r.assertion, 16) AS claim, r.narrated, f.start, f."end", f.surface, f.kind,
       f.low, f.high, f.unit, f.noun,
       f.first_day::VARCHAR AS first_day, f.last_day::VARCHAR AS last_day, g.proposition AS "group"
FROM found f JOIN assertion_row r USING (assertion_id)
LEFT JOIN current_proposition_member m USING (assertion_id)
LEFT JOIN proposition g USING (proposition_id)
ORDER BY r.article, f.start, f."end", r.assertion, f.kind;

-- name: given_claims
-- Return the claims of a version as a caller gave them, each of one piece.
SELECT p.content[1] AS content, p.source[1] AS source, t.stance
FROM claim c
JOIN attribution t USING (claim_id)
JOIN claim_spans p USING (claim_id)
WHERE t.reader = $reader
  AND c.version_id IN (SELECT version_id FROM version WHERE version = $version)
ORDER BY p.content[1], c.claim;

-- name: claim_rows
-- List claims by who said them, by whom they mention, by their words, by article, or by the first
-- digits of their key.
WITH asked AS MATERIALIZED (
    SELECT r.*, v.version_id, v.version, v.title, v.published_at, o.source AS outlet, v.url
    FROM claim_row r
    JOIN article a USING (article)
    JOIN current_version v USING (article_id)
    LEFT JOIN source o USING (source_id)
    WHERE ($speaker IS NULL
        OR list_contains(list_transform(r.speakers, lambda s: s.entity), $speaker))
      AND ($acts IS NULL OR list_contains($acts::VARCHAR[], r.class))
      AND ($kind IS NULL OR r.kind = $kind)
      AND ($articles IS NULL OR list_contains($articles::VARCHAR[], r.article))
      AND ($words IS NULL OR contains(lower(r.words), lower($words)))
      AND ($claim IS NULL OR starts_with(r.claim, left($claim, 16)))
      AND ($about IS NULL OR EXISTS (
          SELECT 1 FROM mention m JOIN read_link l USING (mention_id)
          JOIN current_entity_member ms ON ms.chain_id = l.chain_id
          JOIN entity e ON e.entity_id = ms.entity_id, unnest(r.content) AS p(piece)
          WHERE m.version_id = v.version_id AND e.entity = $about AND m.start >= p.piece[1]
              AND m."end" <= p.piece[2]))),
supported AS (
    SELECT "group", count(DISTINCT coalesce(origin, article)) AS origins
    FROM claim_group_row
    WHERE "group" IN (SELECT "group" FROM asked)
    GROUP BY "group"),
counted AS (
    SELECT a.*, coalesce(s.origins, 1) AS origins, count(*) OVER () AS total,
           row_number() OVER (
               ORDER BY CASE WHEN $by_support THEN coalesce(s.origins, 1) END DESC,
                        CASE WHEN $by_support THEN coalesce(a.probability, 0) END DESC,
                        a.published_at NULLS LAST, a.article, a.content[1][1], a.content[1][2] DESC,
                        a.claim) AS rank
    FROM asked a LEFT JOIN supported s USING ("group"))
SELECT c.*, v.text
FROM counted c JOIN version v USING (version_id)
WHERE c.rank > $offset AND ($limit IS NULL OR c.rank <= $offset + $limit)
ORDER BY c.rank;

-- name: claim_values
-- List the values inside claims, of one claim by the first digits of its key or of all.
SELECT left(t.claim, 16) AS claim, a.article, x.kind, x.start, x."end", x.surface, x.low, x.high,
       x.unit, x.noun, x.first_day, x.last_day
FROM claim_value x JOIN current_claim t ON t.claim_id = x.claim_id AND t.run_id = x.run_id
JOIN version v ON v.version_id = t.version_id JOIN article a USING (article_id)
WHERE $claim IS NULL OR starts_with(t.claim, left($claim, 16))
ORDER BY a.article, x.start, x."end", t.claim;
