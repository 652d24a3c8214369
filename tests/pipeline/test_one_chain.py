"""What is decided of two that an article is read as calling one: it is refused, or waits, and is never said to count."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import NotFoundError
from provenance.trail import draft
from resolvers.mention_detection.adapters import Adapter

ARTICLES = [
    {"id": "a", "text": "John Smith opened the bridge. John Smith said that it was safe."},
    {"id": "b", "text": "John Smith scored twice for Rovers on Saturday."},
]
FIRST, SECOND, OTHER = "a:0-10", "a:30-40", "b:0-10"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Resolve two articles that speak of one John Smith."""
    with provenance.open(":memory:") as opened:
        opened.add(ARTICLES)
        resolvers.resolve(opened)
        yield opened


def entities(ledger: Ledger) -> dict[str, str]:
    """Map the places of mentions to their entities."""
    rows = ledger.table("mentions").to_pylist()
    return {f"{row['article']}:{row['start']}-{row['end']}": row["entity"] for row in rows}


def test_mentions_of_one_chain_are_not_parted_in_silence(ledger: Ledger) -> None:
    """The sentence names both places, and what the article is read as."""
    with pytest.raises(NotFoundError, match=rf"{FIRST} and {SECOND} are one chain: the article"):
        draft(ledger, "different", [FIRST, SECOND], by="ann")


def test_an_entity_is_not_parted_from_itself(ledger: Ledger) -> None:
    """Nothing would be left on one of the sides."""
    with pytest.raises(NotFoundError, match="John Smith and John Smith are one"):
        draft(ledger, "different", ["John Smith", "John Smith"], by="ann")


@pytest.mark.parametrize("names", [("John Smith", OTHER), (FIRST, "John Smith")])
def test_a_mention_is_parted_from_the_rest_of_its_entity(
    ledger: Ledger, names: tuple[str, str]
) -> None:
    """The name stands for what the entity has beside the mention, be the mention's words the first that it has."""
    ledger.decide("different", *names, by="ann")
    resolvers.resolve(ledger)

    found = entities(ledger)
    (view,) = ledger.decisions()
    assert found[FIRST] == found[SECOND] != found[OTHER]
    assert view.status == "counts"


def _each_apart(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Read the second of two for a body, so that they are two chains."""
    for number, found in enumerate(re.finditer("John Smith", text)):
        yield *found.span(), "ORG" if number else "PER", 1.0


def test_a_decision_waits_while_its_sides_are_one_chain() -> None:
    """One reader tells them apart, the other does not.

    What was said of them is kept for the former.
    """
    parting = Adapter(name="parting", names=_each_apart)
    with provenance.open(":memory:") as ledger:
        ledger.add(ARTICLES[:1])
        resolvers.resolve(ledger, names=parting)
        ledger.decide("different", FIRST, SECOND, by="ann")
        resolvers.resolve(ledger, names=parting)
        assert [view.status for view in ledger.decisions()] == ["counts"]

        resolvers.resolve(ledger)

        found = entities(ledger)
        assert found[FIRST] == found[SECOND]
        assert [view.status for view in ledger.decisions()] == ["waits"]
        resolvers.resolve(ledger, names=parting)
        assert [view.status for view in ledger.decisions()] == ["counts"]
        assert ledger.verify() == []


def test_a_decision_waits_where_another_reader_finds_no_mention(ledger: Ledger) -> None:
    """The words stand there still, and nobody reads a name in them."""
    nothing = Adapter(name="nothing", names=lambda _: iter(()))
    ledger.decide("name", FIRST, value="Jack Smith", by="ann")
    resolvers.resolve(ledger)
    assert [view.status for view in ledger.decisions()] == ["counts"]

    resolvers.resolve(ledger, names=nothing)

    assert [view.status for view in ledger.decisions()] == ["waits"]
