-- name: make_schema
-- Make room for the search index; it is made from the ledger's rows, and may be dropped at any
-- time.
CREATE SCHEMA IF NOT EXISTS search;

-- name: make_story
-- Keep which story and reporting each article belongs to.
CREATE OR REPLACE TABLE search.story AS
SELECT article, story, origin, derived_from FROM story_row;

-- name: make_claim
-- Keep the claims as they are now: what they are asked by, and what is told of them, as one text:
-- to bind its columns took most of an answer.
CREATE OR REPLACE TABLE search.claim AS
WITH told AS MATERIALIZED (
    SELECT r.*, v.version_id, v.version, v.title, v.published_at, o.source AS outlet, url
    FROM claim_row r
    JOIN article a USING (article)
    JOIN current_version v USING (article_id)
    LEFT JOIN source o USING (source_id)),
piece AS (SELECT claim, version_id, unnest(content) AS place FROM told),
whole AS MATERIALIZED (SELECT claim, version_id, place[1] AS first, place[2] AS last FROM piece),
named AS MATERIALIZED (
    SELECT m.version_id, m.start, m."end", e.entity
    FROM mention m
    JOIN read_link l USING (mention_id)
    JOIN current_entity_member ms ON ms.chain_id = l.chain_id
    JOIN entity e ON e.entity_id = ms.entity_id
    WHERE m.version_id IN (SELECT version_id FROM whole)),
about AS (
    SELECT w.claim, w.version_id, list(DISTINCT n.entity) AS entities
    FROM whole w
    JOIN named n ON n.version_id = w.version_id AND n.start >= w.first AND n."end" <= w.last
    GROUP BY w.claim, w.version_id),
supported AS (
    SELECT "group", count(DISTINCT coalesce(origin, article)) AS origins
    FROM claim_group_row
    GROUP BY "group")
SELECT
    row_number() OVER () AS place, t.version_id, t.article, t.claim, t.class, t.kind, t.probability,
    t.published_at,
    t.content[1][1] AS first, t.content[1][2] AS last, lower(t.words) AS folded,
    list_transform(t.speakers, lambda x: x.entity) AS said_by, coalesce(b.entities, []) AS about,
    coalesce(s.origins, 1) AS origins, epoch_us(t.published_at) AS published,
    to_json(t)::VARCHAR AS told
FROM told t
LEFT JOIN about b USING (claim, version_id)
LEFT JOIN supported s USING ("group");

-- name: make_entity
-- Keep the entities as lists show them, with their numbers.
CREATE OR REPLACE TABLE search.entity AS
WITH part AS (
    SELECT DISTINCT e.entity, o.entity AS member
    FROM read_feature f
    JOIN current_chain c USING (chain_id)
    JOIN mention m ON m.version_id = c.version_id AND m.start = f.start AND m."end" = f."end"
    JOIN read_link l USING (mention_id)
    JOIN current_entity_member own ON own.chain_id = c.chain_id
    JOIN current_entity_member other ON other.chain_id = l.chain_id
        AND other.entity_id <> own.entity_id
    JOIN entity e ON e.entity_id = own.entity_id
    JOIN entity o ON o.entity_id = other.entity_id
    WHERE f.name = 'member')
SELECT
    e.entity_id, r.*, lower(r.name) AS folded, coalesce(p.members, []) AS members,
    coalesce(x.external_ids, []) AS external_ids
FROM entity_row r
JOIN entity e USING (entity)
LEFT JOIN (SELECT entity, list(member ORDER BY member) AS members FROM part GROUP BY entity) p
    USING (entity)
LEFT JOIN (
    SELECT entity,
           list(authority || ':' || external_id ORDER BY authority, external_id) AS external_ids
    FROM external_id_row
    GROUP BY entity) x USING (entity);

-- name: make_called
-- Keep which entities a name among the mentions calls so.
CREATE OR REPLACE TABLE search.called AS
SELECT DISTINCT lower(m.surface) AS folded, ms.entity_id
FROM current_chain c
JOIN read_link l USING (chain_id)
JOIN mention m USING (mention_id)
JOIN current_entity_member ms ON ms.chain_id = c.chain_id
WHERE m.kind = 'name'
ORDER BY folded, ms.entity_id;

