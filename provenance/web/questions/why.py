"""Why two mentions, claims or articles are one, or are not: a waterfall with the words compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.trail.asking import explain
from provenance.trail.making import why_not
from provenance.trail.views import Explanation
from provenance.web.pages import WebPage
from provenance.web.pictures import waterfall

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.trail import Agreement, Distance, Reporting
    from provenance.web.pages import Asked
    from provenance.web.pictures import Waterfall


def why(ledger: Ledger, asked: Asked) -> WebPage:
    """Explain two things; without two of them the page asks for them."""
    a, b = asked.text("a"), asked.text("b")
    if a is None or b is None:
        return WebPage(
            template="why.html",
            title="Why are two one?",
            answers={"why": None, "distance": None},
            view={"a": a, "b": b},
        )
    found = explain(ledger, a, b)
    distance = why_not(ledger, a, b) if _apart(found) else None
    return WebPage(
        template="why.html",
        title=f"Why: {found.verdict}",
        answers={"why": found, "distance": distance},
        view={"a": a, "b": b, "falls": _falls(found), "distance_falls": _distance_falls(distance)},
    )


def _apart(found: Explanation | Agreement | Reporting) -> bool:
    return isinstance(found, Explanation) and found.verdict == "apart"


def _falls(found: Explanation | Agreement | Reporting) -> list[Waterfall]:
    """Place the bars of every step of an explanation, or those of the one comparison."""
    steps = found.steps if isinstance(found, Explanation) else (found,)
    return [waterfall([part.weight for part in step.parts]) for step in steps]


def _distance_falls(distance: Distance | None) -> list[Waterfall]:
    joins = (distance.best, distance.worst) if distance else ()
    return [waterfall([p.weight for p in join.step.parts]) for join in joins if join]
