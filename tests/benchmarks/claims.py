"""How fast the rules of attribution are, and how often each is right.

    python tests/benchmarks/claims.py [--split train|dev] [--write]

Prints characters a second on one core and, where the development set is, precision and recall as
its scorer counts them and the precision of every rule. `--write` stores the precisions as the
scores of the rules.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from resolvers.attribution.records import Attribution
from resolvers.attribution.rule_precision import LIKE
from resolvers.attribution.rules import attribute

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared/data/polnear"
TABLE = ROOT / "resolvers/attribution/data/rules.tsv"
Points = frozenset[int]
Counts = dict[str, list[int]]


def lines(path: Path) -> Iterator[dict]:
    """Read JSON Lines."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def points(text: str, spans: Sequence[tuple[int, int]]) -> Points:
    """List the offsets in spans at which no white space stands."""
    return frozenset(i for start, end in spans for i in range(start, end) if not text[i].isspace())


def speed(texts: Sequence[str]) -> list[list[Attribution]]:
    """Attribute texts, and print how fast that was."""
    attribute("“Ready,” she said.")
    started = time.process_time()
    found = [attribute(text) for text in texts]
    spent = time.process_time() - started
    size = sum(map(len, texts))
    print(
        f"rules         {size / spent:12,.0f} characters a second on one core ({size:,} characters)"
    )
    return found


def count(
    text: str, found: Sequence[Attribution], gold: Sequence[Points], rules: Counts
) -> tuple[int, int, int]:
    """Add to the counts of rules: right and all.

    Return the characters that both, we and the gold have.
    """
    mine = [(a.rule, points(text, [(s.start, s.end) for s in a.content])) for a in found]
    for rule, body in mine:
        rules[rule][0] += any(2 * len(body & g) >= len(body) for g in gold)
        rules[rule][1] += 1
    ours, theirs = frozenset().union(*(b for _, b in mine)), frozenset().union(*gold)
    return len(ours & theirs), len(ours), len(theirs)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="dev", choices=("train", "dev"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    example = [a["text"] for a in lines(ROOT / "examples/paris_summit/articles.jsonl")]
    if not DATA.exists():
        speed(example * 50)
        return
    texts = {
        a["id"]: a["text"] for a in lines(DATA / "articles.jsonl") if a["split"] == options.split
    }
    gold: defaultdict[str, list[Points]] = defaultdict(list)
    for claim in lines(DATA / "claims.jsonl"):
        if claim["article"] in texts:
            gold[claim["article"]].append(points(texts[claim["article"]], claim["content"]))
    rules: Counts = defaultdict(lambda: [0, 0])
    found = speed(list(texts.values()))
    rows = [
        count(text, own, gold[key], rules)
        for (key, text), own in zip(texts.items(), found, strict=True)
    ]
    both, ours, theirs = (sum(column) for column in zip(*rows, strict=True))
    print(
        f"polnear {options.split:5s} characters: precision {both / ours:.3f}, recall {both / theirs:.3f}"
    )
    for rule, (right, every) in sorted(rules.items(), key=lambda item: -item[1][1]):
        print(f"  {rule:22s} {right / every:.3f} of {every}")
    if options.write:
        head = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
        body = [
            f"{rule}\t{(right + 1) / (every + 2):.3f}"
            for rule, (right, every) in sorted(rules.items())
            if rule not in LIKE
        ]
        TABLE.write_text("\n".join([*head, "rule\tprecision", *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
