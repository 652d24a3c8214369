"""The command line does what it says, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from forking import run

from resolvers.cli import COMMANDS, main

ARTICLES = [
    {
        "id": "a",
        "source": "Daily",
        "published_at": "2025-09-05",
        "text": "Kremlin spokesperson Dmitry Peskov spoke. Peskov left.",
    },
    {
        "id": "b",
        "source": "Courier",
        "published_at": "2025-09-05",
        "text": "Dmitry Peskov dismissed the plan in Moscow.",
    },
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a resolved ledger of two articles."""
    path = tmp_path_factory.mktemp("work")
    (path / "articles.jsonl").write_text("".join(json.dumps(a) + "\n" for a in ARTICLES))
    assert run("ingest", "articles.jsonl", folder=path).returncode == 0
    assert run("resolve", folder=path).returncode == 0
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(command: str, tmp_path: Path) -> None:
    """`--help` shows how the command is called."""
    shown = run(command, "--help", folder=tmp_path).stdout

    assert f"Example:\n    spantrail {command}" in shown


def test_a_second_ingest_finds_everything_known(folder: Path) -> None:
    """Ingest may be repeated at any time."""
    assert (
        "0 new versions, 2 already known, 0 refused"
        in run("ingest", "articles.jsonl", folder=folder).stdout
    )


def test_a_refused_row_is_named_and_the_status_is_one(tmp_path: Path) -> None:
    """The good row is kept."""
    (tmp_path / "x.jsonl").write_text('{"text": "Peskov spoke."}\n{"id": "b"}\n')
    done = run("ingest", "x.jsonl", folder=tmp_path)

    assert (
        done.returncode,
        done.stderr,
    ) == (1, "refused: x.jsonl:2: field 'text': there is no text (every article needs one)\n")
    assert done.stdout.startswith("1 new versions")


def test_entities_on_a_pipe_are_plain_lines(folder: Path) -> None:
    """One line an entity, tabs between the cells."""
    lines = run("entities", "--type", "PER", folder=folder).stdout.splitlines()

    assert lines[0] == "entity\tname\ttype\troles\tmentions\tarticles\tsources"
    assert lines[1].split("\t")[1:] == [
        "Dmitry Peskov",
        "PER",
        "Kremlin spokesperson",
        "4",
        "2",
        "2",
    ]


def test_show_says_where_each_name_and_role_is_stated(folder: Path) -> None:
    """Offsets behind every row."""
    shown = run("show", "Dmitry Peskov", folder=folder).stdout

    assert "role\tKremlin spokesperson\t1\ta:0-20" in shown


def test_trace_prints_the_characters_in_their_text(folder: Path) -> None:
    """The surface is marked inside its context."""
    assert "⟦Dmitry Peskov⟧ spoke. Peskov left." in run("trace", "a:21-34", folder=folder).stdout


def test_why_prints_the_weights_and_their_sum(folder: Path) -> None:
    """Every part, then the sum."""
    shown = run("why", "a:21-34", "b:0-13", folder=folder).stdout

    assert "prior" in shown
    assert "\nsum\tprobability" in shown


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("table", ["articles", "mentions", "entities", "links"])
def test_every_table_is_exported_in_every_format(table: str, suffix: str, folder: Path) -> None:
    """A file appears, and it is not empty."""
    done = run("export", table, "--to", f"out-{table}.{suffix}", folder=folder)

    assert done.returncode == 0
    assert (folder / f"out-{table}.{suffix}").stat().st_size > 0


def test_exported_mentions_hold_the_contract(folder: Path) -> None:
    """The columns are the documented ones, and the surface is the text at its offsets."""
    run("export", "mentions", "--to", "m.jsonl", folder=folder)
    rows = [json.loads(line) for line in (folder / "m.jsonl").read_text().splitlines()]
    text = {a["id"]: a["text"] for a in ARTICLES}

    columns = "article start end surface kind type chain entity entity_name actor probability cue"
    assert [*columns.split(), "decisions"] == list(rows[0])
    assert all(text[r["article"]][r["start"] : r["end"]] == r["surface"] for r in rows)


def test_exported_claims_hold_the_contract(folder: Path) -> None:
    """The columns are the documented ones, and spans are lists of two offsets."""
    run("export", "claims", "--to", "c.jsonl", folder=folder)
    (row,) = [json.loads(line) for line in (folder / "c.jsonl").read_text().splitlines()]

    columns = "article claim kind content cue source speaker speaker_name probability group"
    assert list(row)[:10] == columns.split()
    assert (row["content"], row["cue"], row["source"]) == ([[24, 42]], [[14, 23]], [[0, 13]])
    assert row["speaker_name"] == "Dmitry Peskov"


