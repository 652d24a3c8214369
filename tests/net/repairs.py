"""Repairs: every wrong merge and split of small cases, put right by one decision each.

    python tests/net/repairs.py [FOLDER] [--only GLOB] [--model FILE]

A case is a file of `../shared/cases`, as its tool describes them; only its checks `together` and
`apart` of two mentions are taken. What is wrong is repaired by one decision of a person, by the
command line. What is right is made wrong first, by the decision of a rule, and repaired likewise.
Then one more article comes that names the same people, the indexes are made anew, a model trained
on other labels links, and the shipped one again; after each the pair is looked at.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from click.testing import CliRunner

import provenance
import resolvers
from provenance.exceptions import NotFoundError
from resolvers.cli import main as spantrail
from resolvers.linking.labelled import read_set
from resolvers.linking.training import estimate, label_pairs

CASES = Path(__file__).parents[2].parent / "shared/cases/who"
LABELLED = Path(__file__).parents[2].parent / "shared/data/meantime"
RESOLVE = ("resolve", "--jobs", "1", "--no-coverage")  # no check asks for stories or claims
LATER = ("repaired", "new article", "rebuilt", "another model", "shipped model")

Place = tuple[str, int, int]
Row = Mapping[str, Any]


@attrs.frozen
class Pair:
    """Two mentions that are one entity, or two.

    Args:
        a: where one stands.
        b: where the other does.
        one: whether they are one entity.
    """

    a: Place
    b: Place
    one: bool


@attrs.frozen
class Repair:
    """What became of one pair.

    Args:
        pair: the pair.
        was_wrong: whether it was wrong by itself; else a rule was to make it wrong.
        wrong_before: whether it was wrong when it was decided; a rule cannot part what is one chain
            of an article, and what an earlier repair put right is right already.
        command: how it was repaired.
        held: whether it was right at each moment of `LATER`; empty where it could not be decided.
        problem: what the command line said where it refused.
    """

    pair: Pair
    was_wrong: bool
    wrong_before: bool = False
    command: tuple[str, ...] = ()
    held: Mapping[str, bool] = attrs.Factory(dict)
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it was repaired, and stayed so."""
        return not self.problem and all(self.held.values())


# --- cases ---------------------------------------------------------------------------------------


def pairs_of(case: Mapping[str, Any]) -> list[Pair]:
    """Return the pairs of a case, each once, by where their words stand."""
    texts = _texts(case)
    found = []
    for check in case["checks"]:
        for kind in {"together", "apart"} & set(check):
            a, b = (_place(texts, where) for where in check[kind])
            found.append(Pair(a, b, one=kind == "together"))
    return list(dict.fromkeys(found))


def _texts(case: Mapping[str, Any]) -> dict[str, str]:
    rows = [row for rows in case["files"].values() if isinstance(rows, list) for row in rows]
    return {row["id"]: row["text"] for row in rows if "text" in row}


def _place(texts: Mapping[str, str], where: Sequence[Any]) -> Place:
    article, words, *rest = where
    if isinstance(words, int):
        return article, words, rest[0]
    start = -1
    for _ in range(rest[0] if rest else 1):
        start = texts[article].index(words, start + 1)
    return article, start, start + len(words)


def run(*words: str | Path, ledger: Path) -> str:
    """Run a command of the command line, and return what it prints.

    Raises:
        AssertionError: it failed.
    """
    line = [*map(str, words), "--ledger", str(ledger)]
    done = CliRunner().invoke(spantrail, line, catch_exceptions=False)
    assert done.exit_code == 0, f"{' '.join(line)}: {done.output}"
    return done.output


