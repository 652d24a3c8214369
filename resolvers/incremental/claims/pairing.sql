-- name: tokens_of
-- List the keys of items.
SELECT item_id, token, inside, published
FROM claim_matching.posting
WHERE item_id IN (SELECT unnest($ids::BIGINT[]))
ORDER BY item_id, token;

-- name: drop_postings
-- Drop the keys of items.
DELETE FROM claim_matching.posting WHERE item_id IN (SELECT unnest($ids::BIGINT[]));

-- name: blocks
-- List the items of blocks, around the times asked for; the whole of a block with an item that has
-- no time.
WITH undated AS (
    SELECT token
    FROM claim_matching.posting
    WHERE published IS NULL AND token IN (SELECT token FROM asked_token))
SELECT p.token, p.item_id, p.published, i.article, i.start, i.tie
FROM claim_matching.posting p JOIN asked_token q USING (token)
JOIN claim_matching.item i USING (item_id)
WHERE p.inside
    OR q.low IS NULL
    OR p.published BETWEEN q.low AND q.high
    OR p.token IN (SELECT token FROM undated)
ORDER BY p.token, p.published NULLS LAST, i.article, i.start, i.tie;

-- name: edges_of
-- List the scored pairs of items.
SELECT a, b, support, asks, weight, opposed
FROM claim_matching.edge
WHERE a IN (SELECT unnest($ids::BIGINT[]))
UNION
SELECT a, b, support, asks, weight, opposed
FROM claim_matching.edge
WHERE b IN (SELECT unnest($ids::BIGINT[]))
ORDER BY a, b;

-- name: drop_edges
-- Drop scored pairs.
DELETE FROM claim_matching.edge e USING dropped_edge d WHERE d.a = e.a AND d.b = e.b;
