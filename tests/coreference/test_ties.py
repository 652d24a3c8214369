"""Whom a role or a noun means: nobody is guessed where the article leaves a choice."""

from __future__ import annotations

import pytest

from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect


def bearer(text: str, words: str) -> str:
    """Return the name of the chain that holds the last mention with these words."""
    chains = build_chains("v", text, detect(text, "v"))
    held = {m.span.start: c.name for c in chains for m in c.mentions if m.surface == words}
    return held[max(held)]


def roles(text: str, name: str) -> set[str]:
    """List the roles that an article states of a name."""
    (chain,) = (c for c in build_chains("v", text, detect(text, "v")) if c.name == name)
    return set(chain.values("role"))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Ohio Gov. Beth Lindqvist met Rep. Dale Orton. The governor left.",
            "governor",
            "Beth Lindqvist",
        ),
        (
            "Ohio Gov. Beth Lindqvist met Rep. Dale Orton. The congressman left.",
            "congressman",
            "Dale Orton",
        ),
        (
            "Sen. Ana Ferrante met Gov. Beth Lindqvist. The senator retires.",
            "senator",
            "Ana Ferrante",
        ),
        (
            "Sen. Ana Ferrante met Gov. Beth Lindqvist. The lawmaker retires.",
            "lawmaker",
            "Ana Ferrante",
        ),
    ],
)
def test_an_abbreviated_title_says_a_role(text: str, words: str, name: str) -> None:
    """Whoever is called Gov. is the governor later on, wherever others stand nearer."""
    assert bearer(text, words) == name


def test_a_bare_title_is_no_mention() -> None:
    """It says a role of the name; with a place before it, it is a phrase of its own."""
    bare = "Gov. Beth Lindqvist left."
    placed = "Ohio Gov. Beth Lindqvist left."
    lady = "Lady Beth Lindqvist left."

    assert [m.surface for m in detect(bare, "v")] == ["Beth Lindqvist"]
    assert [m.surface for m in detect(lady, "v")] == ["Beth Lindqvist"]
    assert roles(bare, "Beth Lindqvist") == {"governor"}
    assert "Ohio Gov." in [m.surface for m in detect(placed, "v")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tom Reed met Ada Crane in Vienna. The prosecutor spoke.", "prosecutor"),
        ("Ada Crane heard a call in which the woman shouted.", "woman"),
        ("Ada Crane said that the citizen had a right to know.", "citizen"),
        ("Ada Crane spoke. Her deputy, who was ill, did not.", "deputy"),
        ("Acme Corp. sued Borealis Inc. in Oslo. The ministry was silent.", "ministry"),
    ],
)
def test_what_could_be_another_is_nobody_who_was_named(text: str, words: str) -> None:
    """The last one named was right in one of five such cases.

    Now they are entities of their own.
    """
    assert bearer(text, words) == words


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ada Crane was in Vienna. The minister spoke.", "minister", "Ada Crane"),
        (
            "Water ran over the San Telmo dam in the morning. Later the dam burst.",
            "dam",
            "San Telmo",
        ),
        ("The town of Van Horn was cut off. By night the town was dark.", "town", "Van Horn"),
    ],
)
def test_where_no_choice_is_left_a_noun_is_tied(text: str, words: str, name: str) -> None:
    """The only person named so far, and the name beside which the noun stands."""
    assert bearer(text, words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Lawmaker urges calm\n\nRep. Adam Reed met Rep. Debbie Crane on Monday.",
            "Lawmaker",
            "Adam Reed",
        ),
        (
            "Mayor urges calm after flood\n\nXimena Crane, mayor of Arrayan, said help was near.",
            "Mayor",
            "Ximena Crane",
        ),
        (
            "Her daughter, the flautist Hélène Tran, left.",
            "daughter",
            "Hélène Tran",
        ),
        (
            "The Biden administration has a plan. Joe Biden left. The administration waits.",
            "administration",
            "Biden administration",
        ),
    ],
)
def test_a_role_or_noun_means_whom_the_article_says(text: str, words: str, name: str) -> None:
    """Of a headline, behind another description, and of a body called by its head."""
    assert bearer(text, words) == name


