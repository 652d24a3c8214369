-- name: begin
-- Note what the index is made by; nothing is in it yet.
INSERT INTO linking.state VALUES ($fingerprint, 0, '', '', 0, false);

-- name: note_model
-- Note the model whose scores the index is to hold.
UPDATE linking.model SET content = $content;

-- name: begin_entities
-- Take in the ids that the ledger holds already.
INSERT INTO linking.entity
SELECT e.entity_id, e.entity, e.founding_chain, NULL, s.name, s.type, s.status, s.redirect,
       s.speaks_for, NULL
FROM entity e JOIN current_entity_state s USING (entity_id) ORDER BY e.entity_id;

-- name: begin_edges
-- Take in the comparisons that count.
INSERT INTO linking.edge
SELECT profile_a, profile_b, comparison_id, hash(model, match_key, parts), match_probability, false
FROM current_comparison ORDER BY profile_a, profile_b;

-- name: begin_ties
-- Take in which entities entries are.
INSERT INTO linking.tie
SELECT e.entity, x.entry_id, x.probability FROM current_external_id x
JOIN entity e USING (entity_id) ORDER BY x.entry_id, e.entity;

-- name: finish
-- Note up to which run readings are in the index, and up to which version these readers have read
-- all.
UPDATE linking.state SET upto = (SELECT coalesce(max(run_id), 0) FROM run), reader = $reader,
claims_reader = $claims_reader,
                         version = $version;

-- name: note_readers
-- Note the same where nothing came in, unless it is noted already: an update that changes nothing
-- would be written too.
UPDATE linking.state SET reader = $reader, claims_reader = $claims_reader, version = $version
WHERE (reader, claims_reader, version) IS DISTINCT FROM ($reader, $claims_reader, $version);

-- name: count_chains
-- Count the chains of the index.
SELECT count(*) AS chains FROM linking.chain ORDER BY 1;

-- name: count_news
-- Count what was read, the entries of authorities that came, changed or went, and what was decided,
-- since the index was last brought up to date.
SELECT (SELECT count(*) FROM reading WHERE run_id > $upto)
       + (SELECT count(*) FROM authority_entry WHERE run_id > $upto)
     + (SELECT count(*) FROM decision WHERE run_id > $upto) AS news
ORDER BY 1;

-- name: count_read
-- Count the readings since the index was last brought up to date.
SELECT count(*) AS readings FROM reading WHERE run_id > $upto ORDER BY 1;

-- name: read_since
-- Tell whether anything was read after a run.
SELECT 1 AS found FROM reading WHERE run_id > $upto UNION SELECT 1 FROM claim_reading
WHERE run_id > $upto ORDER BY 1;

-- name: take_profiles
-- Take in new rows of the profile table.
INSERT INTO linking.profile BY NAME FROM row;

-- name: note_delta
-- Note the versions that were read since the index was last brought up to date, and which of them
-- had been read before.
CREATE OR REPLACE TEMP TABLE delta_version AS
SELECT version_id, min(run_id) <= $upto AS reread FROM reading
WHERE version_id IN (SELECT version_id FROM reading WHERE run_id > $upto) GROUP BY version_id;

-- name: note_retied
-- Note the versions besides whose chains a decision tied to other profiles.
INSERT INTO delta_version
SELECT version_id, true
FROM (SELECT DISTINCT unnest($versions::BIGINT[]) AS version_id)
WHERE version_id NOT IN (SELECT version_id FROM delta_version);

-- name: count_reread
-- Count the versions of these that had been read before.
SELECT count(*) AS versions FROM delta_version WHERE reread ORDER BY 1;

-- name: note_dropped
-- Note the chains that those versions had in the index.
CREATE OR REPLACE TEMP TABLE dropped AS
SELECT profile_id, name, published, mentions FROM linking.chain
WHERE version_id IN (SELECT version_id FROM delta_version);

-- name: drop_chains
-- Drop the chains of the versions that were read.
DELETE FROM linking.chain WHERE version_id IN (SELECT version_id FROM delta_version);