-- name: make_chain
-- Keep where chains stand that are read now: what pages ask of a few of them, of six tables, again
-- and again.
CREATE OR REPLACE TABLE search.chain AS
SELECT
    c.chain_id, c.chain, c.version_id, c.run_id, n.version_id IS NOT NULL AS is_current
FROM read_chain c
LEFT JOIN current_version n ON n.version_id = c.version_id
ORDER BY c.chain_id;

-- name: make_chain_profile
-- Keep which profile chains have now.
CREATE OR REPLACE TABLE search.chain_profile AS
SELECT c.chain_id, c.chain, p.profile_id FROM current_chain_profile p JOIN chain c USING (chain_id)
ORDER BY c.chain_id;

-- name: make_membership
-- Keep of which entity chains are now, also those of texts that nobody reads any more.
CREATE OR REPLACE TABLE search.membership AS
SELECT chain_id, arg_max(entity_id, run_id) AS entity_id FROM entity_member GROUP BY chain_id
ORDER BY chain_id;

-- name: kept_chains
-- Tell where chains stand, with their texts.
SELECT
    c.chain_id AS number, c.chain, c.run_id AS run, v.version, v.text, a.article, s.source, v.url,
    epoch_us(v.published_at) AS published, c.is_current AS current
FROM search.chain c
JOIN version v USING (version_id)
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE c.chain_id IN (SELECT unnest($chains::BIGINT[]))
ORDER BY c.chain_id;

-- name: kept_memberships
-- Give the number of the entity that each chain belongs to now.
SELECT chain_id, entity_id FROM search.membership
WHERE chain_id IN (SELECT unnest($chains::BIGINT[]))
ORDER BY chain_id;

-- name: kept_chains_of
-- Number the chains of an entity.
SELECT chain_id FROM search.membership WHERE entity_id = $entity ORDER BY chain_id;

-- name: kept_profiles
-- Give chains with their profiles.
SELECT c.chain, c.chain_id, p.profile_id, p.profile
FROM search.chain_profile c
JOIN profile p USING (profile_id)
WHERE c.chain_id IN (SELECT unnest($chains::BIGINT[]))
ORDER BY c.chain;

-- name: make_token
-- Keep which names have which words.
CREATE OR REPLACE TABLE search.token AS
WITH name AS (SELECT DISTINCT name FROM search.entity WHERE status = 'active'),
part AS (SELECT name,
    unnest(regexp_extract_all(lower(strip_accents(name)), '[\p{L}\p{N}]+')) AS token FROM name)
SELECT DISTINCT token, name FROM part ORDER BY token, name;

-- name: make_word
-- Keep the postings: which articles have which words, and how often.
CREATE OR REPLACE TABLE search.word AS
WITH token AS (
    SELECT
        v.article_id,
        unnest(regexp_extract_all(lower(strip_accents(concat_ws(' ', v.title, v.text))),
            '[\p{L}\p{N}]+')) AS word
    FROM current_version v)
SELECT word, article_id, count(*)::INTEGER AS times
FROM token
GROUP BY word, article_id
ORDER BY word, article_id;

-- name: make_article
-- Keep the articles as lists and their own pages show them.
CREATE OR REPLACE TABLE search.article AS
WITH claims AS (SELECT article, count(*) AS claims FROM search.claim GROUP BY article)
SELECT
    a.article, s.source, v.title, url, v.published_at, length(v.text) AS characters,
    (SELECT count(*) FROM version o WHERE o.article_id = a.article_id) AS versions,
    v.version_id, v.version, v.byline, r.story, r.origin,
    coalesce(r.derived_from, []) AS derived_from,
    coalesce(c.claims, 0) AS claims
FROM article a
JOIN current_version v USING (article_id)
LEFT JOIN source s USING (source_id)
LEFT JOIN search.story r USING (article)
LEFT JOIN claims c USING (article);

-- name: make_voice
-- Keep who asserts what, with the texts left out.
CREATE OR REPLACE TABLE search.voice AS
SELECT
    r."group", r.relation, r.claim, r.article, r.origin, r.outlet, r.published_at, r.narrated,
    r.content, r.words,
    r.speaker, r.speaker_name, r.stance, v.version_id, v.version, url, s.story
FROM claim_group_row r
JOIN article a USING (article)
JOIN current_version v ON v.article_id = a.article_id
LEFT JOIN search.story s ON s.article = r.article;

