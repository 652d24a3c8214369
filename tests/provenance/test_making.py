"""What holds an entity together, and what keeps two apart."""

from __future__ import annotations

import pytest

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import NotFoundError

ARTICLES = [
    {
        "id": "a",
        "text": "French President Emil Moran spoke. Moran left.",
        "published_at": "2025-09-04",
    },
    {
        "id": "b",
        "text": "The French president, Emill Moran, met Ada Crane in Oslo.",
        "published_at": "2025-09-05",
    },
    {
        "id": "c",
        "text": "Moran was silent. Ada Crane, the mayor, was not.",
        "published_at": "2025-09-06",
    },
    {
        "id": "d",
        "text": "Clara Moran of the Zorblat Group left Oslo.",
        "published_at": "2025-09-07",
    },
]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Resolve a few articles."""
    opened = provenance.open(":memory:")
    opened.add(ARTICLES)
    resolvers.resolve(opened)
    return opened


def test_an_entity_is_held_together_by_one_link_fewer_than_it_has_profiles(ledger: Ledger) -> None:
    """The links are a tree: each is needed, and the weakest comes first."""
    for entity in ledger.entities():
        made = ledger.how(entity["entity"], limit=99)
        weights = [join.step.match_weight for join in made.joins]

        assert len(made.joins) == made.profiles - 1
        assert weights == sorted(weights)
        assert made.others == 0


def test_links_are_shown_on_mentions_of_both_sides(ledger: Ledger) -> None:
    """Every side of every link reads its characters, and the parts sum to the weight."""
    text = {article["id"]: article["text"] for article in ARTICLES}
    made = ledger.how("Ada Crane")

    assert made.joins
    for join in made.joins:
        assert join.a
        assert join.b
        assert all(
            text[s.article][s.span.start : s.span.end] == s.surface for s in (join.a, join.b)
        )
        assert sum(part.weight for part in join.step.parts) == pytest.approx(
            join.step.match_weight, abs=1e-9
        )


def test_a_limit_leaves_out_the_stronger_links(ledger: Ledger) -> None:
    """What is left out is counted."""
    whole = ledger.how("Ada Crane", limit=99)
    one = ledger.how("Ada Crane", limit=1)

    assert one.joins == whole.joins[:1]
    assert one.others == len(whole.joins) - 1


def test_two_people_of_one_surname_are_kept_apart_by_what_was_compared(ledger: Ledger) -> None:
    """Their given names conflict, and the worst pair says so."""
    found = ledger.why_not("Emil Moran", "Clara Moran")
    levels = {part.level for join in (found.best, found.worst) if join for part in join.step.parts}

    assert found.verdict in {"too weak", "outweighed"}
    assert 0 < found.compared <= found.possible
    assert found.mean_probability is not None
    assert found.mean_probability < 0.5
    assert "person: given names in conflict" in levels


def test_what_shares_nothing_was_never_compared(ledger: Ledger) -> None:
    """A person and a city."""
    assert ledger.why_not("Clara Moran", "Oslo").verdict == "never compared"


def test_one_entity_needs_no_reason(ledger: Ledger) -> None:
    """Asking why not of what is one is answered, not refused."""
    assert ledger.why_not("a:17-27", "b:22-33").verdict == "one entity"


def test_nobody_of_the_name_is_an_error_that_says_so(ledger: Ledger) -> None:
    """The message names what was asked for."""
    with pytest.raises(NotFoundError, match="Bob Stone"):
        ledger.how("Bob Stone")