-- name: take_chains
-- Take in the chains of their latest reading.
INSERT INTO linking.chain
WITH latest AS (
    SELECT version_id, reader FROM reading
    WHERE version_id IN (SELECT version_id FROM delta_version)
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY run_id DESC) = 1),
read AS (
    SELECT c.chain_id, c.version_id, cr.name, cr.run_id
    FROM latest r JOIN chain c USING (version_id)
    JOIN chain_reading cr ON cr.chain_id = c.chain_id AND cr.reader = r.reader),
told AS (
    SELECT chain_id, profile_id FROM chain_profile WHERE chain_id IN (SELECT chain_id FROM read)
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1),
seen AS (
    SELECT r.chain_id, min(m.start) AS start, count(*) AS mentions
    FROM read r JOIN chain_mention l ON l.chain_id = r.chain_id AND l.run_id = r.run_id
    JOIN mention m USING (mention_id)
    GROUP BY r.chain_id)
SELECT r.chain_id, r.version_id, t.profile_id, v.published_at, s.start, r.name, s.mentions
FROM read r JOIN told t USING (chain_id) JOIN seen s USING (chain_id)
JOIN version v ON v.version_id = r.version_id
ORDER BY r.chain_id;

-- name: note_no_entries
-- Note that no entry of an authority came or went.
CREATE OR REPLACE TEMP TABLE delta_entry AS SELECT NULL::BIGINT AS profile_id LIMIT 0;

-- name: note_entries
-- Note the profiles of the entries that came, changed or went, as they were and as they are.
CREATE OR REPLACE TEMP TABLE delta_entry AS
WITH delta AS (SELECT DISTINCT authority, external_id FROM authority_entry WHERE run_id > $upto)
SELECT k.profile_id FROM linking.known k JOIN delta USING (authority, external_id)
UNION
SELECT p.profile_id FROM current_entry e JOIN delta USING (authority, external_id)
JOIN current_entry_profile p USING (entry_id);

-- name: drop_entries
-- Drop those entries as they were.
DELETE FROM linking.known
WHERE (authority, external_id)
    IN (SELECT (authority, external_id) FROM authority_entry WHERE run_id > $upto);

-- name: take_entries
-- Take them in as they are.
INSERT INTO linking.known
SELECT e.entry_id, e.authority, e.external_id, p.profile_id
FROM current_entry e JOIN current_entry_profile p USING (entry_id)
WHERE (e.authority, e.external_id)
    IN (SELECT (authority, external_id) FROM authority_entry WHERE run_id > $upto)
ORDER BY e.entry_id;

-- name: note_touched
-- Note the profiles that gained or lost a chain, and which of them are new or have no chain any
-- more.
CREATE OR REPLACE TEMP TABLE touched AS
WITH lost AS (SELECT DISTINCT profile_id FROM dropped),
gained AS (SELECT DISTINCT profile_id FROM linking.chain
    WHERE version_id IN (SELECT version_id FROM delta_version)),
hit AS MATERIALIZED (FROM lost UNION FROM gained UNION SELECT profile_id FROM delta_entry),
known AS (SELECT profile_id FROM linking.profile WHERE profile_id IN (SELECT profile_id FROM hit)),
alive AS (
    FROM gained
    UNION
    SELECT profile_id FROM linking.chain
    WHERE profile_id IN (SELECT profile_id FROM lost UNION ALL SELECT profile_id FROM delta_entry)
    UNION
    SELECT profile_id FROM linking.known WHERE profile_id IN (SELECT profile_id FROM hit))
SELECT profile_id, profile_id NOT IN (FROM known) AS new, profile_id NOT IN (FROM alive) AS gone
FROM hit;

-- name: note_chainless
-- Note as gone the profiles that only comparisons of earlier runs speak of, in an index made anew:
-- no chain has them any more.
INSERT INTO touched
SELECT profile_id, false, true
FROM (SELECT a AS profile_id FROM linking.edge UNION SELECT b FROM linking.edge)
WHERE profile_id NOT IN (SELECT profile_id FROM linking.profile)
  AND profile_id NOT IN (SELECT profile_id FROM touched);

