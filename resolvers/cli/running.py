"""Running a command: every failure one sentence on standard error, and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import click

from resolvers.cli.statuses import FAILED

T = TypeVar("T")
_DEBUG = "SPANTRAIL_DEBUG"
# Their paths are refused one by one, so that the other files are read.
_NAME_THEMSELVES = (["ingest"], ["authority", "add"])


def check_words(words: Sequence[str]) -> None:
    """Refuse a command line with bytes that are not UTF-8.

    Raises:
        UsageError: naming the first such word.
    """
    if any(list(words[: len(command)]) == command for command in _NAME_THEMSELVES):
        return
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            raise click.UsageError(f"the argument {word!r} is not UTF-8") from None


def run(command: Callable[[], T]) -> T:
    """Run a command, and end the process with one sentence where it fails.

    A fault of the program is told as one; with $SPANTRAIL_DEBUG its traceback is printed as well.
    """
    _escape_unencodable_output()
    try:
        with _flushed_output():
            return command()
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise  # click prints them, and ends quietly where nobody reads any more
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (told, and the end)
        sys.exit(_print_failure(error))


def _print_failure(error: BaseException) -> int:
    """Print what failed, and return the exit status."""
    import traceback

    from resolvers.cli.failures import failure

    found = failure(error)
    _silence_broken_output()
    with suppress(OSError):  # standard error may be what fails
        if os.environ.get(_DEBUG):
            click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
        click.echo(f"spantrail: {found.sentence if found else _fault_sentence(error)}", err=True)
    return found.status if found else FAILED


def _fault_sentence(error: BaseException) -> str:
    """Say that the program is at fault, and where."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    what = f"{type(error).__name__} {error}".strip()
    report = f"please report it with what the same command prints under {_DEBUG}=1"
    return f"this is a fault of spantrail, not of your data: {what}{where}; {report}"


def _escape_unencodable_output() -> None:
    """Let standard output write what its encoding lacks as an escape."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


@contextmanager
def _flushed_output() -> Iterator[None]:
    """Write out what was printed before the command counts as done: a full disk shows only then."""
    try:
        yield
    finally:
        sys.stdout.flush()


def _silence_broken_output() -> None:
    """Let standard output lead nowhere once it fails, or Python complains at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
