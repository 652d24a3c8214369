"""What one article says of a name serves all others."""

from __future__ import annotations

import resolvers
from provenance.testing import memory_ledger


def entities(*texts: str) -> list[str | None]:
    """Return the entity of the first mention of every text."""
    with memory_ledger(
        [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    ) as ledger:
        resolvers.resolve(ledger, coverage=False)
        first = {
            row["article"]: row["entity"] for row in reversed(ledger.table("mentions").to_pylist())
        }
        return [first.get(str(number)) for number in range(len(texts))]


def test_an_abbreviation_that_one_article_defines_is_known_in_all() -> None:
    """The one that defines it is the bridge between those that write it out and those that do not."""
    defining, short, long = entities(
        "The Norvel Brine Works (NBW) said sales rose.",
        "NBW said on Monday that it would cut jobs.",
        "Norvel Brine Works hired.",
    )

    assert defining == short == long


def test_an_abbreviation_that_no_article_defines_is_not_guessed() -> None:
    """Initials alone may be anybody's."""
    short, long = entities(
        "NSW said on Monday that it would cut jobs.", "Norvel Salt Works said it hired."
    )

    assert short != long


def test_a_name_that_one_article_gives_no_type_is_the_same_name() -> None:
    """The reader types what the words around tell, and that is not always enough."""
    typed, bare = entities(
        "The Quorlin Foundation, a charity, said it would pay.", "Quorlin Foundation paid."
    )

    assert typed == bare
