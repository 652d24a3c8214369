"""Constructions in which news reports what somebody says, each with its source, cue and content."""

from __future__ import annotations

import pytest

from resolvers.attribution.rules import attribute
from resolvers.mention_detection.reading_view import reading_view


def read(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of every attribution, the pieces of a content joined."""
    return [
        (
            " ".join(span.surface(text) for span in found.source),
            " ".join(span.surface(text) for span in found.cue),
            " … ".join(span.surface(text) for span in found.content),
        )
        for found in attribute(reading_view(text))
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ada Crane called on Tom Reed to resign.", "Ada Crane", "called on", "to resign"),
        (
            "Ada Crane has called on police to release the tapes.",
            "Ada Crane",
            "has called on",
            "to release the tapes",
        ),
        ("Ada Crane appealed to both sides to talk.", "Ada Crane", "appealed to", "to talk"),
        ("Ada Crane called Friday for calm.", "Ada Crane", "called Friday for", "calm"),
        ("Ada Crane pointed out that it held.", "Ada Crane", "pointed out", "that it held"),
        ("Ada Crane promised in 2022 to sell it.", "Ada Crane", "promised", "to sell it"),
        ("Ada Crane said in May that it held.", "Ada Crane", "said", "that it held"),
        ("Ada Crane agreed to lend the money.", "Ada Crane", "agreed", "to lend the money"),
        ("Ada Crane suggested looking at it.", "Ada Crane", "suggested", "looking at it"),
        ("Ada Crane admitted using the money.", "Ada Crane", "admitted", "using the money"),
        ("Ada Crane acknowledged the delay.", "Ada Crane", "acknowledged", "the delay"),
        ("The court ruled that it was void.", "The court", "ruled", "that it was void"),
        ("The court ruled Friday against it.", "The court", "ruled Friday against", "it"),
        (
            "It went to the council, which said that it was late.",
            "which",
            "said",
            "that it was late",
        ),
        ("Ada Crane continued to call for calm.", "Ada Crane", "continued to call for", "calm"),
        ("Ada Crane went on to say that it held.", "Ada Crane", "went on to say", "that it held"),
        (
            "Ada Crane has said about 20 people were there.",
            "Ada Crane",
            "has said",
            "about 20 people were there",
        ),
        (
            "Data from the survey show that it held.",
            "Data from the survey",
            "show",
            "that it held",
        ),
        ("It was late, the Orle Courier reports.", "the Orle Courier", "reports", "It was late"),
        (
            "The bridge, Ada Crane said, would close.",
            "Ada Crane",
            "said",
            "The bridge … would close",
        ),
        (
            "The truth, Ada Crane said then, was that it held.",
            "Ada Crane",
            "said",
            "The truth … was that it held",
        ),
        (
            "Though it was late, Ada Crane said, closing it would be wrong.",
            "Ada Crane",
            "said",
            "Though it was late … closing it would be wrong",
        ),
        (
            "But in recent days, her aides say, the mayor has been ill.",
            "her aides",
            "say",
            "But in recent days … the mayor has been ill",
        ),
        (
            "The owners have voiced concern that it would close.",
            "The owners",
            "concern",
            "that it would close",
        ),
        (
            "Claiming that it held, Ada Crane left.",
            "Ada Crane",
            "Claiming",
            "that it held",
        ),
        (
            "Ada Crane spoke.\n\nThe mayor added:\n\nIt is typical of the city. Nobody was ever asked.",
            "The mayor",
            "added",
            "It is typical of the city. Nobody was ever asked.",
        ),
        (
            "The Orle Courier reports:\n\n“In the end nobody was asked.”",
            "The Orle Courier",
            "",
            "“In the end nobody was asked.”",
        ),
        (
            "“How about it?” Ada Crane was quoted as saying, playing for time.",
            "Ada Crane",
            "was quoted as saying",
            "“How about it?”",
        ),
        ("“It is a great job,” she posted in May.", "she", "posted", "“It is a great job,”"),
        ("The Courier also reports that it held.", "The Courier", "also reports", "that it held"),
        (
            "Ada Crane moved on and last year announced her plan to go.",
            "Ada Crane",
            "announced",
            "her plan to go",
        ),
        ("“It was a trap.” ― Ada Crane", "Ada Crane", "", "“It was a trap.”"),
    ],
)
def test_a_construction_is_read(text: str, source: str, cue: str, content: str) -> None:
    """With the words that say so, and nothing of the reporter's own."""
    assert (source, cue, content) in read(text)


def test_a_label_inside_a_quotation_says_who_speaks() -> None:
    """As in transcripts that are quoted paragraph by paragraph."""
    text = (
        "Transcript:\n\n“WALLIS: Let us begin with the news on the debate.\n\n“CRANE: Well, look, it is a "
        "serious business for this country.”"
    )

    assert {source for source, _, _ in read(text)} >= {"WALLIS", "CRANE"}


def test_a_show_is_not_what_is_said_on_it() -> None:
    """It is where it is said."""
    assert read("Ada Crane spoke to Tom Reed on Orle TV's “This Week.”") == []


def test_what_is_ruled_out_is_denied() -> None:
    """And what is ruled is not."""
    (out,) = attribute("Ada Crane ruled out a deal.")
    (ruled,) = attribute("The court ruled that it was void.")

    assert (out.stance, ruled.stance) == ("denies", "asserts")


def test_a_semicolon_ends_what_one_says_where_another_speaks() -> None:
    """Also where an aside stands between the other and the verb, in the first sentence of a text."""
    text = "Orle said that it rained; an official, speaking without a name, said it would end."

    assert read(text) == [
        ("Orle", "said", "that it rained"),
        ("an official, speaking without a name", "said", "it would end"),
    ]


def test_what_is_said_in_a_note_is_no_second_claim_of_the_note() -> None:
    """The one who says it is known."""
    text = "Ada Crane said in a note that the cuts were late."

    assert read(text) == [("Ada Crane", "said", "that the cuts were late")]


def test_a_quotation_belongs_to_the_last_report_before_it() -> None:
    """And not to a verb that only may report."""
    text = "The judge ruled on Friday, telling lawyers for both sides that it was “a mess.”"

    assert read(text) == [("The judge", "telling", "that it was “a mess.”")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Crane asked not to be named.",
        "The official declined to be identified because talks go on.",
        "Ada Crane denied it.",
        "Ada Crane disputed that.",
    ],
)
def test_what_says_nothing_by_itself_is_no_claim(text: str) -> None:
    """That somebody is not named, and what stands elsewhere."""
    assert read(text) == []


