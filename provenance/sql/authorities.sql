-- name: append_entries
-- Append the entries of an authority that are new or tell something else than before.
INSERT INTO authority_entry (
    entry_id, authority, external_id, type, names, countries, offices, file, digest, "rows",
    withdrawn, run_id)
SELECT (SELECT coalesce(max(entry_id), 0) FROM authority_entry) + row_number()
       OVER (ORDER BY n.place), n.authority, n.external_id,
       n.type, n.names, n.countries, n.offices, n.file, n.digest, n."rows", false, $run
FROM query_table($incoming) n LEFT JOIN current_entry c USING (authority, external_id)
WHERE (c.type, c.names, c.countries, c.offices)
    IS DISTINCT FROM (n.type, n.names, n.countries, n.offices)
RETURNING entry_id;

-- name: withdraw_entries
-- Take back entries: the current ones of an authority, all or only those with an id that is listed
-- or that is not.
INSERT INTO authority_entry (
    entry_id, authority, external_id, type, names, countries, offices, file, digest, "rows",
    withdrawn, run_id)
SELECT (SELECT coalesce(max(entry_id), 0) FROM authority_entry) + row_number()
       OVER (ORDER BY c.entry_id),
       c.* EXCLUDE (entry_id, run_id), true, $run
FROM current_entry c
WHERE c.authority = $authority
  AND ($only IS NULL OR list_contains($only::VARCHAR[], c.external_id))
  AND ($keep IS NULL OR NOT list_contains($keep::VARCHAR[], c.external_id))
RETURNING entry_id;

-- name: append_entry_profiles
-- Tie entries to their profiles, unless they are tied to them already.
INSERT INTO entry_profile (entry_id, profile_id, run_id)
SELECT n.entry_id, p.profile_id, $run
FROM query_table($incoming) n JOIN profile p USING (profile) LEFT
JOIN current_entry_profile c USING (entry_id)
WHERE c.profile_id IS DISTINCT FROM p.profile_id
ORDER BY n.entry_id;

-- name: append_external_ids
-- Note which entities entries are, and which they no longer are.
INSERT INTO external_id (entity_id, entry_id, probability, withdrawn, run_id)
SELECT e.entity_id, n.entry_id, n.probability, n.withdrawn, $run
FROM query_table($incoming) n JOIN entity e USING (entity)
ORDER BY n.entry_id, e.entity_id;

-- name: entries_since
-- List the current entries that were appended after a run, with all that they tell.
SELECT entry_id, authority, external_id, type, names, countries, offices, "rows" FROM current_entry
WHERE run_id > $upto
ORDER BY entry_id;

-- name: authorities
-- List the authorities with their current entries, those that are tied to an entity, and the files
-- that they come from.
SELECT a.authority, count(*) AS entries, count(x.entry_id) AS linked,
       list(DISTINCT a.file ORDER BY a.file) AS files
FROM current_entry a LEFT
JOIN (SELECT DISTINCT entry_id FROM current_external_id) x USING (entry_id)
GROUP BY a.authority ORDER BY a.authority;

-- name: trail_entries
-- List entries, of one entity or by authority and id, each with its profile and the entity that it
-- is.
SELECT a.entry_id, a.authority, a.external_id, a.type, a.names, a.countries, a.offices, a.file,
       a.digest, a."rows",
       p.profile, e.entity, x.probability
FROM current_entry a
LEFT JOIN current_entry_profile cp USING (entry_id) LEFT JOIN profile p USING (profile_id)
LEFT JOIN current_external_id x ON x.entry_id = a.entry_id LEFT
JOIN entity e ON e.entity_id = x.entity_id
WHERE ($entity IS NULL OR e.entity = $entity) AND ($authority IS NULL OR a.authority = $authority)
  AND ($id IS NULL OR a.external_id = $id)
ORDER BY a.authority, a.external_id, e.entity;

-- name: export_external_ids
-- Export the ids that authorities have for entities.
SELECT * FROM external_id_row;

-- name: verify_external_ids
-- Find ids of authorities that are where they must not be.
SELECT authority || ':' || external_id || ' of entity ' || entity || ' ' || problem AS problem
FROM broken_external_id ORDER BY problem;
