"""The stage of coverage: from current versions to copies, origins and stories, as values that the ledger can append."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from provenance.coverage import Credit, Derivation, StoryComparison, StoryRelation
from provenance.identifiers import mint_origin_id, mint_story_id
from resolvers.coverage.derivation import Printed, credits_of, derive
from resolvers.coverage.grouping import group
from resolvers.coverage.origins import origins, same_reporting
from resolvers.coverage.stories import Likeness, Report, StoryModel
from resolvers.identity.entities import Identification, Minted, identify

if TYPE_CHECKING:
    import duckdb

_MINT: Mapping[str, Callable[[str], str]] = {"story": mint_story_id, "origin": mint_origin_id}


@attrs.frozen(kw_only=True)
class Current:
    """Hold the current version of an article, with the entities that it names."""

    article: str
    version: str
    source: str | None
    byline: str | None
    title: str | None
    text: str = attrs.field(repr=False)
    published: datetime | None
    entities: frozenset[str]


@attrs.frozen(kw_only=True)
class Covered:
    """Hold what coverage found.

    Args:
        credits: version key to its credits.
        groups: `story` and `origin` to what identity decided of them.
    """

    credits: Mapping[str, tuple[Credit, ...]]
    derivations: tuple[Derivation, ...]
    comparisons: tuple[StoryComparison, ...]
    relations: tuple[StoryRelation, ...]
    groups: Mapping[str, Identification]


def cover(
    connection: duckdb.DuckDBPyConnection,
    items: Sequence[Current],
    model: StoryModel,
    known: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
) -> Covered:
    """Find copies, origins and stories among versions; the order of the input does not matter.

    Args:
        connection: a cursor that nobody else uses, for temporary tables.
        items: the current version of every article.
        model: the parameters of stories.
        known: every group minted so far: sort, id, created, founding_article, status.
        before: sort, article and id of every membership so far.
    """
    article = {item.version: item.article for item in items}
    printed = [_printed(item) for item in items]
    credited = credits_of(printed)
    derivations = derive(connection, printed, credited)
    # A publisher repeats its own background in stories of all kinds; what others print of one reporting is one story.
    same = [(d.version, d.from_version) for d in derivations if d.kind != "reuse" or same_reporting(d)]
    grouping = group(Likeness(_report(item) for item in items), model, same)
    partition = {"story": grouping.stories, "origin": origins(article, derivations)}
    order = {item.article: _order(item) for item in items}
    groups = {
        sort: _identify(sort, [[article[v] for v in members] for members in parts], order, known, before)
        for sort, parts in partition.items()
    }
    story = groups["story"].entity_of
    relations = [
        StoryRelation(
            story=story[article[grouping.stories[later][0]]],
            earlier=story[article[grouping.stories[earlier][0]]],
            weight=weight,
        )
        for (later, earlier), weight in grouping.follows.items()
    ]
    return Covered(
        credits=credited,
        derivations=tuple(derivations),
        comparisons=grouping.comparisons,
        relations=tuple(sorted(relations, key=lambda r: (r.story, r.earlier))),
        groups=groups,
    )


def _printed(item: Current) -> Printed:
    return Printed(
        key=item.version,
        article=item.article,
        source=item.source,
        byline=item.byline,
        published=item.published,
        text=item.text,
    )


def _report(item: Current) -> Report:
    return Report(key=item.version, title=item.title, text=item.text, published=item.published, entities=item.entities)


def _order(item: Current) -> tuple[object, ...]:
    return (item.published is None, item.published.isoformat() if item.published else "", item.article)


def _identify(
    sort: str,
    parts: Iterable[Sequence[str]],
    order: Mapping[str, tuple[object, ...]],
    known: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
) -> Identification:
    """Give every group of articles its id, as identity does for entities: founded by its first article."""
    minted = [
        Minted(
            entity_id=row["id"],
            founding_chain=row["founding_article"],
            created=row["created"],
            retired=row["status"] == "retired",
        )
        for row in known
        if row["sort"] == sort
    ]
    return identify(
        parts,
        order=order,
        known=minted,
        before=[(row["article"], row["id"]) for row in before if row["sort"] == sort],
        first=1 + max((row["created"] for row in known), default=0),
        mint=_MINT[sort],
    )
