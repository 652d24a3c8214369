"""Find entities and mentions by id, by name, by words or by offsets; tell what is known of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from provenance.exceptions import NotFoundError
from provenance.ledger.decode import picked
from provenance.spans import Citation
from provenance.trail import chain_profiles
from provenance.trail.chain_rows import Standing, features, links, memberships, mentions, standing
from provenance.trail.decided import deciders
from provenance.trail.entries import entries_of, find_entry
from provenance.trail.records import EntityView, IdChange, Sighting, Stated, Wording
from provenance.trail.suggesting import similar

if TYPE_CHECKING:
    from provenance.ledger.store import Store

# No text is longer, and no column holds longer numbers.
_OFFSET = "[0-9]{1,9}"
REFERENCE = re.compile(rf"(?P<article>.+):(?P<start>{_OFFSET})-(?P<end>{_OFFSET})")
_CHAIN = re.compile("[0-9a-f]{16,64}")  # exports write 16 digits of a chain's key
# Fits up to the first are an id or a whole name; a mention's words fit less.
_NAMED, _BY_MENTION = 2, 3
_NEAREST = 5  # entities that a message lists
CONTEXT = 60  # code points on either side of a mention; about one line of a terminal

Spot = tuple[str, int, int]  # an article, and the offsets of characters in it

# What a view takes over as it stands.
_OF_ENTITY = ("entity", "name", "type", "status", "redirect", "speaks_for")
_OF_CHAIN = ("article", "source", "chain", "url", "text")
_OF_MENTION = ("surface", "kind", "type")
_OF_LINK = ("cue", "weight")
_NOBODY: Mapping[str, Any] = {"entity": None, "name": None}


def find_entity(store: Store, what: str) -> Mapping[str, Any]:
    """Find one entity by id, by authority:id, by name, or by a name that some article gives it.

    Redirects are followed. Where several fit equally well, the one with the most mentions is meant.

    Raises:
        NotFoundError: nothing fits; the message lists what comes close.
    """
    found = called(store, what)
    if not found:
        return _entity_of_entry(store, what)
    first: Mapping[str, Any] = found[0]
    return find_entity(store, first["redirect"]) if first["redirect"] else first


def _entity_of_entry(store: Store, what: str) -> Mapping[str, Any]:
    """Find the entity that an authority's entry is tied to.

    Raises:
        NotFoundError: there is no such entry, or it is tied to none.
    """
    entry = find_entry(store, what)
    if entry is None:
        raise NotFoundError(f"no entity is called {what!r}{_suggest_entities(store, what)}")
    if not entry.entity:
        raise NotFoundError(
            f"{what} ({entry.names[0]}) is known, but no article that was read speaks of it"
        )
    return find_entity(store, entry.entity)


def _suggest_entities(store: Store, what: str) -> str:
    """List the entities whose names hold some of these words, else ask whether another was meant."""
    loose = store.records("trail_find_entities", what=what, loose=True)
    fitting = chain_profiles.entities(store, {row["entity_id"]: row["fit"] for row in loose})
    near = [row["name"] for row in fitting[:_NEAREST]]
    return f"; near it are {', '.join(near)}" if near else _suggest_similar_names(store, what)


def _suggest_similar_names(store: Store, what: str) -> str:
    """Ask whether a name was meant that is written alike."""
    names = [row["name"] for row in store.records("trail_known_names")]
    return similar(what, names) or "; `spantrail entities` lists all"


def called(store: Store, what: str) -> list[dict[str, Any]]:
    """List the entities with that id or name.

    Where there is none, those that some mention or a part of their name calls so.
    """
    return chain_profiles.entities(store, fits(store, what))


def fits(store: Store, what: str) -> dict[int, int]:
    """Number the entities that words may mean, each with how well it fits, 0 being best."""
    by_id = store.records("trail_entity_by_id", what=what)
    if by_id:
        return {row["entity_id"]: 0 for row in by_id}

    rows = store.records("trail_find_entities", what=what, loose=False)
    found = {row["entity_id"]: row["fit"] for row in rows}
    sure = {number: fit for number, fit in found.items() if fit <= _NAMED}
    return sure or found | dict.fromkeys(_entities_named_by_mentions(store, what), _BY_MENTION)


def _entities_named_by_mentions(store: Store, what: str) -> set[int]:
    """Number the entities that a name among their mentions calls so."""
    tied = links(store, standing(store, chain_profiles.chains_called(store, what)))
    names = {number for number, m in mentions(store, tied, what).items() if m["kind"] == "name"}
    chains = {link["chain_id"] for link in tied if link["mention_id"] in names}
    return set(memberships(store, sorted(chains)).values())


def sightings(store: Store, what: str) -> list[Sighting]:
    """Find mentions by `ARTICLE:START-END`, by chain, by article, by entity, else by their words.

    They come in order of time.

    Raises:
        NotFoundError: nothing fits.
    """
    found = _mentions_by_reference(store, what)
    if found is not None:
        return found
    try:
        entity = find_entity(store, what)
    except NotFoundError:
        if found := mentions_called(store, what):
            return found
        if reference := REFERENCE.fullmatch(what):
            near = _nearest_mention_hint(store, reference)
            raise NotFoundError(f"no mention stands at {what}; {near}") from None
        raise
    return mentions_of(store, chain_profiles.chains_of(store, entity["entity_id"]), entity=entity)


def _mentions_by_reference(store: Store, what: str) -> list[Sighting] | None:
    """List the mentions at a place, of a chain, or in an article; None for other words."""
    spot = _parse_reference(what)
    if spot and (found := mentions_in(store, *spot)):
        return found
    if _CHAIN.fullmatch(what) and (
        found := mentions_of(store, chain_profiles.chains_from(store, what))
    ):
        return found
    return mentions_in(store, what) if is_article(store, what) else None


def _parse_reference(reference: str) -> Spot | None:
    """Read `ARTICLE:START-END`; other words are no place."""
    place = REFERENCE.fullmatch(reference)
    return place and (place["article"], int(place["start"]), int(place["end"]))


def is_article(store: Store, what: str) -> bool:
    """Whether words are an article's id, and no entity's id or whole name."""
    named = store.records("trail_article_named", article=what)
    return bool(named) and min(fits(store, what).values(), default=_BY_MENTION) > _NAMED


def _nearest_mention_hint(store: Store, reference: re.Match[str]) -> str:
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
        store,
        chain_profiles.chains_at(store, article, start, end),
        article=article,
        start=start,
        end=end,
    )


def mentions_at(store: Store, references: Sequence[str]) -> list[list[Sighting]] | None:
    """List the mentions at several references, asking once for all.

    None where one is none, or nothing stands there.
    """
    spots = [spot for reference in references if (spot := _parse_reference(reference))]
    if len(spots) < len(references):
        return None

    chains = sorted({chain for spot in spots for chain in chain_profiles.chains_at(store, *spot)})
    there: defaultdict[Spot, list[Sighting]] = defaultdict(list)
    for sighting in mentions_of(store, chains):
        there[sighting.article, sighting.span.start, sighting.span.end].append(sighting)
    found = [there[spot] for spot in spots]
    return found if all(found) else None


def mentions_called(store: Store, surface: str) -> list[Sighting]:
    """List the mentions with these words, in order of time."""
    return mentions_of(store, chain_profiles.chains_called(store, surface), surface=surface)


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
    """List the mentions of numbered chains in order of time.

    Maybe only those at a place or with these words.

    Whoever knows that all of them belong to one entity gives it.
    """
    every = standing(store, chains)
    stand = {n: c for n, c in every.items() if article is None or c.article == article}
    tied = links(store, stand)
    said = mentions(store, tied, surface)
    if start is not None:
        said = {n: m for n, m in said.items() if (m["start"], m["end"]) == (start, end)}
    there = [link for link in tied if link["mention_id"] in said]
    entities = _entity_by_chain(store, stand, entity)
    return _mentions_in_time_order(stand, there, said, entities)


def _mentions_in_time_order(
    chains: Mapping[int, Standing],
    tied: Iterable[Mapping[str, Any]],
    said: Mapping[int, Mapping[str, Any]],
    entities: Mapping[int, Mapping[str, Any]],
) -> list[Sighting]:
    """Write the mentions of links down, in order of time."""
    found = [
        _mention_in_context(chains[link["chain_id"]], link, said[link["mention_id"]], entities)
        for link in tied
    ]
    return sorted(found, key=lambda s: _time_sort_key(chains[s.chain_number], s))


def _entity_by_chain(
    store: Store, chains: Mapping[int, Standing], known: Mapping[str, Any] | None
) -> dict[int, Mapping[str, Any]]:
    """Describe the entity of each chain; `known` is that of all, where the caller has it."""
    if known is not None:
        return dict.fromkeys(chains, known)
    belongs = memberships(store, sorted(chains))
    rows = store.records("trail_entities", entities=sorted(set(belongs.values())))
    described = {row["entity_id"]: row for row in rows}
    return {chain: described[e] for chain, e in belongs.items() if e in described}


def _time_sort_key(chain: Standing, sighting: Sighting) -> tuple[object, ...]:
    """Order mentions by the time of their articles, and in one by their places."""
    return (*chain.order, sighting.span.start, sighting.span.end, sighting.chain)


def _mention_in_context(
    chain: Standing,
    link: Mapping[str, Any],
    mention: Mapping[str, Any],
    entities: Mapping[int, Mapping[str, Any]],
) -> Sighting:
    """Write a mention down with what tied it to its chain and the text around it."""
    entity = entities.get(chain.number, _NOBODY)
    start, end = mention["start"], mention["end"]
    before, after = _context_around(chain.text, start, end)
    return Sighting(
        **{name: getattr(chain, name) for name in _OF_CHAIN},
        **picked(mention, _OF_MENTION),
        **picked(link, _OF_LINK),
        span=chain.place(start, end),
        to=_antecedent_of_link(chain, link),
        entity=entity["entity"],
        entity_name=entity["name"],
        before=before,
        after=after,
        chain_number=chain.number,
    )


def _antecedent_of_link(chain: Standing, link: Mapping[str, Any]) -> Citation | None:
    """Point at the mention to which a link ties; the one that opens its chain is tied to none."""
    return None if link["to_start"] is None else chain.place(link["to_start"], link["to_end"])


def _context_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind characters."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def show(store: Store, what: str, *, most: int | None = None) -> EntityView:
    """Tell what is known of one entity: names and roles with their places, counts, events.

    Args:
        store: the ledger.
        what: an id or a name.
        most: read names and roles off about so many of its articles, where it has more: the first
            that states each, and others spread evenly. Its counts are of all.

    Raises:
        NotFoundError: no entity goes by that id or name.
    """
    row = find_entity(store, what)
    chains, counts = _sample_chains(store, row["entity_id"], most)
    said = _statements_of_chains(store, chains)
    return EntityView(
        **picked(row, _OF_ENTITY),
        **counts,
        names=_group_wordings(_statements_about(said, "name", "alias", "short"), str),
        roles=_group_wordings(_statements_about(said, "role"), str.lower),
        events=_id_changes(store, row["entity"]),
        entries=entries_of(store, row["entity"]),
        members=_group_wordings(_statements_about(said, "member"), str),
        decisions=deciders(store).of_chains(chains),
    )


def _id_changes(store: Store, entity: str) -> tuple[IdChange, ...]:
    """List what happened to an id."""
    rows = store.records("trail_events", entity=entity)
    return tuple(IdChange(e["kind"], tuple(e["from_ids"]), tuple(e["to_ids"])) for e in rows)


def _sample_chains(
    store: Store, entity: int, most: int | None
) -> tuple[dict[int, Standing], dict[str, Any]]:
    """Choose at most about so many chains of an entity; return them with the counts of all."""
    every = chain_profiles.chains_of(store, entity)
    if most is None or len(every) <= most:
        chains = standing(store, every)
        return chains, {**chain_profiles.extent(store, chains)}
    some = standing(store, chain_profiles.spread(store, every, most))
    return some, {**chain_profiles.extents(store, [entity])[entity]}


def _statements_of_chains(store: Store, chains: Mapping[int, Standing]) -> list[tuple[str, Stated]]:
    """List what chains state, with the name of the feature, in order of time."""
    told = [_statement_of_feature(chains[row["chain_id"]], row) for row in features(store, chains)]
    return [stated for _, stated in sorted(told, key=itemgetter(0))]


def _statements_about(said: Iterable[tuple[str, Stated]], *properties: str) -> Iterator[Stated]:
    """Yield what is stated of some properties."""
    return (stated for name, stated in said if name in properties)


def _group_wordings(said: Iterable[Stated], fold: Callable[[str], str]) -> tuple[Wording, ...]:
    """Gather statements by their words, the most frequent first.

    Capitals part names ("Us", "US") but not roles.
    """
    groups: defaultdict[str, list[Stated]] = defaultdict(list)
    for stated in said:
        groups[fold(stated.surface)].append(stated)
    found = [Wording(_most_frequent_wording(group), tuple(group)) for group in groups.values()]
    return tuple(sorted(found, key=lambda item: (-len(item.places), item.words)))


def _most_frequent_wording(group: Iterable[Stated]) -> str:
    written = Counter(stated.surface for stated in group)
    return min(written, key=lambda words: (-written[words], words))


def _statement_of_feature(
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
