-- name: trail_chain_ids
-- Number the chains of an entity, those at a place or with these words, and those with given keys or the first digits of one.
with e as (select entity_id from entity where entity = $entity),
held as materialized (select distinct chain_id from membership where entity_id in (select entity_id from e)),
spot as materialized (
    select mention_id from mention
    where $article is not null and ($start is null or (start = $start and "end" = $end)) and version_id in (
        select max(v.version_id) from version v join article a using (article_id) where a.article = $article group by a.article_id)
    union all
    select mention_id from mention where $surface is not null and lower(surface) = lower($surface))
select chain_id from (select chain_id, arg_max(entity_id, run_id) as entity_id from membership
                      where chain_id in (select chain_id from held) group by chain_id)
where entity_id in (select entity_id from e)
union
select chain_id from chain where $keys is not null and chain in (select unnest($keys::varchar[]))
union
select chain_id from chain where $digits is not null and starts_with(chain, $digits)
union
select chain_id from chain_mention where mention_id in (select mention_id from spot)
order by chain_id;

-- name: trail_find_entities
-- Find entities by name, the best fit first.
with named as materialized (
    select distinct entity_id from entity_state
    where contains(lower(name), lower($what))
      and ($loose or lower(name) = lower($what) or list_contains(string_split(lower(name), ' '), lower($what)))),
latest as (select entity_id, name from entity_state where entity_id in (select entity_id from named)
           qualify row_number() over (partition by entity_id order by run_id desc) = 1)
select entity_id, case when name = $what then 1
                       when lower(name) = lower($what) then 2
                       when list_contains(string_split(lower(name), ' '), lower($what)) then 4
                       else 5 end as fit
from latest
where lower(name) = lower($what) or list_contains(string_split(lower(name), ' '), lower($what))
   or ($loose and contains(lower(name), lower($what)))
order by fit, entity_id;

-- name: trail_entity_by_id
-- Find the entity with an id.
select entity_id from entity where entity = $what order by entity_id;

-- name: trail_called
-- Find the entities of chains that a mention of theirs calls by these words.
select distinct ms.entity_id, 3 as fit
from chains_read($chains) c
join links_read($chains) l using (chain_id)
join (select mention_id from mention where kind = 'name' and lower(surface) = lower($what)) m using (mention_id)
join memberships_of($chains) ms on ms.chain_id = c.chain_id
where c.is_current
order by ms.entity_id;

-- name: trail_entities
-- Describe entities as they are now.
with st as (select * from entity_state where entity_id in (select unnest($entities::bigint[]))
            qualify row_number() over (partition by entity_id order by run_id desc) = 1)
select e.entity_id, e.entity, st.name, st.type, st.status, st.redirect, st.speaks_for
from st join entity e using (entity_id)
where e.entity_id in (select unnest($entities::bigint[]))
order by e.entity_id;

-- name: trail_extents
-- Count the mentions, articles and sources of entities, over the chains that belong to them or once did.
select ms.entity_id, count(*) as mentions, count(distinct v.article_id) as articles, count(distinct a.source_id) as sources
from memberships_of($chains) ms
join chains_read($chains) c using (chain_id)
join links_read($chains) l on l.chain_id = c.chain_id
join version v on v.version_id = c.version_id
join article a on a.article_id = v.article_id
where c.is_current and ms.entity_id in (select unnest($entities::bigint[]))
group by ms.entity_id
order by ms.entity_id;

-- name: trail_held
-- Number the chains that belong to entities, or once did.
select distinct chain_id from membership where entity_id in (select unnest($entities::bigint[])) order by chain_id;

-- name: trail_mentions
-- List mentions of chains in current versions, maybe only those at an article's offsets or with these words.
with link as materialized (select * from links_read($chains)),
chained as materialized (select * from chains_read($chains)),
said as materialized (select * from mention where mention_id in (select mention_id from link)),
texts as materialized (select * from version where version_id in (select version_id from chained where is_current)),
states as (select * from entity_state where entity_id in (select entity_id from memberships_of($chains))
           qualify row_number() over (partition by entity_id order by run_id desc) = 1)
select a.article, v.version, v.published_at, s.source, v.title, v.text, m.start, m."end", m.surface, m.kind, m.type,
       c.chain, cm.cue, cm.weight, cm.to_start, cm.to_end, e.entity, es.name as entity_name, ms.cause, ms.margin