def test_what_a_paper_says_inside_a_quotation_is_no_claim_of_its_own() -> None:
    """It is the speaker's word."""
    text = "“I have it here,” Ada Crane said. “It says nine.”"

    assert [content for _, _, content in read(text)] == ["“I have it here,” … “It says nine.”"]


def test_who_asks_not_to_be_left_out_asks_for_something() -> None:
    """Only that a name is kept back says nothing."""
    assert read("The union asked not to be left out.") == [("The union", "asked", "to be left out")]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The group claimed without evidence that it was a trap.",
            "The group",
            "claimed",
            "that it was a trap",
        ),
        ("Ada Crane wrote to parents that it was late.", "Ada Crane", "wrote", "that it was late"),
        ("She said to reporters that it was late.", "She", "said", "that it was late"),
        (
            "Ada Crane warned parents on Friday to check the list.",
            "Ada Crane",
            "warned",
            "to check the list",
        ),
        (
            "Orle said it was shut, though Tom Reed said it was open.",
            "Orle",
            "said",
            "it was shut",
        ),
    ],
)
def test_where_a_content_begins_and_ends(text: str, source: str, cue: str, content: str) -> None:
    """Behind what it was said without and to whom, and before another speaks."""
    assert (source, cue, content) in read(text)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("It was shut, though Tom Reed said it was open.", "asserts"),
        ("It looks as though he said it was open.", "supposes"),
        ("The group claimed without evidence that it was open.", "asserts"),
    ],
)
def test_a_concession_is_no_condition(text: str, stance: str) -> None:
    """Nor is what somebody has no evidence for withheld."""
    assert {found.stance for found in attribute(text)} == {stance}


@pytest.mark.parametrize(
    "told",
    [
        "told Orle TV's “State of the Town” Sunday",
        'told Orle TV\'s "State of the Town" on Sunday',
        "said on Orle TV's “This Week”",
    ],
)
def test_the_name_of_a_show_is_stepped_over(told: str) -> None:
    """It says where something was said."""
    assert "that it was late" in [c for _, _, c in read(f"Ada Crane {told} that it was late.")]
