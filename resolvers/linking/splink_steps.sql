-- Splink 5.0.0, settings ce01c809e83afe3d25ae8e85347fb091777923084a6aa5b7638d9dd73121dc13
blocked_with_cols as (
    select
    "l"."profile" AS "profile_l",
    "r"."profile" AS "profile_r",
    "l"."form" AS "form_l",
    "r"."form" AS "form_r",
    "l"."loose" AS "loose_l",
    "r"."loose" AS "loose_r",
    "l"."nations" AS "nations_l",
    "r"."nations" AS "nations_r",
    "l"."states" AS "states_l",
    "r"."states" AS "states_r",
    "l"."type" AS "type_l",
    "r"."type" AS "type_r",
    "l"."keys" AS "keys_l",
    "r"."keys" AS "keys_r",
    "l"."suffix" AS "suffix_l",
    "r"."suffix" AS "suffix_r",
    "l"."called" AS "called_l",
    "r"."called" AS "called_r",
    "l"."apart" AS "apart_l",
    "r"."apart" AS "apart_r",
    "l"."surname" AS "surname_l",
    "r"."surname" AS "surname_r",
    "l"."born" AS "born_l",
    "r"."born" AS "born_r",
    "l"."seated" AS "seated_l",
    "r"."seated" AS "seated_r",
    "l"."seats" AS "seats_l",
    "r"."seats" AS "seats_r",
    "l"."initials" AS "initials_l",
    "r"."initials" AS "initials_r",
    "l"."givens" AS "givens_l",
    "r"."givens" AS "givens_r",
    "l"."particles" AS "particles_l",
    "r"."particles" AS "particles_r",
    "l"."turns" AS "turns_l",
    "r"."turns" AS "turns_r",
    "l"."spelled" AS "spelled_l",
    "r"."spelled" AS "spelled_r",
    "l"."given" AS "given_l",
    "r"."given" AS "given_r",
    "l"."bag" AS "bag_l",
    "r"."bag" AS "bag_r",
    "l"."parts" AS "parts_l",
    "r"."parts" AS "parts_r",
    "l"."parties" AS "parties_l",
    "r"."parties" AS "parties_r",
    "l"."fields" AS "fields_l",
    "r"."fields" AS "fields_r",
    "l"."introduced" AS "introduced_l",
    "r"."introduced" AS "introduced_r",
    "l"."heads" AS "heads_l",
    "r"."heads" AS "heads_r",
    "l"."middles" AS "middles_l",
    "r"."middles" AS "middles_r",
    "l"."middle" AS "middle_l",
    "r"."middle" AS "middle_r",
    "l"."bearers" AS "bearers_l",
    "r"."bearers" AS "bearers_r",
    "l"."leads" AS "leads_l",
    "r"."leads" AS "leads_r",
    "l"."towns" AS "towns_l",
    "r"."towns" AS "towns_r",
    "l"."stems" AS "stems_l",
    "r"."stems" AS "stems_r",
    "l"."acronyms" AS "acronyms_l",
    "r"."acronyms" AS "acronyms_r",
    "l"."spaced" AS "spaced_l",
    "r"."spaced" AS "spaced_r",
    "l"."part" AS "part_l",
    "r"."part" AS "part_r",
    "l"."context" AS "context_l",
    "r"."context" AS "context_r",
    "l"."generic" AS "generic_l",
    "r"."generic" AS "generic_r",
    "l"."stem" AS "stem_l",
    "r"."stem" AS "stem_r",
    "l"."names" AS "names_l",
    "r"."names" AS "names_r",
    "l"."posts" AS "posts_l",
    "r"."posts" AS "posts_r",
    "l"."roles" AS "roles_l",
    "r"."roles" AS "roles_r",
    "l"."offices" AS "offices_l",
    "r"."offices" AS "offices_r",
    "l"."polities" AS "polities_l",
    "r"."polities" AS "polities_r",
    "l"."fresh" AS "fresh_l",
    "r"."fresh" AS "fresh_r",
    "l"."known" AS "known_l",
    "r"."known" AS "known_r",
    "l"."sound" AS "sound_l",
    "r"."sound" AS "sound_r",
    "l"."spheres" AS "spheres_l",
    "r"."spheres" AS "spheres_r",
    "l"."rare" AS "rare_l",
    "r"."rare" AS "rare_r",
    "l"."initial" AS "initial_l",
    "r"."initial" AS "initial_r",
    b.match_key
    from __splink__blocked_id_pairs as b
    inner join link_profile as l
    on l."profile" = b.join_key_l
    inner join link_profile as r
    on r."profile" = b.join_key_r
    ),
