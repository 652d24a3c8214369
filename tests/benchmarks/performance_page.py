"""Write the page of performance from its figures; nothing on the page is written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

_HEAD = """# What it costs

This page is written by `make bench`, which measures everything on it in one run and keeps the figures in
[performance.json](performance.json). It was measured on {date}: {processor}, {cores} cores, Python {python},
DuckDB {duckdb}; two million additions of Python take {additions_ms} ms there, and {load} processes were at work
when it began. All seconds are those of a processor, on one core where nothing else is said.

Machines on which this was run differ by more than two, and so does one machine between two hours: **read the ratios**,
in which both sides were measured in one run. The articles are made from a fixed seed
(`tests/benchmarks/full_length.py`), {words} tokens each, so that the figures can be had in any clone. They have
{claims} claims each, where 300 of newspapers had 24, and claims of one event are much alike: comparing them (`match`)
takes a third to a half of a run here, and an eighth on 200 articles of newspapers.

```bash
make bench                                                                # this page, about ten minutes
python tests/benchmarks/performance.py figures.json --sizes 1000 3000     # other sizes of the curves
python tests/benchmarks/performance.py figures.json --big                 # 1,000 to 100,000 articles: hours
```
"""
_STAGES = """## Stages

{articles} articles, {tokens:,} tokens, {mentions:,} mentions. The floor is the least that anybody does for it.
"""
_PEERS = """## Peers

In the same run, on the same articles. What others give is not what we give; the second column says what is compared.
"""
_MORE = """## One more article

Behind a batch of {batch} articles, one more at a time, taken in and resolved; the middle of {articles}.

| times reading the article alone | one more | the longest | reading alone |
|---|---|---|---|
| **{times}** | {median_ms:,.0f} ms | {longest_ms:,.0f} ms | {reading_ms:,.0f} ms |

The blocks in use grew by {grown:,.0f} kB an article, {more} times the {share:,.0f} kB that an article of the batch has.
"""
_CURVE = """## More articles

Each size in a process of its own. The third column is the time of an article beside that of the smallest size: 1 means
that time grows with the number of articles and no faster. The last one is the file beside the bytes of the texts alone.
"""


def render(found: Row) -> str:
    """Return the page of some figures, in Markdown."""
    stages = found["stages"]
    head = _HEAD.format(
        date=found["date"],
        words=round(stages["tokens"] / stages["articles"]),
        claims=round(stages["claims"] / stages["articles"]),
        **found["machine"],
    )
    parts = [
        head,
        _STAGES.format(**stages),
        _stages(stages["stages"]),
        _PEERS,
        _peers(stages["peers"]),
        _more(found["increments"]),
        _CURVE,
        _curve(found["curve"]),
    ]
    return "\n".join(parts)


def _stages(rows: Sequence[Row]) -> str:
    return _table(
        ("stage", "times its floor", "tokens a second", "seconds", "floor"),
        (
            (
                row["name"],
                _times(row["seconds"], row.get("floor_seconds")),
                _count(row["tokens_a_second"]),
                f"{row['seconds']:.2f}",
                f"{row['floor']}: {row['floor_seconds']:.3f} s" if "floor" in row else "–",
            )
            for row in rows
        ),
    )


def _peers(rows: Sequence[Row]) -> str:
    return _table(
        ("peer", "what", "our time to theirs", "ours", "theirs"),
        (
            (row["name"], row["what"], "not measured", row["skipped"], "–")
            if "skipped" in row
            else (
                row["name"],
                row["what"],
                _times(row["ours"], row["theirs"]),
                f"{row['ours']:.2f} s",
                f"{row['theirs']:.2f} s",
            )
            for row in rows
        ),
    )


def _more(row: Row) -> str:
    return _MORE.format(
        times=_ratio(row["median_ms"], row["reading_ms"]),
        grown=row["bytes"] / 1000,
        share=row["bytes_of_the_batch"] / 1000,
        more=_ratio(row["bytes"], row["bytes_of_the_batch"]),
        **row,
    )


def _curve(rows: Sequence[Row]) -> str:
    first = rows[0]["seconds"] / rows[0]["articles"]
    return _table(
        (
            "articles",
            "tokens a second",
            "an article's time",
            "reading's share",
            "peak",
            "file an article",
            "times its text",
        ),
        (
            (
                _count(row["articles"]),
                _count(row["tokens_a_second"]),
                _ratio(row["seconds"] / row["articles"], first),
                f"{row['reading_share']:.0%}",
                f"{row['peak_mib']:,} MiB",
                f"{row['bytes_an_article'] / 1000:.1f} kB",
                _ratio(row["bytes_an_article"], row["text_an_article"]),
            )
            for row in rows
        ),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _times(ours: float, least: float | None) -> str:
    return "–" if not least else f"**{_ratio(ours, least)}**"


def _ratio(ours: float, theirs: float) -> str:
    """Write a ratio with two figures, large ones whole."""
    if not theirs:
        return "–"
    ratio = ours / theirs
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2f}"


def _count(number: float | None) -> str:
    return "–" if number is None else f"{number:,}"
