"""The command line: one thin command a file; the command's modules load when it is called."""

from __future__ import annotations

import importlib
import inspect

import click

_WORK = (
    "ingest",
    "authority",
    "resolve",
    "run",
    "decide",
    "decisions",
    "apply",
    "queue",
    "review",
    "changes",
    "entities",
    "search",
    "show",
    "claims",
    "trace",
    "why",
    "why-not",
    "how",
    "coverage",
    "conflicts",
    "events",
    "sources",
    "check",
    "serve",
    "report",
    "export",
    "snapshot",
    "merge",
    "verify",
)
_MEASURE = ("sample", "evaluate", "cues", "train")
_AROUND = ("mcp", "demo")
COMMANDS = (*_WORK, *_MEASURE, *_AROUND)
ALIASES = {"independent": "sources"}  # names that commands had before


def _mark_help_example(text: str | None) -> str | None:
    """Mark the example of a help text for click, which would otherwise fill its lines into one paragraph."""
    return text and inspect.cleandoc(text).replace("\n\nExample:\n", "\n\n\b\nExample:\n")


class _Lazy(click.Group):
    """Load a command's module when it is asked for, so that --help stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of that name and take its command."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(
            f"resolvers.cli.{name.replace('-', '_')}"
        ).command
        command.help = _mark_help_example(command.help)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse words that are not UTF-8, and print the help where it is asked for."""
        from resolvers.cli.running import check_words, run

        check_words(args)
        return run(lambda: super(_Lazy, self).parse_args(ctx, args))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; every failure is one sentence and an exit status."""
        from resolvers.cli.running import run

        return run(lambda: super(_Lazy, self).invoke(ctx))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="spantrail", prog_name="spantrail")
@click.option(
    "-v",
    "--verbose",
    count=True,
    help="Log what is done on standard error; -vv says how, -vvv what the libraries below do.",
)
def main(verbose: int) -> None:
    """Know who is who in the news, and prove it.

    Example:
      spantrail ingest articles.jsonl
      spantrail resolve
      spantrail entities
    """
    if verbose:
        from resolvers.cli.logs import configure

        configure(verbose)


main.help = _mark_help_example(main.help)
