"""Who is never one: what an article says of a name keeps its bearers apart, here and elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import resolvers
from provenance.testing import memory_ledger
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect

Where = tuple[str, str, int]  # the article, the words, and which of their places from 0 on


def entities(texts: Mapping[str, str], years: Mapping[str, int]) -> dict[Where, str]:
    """Resolve articles; return the entity of each mention by its words and their places before."""
    articles = [
        {"id": name, "text": text, "published_at": f"{years.get(name, 2025)}-03-10"}
        for name, text in texts.items()
    ]
    found: dict[Where, str] = {}
    with memory_ledger(articles) as ledger:
        resolvers.resolve(ledger, coverage=False)
        rows = ledger.table("mentions").to_pylist()
    for row in sorted(rows, key=lambda r: (r["article"], r["start"], r["end"])):
        times = sum(key[:2] == (row["article"], row["surface"]) for key in found)
        found[row["article"], row["surface"], times] = row["entity"]
    return found


def features(text: str, feature: str) -> set[str]:
    """List what is stated of all who are named in a text."""
    return {
        v for chain in build_chains("v", text, detect(text, "v")) for v in chain.values(feature)
    }


APART = [
    pytest.param(
        {"a": "Suhardjo ruled for decades. Suhardjo's son Tommy Suhardjo was convicted."},
        ("a", "Suhardjo", 0),
        ("a", "Tommy Suhardjo", 0),
        id="his father",
    ),
    pytest.param(
        {
            "a": "James Bruhn, no relation to the singer James Bruhn, was elected in Alton.",
        },
        ("a", "James Bruhn", 0),
        ("a", "James Bruhn", 1),
        id="no relation",
    ),
    pytest.param(
        {"a": "King Charles III opened parliament. King Charles I was beheaded."},
        ("a", "Charles III", 0),
        ("a", "Charles I", 0),
        id="regnal numbers",
    ),
    pytest.param(
        {
            "a": "Former President George W. Bush spoke in Dallas.",
            "b": "Former President George H.W. Bush died in Houston.",
        },
        ("a", "George W. Bush", 0),
        ("b", "George H.W. Bush", 0),
        id="initials written as one word",
    ),
    pytest.param(
        {
            "a": "Former vice-president Al Gore warned them.",
            "b": "Tilly Gore, a photographer, sold prints.",
        },
        ("a", "Al Gore", 0),
        ("b", "Tilly Gore", 0),
        id="a given name that is a particle elsewhere",
    ),
    pytest.param(
        {
            "a": "Police in Springfield, Illinois, arrested a man.",
            "b": "Police in Springfield, Missouri, arrested a woman.",
        },
        ("a", "Springfield", 0),
        ("b", "Springfield", 0),
        id="towns of two states",
    ),
    pytest.param(
        {
            "a": "London, Ontario, elected a mayor. London has 400,000 people.",
            "b": "London elected a mayor. London has nine million people.",
        },
        ("a", "London", 1),
        ("b", "London", 0),
        id="a town that the lexicon has elsewhere",
    ),
    pytest.param(
        {
            "a": "The National Farmers Association (NFA) met on Friday.",
            "b": "The Norwegian Football Association (NFA) fined a club.",
        },
        ("a", "National Farmers Association", 0),
        ("b", "Norwegian Football Association", 0),
        id="two expansions of an acronym",
    ),
    pytest.param(
        {"a": "The Senate rose early. The Senate Budget Committee met."},
        ("a", "Senate", 0),
        ("a", "Senate Budget Committee", 0),
        id="a chamber and its committee",
    ),
    pytest.param(
        {
            "a": "Georgia Gov. Brian Lund spoke in Atlanta.\n"
            "Tbilisi: The Georgian premier left Georgia."
        },
        ("a", "Georgia", 0),
        ("a", "Georgia", 1),
        id="a state and a country",
    ),
    pytest.param(
        {
            "a": "Ohio shut its parks. The governor said the state had no money. "
            "The United States will not help."
        },
        ("a", "state", 0),
        ("a", "United States", 0),
        id="the state that an article is about",
    ),
    pytest.param(
        {"a": "Walter Kohlmann founded Kohlmann Motors. Kohlmann employs 4,000 people."},
        ("a", "Walter Kohlmann", 0),
        ("a", "Kohlmann", 0),
        id="a founder and his firm",
    ),
    pytest.param(
        {"a": "Kate Bishop won.", "b": "Kate Prince sang."},
        ("a", "Kate Bishop", 0),
        ("b", "Kate Prince", 0),
        id="surnames that are titles",
    ),
    pytest.param(
        {"a": "Tran Van Tra and Tran Van Don signed it."},
        ("a", "Tran Van Tra", 0),
        ("a", "Tran Van Don", 0),
        id="a given name that is a title",
    ),
    pytest.param(
        {"a": "AL-AIN, United Arab Emirates (AP) — The team won."},
        ("a", "United Arab Emirates", 0),
        ("a", "AP", 0),
        id="the agency of a dateline",
    ),
    pytest.param(
        {
            "a": "The Washington Post and the Los Angeles Times reported it. The Times of London, "
            "the Financial Times and the New York Times disagreed. The Times said so."
        },
        ("a", "Los Angeles Times", 0),
        ("a", "New York Times", 0),
        id="papers that share a short name",
    ),
]


@pytest.mark.parametrize(("texts", "one", "other"), APART)
def test_two_are_two(texts: dict[str, str], one: Where, other: Where) -> None:
    """Both are found, and neither the article nor the model makes them one."""
    found = entities(texts, {})

    assert found[one] != found[other]


def test_ages_tell_two_people_of_one_name_apart() -> None:
    """Who died at 84 is not who was 19 nine years later.

    A year more in the next article is one person.
    """
    texts = {
        "a": "Peter Langholm, 84, a composer, died in Bergen on Sunday.",
        "b": "Peter Langholm, 19, was charged with theft in Leeds.",
        "c": "Peter Langholm, 20, was jailed in Leeds.",
    }

    found = entities(texts, {"a": 2015, "b": 2024, "c": 2025})
    old, young, older = (found[name, "Peter Langholm", 0] for name in texts)

    assert young == older != old


@pytest.mark.parametrize(
    ("texts", "one", "other"),
    [
        pytest.param(
            {
                "a": "A museum bought a picture by Van Gogh on Friday.",
                "b": "Vincent van Gogh painted it. A picture by Van Gogh was sold.",
            },
            ("a", "Van Gogh", 0),
            ("b", "Vincent van Gogh", 0),
            id="a surname with its particle",
        ),
        pytest.param(
            {
                "a": "Bangor, Maine, was flooded. Police in Bangor closed a road.",
                "b": "Rain fell in Bangor, Maine, on Friday.",
            },
            ("a", "Bangor", 1),
            ("b", "Bangor", 0),
            id="a town of one state",
        ),
        pytest.param(
            {"a": "Robert Kennedy Jr. met Senator Ana Lopez. Kennedy spoke to her."},
            ("a", "Robert Kennedy Jr.", 0),
            ("a", "Kennedy", 0),
            id="a surname and a suffix",
        ),
        pytest.param(
            {"a": 'Her spokesman, Curtis "Bo" Landry Jr., admits it. Landry left.'},
            ("a", 'Curtis "Bo" Landry Jr.', 0),
            ("a", "Landry", 0),
            id="a nickname in straight quotes",
        ),
        pytest.param(
            {"a": 'Vincent "Vinny the Ox" Gallo left. Gallo won.', "b": "Vincent Gallo won."},
            ("a", 'Vincent "Vinny the Ox" Gallo', 0),
            ("b", "Vincent Gallo", 0),
            id="a nickname of several words",
        ),
        pytest.param(
            {"a": "Muhammad Alawi, formerly Cassius Claymore, lit the torch."},
            ("a", "Muhammad Alawi", 0),
            ("a", "Cassius Claymore", 0),
            id="a former name",
        ),
        pytest.param(
            {"a": "The Junior Sight Foundation, now called Clearview UK, opened a clinic."},
            ("a", "Junior Sight Foundation", 0),
            ("a", "Clearview UK", 0),
            id="a new name of a body",
        ),
        pytest.param(
            {"a": "Stephen Judge sued. Judge lost."},
            ("a", "Stephen Judge", 0),
            ("a", "Judge", 0),
            id="a surname alone that is a title",
        ),
    ],
)
def test_one_is_one(texts: dict[str, str], one: Where, other: Where) -> None:
    """What tells others apart keeps nobody from himself."""
    found = entities(texts, {})

    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("text", "feature", "values"),
    [
        ("Ada Crane, 84, a composer, died.", "age", {"84"}),
        ("Ada Crane (aged 19) won.", "age", {"19"}),
        ("Ada Crane, 2004, oil on canvas.", "age", set()),
        ("Ada Crane, 84, a composer, died.", "role", {"composer"}),
        ("Rain fell in Bangor, Maine, on Friday.", "within", {"place:maine"}),
        ("He saw London, Paris and Berlin.", "within", set()),
        ("He flew to Atlanta, Georgia, on Friday.", "within", {"place:georgia"}),
    ],
)
def test_what_stands_behind_a_name_is_stated_of_it(
    text: str, feature: str, values: set[str]
) -> None:
    """An age is a person's, and a country or state is where a place lies."""
    assert features(text, feature) == values


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The New York Times won a prize.", "New York Times"),
        ("Editors at The Guardian said so.", "Guardian"),
        ("Sydney Kerrigane acts in Sydney.", "Sydney Kerrigane"),
    ],
)
def test_a_name_behind_an_article_or_a_place_is_found(text: str, name: str) -> None:
    """Rules and tagger take the article in; the name is what stands behind it."""
    assert name in {m.surface for m in detect(text, "v") if m.kind == "name"}