from said m
join link cm using (mention_id)
join chained c using (chain_id)
join texts v on v.version_id = m.version_id
join article a on a.article_id = v.article_id
left join source s on s.source_id = a.source_id
left join memberships_of($chains) ms on ms.chain_id = c.chain_id
left join entity e on e.entity_id = ms.entity_id
left join states es on es.entity_id = ms.entity_id
where c.is_current
  and ($article is null or a.article = $article)
  and ($start is null or (m.start = $start and m."end" = $end))
  and ($surface is null or lower(m.surface) = lower($surface))
order by v.published_at nulls last, a.article, m.start, m."end", c.chain;

-- name: trail_features
-- List what chains state in current versions, with the characters that state it.
with chained as materialized (select * from chains_read($chains) where is_current),
texts as materialized (select * from version where version_id in (select version_id from chained))
select a.article, v.version, s.source, v.published_at, c.chain, f.name, f.value, f.qualifier, f.modifiers, f.start, f."end",
       v.text[f.start + 1 : f."end"] as surface
from chained c
join (select * from feature where chain_id in (select chain_id from chained)) f on f.chain_id = c.chain_id and f.run_id = c.run_id
join texts v on v.version_id = c.version_id
join article a on a.article_id = v.article_id
left join source s on s.source_id = a.source_id
order by v.published_at nulls last, a.article, f.start, f."end", f.name, f.value;

-- name: trail_stated
-- List what chains state of each compared feature, and where.
with asked as materialized (select * from chains_read($chains)),
told as materialized (select f.* from feature f where f.chain_id in (select chain_id from asked)),
texts as materialized (
    select v.version_id, v.version, v.text, a.article from version v join article a using (article_id)
    where v.version_id in (select version_id from asked))
select c.chain, w.feature, w.place,
       case when f.name = 'role' then f.value || '@' || coalesce(f.qualifier, '') else f.value end as value,
       t.article, t.version, f.start, f."end", t.text[f.start + 1 : f."end"] as surface
from asked c
join told f on f.chain_id = c.chain_id and f.run_id = c.run_id
join compared_feature w on w.name = f.name
join texts t on t.version_id = c.version_id
order by c.chain, w.feature, f.start, f."end", w.place, value;

-- name: trail_comparisons
-- List the comparisons that count between two lists of profiles.
with k as materialized (select * from comparisons_between($one, $other)),
p as materialized (select profile_id, profile from profile
                   where profile_id in (select profile_a from k union all select profile_b from k))
select pa.profile as profile_a, pb.profile as profile_b, k.model, k.match_weight, k.match_probability, k.match_key, k.parts
from k
join p pa on pa.profile_id = k.profile_a
join p pb on pb.profile_id = k.profile_b
order by k.match_weight desc, pa.profile, pb.profile;

-- name: trail_profiles
-- Give the profile of chains, and of the entries of authorities that are one entity or go by a name.
with told as materialized (
    select c.chain as said, c.chain_id, cp.profile_id
    from profiles_of($chains) cp
    join (select chain_id, chain from chain where chain_id in (select unnest($chains::bigint[]))) c using (chain_id)
    union all
    select n.authority || ':' || n.external_id, null, cp.profile_id
    from current_entry n
    join current_entry_profile cp using (entry_id)
    left join current_external_id x using (entry_id)
    left join entity e on e.entity_id = x.entity_id
    where e.entity = $entity or list_contains($keys::varchar[], n.authority || ':' || n.external_id))
select t.said as chain, t.chain_id, p.profile_id, p.profile
from told t
join (select profile_id, profile from profile where profile_id in (select profile_id from told)) p using (profile_id)
order by chain;

-- name: pairs_by_rule
-- Count the compared pairs by the blocking rule that paired them first.
select match_key as rule, count(*) as pairs, count(*) filter (match_probability >= 0.5) as likely
from current_comparison group by match_key order by pairs desc, rule;

-- name: trail_events
-- List what happened to an entity's id.
select v.event_id, v.kind, v.from_ids, v.to_ids, v.cause, r.ended_at
from entity_event v
join run r using (run_id)
where list_contains(v.from_ids, $entity) or list_contains(v.to_ids, $entity)
order by v.event_id;
