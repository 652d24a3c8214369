"""spantrail why: why two mentions are one entity, as a table of weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, print_table, say
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import open_existing, reading_options

if TYPE_CHECKING:
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
@reading_options
def command(a: str, b: str, ledger: Path, *, as_json: bool) -> None:
    """Explain why two mentions are one entity, two claims one proposition, or two articles one story.

    A and B are mentions as ARTICLE:START-END, or their words; B may be an authority's id, such as
    wikidata:Q76. Two keys of claims, as `spantrail claims` lists them, are explained as claims, two
    ids of articles as articles.

    Example:
      spantrail why "Kremlin spokesperson" "Dmitry Peskov"
    """
    with open_existing(ledger) as opened:
        found = opened.explain(a, b)
    print_answer(found, _print_comparison, as_json=as_json)


def _print_comparison(found: Explanation | Agreement | Reporting) -> None:
    from provenance.trail import Agreement, Explanation

    if isinstance(found, Explanation):
        _print_explanation(found)
    elif isinstance(found, Agreement):
        _print_agreement(found)
    else:
        _print_reporting(found)
    print_decisions(found.decisions)


_ARTICLE_VERDICTS = {
    "one origin": "One origin and story:",
    "one story": "One story, two origins:",
    "apart": "Two stories:",
}


def _print_reporting(found: Reporting) -> None:
    from provenance.trail.tables import weights_table
    from resolvers.cli.coverage import print_copied

    say(f"A  {found.article_a}  {found.story_a}")
    say(f"B  {found.article_b}  {found.story_b}")
    say(_ARTICLE_VERDICTS[found.verdict])
    for copied in found.copies:
        print_copied(copied)
    if found.match_weight is None or found.match_probability is None:
        say(
            "  They were not compared: they share no two telling words or names within the days that a story lasts."
        )
        return
    print_table(weights_table(found.parts, found.match_weight, found.match_probability))


_CLAIM_VERDICTS = {
    "compared": "One proposition, compared directly ({relation}):",
    "connected": "One proposition, through others of its group; these two were not compared.",
    "apart": "Two propositions:",
}


def _print_agreement(found: Agreement) -> None:
    from provenance.trail.tables import weights_table

    say(f"A  {found.claim_a}  {found.article_a}  {found.group_a}  {found.words_a}")
    say(f"B  {found.claim_b}  {found.article_b}  {found.group_b}  {found.words_b}")
    say(_CLAIM_VERDICTS[found.verdict].format(relation=found.relation))
    if found.verdict == "apart" and not found.parts:
        say("  no block brought them together, or their likeness came to nothing.")
    if found.match_weight is not None and found.match_probability is not None:
        print_table(weights_table(found.parts, found.match_weight, found.match_probability))


def _print_explanation(found: Explanation) -> None:
    from provenance.trail import Entry
    from provenance.trail.marking import described, marked

    for letter, sighting in (("A", found.a), ("B", found.b)):
        if isinstance(sighting, Entry):
            say(f"{letter}  {described(sighting)}")
            continue
        say(f"{letter}  {sighting.reference}  [{sighting.entity_name}]  {marked(sighting)}")
        if sighting.to is not None:
            tied = f"{sighting.article}:{sighting.to.start}-{sighting.to.end}"
            say(
                f"   tied inside its article to {tied} by: {sighting.cue} (log2 odds {sighting.weight:+.1f})"
            )
    say(_VERDICTS[found.verdict])
    if found.verdict == "apart" and not found.steps:
        say("  no blocking rule found anything to compare.")
    for step in found.steps:
        print_step(step)


def print_step(step: Step) -> None:
    """Print the parts of one comparison and their sum."""
    from provenance.trail.tables import weights_table

    title = f"Compared because of: {step.match_key} (weights are log2 of the Bayes factor)"
    print_table(weights_table(step.parts, step.match_weight, step.match_probability, title))
