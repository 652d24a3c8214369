"""Quotation marks of all kinds are read as what they do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.text.marks import in_plain_marks


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("„It is late,“ he said.", "“It is late,” he said."),
        ("»It is late«, he said.", "“It is late”, he said."),
        ("«It is late», he said.", "“It is late”, he said."),
        ("« It is late », he said.", " “It is late” , he said."),
        ("「It is late,」 he said.", "“It is late,” he said."),
        ("＂It is late,＂ he said.", "“It is late,” he said."),
        ("”It is late,” he said.", "“It is late,” he said."),
        ("``It is late,'' he said.", " “It is late,”  he said."),
        ("It isn't ''late''.", "It isn't ''late''."),
        ('He has "a 12" pipe".', 'He has "a 12" pipe".'),
    ],
)
def test_a_mark_is_what_its_sides_tell(text: str, plain: str) -> None:
    """Straight marks stay, and two apostrophes are a mark beside backticks alone."""
    assert in_plain_marks(text) == plain


@settings(max_examples=500)
@given(st.text(st.sampled_from("ab ,.(—„“”«»＂「」`'\u00a0\n"), max_size=40))
def test_every_character_keeps_its_place(text: str) -> None:
    """As many code points, and no mark is read otherwise the second time."""
    plain = in_plain_marks(text)

    assert len(plain) == len(text)
    assert in_plain_marks(plain) == plain
