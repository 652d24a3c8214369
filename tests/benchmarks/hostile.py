"""How long it takes to read texts that nobody would write: one shape over and over.

    python tests/benchmarks/hostile.py [SHAPE ...]

Prints the processor seconds of 20, 80 and 320 KB of each shape, for mentions, chains and claims.
Four times the text should take four times as long. Groups are compared inside blocks of 800
mentions, so many names that are alike grow faster up to there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import count

from provenance.records.articles import Article, Version
from resolvers.attribution.reading import read_claims
from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect

SIZES = (20_000, 80_000, 320_000)  # code points

# What is repeated; `{A}` and `{B}` are capitalised words that come once, `{a}` one in lower case.
SHAPES = {
    "one name of many words": "Bank of ",
    "one surname": "Smith ",
    "capitals": "THE BANK OF PARIS ",
    "one token": "Xx",
    "hyphens": "A-",
    "initials": "A. ",
    "acronyms": "U.S. ",
    "possessives": "Ann's ",
    "adjectives": "French German ",
    "departments": "Department of Health and ",
    "companies": "Acme Corp. ",
    "national bodies": "Congress ",
    "definitions": "National Bank (NB) ",
    "brackets": "((",
    "nicknames": "John “Jay” Lee ",
    "aliases": "Ann Lee, also known as Bob Ray, ",
    "list of names": "Ann Lee, Bob Ray, ",
    "names in lines": "Smith\n",
    "different names": "{A} {B} left. ",
    "one given name": "Ann {A}, ",
    "different bodies": "The {A} {B} Bank rose. ",
    "different places": "They met in {A} River. ",
    "different roles": "{A} minister {B} Lee, the {A} spokesman, left. ",
    "capitalised words": "{A} ",
    "roles": "president ",
    "roles with articles": "the president ",
    "role of a role": "minister of the ",
    "apposition": "Ann Lee, who is the mayor, ",
    "nominals": "the company ",
    "governments": "the French government ",
    "pronouns": "he ",
    "pronouns that speak": "He said so. ",
    "verbs of saying": "he said ",
    "told": "told reporters that ",
    "according to": "according to Ann Lee ",
    "attributed quotations": "“A,” he said. ",
    "straight quotations": '"A," he said. ',
    "long quotations": "“The town will build a bridge near the river,” Ann Lee said. ",
    "quotations of many": "“We saw {a},” {A} {B} said.\n",
    "quoted paragraphs": "“Ann Lee goes on\n",
    "open marks": "“a ",
    "nested marks": "“‘a’ ",
    "apostrophes": "'a ",
    "no full stop": "the town of Paris said it would build a bridge and ",
    "full stops": ". ",
    "same paragraphs": "Ann Lee said Paris agreed.\n\n",
    "newlines": "\n",
    "short lines": "a\r\n",
    "numbers": "1,000 ",
    "numbers in words": "twenty ",
    "dates": "25 May 2020 ",
    "reported values": "He said 20 people died on Monday, ",
    "markup": '<a href="x">b</a> ',
    "combining accents": "e\u0301",
    "mixed": "The {A} company, {B} Corp., told {A} {B} on Monday that 20 of {A} left (NB).\n\n",
}


def text_of(shape: str, size: int) -> str:
    """Repeat a shape up to a size in code points."""
    pieces: list[str] = []
    for piece in _pieces(SHAPES[shape]):
        size -= len(piece)
        if size < 0:
            break
        pieces.append(piece)
    return "".join(pieces)


def _pieces(unit: str) -> Iterator[str]:
    if "{" not in unit:
        while True:
            yield unit
    for number in count():
        one, two = _word(number), _word(7 * number + 3)
        yield unit.format(A=one.title(), B=two.title(), a=one)


def _word(number: int) -> str:
    letters = ""
    while number or not letters:
        number, letter = divmod(number, 26)
        letters = chr(ord("a") + letter) + letters
    return letters + "o"


def read(text: str) -> None:
    """Read a text for mentions, chains and claims."""
    version = Version(article=Article(article_id="hostile"), text=text)
    read_claims(version, build_chains(version.key, text, detect(text, version.key)))


def main() -> None:
    """Print a line of seconds for every shape."""
    read("Ann Lee said Paris agreed.")
    print(f"{'seconds for':26s}" + "".join(f"{size // 1000:8d} KB" for size in SIZES))
    for shape in sys.argv[1:] or SHAPES:
        spent = []
        for size in SIZES:
            text, start = text_of(shape, size), time.process_time()
            read(text)
            spent.append(time.process_time() - start)
        print(f"{shape:26s}" + "".join(f"{seconds:11.2f}" for seconds in spent), flush=True)


if __name__ == "__main__":
    main()
