"""Conflicts: two assertions that answer one question, and whose answers cannot both hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import attrs

from provenance.matching import Conflict
from resolvers.matching.answers import Answer, Pairing, pair_answers
from resolvers.matching.assertions import Assertion
from resolvers.matching.existence import none_and_some
from resolvers.matching.likeness import MatchModel, WeighedClaims, shared_mass, to_probability
from resolvers.matching.opposition import (
    CYCLE,
    doers,
    first_parted,
    means_other,
    relation,
    shares_most,
    sides,
    states_apart,
    turned_sentence,
)
from resolvers.matching.prepared import Prepared, Sentence
from resolvers.matching.questions import HALF, PLAIN_LABELS, SURE, asks_plainly, is_alone
from resolvers.matching.senses import term

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
# Who asks, plans, demands or speaks about something states nothing that another could contradict;
# who "has learned" or believes it does.
_STATING = frozenset({"said", "wrote", "evidence", "believes"})
_OF_NO_VALUE = frozenset({"denial", "agent", "speaker"})
_SAID = 0.6  # of the rarity of the shorter content
_ONE_TIME = 3.0  # days
_SOON = 0.1  # days after which another count of what passes is a later one
# What passes: a count of it goes up and down as time goes on.
_PASSING = re.compile(
    r"\b(?:without (?:power|electricity|water|heat|gas)|no (?:power|electricity|water|heat)|"
    r"in the dark|outages?|missing|unaccounted|displaced|homeless|"
    r"in (?:hospitals?|shelters?|custody|intensive care)|"
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
    scored: Mapping[Pair, WeighedClaims],
    group: Mapping[str, object],
    model: MatchModel,
) -> list[Conflict]:
    """Find the conflicts among scored pairs, in order.

    Whether a later count is an update is decided once for two groups: one text that prints an old
    toll again does not make the new one a conflict.

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
    weighed: WeighedClaims
    pairings: tuple[Pairing, ...]  # in the order of a and b


# dense: what speaks against a conflict, a line each
def _parted(pair: tuple[Prepared, Prepared], weighed: WeighedClaims) -> _Parted | None:
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
    if weighed.opposed not in _OF_NO_VALUE and not (first and _sure(first, one, two)):
        return None
    if one.assertion.order > two.assertion.order:
        one, two = two, one
        pairings = [attrs.evolve(p, a=p.b, b=p.a) for p in pairings]
    return _Parted(a=one, b=two, weighed=weighed, pairings=tuple(pairings))


def _sure(pairing: Pairing, one: Prepared, two: Prepared) -> bool:
    """Whether two values answer one question beyond doubt: each is the only one of its kind, and of one time.

    Next week's count is another one, and what was expected is no report of what came.
    """
    a, b = one.assertion, two.assertion
    least = HALF if _same_voice(one, two) else SURE  # a speaker's next number is of the same
    expected = _expected(a, pairing.a) != _expected(b, pairing.b)
    if pairing.strength < least or not is_alone(pairing, one, two) or expected:
        return False
    if pairing.a.value.kind in {"money", "percentage"} and not _of_one_subject(one, two):
        return False
    if a.story is not None and a.story == b.story:
        return True
    return pairing.a.noun is not None and _of_one_time(a, b)


def _of_one_time(a: Assertion, b: Assertion) -> bool:
    return a.day is not None and b.day is not None and abs(a.day - b.day) <= _ONE_TIME


def _of_one_subject(one: Prepared, two: Prepared) -> bool:
    """Whether two amounts are of one: they name one entity, or say most of the same words.

    Where one names somebody, and the other tells of somebody else, they are of two: what one
    candidate paid, and what another couple did.
    """
    if one.entities.keys() & two.entities.keys():
        return True
    if one.entities and two.entities and (_has_name(one.assertion) or _has_name(two.assertion)):
        return False
    mass = shared_mass(one, two)
    return mass >= _SAID * min(one.mass, two.mass)


def _has_name(assertion: Assertion) -> bool:
    """Whether anybody inside is called by name: "the union" is not."""
    surfaces = (
        words[named.span.start - piece.start : named.span.end - piece.start]
        for piece, words in assertion.pieces
        for named in assertion.named
        if piece.contains(named.span)
    )
    return any(surface[:1].isupper() for surface in surfaces)


def _expected(assertion: Assertion, answer: Answer) -> bool:
    """Whether a value is expected and not reported: "would add a million jobs", "they forecast a million"."""
    if _EXPECTED.search(assertion.cue):
        return True
    piece, words = next(
        (span, surface) for span, surface in assertion.pieces if span.contains(answer.span)
    )
    at = answer.span.start - piece.start
    before = words[max(0, at - _CLAUSE) : at]
    return bool(_EXPECTED.search(before) or _COMING.search(before))


def _quarrel(a: Assertion, b: Assertion) -> bool:
    """Whether one article reports two that contradict each other.

    What it says itself twice, it knows.
    """
    inside = any(p.overlaps(q) for p, _ in a.pieces for q, _ in b.pieces)
    return not inside and a.speaker is not None and b.speaker is not None and a.speaker != b.speaker


def _denied(one: Prepared, two: Prepared) -> bool:
    """Whether enough of one content is in the other that one denies what the other says.

    "Rejected the plan of the summit" denies nothing that is said of the summit; so a denial by its
    cue needs one word more, unless the other says just what it denies.
    """
    if not (_may_be_denied(one) and _may_be_denied(two)):
        return False
    if _same_voice(one, two):  # nobody contradicts himself in passing
        return any(shares_most(a, b, whole=True) for a, b in _opposite_sentences(one, two))
    plainly = states_apart(one, two) or none_and_some(one, two)
    plainly = plainly or any(_opposite_sentences(one, two, turned=True))
    return plainly or _shares_what_is_denied(one, two)


