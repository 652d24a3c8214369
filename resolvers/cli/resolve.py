"""spantrail resolve: read what is new, and link it to what is known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from resolvers.cli.console import table
from resolvers.cli.options import ledger_option
from resolvers.cli.progress import progress
from resolvers.cli.statuses import FAILED

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.exceptions import InputError
    from resolvers.claim_matching.embedding import Embedder
    from resolvers.pipeline import Outcome


@click.command("resolve")
@click.option(
    "--mentions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Mentions to link (JSON Lines or CSV of article, start, end; LangExtract; Web Annotations);"
    " none is detected then.",
)
@click.option(
    "--claims",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Claims to take, in the same formats, speakers among them; none is found by rules then.",
)
@click.option(
    "--names",
    "--tagger",
    "names",
    metavar="TAGGER",
    help="Take names from spacy:MODEL, gliner:MODEL, transformers:MODEL or module:callable"
    " instead.",
)
@click.option(
    "--encoder",
    is_flag=True,
    help="Compare claims by the meaning of their sentences too (the extra 'encoder').",
)
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Link with the parameters of this file, which `spantrail train` writes, instead of the"
    " shipped ones.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that read; all cores unless told otherwise.",
)
@click.option("--explain", is_flag=True, help="Print how many pairs each blocking rule makes.")
@click.option(
    "--coverage/--no-coverage",
    default=True,
    help="Find copies, stories, same claims and conflicts too (the default), or leave them.",
)
@click.option(
    "--rebuild", is_flag=True, help="Make the indexes anew; it costs time and changes nothing."
)
@ledger_option
def command(
    *,
    ledger: Path,
    mentions: Path | None,
    claims: Path | None,
    explain: bool,
    **chosen: Any,  # noqa: ANN401  (the options of `_resolve_settings`)
) -> None:
    """Find who is who in the articles that are new, and link them to the entities known.

    Example:
      spantrail resolve --ledger news.duckdb
      spantrail resolve --ledger news.duckdb --mentions gold.jsonl
    """
    import provenance
    import resolvers
    from resolvers.cli.options import must_exist

    must_exist(ledger)
    settings = _resolve_settings(**chosen)
    with provenance.open(ledger) as opened, progress() as tell:
        given, refused = _read_given_annotations(opened, mentions, claims)
        before = _last_run_number(opened)
        done = resolvers.resolve(opened, **given, progress=tell, **settings)
        changes = _id_changes_since(opened, before)
        rules = opened.query("pairs_by_rule").to_pylist() if explain else None
    refused += done.refused
    _print_refused(refused)
    _print_outcome(done, changes)
    if rules is not None:
        _print_blocking_rules(rules)
    if refused:
        sys.exit(FAILED)


def _last_run_number(opened: Ledger) -> int:
    """Return the number of the run that came last."""
    ((run,),) = opened.rows("last_run")
    return int(run)


def _id_changes_since(opened: Ledger, run: int) -> dict[str, int]:
    """Count what happened to the ids of entities behind a run, by kind."""
    rows = opened.query("id_changes", after=run).to_pylist()
    return {row["kind"]: row["times"] for row in rows}


def _print_refused(refused: list[InputError]) -> None:
    """Name what was refused of the mentions and claims that were handed in."""
    for error in refused:
        click.echo(f"refused: {error}", err=True)


def _read_given_annotations(
    opened: Ledger, mentions: Path | None, claims: Path | None
) -> tuple[dict[str, Any], list[InputError]]:
    """Read the mentions and claims that are handed in, with what is refused of them."""
    from resolvers.annotations.claims import read_given_claims
    from resolvers.annotations.mentions import read_mentions

    given, refused = read_mentions(opened, mentions) if mentions else (None, [])
    said, amiss = read_given_claims(opened, claims) if claims else (None, [])
    return {"mentions": given, "claims": said}, [*refused, *amiss]


def _resolve_settings(
    *,
    names: str | None,
    encoder: bool,
    model: Path | None,
    jobs: int | None,
    **switches: bool,
) -> dict[str, Any]:
    """Load what the options name; the switches are those of `resolve`."""
    import os

    import resolvers
    from resolvers.mention_detection.adapters import load

    return {
        "names": load(names) if names else None,
        "embedder": _load_encoder() if encoder else None,
        "model": resolvers.Model.load(model) if model else None,
        "jobs": jobs or os.cpu_count() or 1,
        **switches,
    }


def _print_blocking_rules(rules: list[dict[str, Any]]) -> None:
    """Print how many pairs each blocking rule makes."""
    table(
        "Compared pairs by the rule that paired them first",
        ("blocking rule", "pairs", "of them likely"),
        [(row["rule"], row["pairs"], row["likely"]) for row in rules],
    )


def _load_encoder() -> Embedder:
    """Load the encoder of sentences."""
    from resolvers.claim_matching.encoder import sentence_encoder

    return sentence_encoder()


_CHANGES = {"created": "new entities", "merged": "merged", "split": "split"}  # always told
_RARE_CHANGES = ("restored", "renamed", "retired")  # told where there are any


def _changes_sentence(counts: dict[str, int]) -> str:
    """Say what happened to the entities: how many are new, merged and split."""
    told = [f"{counts.get(kind, 0)} {words}" for kind, words in _CHANGES.items()]
    told += [f"{counts[kind]} {kind}" for kind in _RARE_CHANGES if counts.get(kind)]
    return ", ".join(told)


def _print_outcome(done: Outcome, changes: dict[str, int]) -> None:
    """Print what one run did."""
    if done.passed_over:
        click.echo(
            f"{done.passed_over} articles are not in English and were passed over"
            " (--names TAGGER reads their names)"
        )
    click.echo(
        f"{done.read} articles read, {done.mentions} mentions in {done.chains} chains,"
        f" {done.claims} claims; "
        f"{done.compared} pairs compared; "
        f"{done.entities} entities; {_changes_sentence(changes)}; "
        f"{done.stories} stories from {done.origins} origins; "
        f"{done.claim_groups} propositions, {done.conflicts} pairs in conflict"
    )
