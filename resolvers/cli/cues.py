"""spantrail cues: how often each cue that ties mentions inside an article is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import table

if TYPE_CHECKING:
    from provenance.trail.lines import CueLine

_HEADER = ("cue", "right", "wrong", "probability", "ties", "meaning")
_PAGE = """# Cues

Why a mention was tied to another of its article: the column `cue` of the exported
[mentions](files.md#mentions), how often each cue was right and wrong on labelled articles, and the
probability that stands beside its ties. A cue that is right less often than not ties nothing;
what it points at stands in [`candidates`](files.md#candidates). One that was never counted is believed
as much as a guess. `spantrail evaluate` counts them on articles of your own.

This page is what `spantrail cues --page` prints.

"""
_RIVALS = """
Roles and nouns are less certain the more others there are: their probability is that of the next
table, counted on their mentions in labelled articles and on those that our reader finds there.
Rivals are others of the same type that are named between the two mentions. What was counted little
is drawn towards the cue as a whole.

| cue | right | wrong | without rivals | right | wrong | with rivals |
|---|---|---|---|---|---|---|
"""


@click.command("cues")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.option("--page", is_flag=True, help="Print the page of the reference.")
def command(*, as_json: bool, page: bool) -> None:
    """List the cues that tie mentions inside an article, and how often each is right.

    The counts are those of the labelled articles that the shipped probabilities come from.

    Example:
      spantrail cues
    """
    from provenance.trail.answers import as_json as written

    rows = list(_cue_rows())
    if as_json:
        click.echo(written([_cue_line(*row) for row in rows]))
    elif page:
        click.echo(
            _PAGE + "\n".join(_cue_markdown(rows)) + "\n" + _RIVALS + "\n".join(_rival_count_rows())
        )
    else:
        table("Cues", _HEADER, [(*row[:3], _probability_cell(row[3]), *row[4:]) for row in rows])


_Row = tuple[str, int | None, int | None, float, bool, str]


def _cue_rows() -> Iterator[_Row]:
    """Yield every cue with its counts, its probability, whether it ties, and what it says."""
    from resolvers.coreference import cues

    counts = cues.counts()
    for cue, meaning in cues.meanings().items():
        right, wrong = counts.get(cue, (None, None))
        likely = 1.0 if cue == cues.OPENS else cues.probability(cue)
        yield cue, right, wrong, round(likely, 3), likely >= cues.FLOOR, meaning


def _cue_line(  # noqa: PLR0917  (a row)
    cue: str,
    right: int | None,
    wrong: int | None,
    probability: float,
    ties: bool,  # noqa: FBT001
    meaning: str,
) -> CueLine:
    from provenance.trail.lines import CueLine

    return CueLine(
        cue=cue, right=right, wrong=wrong, probability=probability, ties=ties, meaning=meaning
    )


def _cue_markdown(rows: list[_Row]) -> Iterator[str]:
    yield "| cue | says | right | wrong | probability |"
    yield "|---|---|---|---|---|"
    for cue, right, wrong, likely, ties, meaning in rows:
        said = _probability_cell(likely) if ties else f"{_probability_cell(likely)}, a candidate"
        yield f"| {cue} | {meaning} | {_count_cell(right)} | {_count_cell(wrong)} | {said} |"


def _rival_count_rows() -> Iterator[str]:
    """Yield the rows of cues that were counted with and without rivals."""
    from resolvers.coreference import cues

    told = cues.rival_counts()
    for cue in dict.fromkeys(cue for cue, _ in told):
        cells = (_rival_count_cells(told.get((cue, r), (0, 0)), cue, r) for r in (False, True))
        yield f"| {cue} | {' | '.join(cells)} |"


def _rival_count_cells(counted: tuple[int, int], cue: str, rivals: bool) -> str:  # noqa: FBT001
    from resolvers.coreference import cues

    right, wrong = counted
    likely = cues.probability(cue, rivals=rivals)
    said = (
        _probability_cell(likely)
        if likely >= cues.FLOOR
        else f"{_probability_cell(likely)}, a candidate"
    )
    return f"{right} | {wrong} | {said}"


def _count_cell(number: int | None) -> str:
    return "" if number is None else str(number)


def _probability_cell(value: float) -> str:
    return f"{value:.3f}"
