"""What a number counts that names nothing, in texts of our own, read by the whole chain."""

from __future__ import annotations

import pytest

import resolvers
from provenance.api import Ledger
from provenance.testing import memory_ledger


def resolved(text: str) -> Ledger:
    """Resolve one article."""
    ledger = memory_ledger([{"id": "a", "text": text, "published_at": "2026-03-04"}])
    resolvers.resolve(ledger)
    return ledger


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        (
            "The agency said 18,400 people were ill. The ministry put the figure at 22,000.",
            {"18,400 people": "person", "22,000": "person"},
        ),
        (
            "Orla Venn denied that any licence had been revoked. The union said six had been revoked.",
            {"six": "licence"},
        ),
        (
            "The council will run kitchens. Orla Venn said four were open; the union said there were three.",
            {"four": "kitchen", "three": "kitchen"},
        ),
        ("Reporters came with their cameras. Orla Venn said 11 were killed.", {"11": None}),
        ("She waits for him. Orla Venn said four were open.", {"four": None}),
    ],
)
def test_a_bare_number_counts_what_stands_before_it(
    text: str, counted: dict[str, str | None]
) -> None:
    """A figure what the number before it does.

    One of which something was done, what it could be done to.
    """
    values = resolved(text).table("values").to_pylist()

    assert {v["surface"]: v["noun"] for v in values} == counted


def test_none_against_some_is_a_conflict_with_its_reason() -> None:
    """Whoever denies that any was revoked, and whoever counts six.

    What each does, and how sure it is.
    """
    ledger = resolved(
        "Orla Venn denied that any licence had been revoked. Tarn Hesk said six had been revoked."
    )
    (conflict,) = ledger.conflicts()

    assert (conflict.kind, conflict.reason) == ("denial", "none and some in one story")
    assert [g.does for side in (conflict.a, conflict.b) for g in side.answers] == ["denies", "says"]
    assert 0.5 < conflict.probability < 1
