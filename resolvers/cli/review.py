"""spantrail review: decide one pair after the other, with both texts in view."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.options import ledger_option, must_exist, say_waiting
from resolvers.cli.queue import ASKS

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.trail import OpenPair

_VERBS = {"s": "same", "d": "different", "u": "unsure"}
_KEYS = "[s]ame  [d]ifferent  [u]nsure  s[k]ip  [z] take the last back  [q]uit: "


@click.command("review")
@click.option(
    "--by", required=True, envvar="SPANTRAIL_BY", help="Who decides; $SPANTRAIL_BY is the default."
)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many pairs."
)
@ledger_option
def command(by: str, limit: int, ledger: Path) -> None:
    """Show the pairs of `spantrail queue` one after the other, and take a key for each.

    What was decided counts when you quit. The keys are read as they are pressed; on a pipe, one a
    line.

    Example:
      spantrail review --by ann
    """
    import provenance
    import resolvers

    must_exist(ledger)
    with provenance.open(ledger) as opened:
        made = _review_pairs(opened, by, limit)
        if made:
            resolvers.resolve_again(opened)
            say_waiting(opened)
    click.echo(f"{made} decided")


def _review_pairs(opened: Ledger, by: str, limit: int) -> int:
    """Ask of each pair; return the number of decisions that stand."""
    made: list[str] = []
    questions = opened.queue(limit=limit)
    place = 0
    while place < len(questions):
        click.echo(f"\n{place + 1}/{len(questions)}  {_question_text(questions[place])}")
        key = _read_key()
        if key == "q":
            break
        if key == "z":
            place -= _revoke_last_decision(opened, by, made)
            continue
        if key in _VERBS:
            made.append(_decide_pair(opened, by, questions[place], _VERBS[key]))
        if key in {*_VERBS, "k"}:
            place += 1
    return len(made)


def _question_text(question: OpenPair) -> str:
    """Write what is asked of a pair, and both mentions below it."""
    from provenance.trail.marking import marked

    sides = [
        f"\n{letter}  {side.reference}  [{side.entity_name}]  {marked(side)}"
        for letter, side in (("A", question.a), ("B", question.b))
    ]
    asked = f"{ASKS[question.kind]}, probability {question.probability:.2f}"
    return asked + "".join(sides)


def _read_key() -> str:
    """Read a key, or a line where there is no terminal."""
    click.echo(_KEYS, nl=False)
    key = click.getchar() if sys.stdin.isatty() else (sys.stdin.readline()[:1] or "q")
    click.echo(key)
    return key.lower()


def _decide_pair(opened: Ledger, by: str, question: OpenPair, verb: str) -> str:
    places = (question.a.reference, question.b.reference)
    return opened.decide(verb, *places, by=by, reason="reviewed", about="entity").key


def _revoke_last_decision(opened: Ledger, by: str, made: list[str]) -> int:
    """Take the last decision back; return how many places to go back."""
    if not made:
        click.echo("nothing to take back")
        return 0
    opened.decide("revoke", made.pop(), by=by)
    return 1
