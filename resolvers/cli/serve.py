"""spantrail serve: the ledger as pages in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.options import ledger_option, must_exist


@click.command("serve")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--write",
    is_flag=True,
    help="Take decisions; nobody else can open the ledger meanwhile.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    default=8383,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="Where to listen; 0 takes any port that is free.",
)
@click.option(
    "--token",
    envvar="SPANTRAIL_TOKEN",
    help="What whoever asks must know; made where other machines could ask.",
)
@click.option(
    "--withhold-texts",
    is_flag=True,
    help="Keep whole texts back; names, claims and copied passages are still quoted.",
)
@ledger_option
def command(
    file: Path | None,
    host: str,
    port: int,
    token: str | None,
    ledger: Path,
    *,
    write: bool,
    withhold_texts: bool,
) -> None:
    """Show the ledger (FILE, or --ledger) as pages in a browser, until Ctrl-C.

    No request leaves the machine. A copy is shown, so that others may write to the ledger
    meanwhile; --write takes decisions and holds it. Needs the extra `web`: pip install
    'spantrail[web]'.

    Example:
      spantrail serve news.duckdb
      spantrail serve --write
    """
    from provenance.web.serving import serve
    from resolvers.cli.web_helpers import helpers

    path = file or ledger
    must_exist(path)
    serve(
        path,
        helpers(),
        write=write,
        host=host,
        port=port,
        token=token,
        withheld=withhold_texts,
        say=click.echo,
    )
