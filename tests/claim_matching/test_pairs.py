"""Pairs written by hand: which answers can both hold, and which cannot."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.records.claims import Value
from provenance.spans import Span
from provenance.testing import texts
from resolvers.claim_matching.answers import Answer, compatible, pair_answers
from resolvers.claim_matching.assertions import Assertion, Named
from resolvers.claim_matching.conflicts import conflicts
from resolvers.claim_matching.likeness import ClaimLikeness, default_match_model
from resolvers.claim_matching.polarity import polarity
from resolvers.quantities.values import values_in

START = datetime(2025, 5, 6, 9, tzinfo=UTC)
LINES = Path(__file__).with_name("pairs.tsv").read_text("utf-8").splitlines()
PAIRS = [line.split("\t") for line in LINES if line and not line.startswith("#")][1:]
ANY_QUESTION = attrs.evolve(
    default_match_model(), asks=0.0
)  # whether answers part, however unlike their words are


def asserted(words: str, article: str, hours: float) -> Assertion:
    """Make an assertion of a line of the file: its names are entities, its values are read."""
    modality, cue = "neutral", "said"
    for mark, verb in (("DENIES: ", "denied"), ("REJECTS: ", "rejected")):
        if words.startswith(mark):
            words, modality, cue = words.removeprefix(mark), "denial", verb
    named: list[Named] = []
    while found := re.search(r"\[(.*?)\]", words):
        words = words[: found.start()] + found[1] + words[found.end() :]
        named.append(
            Named(entity=found[1], span=Span(found.start(), found.start() + len(found[1])))
        )
    at = START + timedelta(hours=hours)
    return Assertion(
        key=article,
        version=article,
        article=article,
        source=article,
        published=at,
        story="s",
        speaker=article,
        cue=cue,
        modality=modality,
        pieces=((Span(0, len(words)), words),),
        named=tuple(named),
        values=tuple(values_in(words, 0, len(words), at)),
    )


def answer(a: Assertion, b: Assertion) -> str:
    """Return the answer in the words of the file."""
    likeness = ClaimLikeness([a, b])
    weighed = likeness.weigh("a", "b", ANY_QUESTION)
    found = conflicts(likeness.items, {("a", "b"): weighed}, {"a": 0, "b": 1}, ANY_QUESTION)
    if found:
        return found[0].kind
    if weighed.opposed is not None:
        return "other"
    counts = any(v.kind != "date" for item in (a, b) for v in item.values)
    paired = [
        p for p in pair_answers(likeness.items["a"].answers, likeness.items["b"].answers) if p.agree
    ]
    return "other" if counts and not paired else "agree"


@pytest.mark.parametrize(
    ("expected", "later", "a", "b", "why"), PAIRS, ids=lambda value: value[:40]
)
def test_answers_part_only_where_they_cannot_both_hold(
    expected: str, later: str, a: str, b: str, why: str
) -> None:
    """Either order of the two in the list gives the same."""
    one, two = asserted(a, "a", 0), asserted(b, "b", float(later))

    assert (answer(one, two), why) == (expected, why)


def test_the_file_holds_what_it_should() -> None:
    """Sixty pairs, twenty-five of which look different and agree."""
    kinds = Counter(row[0] for row in PAIRS)

    assert len(PAIRS) >= 60
    assert kinds["agree"] >= 25
    assert set(kinds) == {
        "agree",
        "other",
        "number",
        "money",
        "percentage",
        "date",
        "denial",
        "agent",
        "update",
    }


intervals = st.tuples(st.integers(0, 50), st.integers(0, 50) | st.none())


@given(intervals, intervals)
def test_two_counts_can_both_hold_just_when_one_number_fits_both(
    a: tuple[int, int | None], b: tuple[int, int | None]
) -> None:
    """The slow obvious twin tries every number."""
    sides = [(low, None if extra is None else low + extra) for low, extra in (a, b)]
    held = [
        {n for n in range(200) if low <= n and (high is None or n <= high)} for low, high in sides
    ]
    values = [
        Answer(
            value=Value(
                kind="number",
                span=Span(0, 1),
                surface="9",
                low=float(low),
                high=None if high is None else float(high),
            ),
            noun="=person",
            happened=frozenset(),
            about=frozenset(),
        )
        for low, high in sides
    ]

    assert compatible(*values) == bool(held[0] & held[1]) == compatible(*reversed(values))


@given(texts(max_size=40))
def test_a_text_never_denies_itself(text: str) -> None:
    """Whatever it holds: "she did and did not" says nothing either way."""
    one = polarity(f"she did not attack {text} nor refused to {text}")

    assert one.turned(one) == frozenset()
    assert not one.negated & one.plain
