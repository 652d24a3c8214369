"""spantrail decide: put something right, and say who says so and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from resolvers.cli.options import ledger_option, must_exist, say_waiting

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.records.judgements import Decision
    from provenance.trail import DecisionDetails, DecisionView
    from resolvers.operations.impact import (
        ClaimTurned,
        ConflictTurned,
        DecisionImpact,
        Moved,
        Recopied,
    )

# `provenance.records.judgements.VERBS` and `release`; to load them would take time for --help.
_VERBS = (
    *("same", "different", "unsure", "fork", "split", "lock", "release"),
    *("name", "type", "not-an-entity", "speaker", "stance", "not-a-claim", "conflict", "revoke"),
)
_VALUED = ("name", "type", "stance", "conflict")
_SHOWN = 12  # lines of what would change


@click.command("decide")
@click.argument("verb", type=click.Choice(_VERBS))
@click.argument("names", nargs=-1, required=True, metavar="WHAT...")
@click.option(
    "--by", required=True, envvar="SPANTRAIL_BY", help="Who decides; $SPANTRAIL_BY is the default."
)
@click.option("--reason", default="", help="Why, in words.")
@click.option(
    "--evidence", multiple=True, help="A place or a key that was relied on; may be given again."
)
@click.option(
    "--about",
    type=click.Choice(["entity", "claim", "story", "copy"]),
    help="What WHAT names, where that is not plain; articles are stories unless you say copy.",
)
@click.option(
    "--actor",
    "actor_kind",
    type=click.Choice(["person", "authority", "rule", "model"]),
    default="person",
    show_default=True,
    help="What kind of actor decides; a person outranks the others.",
)
@click.option(
    "--actor-version",
    metavar="VERSION",
    help="Which version of a rule or a model decides; a model must say so.",
)
@click.option(
    "--supersedes", metavar="DECISION", help="An earlier decision that this one replaces."
)
@click.option(
    "--dry-run", is_flag=True, help="Say what it means and what it would change, and keep nothing."
)
@ledger_option
def command(
    *,
    ledger: Path,
    verb: str,
    names: tuple[str, ...],
    dry_run: bool,
    **said: Unpack[DecisionDetails],
) -> None:
    """Decide what outranks every automatic answer, survives every later run, and can be revoked.

    \b
    same A B            two entities, claims or articles (stories) are one; --about copy: A copied B
    different A B       they are two; --about copy: neither copied the other
    unsure A B          somebody looked, and could not tell
    fork MENTION        this name in this article is somebody else
    split ENTITY MENTION...   these mentions leave the entity, together
    lock ENTITY         it stays as it is, and its id survives merges
    release ENTITY      its lock is taken back
    name ENTITY NAME    what it is called
    type ENTITY TYPE    PER, ORG, LOC, other or none
    not-an-entity ENTITY      it is none
    speaker CLAIM WHO   who says it: a mention in its article, an entity, or nobody
    stance CLAIM STANCE asserts, denies, asks, withholds, supposes or hearsay
    not-a-claim CLAIM   it is none
    conflict CLAIM CLAIM VERDICT   real, none or settled
    revoke DECISION     take a decision back

    WHAT is an entity's id or name, a mention as ARTICLE:START-END, a claim's key, or an article's
    id.

    Example:
      spantrail decide different wire-7:120-132 "John Smith" --by ann --reason "the footballer"
    """  # noqa: D301  (click keeps the lines behind a backspace as they are)
    import provenance
    import resolvers

    must_exist(ledger)
    _check_decision_words(verb, names, said)
    nobody = verb == "speaker" and names[-1] == "nobody"
    value = names[-1] if verb in _VALUED or nobody else None
    with provenance.open(ledger) as opened:
        words = names[: len(names) - bool(value)]
        decision = _draft_decision(opened, verb, words, {**said, "value": value})
        _print_decision_meaning(opened, decision)
        _print_impact(resolvers.impact(opened, [decision]))
        if dry_run:
            click.echo("nothing was kept (--dry-run)")
            return
        opened.take_decisions([decision])
        resolvers.resolve_again(opened)
        say_waiting(opened)
    click.echo(
        f"decided: {decision.key[:16]}; take it back with: spantrail decide revoke {decision.key[:16]}"
    )


def _check_decision_words(verb: str, names: Sequence[str], said: DecisionDetails) -> None:
    """Refuse a verb without its value, and a model without its version.

    Raises:
        UsageError: one of these is missing.
    """
    if said.get("actor_kind") == "model" and not said.get("actor_version"):
        raise click.UsageError("a model decides with its version: add --actor-version VERSION")
    if verb in _VALUED and len(names) == 1:
        raise click.UsageError(f"{verb} takes WHAT and what it is to be, not {names[0]!r} alone")


def _draft_decision(
    opened: Ledger, verb: str, names: Sequence[str], said: DecisionDetails
) -> Decision:
    """Make the decision of the words of the command line.

    Raises:
        UsageError: the verb does not go with them.
    """
    from provenance.trail import draft

    try:
        return draft(opened, verb, names, **said)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _print_decision_meaning(opened: Ledger, decision: Decision) -> None:
    """Show what the words of the command line mean here."""
    from provenance.trail import find_decision

    if decision.supersedes:
        click.echo(f"takes back: {decision_line(find_decision(opened, decision.supersedes))}")
    for side in "ab":
        subjects = decision.side(side)
        for subject in subjects[:_SHOWN]:
            words = f"  {subject.surface}" if subject.surface else ""
            click.echo(f"{side.upper()}  {subject.reference}{words}")
        if len(subjects) > _SHOWN:
            click.echo(f"{side.upper()}  … and {len(subjects) - _SHOWN} more")


def decision_line(decision: Decision) -> str:
    """Write a decision on one line: verb, first subjects, who, when and why."""
    named = [subject.reference for side in "ab" for subject in decision.side(side)[:1]]
    if decision.verb == "revoke" and decision.supersedes:
        named = [decision.supersedes[:16]]
    copies = "as copies" if decision.about == "copy" else ""  # else articles are of one story
    who = f"by {_actor_name(decision)} ({decision.decided_at:%Y-%m-%d})"
    words = [decision.verb, *named, decision.value, copies, who]
    reason = f": {decision.reason}" if decision.reason else ""
    return " ".join(word for word in words if word) + reason


def _actor_name(decision: Decision) -> str:
    """Name who decided; of others than persons the kind, and the version where one is known."""
    if decision.actor_kind == "person":
        return decision.actor
    version = [decision.actor_version] if decision.actor_version else []
    return " ".join([decision.actor_kind, decision.actor, *version])


def print_decisions(views: Iterable[DecisionView]) -> None:
    """Print decisions beside what they concern, with what became of them."""
    for view in views:
        click.echo(f"decision {view.status}: {decision_line(view.decision)}")


def _print_impact(found: DecisionImpact) -> None:
    """Show what would change, the first of each kind."""
    for lines in _impact_lines(found):
        for line in lines[:_SHOWN]:
            click.echo(line)
        if len(lines) > _SHOWN:
            click.echo(f"… and {len(lines) - _SHOWN} more")
    click.echo(
        f"{len(found.moved)} names in articles change their entity,"
        f" {len(found.renamed)} entities their name or type, {found.speakers} claims their speaker"
    )
    told = f"in exports: {', '.join(found.tables)}" if found.tables else "no export changes"
    click.echo(told)


def _impact_lines(found: DecisionImpact) -> Iterator[list[str]]:
    """Write what would change, kind by kind."""
    yield [_moved_line(moved) for moved in found.moved]
    yield [f"{entity}: {before} becomes {after}" for entity, before, after in found.renamed]
    yield [_claim_line(claim) for claim in found.claims]
    yield [f"{r.sort} of {r.member}: {r.before} becomes {r.after}" for r in found.regrouped]
    yield [_copy_line(copy) for copy in found.copies]
    yield [_conflict_line(conflict) for conflict in found.conflicts]


def _moved_line(moved: Moved) -> str:
    return (
        f"{moved.article}: {moved.name} ({moved.mentions} mentions)"
        f" from {moved.before_name} ({moved.before}) to {moved.after_name} ({moved.after})"
    )


def _claim_line(claim: ClaimTurned) -> str:
    before = _speaker_and_stance(claim.before_stance, claim.before_speaker)
    after = _speaker_and_stance(claim.after_stance, claim.after_speaker)
    other = " (another of that name)" if before == after else ""
    return f"{claim.article}: claim {claim.claim}: {before} becomes {after}{other}"


def _speaker_and_stance(stance: str | None, speaker: str | None) -> str:
    return "no claim" if stance is None else f"{speaker or 'nobody'} {stance}"


def _copy_line(copy: Recopied) -> str:
    before, after = (", ".join(named) or "nobody" for named in (copy.before, copy.after))
    return f"{copy.article}: copied from {before} becomes {after}"


def _conflict_line(conflict: ConflictTurned) -> str:
    verb = "is told" if conflict.opens else "ends"
    words = f"{conflict.surface_a} / {conflict.surface_b}"
    return f"conflict {verb}: {words} ({conflict.kind}) between {conflict.a} and {conflict.b}"
