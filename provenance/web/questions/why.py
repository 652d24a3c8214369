"""Why two mentions, claims or articles are one, or are not: a waterfall with the words compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import NotFoundError
from provenance.trail.articles import articles
from provenance.trail.asking import explain
from provenance.trail.finding import find_entity
from provenance.trail.how_entities import why_not
from provenance.trail.records import Explanation
from provenance.web.pages import WebPage
from provenance.web.pictures import waterfall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.api import Ledger
    from provenance.trail import Agreement, Distance, Reporting
    from provenance.trail.articles import ArticleLine
    from provenance.web.pages import Asked
    from provenance.web.pictures import Waterfall


# What the features of pairs of claims and of articles compare.
_FEATURES = {
    "words": "how many words both have, the rare ones first",
    "order": "runs of two words that both have",
    "letters": "runs of three letters that both have",
    "substance": "how much of what tells anything is in both",
    "same speaker": "one entity says both",
    "other speaker": "two entities say them",
    "cue class": "both are said, or both asked, or both planned",
    "values": "both count the same thing",
    "meaning": "as the caller's embedder sees it",
    "title": "the words of both titles",
    "lead": "the words of both beginnings",
    "body": "the words of both texts",
    "crossed": "the title of one in the text of the other",
    "entities": "who both speak of, the rare ones first",
    "numbers": "figures that both have",
    "time": "how far apart they were published",
}
_IDS = re.compile(r"ent-[a-z2-7]{16}")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*")


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
    distance = why_not(ledger, a, b) if _is_kept_apart(found) else None
    return WebPage(
        template="why.html",
        title=f"Why: {found.verdict}",
        answers={"why": found, "distance": distance},
        view={
            "a": a,
            "b": b,
            **_waterfall_pictures(found, distance),
            **_pair_in_names(ledger, found),
        },
    )


def _waterfall_pictures(
    found: Explanation | Agreement | Reporting, distance: Distance | None
) -> dict[str, object]:
    """Draw how the weights of an explanation, and those of a distance, add up."""
    return {
        "falls": _explanation_waterfalls(found),
        "distance_falls": _distance_waterfalls(distance),
    }


def _pair_in_names(ledger: Ledger, found: Explanation | Agreement | Reporting) -> dict[str, object]:
    """Say in names what pairs of claims and of articles have in ids."""
    if isinstance(found, Explanation):
        return {}
    lines = {line.article: line for line in articles(ledger, {found.article_a, found.article_b})}
    return {
        "lines": lines,
        "outlets": _outlets_of_articles(lines),
        "parts": [_part_in_names(ledger, part) for part in found.parts],
        "features": _FEATURES,
    }


def _outlets_of_articles(lines: Mapping[str, ArticleLine]) -> dict[str, str | None]:
    return {name: line.source for name, line in lines.items()}


def _part_in_names(ledger: Ledger, part: Any) -> Any:  # noqa: ANN401  (a part of either sort)
    """Write entities by their names and times to the minute, in what a part compares."""
    if hasattr(part, "shared"):
        return attrs.evolve(part, shared=_value_in_names(ledger, part.shared, ", "))
    sides = {"a": part.a, "b": part.b}
    named = {
        side: attrs.evolve(told, value=_value_in_names(ledger, told.value, ", "))
        for side, told in sides.items()
        if told is not None
    }
    return attrs.evolve(part, **named)


def _value_in_names(ledger: Ledger, value: str | None, between: str) -> str | None:
    """Replace the ids of entities in a value, and the times."""
    if value is None:
        return None
    ids = _IDS.findall(value)
    if ids:
        return between.join(_entity_name(ledger, id_) for id_ in ids)
    return _TIME.sub(_time_to_minute, value)


def _time_to_minute(found: re.Match[str]) -> str:
    """Write a time to the minute; midnight is how a day without a time is kept."""
    day, minute = found.groups()
    return day if minute == "00:00" else f"{day} {minute}"


def _entity_name(ledger: Ledger, id_: str) -> str:
    try:
        return str(find_entity(ledger, id_)["name"])
    except NotFoundError:  # of an entity that is no more
        return id_


def _is_kept_apart(found: Explanation | Agreement | Reporting) -> bool:
    return isinstance(found, Explanation) and found.verdict == "apart"


def _explanation_waterfalls(found: Explanation | Agreement | Reporting) -> list[Waterfall]:
    """Place the bars of every step of an explanation, or those of the one comparison."""
    steps = found.steps if isinstance(found, Explanation) else (found,)
    return [waterfall([part.weight for part in step.parts]) for step in steps]


def _distance_waterfalls(distance: Distance | None) -> list[Waterfall]:
    joins = (distance.best, distance.worst) if distance else ()
    return [waterfall([p.weight for p in join.step.parts]) for join in joins if join]
