-- name: annotated_mentions
-- List the mentions of current versions with whom they mean.
SELECT m.article, m.start, m."end", m.kind, m.type, m.entity, m.entity_name, m.probability
FROM mention_row m
ORDER BY m.article, m.start, m."end", m.chain;

-- name: annotated_claims
-- List the claims of current versions with who makes them.
SELECT c.article, c.claim, c.content, c.stance, c.class, c.speaker, c.speaker_name, c.described_as,
       c.probability
FROM claim_row c
ORDER BY c.article, c.content[-1][2], c.content[1][1] DESC, c.claim;

-- name: annotated_texts
-- List the texts of articles as they are now.
SELECT a.article, v.url, v.text, v.text_hash, v.raw_hash, r.ended_at::VARCHAR AS created
FROM current_version v
JOIN article a USING (article_id)
JOIN run r ON r.run_id = v.run_id
ORDER BY a.article;

-- name: prov_runs
-- List the runs.
SELECT run_id, stage, code, model, settings, epoch_us(started_at) AS started,
       epoch_us(ended_at) AS ended
FROM run
ORDER BY run_id;

-- name: prov_versions
-- List all versions, with what they were made from.
SELECT v.version, v.text_hash, v.raw_hash, v.extractor, v.title, v.run_id, a.article, v.url,
       s.source, p.file, p.record,
       lag(v.version) OVER (PARTITION BY v.article_id ORDER BY v.version_id) AS earlier
FROM version v
JOIN article a USING (article_id)
LEFT JOIN source s USING (source_id)
LEFT JOIN page p USING (version_id)
ORDER BY v.version_id;

-- name: prov_claims
-- List the claims of current versions with the run and the rule that found them, and who makes
-- them.
SELECT t.claim, v.version, t.run_id, t.rule, e.entity
FROM current_claim t
JOIN version v USING (version_id)
LEFT JOIN current_entity_member ms ON ms.chain_id = t.chain_id
LEFT JOIN entity e ON e.entity_id = ms.entity_id
ORDER BY t.claim_id;

-- name: prov_entities
-- List the active entities with the run that minted them and the versions that mention them.
SELECT e.entity, st.name, st.type, e.run_id, list(DISTINCT v.version ORDER BY v.version) AS versions
FROM entity e
JOIN current_entity_state st USING (entity_id)
JOIN current_entity_member ms USING (entity_id)
JOIN current_chain c USING (chain_id)
JOIN version v USING (version_id)
WHERE st.status = 'active'
GROUP BY ALL
ORDER BY e.entity;
