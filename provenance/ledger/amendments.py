"""Amendments: what is told of an article later, beside a text that it had before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import attrs

from provenance.records.addresses import same_address
from provenance.records.articles import Version, outlet_key


class VersionMetadata(NamedTuple):
    """What was told of an article beside its text, in one of its versions."""

    article: str
    text_hash: str
    source: str | None
    url: str | None
    title: str | None
    byline: str | None
    lang: str | None
    published_at: datetime | None


_FIELDS = ("title", "byline", "lang", "published_at")


def new_versions(items: Iterable[Version], known: Iterable[VersionMetadata]) -> list[Version]:
    """Choose the versions that tell something new, completed by what was told before.

    A text is known, with all that is told beside it, where one of its versions was told alike; what
    is not told now (None) is not taken back. So taking the same files in again adds nothing,
    whatever their order. The outlet and the address of an article hold for its later texts, too.

    Args:
        items: what came in, in order.
        known: what was told of these articles, in order.
    """
    told: defaultdict[str, list[VersionMetadata]] = defaultdict(list)
    for before in known:
        told[before.article].append(before)
    found: list[Version] = []
    for item in items:
        version = _completed_version(item, told[item.article.article_id])
        if version is not None:
            told[version.article.article_id].append(_version_metadata(version))
            found.append(version)
    return found


def _completed_version(version: Version, told: Sequence[VersionMetadata]) -> Version | None:
    """Complete a version that tells something new; None where it does not."""
    of_text = [before for before in told if before.text_hash == version.text_hash]
    if any(_is_known_metadata(version, before) for before in of_text):
        return None
    published = _with_publication(version, told[-1]) if told else version
    return _amended_version(published, of_text[-1]) if of_text else published


def _is_known_metadata(version: Version, before: VersionMetadata) -> bool:
    """Whether all that a version tells beside its text was told before."""
    source, url = version.article.source, version.article.url
    if source and (before.source is None or outlet_key(source) != outlet_key(before.source)):
        return False
    if url and (before.url is None or not same_address(url, before.url)):
        return False
    values = ((getattr(version, name), getattr(before, name)) for name in _FIELDS)
    return all(now is None or now == then for now, then in values)


def _with_publication(version: Version, before: VersionMetadata) -> Version:
    """Add where the article was published, as it was told first."""
    article = version.article
    source, url = before.source or article.source, before.url or article.url
    return attrs.evolve(version, article=attrs.evolve(article, source=source, url=url))


def _amended_version(version: Version, before: VersionMetadata) -> Version:
    """Amend the version of a text that is known: what is not told now stays as it was."""
    missing = {name: getattr(before, name) for name in _FIELDS if getattr(version, name) is None}
    return attrs.evolve(version, amended=True, **missing)


def _version_metadata(version: Version) -> VersionMetadata:
    article = version.article
    values = [getattr(version, name) for name in _FIELDS]
    return VersionMetadata(
        article.article_id, version.text_hash, article.source, article.url, *values
    )
