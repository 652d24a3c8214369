"""Explain why two mentions are one entity, or are not, by the comparisons between them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.decisions import Evidence, Part
from provenance.pair_columns import StoredValue, joined, level_of, told_parts
from provenance.spans import Span
from provenance.trail import lookups
from provenance.trail.decided import deciders
from provenance.trail.entries import find_entry
from provenance.trail.finding import REFERENCE, mentions_at, mentions_called, sightings
from provenance.trail.standing import Standing, features, memberships, standing
from provenance.trail.views import Entry, Explanation, Sighting, Step

if TYPE_CHECKING:
    from provenance.ledger import Store


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
    found = _why_entry(store, _candidates(store, a), entry) if entry else _why(store, a, b)
    chains = [s.chain_number for s in (found.a, found.b) if isinstance(s, Sighting)]
    named = deciders(store).of_chains(chains)
    return attrs.evolve(found, decisions=named) if named else found


# dense: a verdict a return, in the order in which they are looked for
def _why(store: Store, a: str, b: str) -> Explanation:
    """Explain why two mentions are one entity, or are not, by what was compared."""
    one, other = _telling_pair(
        *(mentions_at(store, (a, b)) or (_candidates(store, a), _candidates(store, b)))
    )
    if one.chain == other.chain:
        return Explanation(verdict="same chain", a=one, b=other)
    told = lookups.profiles(store, None, (one.chain_number, other.chain_number))
    profile = {row["chain"]: row["profile"] for row in told}
    if profile[one.chain] == profile[other.chain]:
        return Explanation(verdict="same features", a=one, b=other)
    steps = _steps(store, one, other.chain, told, direct=True)
    if one.entity != other.entity:
        return Explanation(verdict="apart", a=one, b=other, steps=steps)
    if not steps:
        told = _told(store, one, other)
        steps = _steps(store, one, other.chain, told, direct=False)
    return Explanation(
        verdict="compared" if len(steps) == 1 else "connected", a=one, b=other, steps=steps
    )


def _why_entry(store: Store, found: Sequence[Sighting], entry: Entry) -> Explanation:
    """Explain a mention's tie to an authority's entry.

    Of several mentions one whose entity it is comes first.
    """
    one = min(found, key=lambda s: s.entity != entry.entity)
    told = _told(store, one, keys=(entry.reference,))
    profile = {row["chain"]: row["profile"] for row in told}
    apart = one.entity != entry.entity
    steps = (
        _steps(store, one, entry.reference, told, direct=apart)
        if entry.reference in profile
        else ()
    )
    verdict = "apart" if apart else "compared" if len(steps) == 1 else "connected"
    return Explanation(verdict=verdict, a=one, b=entry, steps=steps)


def _told(
    store: Store, one: Sighting, *others: Sighting, keys: Sequence[str] = ()
) -> list[lookups.Row]:
    """List the profiles of one mention's entity, of other mentions and of entries."""
    entity = (
        None if one.entity is None else memberships(store, [one.chain_number])[one.chain_number]
    )
    return lookups.profiles(store, entity, [s.chain_number for s in (one, *others)], keys)


def _steps(
    store: Store, one: Sighting, goal: str, told: Sequence[lookups.Row], *, direct: bool
) -> tuple[Step, ...]:
    """Write the comparisons that lead from a mention's chain to another chain or entry."""
    profile = {row["chain"]: row["profile"] for row in told}
    scored = lookups.comparisons(store, told)
    path = _path(scored, profile[one.chain], profile[goal], direct=direct)
    chains = _chains_along(path, profile, one.chain, goal)
    return tuple(
        step_between(store, row, x, y, told) for row, (x, y) in zip(path, chains, strict=True)
    )


def _candidates(store: Store, what: str) -> list[Sighting]:
    if REFERENCE.fullmatch(what):
        return sightings(store, what)
    return mentions_called(store, what) or sightings(store, what)


