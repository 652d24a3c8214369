"""An entity: what it is called and when, what it said, what is said of it, and how it came to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.trail.articles import articles
from provenance.trail.deciding import decisions
from provenance.trail.finding import show
from provenance.trail.making import how
from provenance.web.pages import WebPage
from provenance.web.pictures import waterfall, wording_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from provenance.api import Ledger
    from provenance.trail.views import ClaimView, Making
    from provenance.web.pages import Asked
    from provenance.web.pictures import Waterfall

_CLAIMS = 24  # of which copies are shown as one
_JOINS = 6


def entity(ledger: Ledger, asked: Asked) -> WebPage:
    """Show what is known of one entity, by its id or a name."""
    view = show(ledger, asked.name)
    making = how(ledger, view.entity, limit=_JOINS)
    said = ledger.claims(by=view.entity, sort="sure", limit=_CLAIMS)
    about = ledger.claims(about=view.entity, sort="sure", limit=_CLAIMS)
    dates = _dates(ledger, {p.article for w in (*view.names, *view.roles) for p in w.places})
    return WebPage(
        template="entity.html",
        title=view.name,
        answers={
            "entity": view,
            "bearers": ledger.bearers(view.name),
            "said": said,
            "about": about,
            "how": making,
            "decisions": decisions(ledger, view.entity),
        },
        view={
            "names": wording_line(view.names, dates),
            "roles": wording_line(view.roles, dates),
            "falls": _falls(making),
            "said_groups": _groups(said),
            "about_groups": _groups(about),
        },
    )


def _dates(ledger: Ledger, names: set[str]) -> dict[str, datetime | None]:
    """Map articles to the times of their publication."""
    return {line.article: line.published_at for line in articles(ledger, names)}


def _groups(claims: Iterable[ClaimView]) -> list[list[ClaimView]]:
    """Gather claims that are one proposition, in the order of the first of each."""
    groups: dict[str, list[ClaimView]] = {}
    for claim in claims:
        groups.setdefault(claim.group or claim.claim, []).append(claim)
    return list(groups.values())


def _falls(making: Making) -> list[Waterfall]:
    return [waterfall([part.weight for part in join.step.parts]) for join in making.joins]
