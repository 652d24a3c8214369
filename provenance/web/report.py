"""One page as a file that needs nothing else: to send to a colleague, to print, to keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.exceptions import NotFoundError
from provenance.trail.asking import follow_claim
from provenance.web.pages import Asked, WebPage
from provenance.web.questions.article import article
from provenance.web.questions.check import checked_page
from provenance.web.questions.claim import claim
from provenance.web.questions.entity import entity
from provenance.web.questions.story import story
from provenance.web.rendering import render

if TYPE_CHECKING:
    from provenance.api import Ledger


def report_on(ledger: Ledger, what: str) -> WebPage:
    """Make the page of a story, an entity, a claim or an article.

    Args:
        ledger: the ledger.
        what: the id of a story, the key of a claim, the id or a name of an entity, or the id of an
            article that no entity is called by.

    Raises:
        NotFoundError: nothing is called that.
    """
    if follow_claim(ledger, what) is not None:
        return claim(ledger, Asked(name=what))
    if what.startswith("story-"):
        return story(ledger, Asked(name=what))
    try:
        return entity(ledger, Asked(name=what))
    except NotFoundError as nobody:
        try:
            return article(ledger, Asked(name=what))
        except NotFoundError:
            raise nobody from None


def write_report(
    page: WebPage, file: Path, *, ledger_name: str, made: datetime | None = None
) -> None:
    """Write a page as one file of HTML; see `render_report`."""
    text = render_report(page, ledger_name=ledger_name, made=made)
    file.write_bytes(text.encode("utf-8", "replace"))


def render_report(page: WebPage, *, ledger_name: str, made: datetime | None = None) -> str:
    """Render a page that needs nothing else.

    Args:
        page: as `report_on` or `report_of_check` makes it.
        ledger_name: which ledger it is from.
        made: when; left out where None, so that the same ledger gives the same bytes.
    """
    told = {"ledger_name": ledger_name, "made": made, "cited": cited(page)}
    return render(page, site=False, **told)


def cited(page: WebPage) -> list[tuple[str, str]]:
    """List the versions of articles at whose characters a page points."""
    found: set[tuple[str, str]] = set()
    _collect_cited_versions(page.to_dict(), found)
    return sorted(found)


def _collect_cited_versions(value: object, found: set[tuple[str, str]]) -> None:
    if isinstance(value, Mapping):
        article, version = value.get("article"), value.get("version")
        if isinstance(article, str) and isinstance(version, str):
            found.add((article, version))
    inner = value.values() if isinstance(value, Mapping) else value
    for one in inner if isinstance(inner, Iterable) and not isinstance(inner, str) else ():
        _collect_cited_versions(one, found)


def report_of_check(draft: str, found: Mapping[str, Any]) -> WebPage:
    """Make the page of a draft and its findings, as `spantrail check --json` says them."""
    return checked_page(draft, found)
