"""One quotation that two articles give to two people, in texts of our own."""

from __future__ import annotations

import resolvers
from provenance.testing import memory_ledger
from provenance.trail import ConflictView

BODY = (
    "The harbour of Orle was closed on Monday after the crane of the Sele yard fell into the basin. "
    "Nobody was hurt when the crane fell, and the harbour of Orle stays closed until Thursday. "
)
QUOTED = '"We were told in March that the crane would hold another winter," said {}.'


def shown(*speakers: str) -> list[ConflictView]:
    """Resolve articles of one story, in each of which somebody else says it; list the conflicts."""
    texts = [BODY + QUOTED.format(speaker) for speaker in speakers]
    rows = [
        {"id": f"a{n}", "text": text, "source": f"outlet {n}", "published_at": f"2026-03-0{2 + n}"}
        for n, text in enumerate(texts)
    ]
    ledger = memory_ledger(rows)
    resolvers.resolve(ledger, coverage=True)
    return ledger.conflicts()


def test_one_quotation_of_two_people_is_a_conflict() -> None:
    """Both are named, with the characters of the quotation."""
    (conflict,) = shown("harbour master Orla Venn", "Tarn Hesk, who owns the yard")
    said = [given for side in (conflict.a, conflict.b) for given in side.answers]

    assert (conflict.kind, conflict.question) == ("speaker", "who said it")
    assert conflict.reason == "one quotation, given to two"
    assert [given.voice.speaker_name for given in said] == ["Orla Venn", "Tarn Hesk"]
    assert all(given.surface.startswith('"We were told') for given in said)


def test_who_may_be_one_is_no_conflict() -> None:
    """A role, a body and its spokesman, and two of one surname, who may be one."""
    assert shown("harbour master Orla Venn", "the harbour master") == []
    assert shown("the harbour authority", "Tarn Hesk, its spokesman") == []
    assert shown("Orla Venn", "Mrs Venn") == []
