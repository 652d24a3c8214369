"""Tie entities to ids of a list of one's own: by another name, by a dated office, and not where the list is of two minds.

Run it from anywhere: python examples/known_people.py
"""

from __future__ import annotations

import provenance
import resolvers

LIST = [
    {
        "id": "P-17",
        "name": "Katharine Mora",
        "nickname": "Kate",
        "type": "person",
        "offices": [
            {"role": "mayor", "organisation": "London", "from": "2016-05-09", "to": "2020-05-08"}
        ],
    },
    {"id": "P-18", "name": "Peter Stahl", "type": "person", "country": "DE"},
    {"id": "P-19", "name": "Peter Stahl", "type": "person", "country": "DE"},
]
ARTICLES = [
    {
        "id": "opening",
        "published_at": "2019-03-01",
        "text": "London mayor Kate Mora opened the bridge. Mora smiled.",
    },
    {
        "id": "closing",
        "published_at": "2019-03-04",
        "text": "The mayor of London closed the bridge on Monday.",
    },
    {
        "id": "later",
        "published_at": "2021-03-05",
        "text": "The mayor of London opened the bridge again.",
    },
    {
        "id": "review",
        "published_at": "2019-03-05",
        "text": "Katharine Mora was right, said Peter Stahl.",
    },
]


def main() -> None:
    """Resolve with the list, and print who is who with the reason."""
    with provenance.open(":memory:") as ledger:
        ledger.add(ARTICLES)
        print(ledger.add_authority("people", LIST))
        resolvers.resolve(ledger)
        view = ledger.show("people:P-17")
        print(f"{view.name} is {view.entries[0].reference}, {view.entries[0].locator}")
        for mention in ledger.trace(view.entity):
            print(f"  {mention.reference:16} {mention.surface}")
        for part in ledger.why("Kate Mora", "people:P-17").steps[0].parts:
            print(f"  {part.feature:8} {part.level:32} {part.weight:+.1f}")
        print(
            "of two with one name, neither:",
            [e.reference for e in ledger.show("Peter Stahl").entries],
        )


if __name__ == "__main__":
    main()
