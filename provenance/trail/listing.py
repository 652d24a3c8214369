"""Lists of entities, mentions, stories and conflicts: what is wanted, in which order, how many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import attrs

from provenance.trail.answers import Answers, page
from provenance.trail.conflicts import ConflictView, conflicts
from provenance.trail.coverage import StoryLine, stories
from provenance.trail.decided import Deciders, deciders
from provenance.trail.finding import sightings
from provenance.trail.lines import EntityLine
from provenance.trail.records import Sighting
from provenance.trail.scope import Scope, articles_in, check_order

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_NEVER = datetime.max.replace(tzinfo=UTC)
_ENTITY_ORDERS: dict[str, Callable[[EntityLine], tuple[object, ...]]] = {
    "mentions": lambda e: (-e.mentions, e.entity),
    "articles": lambda e: (-e.articles, -e.mentions, e.entity),
    "sources": lambda e: (-e.sources, -e.mentions, e.entity),
    "name": lambda e: (e.name.casefold(), e.entity),
    "first": lambda e: (e.first_published or _NEVER, e.entity),
}


@attrs.frozen(kw_only=True)
class EntityFilter:
    """Say which entities are wanted; what is None bounds nothing.

    Args:
        type: PER, ORG, LOC, other or none.
        except_other: leave out laws, storms and the like, where no type is asked for.
        named: leave out what one article alone speaks of and does not name.
        min_mentions: mentioned at least so often, in all articles.
        within: mentioned in one of these articles.
    """

    type: str | None = None
    except_other: bool = False
    named: bool = False
    min_mentions: int = 0
    within: Scope | None = None


def entities(
    store: Store,
    wanted: EntityFilter,
    *,
    sort: str = "mentions",
    limit: int | None = None,
    offset: int = 0,
) -> Answers[EntityLine]:
    """List the active entities that an article mentions, the most mentioned first.

    Args:
        store: the ledger.
        wanted: which entities.
        sort: mentions, articles, sources, name, or first (published).
        limit: the most to list.
        offset: how many to leave out before the first.

    Raises:
        LedgerError: entities are not sorted like that.
    """
    check_order(sort, tuple(_ENTITY_ORDERS))
    articles = articles_in(store, wanted.within)
    there = None if articles is None else _entities_mentioned_in(store, articles)
    lines = store.records_of(EntityLine, "export_entities")
    found = [
        e for e in lines if (there is None or e.entity in there) and _is_wanted_entity(e, wanted)
    ]
    found.sort(key=_ENTITY_ORDERS[sort])
    return page(found, EntityLine, limit=limit, offset=offset)


def _entities_mentioned_in(store: Store, articles: list[str]) -> set[str]:
    return {row["entity"] for row in store.records("trail_entities_in", articles=articles)}


def _is_wanted_entity(line: EntityLine, wanted: EntityFilter) -> bool:
    if line.status != "active" or line.mentions < max(1, wanted.min_mentions):
        return False
    if wanted.named and not line.names and line.articles < 2:
        return False
    if wanted.type:
        return line.type == wanted.type
    return not (wanted.except_other and line.type == "other")


def mentions(
    store: Store,
    what: str,
    *,
    within: Scope | None = None,
    kind: str | None = None,
    sort: str = "time",
    limit: int | None = None,
    offset: int = 0,
) -> Answers[Sighting]:
    """List the mentions behind an entity, words, offsets or an article; see `sightings`.

    Args:
        store: the ledger.
        what: an id, a name, `ARTICLE:START-END`, words, or the id of an article.
        within: only in these articles.
        kind: name, role, nominal or pronoun.
        sort: time, or sure: the least doubtful first.
        limit: the most to list.
        offset: how many to leave out before the first.

    Raises:
        NotFoundError: nothing fits.
    """
    check_order(sort, ("time", "sure"))
    articles = articles_in(store, within)
    of_kind = (s for s in sightings(store, what) if kind in {None, s.kind})
    found = [s for s in of_kind if articles is None or s.article in articles]
    if sort == "sure":
        found.sort(key=lambda s: -s.probability)
    told = page(found, Sighting, limit=limit, offset=offset)
    by = deciders(store)
    told[:] = [_add_decision_keys(by, sighting) for sighting in told]
    return told


def _add_decision_keys(by: Deciders, sighting: Sighting) -> Sighting:
    """Name the decisions about a mention's chain by their first digits."""
    found = by.of_chains([sighting.chain_number])
    keys = tuple(view.decision.key[:16] for view in found)
    return attrs.evolve(sighting, decisions=keys) if keys else sighting


