"""Who is who inside one article: names that several countries' bodies have, governments, heads of bodies, and no guesses."""

from __future__ import annotations

import pytest

from provenance.records.mentions import Chain, Mention
from provenance.spans import Span
from resolvers.coreference.build import build_chains

TYPES = {"P": "PER", "O": "ORG", "L": "LOC", "N": "none"}


def chains(marked: str) -> dict[str, Chain]:
    """Read a text whose mentions are marked as [P:Ada Crane].

    Return the chain of each surface, the last one of its like.
    """
    text, mentions = "", []
    for piece in marked.split("["):
        if not mentions and not text and "]" not in piece:
            text = piece
            continue
        inside, _, rest = piece.partition("]")
        kind, _, surface = inside.partition(":")
        span = Span(len(text), len(text) + len(surface))
        mentions.append(
            Mention(
                version="v",
                span=span,
                surface=surface,
                kind="name",
                type=TYPES[kind],
                detector="given",
            )
        )
        text += surface + rest
    found = build_chains("v", text, mentions)
    return {link.mention.surface: chain for chain in found for link in chain.links}


def keys(chain: Chain) -> set[str]:
    """List the rows of the lexicon that a chain is."""
    return set(chain.values("key"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "In [L:Chile], [P:Ada Crane] told [O:Congress] so. [L:Chile] waits.",
            "org:congress of chile",
        ),
        (
            "In [L:Washington], [P:Ada Crane] told [O:Congress] what the [L:US] wants.",
            "org:united states congress",
        ),
        ("[L:Austria] votes. The [O:Greens] lead in [L:Austria].", "org:green party of austria"),
        ("[L:Germany] votes. The [O:Greens] lead in [L:Germany].", "org:alliance 90 the greens"),
    ],
)
def test_a_name_that_many_countries_have_is_that_of_the_article_s_country(text, key):
    """The country that the article speaks of most decides."""
    found = chains(text)
    short = next(chain for surface, chain in found.items() if surface in {"Congress", "Greens"})

    assert keys(short) == {key}


@pytest.mark.parametrize(
    "text",
    [
        "[P:Ada Crane] told [O:Congress] so.",
        "[L:Chile] and [L:Peru] wait for [O:Congress].",
    ],
)
def test_without_one_country_nobody_guesses_whose_it_is(text):
    """No country at all, or two as much as each other."""
    assert keys(chains(text)["Congress"]) == set()


def test_the_us_senate_is_not_called_us():
    """Initials never join two things that the lexicon tells apart."""
    found = chains("The [O:US Senate] voted. The [L:US] waits, and so does [O:US] business.")

    assert found["US Senate"] is not found["US"]


def test_his_government_is_that_of_his_country():
    """And not of the country that was mentioned last."""
    found = chains(
        "[P:Japanese Prime Minister Kei Mori] spoke. [L:Norway] listened. [O:his government] agreed, said [P:Mori]."
    )

    assert keys(found["his government"]) == {"government:JP"}


def test_the_chief_of_a_body_is_its_director():
    """What a body calls its head differs; whose head somebody is does not."""
    found = chains(
        "[P:CIA director Ada Crane] met [P:Bob Stone]. [P:Stone] left. [P:The CIA chief] stayed."
    )

    assert found["The CIA chief"] is found["CIA director Ada Crane"]


def test_the_head_of_another_body_is_not_whoever_was_mentioned_last():
    """A holder unknown is no error, and a guess would be one."""
    found = chains("[P:FBI director Ada Crane] spoke. [P:The CIA chief] did not.")

    assert found["The CIA chief"] is not found["FBI director Ada Crane"]


@pytest.mark.parametrize("crowd", ["people", "the public", "the press"])
def test_a_crowd_is_nobody_who_was_named(crowd):
    """Nor is somebody's wife the one whom she is married to."""
    found = chains(f"[P:Bob Stone] spoke to [P:{crowd}] and [P:his wife].")

    assert found[crowd] is not found["Bob Stone"]
    assert found["his wife"] is not found["Bob Stone"]


def test_who_owns_an_adviser_is_not_the_adviser():
    """What owns the words behind it stands in no apposition to the name before it."""
    found = chains(
        "[P:Bob Stone], [P:the president]'s first adviser, left. [P:President Ada Crane] stayed."
    )

    assert found["the president"] is not found["Bob Stone"]


def test_the_leader_of_a_country_is_of_that_country():
    """Of two who may be meant, it is the one whom the article ties to the country named."""
    found = chains(
        "[P:President Ada Crane] met [P:Japanese Prime Minister Kei Mori]. [P:Crane] told [P:the leader of Japan] so."
    )

    assert found["the leader of Japan"] is found["Japanese Prime Minister Kei Mori"]


def test_an_adjective_given_as_a_place_is_the_country():
    """Some annotators mark "Canadian" as a place."""
    found = chains("The [L:Canadian] bank left [L:Canada].")

    assert found["Canadian"] is found["Canada"]


