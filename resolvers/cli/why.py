"""spantrail why: why two mentions are one entity, as a table of weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import described, marked, table
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.decisions import Evidence
    from provenance.trail import Agreement, Explanation, Reporting, Step

_VERDICTS = {
    "same chain": "One article uses both for one entity:",
    "same features": "Both articles state the same name, roles and countries, so they are one profile:",
    "compared": "One entity, compared directly:",
    "connected": "One entity, through the comparisons below, the weakest of which decides:",
    "apart": "Two entities:",
}


@click.command("why")
@click.argument("a")
@click.argument("b")
@ledger_option
def command(a: str, b: str, ledger: Path) -> None:
    """Explain why two mentions are one entity, two claims one proposition, or two articles one story.

    A and B are mentions as ARTICLE:START-END, or their words; B may be an authority's id, such as wikidata:Q76. Two keys of
    claims, as `spantrail claims` lists them, are explained as claims, two ids of articles as articles.

    Example:
      spantrail why "Kremlin spokesperson" "Dmitry Peskov"
    """
    from provenance.trail.agreeing import CLAIM

    with open_existing(ledger) as opened:
        if CLAIM.fullmatch(a) and CLAIM.fullmatch(b):
            _print_claims(opened.why_claims(a, b))
        elif (articles := _articles(opened, a, b)) is not None:
            _print_articles(articles)
        else:
            found = opened.why(a, b)
            _print(found)
            _print_decisions(opened, found)


def _articles(opened: Ledger, a: str, b: str) -> Reporting | None:
    from provenance.exceptions import NotFoundError

    try:
        return opened.why_articles(a, b)
    except NotFoundError:
        return None  # words, then


_ARTICLE_VERDICTS = {
    "one origin": "One origin and story:",
    "one story": "One story, two origins:",
    "apart": "Two stories:",
}


def _print_articles(found: Reporting) -> None:
    from resolvers.cli.coverage import print_copied

    click.echo(f"A  {found.article_a}  {found.story_a}")
    click.echo(f"B  {found.article_b}  {found.story_b}")
    click.echo(_ARTICLE_VERDICTS[found.verdict])
    for copied in found.copies:
        print_copied(copied)
    if found.match_weight is None or found.match_probability is None:
        click.echo(
            "  They were not compared: they share no two telling words or names within the days that a story lasts."
        )
        return
    rows = [
        (part.feature, part.level, f"{part.weight:+.2f}", part.shared or "") for part in found.parts
    ]
    rows.append(
        ("sum", f"probability {found.match_probability:.3f}", f"{found.match_weight:+.2f}", "")
    )
    table("Weights are log2 of the odds", ("feature", "level", "weight", "shared"), rows)


_CLAIM_VERDICTS = {
    "compared": "One proposition, compared directly ({relation}):",
    "connected": "One proposition, through others of its group; these two were not compared.",
    "apart": "Two propositions:",
}


def _print_claims(found: Agreement) -> None:
    click.echo(f"A  {found.claim_a}  {found.article_a}  {found.group_a}  {found.words_a}")
    click.echo(f"B  {found.claim_b}  {found.article_b}  {found.group_b}  {found.words_b}")
    click.echo(_CLAIM_VERDICTS[found.verdict].format(relation=found.relation))
    if found.verdict == "apart" and not found.parts:
        click.echo("  no block brought them together, or their likeness came to nothing.")
    if found.match_weight is not None and found.match_probability is not None:
        rows = [
            (part.feature, part.level, f"{part.weight:+.2f}", _words(part.a), _words(part.b))
            for part in found.parts
        ]
        rows.append(
            (
                "sum",
                f"probability {found.match_probability:.3f}",
                f"{found.match_weight:+.2f}",
                "",
                "",
            )
        )
        table("Weights are log2 of the odds", ("feature", "level", "weight", "a", "b"), rows)


def _print(found: Explanation) -> None:
    from provenance.trail import Entry

    for letter, sighting in (("A", found.a), ("B", found.b)):
        if isinstance(sighting, Entry):
            click.echo(f"{letter}  {described(sighting)}")
            continue
        click.echo(f"{letter}  {sighting.reference}  [{sighting.entity_name}]  {marked(sighting)}")
        if sighting.to is not None:
            tied = f"{sighting.article}:{sighting.to.start}-{sighting.to.end}"
            click.echo(
                f"   tied inside its article to {tied} by: {sighting.cue} (log2 odds {sighting.weight:+.1f})"
            )
    click.echo(_VERDICTS[found.verdict])
    if found.verdict == "apart" and not found.steps:
        click.echo("  no blocking rule found anything to compare.")
    for step in found.steps:
        print_step(step)


def _print_decisions(opened: Ledger, found: Explanation) -> None:
    """Print the decisions that name one of the two mentions."""
    from provenance.trail import Sighting

    sides = [side.reference for side in (found.a, found.b) if isinstance(side, Sighting)]
    views = [view for side in sides for view in opened.decisions(side)]
    print_decisions({view.decision.key: view for view in views}.values())


def print_step(step: Step) -> None:
    """Print the parts of one comparison and their sum."""
    rows = [
        (part.feature, part.level, f"{part.weight:+.2f}", _words(part.a), _words(part.b))
        for part in step.parts
    ]
    rows.append(
        ("sum", f"probability {step.match_probability:.3f}", f"{step.match_weight:+.2f}", "", "")
    )
    table(
        f"Compared because of: {step.match_key} (weights are log2 of the Bayes factor)",
        ("feature", "level", "weight", "a", "b"),
        rows,
    )


def _words(evidence: Evidence | None) -> str:
    """Write a value with the words and the place that state it."""
    if evidence is None:
        return ""
    if evidence.span is None:
        return (
            f"{evidence.value or ''} ({evidence.locator})"
            if evidence.locator
            else evidence.value or ""
        )
    return f'{evidence.value} ("{evidence.surface}" {evidence.article}:{evidence.span.start}-{evidence.span.end})'
