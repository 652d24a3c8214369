"""Spans count Unicode code points, half-open, always."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.exceptions import SpanError
from provenance.spans import Span, outermost
from provenance.testing import spans, texts


@given(st.data())
def test_a_span_reads_the_characters_between_its_offsets(data: st.DataObject) -> None:
    """The surface is the slice, in code points."""
    text = data.draw(texts())
    span = data.draw(spans(text))

    assert text[span.start : span.end] == span.surface(text)


@given(st.data())
def test_utf16_offsets_slice_the_same_characters(data: st.DataObject) -> None:
    """Tools that count UTF-16 units find the same text."""
    text = data.draw(texts())
    span = data.draw(spans(text))
    start, end = span.utf16(text)

    assert span.surface(text) == text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@given(st.data())
def test_byte_offsets_slice_the_same_characters(data: st.DataObject) -> None:
    """Tools that count bytes find the same text."""
    text = data.draw(texts())
    span = data.draw(spans(text))
    start, end = span.utf8(text)

    assert span.surface(text) == text.encode()[start:end].decode()


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    """Empty, negative and turned spans point at nothing."""
    with pytest.raises(SpanError, match=f"start {start}, end {end}"):
        Span(start, end)


def test_a_span_past_the_end_is_refused() -> None:
    """Slicing would silently give less; we say so."""
    with pytest.raises(SpanError, match="ends outside a text of 3 code points"):
        Span(1, 9).surface("abc")


def test_spans_that_touch_do_not_overlap() -> None:
    """Half-open spans share no character at the seam."""
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))


@given(st.data())
def test_outermost_spans_contain_all_others(data: st.DataObject) -> None:
    """What is dropped lies inside something kept, and nothing kept lies inside another."""
    items = data.draw(st.lists(spans("x" * 12), max_size=8))
    kept = outermost(items)

    assert all(any(k.contains(s) for k in kept) for s in items)
    assert not any(a.contains(b) for a in kept for b in kept if a != b)
