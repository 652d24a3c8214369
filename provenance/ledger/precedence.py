"""Precedence: which decisions count, and which contradict each other.

A person outranks an authority, an authority a rule, a rule a model. Of one actor the newer word
counts. Two actors of one rank who disagree contradict each other: neither counts until one is taken
back, and nothing is guessed; so it is where `different` parts what others join in several steps.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import attrs

from provenance.records.judgements import ACTORS, Decision

Item = TypeVar("Item", bound=int | str)


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the decisions that no other takes back, by their keys.

    Taking back what took back restores. Order and repetition do not matter.
    """
    by_key = {decision.key: decision for decision in decisions}
    against: defaultdict[str, list[str]] = defaultdict(list)
    for key, decision in sorted(by_key.items()):
        if decision.supersedes:
            against[decision.supersedes].append(key)
    counts: dict[str, bool] = {}
    # A key is a hash over what it supersedes, so that no chain of them comes back to itself.
    for key in by_key:
        _note_standing(key, against, counts)
    return {key: by_key[key] for key in sorted(by_key) if counts[key]}


def _note_standing(key: str, against: Mapping[str, Sequence[str]], counts: dict[str, bool]) -> None:
    """Note whether a decision counts, after those that would take it back."""
    open_keys = [key]
    while open_keys:
        last = open_keys[-1]
        undecided = [other for other in against.get(last, ()) if other not in counts]
        if undecided:
            open_keys += undecided
            continue
        counts[last] = not any(counts[other] for other in against.get(last, ()))
        open_keys.pop()


@attrs.frozen
class Word(Generic[Item]):
    """Hold what one decision says of one pair.

    Args:
        pair: the two, the smaller first.
        joins: whether it puts them together, or keeps them apart.
        decision: who says so, and when.
    """

    pair: tuple[Item, Item]
    joins: bool
    decision: Decision

    @property
    def rank(self) -> int:
        """How weighty the actor is; 0 is the weightiest."""
        return ACTORS.index(self.decision.actor_kind)


@attrs.frozen
class Settled(Generic[Item]):
    """Hold the pairs that count, and the decisions that do not.

    Args:
        together: pairs that share a cluster, with the key of the decision that says so.
        apart: pairs that do not, with the key likewise.
        contradicted: decisions to those that they contradict, by keys.
        outranked: decisions to a weightier or newer one that says otherwise.
    """

    together: dict[tuple[Item, Item], str]
    apart: dict[tuple[Item, Item], str]
    contradicted: dict[str, tuple[str, ...]]
    outranked: dict[str, str]


@attrs.frozen
class _Refused:
    """Gather the decisions that do not count, and why."""

    contradicted: defaultdict[str, set[str]] = attrs.Factory(lambda: defaultdict(set))
    outranked: dict[str, str] = attrs.Factory(dict)

    def contradict(self, keys: Iterable[str]) -> None:
        """Note that some decisions contradict each other."""
        among = sorted(set(keys))
        for key in among:
            self.contradicted[key].update(other for other in among if other != key)


def settle(words: Iterable[Word[Item]]) -> Settled[Item]:
    """Say which words of pairs count; the order in which they come does not matter."""
    refused = _Refused()
    by_pair = _words_by_pair(words)
    kept = [word for pair in sorted(by_pair) for word in _winning_words(by_pair[pair], refused)]
    count = _without_contradicting_circles(kept, refused)
    against = refused.contradicted
    return Settled(
        together={word.pair: word.decision.key for word in count if word.joins},
        apart={word.pair: word.decision.key for word in count if not word.joins},
        contradicted={key: tuple(sorted(against[key])) for key in sorted(against)},
        outranked=refused.outranked,
    )


def _words_by_pair(words: Iterable[Word[Item]]) -> dict[tuple[Item, Item], list[Word[Item]]]:
    """Gather words by their pairs; nothing is like itself or unlike itself."""
    found: defaultdict[tuple[Item, Item], list[Word[Item]]] = defaultdict(list)
    for word in words:
        if word.pair[0] != word.pair[1]:
            found[word.pair].append(word)
    return found


def _winning_words(words: Sequence[Word[Item]], refused: _Refused) -> list[Word[Item]]:
    """Return the word of a pair that counts, if one does, and note why others do not."""
    said = _newest_weightiest_words(words)
    winner = said[0]
    if any(word.joins != winner.joins for word in said):
        refused.contradict(word.decision.key for word in said)
        return []
    lost = [word.decision.key for word in words if word.joins != winner.joins]
    refused.outranked.update(dict.fromkeys(lost, winner.decision.key))
    return [winner]


def _newest_weightiest_words(words: Sequence[Word[Item]]) -> list[Word[Item]]:
    """Return the newest word of each of the weightiest actors, in the order of their keys."""
    best = min(word.rank for word in words)
    newest: dict[str, Word[Item]] = {}
    for word in sorted(words, key=lambda w: (w.decision.decided_at, w.decision.key)):
        if word.rank == best:
            newest[word.decision.actor] = word
    return sorted(newest.values(), key=lambda w: w.decision.key)


