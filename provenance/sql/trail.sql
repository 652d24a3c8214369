-- name: trail_chains_of
-- Number the chains of an entity.
with held as materialized (select distinct chain_id from entity_member where entity_id = $entity)
select chain_id from (select chain_id, arg_max(entity_id, run_id) as entity_id from entity_member
                      where chain_id in (select chain_id from held) group by chain_id)
where entity_id = $entity order by chain_id;

-- name: trail_places
-- List where the mentions of an article's current version stand; a condition on places beside would look at all mentions.
select mention_id, start, "end" from mention
where version_id in (
    select max(version_id) from version
    where article_id in (select article_id from article where article = $article) group by article_id)
order by mention_id;

-- name: trail_chains_saying
-- Number the chains of mentions.
select distinct chain_id from chain_mention where mention_id in (select unnest($mentions::bigint[])) order by chain_id;

-- name: trail_chains_called
-- Number the chains of mentions with these words.
with spot as materialized (select mention_id from mention where lower(surface) = lower($surface))
select distinct chain_id from chain_mention where mention_id in (select mention_id from spot) order by chain_id;

-- name: trail_chains_from
-- Number the chains whose keys begin with these digits; all keys are looked at.
select chain_id from chain where starts_with(chain, $digits) order by chain_id;

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

-- name: trail_chains
-- Give the keys of chains, and their versions.
select chain_id, chain, version_id from chain where chain_id in (select unnest($chains::bigint[])) order by chain_id;

-- name: trail_texts
-- Give versions with their texts, and when they were published in microseconds since 1970.
select v.version_id, v.version, v.article_id, v.text, epoch_us(v.published_at) as published, v.url, s.source
from version v left join source s using (source_id)
where v.version_id in (select unnest($versions::bigint[])) order by v.version_id;

-- name: trail_newest
-- Give the current versions of articles.
select article_id, max(version_id) as version_id from version
where article_id in (select unnest($articles::bigint[])) group by article_id order by article_id;

-- name: trail_homes
-- Return the ids of articles.
select article_id, article from article where article_id in (select unnest($articles::bigint[])) order by article_id;

-- name: trail_readings
-- Give who read chains, and in which run.
select chain_id, reader, run_id from chain_reading where chain_id in (select unnest($chains::bigint[])) order by chain_id, run_id;

-- name: trail_links
-- List what ties mentions to chains, as every run read them.
select chain_id, run_id, mention_id, cue, weight, to_start, to_end from chain_mention
where chain_id in (select unnest($chains::bigint[])) order by chain_id, run_id, mention_id;

-- name: trail_mentions
-- List mentions, maybe only those with these words.
select mention_id, start, "end", surface, kind, type from mention
where mention_id in (select unnest($mentions::bigint[])) and ($surface is null or lower(surface) = lower($surface))
order by mention_id;

-- name: trail_memberships
-- Give the entities that chains belong to now.
select chain_id, arg_max(entity_id, run_id) as entity_id from entity_member
where chain_id in (select unnest($chains::bigint[])) group by chain_id order by chain_id;

-- name: trail_entities
-- Describe entities as they are now.
with st as (select * from entity_state where entity_id in (select unnest($entities::bigint[]))
            qualify row_number() over (partition by entity_id order by run_id desc) = 1)
select e.entity_id, e.entity, st.name, st.type, st.status, st.redirect, st.speaks_for
from st join entity e using (entity_id)
where e.entity_id in (select unnest($entities::bigint[]))
order by e.entity_id;

-- name: trail_held
-- Number the chains that belong to entities, or once did.
select distinct chain_id from entity_member where entity_id in (select unnest($entities::bigint[])) order by chain_id;

-- name: trail_features
-- List what chains state, as every run read them.
select chain_id, run_id, name, value, qualifier, modifiers, start, "end" from feature
where chain_id in (select unnest($chains::bigint[])) order by chain_id, start, "end", name, value;

-- name: trail_compared
-- List which features state what is compared.
select name, feature, place from compared_feature order by name, feature, place;

-- name: trail_comparisons
-- List the comparisons that count between two lists of profiles.
with k as materialized (select * from comparisons_between($one, $other)),
p as materialized (select profile_id, profile from profile
                   where profile_id in (select profile_a from k union all select profile_b from k))
select pa.profile as profile_a, pb.profile as profile_b, k.model, k.match_weight, k.match_probability, k.match_key,
       with_labels(k.parts, l.labels) as parts
from k cross join (select level_labels('entity') as labels) l
join p pa on pa.profile_id = k.profile_a
join p pb on pb.profile_id = k.profile_b
order by k.match_weight desc, pa.profile, pb.profile;

-- name: trail_profiles
-- Give the profile of chains.
with told as materialized (select chain_id, profile_id from profiles_of($chains))
select c.chain, t.chain_id, p.profile_id, p.profile
from told t
join (select chain_id, chain from chain where chain_id in (select unnest($chains::bigint[]))) c using (chain_id)
join (select profile_id, profile from profile where profile_id in (select profile_id from told)) p using (profile_id)
order by c.chain;

-- name: trail_entry_profiles
-- Give the profile of the entries of authorities that are one entity or go by a name.
with told as materialized (
    select n.authority || ':' || n.external_id as chain, cp.profile_id
    from current_entry n
    join current_entry_profile cp using (entry_id)
    left join current_external_id x using (entry_id)
    where x.entity_id = $entity or list_contains($keys::varchar[], n.authority || ':' || n.external_id))
select t.chain, null as chain_id, p.profile_id, p.profile
from told t
join (select profile_id, profile from profile where profile_id in (select profile_id from told)) p using (profile_id)
order by t.chain;

-- name: trail_authorities
-- Tell whether there is an entry of an authority, or of any.
select 1 as found from authority_entry where $authority is null or authority = $authority order by 1 limit 1;

-- name: pairs_by_rule
-- Count the compared pairs by the blocking rule that paired them first.
select match_key as rule, count(*) as pairs, count(*) filter (match_probability >= 0.5) as likely
from current_comparison group by match_key order by pairs desc, rule;

-- name: trail_events
-- List what happened to an entity's id.
select v.kind, v.from_ids, v.to_ids
from entity_event v
where list_contains(v.from_ids, $entity) or list_contains(v.to_ids, $entity)
order by v.run_id,
    list_position(['created', 'restored', 'split', 'merged', 'retired'], v.kind), v.from_ids, v.to_ids;
