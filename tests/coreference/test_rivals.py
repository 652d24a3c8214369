"""Rivals: who else is named between a mention and the one that it is tied to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.spans import Span
from resolvers.coreference import cues
from resolvers.coreference.build import build_chains
from resolvers.coreference.rivals import Rivals
from resolvers.mention_detection.detect import detect

places = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(("PER", "ORG")), st.sampled_from(("a", "b", "c")))
)


def weight_of(text: str, words: str) -> float | None:
    """Return the weight of the last mention with these words."""
    chains = build_chains("v", text, detect(text, "v"))
    found = {
        m.mention.span.start: m.weight
        for c in chains
        for m in c.links
        if m.mention.surface == words
    }
    return found[max(found)]


@given(places, st.integers(0, 30), st.integers(0, 30))
def test_rivals_are_those_of_looking_at_every_name(
    named: list[tuple[int, str, str]], one: int, other: int
) -> None:
    """Others of the type whose names begin behind the first mention and before the second."""
    first, last = (
        Span(min(one, other), min(one, other) + 1),
        Span(max(one, other) + 1, max(one, other) + 2),
    )
    slow = any(
        first.end <= start < last.start and kind == "PER" and who != "a"
        for start, kind, who in named
    )

    assert Rivals(named).between(last, first, "PER", "a") == slow
    assert Rivals(named).between(first, last, "PER", "a") == slow


def test_a_role_is_less_certain_where_others_are_named_in_between() -> None:
    """What stands between the mayor and his title is in the weight of the tie."""
    near = weight_of("Mayor Bo Lund spoke. The mayor left.", "mayor")
    far = weight_of("Mayor Bo Lund spoke. Ada Crane and Cy Dorn met. The mayor left.", "mayor")

    assert near == pytest.approx(cues.weight("role alone", rivals=False))
    assert far == pytest.approx(cues.weight("role alone", rivals=True))
    assert near > far


@pytest.mark.parametrize("rivals", [False, True])
def test_what_was_counted_little_is_drawn_towards_the_whole(rivals: bool) -> None:  # noqa: FBT001
    """Four cases of the cue as a whole count beside those of either kind."""
    counts = cues.rival_counts()
    for cue in {cue for cue, _ in counts}:
        right, wrong = counts.get((cue, rivals), (0, 0))
        whole = [sum(counts.get((cue, r), (0, 0))[i] for r in (False, True)) for i in (0, 1)]
        share = (whole[0] + 0.5) / (sum(whole) + 1)

        assert cues.probability(cue, rivals=rivals) == pytest.approx(
            (right + 0.5 + 4 * share) / (right + wrong + 5)
        )


def test_a_cue_that_was_not_counted_by_rivals_is_as_likely_with_them() -> None:
    """There is nothing to tell the two apart."""
    assert cues.weight("rival guess", rivals=True) == cues.weight("rival guess")


@pytest.mark.parametrize(
    "text",
    [
        "Lund & Sons plc (LSE: LUND), the biscuit maker, fell.",
        "Lund & Sons plc, the biscuit maker, fell.",
    ],
)
def test_who_stands_in_between_is_no_rival_of_who_is_described(text: str) -> None:
    """The exchange in the bracket is not what the description could mean."""
    (link,) = (
        link
        for chain in build_chains("v", text, detect(text, "v"))
        for link in chain.links
        if link.mention.surface == "biscuit maker"
    )

    assert link.weight == pytest.approx(cues.weight("noun beside", rivals=False))
