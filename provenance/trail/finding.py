"""Find entities and mentions by id, by name, by words or by offsets, and tell what is known of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.exceptions import NotFoundError
from provenance.spans import Span
from provenance.trail import lookups
from provenance.trail.entries import entries_of, find_entry
from provenance.trail.views import EntityView, Sighting, Stated

if TYPE_CHECKING:
    from provenance.ledger import Store

REFERENCE = re.compile(r"(?P<article>.+):(?P<start>\d+)-(?P<end>\d+)")
_CHAIN = re.compile("[0-9a-f]{16,64}")  # exports write 16 digits of a chain's key
_NAMED = 2  # fits up to this are an id or a whole name
CONTEXT = 60  # code points on either side of a mention; about one line of a terminal


def find_entity(store: Store, what: str) -> Mapping[str, Any]:
    """Find one entity by id (redirects are followed), by authority:id, by name, or by a name that some article gives it.

    Where several fit equally well, the one with the most mentions is meant.

    Raises:
        NotFoundError: nothing fits; the message lists what comes close.
    """
    found = _called(store, what)
    entry = None if found else find_entry(store, what)
    if entry and entry.entity:
        return find_entity(store, entry.entity)
    if entry:
        raise NotFoundError(f"{what} ({entry.names[0]}) is known, but no article that was read speaks of it")
    if not found:
        loose = store.query("trail_find_entities", what=what, loose=True).to_pylist()
        near = [r["name"] for r in lookups.entities(store, {r["entity_id"]: r["fit"] for r in loose})[:5]]
        hint = f"; near it are {', '.join(near)}" if near else "; `spantrail entities` lists all"
        raise NotFoundError(f"no entity is called {what!r}{hint}")
    first: Mapping[str, Any] = found[0]
    return find_entity(store, first["redirect"]) if first["redirect"] else first


def _called(store: Store, what: str) -> list[dict[str, Any]]:
    """List the entities with that id or name, else those that some mention or a part of their name calls so."""
    by_id = store.query("trail_entity_by_id", what=what).to_pylist()
    if by_id:
        return lookups.entities(store, {row["entity_id"]: 0 for row in by_id})
    fits = {row["entity_id"]: row["fit"] for row in store.query("trail_find_entities", what=what, loose=False).to_pylist()}
    sure = {number: fit for number, fit in fits.items() if fit <= _NAMED}
    if not sure:
        chains = lookups.chain_ids(store, surface=what)
        called = store.query("trail_called", chains=chains, what=what).to_pylist() if chains else []
        fits |= {row["entity_id"]: row["fit"] for row in called}
    return lookups.entities(store, sure or fits)


def sightings(store: Store, what: str) -> list[Sighting]:
    """Find mentions by `ARTICLE:START-END`, by chain, else by entity, else by their words, in order of time.

    Raises:
        NotFoundError: nothing fits.
    """
    reference = REFERENCE.fullmatch(what)
    if reference:
        rows = mentions_by(store, article=reference["article"], start=int(reference["start"]), end=int(reference["end"]))
        if rows:
            return rows
    if _CHAIN.fullmatch(what) and (rows := mentions_by(store, chain=what)):
        return rows
    try:
        return mentions_by(store, entity=find_entity(store, what)["entity"])
    except NotFoundError:
        rows = mentions_by(store, surface=what)
        if rows:
            return rows
        if reference:
            raise NotFoundError(f"no mention stands at {what}; {_nearest(store, reference)}") from None
        raise


def _nearest(store: Store, reference: re.Match[str]) -> str:
    """Say what stands nearest to offsets at which no mention stands."""
    inside = mentions_by(store, article=reference["article"])
    if not inside:
        return f"no mention was found in an article {reference['article']!r}"
    near = min(inside, key=lambda s: (abs(s.span.start - int(reference["start"])), s.span))
    return f"the nearest is {near.surface!r} at {near.reference}"


def mentions_by(
    store: Store,
    *,
    entity: str | None = None,
    article: str | None = None,
    start: int | None = None,
    end: int | None = None,
    chain: str | None = None,
    surface: str | None = None,
) -> list[Sighting]:
    """List mentions by any of these, in order of time: an entity, an article with offsets, a chain, words."""
    chains = lookups.chain_ids(store, entity=entity, article=article, start=start, end=end, digits=chain, surface=surface)
    return mentions_of(store, chains, article=article, start=start, end=end, surface=surface)


def mentions_of(
    store: Store,
    chains: Sequence[int],
    *,
    article: str | None = None,
    start: int | None = None,
    end: int | None = None,
    surface: str | None = None,
) -> list[Sighting]:
    """List the mentions of numbered chains, in order of time, maybe only those at a place or with these words."""
    filters = {"article": article, "start": start, "end": end, "surface": surface}
    table = store.query("trail_mentions", chains=list(chains), **filters)
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
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
    )


def show(store: Store, what: str) -> EntityView:
    """Tell what is known of one entity: names and roles with every place that states them, counts, events.

    Raises:
        NotFoundError: no entity goes by that id or name.
    """
    row = {**find_entity(store, what)}
    row.update(lookups.extent(store, row["entity_id"]))
    features = store.query("trail_features", chains=lookups.chain_ids(store, entity=row["entity"])).to_pylist()
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
        entries=entries_of(store, row["entity"]),
    )


def _by_words(features: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, tuple[Stated, ...]], ...]:
    """Gather statements by their words, the most frequent first; capitals part names ("Us", "US") but not roles."""
    groups: defaultdict[str, list[Stated]] = defaultdict(list)
    for feature in features:
        words = feature["surface"]
        groups[words.lower() if feature["name"] == "role" else words].append(_stated(feature))
    found = [(_most_written(group), tuple(group)) for group in groups.values()]
    return tuple(sorted(found, key=lambda item: (-len(item[1]), item[0])))


def _most_written(group: Iterable[Stated]) -> str:
    written = Counter(stated.surface for stated in group)
    return min(written, key=lambda words: (-written[words], words))


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
