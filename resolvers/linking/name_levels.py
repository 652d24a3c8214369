"""The levels of the comparison of names: of persons, of bodies, of places.

Each is one SQL condition over the columns `x_l` and `x_r`; the first that holds decides.
"""

from __future__ import annotations

from resolvers.linking.levels import FeatureComparison, Level

_PERSONS = "type_l = 'PER' and type_r = 'PER'"
_ORGS = "type_l = 'ORG' and type_r = 'ORG'"
_PLACES = "type_l = 'LOC' and type_r = 'LOC'"
# "Van Gogh" may be a surname alone, and is where the other's surname has that particle.
_PARTICLE = "(list_contains(particles_r, given_l) or list_contains(particles_l, given_r))"
_BOTH_FULL = f"given_l is not null and given_r is not null and not coalesce({_PARTICLE}, false)"
_ANY_FULL = "(given_l is not null or given_r is not null)"
_ONE_FULL = f"((given_l is null) <> (given_r is null) or coalesce({_PARTICLE}, false))"

_SURNAME = f"{_PERSONS} and surname_l = surname_r"
_YEARS = 3  # a birthday lies before or behind the article, and outlets slip by one
_GIVEN_MAY_AGREE = f"({_ONE_FULL} or given_l is null or list_has_any(givens_l, givens_r))"
_OTHER_PARTIES = (
    "len(parties_l) > 0 and len(parties_r) > 0 and not list_has_any(parties_l, parties_r)"
)
_OTHER_FIELDS = "len(fields_l) > 0 and len(fields_r) > 0 and not list_has_any(fields_l, fields_r)"
_ONE_INTRODUCED = "introduced_l <> introduced_r and not list_has_any(heads_l, heads_r)"
_NEAR_SURNAME = (
    "surname_l[1] = surname_r[1] and least(len(surname_l), len(surname_r)) > 3 and"
    " damerau_levenshtein(surname_l, surname_r) <= case when least(len(surname_l), len(surname_r)) > 7 then 2 else 1 end"
)
# Two patronymics, or two middle names: neither list holds the other, and it is no slip of the pen.
_MIDDLES_APART = (
    "len(middles_l) > 0 and len(middles_r) > 0 and not list_has_all(middles_l, middles_r)"
    " and not list_has_all(middles_r, middles_l) and damerau_levenshtein(middle_l, middle_r) > 2"
)
_WITHIN = "least(len(parts_l), len(parts_r)) > 1 and (list_has_all(parts_l, parts_r) or list_has_all(parts_r, parts_l))"
_LONE_GIVEN = (
    "(given_l is null and list_contains(givens_r, surname_l))"
    " or (given_r is null and list_contains(givens_l, surname_r))"
)

_ELSEWHERE = (
    "(len(nations_l) > 0 and len(nations_r) > 0 and not list_has_any(nations_l, nations_r)"
    " or len(states_l) > 0 and len(states_r) > 0 and not list_has_any(states_l, states_r))"
)
_OTHER_TOWNS = "len(towns_l) > 0 and len(towns_r) > 0 and not list_has_any(towns_l, towns_r)"
# Two words or more of each have no like in the other: the Norwegian Football Association is no
# National Farmers Association, but an agency may be called an administration by mistake.
_EXPANDED_APART = (
    "len(list_filter(stems_l, lambda w: not list_contains(stems_r, w))) > 1"
    " and len(list_filter(stems_r, lambda w: not list_contains(stems_l, w))) > 1"
)
_PART_OF = (
    f"{_ORGS} and part_l <> part_r and (part_l <> '' and starts_with(spaced_l, spaced_r)"
    " or part_r <> '' and starts_with(spaced_r, spaced_l))"
)

# First and last letters of given names agree, i and y being one: Sergei and Sergey, not Maria and
# Mario.
_ENDS_AGREE = (
    "given_l[1] = given_r[1]"
    " and translate(right(given_l, 1), 'y', 'i') = translate(right(given_r, 1), 'y', 'i')"
    " and not starts_with(spelled_l, surname_l)"  # a syllable makes another name: Jae-yong, Jae-myung
)

UNTYPED = (
    "same_name_untyped"  # no gold mention is without a type: counted on what our own reader finds
)
_UNTYPED = "'none' in (type_l, type_r)"
_NO_LONE_SURNAME = (
    "(type_l <> 'PER' or given_l is not null) and (type_r <> 'PER' or given_r is not null)"
)