def listed_stories(
    store: Store,
    *,
    within: Scope | None = None,
    sort: str = "size",
    limit: int | None = None,
    offset: int = 0,
) -> Answers[StoryLine]:
    """List the stories, those with the most articles first.

    Args:
        store: the ledger.
        within: that one of these articles belongs to.
        sort: size, origins, or time.
        limit: the most to list.
        offset: how many to leave out before the first.
    """
    check_order(sort, tuple(_STORY_ORDERS))
    articles = articles_in(store, within)
    found = stories(store)
    if articles is not None:
        there = set(_stories_of_articles(store, articles))
        found = [story for story in found if story.story in there]
    found.sort(key=_STORY_ORDERS[sort])
    return page(found, StoryLine, limit=limit, offset=offset)


def _stories_of_articles(store: Store, articles: Sequence[str]) -> list[str]:
    rows = store.records("trail_stories_in", articles=list(articles))
    return [row["story"] for row in rows]


@attrs.frozen(kw_only=True)
class ConflictFilter:
    """Say which conflicts are wanted; what is None bounds nothing.

    Args:
        kind: number, money, percentage, date, agent, denial, speaker or update.
        status: open or ended.
        within: one of whose answers stands in one of these articles.
    """

    kind: str | None = None
    status: str | None = None
    within: Scope | None = None


def listed_conflicts(
    store: Store,
    wanted: ConflictFilter,
    *,
    sort: str = "sure",
    limit: int | None = None,
    offset: int = 0,
) -> Answers[ConflictView]:
    """List conflicts: the open ones first, the surest in front, or in the order of time.

    Args:
        store: the ledger.
        wanted: which conflicts.
        sort: sure, origins (how many reportings stand behind the weaker side), or time.
        limit: the most to list.
        offset: how many to leave out before the first.
    """
    check_order(sort, tuple(_CONFLICT_ORDERS))
    articles = articles_in(store, wanted.within)
    asked = (c for c in conflicts(store) if _is_wanted_conflict(c, wanted))
    found = [c for c in asked if articles is None or _has_answer_in_articles(c, articles)]
    found.sort(key=_CONFLICT_ORDERS[sort])
    return page(found, ConflictView, limit=limit, offset=offset)


def _is_wanted_conflict(conflict: ConflictView, wanted: ConflictFilter) -> bool:
    """Whether a conflict is of the kind and the status that are wanted."""
    return wanted.kind in {None, conflict.kind} and wanted.status in {None, conflict.status}


def _has_answer_in_articles(conflict: ConflictView, articles: Sequence[str]) -> bool:
    sides = (conflict.a, conflict.b)
    return any(given.voice.article in articles for side in sides for given in side.answers)


def _first_answer_time(conflict: ConflictView) -> datetime:
    times = [g.voice.published_at for side in (conflict.a, conflict.b) for g in side.answers]
    return min((time for time in times if time is not None), default=_NEVER)


# They come with the largest, or the surest, first; sorting keeps the order of those that are alike.
_STORY_ORDERS: dict[str, Callable[[StoryLine], tuple[object, ...]]] = {
    "size": lambda _: (),
    "origins": lambda s: (-s.origins,),
    "time": lambda s: (s.first_published or _NEVER, s.story),
}
_CONFLICT_ORDERS: dict[str, Callable[[ConflictView], tuple[object, ...]]] = {
    "sure": lambda _: (),
    "origins": lambda c: (-min(len(c.a.origins), len(c.b.origins)),),
    "time": lambda c: (_first_answer_time(c),),
}
