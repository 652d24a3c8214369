"""Articles and their versions: what came in, never edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property

import attrs

from provenance.identifiers import content_hash, text_hash
from provenance.records.pages import Page

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SOURCE_KINDS = ("outlet", "agency", "official", "social")


def _check_time_zone(
    _: object, field: attrs.Attribute[datetime | None], value: datetime | None
) -> None:
    if value is not None and value.tzinfo is None:
        message = f"{field.name} needs a time zone, not the naive {value.isoformat()}"
        raise ValueError(message)


@attrs.frozen(kw_only=True)
class Source:
    """Name who published an article.

    Reliability is not here: it is a statement with a source of its own.
    """

    source_id: str  # as the caller writes it
    name: str
    domains: tuple[str, ...] = ()
    kind: str = attrs.field(default="outlet", validator=attrs.validators.in_(SOURCE_KINDS))
    owner: str | None = None


@attrs.frozen(kw_only=True)
class Article:
    """Name an article, and where it was published as far as that is known."""

    article_id: str = attrs.field(
        validator=attrs.validators.min_len(1)
    )  # the caller's id, else the url, else by content
    source: str | None = None
    url: str | None = None


@attrs.frozen(kw_only=True)
class Version:
    """Hold one state of an article's text, never edited.

    The text is kept as it came, code point for code point; the title is not part of it. Times carry
    a zone.
    """

    article: Article
    text: str = attrs.field(
        validator=attrs.validators.min_len(1), repr=lambda text: repr(text[:40])
    )
    title: str | None = None
    byline: str | None = None
    lang: str | None = None
    published_at: datetime | None = attrs.field(default=None, validator=_check_time_zone)
    retrieved_at: datetime | None = attrs.field(default=None, validator=_check_time_zone)
    extractor: str = "given"  # what made the text out of the file
    raw_hash: str | None = None  # SHA-256 of the bytes the text was made from
    metadata: Mapping[str, str] = attrs.field(
        factory=dict
    )  # the caller's other fields, as JSON text
    page: Page | None = attrs.field(default=None, repr=False)  # which bytes each character is from
    amended: bool = False  # the text is that of an earlier one

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 of the text's UTF-8 bytes."""
        return text_hash(self.text)

    @cached_property
    def key(self) -> str:
        """Identify a version by its article and text, and one that amends by all that is told."""
        name = self.article.article_id
        return version_key(name, self.text_hash, told_of(self) if self.amended else None)


Beside = tuple[str | int | None, ...]


def told_of(version: Version) -> Beside:
    """List what is told of an article beside its text: time in microseconds since 1970."""
    article, at = version.article, version.published_at
    published = None if at is None else (at - _EPOCH) // timedelta(microseconds=1)
    return article.source, article.url, version.title, version.byline, version.lang, published


def version_key(article: str, text_hash: str, amended: Beside | None) -> str:
    """Return the key of a version.

    Args:
        article: the caller's id.
        text_hash: of its text.
        amended: what is told beside the text, of a version that amends an earlier one of that text.
    """
    beside = () if amended is None else (list(amended),)
    return content_hash("version", article, text_hash, *beside)


def outlet_key(name: str) -> str:
    """Return what two spellings of an outlet's name have in common: no case, one space."""
    return " ".join(name.split()).casefold()
