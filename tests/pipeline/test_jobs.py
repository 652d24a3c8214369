"""Reading in several processes gives what reading in one gives."""

from __future__ import annotations

import provenance
import resolvers
from resolvers import pipeline

ARTICLES = [
    {
        "id": str(i),
        "text": f"French President Emmanuel Macron met Person{i % 7} Keller in Paris. Macron left on day {i}.",
    }
    for i in range(pipeline._WORTH_WORKERS + 5)  # noqa: SLF001
]


def test_the_output_does_not_depend_on_the_number_of_processes() -> None:
    """The same tables, byte for byte, ids too."""
    tables = []
    for jobs in (1, 2):
        with provenance.open(":memory:") as ledger:
            ledger.add(ARTICLES)
            resolvers.resolve(ledger, jobs=jobs)
            tables.append(
                [ledger.table(name).to_pylist() for name in ("mentions", "entities", "links")]
            )

    assert tables[0] == tables[1]