__splink__df_comparison_vectors as (
    select
    "profile_l",
    "profile_r",
    "form_l",
    "form_r",
    "loose_l",
    "loose_r",
    "nations_l",
    "nations_r",
    "states_l",
    "states_r",
    "type_l",
    "type_r",
    "keys_l",
    "keys_r",
    "suffix_l",
    "suffix_r",
    "called_l",
    "called_r",
    "apart_l",
    "apart_r",
    "surname_l",
    "surname_r",
    "born_l",
    "born_r",
    "seated_l",
    "seated_r",
    "seats_l",
    "seats_r",
    "initials_l",
    "initials_r",
    "givens_l",
    "givens_r",
    "particles_l",
    "particles_r",
    "turns_l",
    "turns_r",
    "spelled_l",
    "spelled_r",
    "given_l",
    "given_r",
    "bag_l",
    "bag_r",
    "parts_l",
    "parts_r",
    "parties_l",
    "parties_r",
    "fields_l",
    "fields_r",
    "introduced_l",
    "introduced_r",
    "heads_l",
    "heads_r",
    "middles_l",
    "middles_r",
    "middle_l",
    "middle_r",
    "bearers_l",
    "bearers_r",
    "leads_l",
    "leads_r",
    "towns_l",
    "towns_r",
    "stems_l",
    "stems_r",
    "acronyms_l",
    "acronyms_r",
    "spaced_l",
    "spaced_r",
    "part_l",
    "part_r",
    "context_l",
    "context_r",
    "generic_l",
    "generic_r",
    "stem_l",
    "stem_r",
    "names_l",
    "names_r",
    CASE
        WHEN form_l <> 'name' or form_r <> 'name' THEN -1
        WHEN type_l = 'LOC' and type_r = 'LOC' and list_has_any(loose_l, loose_r) and (len(nations_l) > 0 and len(nations_r) > 0 and not list_has_any(nations_l, nations_r) or len(states_l) > 0 and len(states_r) > 0 and not list_has_any(states_l, states_r)) THEN 45
        WHEN list_has_any(keys_l, keys_r) THEN 44
        WHEN len(keys_l) > 0 and len(keys_r) > 0 THEN 43
        WHEN type_l = 'PER' and type_r = 'PER' and suffix_l <> suffix_r and suffix_l <> '' and suffix_r <> '' THEN 42
        WHEN type_l = 'PER' and type_r = 'PER' and (list_has_any(apart_l, called_r) or list_has_any(apart_r, called_l)) THEN 41
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and abs(born_l - born_r) > 3 THEN 40
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and list_has_any(seated_l, seated_r) and not list_has_any(seats_l, seats_r) THEN 39
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and list_has_any(givens_l, givens_r) and len(initials_l) > 0 and len(initials_r) > 0 and initials_l[1] <> initials_r[1] THEN 38
        WHEN type_l = 'PER' and type_r = 'PER' and given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false) and bag_l = bag_r and len(parts_l) > 1 and spelled_l <> spelled_r and not turns_l THEN 37
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and (((given_l is null) <> (given_r is null) or coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false)) or given_l is null or list_has_any(givens_l, givens_r)) and len(parties_l) > 0 and len(parties_r) > 0 and not list_has_any(parties_l, parties_r) THEN 36
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and (((given_l is null) <> (given_r is null) or coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false)) or given_l is null or list_has_any(givens_l, givens_r)) and len(fields_l) > 0 and len(fields_r) > 0 and not list_has_any(fields_l, fields_r) THEN 35
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and suffix_l <> suffix_r and 'jr' in (suffix_l, suffix_r) and list_has_any(givens_l, givens_r) THEN 34
        WHEN type_l = 'PER' and type_r = 'PER' and given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false) and list_has_any(loose_l, loose_r) THEN 33
        WHEN type_l = 'PER' and type_r = 'PER' and given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false) and bag_l = bag_r and len(parts_l) > 1 and spelled_l <> spelled_r and introduced_l <> introduced_r and not list_has_any(heads_l, heads_r) THEN 32
        WHEN type_l = 'PER' and type_r = 'PER' and (given_l is not null or given_r is not null) and (spelled_l = spelled_r or bag_l = bag_r and len(parts_l) > 1) THEN 31
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and list_has_any(givens_l, givens_r) and len(middles_l) > 0 and len(middles_r) > 0 and not list_has_all(middles_l, middles_r) and not list_has_all(middles_r, middles_l) and damerau_levenshtein(middle_l, middle_r) > 2 THEN 30
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and list_has_any(givens_l, givens_r) THEN 29
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false) and given_l[1] = given_r[1] and least(len(given_l), len(given_r)) = 1 THEN 28
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false) and jaro_winkler_similarity(given_l, given_r) >= 0.85 and given_l[1] = given_r[1] and translate(right(given_l, 1), 'y', 'i') = translate(right(given_r, 1), 'y', 'i') and not starts_with(spelled_l, surname_l) THEN 27
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l[1] = surname_r[1] and least(len(surname_l), len(surname_r)) > 3 and damerau_levenshtein(surname_l, surname_r) <= case when least(len(surname_l), len(surname_r)) > 7 then 2 else 1 end and list_has_any(givens_l, givens_r) THEN 26
        WHEN type_l = 'PER' and type_r = 'PER' and given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false) and surname_l[1] = surname_r[1] and least(len(surname_l), len(surname_r)) > 3 and damerau_levenshtein(surname_l, surname_r) <= case when least(len(surname_l), len(surname_r)) > 7 then 2 else 1 end and surname_l <> surname_r and jaro_winkler_similarity(spelled_l, spelled_r) >= 0.93 and given_l[1] = given_r[1] and translate(right(given_l, 1), 'y', 'i') = translate(right(given_r, 1), 'y', 'i') and not starts_with(spelled_l, surname_l) THEN 25
        WHEN type_l = 'PER' and type_r = 'PER' and least(len(parts_l), len(parts_r)) > 1 and (list_has_all(parts_l, parts_r) or list_has_all(parts_r, parts_l)) THEN 24
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false) THEN 23
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and ((given_l is null) <> (given_r is null) or coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false)) and bearers_l <= 1 THEN 22
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and ((given_l is null) <> (given_r is null) or coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false)) and (leads_l or leads_r) THEN 21
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and ((given_l is null) <> (given_r is null) or coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false)) THEN 20
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r and introduced_l <> introduced_r and not list_has_any(heads_l, heads_r) THEN 19
        WHEN type_l = 'PER' and type_r = 'PER' and surname_l = surname_r THEN 18
        WHEN type_l = 'PER' and type_r = 'PER' and not (given_l is not null and given_r is not null and not coalesce((list_contains(particles_r, given_l) or list_contains(particles_l, given_r)), false)) and surname_l[1] = surname_r[1] and least(len(surname_l), len(surname_r)) > 3 and damerau_levenshtein(surname_l, surname_r) <= case when least(len(surname_l), len(surname_r)) > 7 then 2 else 1 end THEN 17
        WHEN type_l = 'PER' and type_r = 'PER' and ((given_l is null and list_contains(givens_r, surname_l)) or (given_r is null and list_contains(givens_l, surname_r))) THEN 16
        WHEN type_l = 'ORG' and type_r = 'ORG' and list_has_any(loose_l, loose_r) and ((len(nations_l) > 0 and len(nations_r) > 0 and not list_has_any(nations_l, nations_r) or len(states_l) > 0 and len(states_r) > 0 and not list_has_any(states_l, states_r)) or len(towns_l) > 0 and len(towns_r) > 0 and not list_has_any(towns_l, towns_r)) THEN 15
        WHEN type_l = 'ORG' and type_r = 'ORG' and list_has_any(acronyms_l, acronyms_r) and len(list_filter(stems_l, lambda w: not list_contains(stems_r, w))) > 1 and len(list_filter(stems_r, lambda w: not list_contains(stems_l, w))) > 1 THEN 14
        WHEN type_l = 'ORG' and type_r = 'ORG' and part_l <> part_r and (part_l <> '' and starts_with(spaced_l, spaced_r) or part_r <> '' and starts_with(spaced_r, spaced_l)) THEN 13
        WHEN type_l = 'ORG' and type_r = 'ORG' and list_has_any(loose_l, loose_r) and context_l is not null and context_l = context_r THEN 12
        WHEN type_l = 'ORG' and type_r = 'ORG' and list_has_any(loose_l, loose_r) and context_l is not null and context_r is not null THEN 11
        WHEN type_l = 'ORG' and type_r = 'ORG' and list_has_any(loose_l, loose_r) and generic_l and generic_r THEN 10
        WHEN type_l = 'ORG' and type_r = 'ORG' and list_has_any(loose_l, loose_r) THEN 9
        WHEN type_l = 'ORG' and type_r = 'ORG' and stem_l = stem_r THEN 8
        WHEN list_has_any(loose_l, loose_r) and 'none' in (type_l, type_r) and (type_l <> 'PER' or given_l is not null) and (type_r <> 'PER' or given_r is not null) THEN 7
        WHEN (type_l = 'ORG' and type_r = 'ORG' or 'none' in (type_l, type_r) and 'ORG' in (type_l, type_r)) and (list_has_any(acronyms_l, names_r) or list_has_any(names_l, acronyms_r)) THEN 6
        WHEN type_l = 'ORG' and type_r = 'ORG' and (starts_with(spaced_l, spaced_r) or starts_with(spaced_r, spaced_l)) THEN 5
        WHEN type_l = 'ORG' and type_r = 'ORG' and (contains(spaced_l, spaced_r) or contains(spaced_r, spaced_l)) THEN 4
        WHEN type_l = 'ORG' and type_r = 'ORG' and spelled_l[1] = spelled_r[1] and least(len(spelled_l), len(spelled_r)) > 6 and damerau_levenshtein(spelled_l, spelled_r) <= case when least(len(spelled_l), len(spelled_r)) > 18 then 2 else 1 end THEN 3
        WHEN type_l = 'LOC' and type_r = 'LOC' and list_has_any(loose_l, loose_r) THEN 2
        WHEN list_has_any(loose_l, loose_r) THEN 1
        ELSE 0
    END as gamma_name,
    "posts_l",
    "posts_r",
    CASE
        WHEN not (form_l = 'role' or form_r = 'role') or len(posts_l) = 0 or len(posts_r) = 0 THEN -1
        WHEN form_l = form_r and list_has_any(posts_l, posts_r) THEN 2
        WHEN list_has_any(posts_l, posts_r) THEN 1
        ELSE 0
    END as gamma_office,
    "roles_l",
    "roles_r",
    "offices_l",
    "offices_r",
    CASE
        WHEN (form_l = 'role' or form_r = 'role') or len(roles_l) = 0 or len(roles_r) = 0 THEN -1
        WHEN list_has_any(offices_l, offices_r) THEN 3
        WHEN list_has_any(roles_l, roles_r) THEN 2
        WHEN list_has_any(heads_l, heads_r) THEN 1
        ELSE 0
    END as gamma_role,
    "polities_l",
    "polities_r",
    CASE
        WHEN (form_l = 'role' or form_r = 'role') or len(polities_l) = 0 or len(polities_r) = 0 THEN -1
        WHEN list_has_any(polities_l, polities_r) THEN 1
        ELSE 0
    END as gamma_country,
    "fresh_l",
    "fresh_r",
    "known_l",
    "known_r",
    "sound_l",
    "sound_r",
    "spheres_l",
    "spheres_r",
    "rare_l",
    "rare_r",
    "initial_l",
    "initial_r",
    match_key
    from blocked_with_cols
    ),
