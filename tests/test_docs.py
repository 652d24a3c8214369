"""The documentation builds, runs and misses nothing."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import forking
import pytest
from sybil.document import Document, PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

from resolvers.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
OPTIONS = {name: main.get_command(click.Context(main), name).params for name in COMMANDS}


def holding(sign, paths):
    """Keep the files in which a sign of executable examples stands."""
    return sorted(path for path in paths if sign in path.read_text("utf-8"))


PAGES = holding("```python", [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
MODULES = holding(
    ">>>",
    [
        path
        for name in ("provenance", "resolvers", "spantrail")
        for path in (ROOT / name).rglob("*.py")
    ],
)


def relative(path):
    """Name a file as a reader of the repository does."""
    return path.relative_to(ROOT).as_posix()


def run(document):
    """Run the examples of one document in their order; each sees the names of those before it."""
    for example in document.examples():
        example.evaluate()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in an empty folder with the examples in it, so that what an example writes is gone afterwards."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_the_code_on_a_page_runs(path):
    """Python blocks are executed; what follows `>>>` prints what the page says."""
    run(Document.parse(str(path), PythonCodeBlockParser(), SkipParser()))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_the_examples_of_a_module_are_true(path):
    """Docstrings show what really happens."""
    run(PythonDocStringDocument.parse(str(path), DocTestParser()))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the pages once, as `make docs` does, and give the process and the folder."""
    # Not --quiet: that silences the warnings before strict mode can count them.
    site = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(ROOT / ".mkdocs.yml"), "--site-dir", str(site)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "true"}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=quiet
    ), site


def test_the_pages_build_strictly(built):
    """No page misses in the navigation, no link leads nowhere, no docstring names an argument that is not there."""
    process, _ = built
    assert process.returncode == 0, process.stderr


def test_every_command_is_described_and_every_description_has_a_command():
    """The reference of the command line names what is there, no more and no less."""
    page = (ROOT / "docs/reference/cli.md").read_text("utf-8")
    described = re.findall(r"^## `spantrail ([a-z-]+)", page, flags=re.MULTILINE)
    assert sorted(described) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_described(command):
    """An option that the reference leaves out cannot be found."""
    page = (ROOT / "docs/reference/cli.md").read_text("utf-8")
    options = {
        option for parameter in OPTIONS[command] for option in parameter.opts if option[:2] == "--"
    }
    assert [option for option in sorted(options) if f"`{option}" not in page] == []


@pytest.mark.parametrize("package", ["provenance", "resolvers", "spantrail"])
def test_every_public_name_is_in_the_reference(package, built):
    """What a front door offers has an anchor on the package's page."""
    page = (built[1] / f"reference/{package}.html").read_text("utf-8")
    names = [name for name in importlib.import_module(package).__all__ if name[0] != "_"]
    assert [name for name in names if f'id="{package}.{name}"' not in page] == []


TUTORIAL = "docs/tutorial/paris_summit.md"
# Pages whose commands can be copied and pasted one after the other, from the root of a clone.
COPIED = (
    "README.md",
    "docs/howto/ask-the-past.md",
    TUTORIAL,
    "docs/howto/audit-a-claim.md",
    "docs/howto/audit-a-link.md",
    "docs/howto/check-a-draft.md",
    "docs/howto/count-independent-sources.md",
    "docs/howto/find-conflicts.md",
    "docs/howto/script-it.md",
)
TEXT = re.compile(r"```text\n(.*?)```", flags=re.DOTALL)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", COPIED)
def test_the_commands_of_a_page_run_as_they_are_copied(name):
    """One after the other in one shell; what the page shows below them is printed."""
    page = (ROOT / name).read_text("utf-8")
    blocks = re.findall(r"```bash\n(.*?)```", page, flags=re.DOTALL)
    lines = [line for line in "".join(blocks).splitlines() if not line.startswith(("make", "pip"))]
    path = os.pathsep.join([str(Path(forking.command()).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", "set -e\n" + "\n".join(lines)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if "SPANTRAIL" not in k} | {"PATH": path},
    )
    assert done.returncode == 0, done.stderr
    whole = name == TUTORIAL  # elsewhere an answer may be shown shortened
    shown = [
        line for text in TEXT.findall(page) for line in text.splitlines() if whole or "\t" in line
    ]
    assert [line for line in shown if line not in done.stdout.splitlines()] == []
    rows = re.findall(r"^\|(.*)\|$", page, flags=re.MULTILINE)[2:] if whole else []
    cells = [cell.strip() for row in rows for cell in row.split("|")]
    assert [cell for cell in cells if cell not in done.stdout] == []


@pytest.mark.usefixtures("folder")
def test_the_readme_s_python_prints_what_it_shows(capsys):
    """With its offsets."""
    document = Document.parse(str(ROOT / "README.md"), PythonCodeBlockParser(), SkipParser())
    run(document)
    page = (ROOT / "README.md").read_text("utf-8")
    shown = next(text for text in TEXT.findall(page) if "a:21-34" in text)

    assert capsys.readouterr().out == shown
