"""A story: outlets in time, origins against articles, who says what, and what cannot both hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from provenance.trail.coverage import stories
from provenance.web.pages import WebPage
from provenance.web.pictures import story_line

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.trail import Coverage, Proposition, StoryLine, Voice
from provenance.web.pages import Asked

_SHARED_FIRST = 80  # propositions of a matrix; a story of hundreds of articles has thousands


@attrs.frozen(kw_only=True)
class Cell:
    """Say what one outlet does with one proposition, and by which words."""

    does: str
    voice: Voice | None = None


@attrs.frozen(kw_only=True)
class MatrixRow:
    """Hold one proposition, and what each outlet does with it."""

    proposition: Proposition
    cells: tuple[Cell, ...]


def story(ledger: Ledger, asked: Asked) -> WebPage:
    """Show one story, by its id or that of an article in it."""
    found = ledger.coverage(asked.name)
    first = found.articles[0]
    return WebPage(
        template="story.html",
        title=first.title or first.article,
        answers={"story": found},
        view={
            "line": story_line(found.articles, found.copies),
            "matrix": _proposition_matrix(found)[:_SHARED_FIRST],
            "outlets_of": {a.article: a.source for a in found.articles},
            "related": _related_stories(ledger, found),
            "propositions": len(found.account.propositions),
        },
    )


def _related_stories(ledger: Ledger, found: Coverage) -> list[tuple[str, float, StoryLine]]:
    """List the stories that this one follows up, and those that follow it up, the nearest first."""
    ids = [(id_, weight, "earlier") for id_, weight in found.follows]
    ids += [(id_, weight, "later") for id_, weight in found.followed_by]
    lines = {line.story: line for line in stories(ledger)} if ids else {}
    known = [(how, weight, lines[id_]) for id_, weight, how in ids if id_ in lines]
    return sorted(known, key=lambda one: (one[0], -one[1]))


def _proposition_matrix(found: Coverage) -> list[MatrixRow]:
    """Lay propositions out, those that most outlets speak of first."""
    outlets = found.account.outlets
    rows = [
        MatrixRow(proposition=p, cells=tuple(_matrix_cell(p, outlet) for outlet in outlets))
        for p in found.account.propositions
    ]
    return sorted(rows, key=lambda row: -sum(cell.does != "silent" for cell in row.cells))


def _matrix_cell(proposition: Proposition, outlet: str | None) -> Cell:
    does = proposition.stance(outlet)
    voices = [v for v in proposition.voices if v.outlet == outlet]
    against = [o.voice for o in proposition.against if o.voice.outlet == outlet]
    return Cell(does=does, voice=next(iter(voices or against), None))