def _telling_pair(
    first: Sequence[Sighting], second: Sequence[Sighting]
) -> tuple[Sighting, Sighting]:
    """Choose the pair of mentions whose link is least obvious, ties by time."""
    chains_a, chains_b = {s.chain for s in first}, {s.chain for s in second}

    def rank(pair: tuple[Sighting, Sighting]) -> tuple[bool, bool, bool]:
        x, y = pair
        return (
            x.entity != y.entity,
            x.chain == y.chain,
            x.chain in chains_b or y.chain in chains_a,
        )

    return min(((x, y) for x in first[:50] for y in second[:50]), key=rank)


def _path(
    scored: Sequence[Mapping[str, Any]], start: str, goal: str, *, direct: bool
) -> list[Mapping[str, Any]]:
    """Find the chain of comparisons whose weakest link is strongest.

    The direct comparison wins where there is one.
    """
    edges: defaultdict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for row in scored:
        if {row["profile_a"], row["profile_b"]} == {start, goal}:
            return [row]
        edges[row["profile_a"]].append((row["profile_b"], row))
        edges[row["profile_b"]].append((row["profile_a"], row))
    if direct:
        return []
    queue: list[tuple[float, int, str, list[Mapping[str, Any]]]] = [(float("-inf"), 0, start, [])]
    done: set[str] = set()
    while queue:
        worst, length, here, path = heapq.heappop(queue)
        if here == goal:
            return path
        if here in done:
            continue
        done.add(here)
        for there, row in edges[here]:
            if there not in done:
                heapq.heappush(
                    queue, (max(worst, -row["match_weight"]), length + 1, there, [*path, row])
                )
    return []


def _chains_along(
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
    store: Store, row: Mapping[str, Any], a: str, b: str, found: Sequence[lookups.Row]
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
    own, other = (
        ("values_b", "values_a") if profiles[a] != row["profile_a"] else ("values_a", "values_b")
    )
    stated = _stated(store, sorted({r["chain_id"] for r in asked if r["chain_id"] is not None}))
    told = {side: [s for s in stated if s["chain"] == side] for side in (a, b)}
    entry = {side: find_entry(store, side) for side in (a, b)}
    parts = tuple(
        Part(
            feature=part["feature"],
            **level_of(part),
            weight=part["weight"],
            a=_evidence(told[a], entry[a], part["feature"], part[own], part[other]),
            b=_evidence(told[b], entry[b], part["feature"], part[other], part[own]),
        )
        for part in told_parts(row["parts"])
    )
    return Step(
        a=a,
        b=b,
        match_weight=row["match_weight"],
        match_probability=row["match_probability"],
        match_key=row["match_key"],
        parts=parts,
    )


def _stated(store: Store, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """List what chains state of each compared feature, and where."""
    chains = standing(store, numbers, superseded=True)
    compared: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in store.records("trail_compared"):
        compared[row["name"]].append((row["feature"], row["place"]))
    found = [
        {**_place(f, chains[f["chain_id"]]), "feature": feature, "place": place}
        for f in features(store, chains)
        for feature, place in compared[f["name"]]
    ]
    order = ("chain", "feature", "start", "end", "place")
    return sorted(found, key=lambda s: (*(s[name] for name in order), joined([s["value"]], "")))


def _place(feature: Mapping[str, Any], chain: Standing) -> dict[str, Any]:
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


def _evidence(
    stated: Sequence[Mapping[str, Any]],
    entry: Entry | None,
    feature: str,
    own: Sequence[StoredValue] | None,
    other: Sequence[StoredValue] | None,
) -> Evidence | None:
    """Point at the place that states a compared value, rather one that both sides share.

    The view `link_row` does alike.

    What an authority's entry tells stands in its file.

    Values that only the ledger knows have no place.
    """
    value = joined(own, " | ")
    if own is None:
        return None
    if entry:
        return Evidence(value=value, locator=entry.locator if feature != "prior" else None)
    found = [s for s in stated if s["feature"] == feature]
    if not found:
        return Evidence(value=value)
    best = min(
        found,
        key=lambda s: (
            s["value"] not in (other or ()),
            s["value"] not in own,
            s["place"],
            -len(s["surface"]),
            s["start"],
        ),
    )
    return Evidence(
        value=value,
        version=best["version"],
        span=Span(best["start"], best["end"]),
        article=best["article"],
        surface=best["surface"],
    )
