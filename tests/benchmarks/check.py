"""What a check finds of faults that were planted in drafts, and how long a draft of 800 words takes.

    python tests/benchmarks/check.py [--basil FOLDER] [--ledger FILE] [--articles N]

The drafts are those of tests/checking/drafts; those over BASIL, whose texts are not ours, need its
folder. For the time a ledger of N articles (10,000) is made up, unless there is one to take.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import provenance
import resolvers

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests/checking"))

from planted import CORPORA, Planted, planted  # noqa: E402

BASIL = ROOT.parent / "shared/data/basil"
WORDS = 800  # of the draft that is timed
RUNS = 7


def resolved(path: Path) -> provenance.Ledger:
    """Resolve a corpus in memory."""
    ledger = provenance.open(":memory:")
    ledger.ingest([str(path)])
    resolvers.resolve(ledger)
    return ledger


def table(cases: list[Planted], ledgers: dict[str, provenance.Ledger]) -> None:
    """Print what was found of each kind, and the alarms over what is right."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    words: Counter[str] = Counter()
    for case in cases:
        ledger = ledgers[case.corpus]
        words.update(f.finding for f in resolvers.check(ledger, case.draft).findings)
        for fault in case.faults:
            findings = resolvers.check(ledger, fault.draft).findings
            over = [f for f in findings if f.draft.start < fault.end and f.draft.end > fault.start]
            right = any(f.finding in fault.findings for f in over)
            seen = any(not f.fine for f in over)
            found[fault.findings[0]]["right" if right else "seen" if seen else "missed"] += 1
    print(f"{'planted':18} {'right word':>10} {'other word':>10} {'missed':>7}")
    for kind, counts in sorted(found.items()):
        print(f"{kind:18} {counts['right']:10} {counts['seen']:10} {counts['missed']:7}")
    total = sum(found.values(), Counter())
    share = total["right"] / total.total()
    print(
        f"{'all':18} {total['right']:10} {total['seen']:10} {total['missed']:7}  right {share:.3f}"
    )
    alarms = words.total() - words["exact"] - words["paraphrase"]
    print(
        f"{len(cases)} drafts that quote rightly: {words.total()} statements, {alarms} wrong alarms"
    )


def made_up(number: int) -> Iterator[dict[str, str]]:
    """Yield articles of sentences of the corpora, in which most words are others."""
    rows = [json.loads(line) for path in CORPORA.values() for line in path.open(encoding="utf-8")]
    vocabulary = sorted({word for row in rows for word in row["text"].split() if word.islower()})
    sentences = [s for row in rows for s in row["text"].replace("\n", " ").split(". ") if s]
    for place in range(number):
        chance = random.Random(place)
        chosen = chance.sample(sentences, 12)
        words = [
            chance.choice(vocabulary) if word.islower() and chance.random() < 0.6 else word
            for word in ". ".join(chosen).split()
        ]
        yield {"id": f"made-{place}", "source": f"s{place % 40}", "text": " ".join(words) + "."}


def timed(path: Path | None, number: int, folder: Path) -> None:
    """Print how long a draft takes in a ledger of many articles, in process."""
    if path is None:
        path = folder / "large.duckdb"
        with provenance.open(path) as ledger:
            ledger.add(list(made_up(number)))
            for corpus in CORPORA.values():
                ledger.ingest([str(corpus)])
            resolvers.resolve(ledger)
    text = " ".join(case.draft for case in planted())
    text = " ".join((f"{text} " * (1 + WORDS // len(text.split()))).split()[:WORDS])
    with provenance.open(path, read_only=True) as ledger:
        ((count,),) = ledger.connection.execute("SELECT count(*) FROM article").fetchall()
        spent = []
        for _ in range(RUNS):
            began = time.perf_counter()
            checked = resolvers.check(ledger, text)
            spent.append(time.perf_counter() - began)
    print(
        f"{WORDS} words against {count:,} articles: {statistics.median(spent):.2f} s"
        f" (first {spent[0]:.2f}), {len(checked.findings)} statements,"
        f" {checked.articles} articles compared word for word"
    )


def main() -> None:
    """Print the table, then the time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--basil", type=Path, default=BASIL)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    ledgers = {name: resolved(path) for name, path in CORPORA.items()}
    texts = None
    if asked.basil.exists():
        path = asked.basil / "articles.jsonl"
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        texts = {row["id"]: row["text"] for row in rows}
        ledgers["basil"] = resolved(path)
    table(list(planted(texts)), ledgers)
    with tempfile.TemporaryDirectory() as folder:
        timed(asked.ledger, asked.articles, Path(folder))


if __name__ == "__main__":
    main()
