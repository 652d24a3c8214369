"""Groups with members: a plural with a number is an entity of its own, and none of those whom it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.records.mentions import Chain, Mention
from provenance.spans import Span
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect


def read(text: str) -> list[Chain]:
    """Detect and chain."""
    return build_chains("v", text, detect(text, "v"))


def members(text: str, words: str) -> list[str]:
    """Return the words of the members of the chain that holds the last mention with these words."""
    chains = read(text)
    held = {m.span.start: c for c in chains for m in c.mentions if m.surface == words}
    group = held[max(held)]
    return [f.span.surface(text) for f in group.features if f.name == "member"]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Ada Crane met Rolf Brandt in Oslo. The two leaders shook hands.",
            "two leaders",
            ["Ada Crane", "Rolf Brandt"],
        ),
        (
            "Peru and Chile met in Lima. Both countries agreed.",
            "countries",
            ["Peru", "Chile"],
        ),
        (
            "Norway argued with Sweden. Denmark joined. The three countries signed.",
            "three countries",
            ["Norway", "Sweden", "Denmark"],
        ),
        (
            "Norway spoke to Kenya. Later Kenya met a Ghanaian envoy, and Ghana agreed. The two nations signed.",
            "two nations",
            ["Kenya", "Ghana"],
        ),
    ],
)
def test_a_number_means_as_many_as_were_named_last(
    text: str, words: str, expected: list[str]
) -> None:
    """Each member stands with a mention of it, so that who is meant can be read in the text."""
    assert members(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Crane arrived. The two leaders shook hands.", "two leaders"),
        ("Peru and Chile met. The two other countries agreed.", "two other countries"),
        (
            "Peru and Chile met." + " Nobody knew why." * 50 + " The two countries agreed.",
            "two countries",
        ),
    ],
)
def test_nobody_is_a_member_where_too_few_were_named(text: str, words: str) -> None:
    """One name is not two, others are new ones, and who was named pages ago is not meant."""
    assert members(text, words) == []


def test_people_of_a_country_speak_for_it() -> None:
    """The president of Chile was spoken of last, and Peru before: these are the two countries."""
    text = (
        "Bolivia waited. Peru sent Ada Crane to Lima. Rolf Brandt, president of Chile, came."
        " Chile is far. The two countries signed."
    )

    assert members(text, "two countries") == ["Peru", "Chile"]


def test_a_group_that_is_spoken_of_again_is_one() -> None:
    """Two plurals with the same members are one entity."""
    text = "Peru and Chile met. Both countries agreed. The two nations will meet again."
    chains = [c for c in read(text) if any(f.name == "member" for f in c.features)]

    assert [[m.surface for m in chain.mentions] for chain in chains] == [
        ["countries", "two nations"]
    ]


def given_names(text: str, *names: str) -> list[Mention]:
    """Hand names over as places, each where it stands first."""
    return [
        Mention(
            version="v",
            span=Span(text.index(name), text.index(name) + len(name)),
            surface=name,
            kind="name",
            type="LOC",
            detector="given",
        )
        for name in names
    ]


def test_half_of_a_joint_name_is_a_country() -> None:
    """The noun stands once, behind the second."""
    text = "North and South Korea agreed."
    chains = build_chains("v", text, given_names(text, "North", "South Korea"))

    assert [c.values("key") for c in chains] == [("country:KP",), ("country:KR",)]


def test_two_countries_are_no_name() -> None:
    """Our own reading finds the one that is named whole, and no body that is called by both."""
    keys = {c.mentions[0].surface: c.values("key") for c in read("North and South Korea agreed.")}

    assert keys["South Korea"] == ("country:KR",)
    assert not any(" and " in name for name in keys)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("North and South Korea", "group:KP+KR"),
        ("the two Koreas", "group:KP+KR"),
        ("both Sudans", "group:SD+SS"),
        ("Britain and France", "group:FR+GB"),
    ],
)
def test_a_given_name_of_several_countries_is_none_of_them(words: str, key: str) -> None:
    """What a caller hands over as one mention is a group, which is the same in all articles."""
    text = f"{words} agreed. South Korea signed."
    given = [
        Mention(
            version="v",
            span=Span(at, at + len(name)),
            surface=name,
            kind="name",
            type="LOC",
            detector="given",
        )
        for name in (words, "South Korea")
        for at in [text.index(name) if name == words else text.rindex(name)]
    ]
    chains = build_chains("v", text, given)

    assert [chain.values("key") for chain in chains] == [(key,), ("country:KR",)]


_NAMES = st.sampled_from(["Peru", "Chile", "Kenya", "Ada Crane", "Rolf Brandt", "Acme Corp."])
_PLURALS = st.sampled_from(
    ["The two countries", "Both leaders", "The three companies", "The two men"]
)
_SENTENCES = st.lists(
    st.one_of(
        st.tuples(_NAMES, _NAMES).map(lambda pair: f"{pair[0]} met {pair[1]}."),
        _PLURALS.map(lambda words: f"{words} agreed."),
    ),
    min_size=1,
    max_size=8,
)


@given(_SENTENCES)
def test_a_member_is_mentioned_in_another_chain(sentences: list[str]) -> None:
    """Whatever is read: a group never holds a mention of its members, and each of these was read."""
    chains = read(" ".join(sentences))
    owner = {m.span: chain.key for chain in chains for m in chain.mentions}
    for chain in chains:
        for feature in (f for f in chain.features if f.name == "member"):
            assert owner[feature.span] != chain.key
