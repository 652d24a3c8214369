"""Who speaks where no verb says so: transcripts, interviews, posts, signatures, lists and asides."""

from __future__ import annotations

import pytest

from provenance.records.articles import Article, Version
from resolvers.attribution.reading import read_claims
from resolvers.attribution.rules import attribute
from resolvers.stages.reader import read_own

TRANSCRIPT = """MARLA VANCE, HOST: The council says you promised to sell it.

ORTON: They have the tape and they have not listened to it. I said it should pay for itself.

VANCE: Will you sell it?

(CROSSTALK)

ORTON: A terminal that loses money is a museum, and museums can be sold.

VANCE: Thank you.
"""
POSTS = """Then it moved online.

Dale Orton @RepOrton · Oct 14
Never promised to sell anything. Read the transcript. #OurPier

↳ Renée Hall @ReneeHall · Oct 14
Replying to @RepOrton
I read it. So did the museum.
"""
LETTERS = """The Daily Example spoke to Mayor Ada Crane about the bridge.

Q: Why is the bridge closed?

A: The steel is rotten, and we had no choice. Nobody told me before.

Q: When will it open?

A: In May.
"""


def said(text: str) -> list[tuple[str, str]]:
    """List source and content of what is said outright."""
    return [
        (r.source[0].surface(text) if r.source else "", r.content[0].surface(text))
        for r in attribute(text)
        if r.kind == "direct"
    ]


def test_a_transcript_quotes_who_answers() -> None:
    """A turn goes to the next label or stage direction; questions of the host state nothing."""
    assert said(TRANSCRIPT) == [
        (
            "ORTON",
            "They have the tape and they have not listened to it. I said it should pay for itself",
        ),
        ("ORTON", "A terminal that loses money is a museum, and museums can be sold"),
    ]


def test_what_is_reported_in_a_turn_is_a_claim_inside_of_it() -> None:
    """In an answer "I" is who answers."""
    found = attribute(TRANSCRIPT)
    (inner,) = (r for r in found if r.content[0].surface(TRANSCRIPT) == "it should pay for itself")

    assert inner.parent is not None
    assert found[inner.parent].rule == "turn"


def test_a_post_is_by_whom_its_first_line_names() -> None:
    """Handle, date, "Replying to" and hashtags are no part of it."""
    assert said(POSTS) == [
        ("Dale Orton", "Never promised to sell anything. Read the transcript"),
        ("Renée Hall", "I read it. So did the museum"),
    ]


def test_answers_are_the_guest_s() -> None:
    """The guest is the first person that is named before the questions."""
    version = Version(article=Article(article_id="a"), text=LETTERS)
    chains = read_own(version)
    (claim,) = (c for c in read_claims(version, chains) if c.rule == "answer")
    (guest,) = (chain for chain in chains if chain.name == "Ada Crane")

    assert claim.speaker == guest.key
    assert claim.content[0].surface(LETTERS).startswith("The steel is rotten")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“It is not over.” (Tom Reed)", "Tom Reed", "“It is not over.”"),
        ("“It is not over.”\n— Tom Reed", "Tom Reed", "“It is not over.”"),
        ("“It is not over.” — Kayla Dunn (@kayla) May 1", "Kayla Dunn", "“It is not over.”"),
        ("And from Ada Crane:\n\n“She is an expert.”", "Ada Crane", "“She is an expert.”"),
        ("“Why did it take so long?” Tom Reed asked.", "Tom Reed", "“Why did it take so long?”"),
        ("“It must end now!” Tom Reed shouted from the steps.", "Tom Reed", "“It must end now!”"),
        ("“We will win,” as Tom Reed put it.", "Tom Reed", "“We will win,”"),
        ("“It must go,” Ada Crane was quoted as saying.", "Ada Crane", "“It must go,”"),
    ],
)
def test_a_quotation_has_who_stands_at_it(text: str, source: str, content: str) -> None:
    """Who signs it, leads it in or is told behind it speaks, and not who spoke before."""
    before = "“We lost,” said Nora Quill.\n\n"

    assert (source, content) in said(before + text)


@pytest.mark.parametrize(
    ("text", "source", "contents"),
    [
        ("The bridge, said Tom Reed, is a trap.", "Tom Reed", ["The bridge", "is a trap"]),
        ("The bridge, officials say, is a trap.", "officials", ["The bridge", "is a trap"]),
        ("The bridge, according to Crane, is a trap.", "Crane", ["The bridge", "is a trap"]),
        ("The road that officials say is unsafe will close.", "officials", ["is unsafe"]),
        ("It was described by Ada Crane as a trap.", "Ada Crane", ["a trap"]),
        ("Crane was quoted as saying that it is shut.", "Crane", ["that it is shut"]),
    ],
)
def test_who_speaks_may_stand_inside(text: str, source: str, contents: list[str]) -> None:
    """What is said has the pieces around who says it."""
    (found,) = attribute(text)

    assert found.source[0].surface(text).removeprefix("to ") == source
    assert [piece.surface(text) for piece in found.content] == contents


def test_the_items_of_a_list_behind_said_are_what_was_said() -> None:
    """Up to the next line that is no item."""
    text = "Tom Reed said:\n\n• The bridge is shut.\n• The road is open.\n\nAda Crane left."

    found = [(r.source[0].surface(text), r.content[0].surface(text)) for r in attribute(text)]

    assert found == [("Tom Reed", "The bridge is shut"), ("Tom Reed", "The road is open")]
