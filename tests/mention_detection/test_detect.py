"""Tests of `resolvers.mention_detection.detect`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect

ARTICLE = (
    "PARIS — French President Emmanuel Macron met Kremlin spokesperson Dmitry Peskov on Monday.\n\n"
    "The French president told the company that his administration would wait. “No,” Peskov said.\n"
)


def surfaces(text: str, kind: str) -> list[str]:
    """List the surfaces of one kind of mention."""
    return [m.surface for m in detect(text, "v") if m.kind == kind]


def test_names_roles_and_nominals_are_mentions():
    """Everything that may refer is found, in the order of the text."""
    assert surfaces(ARTICLE, "name") == [
        "PARIS",
        "Emmanuel Macron",
        "Kremlin",
        "Dmitry Peskov",
        "Peskov",
    ]
    assert surfaces(ARTICLE, "role") == [
        "French President",
        "Kremlin spokesperson",
        "French president",
    ]
    assert surfaces(ARTICLE, "nominal") == ["company", "administration"]


def test_a_role_may_hold_a_name():
    """The name inside "Kremlin spokesperson" is a mention too, and the role's head is its noun."""
    role = next(m for m in detect(ARTICLE, "v") if m.surface == "Kremlin spokesperson")
    assert role.head is not None
    assert role.head.surface(ARTICLE) == "spokesperson"


def test_a_bare_plural_role_refers_to_nobody():
    """Officials at large open no person."""
    assert surfaces("Then officials said so.", "role") == []


@pytest.mark.parametrize("text", ["a company came", "companies came", "the company-wide plan"])
def test_an_indefinite_or_attached_noun_is_no_nominal(text):
    """Only a definite, possessive or country-bound noun stands for somebody known."""
    assert surfaces(text, "nominal") == []


@pytest.mark.parametrize(
    "text", ["the two countries met", "the Russian government met", "his country met"]
)
def test_a_nominal_ends_with_its_head(text):
    """What follows the noun is not part of the mention."""
    (nominal,) = surfaces(text, "nominal")
    assert text.endswith(f"{nominal} met")


def test_a_capitalised_role_is_a_surname_where_the_article_has_it_as_one():
    """A lone "King" is about Donald King."""
    assert "King" in surfaces("Donald King arrived. Then King said so.", "name")


def test_a_full_name_is_found_behind_a_title_that_is_its_surname():
    """The rules know the given name."""
    assert "John Major" in surfaces("Kate Bishop sang. Major John Major retired.", "name")


def test_the_same_text_gives_the_same_mentions():
    """Detection depends on the text alone."""
    assert detect(ARTICLE, "v") == detect(ARTICLE, "v")


def test_lines_before_an_article_only_shift_its_mentions():
    """Blank lines in front move every span by their length."""
    shifted = [(m.kind, m.type, m.span.shifted(2)) for m in detect(ARTICLE, "v")]
    assert [(m.kind, m.type, m.span) for m in detect("\n\n" + ARTICLE, "v")] == shifted


def test_a_body_may_be_called_by_whose_or_where_it_is():
    """The name inside is one of its own; the police of a country is no name."""
    text = (
        "The Biden administration spoke. Joe Biden left. Columbus police came, and Italian police."
    )

    assert {"Biden administration", "Columbus police", "Columbus"} <= {*surfaces(text, "name")}
    assert "Italian police" not in surfaces(text, "name")


def test_police_without_an_article_is_a_body():
    """A police officer and a police station are something else."""
    text = "Police said so. A police officer left the police station, police said."

    assert surfaces(text, "nominal") == ["Police", "police station", "police"]


_PIECES = st.sampled_from(
    [
        "Emmanuel",
        "Macron",
        "French",
        "president",
        "of",
        "the",
        "his",
        "two",
        "countries",
        "company",
        "'s",
        ",",
        ".",
        "“",
        "”",
        "—",
        "\n",
        "Mr.",
        "US",
        "said",
        "ex",
        "-",
        "É",
        "😀",
        "é",
        "(ECB)",
    ]
)


@given(st.lists(_PIECES).map(" ".join) | st.text())
def test_a_surface_is_always_the_text_at_its_offsets(text):
    """The first promise, on any Unicode text; no two mentions have the same offsets."""
    mentions = detect(text, "v")
    assert [m.surface for m in mentions] == [text[m.span.start : m.span.end] for m in mentions]
    spans = [(m.span.start, m.span.end) for m in mentions]
    assert spans == sorted(set(spans))


def test_a_state_of_affairs_is_no_country() -> None:
    """The state of Orle is one, and a state of emergency is none."""
    found = {m.surface for m in detect("In the state of emergency the state acted.", "v")}

    assert "state of emergency" not in found
    assert not any(surface.startswith("state of") for surface in found)


def test_whose_country_is_not_guessed() -> None:
    """Nobody need have named the speaker's own, nor is it one that the article is not about."""
    own = "Chile spoke. “We love our country,” he said."
    other = "Chile spoke. Chile left. Chile came. Norway saw it. The country was glad."

    for text in (own, other):
        chains = build_chains("v", text, detect(text, "v"))
        (country,) = [c for c in chains if any(m.kind == "nominal" for m in c.mentions)]
        assert all(m.kind == "nominal" for m in country.mentions)
