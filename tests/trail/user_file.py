"""What somebody writes who uses spantrail: a test checks its types, and runs it."""

from __future__ import annotations

import spantrail
from spantrail import Answers, ClaimView, EntityLine, EntityView, Scope

ARTICLES = [
    {
        "id": "a",
        "source": "Daily",
        "text": "Kremlin spokesperson Dmitry Peskov said it would rain.",
    },
    {"id": "b", "source": "Courier", "text": "Dmitry Peskov left Moscow, Ada Crane said."},
]


def most_mentioned(ledger: spantrail.Ledger) -> EntityLine:
    """Return who is mentioned most."""
    entities: Answers[EntityLine] = ledger.entities(limit=1)
    return entities[0]


def describe(view: EntityView) -> str:
    """Write an entity with the place of its first role."""
    role = view.roles[0]
    place: spantrail.Citation = role.places[0].span
    return f"{view.name}, {role.words} ({place.reference}: {place.words}, {place.version[:8]})"


def quotes(claims: Answers[ClaimView]) -> list[str]:
    """List who said what."""
    return [f"{claim.speaker_name or 'somebody'}: {claim.words}" for claim in claims]


def reason(ledger: spantrail.Ledger, a: str, b: str) -> str:
    """Say why two mentions are one."""
    found = ledger.why(a, b)
    weights = [f"{part.feature} {part.weight:+.1f}" for step in found.steps for part in step.parts]
    return f"{found.verdict}: {', '.join(weights)}"


def main() -> None:
    """Walk through a small ledger."""
    with spantrail.open(":memory:") as ledger:
        report: spantrail.Report = ledger.add(ARTICLES)
        outcome: spantrail.Outcome = spantrail.resolve(ledger)
        print(spantrail.__version__, report.added, outcome.entities)
        first = most_mentioned(ledger)
        print(describe(ledger.show(first.entity)))
        print(quotes(ledger.claims(within=Scope(outlet="Daily"))))
        print(reason(ledger, "a:21-34", "b:0-13"))
        checked: spantrail.Check = spantrail.check(ledger, "It would rain, Dmitry Peskov said.")
        print([finding.finding for finding in checked.findings])
        try:
            ledger.show("Nobody")
        except spantrail.NotFoundError as error:
            print(error)


if __name__ == "__main__":
    main()
