"""Changes: how the words of a draft differ from those of a source, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from rapidfuzz.distance import Levenshtein

from provenance.spans import Span
from resolvers.checking.words import is_date, is_negation, is_number

NUMBER, NEGATION, NAME, WORD = "number", "negation", "name", "word"
_Spans = Sequence[tuple[int, int]]


@attrs.frozen(kw_only=True)
class WordChange:
    """Hold words that a draft and a source have in one place, and that differ.

    Args:
        kind: what was changed: a number or a date, a negation, a name, or another word.
        draft: the words of the draft; empty where it left some out.
        source: those of the source; empty where the draft has more.
        at: where they stand in the draft; None where it left them out.
    """

    kind: str
    draft: str
    source: str
    at: Span | None = None
    source_at: Span | None = None


def changes(
    draft: str,
    words: Sequence[str],
    spans: _Spans,
    source: str,
    others: Sequence[str],
    there: _Spans,
) -> list[WordChange]:
    """Compare two runs of words.

    Args:
        draft: the view of the draft.
        words: its words.
        spans: where they stand.
        source: the view of the source.
        others: its words.
        there: where those stand.
    """
    found = []
    for i, i_end, j, j_end in _blocks(words, others):
        mine, theirs = words[i:i_end], others[j:j_end]
        at = Span(spans[i][0], spans[i_end - 1][1]) if mine else None
        source_at = Span(there[j][0], there[j_end - 1][1]) if theirs else None
        found.append(
            WordChange(
                kind=_kind(draft, mine, spans[i:i_end], source, theirs, there[j:j_end]),
                draft=at.surface(draft) if at else "",
                source=source_at.surface(source) if source_at else "",
                at=at,
                source_at=source_at,
            )
        )
    return found


def _blocks(words: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what differs, neighbouring edits as one."""
    held: list[int] | None = None
    for code in Levenshtein.opcodes(words, others):
        if code.tag == "equal":
            if held is not None:
                yield tuple(held)  # type: ignore[misc]
            held = None
        elif held is None:
            held = [code.src_start, code.src_end, code.dest_start, code.dest_end]
        else:
            held[1], held[3] = code.src_end, code.dest_end
    if held is not None:
        yield tuple(held)  # type: ignore[misc]


# dense: both sides by their words, their places and their text
def _kind(  # noqa: PLR0917, PLR0913
    draft: str,
    mine: Sequence[str],
    spans: _Spans,
    source: str,
    theirs: Sequence[str],
    there: _Spans,
) -> str:
    own, other = set(mine), set(theirs)
    differing = own ^ other
    counted = [any(map(is_number, words)) for words in (own - other, other - own)]
    if any(map(is_negation, own)) != any(map(is_negation, other)):
        return NUMBER if any(counted) else NEGATION  # "no arrests", "nine arrests"
    if any(is_number(word) or is_date(word) for word in differing):
        return NUMBER
    if any(_is_name(draft, span) for span in spans) or any(_is_name(source, s) for s in there):
        return NAME
    return WORD


def _is_name(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a word is written as a name: with a capital, inside a sentence."""
    word, before = text[span[0] : span[1]], text[: span[0]].rstrip()[-1:]
    return word[:1].isupper() and len(word) > 1 and before not in {"", ".", "!", "?", "“", "”", ":"}
