-- name: export_events
-- List what happened to entities, stories, origins and propositions behind a place in the order of
-- events.
WITH entity_move AS (
    SELECT run_id, chain_id, entity_id AS now,
           lag(entity_id) OVER (PARTITION BY chain_id ORDER BY run_id) AS before
    FROM entity_member
    WHERE chain_id IN (SELECT chain_id FROM entity_member WHERE run_id >= $run)),
story_move AS (
    SELECT run_id, article_id, story_id AS now,
           lag(story_id) OVER (PARTITION BY article_id ORDER BY run_id) AS before
    FROM story_member
    WHERE article_id IN (SELECT article_id FROM story_member WHERE run_id >= $run)),
origin_move AS (
    SELECT run_id, article_id, origin_id AS now,
           lag(origin_id) OVER (PARTITION BY article_id ORDER BY run_id) AS before
    FROM origin_member
    WHERE article_id IN (SELECT article_id FROM origin_member WHERE run_id >= $run)),
proposition_move AS (
    SELECT run_id, assertion_id, proposition_id AS now,
           lag(proposition_id) OVER (PARTITION BY assertion_id ORDER BY run_id) AS before
    FROM proposition_member
    WHERE assertion_id IN (SELECT assertion_id FROM proposition_member WHERE run_id >= $run)),
-- A row that says anew where a member is, surer or less sure, is no move.
move AS MATERIALIZED (
    SELECT m.run_id, 'entity' AS "partition", left(c.chain, 16) AS member, n.entity AS now,
           b.entity AS before
    FROM entity_move m
    JOIN chain c USING (chain_id)
    JOIN entity n ON n.entity_id = m.now
    LEFT JOIN entity b ON b.entity_id = m.before
    WHERE m.run_id >= $run AND m.now IS DISTINCT FROM m.before
    UNION ALL
    SELECT m.run_id, 'story', a.article, n.story, b.story
    FROM story_move m
    JOIN article a USING (article_id)
    JOIN story n ON n.story_id = m.now
    LEFT JOIN story b ON b.story_id = m.before
    WHERE m.run_id >= $run AND m.now IS DISTINCT FROM m.before
    UNION ALL
    SELECT m.run_id, 'origin', a.article, n.origin, b.origin
    FROM origin_move m
    JOIN article a USING (article_id)
    JOIN origin n ON n.origin_id = m.now
    LEFT JOIN origin b ON b.origin_id = m.before
    WHERE m.run_id >= $run AND m.now IS DISTINCT FROM m.before
    UNION ALL
    SELECT m.run_id, 'proposition', left(s.assertion, 16), n.proposition, b.proposition
    FROM proposition_move m
    JOIN assertion s USING (assertion_id)
    JOIN proposition n ON n.proposition_id = m.now
    LEFT JOIN proposition b ON b.proposition_id = m.before
    WHERE m.run_id >= $run AND m.now IS DISTINCT FROM m.before),
came AS (
    SELECT run_id, "partition", now AS id, list(member ORDER BY member) AS came
    FROM move
    GROUP BY ALL),
went AS (
    SELECT run_id, "partition", before AS id, list(member ORDER BY member) AS went
    FROM move
    WHERE before IS NOT NULL
    GROUP BY ALL),
state AS (
    SELECT run_id, entity_id, name, type,
           lag(name) OVER (PARTITION BY entity_id ORDER BY run_id) AS earlier_name,
           lag(type) OVER (PARTITION BY entity_id ORDER BY run_id) AS earlier_type
    FROM entity_state
    WHERE entity_id IN (SELECT entity_id FROM entity_state WHERE run_id >= $run)),
happened AS (
    SELECT run_id, "partition", kind, from_ids, to_ids, [] AS came, [] AS went,
           NULL AS name, NULL AS type, NULL AS earlier_name, NULL AS earlier_type, cause
    FROM partition_event
    WHERE run_id >= $run
    UNION ALL
    SELECT s.run_id, 'entity', 'renamed', [], [e.entity], [], [], s.name, s.type, s.earlier_name,
           s.earlier_type, NULL
    FROM state s
    JOIN entity e USING (entity_id)
    WHERE s.run_id >= $run AND (s.name, s.type) IS DISTINCT FROM (s.earlier_name, s.earlier_type)
    UNION ALL
    SELECT run_id, "partition", 'members', [], [id], coalesce(came, []), coalesce(went, []), NULL,
           NULL, NULL, NULL, NULL
    FROM came
    FULL JOIN went USING (run_id, "partition", id)),
