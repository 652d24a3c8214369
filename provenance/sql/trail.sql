-- name: trail_find_entities
-- Find entities by id, by name or by a name that an article gives them, the best fit first.
select e.entity, e.name, e.type, e.status, e.redirect, e.speaks_for, e.mentions, e.articles, e.sources,
       case when e.entity = $what then 0
            when e.name = $what then 1
            when lower(e.name) = lower($what) then 2
            when list_contains(list_transform(e.names, lambda n: lower(n)), lower($what)) then 3
            when list_contains(string_split(lower(e.name), ' '), lower($what)) then 4
            else 5 end as fit
from entity_row e
where e.entity = $what or lower(e.name) = lower($what)
   or list_contains(list_transform(e.names, lambda n: lower(n)), lower($what))
   or list_contains(string_split(lower(e.name), ' '), lower($what))
   or ($loose and contains(lower(e.name), lower($what)))
order by fit, e.mentions desc, e.entity;

-- name: trail_mentions
-- List mentions of current versions, by entity, by article and offsets, by the first digits of a chain, or by surface.
select a.article, v.version, v.published_at, s.source, v.title, v.text, m.start, m."end", m.surface, m.kind, m.type,
       c.chain, cm.cue, cm.weight, cm.to_start, cm.to_end, e.entity, es.name as entity_name, ms.cause, ms.margin
from mention m
join read_link cm using (mention_id)
join current_chain c using (chain_id)
join current_version v on v.version_id = m.version_id
join article a on a.article_id = v.article_id
left join source s on s.source_id = a.source_id
left join current_membership ms on ms.chain_id = c.chain_id
left join entity e on e.entity_id = ms.entity_id
left join current_entity es on es.entity_id = ms.entity_id
where ($entity is null or e.entity = $entity)
  and ($article is null or a.article = $article)
  and ($start is null or (m.start = $start and m."end" = $end))
  and ($chain is null or starts_with(c.chain, $chain))
  and ($surface is null or lower(m.surface) = lower($surface))
order by v.published_at nulls last, a.article, m.start, m."end", c.chain;

-- name: trail_features
-- List what chains state, with the characters that state it, of one entity or one chain.
select a.article, v.version, s.source, v.published_at, c.chain, f.name, f.value, f.qualifier, f.modifiers, f.start, f."end",
       v.text[f.start + 1 : f."end"] as surface
from read_feature f
join current_chain c using (chain_id)
join current_version v on v.version_id = c.version_id
join article a on a.article_id = v.article_id
left join source s on s.source_id = a.source_id
left join current_membership ms on ms.chain_id = c.chain_id
left join entity e on e.entity_id = ms.entity_id
where ($entity is null or e.entity = $entity) and ($chain is null or c.chain = $chain)
order by v.published_at nulls last, a.article, f.start, f."end", f.name, f.value;

-- name: trail_stated
-- List what two chains state of each compared feature, and where.
select c.chain, s.feature, s.place, s.value, s.article, s.version, s.start, s."end", s.surface
from stated s
join chain c using (chain_id)
where c.chain = $a or c.chain = $b
order by c.chain, s.feature, s.start, s."end", s.place, s.value;

-- name: trail_comparisons
-- List the comparisons between the profiles of one entity, or between two chains' profiles.
select pa.profile as profile_a, pb.profile as profile_b, k.model, k.match_weight, k.match_probability, k.match_key, k.parts
from current_comparison k
join profile pa on pa.profile_id = k.profile_a
join profile pb on pb.profile_id = k.profile_b
where k.profile_a in (select p.profile_id from current_chain_profile p join chain c using (chain_id)
                      left join current_membership ms using (chain_id) left join entity e on e.entity_id = ms.entity_id
                      where e.entity = $entity or c.chain = $a or c.chain = $b)
  and k.profile_b in (select p.profile_id from current_chain_profile p join chain c using (chain_id)
                      left join current_membership ms using (chain_id) left join entity e on e.entity_id = ms.entity_id
                      where e.entity = $entity or c.chain = $a or c.chain = $b)
order by k.match_weight desc, pa.profile, pb.profile;

-- name: trail_profiles
-- Give the profile of every chain of one entity, or of two chains.
select c.chain, p.profile
from current_chain_profile cp
join profile p using (profile_id)
join chain c using (chain_id)
left join current_membership ms using (chain_id)
left join entity e on e.entity_id = ms.entity_id
where e.entity = $entity or c.chain = $a or c.chain = $b
order by c.chain;

-- name: trail_events
-- List what happened to an entity's id.
select v.event_id, v.kind, v.from_ids, v.to_ids, v.cause, r.ended_at
from entity_event v
join run r using (run_id)
where list_contains(v.from_ids, $entity) or list_contains(v.to_ids, $entity)
order by v.event_id;