def test_a_role_of_several_is_of_none_of_them() -> None:
    """Two names stand behind the plural."""
    assert bearer("Their CEOs Ada Crane and Bo Reed came.", "CEOs") == "CEOs"


def test_an_elided_particle_is_part_of_the_name() -> None:
    """It opens the surname, whatever its case."""
    text = "Luc d'Aurelle met Marcello dell'Utri. Mr. d'Aurelle left."

    assert bearer(text, "d'Aurelle") == "Luc d'Aurelle"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Democratic National Committee met. The party was silent.", "party"),
        ("He is from Ohio City. She is of the state, not the city.", "city"),
    ],
)
def test_neither_a_part_nor_what_is_denied_is_meant(text: str, words: str) -> None:
    """A party's committee is no party, and "not the city" is not the city named before."""
    assert bearer(text, words) == words


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Bo Lund, the world's richest man, stayed.", "richest man", "Bo Lund"),
        ("Cy Dorn, Norvel's longest-serving mayor, spoke.", "mayor", "Cy Dorn"),
        (
            "They bought Lund & Sons plc (LSE: LUND), the Norvel biscuit maker, for $2m.",
            "Norvel biscuit maker",
            "Lund & Sons",
        ),
        ("It was Mr. Lund's rocket company, Red Origin.", "Lund's rocket company", "Red Origin"),
        ("Norvel Optics named Bo Lund chief executive.", "chief executive", "Bo Lund"),
    ],
)
def test_a_description_may_say_whose_it_is(text: str, words: str, name: str) -> None:
    """An owner, adjectives, a legal form and a bracket may stand before what describes."""
    assert bearer(text, words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Rep. Bo Lund and Rep. Cy Dorn, the top lawmakers on the panel, agreed.",
            "top lawmakers",
            "Cy Dorn",
        ),
        (
            "Lund Optics named Bo Lund chief executive. The outgoing chief executive stays.",
            "outgoing chief executive",
            "Bo Lund",
        ),
        ("Mayor Bo Lund spoke. Ada Crane ran for mayor.", "mayor", "Bo Lund"),
        (
            "Ada Crane, the party's chairwoman, spoke. The party's chairwoman at the time left.",
            "chairwoman",
            "Ada Crane",
        ),
    ],
)
def test_an_office_is_not_that_of_who_has_it_now(text: str, words: str, name: str) -> None:
    """Several are not one, who goes does not come, and what is sought is nobody's yet."""
    assert bearer(text, words) != name


def test_what_an_office_describes_is_no_person() -> None:
    """An investigation, a branch and a race are called after offices."""
    text = "Bo Lund is the special counsel. The special counsel investigation ends."

    assert [m.surface for m in detect(text, "v") if m.kind == "role"] == ["special counsel"]


def test_a_campaign_is_no_party() -> None:
    """Both are bodies of politics, and of two kinds."""
    text = "The Democratic Party sued. The campaign denied it."

    assert bearer(text, "campaign") != "Democratic Party"


def test_a_body_is_called_by_its_noun_once_it_is_named() -> None:
    """A department that is named only later is another one."""
    text = "The department denied it. Then the Justice Department agreed. The department left."
    chains = build_chains("v", text, detect(text, "v"))
    (justice,) = (c for c in chains if c.name == "Justice Department")

    assert [m.span.start for m in justice.mentions if m.surface == "department"] == [66]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("First Norvel Bank grew. People asked whether their bank was safe.", "bank"),
        ("Lund Motor Company bought it. The German company was bankrupt.", "German company"),
    ],
)
def test_a_noun_of_somebody_or_somewhere_else_is_not_the_body_named(text: str, words: str) -> None:
    """Whose it is, and a country that nobody told of the body, say that another is meant."""
    assert bearer(text, words) == words


