"""Conflicts: two assertions that answer one question, and whose answers cannot both hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import attrs

from provenance.matching import Conflict
from resolvers.matching.answers import Answer, Pairing, pair_answers
from resolvers.matching.assertions import Assertion
from resolvers.matching.likeness import MatchModel, Weighed, shared_mass, to_probability
from resolvers.matching.opposition import (
    CYCLE,
    doers,
    first_parted,
    means_other,
    relation,
    shares_most,
    sides,
    turned_sentence,
)
from resolvers.matching.prepared import Prepared
from resolvers.matching.questions import SURE

Pair = tuple[str, str]
_ASKED = re.compile(
    r"\?|^\W*(?:whether|if|why|how|what|who|when|where)\b", re.IGNORECASE
)  # nobody says so
_REPORTED = re.compile(
    r"\b(?:said|says|saying|claimed|told|testified|insisted|denied|denies)\b", re.IGNORECASE
)
_EXPECTED = re.compile(
    r"\b(?:expect\w*|anticipat\w*|forecast\w*|predict\w*|project(?:s|ed|ing)|estimates)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:will|would|could|may|might|should|shall)\b|[’'](?:ll|d)\b", re.IGNORECASE
)
_CLAUSE = 60  # code points before a value in which words can say that it is expected
# Who asks, plans, demands or speaks about something states nothing that another could contradict; who
# "has learned" or believes it does.
_STATING = frozenset({"said", "wrote", "evidence", "believes"})
_SAID = 0.6  # of the rarity of the shorter content
_ONE_TIME = 3.0  # days
_SOON = 0.1  # days after which another count of what passes is a later one
# What passes: a count of it goes up and down as time goes on.
_PASSING = re.compile(
    r"\b(?:without (?:power|electricity|water|heat|gas)|no (?:power|electricity|water|heat)|in the dark|"
    r"outages?|missing|unaccounted|displaced|homeless|in (?:hospitals?|shelters?|custody|intensive care)|"
    r"hospitali[sz]ed|evacuated|still|remain(?:s|ed|ing)?|active)\b",
    re.IGNORECASE,
)
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
    if not all(item.assertion.act in _STATING for item in pair):
        return None
    pairings = pair_answers(one.answers, two.answers)
    if one.assertion.article == two.assertion.article and not _quarrel(
        one.assertion, two.assertion
    ):
        return None
    if weighed.opposed == "denial" and not _denied(one, two):
        return None
    first = first_parted(one, two, pairings)
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
    if pairing.a.value.kind in {"money", "percentage"} and not _of_one_subject(one, two):
        return False
    if a.story is not None and a.story == b.story:
        return True
    near = a.day is not None and b.day is not None and abs(a.day - b.day) <= _ONE_TIME
    return near and pairing.a.noun is not None


def _of_one_subject(one: Prepared, two: Prepared) -> bool:
    """Tell whether an amount is of the same in both: they name one entity, or say most of the same words."""
    mass, _ = shared_mass(one, two)
    return bool(one.entities.keys() & two.entities.keys()) or mass >= _SAID * min(
        one.mass, two.mass
    )


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
    if _ASKED.search(one.assertion.words) or _ASKED.search(two.assertion.words):
        return False
    if any(_REPORTED.search(x.assertion.words) for x in (one, two)):
        return False  # what is negated may be another's words
    if "possible" in {one.assertion.certainty, two.assertion.certainty}:
        return False
    cued = one.assertion.stance != two.assertion.stance
    turned = None if cued else turned_sentence(one, two)
    speaker = one.assertion.speaker
    if speaker is not None and speaker == two.assertion.speaker:  # nobody does so in passing
        pairs = product(one.sentences, two.sentences) if cued else [turned] if turned else []
        return any(shares_most(a, b, whole=True) for a, b in pairs)
    if turned is not None:
        return True
    mass, number = shared_mass(one, two)
    just = one.weights.keys() == two.weights.keys() and relation(one, two) == "verbatim"
    least = 2 if just or not cued else 3
    meant = means_other(one, two) or means_other(two, one)
    return number + meant >= least and mass >= _SAID * min(one.mass, two.mass)


def _update(several: Sequence[_Parted]) -> bool:
    """Tell whether the later of two groups counts on: a toll that rose, after a cycle of news or in so many words.

    An outlet that corrects its own narration later counts on too.
    """
    return any(_rises(p) for p in several) or all(_own(p) for p in several)


def _rises(parted: _Parted) -> bool:
    """Tell whether a later count takes the place of an earlier one.

    A toll grows; how many are without power, missing or in hospital goes up and down; and whoever
    gives another number than before has changed it.
    """
    first = _first(parted)
    if first is None or first.a.value.kind == "date":
        return False
    if first.agree:  # "at least four", and then seven
        return True
    low, high = first.a.value.low or 0.0, first.b.value.low or 0.0
    grows = high > low and (first.a.tolls or first.b.tolls)
    passing = any(_PASSING.search(p.assertion.words) for p in (parted.a, parted.b))
    passes = passing or _same_speaker(parted)
    return (grows and _later(parted)) or (passes and _is_after(parted))


def _same_speaker(parted: _Parted) -> bool:
    speaker = parted.a.assertion.speaker
    return speaker is not None and speaker == parted.b.assertion.speaker


def _later(parted: _Parted) -> bool:
    early, late = parted.a.assertion, parted.b.assertion
    if early.article == late.article:
        return False
    if _RISEN.search(f"{late.cue} {late.words}"):
        return True
    return early.day is not None and late.day is not None and late.day - early.day >= CYCLE


def _is_after(parted: _Parted) -> bool:
    if parted.a.assertion.article == parted.b.assertion.article:
        return False
    early, late = parted.a.assertion.day, parted.b.assertion.day
    return early is not None and late is not None and late - early >= _SOON


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


def _first(parted: _Parted) -> Pairing | None:
    return first_parted(parted.a, parted.b, parted.pairings)


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
    first = _first(parted)
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
