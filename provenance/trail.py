"""Trails: from what is believed back to the characters that say so. Everything here reads; nothing is computed anew.

`show` tells what is known of an entity, `trace` lists the mentions behind it, `why` explains why two mentions are one.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.decisions import Evidence, Part
from provenance.exceptions import NotFoundError
from provenance.spans import Span

if TYPE_CHECKING:
    from provenance.ledger import Store

_REFERENCE = re.compile(r"(?P<article>.+):(?P<start>\d+)-(?P<end>\d+)")
_CONTEXT = 60  # code points on either side of a mention; about one line of a terminal


@attrs.frozen(kw_only=True)
class Stated:
    """Give something an article says, with the characters that say it."""

    article: str
    source: str | None
    span: Span
    surface: str
    value: str
    qualifier: str | None = None
    modifiers: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Sighting:
    """Give one mention with the text around it and the reason why it belongs to its entity."""

    article: str
    source: str | None
    span: Span
    surface: str
    kind: str
    type: str
    cue: str  # what tied it to its chain
    weight: float  # log2 of the odds that the cue is right
    to: Span | None  # the mention it was tied to
    chain: str
    entity: str | None
    entity_name: str | None
    before: str
    after: str

    @property
    def reference(self) -> str:
        """Name the mention as `trace` and `why` take it."""
        return f"{self.article}:{self.span.start}-{self.span.end}"


@attrs.frozen(kw_only=True)
class EntityView:
    """Hold what the ledger knows of one entity; every name and role lists all places that state it."""

    entity: str
    name: str
    type: str
    status: str
    redirect: str | None
    speaks_for: str | None
    mentions: int
    articles: int
    sources: int
    names: tuple[tuple[str, tuple[Stated, ...]], ...]
    roles: tuple[tuple[str, tuple[Stated, ...]], ...]
    events: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


@attrs.frozen(kw_only=True)
class Step:
    """Explain one comparison on the way from one mention to another."""

    a: str  # a chain on this side of the comparison
    b: str
    match_weight: float
    match_probability: float
    match_key: str
    parts: tuple[Part, ...]


@attrs.frozen(kw_only=True)
class Explanation:
    """Explain why two mentions are one, or are not.

    Args:
        verdict: same chain, same features, compared, connected, or apart.
        a: one mention.
        b: the other.
        steps: the comparisons that connect them, the direct one alone where there is one.
    """

    verdict: str
    a: Sighting
    b: Sighting
    steps: tuple[Step, ...] = ()


# --- finding --------------------------------------------------------------------------------------------------------


def find_entity(store: Store, what: str) -> Mapping[str, Any]:
    """Find one entity by id (redirects are followed), by name, or by a name that some article gives it.

    Where several fit equally well, the one with the most mentions is meant.

    Raises:
        NotFoundError: nothing fits; the message lists what comes close.
    """
    found = store.query("trail_find_entities", what=what, loose=False).to_pylist()
    if not found:
        near = [r["name"] for r in store.query("trail_find_entities", what=what, loose=True).to_pylist()[:5]]
        hint = f"; near it are {', '.join(near)}" if near else "; `spantrail entities` lists all"
        raise NotFoundError(f"no entity is called {what!r}{hint}")
    first: Mapping[str, Any] = found[0]
    return find_entity(store, first["redirect"]) if first["redirect"] else first


def sightings(store: Store, what: str) -> list[Sighting]:
    """Find mentions by `ARTICLE:START-END`, else by entity, else by their words, in order of time.

    Raises:
        NotFoundError: nothing fits.
    """
    reference = _REFERENCE.fullmatch(what)
    if reference:
        rows = _mentions(store, article=reference["article"], start=int(reference["start"]), end=int(reference["end"]))
        if rows:
            return rows
    try:
        return _mentions(store, entity=find_entity(store, what)["entity"])
    except NotFoundError:
        rows = _mentions(store, surface=what)
        if rows:
            return rows
        raise


def _mentions(
    store: Store,
    *,
    entity: str | None = None,
    article: str | None = None,
    start: int | None = None,
    end: int | None = None,
    surface: str | None = None,
) -> list[Sighting]:
    table = store.query("trail_mentions", entity=entity, article=article, start=start, end=end, surface=surface)
    return [_sighting(row) for row in table.to_pylist()]


def _sighting(row: Mapping[str, Any]) -> Sighting:
    text, start, end = row["text"], row["start"], row["end"]
    return Sighting(
        article=row["article"],
        source=row["source"],
        span=Span(start, end),
        surface=row["surface"],
        kind=row["kind"],
        type=row["type"],
        cue=row["cue"],
        weight=row["weight"],
        to=None if row["to_start"] is None else Span(row["to_start"], row["to_end"]),
        chain=row["chain"],
        entity=row["entity"],
        entity_name=row["entity_name"],
        before=text[max(0, start - _CONTEXT) : start],
        after=text[end : end + _CONTEXT],
    )


# --- show -----------------------------------------------------------------------------------------------------------


def show(store: Store, what: str) -> EntityView:
    """Tell what is known of one entity: names and roles with every place that states them, counts, events.

    Raises:
        NotFoundError: no entity goes by that id or name.
    """
    row = find_entity(store, what)
    features = store.query("trail_features", entity=row["entity"], chain=None).to_pylist()
    events = store.query("trail_events", entity=row["entity"]).to_pylist()
    return EntityView(
        entity=row["entity"],
        name=row["name"],
        type=row["type"],
        status=row["status"],
        redirect=row["redirect"],
        speaks_for=row["speaks_for"],
        mentions=row["mentions"],
        articles=row["articles"],
        sources=row["sources"],
        names=_by_words(f for f in features if f["name"] in {"name", "alias", "short"}),
        roles=_by_words(f for f in features if f["name"] == "role"),
        events=tuple((e["kind"], tuple(e["from_ids"]), tuple(e["to_ids"])) for e in events),
    )


def _by_words(features: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, tuple[Stated, ...]], ...]:
    """Gather statements by their words, the most frequent first."""
    groups: defaultdict[str, list[Stated]] = defaultdict(list)
    for feature in features:
        groups[feature["surface"]].append(_stated(feature))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((words, tuple(found)) for words, found in ordered)


def _stated(feature: Mapping[str, Any]) -> Stated:
    return Stated(
        article=feature["article"],
        source=feature["source"],
        span=Span(feature["start"], feature["end"]),
        surface=feature["surface"],
        value=feature["value"],
        qualifier=feature["qualifier"],
        modifiers=tuple(feature["modifiers"] or ()),
    )


# --- why ------------------------------------------------------------------------------------------------------------


def why(store: Store, a: str, b: str) -> Explanation:
    """Explain why two mentions are one entity, or are not.

    Args:
        store: the ledger.
        a: `ARTICLE:START-END`, or words; of several mentions with these words those are taken that tell most: in
            different articles, of one entity, and neither article's chain holding both.
        b: the same.

    Raises:
        NotFoundError: no mention has these words.
    """
    one, other = _telling_pair(_candidates(store, a), _candidates(store, b))
    if one.chain == other.chain:
        return Explanation(verdict="same chain", a=one, b=other)
    rows = store.query("trail_profiles", entity=one.entity, a=one.chain, b=other.chain).to_pylist()
    profile = {row["chain"]: row["profile"] for row in rows}
    if profile[one.chain] == profile[other.chain]:
        return Explanation(verdict="same features", a=one, b=other)
    scored = store.query("trail_comparisons", entity=one.entity, a=one.chain, b=other.chain).to_pylist()
    path = _path(scored, profile[one.chain], profile[other.chain], direct=one.entity != other.entity)
    chains = _chains_along(path, profile, one.chain, other.chain)
    steps = tuple(_step(store, row, x, y) for row, (x, y) in zip(path, chains, strict=True))
    verdict = "apart" if one.entity != other.entity else "compared" if len(steps) == 1 else "connected"
    return Explanation(verdict=verdict, a=one, b=other, steps=steps)


def _candidates(store: Store, what: str) -> list[Sighting]:
    if _REFERENCE.fullmatch(what):
        return sightings(store, what)
    return _mentions(store, surface=what) or sightings(store, what)


def _telling_pair(first: Sequence[Sighting], second: Sequence[Sighting]) -> tuple[Sighting, Sighting]:
    """Choose the pair of mentions whose link is least obvious, ties by time."""
    chains_a, chains_b = {s.chain for s in first}, {s.chain for s in second}

    def rank(pair: tuple[Sighting, Sighting]) -> tuple[bool, bool, bool]:
        x, y = pair
        return (x.entity != y.entity, x.chain == y.chain, x.chain in chains_b or y.chain in chains_a)

    return min(((x, y) for x in first[:50] for y in second[:50]), key=rank)


def _path(scored: Sequence[Mapping[str, Any]], start: str, goal: str, *, direct: bool) -> list[Mapping[str, Any]]:
    """Find the chain of comparisons whose weakest link is strongest; the direct comparison wins where there is one."""
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
                heapq.heappush(queue, (max(worst, -row["match_weight"]), length + 1, there, [*path, row]))
    return []


def _chains_along(
    path: Sequence[Mapping[str, Any]], profile: Mapping[str, str], start: str, goal: str
) -> list[tuple[str, str]]:
    """Choose a chain for every profile on the path, the asked ones at its ends."""
    chosen = {p: c for c, p in sorted(profile.items(), reverse=True)} | {profile[start]: start, profile[goal]: goal}
    here, steps = profile[start], []
    for row in path:
        there = row["profile_b"] if row["profile_a"] == here else row["profile_a"]
        steps.append((chosen[here], chosen[there]))
        here = there
    return steps


_STATED_BY = {"name": ("name", "alias", "short", "key"), "office": ("role",), "role": ("role",), "country": ("polity",)}


def _step(store: Store, row: Mapping[str, Any], a: str, b: str) -> Step:
    """Write one comparison with the places that state the compared values."""
    profiles = {r["chain"]: r["profile"] for r in store.query("trail_profiles", entity=None, a=a, b=b).to_pylist()}
    turned = profiles[a] != row["profile_a"]
    stated = {c: store.query("trail_features", entity=None, chain=c).to_pylist() for c in (a, b)}
    parts = tuple(
        Part(
            feature=part["feature"],
            level=part["level"],
            weight=part["weight"],
            a=_evidence(stated[a], part["feature"], part["value_b" if turned else "value_a"]),
            b=_evidence(stated[b], part["feature"], part["value_a" if turned else "value_b"]),
        )
        for part in row["parts"]
    )
    return Step(
        a=a,
        b=b,
        match_weight=row["match_weight"],
        match_probability=row["match_probability"],
        match_key=row["match_key"],
        parts=parts,
    )


def _evidence(features: Sequence[Mapping[str, Any]], feature: str, value: str | None) -> Evidence | None:
    """Point at the first place that states a compared value; values that only the ledger knows have none."""
    if value is None:
        return None
    wanted = _STATED_BY.get(feature, ())
    for row in features:
        if row["name"] in wanted:
            return Evidence(
                value=value,
                version=row["version"],
                span=Span(row["start"], row["end"]),
                article=row["article"],
                surface=row["surface"],
            )
    return Evidence(value=value)
