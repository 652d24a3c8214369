"""spantrail decisions: what was decided, and whether it counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, table
from resolvers.cli.options import as_of_option, json_option, ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.trail import Answers, DecisionView


@click.command("decisions")
@click.argument("about", required=False, metavar="[WHAT]")
@json_option
@as_of_option
@ledger_option
def command(about: str | None, ledger: Path, *, as_json: bool) -> None:
    """List the decisions, the oldest first, and say which of them count.

    With WHAT, those that name an entity or a mention.

    One counts unless it was taken back, a weightier or newer word outranks it, another contradicts
    it (neither counts then), or a subject waits: its article has not come, or its words are no
    longer there.

    Example:
      spantrail decisions
      spantrail export decisions --to decisions.jsonl
      spantrail apply decisions.jsonl --ledger other.duckdb
    """
    with open_existing(ledger) as opened:
        found = opened.decisions(about)
    print_answer(found, _print_decision_views, as_json=as_json)


def _print_decision_views(found: Answers[DecisionView]) -> None:
    header = ("decision", "status", "because of", "what", "subjects")
    table("Decisions", header, [_decision_row(view) for view in found])


def _decision_row(view: DecisionView) -> tuple[str, ...]:
    from resolvers.cli.decide import decision_line

    lost = [
        f"{placed.subject.reference} {placed.status}"
        for placed in view.subjects
        if placed.status != "exact"
    ]
    because = " ".join(key[:16] for key in view.because)
    told = ", ".join(lost) or (f"{len(view.subjects)} as they were" if view.subjects else "")
    return view.decision.key[:16], view.status, because, decision_line(view.decision), told
