"""Faults that were planted in drafts, and drafts that quote rightly; they were written from the sources alone."""

from __future__ import annotations

from collections import Counter

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


def test_faults_are_found_with_the_right_word(corpora) -> None:
    """Nine in ten at least."""
    missed = []
    for case in CASES:
        for fault in case.faults:
            checked = resolvers.check(corpora[case.corpus], fault.draft)
            over = {
                f.finding
                for f in checked.findings
                if f.draft.start < fault.end and f.draft.end > fault.start
            }
            if over.isdisjoint(fault.findings):
                missed.append((case.name, fault.draft[fault.start : fault.end], fault.findings))
    count = sum(len(case.faults) for case in CASES)

    assert len(missed) <= (1 - FOUND) * count, missed


@pytest.mark.parametrize("kind", ["number changed", "other speaker", "opposite stance"])
def test_no_kind_of_fault_is_neglected(corpora, kind) -> None:
    """Four in five of each kind at least."""
    counts: Counter[bool] = Counter()
    for case in CASES:
        for fault in case.faults:
            if fault.findings != (kind,):
                continue
            checked = resolvers.check(corpora[case.corpus], fault.draft)
            counts[any(f.finding == kind for f in checked.findings)] += 1

    assert counts[True] >= 0.8 * counts.total()
