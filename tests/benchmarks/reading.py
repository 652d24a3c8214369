"""How fast articles are read, by the rules alone and with the tagger, and how the time grows with the length of one text.

    python tests/benchmarks/reading.py [MEGABYTES ...]

The text is the example corpus over and over; one core. Tokens are words and punctuation marks.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from resolvers.reading.chains.build import build_chains
from resolvers.reading.finding.detect import detect
from resolvers.reading.tagger.document import read_document
from resolvers.reading.tokens import tokenise

CORPUS = Path(__file__).parents[2] / "examples/paris_summit/articles.jsonl"
SIZES = (0.1, 0.3, 1.0, 3.0)
ROUNDS = 60


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print tokens a second for short articles, then the curve."""
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()] * ROUNDS
    size = sum(len(tokenise(text)) for text in texts)
    detect(texts[0], "v")
    rules = seconds(lambda: [read_document(text) for text in texts])
    names = seconds(lambda: [detect(text, "v") for text in texts])
    found = [detect(text, "v") for text in texts]
    chains = seconds(
        lambda: [
            build_chains("v", text, mentions) for text, mentions in zip(texts, found, strict=True)
        ]
    )
    print(f"{len(texts)} articles, {size} tokens on one core, tokens a second:")
    for name, spent in (
        ("names by rules", rules),
        ("mentions with the tagger", names),
        ("chains", chains),
    ):
        print(f"  {name:25s} {size / spent:9.0f}")
    print(f"  {'mentions and chains':25s} {size / (names + chains):9.0f}")
    for megabytes in [float(word) for word in sys.argv[1:]] or SIZES:
        once = "\n\n".join(texts[: len(texts) // ROUNDS]) + "\n\n"
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
    main()
