-- name: members
-- List the items of the components that are touched, and whether the index has their component.
WITH touched AS (SELECT unnest($touched::BIGINT[]) AS item_id),
near AS (
    SELECT DISTINCT p.component
    FROM claim_matching.place p JOIN touched USING (item_id)),
member AS (
    SELECT item_id FROM claim_matching.place WHERE component IN (SELECT component FROM near)
    UNION
    SELECT item_id FROM touched)
SELECT i.item_id, i.assertion, i.article_id, i.article, i.published, i.start
FROM member JOIN claim_matching.item i USING (item_id)
ORDER BY i.item_id;

-- name: likely_edges
-- List the pairs that hold components together: found by keys, from a weight on, both among these
-- items.
SELECT a, b, weight
FROM claim_matching.edge
WHERE support > 0
    AND weight >= $floor
    AND a IN (SELECT unnest($members::BIGINT[]))
    AND b IN (SELECT unnest($members::BIGINT[]))
ORDER BY a, b;

-- name: inner_edges
-- List the scored pairs inside components.
SELECT e.a, e.b, e.support, e.asks, e.weight, e.opposed
FROM claim_matching.edge e
JOIN joined_item x ON x.item_id = e.a
JOIN joined_item y ON y.item_id = e.b AND y.component = x.component
ORDER BY e.a, e.b;

-- name: stray_edges
-- List the pairs that were scored because both were of one component, and are not of one any more.
SELECT e.a, e.b
FROM claim_matching.edge e
LEFT JOIN joined_item x ON x.item_id = e.a
LEFT JOIN joined_item y ON y.item_id = e.b
WHERE e.support = 0
    AND (e.a IN (SELECT unnest($members::BIGINT[])) OR e.b IN (SELECT unnest($members::BIGINT[])))
    AND x.component IS DISTINCT FROM y.component
ORDER BY e.a, e.b;

-- name: telling_edges
-- List the scored pairs of items that may be told: likely enough, or with answers that part.
SELECT a, b, support, asks, weight, opposed
FROM claim_matching.edge
WHERE (a IN (SELECT unnest($members::BIGINT[])) OR b IN (SELECT unnest($members::BIGINT[])))
    AND (weight >= $told OR (opposed IS NOT NULL AND opposed <> 'stance' AND asks >= $asks))
ORDER BY a, b;

-- name: drop_places
-- Take items off their places.
DELETE FROM claim_matching.place WHERE item_id IN (SELECT unnest($ids::BIGINT[]));

-- name: keys_of
-- Return the keys of assertions.
SELECT assertion_id, assertion
FROM assertion
WHERE assertion_id IN (SELECT unnest($ids::BIGINT[]))
ORDER BY assertion_id;

-- name: articles_of
-- Return the articles of assertions.
SELECT s.assertion_id, s.assertion, v.article_id
FROM assertion s JOIN version v USING (version_id)
WHERE s.assertion_id IN (SELECT unnest($ids::BIGINT[]))
ORDER BY s.assertion_id;

-- name: last_groups
-- Return the group that each of these assertions was last in.
SELECT assertion_id, arg_max(proposition_id, run_id) AS group_id,
       arg_max(relation, run_id) AS relation
FROM proposition_member
WHERE assertion_id IN (SELECT unnest($ids::BIGINT[]))
GROUP BY assertion_id
ORDER BY assertion_id;

-- name: past_assertions
-- List what articles asserted once, and do not now.
SELECT s.assertion_id, s.assertion, v.article_id
FROM version v JOIN assertion s USING (version_id)
ANTI JOIN claim_matching.item i ON i.item_id = s.assertion_id
WHERE v.article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY s.assertion_id;

-- name: members_of_groups
-- List the assertions that were last in these groups.
WITH near AS (
    SELECT DISTINCT assertion_id
    FROM proposition_member
    WHERE proposition_id IN (SELECT unnest($groups::BIGINT[]))),
last AS (
    SELECT assertion_id, arg_max(proposition_id, run_id) AS group_id
    FROM proposition_member
    WHERE assertion_id IN (SELECT assertion_id FROM near)
    GROUP BY assertion_id)
SELECT s.assertion_id, s.assertion, v.article_id, l.group_id
FROM last l JOIN assertion s USING (assertion_id) JOIN version v USING (version_id)
WHERE l.group_id IN (SELECT unnest($groups::BIGINT[]))
ORDER BY s.assertion_id;

-- name: founded
-- List the groups that these assertions founded, and these groups, with their states.
WITH hit AS (
    SELECT proposition_id FROM proposition
    WHERE founding_assertion IN (SELECT unnest($founders::BIGINT[]))
    UNION
    SELECT unnest($groups::BIGINT[])),
state AS (
    SELECT proposition_id, arg_max({'status': status, 'redirect': redirect}, run_id) AS s
    FROM proposition_state
    WHERE proposition_id IN (SELECT proposition_id FROM hit)
    GROUP BY proposition_id)
SELECT
    g.proposition_id, g.proposition, g.founding_assertion, a.assertion, v.article_id,
    state.s.status, state.s.redirect,
    i.item_id IS NOT NULL AS current
FROM hit JOIN proposition g USING (proposition_id) JOIN state USING (proposition_id)
JOIN assertion a ON a.assertion_id = g.founding_assertion JOIN version v USING (version_id)
LEFT JOIN claim_matching.item i ON i.item_id = g.founding_assertion
ORDER BY g.proposition_id;

-- name: places_in_time
-- Return what items are ordered by.
SELECT item_id, assertion, article_id, article, published, start
FROM claim_matching.item
WHERE article_id IN (SELECT unnest($articles::BIGINT[]))
ORDER BY item_id;

-- name: highest_group
-- Return the number of the youngest group; no row where there is none.
SELECT proposition_id FROM proposition ORDER BY proposition_id DESC LIMIT 1;

-- name: known_comparisons
-- List the pairs of items that the ledger has a comparison of.
WITH near AS (
    SELECT assertion_a, assertion_b, withdrawn, run_id
    FROM claim_comparison
    WHERE assertion_a IN (SELECT unnest($ids::BIGINT[]))
        OR assertion_b IN (SELECT unnest($ids::BIGINT[])))
SELECT assertion_a, assertion_b
FROM near
GROUP BY assertion_a, assertion_b
HAVING NOT arg_max(withdrawn, run_id)
ORDER BY assertion_a, assertion_b;

-- name: known_conflicts
-- List the open conflicts of items, as they were last told.
WITH near AS (
    SELECT *
    FROM claim_conflict
    WHERE assertion_a IN (SELECT unnest($ids::BIGINT[]))
        OR assertion_b IN (SELECT unnest($ids::BIGINT[]))
    QUALIFY row_number() OVER (
        PARTITION BY assertion_a, assertion_b, start_a, start_b
            ORDER BY run_id DESC, withdrawn) = 1)
SELECT
    assertion_a, assertion_b, kind, question, start_a, end_a, surface_a,
    start_b, end_b, surface_b, weight, reason
FROM near
WHERE NOT withdrawn
ORDER BY assertion_a, assertion_b, start_a, start_b;

-- name: conflict_count
-- Count the pairs of assertions that conflict, updates aside.
SELECT count(*) AS conflicts FROM last_claim_conflict WHERE NOT ended AND kind <> 'update'
ORDER BY 1;
