"""A text that is cut at its marks is the text again, and every piece knows what lies over it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provenance.spans import Span
from provenance.web.layers import Mark, cut, word_marks

TEXT = "Ada Crane \U0001f30a said it rained."


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    """Draw marks that nest and overlap as they like."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT) + 3))
        found.append(Mark(span=Span(start, end), layer="name", key=f"k{number}"))
    return found


@given(marks())
def test_the_pieces_are_the_text_with_its_marks(drawn: list[Mark]) -> None:
    """Against the obvious twin: what lies over each single character."""
    fitting = [mark for mark in drawn if mark.span.end <= len(TEXT)]
    pieces = cut(TEXT, drawn)

    assert "".join(piece.text for piece in pieces) == TEXT
    for piece in pieces:
        assert TEXT[piece.start : piece.start + len(piece.text)] == piece.text
        for place in range(piece.start, piece.start + len(piece.text)):
            over = {mark.key for mark in fitting if mark.span.start <= place < mark.span.end}
            assert {mark.key for mark in piece.marks} == over
    anchors = {anchor for piece in pieces for anchor in piece.anchors}
    assert anchors == {f"{mark.span.start}-{mark.span.end}" for mark in fitting}


def test_the_innermost_mark_is_what_a_click_means() -> None:
    """The longest comes first, so the last that leads somewhere is meant."""
    outer = Mark(span=Span(0, 9), layer="role", key="outer", href="/e/outer")
    inner = Mark(span=Span(4, 9), layer="name", key="inner", href="/e/inner")
    claim = Mark(span=Span(0, 20), layer="content", key="claim")
    pieces = cut(TEXT, [inner, claim, outer])

    assert [piece.link.href for piece in pieces if piece.link] == ["/e/outer", "/e/inner"]
    assert pieces[1].layers == "content role name"


def test_the_words_that_changed_are_marked_in_both_texts() -> None:
    """Those that stayed are not; texts that are too long are not compared."""
    before = "Mayor Crane said 26 roads were shut. It rained."
    after = "Mayor Crane said 25 roads were closed on Friday. It rained. This was corrected."
    gone, new = word_marks(before, after)

    assert [mark.span.surface(before) for mark in gone] == ["26", "shut"]
    assert [mark.span.surface(after) for mark in new] == [
        "25",
        "closed on Friday",
        "This was corrected.",
    ]
    assert word_marks(after, after) == ([], [])
    assert {mark.layer for mark in gone} | {mark.layer for mark in new} == {"gone", "new"}
    assert word_marks("a " * 20_001, "b " * 20_001) == ([], [])
