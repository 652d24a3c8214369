"""An entity: its names and roles in time, what it said, and how it came to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exceptions import NotFoundError
from provenance.trail.articles import articles
from provenance.trail.deciding import decisions
from provenance.trail.finding import find_entity, show
from provenance.trail.how_entities import how
from provenance.web.pages import WebPage
from provenance.web.pictures import waterfall, wording_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from provenance.api import Ledger
    from provenance.trail.answers import Answers
    from provenance.trail.records import ClaimView, EntityView, Making
    from provenance.web.pages import Asked

_CLAIMS = 24  # of which copies are shown as one
_JOINS = 3
_READ = 150  # articles that names and roles are read off; an article takes 0.3 ms


def entity(ledger: Ledger, asked: Asked) -> WebPage:
    """Show what is known of one entity, by its id or a name."""
    most = None if asked.text("all") else _READ
    view = show(ledger, asked.name, most=most)
    claims = _surest_claims(ledger, view.entity)
    making = how(ledger, view.entity, limit=_JOINS)
    answers = {
        "entity": view,
        "bearers": ledger.bearers(view.name),
        **claims,
        "how": making,
        "decisions": decisions(ledger, view.entity),
    }
    seen = {**_entity_pictures(ledger, view, making), **_claim_list_groups(claims)}
    seen["is_part"] = _has_unread_articles(view, most)
    seen["speaks_for"] = _entity_name(ledger, view.speaks_for)
    return WebPage(template="entity.html", title=view.name, answers=answers, view=seen)


def _has_unread_articles(view: EntityView, most: int | None) -> bool:
    """Whether names and roles were read off some of an entity's articles alone."""
    return most is not None and view.articles > most


def _claim_list_groups(
    claims: Mapping[str, Iterable[ClaimView]],
) -> dict[str, list[list[ClaimView]]]:
    """Gather the claims of each list by their propositions."""
    return {f"{name}_groups": _groups(found) for name, found in claims.items()}


def _surest_claims(ledger: Ledger, id_: str) -> dict[str, Answers[ClaimView]]:
    """List the surest claims that an entity makes, and those about it."""
    return {
        "said": ledger.claims(by=id_, sort="sure", limit=_CLAIMS),
        "about": ledger.claims(about=id_, sort="sure", limit=_CLAIMS),
    }


def _entity_name(ledger: Ledger, id_: str | None) -> str | None:
    """Return what an entity is called; its id where it is no more."""
    if id_ is None:
        return None
    try:
        return str(find_entity(ledger, id_)["name"])
    except NotFoundError:
        return id_


def _entity_pictures(ledger: Ledger, view: EntityView, making: Making) -> dict[str, object]:
    """Place names and roles in time, and draw how the weight of each join adds up."""
    places = {place.article for w in (*view.names, *view.roles) for place in w.places}
    dates = _publication_dates(ledger, places)
    return {
        "names": wording_line(view.names, dates),
        "roles": wording_line(view.roles, dates),
        "falls": [waterfall([part.weight for part in j.step.parts]) for j in making.joins],
    }


def _publication_dates(ledger: Ledger, names: set[str]) -> dict[str, datetime | None]:
    """Map articles to the times of their publication."""
    return {line.article: line.published_at for line in articles(ledger, names)}


def _groups(claims: Iterable[ClaimView]) -> list[list[ClaimView]]:
    """Gather claims that are one proposition, in the order of the first of each."""
    groups: dict[str, list[ClaimView]] = {}
    for claim in claims:
        groups.setdefault(claim.group or claim.claim, []).append(claim)
    return list(groups.values())