-- name: take_said
-- Write how much oftener each profile is called by each best name in each month, now that chains
-- are dropped and taken in.
INSERT INTO linking.said
SELECT profile_id, name, year(published) * 12 + month(published) AS month, sum(chains)::BIGINT,
       sum(mentions)::BIGINT FROM (
    SELECT profile_id, name, published, -1 AS chains, -mentions AS mentions FROM dropped
    UNION ALL
    SELECT profile_id, name, published, 1, mentions FROM linking.chain
    WHERE version_id IN (SELECT version_id FROM delta_version))
GROUP BY profile_id, name, month HAVING sum(chains) <> 0 OR sum(mentions) <> 0 ORDER BY ALL;

-- name: touched
-- List the profiles that were touched with their keys, the new ones with what they say, and which
-- are new or gone.
SELECT t.profile_id, p.profile, CASE WHEN t.new THEN p.features END AS features, t.new, t.gone
FROM profile p JOIN touched t USING (profile_id) ORDER BY p.profile;

-- name: note_held
-- Note the postings of the touched profiles. A condition beside the one over ids would have the
-- whole table scanned.
CREATE OR REPLACE TEMP TABLE held AS FROM linking.posting
    WHERE profile_id IN (SELECT profile_id FROM touched);

-- name: count_words
-- Note the words whose count changes, with how many profiles hold them now and held them before.
CREATE OR REPLACE TEMP TABLE word_count AS
WITH change AS (
    SELECT h.token, sum(CASE WHEN t.new THEN (NOT t.gone)::INTEGER ELSE -1 END)::BIGINT AS more
    FROM held h JOIN touched t USING (profile_id) WHERE h.rule = $words AND (t.new OR t.gone)
    GROUP BY h.token)
SELECT c.token, coalesce(w.profiles, 0) + c.more AS now, coalesce(w.profiles, 0) AS before
FROM change c LEFT JOIN (
    SELECT token, sum(profiles)::BIGINT AS profiles FROM linking.word
    WHERE token IN (SELECT token FROM change) GROUP BY token) w
USING (token);

-- name: take_words
-- Write how many more hold them now.
INSERT INTO linking.word SELECT token, now - before FROM word_count WHERE now <> before
    ORDER BY token;

-- name: shared_words
-- List the profiles whose rare words may have changed with those that are rare now, and with what
-- was counted of them before.
WITH turned AS (
    SELECT profile_id FROM linking.posting
    WHERE token
        IN (SELECT token FROM word_count
        WHERE (now BETWEEN 2 AND $rare) <> (before BETWEEN 2 AND $rare))
    UNION
    SELECT profile_id FROM touched WHERE new),
word AS (
    SELECT profile_id, bearers, leads, posts, rare, unnest(words) AS word FROM linking.profile
    WHERE profile_id IN (SELECT profile_id FROM turned)
        AND profile_id NOT IN (SELECT profile_id FROM touched WHERE gone))
-- A word that no touched profile has is held by as many as before.
SELECT w.profile_id, any_value(w.bearers) AS bearers, any_value(w.leads) AS leads,
       any_value(w.posts) AS posts,
       any_value(w.rare) AS rare_before,
       list(w.word ORDER BY w.word)
           FILTER (CASE WHEN c.token IS NULL THEN list_contains(w.rare, w.word)
               ELSE c.now BETWEEN 2 AND $rare END) AS rare
FROM word w LEFT JOIN word_count c ON c.token = hash($words::TINYINT, w.word)
GROUP BY w.profile_id ORDER BY w.profile_id;

-- name: note_neighbours
-- Note the profiles that share a surname with a touched one, or an office for which some profile
-- without a name asks.
CREATE OR REPLACE TEMP TABLE neighbour AS
WITH shared AS (
    SELECT DISTINCT rule, token FROM held WHERE rule IN ($families, $offices)),
