"""How well and how fast pages are read, and what hostile ones take.

    python tests/benchmarks/pages.py [words] [speed] [hostile]

`words` compares the words of the pages of documentation on this machine with those that trafilatura
gives by itself (F1). `speed` reads saved pages of a dozen publishing systems on one core. `hostile`
reads 10 MB of one shape over and over, each in a process of its own, and prints the seconds and the
megabytes at its peak.
"""

from __future__ import annotations

import logging
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "provenance"))

import press_pages  # noqa: E402  (the pages of the tests, which are no package)
import trafilatura  # noqa: E402

from provenance.ingest.html.article import extract  # noqa: E402
from provenance.ingest.refusals import RowRefusal  # noqa: E402

FOLDERS = (
    Path("/usr/share/doc"),
    Path("/usr/local/lib"),
    Path("/usr/lib/python3"),
    Path(sys.prefix),
)
TEMPLATES = {"templates", "themes"}  # of generators: no pages
SIZE = 10_000_000
TAGS = 23_900  # of opening tags; a few more are refused at once
WORD = re.compile(r"\w+")
P = b"<p>The ministers of the seven states met in the town hall on Friday and agreed.</p>"


def pages() -> Iterator[Path]:
    """List the pages of documentation on this machine, each once."""
    found = {path.resolve() for folder in FOLDERS for path in folder.rglob("*.htm*")}
    yield from sorted(
        p for p in found if p.suffix != ".gz" and p.is_file() and not TEMPLATES & set(p.parts)
    )


def words() -> None:
    """Print the F1 of words against the extractor's own text."""
    both = ours = theirs = refused = 0
    each = []
    for path in pages():
        raw = path.read_bytes()
        try:
            text = extract(raw).layout.text
        except RowRefusal as refusal:
            refused += 1
            print(f"  refused: {path.name}: {refusal.what}")
            continue
        a, b = (
            Counter(WORD.findall(t))
            for t in (text, trafilatura.extract(raw, include_comments=False) or "")
        )
        shared = (a & b).total()
        each.append(2 * shared / (a.total() + b.total()) if a or b else 1.0)
        both, ours, theirs = both + shared, ours + a.total(), theirs + b.total()
    micro, macro = 2 * both / (ours + theirs), sum(each) / len(each)
    print(
        f"{len(each)} pages, {refused} refused: F1 of words {micro:.4f}, mean over pages {macro:.4f}"
    )


def speed() -> None:
    """Print how many pages a minute are read on one core."""
    raws = [
        press_pages.press_page(system, story)
        for system in range(len(press_pages.SYSTEMS))
        for story in range(len(press_pages.STORIES))
    ]
    start, size = time.process_time(), 0
    for raw in raws * 10:
        extract(raw)
        size += len(raw)
    taken = time.process_time() - start
    print(
        f"{len(raws) * 10 / taken * 60:,.0f} pages of {size / len(raws) / 10_000:.1f} kB a minute"
    )


def _fill(unit: bytes, size: int = SIZE) -> bytes:
    return (unit * (size // len(unit) + 1))[:size]


def _spread(unit: bytes, times: int, size: int = 990_000) -> bytes:
    """Write a unit as often as is allowed, with words between, up to about what is read at most."""
    between = max(1, size // times - len(unit))
    return (unit + _fill(b"x ", between)) * times


SHAPES: dict[str, Callable[[], bytes]] = {
    "elements inside elements": lambda: _fill(b"<div>"),
    "elements that do not end": lambda: _fill(b"<div>text here "),
    "paragraphs": lambda: _fill(P),
    "one attribute": lambda: b"<p title='" + _fill(b"a") + b"'>" + P * 20,
    "attributes": lambda: b"<p " + _fill(b"a=1 b='2' ") + b">" + P * 20,
    "tags that do not begin": lambda: _fill(b"<"),
    "quotes that do not end": lambda: _fill(b'<a href="'),
    "references": lambda: P * 20 + _fill(b"&amp;"),
    "references that are none": lambda: P * 20 + _fill(b"&notanentityatall"),
    "comments": lambda: P * 20 + _fill(b"<!--"),
    "scripts": lambda: P * 20 + _fill(b"<script></script>"),
    "one word": lambda: b"<p>" + _fill(b"w"),
    "white space": lambda: b"<p>a" + _fill(b" \n") + b"</p>" + P * 20,
    "bytes that are none": lambda: P * 20 + _fill(bytes(range(128, 256))),
    "NUL": lambda: P * 20 + _fill(b"\0"),
    "metadata": lambda: (
        b"<script type='application/ld+json'>" + _fill(b'{"a":[') + b"</script>" + P * 20
    ),
    "a title": lambda: b"<title>" + _fill(b"t ") + b"</title>" + P * 20,
    "1 MB in paragraphs": lambda: _spread(b"<p>", TAGS),
    "1 MB behind empty paragraphs": lambda: _spread(b"<p></p>", TAGS // 2),
    "1 MB behind pictures": lambda: _spread(b"<svg><g/></svg>", TAGS // 3),
    "1 MB in links": lambda: _spread(b"<a href=/x>link</a>", TAGS // 2),
    "1 MB in items": lambda: b"<ul>" + _spread(b"<li>", TAGS),
    "1 MB in cells": lambda: b"<table><tr>" + _spread(b"<td>", TAGS),
    "1 MB in forms": lambda: _spread(b"<form><p>", TAGS // 2),
    "1 MB in lines": lambda: b"<p>" + _spread(b"<br>", TAGS),
    "nesting of 200, over and over": lambda: (
        (b"<div>" * 200 + b"some text here " * 20 + b"</div>" * 200) * (TAGS // 400)
    ),
}


def read_shape(name: str) -> None:
    """Read one hostile shape, and print what it took."""
    raw = SHAPES[name]()
    start = time.perf_counter()
    try:
        told = f"a text of {len(extract(raw).layout.text):,} characters"
    except RowRefusal as refusal:
        told = f"refused: {refusal.what}"
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:30} {len(raw) / 1e6:5.1f} MB {taken:6.2f} s {peak:5} MB  {told}", flush=True)


def hostile() -> None:
    """Read each hostile shape in a process of its own."""
    for name in SHAPES:
        subprocess.run([sys.executable, __file__, name], check=True)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asked = sys.argv[1:] or ["words", "speed", "hostile"]
    for what in asked:
        if what in SHAPES:
            read_shape(what)
        else:
            print(f"-- {what}")
            {"words": words, "speed": speed, "hostile": hostile}[what]()