def _may_be_denied(item: Prepared) -> bool:
    """Whether words are stated, by the speaker, and for sure: a negation may be another's."""
    said = item.assertion
    asked = _ASKED.search(said.words) or _REPORTED.search(said.words)
    return not asked and said.certainty != "possible"


def _same_voice(one: Prepared, two: Prepared) -> bool:
    speaker = one.assertion.speaker
    return speaker is not None and speaker == two.assertion.speaker


def _opposite_sentences(
    one: Prepared, two: Prepared, *, turned: bool = False
) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield the sentences of which one denies the other: all, where a cue denies, or those turned.

    Args:
        one: an assertion.
        two: another.
        turned: leave out those that only a cue denies.
    """
    if one.assertion.stance != two.assertion.stance:
        yield from () if turned else product(one.sentences, two.sentences)
    elif (found := turned_sentence(one, two)) is not None:
        yield found


def _shares_what_is_denied(one: Prepared, two: Prepared) -> bool:
    """Whether enough words are shared for a denial by cue or by a negation anywhere."""
    mass = shared_mass(one, two)
    number = len(one.weights.keys() & two.weights.keys())
    just = one.weights.keys() == two.weights.keys() and relation(one, two) == "verbatim"
    least = 2 if just or one.assertion.stance == two.assertion.stance else 3
    meant = means_other(one, two) or means_other(two, one)
    return number + meant >= least and mass >= _SAID * min(one.mass, two.mass)


def _update(several: Sequence[_Parted]) -> bool:
    """Whether the later of two groups counts on: a toll that rose, after a cycle of news or in so many words.

    An outlet that corrects its own narration later counts on too.
    """
    return any(_rises(p) for p in several) or all(_own(p) for p in several)


def _rises(parted: _Parted) -> bool:
    """Whether a later count takes the place of an earlier one.

    A toll grows; how many are without power, missing or in hospital goes up and down; and whoever
    gives another number than before has changed it.
    """
    first = _first(parted)
    if first is None or first.a.value.kind == "date":
        return False
    grown = first.agree or (_grows(first) and _later(parted))  # "at least four", and then seven
    return grown or (_passes(parted) and _is_after(parted))


def _grows(pairing: Pairing) -> bool:
    low, high = pairing.a.value.low or 0.0, pairing.b.value.low or 0.0
    return high > low and (pairing.a.tolls or pairing.b.tolls)


def _passes(parted: _Parted) -> bool:
    """Whether a count is of what passes, or is its speaker's next one."""
    passing = any(_PASSING.search(p.assertion.words) for p in (parted.a, parted.b))
    return passing or _same_voice(parted.a, parted.b)


def _later(parted: _Parted) -> bool:
    gap, late = _gap(parted), parted.b.assertion
    return gap is not None and (bool(_RISEN.search(f"{late.cue} {late.words}")) or gap >= CYCLE)


def _is_after(parted: _Parted) -> bool:
    gap = _gap(parted)
    return gap is not None and gap >= _SOON


def _gap(parted: _Parted) -> float | None:
    """Return the days between two articles; none inside of one."""
    early, late = parted.a.assertion, parted.b.assertion
    if early.article == late.article:
        return None
    known = early.day is not None and late.day is not None
    return late.day - early.day if known else 0.0  # type: ignore[operator]


def _own(parted: _Parted) -> bool:
    early, late = parted.a.assertion, parted.b.assertion
    own = (
        early.narrated
        and late.narrated
        and early.source is not None
        and early.source == late.source
    )
    return own and parted.weighed.opposed not in _OF_NO_VALUE and early.article != late.article


def _first(parted: _Parted) -> Pairing | None:
    return first_parted(parted.a, parted.b, parted.pairings)


def _kind(parted: _Parted, *, updated: bool) -> str:
    return "update" if updated else parted.weighed.opposed or "denial"


def _conflict(parted: _Parted, kind: str) -> Conflict:
    opposed = parted.weighed.opposed or "denial"
    (span_a, surface_a), (span_b, surface_b) = sides(opposed, parted.a, parted.b, parted.pairings)
    plain = asks_plainly(parted.a, parted.b, parted.pairings)
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
        reason="shared words" if plain is None else PLAIN_LABELS[plain],
    )


def _question(parted: _Parted, opposed: str) -> str:
    """Say in words what both answer."""
    if opposed == "speaker":
        return "who said it"
    first = _first(parted)
    if opposed == "agent" and (pair := doers(parted.a, parted.b)):
        return f"who: {pair[0].deed}"
    if opposed == "denial" or first is None:
        shared = sorted(
            (t for t in parted.a.terms if t in parted.b.terms),
            key=lambda t: (-parted.a.terms[t], t),
        )
        return "whether: " + " ".join(_as_said(parted.a, shared[:4]))
    return _counted(parted.a, first)


def _counted(item: Prepared, pairing: Pairing) -> str:
    """Say what two values measure, and what happened to it in the words of an assertion."""
    happened = sorted(f"={name}" for name in pairing.happened)
    surface = pairing.a.value.surface
    said = (word for word in _as_said(item, happened) if word not in surface)
    return " ".join([pairing.measured, *said])


def _as_said(item: Prepared, terms: Sequence[str]) -> list[str]:
    """Return terms by the words in which an assertion says them: "killed", and not "die"."""
    said: dict[str, str] = {}
    for word in item.words:
        if (name := term(word)) in terms and name is not None:
            said.setdefault(name, word)
    return list(said.values())


def apart(scored: Mapping[Pair, WeighedClaims]) -> Iterable[Pair]:
    """List the pairs whose answers cannot both hold: they never share a group."""
    return (pair for pair, weighed in scored.items() if weighed.opposed is not None)
