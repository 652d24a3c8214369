"""The module in front of both packages, and what runs from the installed files alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import provenance
import resolvers
import spantrail

PACKAGES = ("provenance", "resolvers", "spantrail")


def test_the_front_door_has_both_doors() -> None:
    """And nothing of theirs under another meaning."""
    for module in (provenance, resolvers):
        assert [name for name in module.__all__ if name not in spantrail.__all__] == []
        for name in module.__all__:
            assert getattr(spantrail, name) is getattr(module, name)


def test_every_name_can_be_had() -> None:
    """Lazy names load when they are used; others do not exist."""
    assert [name for name in spantrail.__all__ if getattr(spantrail, name) is None] == []
    assert dir(spantrail) == sorted(spantrail.__all__)
    assert spantrail.__version__ == version("spantrail")
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = spantrail.nonsense  # type: ignore[attr-defined]


def test_importing_loads_nothing_heavy() -> None:
    """Neither DuckDB nor Arrow, nor what a terminal needs."""
    heavy = "{'duckdb', 'pyarrow', 'splink', 'pandas', 'polars', 'rich', 'mcp', 'click'}"
    code = f"import sys, spantrail; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_schema_is_had_by_the_name_of_its_answer() -> None:
    """As it is shipped."""
    assert spantrail.schema("claims")["title"] == "claims"


def test_the_corpus_of_the_demo_is_that_of_the_examples(root: Path) -> None:
    """It comes with the package, so that the demo needs no repository."""
    ours = root / "spantrail" / "paris_summit.jsonl"

    assert ours.read_bytes() == (root / "examples/paris_summit/articles.jsonl").read_bytes()


@pytest.fixture
def installed(root: Path, tmp_path: Path) -> Path:
    """Copy what a wheel holds to a folder of its own, without the rest of the repository."""
    site = tmp_path / "site"
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / package, site / package, ignore=ignored)
    return site


def test_the_demo_runs_from_the_installed_files_alone(installed: Path, tmp_path: Path) -> None:
    """As `python -m spantrail demo`, and it keeps its ledger where that is asked for."""
    work = tmp_path / "work"
    work.mkdir()
    environment = {name: value for name, value in os.environ.items() if "SPANTRAIL" not in name}
    environment["PYTHONPATH"] = str(installed)
    done = subprocess.run(
        [sys.executable, "-m", "spantrail", "demo", "--keep", "demo.duckdb"],
        capture_output=True,
        text=True,
        check=True,
        cwd=work,
        env=environment,
    )

    assert "\tEmmanuel Macron\tPER\tFrench President; President\t14\t7\t5" in done.stdout
    assert "⟦Kremlin spokesperson⟧ said on Friday." in done.stdout
    assert "every span resolves" in done.stdout
    assert [file.name for file in work.iterdir()] == ["demo.duckdb"]


def test_the_wheel_holds_what_is_read_at_run_time(root: Path) -> None:
    """Everything beside the code is in the folders that the wheel takes."""
    config = (root / "pyproject.toml").read_text("utf-8")
    (packages,) = re.findall(r'^packages = (\[.*"spantrail"\])  # with', config, flags=re.MULTILINE)

    assert json.loads(packages) == list(PACKAGES)
    for file in ("SKILL.md", "llms.txt"):
        assert (root / "spantrail/agents" / file).is_file()
    for file in ("templates/base.html", "static/page.css", "static/page.js", "index.sql"):
        assert (root / "provenance/web" / file).is_file()


def test_help_loads_no_records() -> None:
    """It answers in a few hundredths of a second, since it loads click and little else."""
    heavy = "{'attr', 'attrs', 'rich', 'logging', 'importlib.metadata', 'duckdb', 'pyarrow'}"
    code = (
        "import sys\nfrom resolvers.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"