asked AS (
    SELECT DISTINCT p.token FROM linking.posting p JOIN linking.profile a USING (profile_id)
    WHERE p.token IN (SELECT token FROM shared WHERE rule = $offices) AND a.form = 'role')
SELECT DISTINCT profile_id FROM linking.posting
WHERE token IN (SELECT token FROM shared WHERE rule = $families UNION ALL FROM asked);

-- name: neighbours
-- List them with what was counted of them before, and tell which were touched and which are gone.
SELECT p.profile_id, f.profile, f.features, t.profile_id IS NOT NULL AS touched,
       coalesce(t.gone, false) AS gone,
       p.family, p.answers, p.bearers, p.leads, p.posts, p.rare
FROM linking.profile p JOIN profile f USING (profile_id) LEFT JOIN touched t USING (profile_id)
WHERE p.profile_id IN (SELECT profile_id FROM neighbour)
ORDER BY f.profile;

-- name: months
-- Count the articles of profiles by month.
SELECT profile_id, month, sum(chains)::BIGINT AS articles FROM linking.said
WHERE profile_id IN (SELECT unnest($ids::BIGINT[])) GROUP BY ALL HAVING sum(chains) > 0
ORDER BY ALL;

-- name: recount
-- Write what was counted anew.
UPDATE linking.profile p SET bearers = n.bearers, leads = n.leads, posts = n.posts, rare = n.rare
FROM recounted n WHERE p.profile_id = n.profile_id;

-- name: drop_profiles
-- Drop the profiles that have no chain any more.
DELETE FROM linking.profile WHERE profile_id IN (SELECT profile_id FROM touched WHERE gone);

-- name: drop_postings
-- Drop their postings.
DELETE FROM linking.posting WHERE profile_id IN (SELECT profile_id FROM touched WHERE gone);

-- name: drop_counted_postings
-- Drop the postings of values that were counted anew.
DELETE FROM linking.posting
    WHERE rule IN ($rare, $posts) AND profile_id IN (SELECT profile_id FROM recounted);

-- name: compared
-- Give the profiles that pairs need, with what was counted of them.
SELECT f.profile, f.features, p.bearers, p.leads, p.posts, p.rare
FROM linking.profile p JOIN profile f USING (profile_id)
WHERE p.profile_id IN (SELECT unnest($ids::BIGINT[])) ORDER BY f.profile;

-- name: all_rows
-- Give the whole profile table, what is fresh marked.
SELECT * EXCLUDE (profile_id) REPLACE (profile_id IN (SELECT profile_id FROM fresh) AS fresh)
FROM linking.profile
ORDER BY profile;

-- name: note_scored
-- Note the scored pairs by number, with the comparison that says the same already, and whether the
-- edge does as well (in an index made anew it does not know yet what keeps pairs apart).
CREATE OR REPLACE TEMP TABLE outcome AS
WITH numbered_pair AS (
    SELECT a.profile_id AS profile_a, b.profile_id AS profile_b, s.* EXCLUDE (profile_a, profile_b),
           list_has_any(list_transform(s.parts, lambda p: p."level"), $apart::VARCHAR[]) AS apart,
           hash(s.model, s.match_key, s.parts) AS said
    FROM scored s JOIN numbered a ON a.profile = s.profile_a
    JOIN numbered b ON b.profile = s.profile_b)
SELECT p.*, CASE WHEN e.said = p.said THEN e.comparison_id END AS known,
       coalesce(e.said = p.said AND e.apart = p.apart, false) AS kept
FROM numbered_pair p LEFT JOIN ended e ON e.a = p.profile_a AND e.b = p.profile_b;

-- name: numbers
-- Give the numbers of all profiles.
SELECT profile, profile_id FROM linking.profile ORDER BY profile_id;

-- name: note_ended
-- Note the edges of fresh and gone profiles, all of which are written anew.
CREATE OR REPLACE TEMP TABLE ended AS
WITH changed
    AS MATERIALIZED (SELECT profile_id FROM fresh UNION SELECT profile_id FROM touched WHERE gone)