def make_ledger(case: Mapping[str, Any], folder: Path) -> Path:
    """Make the ledger of a case as its tool does, and resolve it."""
    ledger = folder / "ledger.duckdb"
    for name, content in case["files"].items():
        lines = "".join(json.dumps(row) + "\n" for row in content)
        (folder / name).write_text(content if isinstance(content, str) else lines, "utf-8")
    names = case.get("ingest") or list(case["files"])
    for batch in names if isinstance(names[0], list) else [names]:
        run("ingest", *(folder / name for name in batch), ledger=ledger)
    if "authority" in case:
        run("authority", "add", folder / case["authority"], "--name", "list", ledger=ledger)
    run(*RESOLVE, ledger=ledger)
    return ledger


# --- what is so ----------------------------------------------------------------------------------


def mentions(ledger: Path) -> list[Row]:
    """Return the exported mentions."""
    with provenance.open(ledger, read_only=True) as opened:
        return opened.table("mentions").to_pylist()


def mention_at(rows: Sequence[Row], place: Place) -> Row | None:
    """Return the mention of just these words, else the name that overlaps them most."""
    article, start, end = place
    over = [r for r in rows if r["article"] == article and r["start"] < end and r["end"] > start]
    exact = [row for row in over if (row["start"], row["end"]) == (start, end)]
    best = exact or [row for row in over if row["kind"] == "name"] or over
    return max(best, key=lambda r: min(r["end"], end) - max(r["start"], start), default=None)


def is_right(rows: Sequence[Row], pair: Pair) -> bool | None:
    """Whether a pair is as it should be; None where one of the two was not found."""
    found = [mention_at(rows, place) for place in (pair.a, pair.b)]
    if not all(found):
        return None
    a, b = (row["entity"] for row in found if row)
    return (a == b) == pair.one


def needs_both(rows: Sequence[Row], pair: Pair) -> bool:
    """Whether a decision can be about a pair: two of which nobody reads one as a name are apart already."""
    return pair.one or is_right(rows, pair) is not None


def reference(rows: Sequence[Row], place: Place) -> str:
    """Write the mention at a place as the command line does."""
    row = mention_at(rows, place)
    assert row is not None
    return f"{row['article']}:{row['start']}-{row['end']}"


# --- one decision each ---------------------------------------------------------------------------


def repair_case(case: Mapping[str, Any], folder: Path, model: Path) -> list[Repair]:
    """Make everything of a case wrong that is right, repair all of it, and look again and again.

    Args:
        case: the case.
        folder: an empty one, for its ledger.
        model: a file with other parameters than the shipped ones.
    """
    ledger = make_ledger(case, folder)
    rows = mentions(ledger)
    pairs = {pair: is_right(rows, pair) for pair in pairs_of(case) if needs_both(rows, pair)}
    _make_wrong(ledger, rows, [pair for pair, right in pairs.items() if right])
    done = [_repair(ledger, pair, was_wrong=not right) for pair, right in pairs.items()]
    for moment in LATER:
        _pass(moment, ledger, folder, case, model)
        rows = mentions(ledger)
        for repair in done:
            if not repair.problem:
                repair.held[moment] = bool(is_right(rows, repair.pair))
    assert run("verify", ledger=ledger)
    return done


def _make_wrong(ledger: Path, rows: Sequence[Row], pairs: Sequence[Pair]) -> None:
    """Let a rule say the opposite of what is right."""
    with provenance.open(ledger) as opened:
        for pair in pairs:
            verb = "different" if pair.one else "same"
            places = (reference(rows, pair.a), reference(rows, pair.b))
            try:
                opened.decide(verb, *places, by="careless", actor_kind="rule")
            except (NotFoundError, ValueError):  # two mentions of one chain are one by reading
                continue
        resolvers.resolve_again(opened)


def _repair(ledger: Path, pair: Pair, *, was_wrong: bool) -> Repair:
    """Decide once what a pair is."""
    rows = mentions(ledger)
    right = is_right(rows, pair)
    if right is None:
        return Repair(pair, was_wrong, problem="a mention was not found")
    verb = "same" if pair.one else "different"
    words = ("decide", verb, reference(rows, pair.a), reference(rows, pair.b), "--by", "ann")
    try:
        run(*words, ledger=ledger)
    except AssertionError as error:
        return Repair(pair, was_wrong, not right, words, problem=str(error))
    return Repair(pair, was_wrong, not right, words)


