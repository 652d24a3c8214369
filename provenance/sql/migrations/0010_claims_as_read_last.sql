-- follows schema.sql ac4e0ef1c8f773dc5d14691fef76afe5bc5e18671facd277a826bad96926c4e4
-- Groups and conflicts show a claim as its version was read last, and not as a correction that was taken back had it.

CREATE OR REPLACE VIEW assertion_row AS
    SELECT s.assertion_id, s.assertion, a.article, v.version_id, src.source AS outlet, v.published_at, s.claim_id IS NULL AS narrated,
           coalesce(p.content, [[s.start, s."end"]]) AS content, coalesce(p.content_words, s.surface) AS words,
           e.entity AS speaker, CASE WHEN s.claim_id IS NULL THEN src.source ELSE coalesce(st.name, p.source_words) END AS speaker_name,
           coalesce(st.speaks_for, e.entity) AS actor, t.modality, t.polarity, t.certainty, t.stance, t.act AS class, p.source, p.cue, p.cue_words,
           s.version_id IN (SELECT version_id FROM current_version) AS current
    FROM assertion s JOIN version v USING (version_id) JOIN article a USING (article_id)
    LEFT JOIN source src USING (source_id)
    LEFT JOIN claim_spans p USING (claim_id)
    -- As its version was read last: a reading counts again, without new rows, when a correction is taken back.
    LEFT JOIN (
        SELECT t.*
        FROM attribution t JOIN claim c USING (claim_id) LEFT JOIN current_claim_reading r USING (version_id)
        QUALIFY row_number() OVER (
            PARTITION BY t.claim_id ORDER BY t.reader IS NOT DISTINCT FROM r.reader DESC, t.run_id DESC) = 1) t USING (claim_id)
    LEFT JOIN current_membership ms ON ms.chain_id = t.chain_id
    LEFT JOIN entity e ON e.entity_id = ms.entity_id
    LEFT JOIN current_entity st ON st.entity_id = ms.entity_id;
