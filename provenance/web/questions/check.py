"""Check a draft: each statement marked, with what its source has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.exceptions import LedgerError
from provenance.spans import Span
from provenance.web import addresses
from provenance.web.layers import Mark, cut
from provenance.web.pages import WebPage, helpers_of

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.web.pages import Asked

MOST_DRAFT = 200_000  # code points; a long article has 20,000
_FINE = frozenset({"exact", "paraphrase"})
_DOUBTFUL = frozenset({"no source here", "ambiguous", "one origin only"})


def check(ledger: Ledger, asked: Asked) -> WebPage:
    """Show the findings of a draft; without one the page asks for it.

    Raises:
        LedgerError: the draft is too long.
    """
    draft = asked.query.get("draft", "").replace("\r\n", "\n")
    if not draft.strip():
        return WebPage(template="check.html", title="Check a draft", view={"draft": None})
    if len(draft) > MOST_DRAFT:
        raise LedgerError(f"a draft has at most {MOST_DRAFT:,} characters, not {len(draft):,}")
    against = (asked.text("against") or "").split()
    found = helpers_of(asked).check(ledger, draft, against)
    return checked_page(draft, found, against)


def checked_page(draft: str, found: Mapping[str, Any], against: Sequence[str] = ()) -> WebPage:
    """Show what was found out about a draft."""
    look = found["summary"]["to_look_at"]
    return WebPage(
        template="check.html",
        title=f"Draft: {look} to look at",
        answers={"check": found},
        view={
            "draft": draft,
            "against": " ".join(against),
            "pieces": cut(draft, map(_finding_mark, enumerate(found["findings"], 1))),
            "findings": [
                (number, kind(f), f, _finding_source_address(f))
                for number, f in enumerate(found["findings"], 1)
            ],
        },
    )


def _finding_mark(numbered: tuple[int, Mapping[str, Any]]) -> Mark:
    number, finding = numbered
    place = finding["draft"]
    return Mark(
        span=Span(place["start"], place["end"]),
        layer=kind(finding),
        key=f"f{number}",
        href=f"#f{number}",
        title=finding["finding"],
    )


def _finding_source_address(finding: Mapping[str, Any]) -> str | None:
    """Return the address of what a finding compares with; None where it is nothing."""
    source = finding["source"]
    if source is None:
        return None
    version = None if source["current"] else source["version"]
    return addresses.article(source["article"], Span(source["start"], source["end"]), version)


def kind(finding: Mapping[str, Any]) -> str:
    """Say how a finding is marked: fine, doubtful, or to look at."""
    if finding["finding"] in _FINE:
        return "fine"
    return "doubtful" if finding["finding"] in _DOUBTFUL else "look"
