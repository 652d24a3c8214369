"""Conflicts: two assertions that answer one question, and whose answers cannot both hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product

from provenance.records.matching import Conflict
from resolvers.claim_matching.answers import Answer, Pairing, pair_answers
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.contradiction import (
    doers,
    first_parted,
    means_other,
    relation,
    same_voice,
    shares_most,
    sides,
    states_apart,
    turned_sentence,
)
from resolvers.claim_matching.existence import none_and_some
from resolvers.claim_matching.features import Prepared, Sentence
from resolvers.claim_matching.likeness import MatchModel, WeighedClaims, shared_mass
from resolvers.claim_matching.questions import HALF, PLAIN_LABELS, SURE, asks_plainly, is_alone
from resolvers.claim_matching.synonym_sets import term
from resolvers.claim_matching.updates import OF_NO_VALUE, Parted, is_update
from resolvers.linking.weights import probability_of

Pair = tuple[str, str]
_ASKED = re.compile(  # nobody says so
    r"\?|^\W*(?:whether|if|why|how|what|who|when|where)\b", re.IGNORECASE
)
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
_SAID = 0.6  # of the rarity of the shorter content
_ONE_TIME = 3.0  # days


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
    found: defaultdict[frozenset[object], list[Parted]] = defaultdict(list)
    for (a, b), weighed in sorted(scored.items()):
        # A person may say of two whose answers part that both are one.
        if may_conflict(weighed, model.asks) and group[a] != group[b]:
            parted = _surely_parted_pair(items[a], items[b], weighed)
            if parted is not None:
                found[frozenset((group[a], group[b]))].append(parted)
    made = chain.from_iterable(map(_conflicts_of_two_groups, found.values()))
    return sorted(made, key=lambda c: (c.a, c.b, c.span_a))


def may_conflict(weighed: WeighedClaims, asks: float) -> bool:
    """Whether the answers of a pair part, and both answer one question likely enough.

    Args:
        weighed: the score of the pair.
        asks: the probability of one question from which answers count.
    """
    opposed = weighed.opposed
    return opposed not in {None, "stance"} and probability_of(weighed.asks) >= asks


def _surely_parted_pair(one: Prepared, two: Prepared, weighed: WeighedClaims) -> Parted | None:
    """Return a pair whose answers surely part, the earlier first."""
    if not _may_contradict(one.assertion, two.assertion):
        return None
    if weighed.opposed == "denial" and not _is_confirmed_denial(one, two):
        return None
    pairings = pair_answers(one.answers, two.answers)
    if weighed.opposed not in OF_NO_VALUE and not _has_sure_value_conflict(one, two, pairings):
        return None
    parted = Parted(a=one, b=two, weighed=weighed, pairings=tuple(pairings))
    return parted.reversed() if one.assertion.order > two.assertion.order else parted


def _may_contradict(a: Assertion, b: Assertion) -> bool:
    """Whether both state anything, and no article says both itself."""
    if not (a.act in _STATING and b.act in _STATING):
        return False
    return a.article != b.article or _is_dispute_inside_article(a, b)


def _has_sure_value_conflict(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> bool:
    """Whether the first values that part answer one question beyond doubt."""
    first = first_parted(one, two, pairings)
    return first is not None and _is_surely_same_question(first, one, two)


def _is_surely_same_question(pairing: Pairing, one: Prepared, two: Prepared) -> bool:
    """Whether two values answer one question beyond doubt.

    Each is the only one of its kind, and of one time.

    Next week's count is another one, and what was expected is no report of what came.
    """
    least = HALF if same_voice(one, two) else SURE  # a speaker's next number is of the same
    if pairing.strength < least or not is_alone(pairing, one, two):
        return False
    if _is_expected_value(one.assertion, pairing.a) != _is_expected_value(two.assertion, pairing.b):
        return False
    if pairing.a.value.kind in {"money", "percentage"} and not _has_same_amount_subject(one, two):
        return False
    return _has_same_news_context(pairing, one.assertion, two.assertion)


def _has_same_news_context(pairing: Pairing, a: Assertion, b: Assertion) -> bool:
    """Whether two values are of one story, or of things that are named and of one time."""
    if a.story is not None and a.story == b.story:
        return True
    return pairing.a.noun is not None and _is_near_in_time(a, b)


def _is_near_in_time(a: Assertion, b: Assertion) -> bool:
    return a.day is not None and b.day is not None and abs(a.day - b.day) <= _ONE_TIME


def _has_same_amount_subject(one: Prepared, two: Prepared) -> bool:
    """Whether two amounts are of one: they name one entity, or say most of the same words.

    Where one names somebody, and the other tells of somebody else, they are of two: what one
    candidate paid, and what another couple did.
    """
    if one.entities.keys() & two.entities.keys():
        return True
    if (
        one.entities
        and two.entities
        and (_has_named_mention(one.assertion) or _has_named_mention(two.assertion))
    ):
        return False
    mass = shared_mass(one, two)
    return mass >= _SAID * min(one.mass, two.mass)


def _has_named_mention(assertion: Assertion) -> bool:
    """Whether anybody inside is called by name: "the union" is not."""
    surfaces = (
        words[named.span.start - piece.start : named.span.end - piece.start]
        for piece, words in assertion.pieces
        for named in assertion.named
        if piece.contains(named.span)
    )
    return any(surface[:1].isupper() for surface in surfaces)


def _is_expected_value(assertion: Assertion, answer: Answer) -> bool:
    """Whether a value is expected and not reported.

    "Would add a million jobs", "they forecast a million".
    """
    if _EXPECTED.search(assertion.cue):
        return True
    piece, words = next(
        (span, surface) for span, surface in assertion.pieces if span.contains(answer.span)
    )
    at = answer.span.start - piece.start
    before = words[max(0, at - _CLAUSE) : at]
    return bool(_EXPECTED.search(before) or _COMING.search(before))


def _is_dispute_inside_article(a: Assertion, b: Assertion) -> bool:
    """Whether one article reports two that contradict each other.

    What it says itself twice, it knows.
    """
    inside = any(p.overlaps(q) for p, _ in a.pieces for q, _ in b.pieces)
    return not inside and a.speaker is not None and b.speaker is not None and a.speaker != b.speaker


def _is_confirmed_denial(one: Prepared, two: Prepared) -> bool:
    """Whether enough of one content is in the other that one denies what the other says.

    "Rejected the plan of the summit" denies nothing that is said of the summit; so a denial by its
    cue needs one word more, unless the other says just what it denies.
    """
    if not (_is_stated_for_sure(one) and _is_stated_for_sure(two)):
        return False
    if same_voice(one, two):  # nobody contradicts himself in passing
        return any(shares_most(a, b, whole=True) for a, b in _opposed_sentences(one, two))
    plainly = states_apart(one, two) or none_and_some(one, two)
    turned = _opposed_sentences(one, two, turned=True)
    return plainly or any(turned) or _has_enough_denied_terms(one, two)


def _is_stated_for_sure(item: Prepared) -> bool:
    """Whether words are stated, by the speaker, and for sure: a negation may be another's."""
    said = item.assertion
    asked = _ASKED.search(said.words) or _REPORTED.search(said.words)
    return not asked and said.certainty != "possible"