-- name: make_derivation
-- Keep who copied whom, with the texts left out.
CREATE OR REPLACE TABLE search.derivation AS
SELECT
    r.story, a.article, f.article AS from_article, d.kind, d.direction, d.share, d.from_share,
    d.quoted, d.passages,
    v.version_id, v.version, v.published_at, fv.version_id AS from_version_id,
    fv.version AS from_version,
    d.credit_start, d.credit_end
FROM current_derivation d
JOIN current_version v ON v.version_id = d.version_id
JOIN article a ON a.article_id = v.article_id
JOIN current_version fv ON fv.version_id = d.from_version_id
JOIN article f ON f.article_id = fv.article_id
JOIN search.story r ON r.article = a.article;

-- name: make_counts
-- Keep how much there is, up to which run the index was made, and by which statements.
CREATE OR REPLACE TABLE search.counts AS
SELECT
    (SELECT count(*) FROM article) AS articles,
    (SELECT count(*) FROM version) AS versions,
    (SELECT count(*) FROM source) AS sources,
    (SELECT count(*) FROM read_link) AS mentions,
    (SELECT count(*) FROM search.entity WHERE status = 'active') AS entities,
    (SELECT count(*) FROM search.claim) AS claims,
    (SELECT count(*) FROM last_claim_conflict WHERE NOT ended) AS pairs_in_conflict,
    (SELECT coalesce(max(run_id), 0) FROM run) AS run, $digest AS digest;

-- name: is_made
-- Tell whether there is an index that may say how it was made.
SELECT count(*) > 0 AS made FROM duckdb_columns()
WHERE schema_name = 'search' AND table_name = 'counts' AND column_name = 'digest'
    AND database_name = current_database()
ORDER BY made;

-- name: made_until
-- Tell whether the index was made by these statements, and nothing was appended since.
SELECT c.run = (SELECT coalesce(max(run_id), 0) FROM main.run) AND c.digest = $digest AS fresh
FROM search.counts c
ORDER BY fresh;

-- name: ledger_counts
-- Count what the ledger holds now.
SELECT * EXCLUDE (run, digest) FROM search.counts ORDER BY articles;

-- name: trail_article
-- Describe an article by its current version.
SELECT
    a.article, a.version, a.source, a.url, a.title, a.byline, a.published_at, a.characters,
    a.versions, a.story,
    a.origin, a.derived_from, a.claims, v.text[1:$shown] AS beginning
FROM search.article a
JOIN version v USING (version_id)
WHERE a.article = $article
ORDER BY a.article;

-- name: claim_rows
-- List claims by who said them, by whom they mention, by their words, by article, or by the first
-- digits of their key.
WITH asked AS MATERIALIZED (
    SELECT place, origins, probability, published_at, article, claim, first, last
    FROM search.claim
    WHERE ($speaker IS NULL OR list_contains(said_by, $speaker))
      AND ($acts IS NULL OR list_contains($acts::VARCHAR[], class))
      AND ($kind IS NULL OR kind = $kind)
      AND ($articles IS NULL OR list_contains($articles::VARCHAR[], article))
      AND ($words IS NULL OR contains(folded, lower($words)))
      AND ($claim IS NULL OR starts_with(claim, left($claim, 16)))
      AND ($about IS NULL OR list_contains(about, $about))),
listed AS MATERIALIZED (
    SELECT *, (SELECT count(*) FROM asked) AS total
    FROM asked
    ORDER BY
        CASE WHEN $by_support THEN origins END DESC,
        CASE WHEN $by_support THEN coalesce(probability, 0) END DESC,
        published_at NULLS LAST, article, first, last DESC, claim
    LIMIT $limit OFFSET $offset)
SELECT c.told, c.published, c.origins, l.total, v.text
FROM listed l
JOIN search.claim c USING (place)
JOIN version v USING (version_id)
ORDER BY
    CASE WHEN $by_support THEN l.origins END DESC,
    CASE WHEN $by_support THEN coalesce(l.probability, 0) END DESC,
    l.published_at NULLS LAST, l.article, l.first, l.last DESC, l.claim;

-- name: trail_articles_listed
-- List articles by their current versions, the latest published first, maybe only some by their
-- ids.
SELECT article, source, title, url, published_at, characters, versions
FROM search.article
WHERE $articles IS NULL OR list_contains($articles::VARCHAR[], article)
ORDER BY published_at DESC NULLS LAST, article
LIMIT $limit OFFSET $offset;

