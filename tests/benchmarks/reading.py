"""How fast articles are read to names, chains and claims, and how that grows with the length of one.

    python tests/benchmarks/reading.py [MEGABYTES ...]

The text is the example corpus over and over; one core, without collecting cycles, as `resolve`
reads. Tokens are words and punctuation marks.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from provenance.records.articles import Article, Version
from resolvers.attribution.reading import read_claims
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect
from resolvers.mention_detection.tagger.document import read_document
from resolvers.text.tokens import tokenise

CORPUS = Path(__file__).parents[2] / "examples/paris_summit/articles.jsonl"
SIZES = (0.1, 0.3, 1.0, 3.0)
ROUNDS = 60


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print tokens a second for short articles, then the curve."""
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()]
    print_speed(texts * ROUNDS)
    for megabytes in [float(word) for word in sys.argv[1:]] or SIZES:
        print_long_text(texts, megabytes)


def print_speed(texts: list[str]) -> None:
    """Print how many tokens a second every step reads."""
    size = sum(len(tokenise(text)) for text in texts)
    versions = [Version(article=Article(article_id="a"), text=text) for text in texts]
    detect(texts[0], "v")
    found = [(v, detect(v.text, v.key)) for v in versions]
    built = [(v, build_chains(v.key, v.text, mentions)) for v, mentions in found]
    rules = seconds(lambda: [read_document(text) for text in texts])
    names = seconds(lambda: [detect(v.text, v.key) for v in versions])
    chains = seconds(lambda: [build_chains(v.key, v.text, mentions) for v, mentions in found])
    claims = seconds(lambda: [read_claims(v, its_chains) for v, its_chains in built])
    steps = {
        "names by rules": rules,
        "mentions with the tagger": names,
        "chains": chains,
        "claims": claims,
        "mentions and chains": names + chains,
        "all of it with claims": names + chains + claims,
    }
    print(f"{len(texts)} articles, {size} tokens on one core, tokens a second:")
    for name, spent in steps.items():
        print(f"  {name:25s} {size / spent:9.0f}")


def print_long_text(texts: list[str], megabytes: float) -> None:
    """Print how long one text of a size takes that repeats some articles."""
    once = "\n\n".join(texts) + "\n\n"
    text = once * max(1, int(megabytes * 1e6 / len(once)))
    mentions = detect(text, "v")
    spent = seconds(partial(_read, text))
    length = len(text) / 1e6
    print(
        f"one text of {length:5.1f} MB: {len(mentions):7d} mentions, {spent:6.2f} s, {spent / length:.2f} s a MB"
    )


def _read(text: str) -> None:
    build_chains("v", text, detect(text, "v"))


if __name__ == "__main__":
    gc.disable()
    main()
