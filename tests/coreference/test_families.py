"""Families: a relative who is called by the given name alone bears the surname of whose relative it is."""

from __future__ import annotations

import pytest

from provenance.records.mentions import Chain
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect


def people(text: str) -> dict[str, Chain]:
    """Return the chain of every person's mention."""
    chains = build_chains("v", text, detect(text, "v"))
    return {m.surface: c for c in chains if c.type == "PER" for m in c.mentions}


@pytest.mark.parametrize(
    ("text", "given", "name"),
    [
        ("Rolf Brandt came with his wife, Helen. Brandt left.", "Helen", "helen brandt"),
        ("Ada Crane came with her younger son, Peter.", "Peter", "peter crane"),
        ("Rolf Brandt came with his son, Rolf Jr., late.", "Rolf Jr.", "rolf brandt jr"),
    ],
)
def test_a_relative_bears_the_name(text: str, given: str, name: str) -> None:
    """A shared surname is not said twice."""
    found = people(text)

    assert found[given].values("name") == (name,)
    assert found[given] is not found[text[: text.index(" came")]]


def test_the_bare_surname_is_never_the_relative_s() -> None:
    """Nobody calls the son by the surname whom the article calls by the given name."""
    text = "The list has Mr. Brandt; his son, Rolf Jr., and Tom Bell. Mr. Brandt left."
    found = people(text)

    assert found["Brandt"] is not found["Rolf Jr."]
    assert found["Brandt"].values("apart") == ("rolf brandt jr@",)


@pytest.mark.parametrize(
    "text",
    [
        "Rolf Brandt came with his wife, Helen Crane. Helen left.",
        "Rolf Brandt came with his lawyer, Helen.",
        "Rolf Brandt came with his former wife, Helen.",
        "Rolf Brandt came. Helen left.",
    ],
)
def test_who_is_named_otherwise_or_no_relative_keeps_the_name(text: str) -> None:
    """A full name says itself what the surname is, and a lawyer shares none."""
    assert "helen brandt" not in people(text)["Helen"].values("name")


def test_a_bare_surname_is_not_that_of_somebody_named_as_a_relative() -> None:
    """Of two who bear it, though the relative was named last."""
    text = "Senator Carl Voss and his wife, Dina Voss, arrived. Voss said the vote was close."
    chains = build_chains("a", text, detect(text, "a"))
    bearers = {
        chain.name for chain in chains for link in chain.links if link.mention.surface == "Voss"
    }
    assert bearers == {"Carl Voss"}


def test_a_relative_who_speaks_leads() -> None:
    """She has a sentence of her own, and the surname behind it is hers."""
    text = "Among the dead was Carl Voss, 71. His niece, Dina Voss, called him kind. Voss left."
    chains = build_chains("a", text, detect(text, "a"))
    assert {c.name for c in chains for m in c.mentions if m.surface == "Voss"} == {"Dina Voss"}
