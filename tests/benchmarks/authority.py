"""Tie a list of US offices to what three news sets speak of, and print every tie to be read, and what was left untied.

    python tests/benchmarks/authority.py

None of the sets has ids of that list, so a person reads: a tie is right when the articles mean the
holder of that office.
"""

from __future__ import annotations

from pathlib import Path

import provenance
import resolvers

DATA = Path(__file__).parents[2].parent / "shared/data"
SETS = ("newswcl", "dwie", "neus")


def main() -> None:
    """Print one line a tie, the most mentioned first, then the entities that bear a full name of the list untied."""
    for name in SETS:
        with provenance.open(":memory:") as ledger:
            ledger.ingest([str(DATA / name / "articles.jsonl")])
            ledger.add_authority(
                "us", DATA / "reference/us_offices.jsonl", id_field="wikidata", kind="PER"
            )
            resolvers.resolve(ledger, coverage=False)
            rows = {row["entity"]: row for row in ledger.entities()}
            ties = {row["entity"]: row for row in ledger.table("external-ids").to_pylist()}
            listed = {
                n.lower()
                for row in ledger.query("entries_since", upto=0).to_pylist()
                for n in row["names"]
            }
        print(f"{name}: {len(ties)} ties")
        for entity, row in rows.items():
            if entity in ties:
                tie = ties[entity]
                roles = "; ".join(" ".join(role.split()) for role in row["roles"][:3])
                print(
                    f"  {row['name']} = {tie['known_as']} {tie['probability']:.3f}  {row['mentions']} mentions  {roles[:80]}"
                )
        untied = [
            r["name"]
            for e, r in rows.items()
            if e not in ties and listed & {n.lower() for n in (r["name"], *r["names"])}
        ]
        print(f"  untied: {', '.join(untied) or 'none'}")


if __name__ == "__main__":
    main()