def test_any_one_of_a_country_is_nobody() -> None:
    """Even a country makes no certain one of "any"."""
    found = detect("The bomb could wipe any U.S. city off the map.", "v")

    assert [m.surface for m in found if m.kind == "nominal"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Crane is the chair. The name on the chair was new.", ["chair"]),
        ("Ada Crane is the chair. The letter to the chair was new.", ["chair", "chair"]),
    ],
)
def test_a_chair_to_sit_in_is_nobody(text: str, found: list[str]) -> None:
    """What is on it, in it or under it tells the furniture from who presides."""
    assert [m.surface for m in detect(text, "v") if m.kind == "role"] == found


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        ("Lund Optics, the retailer, fell.", "retailer", "noun beside"),
        ("Ada Crane, the mayor, spoke.", "mayor", "apposition"),
        ("Lund Optics fell. The company denied it.", "company", "sole guess"),
    ],
)
def test_cues_that_differ_in_how_often_they_are_right_are_apart(
    text: str, words: str, cue: str
) -> None:
    """A noun beside a body, a description of a person, and a guess that has no choice."""
    chains = build_chains("v", text, detect(text, "v"))
    (link,) = (link for c in chains for link in c.links if link.mention.surface == words)

    assert link.cue == cue


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        ("Gold was stolen from Lund Optics, police said on Monday.", {"police"}),
        (
            "Ada Crane, the mayor, left. It was up to Bo Lund, the mayor said.",
            {"Ada Crane", "mayor"},
        ),
    ],
)
def test_who_speaks_behind_a_comma_is_not_who_stands_before_it(
    text: str, bearers: set[str]
) -> None:
    """A clause of its own begins there."""
    chains = build_chains("v", text, detect(text, "v"))
    last = max((link.mention.span, chain) for chain in chains for link in chain.links)[1]

    assert {link.mention.surface for link in last.links} == bearers


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Bo Lund of Washington, the state, spoke. Washington had no plan.", "Washington state"),
        ("Bo Lund of Seattle spoke. Washington had no plan.", None),
        ("The state of Washington sued. Congress met in Washington.", None),
    ],
)
def test_a_name_that_is_said_to_be_a_state_s_is_that_all_along(text: str, key: str | None) -> None:
    """Its twin, a capital that would stand for a government, is not meant in that article."""
    chains = build_chains("v", text, detect(text, "v"))
    (last,) = (c for c in chains for m in c.mentions if m.span.start == text.rindex("Washington"))
    names = {value for name in ("short", "name", "key") for value in last.values(name)}

    assert (any("washington state" in value.casefold() for value in names)) is (key is not None)


@pytest.mark.parametrize(
    ("text", "phrase", "bearer"),
    [
        (
            "Rep. Rolf Brand (R-Va.) argued. The Ohio congressman wrote a letter.",
            "Ohio congressman",
            None,
        ),
        (
            "Republican presidential candidate Ada Crane spoke. The Democratic presidential candidate left.",
            "Democratic presidential candidate",
            None,
        ),
        (
            "Republican presidential candidate Ada Crane spoke. The Republican presidential candidate left.",
            "Republican presidential candidate",
            "Ada Crane",
        ),
        (
            "UN Chairman Carl Voss left as the head of the UN. Dina Pell, UN political director, stays.",
            "head of the UN",
            "Carl Voss",
        ),
    ],
)
def test_a_role_is_not_that_of_another_party_or_state(
    text: str, phrase: str, bearer: str | None
) -> None:
    """What a phrase tells of its holder is compared with what stands beside names."""
    chains = build_chains("a", text, detect(text, "a"))
    start = text.rindex(phrase)
    persons = [chain for chain in chains if chain.type == "PER"]
    inside = [c for c in persons for m in c.mentions if m.span.start == start]
    names = {m.surface for c in inside for m in c.mentions if m.kind == "name"}
    assert names == ({bearer} if bearer else set())
