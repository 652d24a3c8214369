"""Which runs of a page are its article, and what the page says of it: trafilatura decides."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import MissingExtraError
from provenance.ingest.html.marks import Marks
from provenance.ingest.refusals import RowRefusal

if TYPE_CHECKING:
    from types import ModuleType

    from lxml.html import HtmlElement

_WHOLE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_STRAY = re.compile("[\ud800-\udfff]")
_TIMES = (
    ".//meta[@property='article:published_time']/@content",
    ".//meta[@itemprop='datePublished']/@content",
    ".//time[@itemprop='datePublished']/@datetime",
    ".//time[@datetime]/@datetime",
)
_SCRIPTS = ".//script[@type='application/ld+json']/text()"
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')


@attrs.frozen(kw_only=True)
class Metadata:
    """Hold what a page says of its article; None where it says nothing."""

    title: str | None = None
    byline: str | None = None
    source: str | None = None
    url: str | None = None
    lang: str | None = None
    published_at: str | None = None


def parse(page: str) -> HtmlElement:
    """Parse a page; one that is a piece of HTML alone is made whole.

    Raises:
        RowRefusal: it is no HTML.
        MissingExtraError: the extra `html` is not installed.
    """
    plain = _STRAY.sub("\ufffd", page)
    whole = plain if _WHOLE.search(plain) else f"<html><body>{plain}</body></html>"
    tree = _import_trafilatura().load_html(whole)
    if tree is None:
        raise RowRefusal(None, "this is no HTML")
    found: HtmlElement = tree
    return found


def article_runs(tree: HtmlElement, marks: Marks) -> set[int]:
    """Return the numbers of the runs that are the article; the tree is used up.

    Raises:
        RowRefusal: the page has no article, or the extractor failed on it.
    """
    try:
        found = _import_trafilatura().bare_extraction(
            tree, include_comments=False, with_metadata=False
        )
    except Exception as error:  # whatever a hostile page does to it
        what = f"the extractor failed: {type(error).__name__}: {str(error)[:80]}"
        raise RowRefusal(None, what) from error
    runs = set(marks.numbers("".join(found.body.itertext()))) if found else set()
    if not runs:
        raise RowRefusal(None, "no article was found in the page")
    return runs


def read_metadata(tree: HtmlElement, url: str | None = None) -> Metadata:
    """Read what a page says of its article.

    Only days that the markup states count: a day in the text may be any.

    Args:
        tree: the page, without marks.
        url: where it was, if that is known.
    """
    from trafilatura.metadata import extract_metadata

    times = list(_publication_times(tree))
    lang = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    try:
        told: Any = extract_metadata(deepcopy(tree), default_url=url, extensive=False)
    except Exception:  # a page whose metadata are broken may have an article all the same
        logging.getLogger(__name__).warning("no metadata could be read", exc_info=True)
        return Metadata(url=url, lang=lang)
    return Metadata(
        title=told.title or None,
        byline=told.author or None,
        source=told.sitename or told.hostname or None,
        url=told.url or url,
        lang=lang or None,
        published_at=_exact_publication_time(told.date, times),
    )


def _exact_publication_time(day: str | None, times: list[str]) -> str | None:
    """Return the time of day too, where the page states one of the same day."""
    try:
        wanted = date.fromisoformat(day or "")
    except ValueError:
        return None
    return next((time for time in times if _is_time_on_day(time, wanted)), day)


def _is_time_on_day(written: str, day: date) -> bool:
    """Whether something written is a time, with its zone, of a day."""
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        return False
    return time.tzinfo is not None and time.date() == day


def _publication_times(tree: HtmlElement) -> Iterator[str]:
    """Return what a page states as times of publication, the surest first."""
    for script in tree.xpath(_SCRIPTS):
        yield from _PUBLISHED.findall(script)
    for place in _TIMES:
        yield from (str(value).strip() for value in tree.xpath(place)[:9])


def extractor_name() -> str:
    """Return the extractor with its version, which another text may come from."""
    return f"trafilatura {version('trafilatura')}"


@cache
def _import_trafilatura() -> ModuleType:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError("trafilatura", "html") from error
    # It reports what fails to a log; here that is an error with the file's name.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return trafilatura
