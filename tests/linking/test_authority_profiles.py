"""Entries of authorities become profiles like those of chains, and meet only what they could be."""

from __future__ import annotations

import duckdb
import pytest

from provenance.records.authorities import AuthorityEntry, Office
from resolvers.linking.authority_profiles import profile_of
from resolvers.linking.blocking import RULES
from resolvers.linking.model import default_model
from resolvers.linking.profiles import Profile, person_profile
from resolvers.linking.scoring import score
from resolvers.linking.table import count_bearers, profile_table, rare_words
from resolvers.linking.tenures import count_months, find_posts


def known(
    name: str, *aliases: str, kind: str = "PER", number: str = "1", **told: tuple[object, ...]
) -> Profile:
    """Make the profile of an entry."""
    return profile_of(
        "list",
        AuthorityEntry(external_id=number, type=kind, names=(name, *aliases), rows=(1,), **told),
    )


def office(role: str, start: str | None = None, end: str | None = None, **of: str) -> Office:
    """Make an office."""
    return Office(role=role, start=start, end=end, **of)


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (office("Minister of Defence", country="NO"), "defence minister@country:NO"),
        (office("President of France"), "president@country:FR"),
        (office("director", organisation="CIA"), "director@org:central intelligence agency"),
        (office("chief executive", organisation="Norvel Salt"), "chief executive@norvel salt"),
        (office("Grand Weigher", country="FI"), "grand weigher@country:FI"),
    ],
)
def test_a_role_of_a_file_is_the_role_of_an_article(held: Office, role: str) -> None:
    """Both are read by one lexicon; what it does not have keeps its words."""
    assert known("Anna Keller", offices=(held,)).roles == (role,)


def test_a_body_is_the_lexicon_entry_of_its_country_and_no_other() -> None:
    """A list may hold the Paris of another country."""
    assert known("Paris", kind="LOC", countries=("FR",)).keys == ("place:paris",)
    assert known("Paris", kind="LOC", countries=("US",)).keys == ()


def test_entries_count_as_nobody_in_the_news() -> None:
    """A large list makes no surname ambiguous and no word common among chains."""
    entry, chain = known("Anna Keller"), person_profile(["boris keller"])

    assert count_bearers([entry, chain]) == {"keller": 1}
    assert rare_words([entry, chain]) == frozenset()


def compared(*profiles: Profile) -> dict[frozenset[str], str]:
    """Score by Splink what is paired, and give the name's level by the pair's names."""
    by_key = {p.key: p for p in profiles}
    with duckdb.connect() as connection:
        rows = score(connection.cursor(), profile_table(by_key), default_model()).to_pylist()

    def called(key: str) -> str:
        profile = by_key[key]
        return profile.known or " ".join(profile.names)

    return {
        frozenset((called(r["profile_a"]), called(r["profile_b"]))): r["match_key"] for r in rows
    }


def test_only_what_could_be_an_entry_is_compared_with_it() -> None:
    """Neither two entries, nor a surname alone, nor a conflict of country or of sphere."""
    entries = [
        known("Anna Keller", offices=(office("senator", country="US"),)),
        known("Anna Keller", number="2", offices=(office("singer"),)),
    ]
    chains = [
        Profile(**{**vars_of(person_profile([name])), "roles": roles, "polities": polities})
        for name, roles, polities in [
            ("anna keller", ("senator@place:ohio",), ()),
            ("ann keller", ("minister@country:FR",), ("FR",)),
            ("keller", (), ()),
            ("anna kellner", (), ()),
        ]
    ]

    assert {
        pair: rule
        for pair, rule in compared(*entries, *chains).items()
        if any(":" in side for side in pair)
    } == {frozenset(("anna keller", "list:1")): "name"}


def vars_of(profile: Profile) -> dict[str, object]:
    """Return a profile's fields."""
    import attrs

    return attrs.asdict(profile, recurse=False)


def test_every_rule_says_what_it_does_with_entries() -> None:
    """A rule without a condition pairs none."""
    assert {rule.name for rule in RULES if rule.entries} == {
        "lexicon entry",
        "name",
        "surname",
        "sound of surname and initial",
        "office",
    }


MAYOR = ("mayor@place:london",)
ASKING = Profile(type="PER", form="role", offices=MAYOR, roles=MAYOR, month="2019-03")


def posts(
    *profiles: Profile, published: dict[str, dict[int | None, int]] | None = None
) -> dict[str, list[str]]:
    """Find posts and give them by surname, the asking role left out."""
    by_key = {p.key: p for p in profiles}
    found = find_posts(by_key, published or {})
    return {
        by_key[key].known or by_key[key].surname or "": told
        for key, told in found.items()
        if key != ASKING.key
    }


def held(name: str, number: str, start: str | None, end: str | None) -> Profile:
    """Make an entry that was the mayor."""
    return known(name, number=number, offices=(office("mayor", start, end, organisation="London"),))


def test_a_tenure_answers_for_the_months_that_it_covers() -> None:
    """The holder of the whole month answers; who came later does not."""
    assert posts(
        ASKING,
        held("Anna Keller", "1", "2016-05-09", "2020-05-08"),
        held("Boris Moran", "2", "2020-05-08", None),
    ) == {"list:1": [f"mayor@place:london#{count_months('2019-03')}"]}


def test_a_new_term_in_the_middle_of_a_month_is_no_handover() -> None:
    """One holder before and after is one holder."""
    first, second = (
        office("mayor", "2016", "2019-03-15", organisation="London"),
        office("mayor", "2019-03-15", organisation="London"),
    )

    assert list(posts(ASKING, known("Anna Keller", offices=(first, second)))) == ["list:1"]


def test_in_a_month_of_handover_no_tenure_answers() -> None:
    """Two held the office; the articles decide as they would without the list."""
    assert (
        posts(
            ASKING,
            held("Anna Keller", "1", "2016", "2019-03-15"),
            held("Boris Moran", "2", "2019-03-15", None),
        )
        == {}
    )


def test_a_tenure_outranks_what_articles_say() -> None:
    """One article calls a candidate the mayor.

    The list knows better, and the holder's own articles answer with it.
    """
    stating = {"roles": MAYOR, "offices": MAYOR}
    wrong = Profile(**{**vars_of(person_profile(["boris moran"])), **stating})
    right = Profile(**{**vars_of(person_profile(["anna keller"])), **stating})
    published = {p.key: {count_months("2019-03"): n} for p, n in ((wrong, 5), (right, 1))}

    assert set(posts(ASKING, wrong, right, published=published)) == {"moran"}
    assert set(
        posts(ASKING, wrong, right, held("Anna Keller", "1", "2016", "2020"), published=published)
    ) == {
        "list:1",
        "keller",
    }