__splink__df_match_weight_parts as (
    select
    "profile_l",
    "profile_r",
    "form_l",
    "form_r",
    "loose_l",
    "loose_r",
    "nations_l",
    "nations_r",
    "states_l",
    "states_r",
    "type_l",
    "type_r",
    "keys_l",
    "keys_r",
    "suffix_l",
    "suffix_r",
    "called_l",
    "called_r",
    "apart_l",
    "apart_r",
    "surname_l",
    "surname_r",
    "born_l",
    "born_r",
    "seated_l",
    "seated_r",
    "seats_l",
    "seats_r",
    "initials_l",
    "initials_r",
    "givens_l",
    "givens_r",
    "particles_l",
    "particles_r",
    "turns_l",
    "turns_r",
    "spelled_l",
    "spelled_r",
    "given_l",
    "given_r",
    "bag_l",
    "bag_r",
    "parts_l",
    "parts_r",
    "parties_l",
    "parties_r",
    "fields_l",
    "fields_r",
    "introduced_l",
    "introduced_r",
    "heads_l",
    "heads_r",
    "middles_l",
    "middles_r",
    "middle_l",
    "middle_r",
    "bearers_l",
    "bearers_r",
    "leads_l",
    "leads_r",
    "towns_l",
    "towns_r",
    "stems_l",
    "stems_r",
    "acronyms_l",
    "acronyms_r",
    "spaced_l",
    "spaced_r",
    "part_l",
    "part_r",
    "context_l",
    "context_r",
    "generic_l",
    "generic_r",
    "stem_l",
    "stem_r",
    "names_l",
    "names_r",
    gamma_name,
    CASE
        WHEN gamma_name = -1 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 45 THEN
            cast(2.5510279919506713 as float8)
        WHEN gamma_name = 44 THEN
            cast(6.434416130691703 as float8)
        WHEN gamma_name = 43 THEN
            cast(-4.959148668751789 as float8)
        WHEN gamma_name = 42 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 41 THEN
            cast(-2.25617578036224 as float8)
        WHEN gamma_name = 40 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 39 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 38 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 37 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 36 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 35 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 34 THEN
            cast(0.7291402636185209 as float8)
        WHEN gamma_name = 33 THEN
            cast(11.68974859022891 as float8)
        WHEN gamma_name = 32 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 31 THEN
            cast(5.6323831121490295 as float8)
        WHEN gamma_name = 30 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 29 THEN
            cast(7.498527385977683 as float8)
        WHEN gamma_name = 28 THEN
            cast(3.4223448036051316 as float8)
        WHEN gamma_name = 27 THEN
            cast(6.299505486186201 as float8)
        WHEN gamma_name = 26 THEN
            cast(6.9434710073103405 as float8)
        WHEN gamma_name = 25 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 24 THEN
            cast(0.12757998456869762 as float8)
        WHEN gamma_name = 23 THEN
            cast(-1.8009689393334654 as float8)
        WHEN gamma_name = 22 THEN
            cast(5.807879249759538 as float8)
        WHEN gamma_name = 21 THEN
            cast(4.917905063813198 as float8)
        WHEN gamma_name = 20 THEN
            cast(0.35198036222751855 as float8)
        WHEN gamma_name = 19 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 18 THEN
            cast(4.164454803649907 as float8)
        WHEN gamma_name = 17 THEN
            cast(1.3680778895366328 as float8)
        WHEN gamma_name = 16 THEN
            cast(-2.2855061032936805 as float8)
        WHEN gamma_name = 15 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 14 THEN
            cast(-3.4689343629749434 as float8)
        WHEN gamma_name = 13 THEN
            cast(-2.25617578036224 as float8)
        WHEN gamma_name = 12 THEN
            cast(2.6585079597343415 as float8)
        WHEN gamma_name = 11 THEN
            cast(0.16036666686221085 as float8)
        WHEN gamma_name = 10 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 9 THEN
            cast(4.966060603624216 as float8)
        WHEN gamma_name = 8 THEN
            cast(3.738992837166539 as float8)
        WHEN gamma_name = 7 THEN
            cast(0.0 as float8)
        WHEN gamma_name = 6 THEN
            cast(2.3210323375478445 as float8)
        WHEN gamma_name = 5 THEN
            cast(-1.2346350121374061 as float8)
        WHEN gamma_name = 4 THEN
            cast(-2.4280336999831467 as float8)
        WHEN gamma_name = 3 THEN
            cast(3.1777496607429097 as float8)
        WHEN gamma_name = 2 THEN
            cast(2.2466539006750894 as float8)
        WHEN gamma_name = 1 THEN
            cast(-7.989106772066078 as float8)
        WHEN gamma_name = 0 THEN
            cast(-5.933963907583148 as float8)
    END as mw_name,
    "posts_l",
    "posts_r",
    gamma_office,
    CASE
        WHEN gamma_office = -1 THEN
            cast(0.0 as float8)
        WHEN gamma_office = 2 THEN
            cast(5.521997630563399 as float8)
        WHEN gamma_office = 1 THEN
            cast(6.200238118161835 as float8)
        WHEN gamma_office = 0 THEN
            cast(0.0 as float8)
    END as mw_office,
    "roles_l",
    "roles_r",
    "offices_l",
    "offices_r",
    gamma_role,
    CASE
        WHEN gamma_role = -1 THEN
            cast(0.0 as float8)
        WHEN gamma_role = 3 THEN
            cast(4.533995966155451 as float8)
        WHEN gamma_role = 2 THEN
            cast(4.108720175375091 as float8)
        WHEN gamma_role = 1 THEN
            cast(3.4884871196033735 as float8)
        WHEN gamma_role = 0 THEN
            cast(-3.1875425006951077 as float8)
    END as mw_role,
    "polities_l",
    "polities_r",
    gamma_country,
    CASE
        WHEN gamma_country = -1 THEN
            cast(0.0 as float8)
        WHEN gamma_country = 1 THEN
            cast(0.35215583005092915 as float8)
        WHEN gamma_country = 0 THEN
            cast(-2.0742803479637875 as float8)
    END as mw_country,
    "fresh_l",
    "fresh_r",
    "known_l",
    "known_r",
    "sound_l",
    "sound_r",
    "spheres_l",
    "spheres_r",
    "rare_l",
    "rare_r",
    "initial_l",
    "initial_r",
    match_key
    from __splink__df_comparison_vectors
    ),
