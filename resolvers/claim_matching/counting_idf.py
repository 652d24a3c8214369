"""Count how many sentences hold each term, and write the table of rarities.

    python -m resolvers.claim_matching.counting_idf WIRE NER

WIRE is a folder with `articles.jsonl` (a text a line), NER one with files of tagged sentences
(`tokens` a line). Only counts are kept, none of the sentences.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from resolvers.claim_matching.idf import RAREST
from resolvers.claim_matching.synonym_sets import term
from resolvers.text.quoted_words import words_of
from resolvers.text.sentences import sentences

_TABLE = Path(__file__).parent / "data" / "rarity.tsv"
_HEADER = "# Terms (stems, or senses after =) by rarity in bits; resolvers.claim_matching.counting_idf wrote it.\n"


def sentences_of(wire: Path, tagged: Path) -> Iterator[list[str]]:
    """List the words of every sentence of two folders, the same order each time."""
    for line in (wire / "articles.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        yield from (words_of(span.surface(text)) for span in sentences(text))
    for file in sorted(tagged.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            yield words_of(" ".join(json.loads(line)["tokens"]))


def levels(held: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return the rarity in bits of every term that is not one of the rarest.

    Args:
        held: the words of every sentence.
    """
    counts: Counter[str] = Counter()
    total = 0
    for words in held:
        terms = {t for word in words if (t := term(word)) is not None}
        counts.update(terms)
        total += bool(terms)
    found = {t: round(math.log2(total / (1 + count))) for t, count in counts.items()}
    return {t: bits for t, bits in found.items() if bits < RAREST}


def write(found: dict[str, int]) -> str:
    """Write levels as they are shipped: a line a level, its terms in order."""
    terms: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(found):
        terms[found[name]].append(name)
    return _HEADER + "".join(f"{bits}\t{' '.join(terms[bits])}\n" for bits in sorted(terms))


if __name__ == "__main__":
    _TABLE.write_text(write(levels(sentences_of(Path(sys.argv[1]), Path(sys.argv[2])))), "utf-8")
