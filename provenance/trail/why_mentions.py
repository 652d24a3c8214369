"""Explain why two mentions are one entity, or are not, by the comparisons between them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import count, product
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from provenance.ledger.decode import picked
from provenance.ledger.encode_pairs import StoredValue, joined, level_of, told_parts
from provenance.records.decisions import Evidence, Part
from provenance.spans import Span
from provenance.trail import chain_profiles
from provenance.trail.chain_rows import Standing, features, memberships, standing
from provenance.trail.decided import deciders
from provenance.trail.entries import find_entry
from provenance.trail.finding import REFERENCE, mentions_at, mentions_called, sightings
from provenance.trail.records import Entry, Explanation, Sighting, Step

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_WEIGHTS = ("match_weight", "match_probability", "match_key")
_MOST = 50  # mentions with the same words among which a telling pair is looked for
_Values = Sequence[StoredValue] | None
_Graph = defaultdict[str, list[tuple[str, chain_profiles.Row]]]


def why(store: Store, a: str, b: str) -> Explanation:
    """Explain why two mentions are one entity, or are not.

    Args:
        store: the ledger.
        a: `ARTICLE:START-END`, or words; of several mentions with these words those are taken that
            tell most: in different articles, of one entity, and neither article's chain holding
            both.
        b: the same, or an authority's entry as `authority:id`.

    Raises:
        NotFoundError: no mention has these words.
    """
    entry = find_entry(store, b)
    found = (
        _explain_entry_link(store, _candidate_mentions(store, a), entry)
        if entry
        else _explain_mentions(store, a, b)
    )
    chains = [s.chain_number for s in (found.a, found.b) if isinstance(s, Sighting)]
    named = deciders(store).of_chains(chains)
    return attrs.evolve(found, decisions=named) if named else found


def _explain_mentions(store: Store, a: str, b: str) -> Explanation:
    """Explain why two mentions are one entity, or are not, by what was compared."""
    found = mentions_at(store, (a, b)) or (
        _candidate_mentions(store, a),
        _candidate_mentions(store, b),
    )
    one, other = _choose_mention_pair(*found)
    if one.chain == other.chain:
        return Explanation(verdict="same chain", a=one, b=other)
    told = chain_profiles.profiles(store, None, (one.chain_number, other.chain_number))
    profile = {row["chain"]: row["profile"] for row in told}
    if profile[one.chain] == profile[other.chain]:
        return Explanation(verdict="same features", a=one, b=other)
    return _explain_by_comparisons(store, one, other, told)


def _explain_by_comparisons(
    store: Store, one: Sighting, other: Sighting, told: Sequence[chain_profiles.Row]
) -> Explanation:
    """Explain two mentions by the comparisons that lead from one to the other, best the direct."""
    steps = _comparison_steps(store, one, other.chain, told, direct=True)
    if one.entity != other.entity:
        return Explanation(verdict="apart", a=one, b=other, steps=steps)
    if not steps:
        steps = _comparison_steps(
            store, one, other.chain, _profiles_to_compare(store, one, other), direct=False
        )
    return Explanation(verdict=_connection_verdict(steps), a=one, b=other, steps=steps)


def _connection_verdict(steps: Sequence[Step]) -> str:
    """Say whether two of one entity were compared with each other or by way of others."""
    return "compared" if len(steps) == 1 else "connected"


def _explain_entry_link(store: Store, found: Sequence[Sighting], entry: Entry) -> Explanation:
    """Explain a mention's tie to an authority's entry.

    Of several mentions one whose entity it is comes first.
    """
    one = min(found, key=lambda s: s.entity != entry.entity)
    apart = one.entity != entry.entity
    told = _profiles_to_compare(store, one, keys=(entry.reference,))
    known = any(row["chain"] == entry.reference for row in told)
    steps = _comparison_steps(store, one, entry.reference, told, direct=apart) if known else ()
    verdict = "apart" if apart else _connection_verdict(steps)
    return Explanation(verdict=verdict, a=one, b=entry, steps=steps)


def _profiles_to_compare(
    store: Store, one: Sighting, *others: Sighting, keys: Sequence[str] = ()
) -> list[chain_profiles.Row]:
    """List the profiles of one mention's entity, of other mentions and of entries."""
    entity = (
        None if one.entity is None else memberships(store, [one.chain_number])[one.chain_number]
    )
    return chain_profiles.profiles(store, entity, [s.chain_number for s in (one, *others)], keys)


