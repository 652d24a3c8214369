"""Check a draft against the reports of a ferry that ran aground, and print what is to be looked at.

Run it from anywhere: python examples/check_a_draft.py
"""

from __future__ import annotations

from pathlib import Path

import provenance
import resolvers

CORPUS = Path(__file__).parent / "ferry" / "articles.jsonl"
DRAFT = """\
The ferry Northern Gull ran aground off Port Ellen on Tuesday evening with 221 passengers on board, the coastguard said.
“We heard a bang, and then the lights went out,” said Moira Laing, who teaches at the island school.
Island Lines said on Thursday that the Northern Gull had sailed outside the marked channel.
Two passengers were injured, the hospital in Port Ellen said.
"""


def main() -> None:
    """Read, resolve, check; nothing is kept of the draft."""
    with provenance.open(":memory:") as ledger:
        ledger.ingest([str(CORPUS)])
        resolvers.resolve(ledger)
        checked = resolvers.check(ledger, DRAFT)
    for finding in checked.findings:
        print(f"{finding.finding:15} {finding.draft.text}")
        if not finding.fine and finding.source:
            source = finding.source
            print(f"{'':15} {source.article}[{source.start}:{source.end}] {source.text}")
            print(f"{'':15} {finding.note}")
    print(f"{len(checked.to_look_at)} of {len(checked.findings)} to look at")


if __name__ == "__main__":
    main()
