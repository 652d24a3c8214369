"""Given mentions: read the file of `resolve --mentions`, each line checked against its article's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.articles import Version
from provenance.exceptions import InputError
from provenance.ingest.jsonl import read_object
from provenance.mentions import ENTITY_TYPES, MENTION_KINDS, Mention
from provenance.spans import Span

if TYPE_CHECKING:
    from provenance.ledger import Store


def read_mentions(ledger: Store, path: Path) -> tuple[dict[str, list[Mention]], list[InputError]]:
    """Read mentions from JSON Lines: article, start, end, and maybe kind and type.

    Returns:
        Version key to its mentions, and an error for every refused line; the others are kept.
    """
    versions = {version.article.article_id: version for version in ledger.versions()}
    kept: defaultdict[str, list[Mention]] = defaultdict(list)
    refused: list[InputError] = []
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            row = read_object(raw, str(path), number, '{"article": …, "start": …, "end": …}')
            if isinstance(row, InputError):
                refused.append(row)
                continue
            try:
                mention = _mention(row, versions)
            except _RefusedError as error:
                what, field = error.args
                refused.append(InputError(what, file=str(path), line=number, field=field))
            else:
                kept[mention.version].append(mention)
    return dict(kept), refused


class _RefusedError(Exception):
    """Carry what is wrong and in which field, until file and line are known."""


def _mention(row: Mapping[str, Any], versions: Mapping[str, Version]) -> Mention:
    name = row.get("article")
    version = versions.get(str(name)) if isinstance(name, str | int) else None
    if version is None:
        raise _RefusedError(f"no article is called {name!r:.60}; ingest it first", "article")
    for field in ("start", "end"):
        if not isinstance(row.get(field), int) or isinstance(row.get(field), bool):
            raise _RefusedError(f"expected a whole number of code points, not {row.get(field)!r}", field)
    start, end = row["start"], row["end"]
    if not 0 <= start < end <= len(version.text):
        raise _RefusedError(f"{start}:{end} lies outside a text of {len(version.text)} code points", "end")
    kind, category = row.get("kind") or "name", row.get("type") or "none"
    if kind not in MENTION_KINDS:
        raise _RefusedError(f"{kind!r} is none of {', '.join(MENTION_KINDS)}", "kind")
    if category not in ENTITY_TYPES:
        raise _RefusedError(f"{category!r} is none of {', '.join(ENTITY_TYPES)}", "type")
    span = Span(start, end)
    return Mention(
        version=version.key, span=span, surface=version.text[start:end], kind=kind, type=category, detector="given"
    )