-- name: trail_stories
-- List the stories, those with the most articles first.
SELECT * EXCLUDE (place) FROM search.story_line ORDER BY place;

-- name: indexed_stories
-- List the stories, the largest first, or those that go back to the most reportings, or the
-- earliest.
SELECT * EXCLUDE (place), count(*) OVER () AS total
FROM search.story_line
ORDER BY
    CASE WHEN $sort = 'origins' THEN -origins END,
    CASE WHEN $sort = 'time' THEN first_published END NULLS LAST,
    CASE WHEN $sort = 'time' THEN story END,
    place
LIMIT $limit OFFSET $offset;

-- name: indexed_alike
-- List the names that have a word written much as one of those that are asked.
WITH asked AS (
    SELECT DISTINCT unnest(regexp_extract_all(lower(strip_accents($words)), '[\p{L}\p{N}]+'))
           AS word),
near AS (
    SELECT DISTINCT t.token
    FROM (SELECT DISTINCT token FROM search.token) t, asked a
    WHERE jaro_winkler_similarity(t.token, a.word) >= $least)
SELECT DISTINCT name FROM search.token WHERE token IN (SELECT token FROM near) ORDER BY name;

-- name: indexed_named
-- List the entities of these names, those that are mentioned most first.
SELECT entity, name, type, mentions, articles
FROM search.entity
WHERE status = 'active' AND list_contains($names::VARCHAR[], name)
ORDER BY mentions DESC, entity;

-- name: indexed_queue_joins
-- List the first of the weak joins that are worth a decision.
SELECT * EXCLUDE (place) FROM search.queue_joins ORDER BY place LIMIT $limit;

-- name: indexed_queue_pairs
-- List the first of the pairs that came close to being one.
SELECT * EXCLUDE (place) FROM search.queue_pairs ORDER BY place LIMIT $limit;

-- name: trail_voices
-- List who asserts what, of one story or one group, in the order of time.
WITH asked AS MATERIALIZED (
    SELECT * FROM search.voice
    WHERE ($group IS NULL OR "group" = $group) AND ($story IS NULL OR story = $story)),
told AS MATERIALIZED (SELECT version_id, text FROM version
    WHERE version_id IN (SELECT version_id FROM asked))
SELECT a.* EXCLUDE (version_id, story), t.text
FROM asked a
JOIN told t USING (version_id)
ORDER BY a.published_at NULLS LAST, a.article, a.content[1][1], a.claim;

-- name: trail_story_derivations
-- List who copied whom in a story, with the copied passages.
WITH asked AS MATERIALIZED (SELECT * FROM search.derivation WHERE story = $story),
told AS MATERIALIZED (
    SELECT version_id, text FROM version
    WHERE version_id IN (SELECT version_id FROM asked UNION ALL SELECT from_version_id FROM asked))
SELECT a.* EXCLUDE (story, version_id, from_version_id), t.text, f.text AS from_text
FROM asked a
JOIN told t ON t.version_id = a.version_id
JOIN told f ON f.version_id = a.from_version_id
ORDER BY a.published_at NULLS LAST, a.article, a.from_article;

-- name: indexed_conflicts
-- List the pairs of assertions that conflict, of one story, one group, or all.
SELECT c.* EXCLUDE (place)
FROM search.conflict c
WHERE ($group IS NULL OR c.group_a = $group OR c.group_b = $group)
  AND ($story IS NULL OR EXISTS (
      SELECT 1 FROM search.story s
      WHERE s.story = $story AND s.article IN (c.article_a, c.article_b)))
ORDER BY c.place;

-- name: indexed_entities
-- List the active entities that an article mentions; their number is counted beside, so that only
-- those shown are read whole.
WITH wanted AS NOT MATERIALIZED (
    SELECT *
    FROM search.entity
    WHERE status = 'active'
      AND mentions >= greatest(1, $least)
      AND (NOT $named OR len(names) > 0 OR articles >= 2)
      AND CASE WHEN $type IS NOT NULL THEN type = $type ELSE NOT $except_other
          OR type <> 'other' END)
SELECT * EXCLUDE (entity_id, folded), (SELECT count(*) FROM wanted) AS total
FROM wanted
ORDER BY
    CASE $sort WHEN 'articles' THEN -articles WHEN 'sources' THEN -sources
        WHEN 'mentions' THEN -mentions END,
    CASE WHEN $sort = 'name' THEN folded END,
    CASE WHEN $sort = 'first' THEN first_published END NULLS LAST,
    CASE WHEN $sort IN ('articles', 'sources') THEN -mentions END,
    entity
