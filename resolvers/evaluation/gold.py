"""Gold: labelled mentions from a file, matched by their exact offsets with what a ledger holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import InputError
from provenance.ingest.refusals import shown
from provenance.spans import Span
from resolvers.annotations.jsonl import (
    FieldError,
    Versions,
    is_word,
    optional_text,
    read_lines,
    spot,
)

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Spot = tuple[str, int, int]  # article, start, end
Entity = tuple[
    str, str
]  # the event in which the label holds, empty where it holds everywhere, and the label


@attrs.frozen(kw_only=True)
class LabelledMention:
    """Hold one labelled mention."""

    spot: Spot
    surface: str
    entity: Entity
    type: str | None
    kind: str | None


@attrs.frozen(kw_only=True)
class MatchedMentions:
    """Hold labelled mentions beside what the ledger says of them.

    Args:
        gold: every labelled mention.
        rows: spot to the row of the table `mentions`, where the ledger has a mention with these
            very offsets.
        own: the number of mentions that the ledger has in the labelled articles.
        actors: entities are folded into the countries that they speak for.
    """

    gold: tuple[LabelledMention, ...]
    rows: Mapping[Spot, Mapping[str, Any]]
    own: int
    actors: bool = False

    def entity(self, mention: LabelledMention) -> Entity | None:
        """Return the found entity; where labels hold in one event only, so do found entities."""
        row = self.rows.get(mention.spot)
        if row is None or row["entity"] is None:
            return None
        return mention.entity[0], row["actor" if self.actors else "entity"]


def read_gold(ledger: Store, path: Path) -> tuple[list[LabelledMention], list[InputError]]:
    """Read labelled mentions from JSON Lines: article, start, end and entity.

    Maybe surface, type, kind and event.

    `cluster` is read where it stands beside `entity` or instead of it. A line whose `surface` is
    not what stands at its offsets is refused, and so is one that says again what another says.
    Characters may have two labels.

    Returns:
        The labelled mentions in the order of the file, and an error for every refused line; the
        others are kept.
    """
    versions = {version.article.article_id: version for version in ledger.versions()}
    seen: dict[tuple[Spot, Entity], int] = {}
    shape = '{"article": …, "start": …, "end": …, "entity": …}'
    return read_lines(
        path, shape, lambda row, number: _labelled_mention(row, number, versions, seen)
    )


def _labelled_mention(
    row: Mapping[str, Any], number: int, versions: Versions, seen: dict[tuple[Spot, Entity], int]
) -> LabelledMention:
    version, span = spot(row, versions)
    surface = span.surface(version.text)
    _check_surface(row.get("surface"), surface, span)
    field = "cluster" if row.get("cluster") is not None else "entity"
    place = (version.article.article_id, span.start, span.end)
    entity = (optional_text(row, "event") or "", _entity_label(row, field))
    if (place, entity) in seen:
        what = f"has the label {shown(row[field])} in line {seen[place, entity]} already"
        raise FieldError(f"{span.start}:{span.end} {what}", field)
    kinds = {name: optional_text(row, name) for name in ("type", "kind")}
    seen[place, entity] = number
    return LabelledMention(spot=place, surface=surface, entity=entity, **kinds)


def _check_surface(told: object, surface: str, span: Span) -> None:
    """Refuse a label whose surface is not what stands at its offsets."""
    if told is not None and told != surface:
        reads = f"{span.start}:{span.end} reads {surface!r:.60}"
        raise FieldError(f"{reads}, not {shown(told)}; offsets count code points", "surface")


def _entity_label(row: Mapping[str, Any], field: str) -> str:
    """Return whom a mention means, a text or a whole number."""
    label = row.get(field)
    if not is_word(label) or label == "":
        raise FieldError(f"expected the name or number of an entity, not {shown(label)}", field)
    return str(label)


def match(ledger: Store, gold: list[LabelledMention], *, actors: bool = False) -> MatchedMentions:
    """Look every labelled mention up in the ledger."""
    import pyarrow as pa
    import pyarrow.compute as pc

    articles = sorted({mention.spot[0] for mention in gold})
    table = ledger.table("mentions")
    rows = table.filter(
        pc.is_in(table.column("article"), pa.array(articles, pa.string()))
    ).to_pylist()
    found = {(row["article"], row["start"], row["end"]): row for row in reversed(rows)}
    return MatchedMentions(gold=tuple(gold), rows=found, own=len(found), actors=actors)