SELECT *, rowid AS "row" FROM linking.edge WHERE a IN (SELECT profile_id FROM changed)
UNION
SELECT *, rowid FROM linking.edge WHERE b IN (SELECT profile_id FROM changed);

-- name: count_scored
-- Count the scored pairs, those that the ledger does not hold yet, those whose edge stays, those
-- that are no longer made, and the edges there were.
SELECT count(*) AS pairs, count(*) FILTER (known IS NULL) AS appended,
       count(*) FILTER (kept) AS kept,
       (SELECT count(*) FROM ended e
           WHERE NOT EXISTS (SELECT 1 FROM outcome o WHERE o.profile_a = e.a AND o.profile_b = e.b))
           AS withdrawn,
       (SELECT count(*) FROM ended) AS ended
FROM outcome ORDER BY 1;

-- name: note_appended
-- Note the comparisons that the ledger does not hold yet.
CREATE OR REPLACE TEMP VIEW appended AS
SELECT model, profile_a, profile_b, match_weight, match_probability, match_key, parts FROM outcome
WHERE known IS NULL;

-- name: note_withdrawn
-- Note the comparisons that are no longer made.
CREATE OR REPLACE TEMP VIEW withdrawn AS
SELECT e.comparison_id FROM ended e
WHERE NOT EXISTS (SELECT 1 FROM outcome o WHERE o.profile_a = e.a AND o.profile_b = e.b);

-- name: drop_edges
-- Drop the edges that ended, but for those that are scored as they were.
DELETE FROM linking.edge
WHERE rowid IN (
    SELECT e."row" FROM ended e
    WHERE NOT EXISTS (
        SELECT 1 FROM outcome o
        WHERE o.profile_a = e.a AND o.profile_b = e.b AND o.kept));

-- name: take_edges
-- Take in the edges that are new or scored otherwise.
INSERT INTO linking.edge
SELECT o.profile_a, o.profile_b, coalesce(o.known, n.comparison_id), o.said, o.match_probability,
       o.apart
FROM outcome o LEFT
JOIN (SELECT comparison_id, profile_a, profile_b FROM comparison
    WHERE run_id = $run AND NOT withdrawn) n
USING (profile_a, profile_b)
WHERE NOT o.kept
ORDER BY o.profile_a, o.profile_b;

-- name: note_dirty
-- Note the profiles whose component may have changed: what is fresh or gone, and what an edge that
-- changed leads to.
CREATE OR REPLACE TEMP TABLE dirty AS
SELECT profile_id FROM fresh
UNION SELECT profile_id FROM touched WHERE gone
UNION SELECT unnest([a, b]) FROM ended WHERE probability >= $cut
UNION SELECT unnest([profile_a, profile_b]) FROM outcome WHERE match_probability >= $cut;

-- name: note_clean
-- Note that no component may have changed.
CREATE OR REPLACE TEMP TABLE dirty AS SELECT NULL::BIGINT AS profile_id LIMIT 0;

-- name: count_decided
-- Count the decisions, and the pairs and values that they came to as of the last run.
SELECT (SELECT count(*) FROM decision) AS decisions, (SELECT count(*) FROM linking.decided) AS rows
ORDER BY 1;

-- name: decided
-- List the pairs and values that decisions came to as of the last run.
SELECT kind, a, b, "value" FROM linking.decided ORDER BY ALL;

-- name: drop_decided
-- Forget them.
DELETE FROM linking.decided;

-- name: forked_chains
-- List the chains that a decision had given a profile of their own.
SELECT chain_id FROM linking.chain
WHERE profile_id IN (SELECT a FROM linking.decided WHERE kind = 'fork')
ORDER BY chain_id;

-- name: profiles_of_chains
-- Return the profiles that chains have in the index.
SELECT chain_id, profile_id FROM linking.chain WHERE chain_id IN (SELECT unnest($chains::BIGINT[]))
ORDER BY chain_id;

