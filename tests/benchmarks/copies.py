"""Print how well copies are found: edits of real articles by kind, and the time and memory of a large corpus.

python tests/benchmarks/copies.py edits FOLDER...   folders with articles.jsonl
python tests/benchmarks/copies.py corpus [ARTICLES]
"""

from __future__ import annotations

import itertools
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from resolvers.incremental.stories.copying import derive
from resolvers.reuse.derivation import Printed

_SYNONYMS = "old new good bad little great often seldom north south house street river early late quick slow".split()
_START = datetime(2024, 1, 1, tzinfo=UTC)


def sentences(text: str) -> list[str]:
    """Cut a text after full stops; rough, but the same on both sides."""
    return [s for s in re.split(r"(?<=[.!?”])\s+", text) if s]


def light(text: str, rng: random.Random, _: str) -> str:
    """Change every fifteenth word or so."""
    return " ".join(rng.choice(_SYNONYMS) if rng.random() < 1 / 15 else w for w in text.split())


def begin(text: str, _rng: random.Random, _: str) -> str:
    """Print the first 45 % alone."""
    words = text.split(" ")
    return " ".join(words[: int(len(words) * 0.45)])


def reuse(share: float):
    """Make an edit that puts a share of the sentences among those of another article."""

    def edit(text: str, rng: random.Random, other: str) -> str:
        own, foreign = sentences(text), sentences(other)
        budget, taken = share * len(text.split()), []
        for sentence in rng.sample(own, len(own)):
            if budget > 0 and not re.search(r"[“”\"]", sentence):
                taken.append(sentence)
                budget -= len(sentence.split())
        length, kept = len(" ".join(taken).split()) * (1 - share) / share, []
        for sentence in itertools.cycle(foreign):
            if length <= 0:
                break
            kept.append(sentence)
            length -= len(sentence.split())
        mixed = taken + kept
        rng.shuffle(mixed)
        return " ".join(mixed)

    return edit


def quotes(text: str, rng: random.Random, other: str) -> str:
    """Put all quotations of the article, and nothing else of it, into another."""
    found = re.findall(r"“[^”\n]+”|\"[^\"\n]+\"", text)
    mixed = sentences(other) + found
    rng.shuffle(mixed)
    return " ".join(mixed)


def reworded(text: str, rng: random.Random, _: str) -> str:
    """Change a third of all words, which leaves few stretches of six."""
    return " ".join(rng.choice(_SYNONYMS) if rng.random() < 1 / 3 else w for w in text.split())


EDITS = {
    "light": light,
    "first 45 %": begin,
    "half reused": reuse(0.5),
    "quarter reused": reuse(0.25),
    "quotes only": quotes,
    "reworded": reworded,
}


def edits(folders: list[str]) -> None:
    """Print recall and precision by kind of edit; every original meets every edit in one corpus."""
    rng = random.Random(7)
    texts = [
        json.loads(line)["text"]
        for f in folders
        for line in Path(f, "articles.jsonl").read_text("utf-8").splitlines()
    ]
    texts = [t for t in dict.fromkeys(texts) if len(t.split()) >= 150]
    rng.shuffle(texts)
    half = len(texts) // 2
    items, truth = [], {}
    for number, text in enumerate(texts[:half]):
        items.append(_printed(f"{number}", text, number % 90, "original"))
        other = texts[half + number]
        for kind, edit in EDITS.items():
            if (
                kind == "quotes only"
                and len(" ".join(re.findall(r"“[^”\n]+”|\"[^\"\n]+\"", text)).split()) < 20
            ):
                continue
            key = f"{number} {kind}"
            items.append(_printed(key, edit(text, rng, other), number % 90 + 1, kind))
            truth[key] = kind
    with duckdb.connect() as connection:
        found = derive(connection, items)
    # Edits of one original share its words with each other too: those pairs are true and not
    # counted.
    hits, wrong = Counter(), Counter()
    for d in found:
        a, b = d.version.split(" ", 1), d.from_version.split(" ", 1)
        if a[0] == b[0]:
            if len(a) == 2 and len(b) == 1:
                hits[a[1]] += 1
        else:
            for key in (d.version, d.from_version):
                wrong[truth.get(key, "original")] += 1
    total = Counter(truth.values())
    print(f"{len(texts[:half])} originals, {len(items)} texts, {len(found)} derivations")
    print(
        f"{'kind':16s} {'edits':>6s} {'found':>6s} {'recall':>7s} {'wrong':>6s} {'precision':>9s}"
    )
    for kind in EDITS:
        precision = hits[kind] / (hits[kind] + wrong[kind]) if hits[kind] + wrong[kind] else 1.0
        print(
            f"{kind:16s} {total[kind]:6d} {hits[kind]:6d} {hits[kind] / total[kind]:7.3f} {wrong[kind]:6d} {precision:9.3f}"
        )


def _printed(key: str, text: str, day: int, source: str) -> Printed:
    published = _START + timedelta(days=day)
    # Sources are given by article, so that nothing counts as boilerplate of one publisher.
    return Printed(
        key=key, article=key, source=f"{source} {key}", byline=None, published=published, text=text
    )


def corpus(count: int) -> None:
    """Print seconds and memory for a made corpus of articles of 1,000 words, a tenth of them copies."""
    rng = random.Random(1)
    vocabulary = [f"w{i}" for i in range(40_000)]
    weights = list(itertools.accumulate(1 / (i + 10) for i in range(40_000)))
    pool = rng.choices(vocabulary, cum_weights=weights, k=2_000_000)
    texts: list[str] = []
    for number in range(count):
        places = [rng.randrange(1_999_000) for _ in range(200)]
        words = list(itertools.chain.from_iterable(pool[p : p + 5] for p in places))
        if number % 10 == 9:
            words[:600] = texts[number - rng.randrange(1, 9)].split()[:600]
        texts.append(" ".join(words))
    before = _memory()
    items = [
        Printed(
            key=f"{i:06d}",
            article=f"{i:06d}",
            source=f"outlet {i % 200}",
            byline=None,
            published=_START + timedelta(minutes=i),
            text=t,
        )
        for i, t in enumerate(texts)
    ]
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("SET memory_limit = '1GB'")
        started, cpu = time.perf_counter(), time.process_time()
        found = derive(connection, items)
        print(
            f"{count} articles: {len(found)} copies in {time.perf_counter() - started:.1f} s, one core"
        )
        print(f"of these on the processor {time.process_time() - cpu:.1f} s")
        print(
            f"memory: {_memory():.2f} GiB at most, {before:.2f} before, the made texts among them"
        )


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    if sys.argv[1] == "edits":
        edits(sys.argv[2:])
    else:
        corpus(int(sys.argv[2]) if len(sys.argv) > 2 else 37_000)