def _pass(moment: str, ledger: Path, folder: Path, case: Mapping[str, Any], model: Path) -> None:
    """Let something happen to a ledger."""
    if moment == "new article":
        (folder / "later.jsonl").write_text(json.dumps(later_article(case)) + "\n", "utf-8")
        run("ingest", folder / "later.jsonl", ledger=ledger)
        run(*RESOLVE, ledger=ledger)
    if moment == "rebuilt":
        run(*RESOLVE, "--rebuild", ledger=ledger)
    if moment == "another model":
        run(*RESOLVE, "--model", model, ledger=ledger)
    if moment == "shipped model":
        run(*RESOLVE, ledger=ledger)


def later_article(case: Mapping[str, Any]) -> dict[str, str]:
    """Make an article that names everybody of whom a case asks, one a sentence."""
    texts = _texts(case)
    places = [place for pair in pairs_of(case) for place in (pair.a, pair.b)]
    names = dict.fromkeys(texts[article][start:end] for article, start, end in places)
    said = [f"{name[:1].upper()}{name[1:]} was at the meeting on Monday." for name in names]
    return {"id": "repairs-later", "text": " ".join(said), "published_at": "2025-04-01"}


def other_model(path: Path, labelled: Path = LABELLED) -> Path:
    """Train a model on one labelled set alone, and write it."""
    pairs = label_pairs(list(read_set(labelled)))
    estimate(pairs, Counter()).save(path)
    return path


# --- all of them ---------------------------------------------------------------------------------


def cases(folder: Path, only: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the cases of a folder with their names."""
    for path in sorted(folder.rglob("*.json")):
        name = f"{path.parent.name}/{path.stem}"
        case = json.loads(path.read_text("utf-8"))
        if fnmatch.fnmatch(name, only) and pairs_of(case):
            yield name, case


def main() -> None:
    """Repair everything, and print what did not hold and how many there were."""
    parser = argparse.ArgumentParser(description="Repair every wrong merge and split of cases.")
    parser.add_argument("folder", nargs="?", type=Path, default=CASES)
    parser.add_argument("--only", default="*", metavar="GLOB", help="KIND/NAME of the cases")
    parser.add_argument("--model", type=Path, help="another model; trained where it is left out")
    asked = parser.parse_args()
    if not asked.folder.exists():
        print(f"left out: there is no folder {asked.folder}")
        return
    scratch = Path(tempfile.mkdtemp())
    model = asked.model or other_model(scratch / "other-model.json")
    totals: Counter[tuple[str, str]] = Counter()
    for name, case in cases(asked.folder, asked.only):
        folder = scratch / "case"
        folder.mkdir()
        for repair in repair_case(case, folder, model):
            _count(totals, name, repair)
        shutil.rmtree(folder)
    shutil.rmtree(scratch)
    for (kind, what), many in sorted(totals.items()):
        print(f"{kind:24} {what:26} {many:5}")


def _count(totals: Counter[tuple[str, str]], name: str, repair: Repair) -> None:
    """Count a repair, and print one that did not hold."""
    merged = "wrong split" if repair.pair.one else "wrong merge"
    kind = f"{merged}, {'found' if repair.was_wrong else 'made'}"
    totals[kind, "all"] += 1
    totals[kind, "wrong when it was decided"] += repair.wrong_before
    totals[kind, "repaired and stays so"] += repair.is_whole
    if not repair.is_whole:
        lost = [moment for moment, held in repair.held.items() if not held]
        print(f"{name} {kind}: {' '.join(repair.command)} {repair.problem} {lost}", flush=True)


if __name__ == "__main__":
    main()