numbered AS MATERIALIZED (
    SELECT h.*, row_number() OVER (
        PARTITION BY h.run_id
        ORDER BY h."partition",
            list_position(
                ['created', 'restored', 'split', 'merged', 'retired', 'renamed', 'members'],
                h.kind),
            h.from_ids, h.to_ids) AS place
    FROM happened h),
wanted AS MATERIALIZED (
    SELECT *
    FROM numbered
    WHERE (run_id > $run OR place > $place) AND ($partition IS NULL OR "partition" = $partition)
    ORDER BY run_id, place
    LIMIT $limit),
-- What decisions are about; one that takes another back is about the same.
subject AS (
    SELECT d.decision, d.run_id, s.article, s.text_hash, s.start, s."end"
    FROM decision d
    JOIN decision_subject s USING (decision_id)
    UNION
    SELECT d.decision, d.run_id, s.article, s.text_hash, s.start, s."end"
    FROM decision d
    JOIN decision earlier ON earlier.decision = d.supersedes
    JOIN decision_subject s ON s.decision_id = earlier.decision_id),
subject_version AS (
    SELECT s.decision, s.run_id, s.start, s."end", v.version_id, v.article_id
    FROM subject s
    JOIN article a USING (article)
    JOIN version v ON v.article_id = a.article_id AND v.text_hash = s.text_hash),
named AS (
    SELECT s.decision, s.run_id, e.entity AS id
    FROM subject_version s
    JOIN mention m ON m.version_id = s.version_id AND m.start = s.start AND m."end" = s."end"
    JOIN chain_mention l USING (mention_id)
    JOIN entity_member ms USING (chain_id)
    JOIN entity e USING (entity_id)
    UNION
    SELECT s.decision, s.run_id, g.story
    FROM subject_version s
    JOIN story_member m USING (article_id)
    JOIN story g USING (story_id)
    WHERE s.start IS NULL
    UNION
    SELECT s.decision, s.run_id, g.origin
    FROM subject_version s
    JOIN origin_member m USING (article_id)
    JOIN origin g USING (origin_id)
    WHERE s.start IS NULL
    UNION
    SELECT s.decision, s.run_id, g.proposition
    FROM subject_version s
    JOIN claim c USING (version_id)
    JOIN claim_span p ON p.claim_id = c.claim_id AND p.role = 'content' AND p.start >= s.start
        AND p."end" <= s."end"
    JOIN assertion n ON n.claim_id = c.claim_id
    JOIN proposition_member m USING (assertion_id)
    JOIN proposition g USING (proposition_id)),
turn AS (
    SELECT run_id, ended_at,
           left(md5(concat_ws(' ', run_id, stage, epoch_us(ended_at))), 8) AS stamp,
           coalesce(lag(run_id) OVER (PARTITION BY stage ORDER BY run_id), 0) AS previous
    FROM run),
-- Those that came since the stage ran last; where a decision caused it and none is so new, all that
-- name these ids.
decided AS (
    SELECT w.run_id, w.place,
           list(DISTINCT n.decision ORDER BY n.decision) FILTER (n.run_id > t.previous) AS fresh,
           list(DISTINCT n.decision ORDER BY n.decision) FILTER (w.cause = 'decision') AS every
    FROM (SELECT run_id, place, cause, unnest(list_concat(from_ids, to_ids)) AS id FROM wanted) w
    JOIN turn t USING (run_id)
    JOIN named n ON n.id = w.id AND n.run_id < w.run_id
    GROUP BY w.run_id, w.place)
SELECT
    format('ev-{}-{}-{}', w.run_id, w.place, t.stamp) AS cursor,
    w.run_id AS run, t.ended_at AS at, w."partition", w.kind, w.from_ids, w.to_ids,
    w.came::VARCHAR[] AS came,
    w.went::VARCHAR[] AS went, w.name, w.type, w.earlier_name, w.earlier_type, w.cause,
    coalesce(d.fresh, d.every, []) AS decisions
FROM wanted w
JOIN turn t USING (run_id)
LEFT JOIN decided d USING (run_id, place)
ORDER BY w.run_id, w.place;

-- name: event_stamp
-- Return what marks the cursors of the events of a run.
SELECT left(md5(concat_ws(' ', run_id, stage, epoch_us(ended_at))), 8) AS stamp FROM run
WHERE run_id = $run ORDER BY run_id;

-- name: run_before
-- Return the last run that ended before a time.
SELECT coalesce(max(run_id), 0) AS run FROM run WHERE ended_at < $at::TIMESTAMPTZ ORDER BY run;
