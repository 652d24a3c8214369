"""spantrail mcp: the ledger for agents, over the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.options import ledger_option, must_exist


@click.command("mcp")
@ledger_option
def command(ledger: Path) -> None:
    """Serve the ledger to agents over standard input and output (the Model Context Protocol).

    It only reads.

    Eight tools: search, entity, trace, claims, why, story, conflicts, check. Needs the extra `mcp`:
    pip install 'spantrail[mcp]'.

    Example:
      spantrail mcp --ledger news.duckdb
    """
    from spantrail.agents.server import serve

    must_exist(ledger)
    serve(ledger)