def test_a_claim_is_listed_and_traced(folder: Path) -> None:
    """From a list to the marked text, the speaker and the parts of the probability."""
    header, line = run("claims", "--by", "Dmitry Peskov", folder=folder).stdout.splitlines()
    assert header.split("\t")[:2] == ["claim", "article"]

    traced = run("trace", line.split("\t")[0], folder=folder).stdout

    assert "⟨Dmitry Peskov⟩ ‹dismissed› ⟦the plan in Moscow⟧." in traced
    assert "speaker: Dmitry Peskov (ent-" in traced
    assert "leads to the chain by: mention (1.00)" in traced


def test_mentions_of_the_callers_own_are_linked(folder: Path, tmp_path: Path) -> None:
    """Exactly those, each wrong line named."""
    ledger = str(tmp_path / "l.duckdb")
    (tmp_path / "m.jsonl").write_text(
        '{"article": "a", "start": 21, "end": 34, "type": "PER"}\n{"article": "a", "start": 50, "end": 999}\n'
    )
    run("ingest", str(folder / "articles.jsonl"), "--ledger", ledger, folder=tmp_path)
    done = run("resolve", "--mentions", "m.jsonl", "--ledger", ledger, folder=tmp_path)

    assert done.returncode == 1
    assert (
        "refused: m.jsonl:2: field 'end': 50:999 lies outside a text of 54 code points"
        in done.stderr
    )
    assert done.stdout.startswith("2 articles read, 1 mentions in 1 chains")


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Asking is not making."""
    done = run("entities", folder=tmp_path)

    assert done.returncode == 1
    assert (
        "spantrail: there is no ledger at spantrail.duckdb; make one with: spantrail ingest"
        in done.stderr
    )
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_the_ledger(folder: Path, tmp_path: Path) -> None:
    """$SPANTRAIL_LEDGER sets the default."""
    done = run("entities", folder=tmp_path, SPANTRAIL_LEDGER=str(folder / "spantrail.duckdb"))

    assert "Dmitry Peskov" in done.stdout


def test_an_unknown_name_is_one_sentence(folder: Path) -> None:
    """Never a traceback."""
    done = run("show", "Nobody At All", folder=folder)

    assert (
        done.returncode,
        done.stderr,
    ) == (1, "spantrail: no entity is called 'Nobody At All'; `spantrail entities` lists all\n")


def test_wrong_usage_is_status_two(folder: Path) -> None:
    """As everywhere on the command line."""
    assert run("export", "nonsense", "--to", "x.jsonl", folder=folder).returncode == 2


def test_an_unknown_format_is_refused(folder: Path) -> None:
    """The message lists the formats."""
    done = run("export", "mentions", "--to", "x.xlsx", folder=folder)

    assert "name a file that ends in .jsonl, .csv, .parquet" in done.stderr


def test_verify_says_that_all_is_well(folder: Path) -> None:
    """Status 0 and one line."""
    done = run("verify", folder=folder)

    assert (done.returncode, "every span resolves" in done.stdout) == (0, True)


def test_entities_lists_what_several_articles_speak_of_without_a_name(tmp_path: Path) -> None:
    """The military of a country is known, what one article alone calls by a noun is not."""
    texts = [
        "The Peruvian military denied it, and the bank of the river fell.",
        "Peru's armed forces left.",
    ]
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts))
    )
    run("ingest", "a.jsonl", folder=tmp_path)
    run("resolve", folder=tmp_path)
    named, everything = (
        run("entities", *options, folder=tmp_path).stdout for options in ((), ("--all",))
    )

    assert "Peruvian military" in named
    assert len(everything.splitlines()) > len(named.splitlines())


def test_a_review_takes_keys_and_what_was_decided_counts(tmp_path: Path) -> None:
    """One line a key on a pipe; taking back goes one pair back, and what is left is not asked again."""
    ledger = str(tmp_path / "l.duckdb")
    articles = tmp_path / "articles.jsonl"
    names = ("Jon Abel", "John Abel", "Jonathan Abel", "J. Abel", "Mayor Abel", "Abel")
    rows = [{"id": f"a{n}", "text": f"{name} spoke in Leeds."} for n, name in enumerate(names)]
    articles.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    runner = CliRunner()
    for line in (["ingest", str(articles)], ["resolve", "--jobs", "1"]):
        assert runner.invoke(main, [*line, "--ledger", ledger]).exit_code == 0
    before = runner.invoke(main, ["queue", "--ledger", ledger]).stdout.splitlines()
    assert len(before) > 1

    words = ["review", "--by", "ann", "--ledger", ledger]
    done = runner.invoke(main, words, input="d\nz\nd\nq\n")
    assert done.exit_code == 0, done.output
    assert "1 decided" in done.stdout
    after = runner.invoke(main, ["queue", "--ledger", ledger]).stdout.splitlines()
    assert before[1] not in after
    told = runner.invoke(main, ["decisions", "--ledger", ledger]).stdout
    assert [line.split("\t")[1] for line in told.splitlines()[1:]] == [
        "taken back",
        "counts",
        "counts",
    ]
