"""Given mentions: read the file of `resolve --mentions`, each line checked against its article's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.exceptions import InputError
from provenance.ingest.refusals import shown
from provenance.kinds import ENTITY_TYPES, MENTION_KINDS
from provenance.mentions import Mention
from resolvers.lines import FieldError, Versions, optional_text, read_lines, spot

if TYPE_CHECKING:
    from provenance.ledger import Store


def read_mentions(ledger: Store, path: Path) -> tuple[dict[str, list[Mention]], list[InputError]]:
    """Read mentions from JSON Lines: article, start, end, and maybe kind and type.

    Returns:
        Version key to its mentions, and an error for every refused line; the others are kept.
    """
    versions = {version.article.article_id: version for version in ledger.versions()}
    shape = '{"article": …, "start": …, "end": …}'
    mentions, refused = read_lines(path, shape, lambda row, _: _mention(row, versions))
    kept: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        kept[mention.version].append(mention)
    return dict(kept), refused


def _mention(row: Mapping[str, Any], versions: Versions) -> Mention:
    version, span = spot(row, versions)
    kind, category = optional_text(row, "kind") or "name", optional_text(row, "type") or "none"
    if kind not in MENTION_KINDS:
        raise FieldError(f"{shown(kind)} is none of {', '.join(MENTION_KINDS)}", "kind")
    if category not in ENTITY_TYPES:
        raise FieldError(f"{shown(category)} is none of {', '.join(ENTITY_TYPES)}", "type")
    surface = span.surface(version.text)
    return Mention(
        version=version.key, span=span, surface=surface, kind=kind, type=category, detector="given"
    )
