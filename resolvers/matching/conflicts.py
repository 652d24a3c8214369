"""Conflicts: two assertions that answer one question, and whose answers cannot both hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from provenance.matching import Conflict
from resolvers.matching.answers import Answer, Pairing, pair_answers
from resolvers.matching.assertions import Assertion
from resolvers.matching.likeness import SURE, MatchModel, Weighed, shared_mass, to_probability
from resolvers.matching.opposition import doers, relation, sides
from resolvers.matching.prepared import Prepared

Pair = tuple[str, str]
_ASKED = re.compile(
    r"\?|^\W*(?:whether|if|why|how|what|who|when|where)\b", re.IGNORECASE
)  # nobody says so
_EXPECTED = re.compile(
    r"\b(?:expect\w*|anticipat\w*|forecast\w*|predict\w*|project(?:s|ed|ing)|estimates)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:will|would|could|may|might|should|shall)\b|[’'](?:ll|d)\b", re.IGNORECASE
)
_CLAUSE = 60  # code points before a value in which words can say that it is expected
_SAID = 0.6  # of the rarity of the shorter content
_ONE_TIME = 3.0  # days
_CYCLE = 0.5  # days: within one cycle of news two counts compete, after it the later one counts on
# Words by which a text says itself that it counts on.
_RISEN = re.compile(
    r"\b(?:rose|risen|rises|climbed|climbs|grown|grew|now|so far|updated|revised|raised)\b",
    re.IGNORECASE,
)


def conflicts(
    items: Mapping[str, Prepared],
    scored: Mapping[Pair, Weighed],
    group: Mapping[str, object],
    model: MatchModel,
) -> list[Conflict]:
    """Find the conflicts among scored pairs, in order.

    Whether a later count is an update is decided once for two groups: one text that prints an old toll again does not make
    the new one a conflict.

    Args:
        items: the assertions of those pairs, prepared.
        scored: pairs with their weights.
        group: assertion to its group.
        model: its `asks` is the probability of one question from which answers count.
    """
    found: defaultdict[frozenset[object], list[_Parted]] = defaultdict(list)
    for pair, weighed in sorted(scored.items()):
        if weighed.opposed in {None, "stance"} or to_probability(weighed.asks) < model.asks:
            continue
        if group[pair[0]] == group[pair[1]]:  # a person says that both are one
            continue
        parted = _parted((items[pair[0]], items[pair[1]]), weighed)
        if parted is not None:
            found[frozenset(group[key] for key in pair)].append(parted)
    made = [
        _conflict(parted, _kind(parted, updated=_update(several)))
        for several in found.values()
        for parted in several
    ]
    return sorted(made, key=lambda c: (c.a, c.b, c.span_a))


@attrs.frozen(kw_only=True)
class _Parted:
    """Hold a pair whose answers part, the earlier first."""

    a: Prepared
    b: Prepared
    weighed: Weighed
    pairings: tuple[Pairing, ...]  # in the order of a and b


def _parted(pair: tuple[Prepared, Prepared], weighed: Weighed) -> _Parted | None:
    one, two = pair
    pairings = pair_answers(one.answers, two.answers)
    if one.assertion.article == two.assertion.article and not _quarrel(
        one.assertion, two.assertion
    ):
        return None
    if weighed.opposed == "denial" and not _denied(one, two):
        return None
    first = _first(pairings)
    if weighed.opposed not in {"denial", "agent"} and not (first and _sure(first, one, two)):
        return None
    if one.assertion.order > two.assertion.order:
        one, two = two, one
        pairings = [attrs.evolve(p, a=p.b, b=p.a) for p in pairings]
    return _Parted(a=one, b=two, weighed=weighed, pairings=tuple(pairings))


def _sure(pairing: Pairing, one: Prepared, two: Prepared) -> bool:
    """Tell whether two values answer one question beyond doubt: each is the only one of its kind, and of one time.

    Next week's count is another one, and what was expected is no report of what came.
    """
    a, b = one.assertion, two.assertion
    alone = all(
        sum(x.measures(own) for x in item.answers) == 1
        for own, item in ((pairing.a, one), (pairing.b, two))
    )
    if pairing.strength < SURE or not alone or _expected(a, pairing.a) != _expected(b, pairing.b):
        return False
    if a.story is not None and a.story == b.story:
        return True
    near = a.day is not None and b.day is not None and abs(a.day - b.day) <= _ONE_TIME
    return near and pairing.a.noun is not None


def _expected(assertion: Assertion, answer: Answer) -> bool:
    """Tell whether a value is expected and not reported: "would add a million jobs", "they forecast a million"."""
    if _EXPECTED.search(assertion.cue):
        return True
    piece, words = next(
        (span, surface) for span, surface in assertion.pieces if span.contains(answer.span)
    )
    at = answer.span.start - piece.start
    before = words[max(0, at - _CLAUSE) : at]
    return bool(_EXPECTED.search(before) or _COMING.search(before))


def _quarrel(a: Assertion, b: Assertion) -> bool:
    """Tell whether one article reports two that contradict each other; what it says itself twice, it knows."""
    inside = any(p.overlaps(q) for p, _ in a.pieces for q, _ in b.pieces)
    return not inside and a.speaker is not None and b.speaker is not None and a.speaker != b.speaker


def _denied(one: Prepared, two: Prepared) -> bool:
    """Tell whether enough of one content is in the other that one denies what the other says.

    "Rejected the plan of the summit" denies nothing that is said of the summit; so a denial by its
    cue needs one word more, unless the other says just what it denies.
    """
    mass, number = shared_mass(one, two)
    if _ASKED.search(one.assertion.words) or _ASKED.search(two.assertion.words):
        return False
    just = one.weights.keys() == two.weights.keys() and relation(one, two) == "verbatim"
    least = 2 if just or one.assertion.stance == two.assertion.stance else 3
    sure = "possible" not in {one.assertion.certainty, two.assertion.certainty}
    return sure and number >= least and mass >= _SAID * min(one.mass, two.mass)


def _update(several: Sequence[_Parted]) -> bool:
    """Tell whether the later of two groups counts on: a toll that rose, after a cycle of news or in so many words.

    An outlet that corrects its own narration later counts on too.
    """
    return any(_rises(p) for p in several) or all(_own(p) for p in several)


def _rises(parted: _Parted) -> bool:
    first = _first(parted.pairings)
    if first is None or not (first.a.tolls or first.b.tolls):
        return False
    low, high = first.a.value.low or 0.0, first.b.value.low or 0.0
    return high > low and _later(parted)


def _later(parted: _Parted) -> bool:
    early, late = parted.a.assertion, parted.b.assertion
    if _RISEN.search(late.words):
        return True
    return early.day is not None and late.day is not None and late.day - early.day >= _CYCLE


def _own(parted: _Parted) -> bool:
    early, late = parted.a.assertion, parted.b.assertion
    own = (
        early.narrated
        and late.narrated
        and early.source is not None
        and early.source == late.source
    )
    return (
        own and parted.weighed.opposed not in {"denial", "agent"} and early.article != late.article
    )


def _first(pairings: Sequence[Pairing]) -> Pairing | None:
    return next((p for p in pairings if not p.agree), None)


def _kind(parted: _Parted, *, updated: bool) -> str:
    return "update" if updated else parted.weighed.opposed or "denial"


def _conflict(parted: _Parted, kind: str) -> Conflict:
    opposed = parted.weighed.opposed or "denial"
    (span_a, surface_a), (span_b, surface_b) = sides(opposed, parted.a, parted.b, parted.pairings)
    return Conflict(
        a=parted.a.assertion.key,
        b=parted.b.assertion.key,
        kind=kind,
        question=_question(parted, opposed),
        span_a=span_a,
        surface_a=surface_a,
        span_b=span_b,
        surface_b=surface_b,
        weight=parted.weighed.asks,
    )


def _question(parted: _Parted, opposed: str) -> str:
    """Say in words what both answer."""
    first = _first(parted.pairings)
    if opposed == "agent" and (pair := doers(parted.a, parted.b)):
        return f"who: {pair[0].deed}"
    if opposed == "denial" or first is None:
        shared = sorted(
            (t for t in parted.a.terms if t in parted.b.terms),
            key=lambda t: (-parted.a.terms[t], t),
        )
        return "whether: " + " ".join(t.lstrip("=") for t in shared[:4])
    return first.question


def apart(scored: Mapping[Pair, Weighed]) -> Iterable[Pair]:
    """List the pairs whose answers cannot both hold: they never share a group."""
    return (pair for pair, weighed in scored.items() if weighed.opposed is not None)
