"""spantrail entities: list who and what the articles speak of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from provenance.mentions import ENTITY_TYPES
from resolvers.cli.console import table
from resolvers.cli.options import ledger_option, open_existing


@click.command("entities")
@click.option(
    "--type",
    "kind",
    type=click.Choice(ENTITY_TYPES),
    help="Only entities of this type; without it, what is `other` is left out.",
)
@click.option(
    "--named/--all",
    default=True,
    show_default=True,
    help="Leave out what one article speaks of and none names.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), help="List at most so many, the most mentioned first."
)
@ledger_option
def command(kind: str | None, named: bool, limit: int | None, ledger: Path) -> None:  # noqa: FBT001  (click hands flags over by name)
    """List entities, the most mentioned first, with their roles, mentions, articles and sources.

    Example:
      spantrail entities --type PER --limit 20
    """
    with open_existing(ledger) as opened:
        rows = [r for r in opened.entities() if _asked(r, kind) and (not named or _known(r))]
    table(
        "Entities",
        ("entity", "name", "type", "roles", "mentions", "articles", "sources"),
        [
            (
                r["entity"],
                r["name"],
                r["type"],
                "; ".join(r["roles"][:4]),
                r["mentions"],
                r["articles"],
                r["sources"],
            )
            for r in rows[:limit]
        ],
    )


def _asked(row: Mapping[str, Any], kind: str | None) -> bool:
    """Tell whether an entity is of the type that was asked for; laws, storms and the like must be."""
    return bool(row["type"] == kind if kind else row["type"] != "other")


def _known(row: Mapping[str, Any]) -> bool:
    """Tell whether an article names it, or several speak of it, as of "the Russian military"."""
    return bool(row["names"]) or row["articles"] > 1