@attrs.frozen
class SettledValues:
    """Hold the values that count, and the decisions that do not, as `Settled` does.

    Args:
        values: what is decided of something, to the value and the key of the decision.
        contradicted: decisions to those that they contradict, by keys.
        outranked: decisions to a weightier or newer one that says otherwise.
    """

    values: dict[tuple[object, str], tuple[str, str]]
    contradicted: dict[str, tuple[str, ...]]
    outranked: dict[str, str]


def settle_values(said: Iterable[tuple[object, str, str, Decision]]) -> SettledValues:
    """Say which values count, each given as what it is of, its kind, the value and the decision."""
    by_kind = _words_by_kind(said)
    refused = _Refused()
    found = {what: _winning_value(by_kind[what], refused) for what in sorted(by_kind, key=str)}
    against = refused.contradicted
    return SettledValues(
        values={what: value for what, value in found.items() if value},
        contradicted={key: tuple(sorted(against[key])) for key in sorted(against)},
        outranked=refused.outranked,
    )


def _words_by_kind(
    said: Iterable[tuple[object, str, str, Decision]],
) -> dict[tuple[object, str], list[Word[str]]]:
    """Gather what is said of one kind of one thing."""
    by_kind: defaultdict[tuple[object, str], list[Word[str]]] = defaultdict(list)
    for of, kind, value, decision in said:
        by_kind[of, kind].append(Word((value, value), joins=True, decision=decision))
    return by_kind


def _winning_value(words: Sequence[Word[str]], refused: _Refused) -> tuple[str, str] | None:
    """Return the value that counts with its decision, if one does, and note why others do not."""
    last = _newest_weightiest_words(words)
    value, winner = last[0].pair[0], last[0].decision.key
    if any(word.pair[0] != value for word in last):
        refused.contradict(word.decision.key for word in last)
        return None
    lost = [word.decision.key for word in words if word.pair[0] != value]
    refused.outranked.update(dict.fromkeys(lost, winner))
    return value, winner


def _without_contradicting_circles(
    words: Sequence[Word[Item]], refused: _Refused
) -> list[Word[Item]]:
    """Leave out what contradicts in several steps: a pair apart whose ends others join.

    Ranks are taken one after the other, the weightiest first; what of a lower rank contradicts them
    is outranked.
    """
    kept: list[Word[Item]] = []
    for rank in range(len(ACTORS)):
        kept += [word for word in words if word.rank == rank]
        circle = _first_contradicting_circle(kept)
        while circle:
            left = _break_contradicting_circle(circle, rank, refused)
            kept = [word for word in kept if word not in left]
            circle = _first_contradicting_circle(kept)
    return kept


def _break_contradicting_circle(
    circle: Sequence[Word[Item]], rank: int, refused: _Refused
) -> list[Word[Item]]:
    """Return the words of a circle that do not count, those of the lowest rank, and note why."""
    lowest = [word for word in circle if word.rank == rank]
    if len(lowest) == len(circle):
        refused.contradict(word.decision.key for word in circle)
    else:
        above = min(word.decision.key for word in circle if word.rank < rank)
        refused.outranked.update({word.decision.key: above for word in lowest})
    return lowest


def _first_contradicting_circle(words: Sequence[Word[Item]]) -> list[Word[Item]]:
    """Return the words of the first pair that is kept apart and joined by others, or nothing."""
    near: defaultdict[Item, list[Word[Item]]] = defaultdict(list)
    for word in words:
        if word.joins:
            near[word.pair[0]].append(word)
            near[word.pair[1]].append(word)
    for word in sorted((w for w in words if not w.joins), key=lambda w: w.pair):
        a, b = word.pair
        joining: list[Word[Item]] = _joining_path(a, b, near)
        if joining:
            return [word, *joining]
    return []


def _joining_path(a: Item, b: Item, near: Mapping[Item, Sequence[Word[Item]]]) -> list[Word[Item]]:
    """Return the words that join two, by the fewest steps."""
    came: dict[Item, tuple[Item, Word[Item]] | None] = {a: None}
    waiting = deque([a])
    while waiting and b not in came:
        here = waiting.popleft()
        for word in sorted(near.get(here, ()), key=lambda w: w.pair):
            there = word.pair[1] if word.pair[0] == here else word.pair[0]
            if there not in came:
                came[there] = (here, word)
                waiting.append(there)
    return _walk_path_back(b, came) if b in came else []


def _walk_path_back(
    end: Item, came: Mapping[Item, tuple[Item, Word[Item]] | None]
) -> list[Word[Item]]:
    """Walk back to where the search began."""
    found: list[Word[Item]] = []
    step = came[end]
    while step is not None:
        found.append(step[1])
        step = came[step[0]]
    return found