-- name: note_decided
-- Note as dirty the profiles of which something else is decided now.
INSERT INTO dirty
SELECT profile_id FROM linking.profile WHERE profile_id IN (SELECT unnest($turned::BIGINT[]));

-- name: note_rivals
-- Note as dirty what gained or lost a chain and fits several entries: which of them is meant
-- depends on the months of its articles.
INSERT INTO dirty
WITH known AS (SELECT profile_id FROM linking.known),
pair AS (
    SELECT a AS profile_id, b AS entry FROM linking.edge
    WHERE probability >= $cut AND a IN (SELECT profile_id FROM touched)
    UNION ALL
    SELECT b, a FROM linking.edge
    WHERE probability >= $cut AND b IN (SELECT profile_id FROM touched))
SELECT profile_id FROM pair WHERE entry IN (SELECT profile_id FROM known) GROUP BY profile_id
HAVING count(*) > 1;

-- name: note_members
-- Note all profiles of the components that are touched, and whether their component is dirty.
CREATE OR REPLACE TEMP TABLE member AS
WITH asked AS MATERIALIZED (
    SELECT profile_id, bool_or(dirty) AS dirty
    FROM (SELECT profile_id, true AS dirty FROM dirty UNION ALL SELECT profile_id, false
        FROM touched) GROUP BY profile_id),
near AS (SELECT p.component, bool_or(a.dirty) AS dirty FROM linking.place p
    JOIN asked a USING (profile_id) GROUP BY p.component),
placed AS MATERIALIZED (
    SELECT p.profile_id, n.dirty, p.entity_id, p.cause, p.weakest, p.component
    FROM linking.place p JOIN near n USING (component)),
new AS (SELECT profile_id FROM asked
    WHERE dirty AND profile_id NOT IN (SELECT profile_id FROM placed))
FROM (SELECT * FROM placed UNION ALL SELECT profile_id, true, NULL, NULL, NULL, NULL FROM new)
WHERE profile_id NOT IN (SELECT profile_id FROM touched WHERE gone);

-- name: members
-- List them in the order of their keys.
SELECT m.profile_id, p.profile, p.features, m.dirty, e.entity, m.cause, m.weakest, m.component
FROM member m JOIN profile p USING (profile_id) LEFT JOIN linking.entity e USING (entity_id)
ORDER BY p.profile;

-- name: likely_edges
-- List the pairs of dirty components that are likely enough to hold a component together.
WITH near AS MATERIALIZED (FROM linking.edge WHERE a IN (SELECT profile_id FROM member WHERE dirty))
SELECT a, b FROM near WHERE greatest(probability, 0) >= $cut ORDER BY a, b;

-- name: inner_edges
-- List the scored pairs inside the components as they are now.
WITH near AS MATERIALIZED (FROM linking.edge WHERE a IN (SELECT profile_id FROM joined))
SELECT e.a, e.b, e.probability, e.apart
FROM near e JOIN joined p ON p.profile_id = e.a
JOIN joined q ON q.profile_id = e.b AND q.component = p.component
ORDER BY e.a, e.b;

-- name: move_homes
-- Say for the entities whose founding chain was read anew which profile it has now, or the chain
-- that holds most of its mentions.
UPDATE linking.entity e SET profile_id = h.profile_id
FROM (
    WITH moved AS (
        SELECT e.entity_id, e.founding_chain FROM linking.entity e
        JOIN chain c ON c.chain_id = e.founding_chain
        WHERE c.version_id IN (SELECT version_id FROM delta_version)),
    heir AS (
        SELECT m.entity_id, l.chain_id, count(*) AS shared, min(om.start) AS start
        FROM moved m JOIN chain_mention o ON o.chain_id = m.founding_chain
        JOIN mention om USING (mention_id)
        JOIN mention n ON n.version_id = om.version_id AND n.start = om.start AND n."end" = om."end"
        JOIN chain_mention l ON l.mention_id = n.mention_id
        WHERE l.chain_id
            IN (SELECT chain_id FROM linking.chain
            WHERE version_id IN (SELECT version_id FROM delta_version))
        GROUP BY ALL)
    SELECT m.entity_id,
           coalesce(any_value(own.profile_id),
               first(c.profile_id ORDER BY h.shared DESC, h.start, k.chain)) AS profile_id
    FROM moved m LEFT JOIN linking.chain own ON own.chain_id = m.founding_chain
    LEFT JOIN heir h ON h.entity_id = m.entity_id LEFT
    JOIN linking.chain c ON c.chain_id = h.chain_id
    LEFT JOIN chain k ON k.chain_id = h.chain_id
    GROUP BY m.entity_id) h
