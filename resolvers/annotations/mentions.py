"""Given mentions: read the file of `resolve --mentions`, each span checked against the text."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import InputError
from provenance.ingest.foreign_spans import ForeignSpan, read_spans
from provenance.ingest.refusals import shown
from provenance.kinds import ENTITY_TYPES, MENTION_KINDS
from provenance.records.articles import Version
from provenance.records.mentions import Mention
from provenance.spans import Span
from resolvers.annotations.jsonl import FieldError, Versions, optional_text, spot

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_MOST = 80  # characters of words that a refusal repeats


def read_mentions(ledger: Store, path: Path) -> tuple[dict[str, list[Mention]], list[InputError]]:
    """Read mentions: rows of article, start and end, LangExtract's extractions, Web Annotations.

    A span is taken where the article has the words that it was told to have; else it is refused
    with both.

    Returns:
        Version key to its mentions, and an error for every refused line; the others are kept.
    """
    versions = dict(names_of_versions(ledger))
    kept: defaultdict[str, list[Mention]] = defaultdict(list)
    refused: list[InputError] = []
    for number, found in read_spans(path):
        mention = (
            found
            if isinstance(found, InputError)
            else _mention_or_refusal(found, versions, path, number)
        )
        if isinstance(mention, InputError):
            refused.append(mention)
        else:
            kept[mention.version].append(mention)
    return dict(kept), refused


def _mention_or_refusal(
    found: ForeignSpan, versions: Versions, path: Path, number: int
) -> Mention | InputError:
    """Make a mention of a span, or say why it is refused."""
    try:
        return _given_mention(found, versions)
    except FieldError as error:
        what, field = error.args
        return InputError(what, file=str(path), line=number, field=field)


def names_of_versions(ledger: Store) -> Iterator[tuple[str, Version]]:
    """Map what an article may be called to its version: the names that are the surest come last."""
    versions = ledger.versions()
    for version in versions:
        digest = urlsafe_b64encode(bytes.fromhex(version.text_hash)).decode().rstrip("=")
        yield f"ni:///sha-256;{digest}", version
        if version.article.url:
            yield version.article.url, version
    for version in versions:
        yield version.article.article_id, version


def _given_mention(found: ForeignSpan, versions: Versions) -> Mention:
    version, span = place_of(found, versions)
    row = attrs.asdict(found)
    kind, category = optional_text(row, "kind") or "name", optional_text(row, "type") or "none"
    if kind not in MENTION_KINDS:
        raise FieldError(f"{shown(kind)} is none of {', '.join(MENTION_KINDS)}", "kind")
    if category not in ENTITY_TYPES:
        raise FieldError(f"{shown(category)} is none of {', '.join(ENTITY_TYPES)}", "type")
    surface = span.surface(version.text)
    return Mention(
        version=version.key, span=span, surface=surface, kind=kind, type=category, detector="given"
    )


def place_of(found: ForeignSpan, versions: Versions) -> tuple[Version, Span]:
    """Find the characters of a span.

    Raises:
        FieldError: there is no such article, or other words stand there.
    """
    row: Mapping[str, object] = attrs.asdict(found)
    exact = found.exact
    if exact is None:
        return spot(row, versions)
    version = versions.get(str(found.article))
    if version is None:
        return spot(row, versions)  # which says that there is none
    there = _words_at_offsets(version.text, found)
    if there == exact:
        return spot(row, versions)
    start = _unique_occurrence(version.text, found)
    if start is None:
        here = f"{version.article.article_id}:{found.start}-{found.end}"
        what = f"{here} reads {_shortened_words(there)}, and was to read {_shortened_words(exact)}"
        raise FieldError(what, "start" if found.start is not None else "exact")
    return version, Span(start, start + len(exact))


def _words_at_offsets(text: str, found: ForeignSpan) -> str:
    """Return what stands where a span says that it is."""
    start, end = found.start, found.end
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    return text[start:end] if 0 <= start < end <= len(text) else ""


def _unique_occurrence(text: str, found: ForeignSpan) -> int | None:
    """Return where a quotation with its surroundings stands.

    None where it does not, or more than once.

    Without surroundings that were told, only its offsets could tell which place is meant.
    """
    if found.start is not None and not (found.prefix or found.suffix):
        return None
    sought = f"{found.prefix}{found.exact}{found.suffix}"
    if not found.exact or text.count(sought) != 1:
        return None
    return text.index(sought) + len(found.prefix)


def _shortened_words(words: str) -> str:
    return repr(words if len(words) <= _MOST else f"{words[:_MOST]}…")
