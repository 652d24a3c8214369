"""What decisions are about now: their subjects found again in texts, chains and assertions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs

from provenance.identifiers import canonical_pair
from provenance.ledger.anchors import anchor
from provenance.ledger.encode_judgements import decision_of, subject_of
from provenance.ledger.precedence import (
    Settled,
    SettledValues,
    Word,
    settle,
    settle_values,
    standing,
)
from provenance.records.judgements import Decision, DecisionSubject
from provenance.spans import Span
from provenance.trail.shapes import HIDDEN

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Place = tuple[int, int, int]  # a version, by its number, and a span of its text
_Versions = tuple[int | None, int | None]  # the one that was looked at, and the current one


@attrs.frozen(kw_only=True)
class Placed:
    """Say where a subject stands now.

    Args:
        subject: what somebody looked at.
        status: of `provenance.ledger.anchors.STATUSES`, or `waits` where the article has not come yet.
        places: in the version that was looked at and in the current one, as far as they are known.
    """

    subject: DecisionSubject
    status: str
    places: tuple[Place, ...] = attrs.field(metadata=HIDDEN)


@attrs.frozen(kw_only=True)
class Judged:
    """Hold the decisions of a ledger that no other takes back, and where their subjects stand.

    Args:
        every: all decisions, the oldest first.
        standing: those that count, by their keys.
        placed: the subjects of those, in their order.
    """

    every: tuple[Decision, ...]
    standing: Mapping[str, Decision]
    placed: Mapping[str, tuple[Placed, ...]]


def judged(store: Store) -> Judged:
    """Read the decisions of a ledger, and find their subjects again."""
    rows = store.records("decisions")
    subjects, where = _read_subjects(store) if rows else ({}, {})
    every = tuple(decision_of(row, subjects.get(row["decision_id"], ())) for row in rows)
    count = standing(every)
    found = _place_subjects(store, {s: where[s] for d in count.values() for s in d.subjects})
    placed = {key: tuple(found[s] for s in d.subjects) for key, d in count.items()}
    return Judged(every=every, standing=count, placed=placed)


def _read_subjects(
    store: Store,
) -> tuple[dict[int, list[DecisionSubject]], dict[DecisionSubject, _Versions]]:
    """Read the subjects of decisions, by the numbers of those, and where they may stand."""
    subjects: defaultdict[int, list[DecisionSubject]] = defaultdict(list)
    where: dict[DecisionSubject, _Versions] = {}
    for row in store.records("decision_subjects"):
        subject = subject_of(row)
        subjects[row["decision_id"]].append(subject)
        where[subject] = row["seen"], row["current"]
    return subjects, where


def _place_subjects(
    store: Store, asked: Mapping[DecisionSubject, _Versions]
) -> dict[DecisionSubject, Placed]:
    """Find subjects in the texts as they are; texts are read only where a version is another."""
    pairs = (versions for subject, versions in asked.items() if subject.start is not None)
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    numbers = sorted({number for pair in changed for number in pair if number is not None})
    rows = store.records("texts_of_versions", versions=numbers) if numbers else []
    texts = {row["version_id"]: row["text"] for row in rows}
    return {subject: _place_subject(subject, *asked[subject], texts) for subject in asked}


def _place_subject(
    subject: DecisionSubject, seen: int | None, current: int | None, texts: Mapping[int, str]
) -> Placed:
    """Find one subject again."""
    if current is None:
        return Placed(subject=subject, status="waits", places=())
    if subject.start is None or subject.end is None:
        return Placed(subject=subject, status="exact", places=())
    span = Span(subject.start, subject.end)
    if seen == current:
        return _with_known_places(subject, "exact", (current, span))
    old = _placeholder_text(span, subject.surface) if seen is None else texts[seen]
    status, found = anchor(span, old, texts[current])
    return _with_known_places(subject, status, (seen, span), (current, found))


def _with_known_places(
    subject: DecisionSubject, status: str, *places: tuple[int | None, Span | None]
) -> Placed:
    known = ((v, s.start, s.end) for v, s in places if v is not None and s is not None)
    return Placed(subject=subject, status=status, places=tuple(known))


def _placeholder_text(span: Span, surface: str | None) -> str:
    """Stand in for a text that is not here: nothing is known of it but the words of the span."""
    return "\0" * span.start + (surface or "") + "\0"


# --- what stands there ---------------------------------------------------------------------------


def chains_at(store: Store, placed: Iterable[Placed]) -> dict[DecisionSubject, tuple[int, ...]]:
    """Return the chains, by their numbers, of the mentions at which subjects point."""
    subjects = [p for p in placed if p.places]
    rows = _rows_at_subjects(store, "chains_at_places", subjects)
    at = {(row["version_id"], row["start"], row["end"]): row["chain_id"] for row in rows}
    return {p.subject: _chains_at_subject(p, at) for p in subjects}


def _chains_at_subject(subject: Placed, at: Mapping[Place, int]) -> tuple[int, ...]:
    """Return the chains of the mentions that stand where a subject does, each once."""
    return tuple(sorted({at[place] for place in subject.places if place in at}))


def _rows_at_subjects(
    store: Store, name: str, subjects: Iterable[Placed]
) -> Sequence[Mapping[str, Any]]:
    """List what stands in the versions in which subjects do."""
    versions = sorted({version for p in subjects for version, _, _ in p.places})
    return store.records(name, versions=versions) if versions else []


def assertions_at(store: Store, placed: Iterable[Placed]) -> dict[DecisionSubject, tuple[str, ...]]:
    """Return the keys of the assertions whose words are those at which subjects point."""
    subjects = [p for p in placed if p.places]
    at: defaultdict[Place, list[str]] = defaultdict(list)
    for row in _rows_at_subjects(store, "assertions_at_places", subjects):
        at[row["version_id"], row["start"], row["end"]].append(row["assertion"])
    return {
        p.subject: tuple(key for place in p.places for key in at.get(place, ())) for p in subjects
    }


# --- what is said of pairs -----------------------------------------------------------------------


def link_words(found: Judged, chains: Mapping[DecisionSubject, Sequence[int]]) -> list[Word[int]]:
    """Write down what decisions about entities say of pairs of chains."""
    words: list[Word[int]] = []
    for decision in _decisions_about(found, "entity"):
        sides = sides_of(decision, chains)
        words += _pair_words(decision, *sides)
    return words


def claim_words(found: Judged, keys: Mapping[DecisionSubject, Sequence[str]]) -> list[Word[str]]:
    """Write down what decisions about claims say of pairs of assertions."""
    return [
        word
        for decision in _decisions_about(found, "claim")
        for word in _pair_words(decision, *sides_of(decision, keys))
    ]


def conflict_words(found: Judged, keys: Mapping[DecisionSubject, Sequence[str]]) -> list[Word[str]]:
    """Write down of which pairs of assertions somebody says that they conflict, or do not."""
    return [
        _pair_word(d, x, y, joins=d.value == "real")
        for d in _decisions_about(found, "claim")
        if d.verb == "conflict"
        for x, y in product(*sides_of(d, keys))
    ]


def article_words(found: Judged, about: str) -> list[Word[str]]:
    """Write what decisions about stories, or copies, say of pairs of articles."""
    return [
        word
        for decision in _decisions_about(found, about)
        for word in _pair_words(
            decision,
            [s.article for s in decision.side("a")],
            [s.article for s in decision.side("b")],
        )
    ]


def _decisions_about(found: Judged, what: str) -> list[Decision]:
    return [decision for decision in found.standing.values() if decision.about == what]


def sides_of(
    decision: Decision, of: Mapping[DecisionSubject, Sequence[int] | Sequence[str]]
) -> tuple[list[int | str], list[int | str]]:
    """Return what stands at the subjects of either side, in their order."""
    a, b = (
        [item for subject in decision.side(side) for item in of.get(subject, ())]
        for side in ("a", "b")
    )
    return a, b


def _pair_words(decision: Decision, a: Sequence[int | str], b: Sequence[int | str]) -> list[Word]:  # type: ignore[type-arg]
    """Write down what one decision says of pairs: what joins are stars, what parts are all pairs."""
    if decision.verb == "same":
        return _joined(decision, [*a, *b])
    if decision.verb == "lock":
        return _joined(decision, a)
    if decision.verb in {"different", "split"}:
        inside = _joined(decision, a) + _joined(decision, b) if decision.verb == "split" else []
        return inside + [
            _pair_word(decision, x, y, joins=False) for x, y in product(a, b) if x != y
        ]
    return []


def _joined(decision: Decision, items: Sequence[int | str]) -> list[Word]:  # type: ignore[type-arg]
    return [_pair_word(decision, items[0], item, joins=True) for item in items[1:]]


def _pair_word(decision: Decision, x: int | str, y: int | str, *, joins: bool) -> Word:  # type: ignore[type-arg]
    return Word(canonical_pair(x, y), joins, decision)


def settled_articles(found: Judged, about: str) -> Settled[str]:
    """Return the pairs of articles that count, of stories or of copies."""
    return settle(article_words(found, about))


def settled_claims(store: Store, found: Judged) -> tuple[Settled[str], Settled[str]]:
    """Return the pairs of assertions that count, by their keys.

    First those that are one proposition or two, then those that conflict (together) or do not
    (apart).
    """
    placed = [p for d in _decisions_about(found, "claim") for p in found.placed[d.key]]
    keys = assertions_at(store, placed)
    return settle(claim_words(found, keys)), settle(conflict_words(found, keys))


def settled_links(
    store: Store, found: Judged
) -> tuple[Settled[int], dict[DecisionSubject, tuple[int, ...]]]:
    """Return the pairs of chains that count, and the chains at which subjects point."""
    placed = [p for d in _decisions_about(found, "entity") for p in found.placed[d.key]]
    chains = chains_at(store, placed)
    return settle(link_words(found, chains)), chains


# --- what is said of one -------------------------------------------------------------------------

_OF_ENTITIES = {"name": "name", "type": "type", "not-an-entity": "type", "lock": "lock"}
_OF_CLAIMS = {"speaker": "speaker", "stance": "stance", "not-a-claim": "claim"}


def settled_entity_values(
    found: Judged, chains: Mapping[DecisionSubject, Sequence[int]]
) -> SettledValues:
    """Return what counts of names, types and locks of entities, by chains of them."""
    return settle_values(
        (chain, _OF_ENTITIES[d.verb], _decided_value(d), d)
        for d in _decisions_about(found, "entity")
        if d.verb in _OF_ENTITIES
        for subject in d.subjects[:1]
        for chain in chains.get(subject, ())
    )


def settled_claim_values(found: Judged) -> SettledValues:
    """Return what counts of speakers and stances of claims, by the places of their words now.

    The value of a speaker is a place, as START-END, or nobody; of what is no claim, `none`.
    """
    return settle_values(
        (place, _OF_CLAIMS[d.verb], value, d)
        for d in _decisions_about(found, "claim")
        if d.verb in _OF_CLAIMS
        for place, value in _claim_values_by_place(d, found.placed[d.key])
    )


def _claim_values_by_place(
    decision: Decision, placed: Sequence[Placed]
) -> Iterator[tuple[Place, str]]:
    """Yield the place of a claim and what is said of it, if the text as it is now has all of it."""
    if any(p.status not in {"exact", "moved"} for p in placed):
        return
    claims, speakers = ([p.places[-1] for p in placed if p.subject.side == s] for s in "ab")
    value = f"{speakers[0][1]}-{speakers[0][2]}" if speakers else _decided_value(decision)
    for place in claims:
        yield place, value


def _decided_value(decision: Decision) -> str:
    """What is said; `none` of what is no entity or no claim, and the verb of a lock."""
    if decision.verb in {"not-an-entity", "not-a-claim"}:
        return "none"
    return decision.value or decision.verb