LIMIT $limit OFFSET $offset;

-- name: indexed_names
-- List the entities that words may mean, each with how well it fits: id, whole name, called so,
-- part of the name.
WITH holds
    AS MATERIALIZED (SELECT entity_id, name, folded FROM search.entity
    WHERE contains(folded, lower($what))),
part AS (
    SELECT
        entity_id,
        CASE WHEN name = $what THEN 1
             WHEN folded = lower($what) THEN 2
             WHEN list_contains(string_split(folded, ' '), lower($what)) THEN 4
             ELSE 5 END AS fit
    FROM holds),
fit AS (
    SELECT entity_id, 0 AS fit FROM search.entity WHERE entity = $what
    UNION ALL
    SELECT entity_id, fit FROM part WHERE $loose OR fit < 5
    UNION ALL
    SELECT entity_id, 3 FROM search.called WHERE folded = lower($what)),
best AS (SELECT entity_id, min(fit) AS fit, bool_or(fit IN (4, 5)) AS contained FROM fit
    GROUP BY entity_id),
sure AS (SELECT count(*) > 0 AS is_sure FROM best WHERE fit <= 2),
kept AS (
    SELECT entity_id, CASE WHEN fit = 3 AND is_sure THEN 5 ELSE fit END AS fit
    FROM best, sure
    WHERE fit <> 3 OR NOT is_sure OR contained)
SELECT e.entity, e.name, e.type, e.mentions, e.articles, k.fit, count(*) OVER () AS total
FROM kept k
JOIN search.entity e USING (entity_id)
WHERE e.status = 'active'
ORDER BY CASE WHEN k.fit = 2 THEN 1 WHEN k.fit = 5 THEN 4 ELSE k.fit END, e.mentions DESC, e.entity
LIMIT $limit;

-- name: indexed_articles
-- List the articles that have all of some words, those first that have them most often for their
-- length.
WITH asked AS (
    SELECT DISTINCT unnest(regexp_extract_all(lower(strip_accents($words)), '[\p{L}\p{N}]+'))
           AS word),
found AS MATERIALIZED (
    SELECT w.word, w.article_id, w.times FROM search.word w
    WHERE w.word IN (SELECT word FROM asked)),
rare AS (SELECT word, ln(1 + (SELECT articles FROM search.counts) / count(*)) AS weight FROM found
    GROUP BY word),
ranked AS (
    SELECT f.article_id, sum(r.weight * f.times / (f.times + 1.5)) AS score
    FROM found f
    JOIN rare r USING (word)
    GROUP BY f.article_id
    HAVING count(*) = (SELECT count(*) FROM asked))
SELECT l.article, l.source, l.title, l.url, l.published_at, l.characters, l.versions, k.total
FROM (SELECT *, count(*) OVER () AS total FROM ranked ORDER BY score DESC, article_id
    LIMIT $limit) k
JOIN article a USING (article_id)
JOIN search.article l USING (article)
ORDER BY k.score DESC, l.article;

-- name: indexed_texts
-- Give the current texts of a few articles.
SELECT l.article, v.text
FROM search.article l
JOIN version v USING (version_id)
WHERE list_contains($articles::VARCHAR[], l.article)
ORDER BY l.article;

-- name: past_articles
-- List the articles that had all of some words at a moment, the latest first: texts are read, since
-- the index is of now.
WITH asked AS (
    SELECT list(DISTINCT word) AS words
    FROM (SELECT unnest(regexp_extract_all(lower(strip_accents($words)), '[\p{L}\p{N}]+'))
        AS word)),
found AS MATERIALIZED (
    SELECT v.version_id
    FROM current_version v, asked
    WHERE len(words) > 0
      AND list_has_all(
          regexp_extract_all(lower(strip_accents(concat_ws(' ', v.title, v.text))),
              '[\p{L}\p{N}]+'), words))
SELECT
    a.article, s.source, v.title, url, v.published_at, length(v.text) AS characters,
    (SELECT count(*) FROM version o WHERE o.article_id = a.article_id) AS versions,
    count(*) OVER () AS total
FROM version v
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
WHERE v.version_id IN (SELECT version_id FROM found)
ORDER BY v.published_at DESC NULLS LAST, a.article
LIMIT $limit;
