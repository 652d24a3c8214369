-- name: trail_find_entities
-- Find entities by id, by name or by a name that an article gives them, the best fit first.
with sought as (
    select e.entity_id,
           case when e.entity = $what then 0
                when st.name = $what then 1
                when lower(st.name) = lower($what) then 2
                when list_contains(string_split(lower(st.name), ' '), lower($what)) then 4
                else 5 end as fit
    from entity e join current_entity st using (entity_id)
    where e.entity = $what or lower(st.name) = lower($what)
       or list_contains(string_split(lower(st.name), ' '), lower($what))
       or ($loose and contains(lower(st.name), lower($what)))
    union all
    select ms.entity_id, 3
    from mention m
    join read_link l using (mention_id)
    join current_chain c using (chain_id)
    join current_membership ms using (chain_id)
    where m.kind = 'name' and lower(m.surface) = lower($what)),
best as (select entity_id, min(fit) as fit from sought group by entity_id),
extent as (
    select ms.entity_id, count(*) as mentions, count(distinct v.article_id) as articles, count(distinct a.source_id) as sources
    from best b
    join current_membership ms on ms.entity_id = b.entity_id
    join current_chain c using (chain_id)
    join read_link l using (chain_id)
    join version v using (version_id)
    join article a using (article_id)
    group by ms.entity_id)
select e.entity, st.name, st.type, st.status, st.redirect, st.speaks_for, coalesce(x.mentions, 0) as mentions,
       coalesce(x.articles, 0) as articles, coalesce(x.sources, 0) as sources, b.fit
from best b
join entity e on e.entity_id = b.entity_id
join current_entity st on st.entity_id = b.entity_id
left join extent x on x.entity_id = b.entity_id
order by b.fit, coalesce(x.mentions, 0) desc, e.entity;

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
with asked as materialized (select chain_id, chain, version_id, run_id from read_chain where chain = $a or chain = $b),
told as materialized (select f.* from feature f where f.chain_id in (select chain_id from asked)),
texts as materialized (
    select v.version_id, v.version, v.text, a.article from version v join article a using (article_id)
    where v.version_id in (select version_id from asked))
select c.chain, w.feature, w.place,
       case when f.name = 'role' then f.value || '@' || coalesce(f.qualifier, '') else f.value end as value,
       t.article, t.version, f.start, f."end", t.text[f.start + 1 : f."end"] as surface
from asked c
join told f on f.chain_id = c.chain_id and f.run_id = c.run_id
join compared_feature w using (name)
join texts t using (version_id)
order by c.chain, w.feature, f.start, f."end", w.place, value;

-- name: trail_comparisons
-- List the comparisons between the profiles of one entity, its authorities' entries among them, or between two chains'.
with told as (
    select p.profile_id from current_chain_profile p join chain c using (chain_id)
    left join current_membership ms using (chain_id) left join entity e on e.entity_id = ms.entity_id
    where e.entity = $entity or c.chain = $a or c.chain = $b
    union
    select p.profile_id from current_entry_profile p join current_entry n using (entry_id)
    left join current_external_id x using (entry_id) left join entity e on e.entity_id = x.entity_id
    where e.entity = $entity or n.authority || ':' || n.external_id in ($a, $b))
select pa.profile as profile_a, pb.profile as profile_b, k.model, k.match_weight, k.match_probability, k.match_key, k.parts
from current_comparison k
join profile pa on pa.profile_id = k.profile_a
join profile pb on pb.profile_id = k.profile_b
where k.profile_a in (select profile_id from told) and k.profile_b in (select profile_id from told)
order by k.match_weight desc, pa.profile, pb.profile;

-- name: trail_between
-- List the comparisons between the profiles of two entities.
with told as (
    select distinct p.profile_id, e.entity
    from current_membership ms join entity e using (entity_id) join current_chain_profile p using (chain_id)
    where e.entity = $a or e.entity = $b)
select pa.profile as profile_a, pb.profile as profile_b, k.model, k.match_weight, k.match_probability, k.match_key, k.parts
from current_comparison k
join told x on x.profile_id = k.profile_a
join told y on y.profile_id = k.profile_b and y.entity <> x.entity
join profile pa on pa.profile_id = k.profile_a
join profile pb on pb.profile_id = k.profile_b
order by k.match_weight desc, pa.profile, pb.profile;

-- name: pairs_by_rule
-- Count the compared pairs by the blocking rule that paired them first.
select match_key as rule, count(*) as pairs, count(*) filter (match_probability >= 0.5) as likely
from current_comparison group by match_key order by pairs desc, rule;

-- name: trail_profiles
-- Give the profile of every chain and entry of one entity, or of two chains or entries.
select c.chain, p.profile
from current_chain_profile cp
join profile p using (profile_id)
join chain c using (chain_id)
left join current_membership ms using (chain_id)
left join entity e on e.entity_id = ms.entity_id
where e.entity = $entity or c.chain = $a or c.chain = $b
union all
select n.authority || ':' || n.external_id, p.profile
from current_entry n
join current_entry_profile cp using (entry_id)
join profile p using (profile_id)
left join current_external_id x using (entry_id)
left join entity e on e.entity_id = x.entity_id
where e.entity = $entity or n.authority || ':' || n.external_id in ($a, $b)
order by chain;

-- name: trail_events
-- List what happened to an entity's id.
select v.event_id, v.kind, v.from_ids, v.to_ids, v.cause, r.ended_at
from entity_event v
join run r using (run_id)
where list_contains(v.from_ids, $entity) or list_contains(v.to_ids, $entity)
order by v.event_id;