__splink__df_predict as (
    select
    cast(-1.947200577534585 as float8) + mw_name + mw_office + mw_role + mw_country as match_weight,
    CASE
            WHEN (cast(-1.947200577534585 as float8) + mw_name + mw_office + mw_role + mw_country) >= 0 THEN
                1.0 / (1.0 + POWER(cast(2 as float8), -(cast(-1.947200577534585 as float8) + mw_name + mw_office + mw_role + mw_country)))
            ELSE
                POWER(cast(2 as float8), (cast(-1.947200577534585 as float8) + mw_name + mw_office + mw_role + mw_country)) /
                (1.0 + POWER(cast(2 as float8), (cast(-1.947200577534585 as float8) + mw_name + mw_office + mw_role + mw_country)))
        END as match_probability,
    "profile_l",
    "profile_r",
    "form_l",
    "form_r",
    "loose_l",
    "loose_r",
    "nations_l",
    "nations_r",
    "states_l",
    "states_r",
    "type_l",
    "type_r",
    "keys_l",
    "keys_r",
    "suffix_l",
    "suffix_r",
    "called_l",
    "called_r",
    "apart_l",
    "apart_r",
    "surname_l",
    "surname_r",
    "born_l",
    "born_r",
    "seated_l",
    "seated_r",
    "seats_l",
    "seats_r",
    "initials_l",
    "initials_r",
    "givens_l",
    "givens_r",
    "particles_l",
    "particles_r",
    "turns_l",
    "turns_r",
    "spelled_l",
    "spelled_r",
    "given_l",
    "given_r",
    "bag_l",
    "bag_r",
    "parts_l",
    "parts_r",
    "parties_l",
    "parties_r",
    "fields_l",
    "fields_r",
    "introduced_l",
    "introduced_r",
    "heads_l",
    "heads_r",
    "middles_l",
    "middles_r",
    "middle_l",
    "middle_r",
    "bearers_l",
    "bearers_r",
    "leads_l",
    "leads_r",
    "towns_l",
    "towns_r",
    "stems_l",
    "stems_r",
    "acronyms_l",
    "acronyms_r",
    "spaced_l",
    "spaced_r",
    "part_l",
    "part_r",
    "context_l",
    "context_r",
    "generic_l",
    "generic_r",
    "stem_l",
    "stem_r",
    "names_l",
    "names_r",
    gamma_name,
    mw_name,
    "posts_l",
    "posts_r",
    gamma_office,
    mw_office,
    "roles_l",
    "roles_r",
    "offices_l",
    "offices_r",
    gamma_role,
    mw_role,
    "polities_l",
    "polities_r",
    gamma_country,
    mw_country,
    "fresh_l",
    "fresh_r",
    "known_l",
    "known_r",
    "sound_l",
    "sound_r",
    "spheres_l",
    "spheres_r",
    "rare_l",
    "rare_r",
    "initial_l",
    "initial_r",
    match_key
    from __splink__df_match_weight_parts
    )