def _comparison_steps(
    store: Store, one: Sighting, goal: str, told: Sequence[chain_profiles.Row], *, direct: bool
) -> tuple[Step, ...]:
    """Write the comparisons that lead from a mention's chain to another chain or entry."""
    profile = {row["chain"]: row["profile"] for row in told}
    scored = chain_profiles.comparisons(store, told)
    path = _comparison_path(scored, profile[one.chain], profile[goal], direct=direct)
    chains = _chains_along_path(path, profile, one.chain, goal)
    return tuple(
        step_between(store, row, x, y, told) for row, (x, y) in zip(path, chains, strict=True)
    )


def _candidate_mentions(store: Store, what: str) -> list[Sighting]:
    if REFERENCE.fullmatch(what):
        return sightings(store, what)
    return mentions_called(store, what) or sightings(store, what)


def _choose_mention_pair(
    first: Sequence[Sighting], second: Sequence[Sighting]
) -> tuple[Sighting, Sighting]:
    """Choose the pair of mentions whose link is least obvious, ties by time."""
    chains_a, chains_b = {s.chain for s in first}, {s.chain for s in second}

    def rank(pair: tuple[Sighting, Sighting]) -> tuple[bool, bool, bool]:
        x, y = pair
        holds_both = x.chain in chains_b or y.chain in chains_a
        return x.entity != y.entity, x.chain == y.chain, holds_both

    return min(product(first[:_MOST], second[:_MOST]), key=rank)


def _comparison_path(
    scored: Sequence[chain_profiles.Row], start: str, goal: str, *, direct: bool
) -> list[chain_profiles.Row]:
    """Find the chain of comparisons whose weakest link is strongest.

    The direct comparison wins where there is one.
    """
    for row in scored:
        if {row["profile_a"], row["profile_b"]} == {start, goal}:
            return [row]
    return [] if direct else _widest_path(_comparison_graph(scored), start, goal)


def _comparison_graph(scored: Sequence[chain_profiles.Row]) -> _Graph:
    """Map profiles to those that they were compared with, and the comparisons."""
    edges: _Graph = defaultdict(list)
    for row in scored:
        edges[row["profile_a"]].append((row["profile_b"], row))
        edges[row["profile_b"]].append((row["profile_a"], row))
    return edges


class _Way(NamedTuple):
    """Hold comparisons that lead on from one profile to the next; ways compare by what is first.

    Args:
        weakest: the least of their weights, turned around: the strongest way comes first.
        number: of two that are alike, which one was found first.
    """

    weakest: float
    length: int
    end: str
    number: int
    path: list[chain_profiles.Row]

    def on(self, there: str, row: chain_profiles.Row, number: int) -> _Way:
        """Go one comparison further."""
        weakest = max(self.weakest, -row["match_weight"])
        return _Way(weakest, self.length + 1, there, number, [*self.path, row])


def _widest_path(edges: _Graph, start: str, goal: str) -> list[chain_profiles.Row]:
    """Find the path whose weakest link is strongest, of several the shortest.

    Dijkstra's search with the weakest link for the length.
    """
    numbers = count()
    queue = [_Way(float("-inf"), 0, start, next(numbers), [])]
    done: set[str] = set()
    while queue:
        way = heapq.heappop(queue)
        if way.end == goal:
            return way.path
        if way.end in done:
            continue
        done.add(way.end)
        for there, row in edges[way.end]:
            if there not in done:
                heapq.heappush(queue, way.on(there, row, next(numbers)))
    return []


def _chains_along_path(
    path: Sequence[Mapping[str, Any]], profile: Mapping[str, str], start: str, goal: str
) -> list[tuple[str, str]]:
    """Choose a chain for every profile on the path, the asked ones at its ends."""
    chosen = {p: c for c, p in sorted(profile.items(), reverse=True)} | {
        profile[start]: start,
        profile[goal]: goal,
    }
    here, steps = profile[start], []
    for row in path:
        there = row["profile_b"] if row["profile_a"] == here else row["profile_a"]
        steps.append((chosen[here], chosen[there]))
        here = there
    return steps