WHERE h.entity_id = e.entity_id;

-- name: highest_entity
-- Give the number of the youngest id, if there is one.
SELECT entity_id FROM linking.entity ORDER BY entity_id DESC LIMIT 1;

-- name: founders
-- List the ids that were founded in these profiles.
SELECT e.entity_id, e.entity, c.chain AS founding_chain, e.profile_id, e.status,
       e.entity IN (SELECT entity FROM linking.tie) AS pinned
FROM linking.entity e JOIN chain c ON c.chain_id = e.founding_chain
WHERE e.profile_id IN (SELECT profile_id FROM member)
ORDER BY e.entity_id;

-- name: lost_founders
-- List the ids whose founding chain was read anew and is nowhere now.
SELECT e.entity_id, e.entity, c.chain AS founding_chain, NULL AS profile_id, e.status,
       e.entity IN (SELECT entity FROM linking.tie) AS pinned
FROM linking.entity e JOIN chain c ON c.chain_id = e.founding_chain
WHERE e.profile_id IS NULL AND c.version_id IN (SELECT version_id FROM delta_version)
ORDER BY e.entity_id;

-- name: first_chains
-- Give the first chain of profiles in the order of publication.
WITH own AS MATERIALIZED (
    SELECT profile_id, chain_id, version_id, published, start FROM linking.chain
    WHERE profile_id IN (SELECT profile_id FROM homeless)),
keyed AS (SELECT chain_id, chain FROM chain WHERE chain_id IN (SELECT chain_id FROM own)),
told AS (SELECT version_id, article_id FROM version
    WHERE version_id IN (SELECT version_id FROM own)),
named AS (SELECT article_id, article FROM article WHERE article_id IN (SELECT article_id FROM told))
SELECT o.profile_id,
       min({'undated': o.published IS NULL, 'published': coalesce(epoch_us(o.published), 0),
           'article': n.article,
            'start': o.start, 'chain': k.chain, 'chain_id': o.chain_id}) AS first
FROM own o JOIN keyed k USING (chain_id) JOIN told t USING (version_id)
JOIN named n USING (article_id)
GROUP BY o.profile_id ORDER BY o.profile_id;

-- name: before
-- List which entities the chains that were read anew belonged to, by their own last membership.
SELECT c.profile_id, e.entity
FROM linking.chain c JOIN (
    SELECT chain_id, entity_id FROM entity_member
    WHERE chain_id
        IN (SELECT chain_id FROM linking.chain
        WHERE version_id IN (SELECT version_id FROM delta_version))
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1) s USING (chain_id)
JOIN linking.entity e ON e.entity_id = s.entity_id
WHERE c.version_id IN (SELECT version_id FROM delta_version)
ORDER BY 1, 2;

-- name: said_names
-- Tell how often each profile is called by each best name.
SELECT profile_id, name, sum(mentions)::BIGINT AS mentions FROM linking.said
WHERE profile_id IN (SELECT profile_id FROM member)
GROUP BY ALL HAVING sum(mentions) > 0 ORDER BY ALL;

-- name: holders
-- Give the entity that is a row of the lexicon, for all rows that one of these entities is, was, or
-- speaks for.
SELECT key, min(entity) AS entity FROM linking.entity_key WHERE key IN (SELECT key FROM asked_key)
GROUP BY key ORDER BY key;

