"""Take articles in from a data frame, ask who is who, and print the trail of a mention with its text.

Run it from anywhere: python examples/from_python.py
"""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa

import provenance
import resolvers

CORPUS = Path(__file__).parent / "paris_summit" / "articles.jsonl"


def main() -> None:
    """Read, resolve, ask; a frame of pandas or Polars goes in like the Arrow table here."""
    frame = pa.Table.from_pylist(
        [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    )
    with provenance.open(":memory:") as ledger:
        print(ledger.add(frame))
        print(resolvers.resolve(ledger))
        lecornu = ledger.show("Lecornu")
        print(
            f"{lecornu.name} ({lecornu.entity}), {lecornu.mentions} mentions in {lecornu.articles} articles"
        )
        for words, places in lecornu.roles:
            print(
                f"  {words}: "
                + ", ".join(
                    f"{place.article}[{place.span.start}:{place.span.end}]" for place in places
                )
            )
        for mention in ledger.trace(lecornu.entity):
            text = f"{mention.before[-25:]}[{mention.surface}]{mention.after[:25]}"
            print(f"  {mention.reference:20} …{' '.join(text.split())}…")
        mentions = ledger.table("mentions")  # Arrow, so also pandas, Polars, DuckDB
        print(
            mentions.group_by("kind").aggregate([("surface", "count")]).sort_by("kind").to_pylist()
        )


if __name__ == "__main__":
    main()
