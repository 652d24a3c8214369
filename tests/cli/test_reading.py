"""What reading commands share: bounds, order, JSON, standard output, statuses, logging."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
from pathlib import Path

import forking
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result
from kept import example_file

import provenance
import resolvers
from resolvers.cli import main
from resolvers.cli.statuses import STATUSES


@pytest.fixture(scope="module")
def ledger() -> Path:
    """Resolve the example corpus."""
    return example_file("paris_summit")


def run(ledger: Path, *words: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [*words, "--ledger", str(ledger)])


def rows(ledger: Path, *words: str) -> list[dict[str, str]]:
    """Return the rows that a command prints on a pipe."""
    done = run(ledger, *words)
    assert done.exit_code == 0, done.output
    header, *lines = [line.split("\t") for line in done.stdout.splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command as a script does."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("SPANTRAIL_")} | environment
    return subprocess.run([forking.command(), *words], env=env, capture_output=True, check=False)


def test_claims_are_bounded_by_outlet_story_and_days(ledger: Path) -> None:
    """One bound at a time, and together."""
    outlet = rows(ledger, "claims", "--outlet", "valley dispatch")
    story = rows(ledger, "claims", "--story", "orbis-1")
    day = rows(ledger, "claims", "--since", "2025-09-05", "--until", "2025-09-05")
    both = rows(ledger, "claims", "--story", "orbis-1", "--outlet", "Valley Dispatch")

    assert {row["outlet"] for row in outlet} == {"Valley Dispatch"}
    assert {row["article"].split(":")[0] for row in story} > {"orbis-1", "dispatch-1"}
    assert {row["published"][:10] for row in day} == {"2025-09-05"}
    assert {row["claim"] for row in both} == {r["claim"] for r in outlet} & {
        r["claim"] for r in story
    }


def test_the_surest_claims_come_first_unless_time_is_asked_for(ledger: Path) -> None:
    """What more reportings have stands above what one has."""
    sure = [int(row["origins"]) for row in rows(ledger, "claims")]
    time = [row["published"] for row in rows(ledger, "claims", "--sort", "time")]

    assert sure == sorted(sure, reverse=True)
    assert time == sorted(time)


def test_a_part_of_a_list_says_how_to_see_the_rest(ledger: Path) -> None:
    """On standard error, so that a pipe has rows alone."""
    first = run(ledger, "entities", "--limit", "3")
    rest = rows(ledger, "entities", "--offset", "3")
    whole = rows(ledger, "entities")

    assert first.stderr == f"3 of {len(whole)}; --offset 3 lists the next\n"
    assert len(first.stdout.splitlines()) == 4
    assert rest == whole[3:]


def test_entities_are_bounded_by_their_mentions(ledger: Path) -> None:
    """And by the articles that mention them."""
    often = rows(ledger, "entities", "--min-mentions", "10")
    there = rows(ledger, "entities", "--article", "herald-2", "--type", "PER")

    assert {int(row["mentions"]) >= 10 for row in often} == {True}
    assert [row["name"] for row in there] == ["Dmitry Peskov"]


def test_mentions_are_bounded_by_kind_and_article(ledger: Path) -> None:
    """Of an entity, or of an article."""
    roles = rows(ledger, "trace", "Dmitry Peskov", "--kind", "role", "--article", "herald-2")

    assert [row["mention"] for row in roles] == ["herald-2:82-102", "herald-2:277-289"]
    assert {r["mention"].split(":")[0] for r in rows(ledger, "trace", "herald-2")} == {"herald-2"}


def test_conflicts_are_bounded_by_kind_and_story(ledger: Path) -> None:
    """A kind that is not there gives a header alone."""
    assert rows(ledger, "conflicts", "--kind", "money") == []
    assert {r["question"] for r in rows(ledger, "conflicts", "--article", "ledger-1")} == {
        "person killed"
    }


def test_an_ambiguous_name_lists_its_bearers_and_how_to_pick_one(tmp_path: Path) -> None:
    """On standard error; the answer is about the most mentioned one, and an id is about one."""
    path = tmp_path / "l.duckdb"
    text = "Ada Crane met Tom Crane. Ada Crane left. Tom Crane stayed. Ada Crane wrote."
    with provenance.open(path) as opened:
        opened.add([{"id": "a", "text": text}])
        resolvers.resolve(opened)
    done = run(path, "show", "Crane")
    (tom,) = re.findall(r"(ent-\w+)  Tom Crane", done.stderr)

    assert done.stdout.startswith("Ada Crane  (PER, ent-")
    assert "'Crane' may be any of 2 entities; this is the most mentioned one" in done.stderr
    picked = run(path, "show", tom)
    assert (picked.stdout.split("  ")[0], picked.stderr) == ("Tom Crane", "")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("show", "Emanuel Macrom"), "did you mean 'Emmanuel Macron'?"),
        (("claims", "--by", "Macorn"), "did you mean 'Emmanuel Macron'?"),
        (("claims", "--outlet", "Vally Dispatch"), "did you mean 'Valley Dispatch'?"),
        (("entities", "--article", "herald-22"), "did you mean 'herald-2'"),
    ],
)
def test_what_is_written_wrongly_is_asked_about(
    ledger: Path, words: tuple[str, ...], meant: str
) -> None:
    """And the status says that nothing was found."""
    done = run(ledger, *words)

    assert done.exit_code == 1
    assert meant in done.stderr


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_table_goes_to_standard_output(ledger: Path, tmp_path: Path, kind: str) -> None:
    """The same bytes as in a file."""
    out = process("export", "claims", "--to", "-", "--format", kind, "--ledger", str(ledger))
    file = tmp_path / f"claims.{kind}"
    assert run(ledger, "export", "claims", "--to", str(file)).exit_code == 0

    assert (out.returncode, out.stderr) == (0, b"")
    assert out.stdout == file.read_bytes()
    if kind == "parquet":
        assert pyarrow.parquet.read_table(io.BytesIO(out.stdout)).num_rows == 41


def test_a_reader_that_stops_is_no_failure(ledger: Path) -> None:
    """`spantrail export … | head -1`."""
    line = f"{forking.INSTALLED} export mentions --to - --ledger {ledger} | head -1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)  # noqa: S602

    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_statuses_stand_in_one_table(root: Path) -> None:
    """The reference has them as they are told apart in the code."""
    page = (root / "docs/reference/cli.md").read_text("utf-8")
    table = re.findall(r"^\| (\d+) \| (.*) \|$", page, flags=re.MULTILINE)

    assert {int(status): meaning for status, meaning in table} == STATUSES


def test_nothing_is_logged_unless_it_is_asked_for(tmp_path: Path) -> None:
    """Neither by us nor by what is below; -v says what is done, on standard error."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": "Dmitry Peskov spoke."}))
    ledger = str(tmp_path / "l.duckdb")
    quiet = [process("ingest", str(tmp_path / "a.jsonl"), "--ledger", ledger)]
    quiet.append(process("resolve", "--jobs", "1", "--ledger", ledger))
    told = process("-v", "resolve", "--rebuild", "--jobs", "1", "--ledger", ledger)

    assert [done.stderr for done in quiet] == [b"", b""]
    assert b"INFO resolvers.cli.progress: link: 1 of 1" in told.stderr
    assert b"splink" not in told.stderr