def _opposed_sentences(
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


def _has_enough_denied_terms(one: Prepared, two: Prepared) -> bool:
    """Whether enough words are shared for a denial by cue or by a negation anywhere."""
    mass = shared_mass(one, two)
    number = len(one.weights.keys() & two.weights.keys())
    just = one.weights.keys() == two.weights.keys() and relation(one, two) == "verbatim"
    least = 2 if just or one.assertion.stance == two.assertion.stance else 3
    meant = means_other(one, two) or means_other(two, one)
    return number + meant >= least and mass >= _SAID * min(one.mass, two.mass)


def _conflicts_of_two_groups(several: Sequence[Parted]) -> list[Conflict]:
    """Return the conflicts of two groups: all are updates, or none."""
    updated = is_update(several)
    return [_make_conflict(p, "update" if updated else p.opposed) for p in several]


def _make_conflict(parted: Parted, kind: str) -> Conflict:
    one, two = parted.a, parted.b
    (span_a, surface_a), (span_b, surface_b) = sides(parted.opposed, one, two, parted.pairings)
    plain = asks_plainly(one, two, parted.pairings)
    return Conflict(
        a=one.assertion.key,
        b=two.assertion.key,
        kind=kind,
        question=_disputed_question(parted),
        span_a=span_a,
        surface_a=surface_a,
        span_b=span_b,
        surface_b=surface_b,
        weight=parted.weighed.asks,
        reason="shared words" if plain is None else PLAIN_LABELS[plain],
    )


def _disputed_question(parted: Parted) -> str:
    """Say in words what both answer."""
    if parted.opposed == "speaker":
        return "who said it"
    if parted.opposed == "agent" and (pair := doers(parted.a, parted.b)):
        return f"who: {pair[0].deed}"
    first = parted.first
    if parted.opposed == "denial" or first is None:
        return "whether: " + " ".join(_terms_as_worded(parted.a, _heaviest_shared_terms(parted)))
    return _counted_question(parted.a, first)


def _heaviest_shared_terms(parted: Parted) -> list[str]:
    """List the four shared terms that weigh most in the earlier one."""
    weights = parted.a.terms
    shared = [t for t in weights if t in parted.b.terms]
    return sorted(shared, key=lambda t: (-weights[t], t))[:4]


def _counted_question(item: Prepared, pairing: Pairing) -> str:
    """Say what two values measure, and what happened to it in the words of an assertion."""
    happened = sorted(f"={name}" for name in pairing.happened)
    surface = pairing.a.value.surface
    said = (word for word in _terms_as_worded(item, happened) if word not in surface)
    return " ".join([pairing.measured, *said])


def _terms_as_worded(item: Prepared, terms: Sequence[str]) -> list[str]:
    """Return terms by the words in which an assertion says them: "killed", and not "die"."""
    said: dict[str, str] = {}
    for word in item.words:
        if (name := term(word)) in terms and name is not None:
            said.setdefault(name, word)
    return list(said.values())


def apart(scored: Mapping[Pair, WeighedClaims]) -> Iterable[Pair]:
    """List the pairs whose answers cannot both hold: they never share a group."""
    return (pair for pair, weighed in scored.items() if weighed.opposed is not None)
