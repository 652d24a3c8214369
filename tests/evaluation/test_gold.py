"""Labels from files: what is refused, what is matched, and what the command prints and writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click.testing
import pytest

import provenance
import resolvers
from resolvers.cli import main
from resolvers.evaluation.answers import ask, read_answers, sum_up
from resolvers.evaluation.gold import match, read_gold
from resolvers.evaluation.report import evaluate

ARTICLES = [
    {"id": "a", "text": "Mayor Ada Crane opened the bridge. Crane spoke of Vienna."},
    {"id": "b", "text": "Ada Crane, the mayor, left Vienna. Rolf Crane stayed."},
    {"id": "c", "text": "Rolf Crane met Ada Crane in Vienna."},
    {"id": "d", "text": "In Vienna nobody met Rolf Crane."},
]
NAMES = {"Ada Crane": "ada", "Rolf Crane": "rolf", "Vienna": "vienna"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Resolve four articles about two people of one surname."""
    path = tmp_path_factory.mktemp("made") / "l.duckdb"
    with provenance.open(path) as opened:
        opened.add(ARTICLES)
        resolvers.resolve(opened)
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    """Copy them."""
    return Path(shutil.copy(made, tmp_path))


def gold_rows() -> list[dict[str, object]]:
    """Label every full name and the town."""
    rows = []
    for article in ARTICLES:
        for name, entity in NAMES.items():
            start = article["text"].find(name)
            if start >= 0:
                rows.append(
                    {
                        "article": article["id"],
                        "start": start,
                        "end": start + len(name),
                        "entity": entity,
                    }
                )
    return rows


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*words: str | Path) -> click.testing.Result:
    """Call the command line in this process."""
    return click.testing.CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"article": "x"}, "field 'article': no article is called 'x'; ingest it first"),
        ({"end": 999}, "field 'end': 6:999 lies outside a text of 57 code points"),
        ({"start": "6"}, "field 'start': expected a whole number of code points, not '6'"),
        ({"entity": ""}, "field 'entity': expected the name or number of an entity, not ''"),
        ({"entity": None}, "field 'entity': expected the name or number of an entity, not None"),
        (
            {"surface": "Bridge"},
            "field 'surface': 6:15 reads 'Ada Crane', not 'Bridge'; offsets count code points",
        ),
        ({"cluster": "ada"}, "field 'cluster': 6:15 has the label 'ada' in line 1 already"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_kept(ledger, tmp_path, change, message):
    """File, line, field, value and what to do."""
    good = {"article": "a", "start": 6, "end": 15, "entity": "ada"}
    path = write(tmp_path / "gold.jsonl", [good, {**good, **change}])
    with provenance.open(ledger) as opened:
        kept, refused = read_gold(opened, path)

    assert [m.surface for m in kept] == ["Ada Crane"]
    assert [str(error) for error in refused] == [f"{path}:2: {message}"]


def test_what_is_missed_is_told_apart_from_what_is_put_wrongly(ledger, tmp_path):
    """A label on characters that nothing was found at counts against recall in the second view alone."""
    extra = {"article": "a", "start": 23, "end": 33, "entity": "bridge"}
    path = write(tmp_path / "gold.jsonl", [*gold_rows(), extra])
    with provenance.open(ledger) as opened:
        kept, _ = read_gold(opened, path)
        report = evaluate(opened, match(opened, kept), resamples=10)

    assert (report.mentions, report.found, report.articles) == (
        len(gold_rows()) + 1,
        len(gold_rows()),
        4,
    )
    assert report.views["found"].scores["b3"].recall == 1.0
    assert report.views["all"].scores["b3"].recall == pytest.approx(
        len(gold_rows()) / (len(gold_rows()) + 1)
    )
    assert report.naming["gold"].variation == 0.0


def test_the_command_prints_a_table_and_writes_the_figures(ledger, tmp_path):
    """Two people of one surname are kept apart, and the file says so in numbers."""
    path, figures = write(tmp_path / "gold.jsonl", gold_rows()), tmp_path / "figures.json"
    done = run("evaluate", path, "--ledger", ledger, "--to", figures)
    written = json.loads(figures.read_text())

    assert done.exit_code == 0, done.output
    assert "10 of 10 labelled mentions found with their offsets, 0 missed" in done.output
    assert "\nB-cubed\t1.000\t1.000\t1.000\t1.000 to 1.000\n" in done.output
    assert written["views"]["found"]["scores"]["pairs"] == {"precision": 1.0, "recall": 1.0}
    assert written["calibration"]["pairs"]["count"] >= 1


def test_refused_labels_end_with_status_one(ledger, tmp_path):
    """The figures of the others are printed all the same."""
    path = write(tmp_path / "gold.jsonl", [*gold_rows(), {"article": "a"}])
    done = run("evaluate", path, "--ledger", ledger)

    assert done.exit_code == 1
    assert "10 of 10 labelled mentions" in done.output


def who(surface: str) -> str:
    """Tell whom a mention of these articles means; "Crane" alone and the mayor are Ada Crane."""
    return next(
        (entity for word, entity in (("Rolf", "rolf"), ("Vienna", "vienna")) if word in surface),
        "ada",
    )


def answered(path: Path) -> list[dict[str, object]]:
    """Answer a sample."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    drawn: dict[object, object] = {}
    for row in rows:
        if row["part"] == "drawn":
            drawn[row["question"]] = who(row["surface"])
        else:
            row["same"] = drawn[row["question"]] == who(row["surface"])
    return rows


def test_a_sample_is_drawn_answered_and_read_back(ledger, tmp_path):
    """The questions show each mention in its context; the answers give figures with errors."""
    path = tmp_path / "q.jsonl"
    drawn = run("sample", "--to", path, "--size", "8", "--ledger", ledger)
    assert (drawn.exit_code, "8 mentions drawn" in drawn.output) == (0, True)
    assert all(
        f"⟦{row['surface']}⟧" in row["context"]
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    )

    write(path, answered(path))
    done = run("evaluate", path, "--ledger", ledger, "--to", tmp_path / "f.json")

    assert done.exit_code == 0, done.output
    assert "8 of " in done.output
    assert (
        json.loads((tmp_path / "f.json").read_text())["figures"]["pairs precision"]["value"] > 0.9
    )


def test_whoever_stops_half_way_gets_the_figures_of_the_first_half(ledger, tmp_path):
    """Questions after the last answer are left out, those that need no answer among them."""
    path = tmp_path / "q.jsonl"
    with provenance.open(ledger) as opened:
        ask(opened, path, size=10, members=4, others=4, seed=2)
        rows = answered(path)
        for row in rows:
            row["same"] = row["same"] if row["question"] <= 4 or row["part"] == "drawn" else None
        answers, refused = read_answers(opened, write(path, rows))
        found, left = sum_up(answers)

    assert (found.drawn, left, refused) == (4, 6, [])


def test_a_sample_without_answers_is_refused(ledger, tmp_path):
    """One sentence, with what to do."""
    path = tmp_path / "q.jsonl"
    run("sample", "--to", path, "--size", "3", "--ledger", ledger)
    done = run("evaluate", path, "--ledger", ledger)

    assert done.exit_code == 1
    assert "0 of 3 questions are answered, and two at least are needed" in done.output


def test_an_answer_that_is_none_is_named(ledger, tmp_path):
    """Line and field."""
    path = tmp_path / "q.jsonl"
    with provenance.open(ledger) as opened:
        ask(opened, path, size=2, members=1, others=1, seed=0)
        rows = answered(path)
        rows[1]["same"] = "maybe"
        _, refused = read_answers(opened, write(path, rows))

    assert [str(e) for e in refused] == [
        f"{path}:2: field 'same': answer true or false, not 'maybe'"
    ]


def test_labels_of_which_none_can_be_used_are_refused(ledger, tmp_path):
    """The first fault is told, in one sentence."""
    path = write(tmp_path / "gold.jsonl", [{"article": "x", "start": 0, "end": 1, "entity": "ada"}])
    done = run("evaluate", path, "--ledger", ledger)

    assert (done.exit_code, done.output) == (
        1,
        f"spantrail: {path}:1: field 'article': no article is called 'x'; ingest it first\n",
    )


def test_a_sample_larger_than_the_ledger_is_refused(ledger, tmp_path):
    """The number that there are is named."""
    done = run("sample", "--to", tmp_path / "q.jsonl", "--size", "900", "--ledger", ledger)

    assert done.exit_code == 1
    assert "there are 14 mentions, fewer than 900 (ask for a smaller sample)" in done.output


def test_characters_may_have_two_labels(ledger, tmp_path):
    """Each counts as a mention, and both lie in one entity."""
    rows = [*gold_rows(), {"article": "a", "start": 6, "end": 15, "entity": "mayor"}]
    with provenance.open(ledger) as opened:
        kept, refused = read_gold(opened, write(tmp_path / "gold.jsonl", rows))
        report = evaluate(opened, match(opened, kept), resamples=0)

    assert (refused, report.found) == ([], len(rows))
    assert report.views["found"].false_merges == pytest.approx(1 / 3)


def test_labels_that_hold_in_one_event_cut_entities_by_event(ledger, tmp_path):
    """A person of two events has two labels and is found twice, once in each."""
    rows = [
        {**row, "event": row["article"], "entity": f"{row['entity']}-{row['article']}"}
        for row in gold_rows()
    ]
    with provenance.open(ledger) as opened:
        kept, _ = read_gold(opened, write(tmp_path / "gold.jsonl", rows))
        report = evaluate(opened, match(opened, kept), resamples=0)

    assert report.views["found"].scores["b3"].f1 == 1.0