NAME = FeatureComparison(
    name="name",
    nothing="form_l <> 'name' or form_r <> 'name'",
    value="names",
    levels=(
        Level(
            "place_same_name_elsewhere",
            "place: same name in two countries or states",
            f"{_PLACES} and list_has_any(loose_l, loose_r) and {_ELSEWHERE}",
            apart=True,
        ),
        Level("same_lexicon_entry", "same lexicon entry", "list_has_any(keys_l, keys_r)"),
        Level(
            "other_lexicon_entry",
            "different lexicon entries",
            "len(keys_l) > 0 and len(keys_r) > 0",
        ),
        Level(
            "person_generations_conflict",
            "person: generations differ",
            f"{_PERSONS} and suffix_l <> suffix_r and suffix_l <> '' and suffix_r <> ''",
            apart=True,
        ),
        Level(
            "person_told_apart",
            "person: an article tells the two apart",
            f"{_PERSONS} and (list_has_any(apart_l, called_r) or list_has_any(apart_r, called_l))",
            apart=True,
        ),
        Level(
            "person_ages_conflict",
            "person: ages in conflict",
            f"{_SURNAME} and abs(born_l - born_r) > {_YEARS}",
            apart=True,
        ),
        Level(
            "person_homes_conflict",
            "person: homes or seats in conflict",
            f"{_SURNAME} and list_has_any(seated_l, seated_r)"
            " and not list_has_any(seats_l, seats_r)",
            apart=True,
        ),
        Level(
            "person_middle_initials_conflict",
            "person: middle initials in conflict",
            f"{_SURNAME} and list_has_any(givens_l, givens_r)"
            " and len(initials_l) > 0 and len(initials_r) > 0 and initials_l[1] <> initials_r[1]",
            apart=True,
        ),
        Level(
            "person_names_exchanged",
            "person: given and family name exchanged",
            f"{_PERSONS} and {_BOTH_FULL} and bag_l = bag_r and len(parts_l) > 1"
            " and spelled_l <> spelled_r and not turns_l",
            apart=True,
        ),
        Level(
            "person_parties_conflict",
            "person: parties in conflict",
            f"{_SURNAME} and {_GIVEN_MAY_AGREE} and {_OTHER_PARTIES}",
            apart=True,
        ),
        Level(  # not certain: boxers become mayors, and an article that says so joins the two
            "person_fields_conflict",
            "person: what they do in conflict",
            f"{_SURNAME} and {_GIVEN_MAY_AGREE} and {_OTHER_FIELDS}",
        ),
        Level(
            "person_junior_on_one_side",
            "person: same name, junior on one side",
            f"{_SURNAME} and suffix_l <> suffix_r and 'jr' in (suffix_l, suffix_r) and list_has_any(givens_l, givens_r)",
        ),
        Level(
            "person_same_full_name",
            "person: same full name",
            f"{_PERSONS} and {_BOTH_FULL} and list_has_any(loose_l, loose_r)",
        ),
        Level(
            "person_same_words_one_introduced",
            "person: same words ordered otherwise, one introduced as somebody unknown",
            f"{_PERSONS} and {_BOTH_FULL} and bag_l = bag_r and len(parts_l) > 1"
            f" and spelled_l <> spelled_r and {_ONE_INTRODUCED}",
            apart=True,
        ),
        Level(
            "person_same_words",
            "person: same words parted or ordered otherwise",
            f"{_PERSONS} and {_ANY_FULL} and (spelled_l = spelled_r or bag_l = bag_r and len(parts_l) > 1)",
        ),
        Level(
            "person_middle_names_conflict",
            "person: middle names in conflict",
            f"{_SURNAME} and list_has_any(givens_l, givens_r) and {_MIDDLES_APART}",
            apart=True,
        ),
        Level(
            "person_same_given_name",
            "person: given name equal or nickname",
            f"{_SURNAME} and list_has_any(givens_l, givens_r)",
        ),
        Level(
            "person_given_initial",
            "person: given name as initial",
            f"{_SURNAME} and {_BOTH_FULL} and given_l[1] = given_r[1] and least(len(given_l), len(given_r)) = 1",
        ),
        Level(
            "person_close_given_name",
            "person: given name in close spelling",
            f"{_SURNAME} and {_BOTH_FULL} and jaro_winkler_similarity(given_l, given_r) >= 0.85"
            f" and {_ENDS_AGREE}",
        ),
        Level(
            "person_close_surname",
            "person: surname in close spelling, given names agree",
            f"{_PERSONS} and {_NEAR_SURNAME} and list_has_any(givens_l, givens_r)",
        ),
        Level(
            "person_close_full_name",
            "person: whole name in close spelling",
            f"{_PERSONS} and {_BOTH_FULL} and {_NEAR_SURNAME} and surname_l <> surname_r"
            f" and jaro_winkler_similarity(spelled_l, spelled_r) >= 0.93 and {_ENDS_AGREE}",
        ),
        Level(
            "person_words_of_longer_name",
            "person: words of a longer name",
            f"{_PERSONS} and {_WITHIN}",
        ),
        Level(
            "person_given_names_conflict",
            "person: given names in conflict",
            f"{_SURNAME} and {_BOTH_FULL}",
            apart=True,
        ),
        Level(
            "person_surname_one_bearer",
            "person: surname alone and full name, one bearer",
            f"{_SURNAME} and {_ONE_FULL} and bearers_l <= 1",
        ),
        Level(
            "person_surname_leading_bearer",
            "person: surname alone and full name, the bearer in most articles",
            f"{_SURNAME} and {_ONE_FULL} and (leads_l or leads_r)",
        ),
        Level(
            "person_surname_several_bearers",
            "person: surname alone and full name, several bearers",
            f"{_SURNAME} and {_ONE_FULL}",
        ),
        Level(
            "person_surnames_one_introduced",
            "person: surname alone on both sides, one introduced as somebody unknown",
            f"{_SURNAME} and {_ONE_INTRODUCED}",
            apart=True,
        ),
        Level("person_surnames", "person: surname alone on both sides", _SURNAME),
        Level(
            "person_close_surnames",
            "person: surname alone in close spelling",
            f"{_PERSONS} and not ({_BOTH_FULL}) and {_NEAR_SURNAME}",
        ),
        Level(
            "person_given_name_alone",
            "person: given name alone and full name",
            f"{_PERSONS} and ({_LONE_GIVEN})",
        ),
        Level(
            "organisation_same_name_elsewhere",
            "organisation: same name in two places",
            f"{_ORGS} and list_has_any(loose_l, loose_r) and ({_ELSEWHERE} or {_OTHER_TOWNS})",
            apart=True,
        ),
        Level(
            "organisation_expansions_conflict",
            "organisation: two expansions of one acronym",
            f"{_ORGS} and list_has_any(acronyms_l, acronyms_r) and {_EXPANDED_APART}",
            apart=True,
        ),
        Level("organisation_part", "organisation: a part of the other", _PART_OF, apart=True),
        Level(
            "organisation_same_generic_name_one_country",
            "organisation: same name that every country has, articles about one country",
            f"{_ORGS} and list_has_any(loose_l, loose_r) and context_l is not null and context_l = context_r",
        ),
        Level(
            "organisation_same_generic_name",
            "organisation: same name that every country has",
            f"{_ORGS} and list_has_any(loose_l, loose_r) and context_l is not null and context_r is not null",
        ),
        Level(
            "organisation_same_generic_name_no_country",
            "organisation: same name that every country has, none told",
            f"{_ORGS} and list_has_any(loose_l, loose_r) and generic_l and generic_r",
        ),
        Level(
            "organisation_same_name",
            "organisation: same name",
            f"{_ORGS} and list_has_any(loose_l, loose_r)",
        ),
        Level(
            "organisation_same_stem",
            "organisation: same name, with and without its line of business",
            f"{_ORGS} and stem_l = stem_r",
        ),
        Level(
            UNTYPED,
            "same name, type unknown",
            f"list_has_any(loose_l, loose_r) and {_UNTYPED} and {_NO_LONE_SURNAME}",
        ),
        Level(
            "organisation_initials",
            "organisation: initials",
            f"({_ORGS} or {_UNTYPED} and 'ORG' in (type_l, type_r))"
            " and (list_has_any(acronyms_l, names_r) or list_has_any(names_l, acronyms_r))",
        ),
        Level(
            "organisation_name_begins",
            "organisation: name begins the other",
            f"{_ORGS} and (starts_with(spaced_l, spaced_r) or starts_with(spaced_r, spaced_l))",
        ),
        Level(
            "organisation_name_contained",
            "organisation: contained name",
            f"{_ORGS} and (contains(spaced_l, spaced_r) or contains(spaced_r, spaced_l))",
        ),
        Level(
            "organisation_close_name",
            "organisation: close spelling",
            f"{_ORGS} and spelled_l[1] = spelled_r[1] and least(len(spelled_l), len(spelled_r)) > 6"
            " and damerau_levenshtein(spelled_l, spelled_r)"
            " <= case when least(len(spelled_l), len(spelled_r)) > 18 then 2 else 1 end",
        ),
        Level(
            "place_same_name", "place: same name", f"{_PLACES} and list_has_any(loose_l, loose_r)"
        ),
        Level("same_name_two_types", "same name, two types", "list_has_any(loose_l, loose_r)"),
    ),
)