-- name: keys_of
-- List the lexicon rows that entities are.
SELECT entity, key FROM linking.entity_key WHERE entity IN (SELECT entity FROM asked_name)
ORDER BY entity, key;

-- name: drop_keys
-- Drop them.
DELETE FROM linking.entity_key WHERE entity IN (SELECT entity FROM asked_name);

-- name: speakers
-- List the entities that speak for a row of the lexicon, with their numbers.
SELECT entity, name, type, status, redirect, speaks_for, speaks_key, entity_id FROM linking.entity
WHERE speaks_key IN (SELECT key FROM asked_key) ORDER BY entity;

-- name: states
-- List the states of entities as they were last, with their numbers.
SELECT entity, name, type, status, redirect, speaks_for, speaks_key, entity_id FROM linking.entity
WHERE entity IN (SELECT entity FROM asked_name) ORDER BY entity;

-- name: note_moved
-- Note the chains whose entity, cause or margin is new or has changed: those of changed profiles,
-- and those that were read now.
CREATE OR REPLACE TEMP TABLE moved_chain AS
SELECT c.chain_id, a.entity_id, a.cause, a.margin
FROM linking.chain c JOIN (SELECT * FROM assigned WHERE changed) a USING (profile_id)
UNION ALL
SELECT c.chain_id, a.entity_id, a.cause, a.margin
FROM linking.chain c JOIN (SELECT * FROM assigned WHERE NOT changed) a USING (profile_id)
WHERE c.version_id IN (SELECT version_id FROM delta_version);

-- name: drop_unmoved
-- Drop those of them that the ledger has so already; so it is only with chains that were read anew.
DELETE FROM moved_chain m USING (
    SELECT chain_id, entity_id, cause, margin FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM moved_chain)
    QUALIFY row_number() OVER (PARTITION BY chain_id ORDER BY run_id DESC) = 1) s
WHERE s.chain_id = m.chain_id AND s.entity_id = m.entity_id AND s.cause = m.cause
    AND s.margin IS NOT DISTINCT FROM m.margin;

-- name: drop_places
-- Take the profiles off their places that have another now, or none.
DELETE FROM linking.place
WHERE profile_id
    IN (SELECT profile_id FROM displaced UNION ALL SELECT profile_id FROM touched WHERE gone);

-- name: take_states
-- Write the states that changed.
UPDATE linking.entity e
SET name = n.name, type = n.type, status = n.status, redirect = n.redirect,
speaks_for = n.speaks_for, speaks_key = n.speaks_key
FROM new_state n WHERE n.entity = e.entity;

-- name: count_active
-- Count the entities that have a chain.
SELECT count(*) AS entities FROM linking.entity WHERE status = 'active' ORDER BY 1;

-- name: entries_of
-- Give the entries that profiles belong to.
SELECT p.profile, k.entry_id FROM linking.known k JOIN linking.profile p USING (profile_id)
WHERE p.profile IN (SELECT key FROM asked_key) ORDER BY p.profile;

-- name: count_changed_entries
-- Count the entries that were appended or taken back since.
SELECT count(*) AS entries FROM authority_entry WHERE run_id > $upto ORDER BY 1;

-- name: count_entries
-- Count the entries, and the ties that were.
SELECT (SELECT count(*) FROM linking.known) + (SELECT count(*) FROM linking.tie) AS entries
ORDER BY 1;

-- name: ties
-- List which entries entities were, of some entities or by some entries.
SELECT entity, entry_id, probability FROM linking.tie
WHERE entity IN (SELECT entity FROM asked_name) OR entry_id IN (SELECT entry_id FROM asked_entry)
ORDER BY entity, entry_id;

-- name: drop_ties
-- Drop the ties that changed.
DELETE FROM linking.tie WHERE (entity, entry_id) IN (SELECT (entity, entry_id) FROM changed_tie);

-- name: take_ties
-- Take in those that hold.
INSERT INTO linking.tie SELECT entity, entry_id, probability FROM changed_tie WHERE NOT withdrawn
    ORDER BY entity, entry_id;
