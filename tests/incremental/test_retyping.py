"""A lone name takes the type that its other uses in the ledger agree on, in whatever order they come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import resolvers
from provenance.api import Ledger
from provenance.testing import memory_ledger, without_ids
from resolvers.mention_detection.adapters import Adapter

# A name with what a tagger believes of it stands in the text: "Vark_ORG_9".
_MARKED = re.compile(r"([A-Z][a-z]+)_([A-Z]+)_(\d)")
SURE_FIRM, SURE_PERSON = "Vark_ORG_9 fell.", "Vark_PER_9 fell."
OPEN_PERSON, OPEN_PLACE = "Vark_PER_5 fell.", "Vark_LOC_6 fell."
OTHERS = ("Lund_LOC_9 fell.", "Lund_ORG_3 fell.", "Ada met Lund_LOC_9.")


def marked_names(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Find the names that are marked, as a tagger of one's own would."""
    for mark in _MARKED.finditer(text):
        yield mark.start(), mark.start() + len(mark[1]), mark[2], int(mark[3]) / 10


ADAPTER = Adapter(name="marked", names=marked_names)


def take(ledger: Ledger, number: int, text: str) -> None:
    """Take one article in and resolve it."""
    ledger.add([{"id": f"a{number}", "text": text}])
    resolvers.resolve(ledger, names=ADAPTER, coverage=False)


def kinds(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Return the types of the entities of texts that come one by one, with their articles."""
    with memory_ledger() as ledger:
        for number, text in enumerate(texts):
            take(ledger, number, text)
        rows: list[dict[str, Any]] = ledger.table("entities").to_pylist()
    return sorted((row["type"], row["articles"]) for row in rows if row["status"] == "active")


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ((SURE_FIRM, SURE_FIRM, OPEN_PERSON), [("ORG", 3)]),
        ((OPEN_PERSON, SURE_FIRM, OPEN_PLACE, SURE_FIRM), [("ORG", 4)]),
        ((SURE_FIRM, OPEN_PERSON), [("ORG", 1), ("PER", 1)]),
        ((SURE_FIRM, SURE_FIRM, SURE_PERSON), [("ORG", 2), ("PER", 1)]),
        ((SURE_FIRM, SURE_FIRM, SURE_PERSON, OPEN_PERSON), [("ORG", 2), ("PER", 2)]),
    ],
)
def test_an_open_type_is_settled_by_two_articles_that_agree(
    texts: Sequence[str], wanted: list[tuple[str, int]]
) -> None:
    """One article alone settles nothing, and two that disagree leave a name as it was read."""
    assert kinds(texts) == wanted


def test_a_role_says_what_a_name_is() -> None:
    """Whatever is believed of the name: other articles are not asked."""
    assert ("PER", 1) in kinds((SURE_FIRM, SURE_FIRM, "The mayor, Vark_PER_5, fell."))


@heavy(3, search=8)
@given(
    st.lists(
        st.sampled_from((SURE_FIRM, SURE_PERSON, OPEN_PERSON, OPEN_PLACE, *OTHERS)),
        min_size=2,
        max_size=6,
    )
)
def test_in_any_order_types_are_those_of_the_batch_and_of_a_rebuild(texts: list[str]) -> None:
    """What came last changes what came first, where they share a name."""
    with memory_ledger() as ledger, memory_ledger() as batch:
        for number, text in enumerate(texts):
            take(ledger, number, text)
            batch.add([{"id": f"a{number}", "text": text}])
        resolvers.resolve(batch, names=ADAPTER, coverage=False)
        arrived = without_ids(ledger)
        resolvers.resolve(ledger, names=ADAPTER, coverage=False, rebuild=True)

        assert arrived == without_ids(batch)
        assert arrived == without_ids(ledger)


def test_an_article_that_changes_nothing_ties_no_chain_anew() -> None:
    """Only what a new use turns is written again."""
    with memory_ledger() as ledger:
        for number, text in enumerate((OPEN_PERSON, SURE_FIRM, SURE_FIRM)):
            take(ledger, number, text)
        query = "SELECT count(*) FROM chain_profile"
        before = ledger.connection.execute(query).fetchall()
        take(ledger, 3, SURE_FIRM)
        take(ledger, 4, OTHERS[0])

        # One row for each of the two names that came, and for the verb's subject nothing else.
        assert ledger.connection.execute(query).fetchall() == [(before[0][0] + 2,)]