def test_a_run_says_what_became_of_entities(tmp_path: Path) -> None:
    """In words: how many are new, merged and split."""
    path = tmp_path / "l.duckdb"
    with provenance.open(path) as opened:
        opened.add([{"id": "a", "text": "Dmitry Peskov spoke in Moscow."}])

    assert "2 entities; 2 new entities, 0 merged, 0 split; " in run(path, "resolve").stdout
    assert "2 entities; 0 new entities, 0 merged, 0 split; " in run(path, "resolve").stdout


@pytest.mark.parametrize("words", [("entities",), ("claims",), ("conflicts",), ("coverage",)])
def test_legends_explain_every_column(ledger: Path, words: tuple[str, ...]) -> None:
    """On request alone."""
    plain, explained = run(ledger, *words).stdout, run(ledger, *words, "--explain").stdout
    columns = plain.splitlines()[0].split("\t")
    told = explained.removeprefix(plain).splitlines()

    assert told[0] == "column\tnote"
    assert {line.split("\t")[0] for line in told[1:]} == set(columns)


def test_completion_knows_commands_and_options() -> None:
    """As a shell asks for it."""
    shell = {
        "_SPANTRAIL_COMPLETE": "bash_complete",
        "COMP_WORDS": "spantrail sh",
        "COMP_CWORD": "1",
    }
    assert process(**shell).stdout == b"plain,show\n"
    shell |= {"COMP_WORDS": "spantrail claims --o", "COMP_CWORD": "2"}
    assert b"--outlet" in process(**shell).stdout


def test_a_format_that_is_not_written_is_wrong_usage(ledger: Path) -> None:
    """It is named, with those that are."""
    done = run(ledger, "export", "claims", "--to", "-", "--format", "xlsx")

    assert done.exit_code == 2
    assert "'xlsx' is none of jsonl, csv, parquet" in done.stderr
