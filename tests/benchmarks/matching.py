"""Print how same claims are told on labels nobody tuned on, how many conflicts there are, and how matching grows.

    python tests/benchmarks/matching.py                     the curve over made-up claims
    python tests/benchmarks/matching.py quality FOLDER      copies.py's edits of FOLDER's articles, whose claims are known

Edits of one article hold its claims by construction: a claim of the edit is that of the original
where it stands in the same place, whatever words were changed. Two claims of one article are two.
"""

from __future__ import annotations

import gc
import importlib.util
import itertools
import json
import random
import re
import resource
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import provenance
import resolvers
from provenance.spans import Span
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.grouping import group
from resolvers.claim_matching.likeness import ClaimLikeness, default_match_model
from resolvers.quantities.values import values_in
from resolvers.stages.matching import assertions

SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("al", "in", "ur")]
SIZES = (5_000, 10_000, 20_000, 40_000)
START = datetime(2025, 1, 1, tzinfo=UTC)
KINDS = ("light", "first 45 %", "half reused", "reworded")


def made_up(count: int) -> list[Assertion]:
    """Make claims: stories of forty with words of their own.

    A third said before in other words, a fourth counts people.
    """
    chance = random.Random(20250904)
    words = [f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
    chance.shuffle(words)
    weights = list(itertools.accumulate(1 / (n + 10) for n in range(len(words))))
    found: list[Assertion] = []
    for number in range(count):
        story = number // 40
        if number % 40 == 0:
            topic = chance.choices(words, k=40)
        if number % 3 == 2:
            said = found[number - chance.randrange(1, 3)].words.split()
            said = [chance.choice(words) if chance.random() < 0.15 else w for w in said]
        else:
            length = chance.randrange(8, 24)
            said = [
                chance.choice(topic)
                if chance.random() < 0.3
                else chance.choices(words, cum_weights=weights)[0]
                for _ in range(length)
            ]
            if number % 4 == 0:
                said[2:2] = [str(chance.randrange(2, 90)), "people"]
        text, at = " ".join(said), START + timedelta(minutes=9 * number)
        found.append(
            Assertion(
                key=f"{number:06d}",
                version=f"{number}",
                article=f"{number // 4}",
                source=f"{number % 30}",
                published=at,
                story=f"{story}",
                speaker=f"{story}-{number % 5}",
                pieces=((Span(0, len(text)), text),),
                values=tuple(values_in(text, 0, len(text), at)),
            )
        )
    return found


def curve() -> None:
    """Print seconds of the processor over growing numbers of claims.

    Near linear is a steady cost a claim.
    """
    for size in SIZES:
        items = made_up(size)
        gc.disable()  # as `resolve` does: there are no cycles
        start = time.process_time()
        found = group(ClaimLikeness(items), default_match_model())
        spent = time.process_time() - start
        gc.enable()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:7,d} claims {len(found.groups):7,d} groups {len(found.comparisons):8,d} comparisons kept "
            f"{len(found.conflicts):6,d} pairs in conflict | {spent:6.1f} s, {spent / size * 1e6:5.0f} us a claim "
            f"| peak {peak:,.0f} MiB"
        )


def edits_of(texts: list[str], kind: str, chance: random.Random) -> list[str]:
    """Edit articles as `copies.py` does."""
    path = Path(__file__).with_name("copies.py")
    spec = importlib.util.spec_from_file_location("copies", path)
    assert spec is not None
    assert spec.loader is not None
    copies = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copies)
    return [copies.EDITS[kind](text, chance, texts[n - 1]) for n, text in enumerate(texts)]


def aligned(one: list[Assertion], two: list[Assertion]) -> list[tuple[str, str]]:
    """Pair claims of an original with those of its edit by the words that stand around and in them, in order."""
    found = []
    for a in one:
        best = max(two, key=lambda b: _overlap(a.words, b.words), default=None)
        if best is not None and len(a.words.split()) >= 5 and _overlap(a.words, best.words) >= 0.5:
            found.append((a.key, best.key))
    return found


def _overlap(a: str, b: str) -> float:
    """Share of the longer's words that stand in the other at the same distance from its start or its end, by position."""
    x, y = a.split(), b.split()
    if abs(len(x) - len(y)) > 1:
        return 0.0
    return sum(p == q for p, q in zip(x, y, strict=False)) / max(len(x), len(y))


def quality(folder: Path) -> None:
    """Print recall of known pairs and precision by articles that share nothing, for every kind of edit."""
    chance = random.Random(11)
    rows = [
        json.loads(line) for line in (folder / "articles.jsonl").read_text("utf-8").splitlines()
    ]
    texts = [t for t in dict.fromkeys(row["text"] for row in rows) if len(t.split()) >= 150]
    chance.shuffle(texts)
    texts = texts[:150]
    print(
        f"{len(texts)} articles and an edit of each; claims of an original and its edit are the same by construction"
    )
    print(
        f"{'kind':16s} {'claims':>7s} {'known':>6s} {'recall':>7s} {'pairs':>7s} {'other articles':>15s} {'conflicts':>10s}"
    )
    for kind in KINDS:
        edited = edits_of(texts, kind, chance)
        articles = [
            {
                "id": f"{n} {side}",
                "source": f"{n} {side}",
                "published_at": str(START + timedelta(days=n % 40)),
                "text": text,
            }
            for side, several in (("original", texts), ("edit", edited))
            for n, text in enumerate(several)
        ]
        with provenance.open(":memory:") as ledger:
            ledger.add(articles)
            resolvers.resolve(ledger)
            items = assertions(ledger)
            of = {row["claim"]: row["group"] for row in ledger.table("claim-groups").to_pylist()}
            conflicts = sum(c.status == "open" for c in ledger.conflicts())
        report(kind, items, {a.key: of[a.key[:16]] for a in items}, conflicts)


def report(kind: str, items: list[Assertion], of: dict[str, str], conflicts: int) -> None:
    """Print one line."""
    by_article: defaultdict[str, list[Assertion]] = defaultdict(list)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        by_article[item.article].append(item)
        members[of[item.key]].add(re.sub(r" \w+$", "", item.article))
    known = [
        pair
        for name, own in sorted(by_article.items())
        if name.endswith("original")
        for pair in aligned(own, by_article[name.replace("original", "edit")])
    ]
    hits = sum(of[a] == of[b] for a, b in known)
    shared = [articles for articles in members.values() if len(articles) > 1]
    recall = hits / len(known) if known else 1.0
    print(
        f"{kind:16s} {len(items):7d} {len(known):6d} {recall:7.3f} {hits:7d} {len(shared):15d} {conflicts:10d}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["quality"]:
        quality(Path(sys.argv[2]))
    else:
        curve()
