"""Opposition: what parts the answers of two assertions, and how near their words are."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.spans import Span
from resolvers.matching.agents import Agent
from resolvers.matching.answers import Pairing
from resolvers.matching.assertions import Assertion
from resolvers.matching.prepared import Prepared

_VERBATIM, _NEAR = 0.9, 0.5  # of the runs of three words that the shorter content has


def opposition(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> str | None:
    """Say what parts two answers, if anything does: one says what the other denies, values, or who did it.

    `stance` keeps two apart that do not contradict each other: to reject a plan says nothing of what is so.
    """
    if (
        "rejects" in {one.assertion.stance, two.assertion.stance}
        and one.assertion.stance != two.assertion.stance
    ):
        return "stance"
    if denial(one, two, counted=any(p.none for p in pairings)):
        return "denial"
    parted = [p for p in pairings if not p.agree]
    if parted:
        return parted[0].a.value.kind
    return "agent" if doers(one, two) else None


def denial(one: Prepared, two: Prepared, *, counted: bool = False) -> bool:
    """Tell whether one says what the other denies: by its cue, or by negating what both have.

    A negation that is `counted` is a number: "no one was hurt" is none, which three contradict.
    """
    turned = not counted and bool(one.polarity.turned(two.polarity))
    return (one.assertion.stance != two.assertion.stance) != turned


def doers(one: Prepared, two: Prepared) -> tuple[Agent, Agent] | None:
    """Find one deed that two assertions give to different doers, unless they also share one."""
    pairs = [(x, y) for x in one.agents for y in two.agents if x.deed == y.deed]
    return pairs[0] if pairs and all(x.entity != y.entity for x, y in pairs) else None


def sides(
    kind: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]
) -> tuple[tuple[Span, str], tuple[Span, str]]:
    """Give the characters of both answers that part, with their words."""
    parted = next((p for p in pairings if not p.agree), None)
    if kind in {"denial", "stance"} or (kind != "agent" and parted is None):
        return one.assertion.pieces[0], two.assertion.pieces[0]
    if kind == "agent":
        pair = doers(one, two)
        assert pair is not None  # noqa: S101  (opposition says so)
        return tuple(
            (x.span, _surface(p.assertion, x.span)) for x, p in zip(pair, (one, two), strict=True)
        )  # type: ignore[return-value]
    assert parted is not None  # noqa: S101
    return (parted.a.span, parted.a.value.surface), (parted.b.span, parted.b.value.surface)


def _surface(assertion: Assertion, span: Span) -> str:
    piece, words = next((p, w) for p, w in assertion.pieces if p.contains(span))
    return words[span.start - piece.start : span.end - piece.start]


def relation(one: Prepared, two: Prepared) -> str:
    """Say how near two contents are: by the runs of three words of the shorter that the longer has."""
    if one.assertion.words == two.assertion.words:
        return "verbatim"
    share = overlap(one.triples_of_words, two.triples_of_words)
    return "verbatim" if share >= _VERBATIM else "near" if share >= _NEAR else "paraphrase"


def overlap(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    """Give the share of the shorter text's runs of words that the longer one has."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
