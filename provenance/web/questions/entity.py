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
    from datetime import datetime

    from provenance.api import Ledger
    from provenance.trail.views import Making
    from provenance.web.pages import Asked
    from provenance.web.pictures import Waterfall

_CLAIMS = 8
_JOINS = 6


def entity(ledger: Ledger, asked: Asked) -> WebPage:
    """Show what is known of one entity, by its id or a name."""
    view = show(ledger, asked.name)
    making = how(ledger, view.entity, limit=_JOINS)
    dates = _dates(ledger, {p.article for w in (*view.names, *view.roles) for p in w.places})
    return WebPage(
        template="entity.html",
        title=view.name,
        answers={
            "entity": view,
            "bearers": ledger.bearers(view.name),
            "said": ledger.claims(by=view.entity, sort="sure", limit=_CLAIMS),
            "about": ledger.claims(about=view.entity, sort="sure", limit=_CLAIMS),
            "how": making,
            "decisions": decisions(ledger, view.entity),
        },
        view={
            "names": wording_line(view.names, dates),
            "roles": wording_line(view.roles, dates),
            "falls": _falls(making),
        },
    )


def _dates(ledger: Ledger, names: set[str]) -> dict[str, datetime | None]:
    """Map articles to the times of their publication."""
    return {line.article: line.published_at for line in articles(ledger, names)}


def _falls(making: Making) -> list[Waterfall]:
    return [waterfall([part.weight for part in join.step.parts]) for join in making.joins]
