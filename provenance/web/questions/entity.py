"""An entity: its names and roles in time, what it said, and how it came to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exceptions import NotFoundError
from provenance.trail.articles import articles
from provenance.trail.deciding import decisions
from provenance.trail.finding import find_entity, show
from provenance.trail.making import how
from provenance.web.pages import WebPage
from provenance.web.pictures import waterfall, wording_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from provenance.api import Ledger
    from provenance.trail.views import ClaimView, EntityView
    from provenance.web.pages import Asked
    from provenance.web.pictures import TimeLine

_CLAIMS = 24  # of which copies are shown as one
_JOINS = 3
_READ = 150  # articles that names and roles are read off; an article takes 0.3 ms


# dense: one page, with all its answers
def entity(ledger: Ledger, asked: Asked) -> WebPage:
    """Show what is known of one entity, by its id or a name."""
    most = None if asked.text("all") else _READ
    view = show(ledger, asked.name, most=most)
    said = ledger.claims(by=view.entity, sort="sure", limit=_CLAIMS)
    about = ledger.claims(about=view.entity, sort="sure", limit=_CLAIMS)
    making = how(ledger, view.entity, limit=_JOINS)
    answers = {
        "entity": view,
        "bearers": ledger.bearers(view.name),
        "said": said,
        "about": about,
        "how": making,
        "decisions": decisions(ledger, view.entity),
    }
    falls = [waterfall([part.weight for part in join.step.parts]) for join in making.joins]
    groups = {"said_groups": _groups(said), "about_groups": _groups(about)}
    is_part = most is not None and view.articles > most
    seen = {
        **_lines(ledger, view),
        **groups,
        "falls": falls,
        "is_part": is_part,
        "speaks_for": _name(ledger, view.speaks_for),
    }
    return WebPage(template="entity.html", title=view.name, answers=answers, view=seen)


def _name(ledger: Ledger, id_: str | None) -> str | None:
    """Return what an entity is called; its id where it is no more."""
    if id_ is None:
        return None
    try:
        return str(find_entity(ledger, id_)["name"])
    except NotFoundError:
        return id_


def _lines(ledger: Ledger, view: EntityView) -> dict[str, TimeLine]:
    """Place names and roles in time."""
    places = {place.article for w in (*view.names, *view.roles) for place in w.places}
    dates = _dates(ledger, places)
    return {"names": wording_line(view.names, dates), "roles": wording_line(view.roles, dates)}


def _dates(ledger: Ledger, names: set[str]) -> dict[str, datetime | None]:
    """Map articles to the times of their publication."""
    return {line.article: line.published_at for line in articles(ledger, names)}


def _groups(claims: Iterable[ClaimView]) -> list[list[ClaimView]]:
    """Gather claims that are one proposition, in the order of the first of each."""
    groups: dict[str, list[ClaimView]] = {}
    for claim in claims:
        groups.setdefault(claim.group or claim.claim, []).append(claim)
    return list(groups.values())