def step_between(
    store: Store, row: chain_profiles.Row, a: str, b: str, found: Sequence[chain_profiles.Row]
) -> Step:
    """Write one comparison with the places that state the compared values.

    Args:
        store: the ledger.
        row: the comparison.
        a: a chain, or an authority's entry as `authority:id`.
        b: the same.
        found: what `lookups.profiles` gave, both among it.
    """
    asked = [r for r in found if r["chain"] in {a, b}]
    profiles = {r["chain"]: r["profile"] for r in asked}
    columns = ("values_a", "values_b")
    own, other = columns if profiles[a] == row["profile_a"] else columns[::-1]
    one, two = _comparison_sides(store, asked, a, b)
    parts = (
        _part_with_evidence(part, (one, part[own]), (two, part[other]))
        for part in told_parts(row["parts"])
    )
    return Step(a=a, b=b, **picked(row, _WEIGHTS), parts=tuple(parts))


@attrs.frozen
class _Side:
    """Hold what one side of a comparison states, and where; an authority's entry tells it."""

    stated: Sequence[Mapping[str, Any]]
    entry: Entry | None

    def evidence(self, feature: str, own: _Values, other: _Values) -> Evidence | None:
        """Point at the place that states a compared value, rather one that both sides share.

        The view `link_row` does alike.

        What an authority's entry tells stands in its file.

        Values that only the ledger knows have no place.
        """
        if own is None:
            return None
        value = joined(own, " | ")
        if self.entry:
            locator = self.entry.locator if feature != "prior" else None
            return Evidence(value=value, locator=locator)
        found = [s for s in self.stated if s["feature"] == feature]
        if not found:
            return Evidence(value=value)
        return _evidence_at_place(value, min(found, key=_shared_values_first(own, other or ())))


def _comparison_sides(
    store: Store, asked: Sequence[chain_profiles.Row], a: str, b: str
) -> tuple[_Side, _Side]:
    """Read what two chains or entries state."""
    numbers = {row["chain_id"] for row in asked if row["chain_id"] is not None}
    stated = _compared_statements(store, sorted(numbers))
    one, two = (
        _Side([s for s in stated if s["chain"] == side], find_entry(store, side)) for side in (a, b)
    )
    return one, two


def _part_with_evidence(
    part: Mapping[str, Any], one: tuple[_Side, _Values], two: tuple[_Side, _Values]
) -> Part:
    """Write what one feature adds, with the place of either side that states its values."""
    (side_a, values_a), (side_b, values_b) = one, two
    return Part(
        feature=part["feature"],
        **level_of(part),
        weight=part["weight"],
        a=side_a.evidence(part["feature"], values_a, values_b),
        b=side_b.evidence(part["feature"], values_b, values_a),
    )


def _compared_statements(store: Store, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """List what chains state of each compared feature, and where."""
    chains = standing(store, numbers, superseded=True)
    compared: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.records("trail_compared"):
        compared[row["name"]].append({"feature": row["feature"], "place": row["place"]})
    found = (
        {**_statement_with_place(f, chains[f["chain_id"]]), **as_compared}
        for f in features(store, chains)
        for as_compared in compared[f["name"]]
    )
    return sorted(found, key=_statement_sort_key)


def _statement_sort_key(stated: Mapping[str, Any]) -> tuple[object, ...]:
    """Order what chains state by the feature that is compared, and in one by its place."""
    order = ("chain", "feature", "start", "end", "place")
    return *(stated[name] for name in order), joined([stated["value"]], "")


def _statement_with_place(feature: Mapping[str, Any], chain: Standing) -> dict[str, Any]:
    """Tell what a feature of a chain states, in the form in which it is compared, and where."""
    span = Span(feature["start"], feature["end"])
    of = feature["qualifier"] or "" if feature["name"] == "role" else None
    return {
        "chain": chain.chain,
        "article": chain.article,
        "version": chain.version,
        "start": span.start,
        "end": span.end,
        "value": {"value": feature["value"], "qualifier": of},
        "surface": span.surface(chain.text),
    }


def _shared_values_first(
    own: Sequence[StoredValue], other: Sequence[StoredValue]
) -> Callable[[Mapping[str, Any]], tuple[object, ...]]:
    """Order places by what they state: values that both sides share, then those compared."""

    def rank(s: Mapping[str, Any]) -> tuple[object, ...]:
        value = s["value"]
        return value not in other, value not in own, s["place"], -len(s["surface"]), s["start"]

    return rank


def _evidence_at_place(value: str | None, place: Mapping[str, Any]) -> Evidence:
    """Write a compared value with the place that states it."""
    return Evidence(
        value=value,
        version=place["version"],
        span=Span(place["start"], place["end"]),
        article=place["article"],
        surface=place["surface"],
    )
