"""Quotations of a draft: what was left out, what was put in, and how numbers are spelled."""

from __future__ import annotations

import pytest

from provenance.spans import Span
from resolvers.checking.quoting import quoted_in
from resolvers.checking.words import PlainWords, normal


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the pieces of the quotations of a text, each with what stands before it."""
    return [
        (piece.gap, " ".join(piece.words))
        for quoted in quoted_in(text, Span(0, len(text)))
        for piece in quoted.pieces
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “we lost nobody”.", [("", "we lost nobody")]),
        ("“We lost … nobody”", [("", "we lost"), ("omitted", "nobody")]),
        ("“We lost [...] nobody”", [("", "we lost"), ("omitted", "nobody")]),
        ("“We lost . . . nobody”", [("", "we lost"), ("omitted", "nobody")]),
        ("“[the] minister lost”", [("inserted", "minister lost")]),
        ("“[T]he minister lost”", [("", "the minister lost")]),
        ("“He lost [the] boat”", [("", "he lost"), ("inserted", "boat")]),
        ("No marks at all.", []),
    ],
)
def test_a_quotation_is_cut_where_words_were_changed(text, found) -> None:
    """A letter in brackets is a part of its word."""
    assert pieces(text) == found


def test_words_know_where_they_stand() -> None:
    """A word that was put together reaches from its bracket to its end."""
    text = "“[T]he boat”"
    (quoted,) = quoted_in(text, Span(0, len(text)))

    assert [text[start:end] for start, end in quoted.spans] == ["[T]he", "boat"]


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("Twenty-six", "26"),
        ("forty‑one", "41"),
        ("9,000", "9000"),
        ("2.4", "2.4"),
        ("bn", "billion"),
        ("O’Ryan", "o'ryan"),
        ("one", "one"),
    ],
)
def test_a_word_has_one_spelling(word, spelled) -> None:
    """Numbers in digits, apostrophes straight."""
    assert normal(word) == spelled


def test_currencies_and_shares_are_words() -> None:
    """“$5” is not “€5”."""
    assert PlainWords("$5, 18% and 89th").words == ("$", "5", "18", "%", "and", "89", "th")
