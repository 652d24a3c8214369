"""Where a group stands is answered as by looking at all of its spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from provenance.spans import Span
from resolvers.coreference.extents import Extents

STARTS, SIZES = st.integers(0, 40), st.integers(1, 20)
SPANS = st.builds(lambda start, size: Span(start, start + size), STARTS, SIZES)


@given(st.lists(SPANS, min_size=1, max_size=12), st.integers(0, 60))
def test_extents_answer_as_a_search_of_all_spans(spans: list[Span], position: int) -> None:
    """In any order of arrival, and with spans inside one another."""
    extents = Extents()
    for span in spans:
        extents.add(span)
    before = [span for span in spans if span.start < position]

    assert extents.first == (min(spans).start, min(spans).end)
    assert extents.last_before(position) == max((span.end for span in before), default=-1)
    assert extents.nearest(position) == (max(before) if before else min(spans))
    assert extents.distance(position) == min(abs(span.start - position) for span in spans)
