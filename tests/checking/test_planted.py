"""Faults that were planted in drafts, and drafts that quote rightly.

They were written from the sources alone.
"""

from __future__ import annotations

from typing import Any

import pytest
from planted import planted

import resolvers

CASES = list(planted())
FOUND = 0.9  # of the faults
ALARMS = 1 / 50  # of the statements that are right


def test_there_are_enough_of_both() -> None:
    """Eighty faults at least, and with those over articles that are not ours forty drafts."""
    assert sum(len(case.faults) for case in CASES) >= 80
    assert len(CASES) >= 30


def test_what_is_quoted_rightly_gives_no_alarm(corpora) -> None:
    """At most one in fifty statements."""
    findings = [
        (case.name, finding.finding, finding.draft.text)
        for case in CASES
        for finding in resolvers.check(corpora[case.corpus], case.draft).findings
    ]
    alarms = [found for found in findings if found[1] not in {"exact", "paraphrase"}]

    assert len(alarms) <= ALARMS * len(findings), alarms


@pytest.fixture(scope="module")
def checked(corpora) -> list[tuple[str, Any, list[Any]]]:
    """Check every draft with a fault once: the case's name, the fault, and what was found."""
    return [
        (case.name, fault, list(resolvers.check(corpora[case.corpus], fault.draft).findings))
        for case in CASES
        for fault in case.faults
    ]


def test_faults_are_found_with_the_right_word(checked) -> None:
    """Nine in ten at least."""
    missed = []
    for name, fault, findings in checked:
        over = {
            f.finding for f in findings if f.draft.start < fault.end and f.draft.end > fault.start
        }
        if over.isdisjoint(fault.findings):
            missed.append((name, fault.draft[fault.start : fault.end], fault.findings))

    assert len(missed) <= (1 - FOUND) * len(checked), missed


@pytest.mark.parametrize("kind", ["number changed", "other speaker", "opposite stance"])
def test_no_kind_of_fault_is_neglected(checked, kind) -> None:
    """Four in five of each kind at least."""
    found = [
        any(f.finding == kind for f in findings)
        for _, fault, findings in checked
        if fault.findings == (kind,)
    ]

    assert found.count(True) >= 0.8 * len(found) > 0
