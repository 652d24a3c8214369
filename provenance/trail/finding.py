"""Find entities and mentions by id, by name, by words or by offsets, and tell what is known of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from provenance.exceptions import NotFoundError
from provenance.trail import lookups
from provenance.trail.decided import deciders
from provenance.trail.entries import entries_of, find_entry
from provenance.trail.standing import Standing, features, links, memberships, mentions, standing
from provenance.trail.suggesting import similar
from provenance.trail.views import EntityView, IdChange, Sighting, Stated, Wording

if TYPE_CHECKING:
    from provenance.ledger import Store

# No text is longer, and no column holds longer numbers.
_OFFSET = "[0-9]{1,9}"
REFERENCE = re.compile(rf"(?P<article>.+):(?P<start>{_OFFSET})-(?P<end>{_OFFSET})")
_CHAIN = re.compile("[0-9a-f]{16,64}")  # exports write 16 digits of a chain's key
_NAMED, _BY_MENTION = (
    2,
    3,
)  # fits up to the first are an id or a whole name; a mention's words fit less
CONTEXT = 60  # code points on either side of a mention; about one line of a terminal


def find_entity(store: Store, what: str) -> Mapping[str, Any]:
    """Find one entity by id (redirects are followed), by authority:id, by name, or by a name that some article gives it.

    Where several fit equally well, the one with the most mentions is meant.

    Raises:
        NotFoundError: nothing fits; the message lists what comes close.
    """
    found = called(store, what)
    entry = None if found else find_entry(store, what)
    if entry and entry.entity:
        return find_entity(store, entry.entity)
    if entry:
        raise NotFoundError(
            f"{what} ({entry.names[0]}) is known, but no article that was read speaks of it"
        )
    if not found:
        loose = store.records("trail_find_entities", what=what, loose=True)
        near = [
            r["name"]
            for r in lookups.entities(store, {r["entity_id"]: r["fit"] for r in loose})[:5]
        ]
        hint = f"; near it are {', '.join(near)}" if near else _meant(store, what)
        raise NotFoundError(f"no entity is called {what!r}{hint}")
    first: Mapping[str, Any] = found[0]
    return find_entity(store, first["redirect"]) if first["redirect"] else first


def _meant(store: Store, what: str) -> str:
    """Ask whether a name was meant that is written alike."""
    names = [row["name"] for row in store.records("trail_known_names")]
    return similar(what, names) or "; `spantrail entities` lists all"


def called(store: Store, what: str) -> list[dict[str, Any]]:
    """List the entities with that id or name, else those that some mention or a part of their name calls so."""
    return lookups.entities(store, fits(store, what))


def fits(store: Store, what: str) -> dict[int, int]:
    """Number the entities that words may mean, each with how well it fits, 0 being best."""
    by_id = store.records("trail_entity_by_id", what=what)
    if by_id:
        return {row["entity_id"]: 0 for row in by_id}
    found = {
        row["entity_id"]: row["fit"]
        for row in store.records("trail_find_entities", what=what, loose=False)
    }
    sure = {number: fit for number, fit in found.items() if fit <= _NAMED}
    if not sure:
        chains = lookups.chains_called(store, what)
        found |= dict.fromkeys(_called_by_name(store, standing(store, chains), what), _BY_MENTION)
    return sure or found


def _called_by_name(store: Store, chains: Mapping[int, Standing], what: str) -> set[int]:
    """Number the entities of chains that a name among their mentions calls so."""
    tied = links(store, chains)
    names = {number for number, m in mentions(store, tied, what).items() if m["kind"] == "name"}
    return set(
        memberships(
            store, sorted({link["chain_id"] for link in tied if link["mention_id"] in names})
        ).values()
    )


def sightings(store: Store, what: str) -> list[Sighting]:
    """Find mentions by `ARTICLE:START-END`, by chain, by article, else by entity, else by their words, in order of time.

    Raises:
        NotFoundError: nothing fits.
    """
    reference = REFERENCE.fullmatch(what)
    if reference:
        rows = mentions_in(
            store, reference["article"], int(reference["start"]), int(reference["end"])
        )
        if rows:
            return rows
    if _CHAIN.fullmatch(what) and (rows := mentions_of(store, lookups.chains_from(store, what))):
        return rows
    if is_article(store, what):
        return mentions_in(store, what)
    try:
        entity = find_entity(store, what)
        return mentions_of(store, lookups.chains_of(store, entity["entity_id"]), entity=entity)
    except NotFoundError:
        rows = mentions_called(store, what)
        if rows:
            return rows
        if reference:
            raise NotFoundError(
                f"no mention stands at {what}; {_nearest(store, reference)}"
            ) from None
        raise


def is_article(store: Store, what: str) -> bool:
    """Whether words are an article's id, and no entity's id or whole name."""
    named = store.records("trail_article_named", article=what)
    return bool(named) and min(fits(store, what).values(), default=_BY_MENTION) > _NAMED


def _nearest(store: Store, reference: re.Match[str]) -> str:
    """Say what stands nearest to offsets at which no mention stands."""
    inside = mentions_in(store, reference["article"])
    if not inside:
        return f"no mention was found in an article {reference['article']!r}"
    near = min(inside, key=lambda s: (abs(s.span.start - int(reference["start"])), s.span))
    return f"the nearest is {near.surface!r} at {near.reference}"


def mentions_in(
    store: Store, article: str, start: int | None = None, end: int | None = None
) -> list[Sighting]:
    """List the mentions in an article, or at a place of it."""
    return mentions_of(
        store, lookups.chains_at(store, article, start, end), article=article, start=start, end=end
    )


def mentions_at(store: Store, references: Sequence[str]) -> list[list[Sighting]] | None:
    """List the mentions at several references, asking once for all.

    None where one is none, or nothing stands there.
    """
    places = [match for reference in references if (match := REFERENCE.fullmatch(reference))]
    if len(places) < len(references):
        return None
    spots = [(place["article"], int(place["start"]), int(place["end"])) for place in places]
    chains = sorted({chain for spot in spots for chain in lookups.chains_at(store, *spot)})
    every = mentions_of(store, chains)
    found = [[s for s in every if (s.article, s.span.start, s.span.end) == spot] for spot in spots]
    return found if all(found) else None


def mentions_called(store: Store, surface: str) -> list[Sighting]:
    """List the mentions with these words, in order of time."""
    return mentions_of(store, lookups.chains_called(store, surface), surface=surface)


def mentions_of(
    store: Store,
    chains: Sequence[int],
    *,
    article: str | None = None,
    start: int | None = None,
    end: int | None = None,
    surface: str | None = None,
    entity: Mapping[str, Any] | None = None,
) -> list[Sighting]:
    """List the mentions of numbered chains, in order of time, maybe only those at a place or with these words.

    Whoever knows that all of them belong to one entity gives it.
    """
    stand = {
        n: c for n, c in standing(store, chains).items() if article is None or c.article == article
    }
    tied = links(store, stand)
    said = mentions(store, tied, surface)
    belongs = (
        memberships(store, sorted(stand))
        if entity is None
        else dict.fromkeys(stand, entity["entity_id"])
    )
    described = (
        [entity]
        if entity
        else store.records("trail_entities", entities=sorted(set(belongs.values())))
    )
    entities = {row["entity_id"]: row for row in described}
    found = []
    for link in tied:
        m, chain = said.get(link["mention_id"]), stand[link["chain_id"]]
        if m and (start is None or (m["start"], m["end"]) == (start, end)):
            found.append(_sighting(chain, link, m, entities.get(belongs.get(chain.number, 0))))
    return [sighting for _, sighting in sorted(found, key=itemgetter(0))]


# dense: hands every member on by its name
def _sighting(
    chain: Standing,
    link: Mapping[str, Any],
    mention: Mapping[str, Any],
    entity: Mapping[str, Any] | None,
) -> tuple[tuple[object, ...], Sighting]:
    """Write a mention down, behind what it is ordered by."""
    start, end = mention["start"], mention["end"]
    tied_to = None if link["to_start"] is None else chain.place(link["to_start"], link["to_end"])
    sighting = Sighting(
        article=chain.article,
        source=chain.source,
        span=chain.place(start, end),
        surface=mention["surface"],
        kind=mention["kind"],
        type=mention["type"],
        cue=link["cue"],
        weight=link["weight"],
        to=tied_to,
        chain=chain.chain,
        entity=entity["entity"] if entity else None,
        entity_name=entity["name"] if entity else None,
        before=chain.text[max(0, start - CONTEXT) : start],
        after=chain.text[end : end + CONTEXT],
        url=chain.url,
        chain_number=chain.number,
        text=chain.text,
    )
    return (*chain.order, start, end, chain.chain), sighting


# dense: hands every member on by its name
def show(store: Store, what: str, *, most: int | None = None) -> EntityView:
    """Tell what is known of one entity: names and roles with every place that states them, counts, events.

    Args:
        store: the ledger.
        what: an id or a name.
        most: read names and roles off about so many of its articles, where it has more: the first
            that states each, and others spread evenly. Its counts are of all.

    Raises:
        NotFoundError: no entity goes by that id or name.
    """
    row = {**find_entity(store, what)}
    every = lookups.chains_of(store, row["entity_id"])
    few = most is None or len(every) <= most
    chains = standing(store, every if few else lookups.spread(store, every, most or 0))
    row.update(
        lookups.extent(store, chains)
        if few
        else lookups.extents(store, [row["entity_id"]])[row["entity_id"]]
    )
    told = [_stated(chains[row["chain_id"]], row) for row in features(store, chains)]
    said = [stated for _, stated in sorted(told, key=itemgetter(0))]
    events = store.records("trail_events", entity=row["entity"])
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
        names=_by_words(_told(said, "name", "alias", "short"), str),
        roles=_by_words(_told(said, "role"), str.lower),
        events=tuple(IdChange(e["kind"], tuple(e["from_ids"]), tuple(e["to_ids"])) for e in events),
        entries=entries_of(store, row["entity"]),
        members=_by_words(_told(said, "member"), str),
        decisions=deciders(store).of_chains(chains),
    )


def _told(said: Iterable[tuple[str, Stated]], *properties: str) -> Iterator[Stated]:
    """Yield what is stated of some properties."""
    return (stated for name, stated in said if name in properties)


def _by_words(said: Iterable[Stated], fold: Callable[[str], str]) -> tuple[Wording, ...]:
    """Gather statements by their words, the most frequent first.

    Capitals part names ("Us", "US") but not roles.
    """
    groups: defaultdict[str, list[Stated]] = defaultdict(list)
    for stated in said:
        groups[fold(stated.surface)].append(stated)
    found = [Wording(_most_written(group), tuple(group)) for group in groups.values()]
    return tuple(sorted(found, key=lambda item: (-len(item.places), item.words)))


def _most_written(group: Iterable[Stated]) -> str:
    written = Counter(stated.surface for stated in group)
    return min(written, key=lambda words: (-written[words], words))


def _stated(
    chain: Standing, feature: Mapping[str, Any]
) -> tuple[tuple[object, ...], tuple[str, Stated]]:
    """Write a feature down with its name, behind what it is ordered by."""
    span = chain.place(feature["start"], feature["end"])
    stated = Stated(
        article=chain.article,
        source=chain.source,
        span=span,
        surface=span.words,
        value=feature["value"],
        qualifier=feature["qualifier"],
        modifiers=tuple(feature["modifiers"] or ()),
    )
    return (*chain.order, span.start, span.end, feature["name"], feature["value"]), (
        feature["name"],
        stated,
    )