@pytest.mark.parametrize(
    ("text", "described", "name"),
    [
        (
            "[P:Ada Crane], [P:a former mayor] and [P:a friend of the party], left.",
            "a friend of the party",
            "Ada Crane",
        ),
        ("[P:Ada Crane], who is named as [P:a defendant], left.", "a defendant", "Ada Crane"),
        (
            "He thanked [P:Ada Crane], whom he described last week as [P:a fine person].",
            "a fine person",
            "Ada Crane",
        ),
        (
            "[P:Ada Crane] is [P:a former mayor] who now serves as [P:the bank's chief].",
            "the bank's chief",
            "Ada Crane",
        ),
        ("They named [P:Ada Crane] to become [P:the next mayor].", "the next mayor", "Ada Crane"),
        ("They appointed [P:Ada Crane] [P:mayor of Lima] then.", "mayor of Lima", "Ada Crane"),
        (
            "[P:The judge] overseeing it, [P:Ada Crane] of the court, left.",
            "The judge",
            "Ada Crane",
        ),
        (
            "[P:Ada Crane of the Third Court], [P:an appointee of President Bo Lind], left.",
            "an appointee of President Bo Lind",
            "",
        ),
        (
            "[L:Chile], which is [L:a signer to the treaty], left.",
            "a signer to the treaty",
            "Chile",
        ),
        ("He described [L:Chile] as [L:a great ally of Peru].", "a great ally of Peru", "Chile"),
        (
            "[P:Ada Crane], an aide to [P:Bo Lind], who is seen as [P:the heir], left.",
            "the heir",
            "Bo Lind",
        ),
    ],
)
def test_a_description_is_of_the_name_that_it_is_tied_to(text, described, name):
    """By apposition, by "and" behind another description, by a verb, by a relative clause."""
    found = chains(text)
    named = name or next(surface for surface in found if surface.startswith("Ada Crane"))

    assert found[described] is found[named]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("[P:Ada Crane] and [P:a friend of hers] left.", "Ada Crane", "a friend of hers"),
        ("[P:Ada Crane] spoke. [P:Bob Stone's lawyer] left.", "Ada Crane", "Bob Stone's lawyer"),
        ("[O:Acme] grew. [O:Bolt's rival] did not.", "Acme", "Bolt's rival"),
        ("[P:Ada Crane] spoke. [P:experts] left.", "Ada Crane", "experts"),
        (
            "[P:President Ada Crane] spoke. [P:The special counsel] left.",
            "President Ada Crane",
            "The special counsel",
        ),
        ("[L:Chile] spoke. It is [L:an ally of Chile].", "Chile", "an ally of Chile"),
    ],
)
def test_nobody_guesses_where_the_words_speak_of_somebody_else(text, one, other):
    """A second person behind "and", what somebody named owns, plurals of nobody, another office."""
    found = chains(text)

    assert found[one] is not found[other]


def test_his_country_is_that_of_whom_his_means():
    """And not the country that was mentioned last."""
    found = chains(
        "[P:Japanese Prime Minister Kei Mori] flew from [L:Japan] to [L:Norway]. [P:Mori] said that [L:his country] agreed."
    )

    assert found["his country"] is found["Japan"]


def test_a_counterpart_is_the_officer_of_the_country_named():
    """The counterpart of one's own is never oneself."""
    found = chains(
        "[P:President Ada Crane] met [P:Japanese Prime Minister Kei Mori]. [P:Crane] praised [P:her Japanese counterpart]."
    )

    assert found["her Japanese counterpart"] is found["Japanese Prime Minister Kei Mori"]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[O:his Lakeview estate]", "lakeview"),
        ("[O:his Lakeview club in Florida]", "lakeview"),
        ("[O:his estate, Lakeview]", "lakeview"),
        ("[O:the airframer Bolt]", "bolt"),
        ("[L:the state of Michigan]", "michigan"),
        ("[L:an ally of Michigan]", None),
        ("[O:the maker of the Bolt]", None),
        ("[O:a Lakeview club]", None),
        ("[O:Lima hotel]", None),
        ("[L:Leeds-based]", "leeds"),
        ("[O:the Lima-based Center for Peace & Trade Studies]", "center for peace trade studies"),
    ],
)
def test_the_name_inside_a_phrase_is_what_the_phrase_means(marked, name):
    """Behind or before the noun that describes it, but not what stands in a complement."""
    (chain,) = {c.key: c for c in chains(f"They saw {marked}.").values()}.values()

    assert list(chain.values("name")) == ([name] if name else [])


def test_a_word_without_a_type_is_the_surname_that_the_article_gives():
    """A reader of lists would take it for a people."""
    found = chains(
        "[N:Anna Finn] spoke. [N:Finn] left. The [N:Russell 2000 index] fell, said [N:Bo Russell]."
    )

    assert found["Finn"] is found["Anna Finn"]
    assert found["Russell 2000 index"] is not found["Bo Russell"]


def test_a_river_is_called_with_and_without_its_noun():
    """A noun for land or water behind a name adds nothing to it; a city's hotel is not the city."""
    found = chains(
        "The [L:Ganges] rose. The [L:Ganges river] fell. In [L:Lima], the [O:Lima hotel] burnt."
    )

    assert found["Ganges river"] is found["Ganges"]
    assert found["Lima hotel"] is not found["Lima"]
