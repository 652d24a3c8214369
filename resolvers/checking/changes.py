"""Changes: how the words of a draft differ from those of a source, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
from rapidfuzz.distance import Levenshtein

from provenance.spans import Span
from resolvers.checking.words import PlainWords, is_date, is_negation, is_number

NUMBER, NEGATION, NAME, WORD = "number", "negation", "name", "word"


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


def has_figures(change: WordChange) -> bool:
    """Whether both sides say how many or when: "no arrests", "nine arrests"."""
    sides = (PlainWords(side).words for side in (change.draft, change.source))
    return all(any(map(_is_figure_word, side)) for side in sides)


def _is_figure_word(word: str) -> bool:
    return is_number(word) or is_date(word) or is_negation(word)


@attrs.frozen
class WordRun:
    """Hold words that stand one behind the other in a text, each with its place."""

    text: str = attrs.field(repr=False)
    words: Sequence[str]
    spans: Sequence[tuple[int, int]]

    def part(self, first: int, end: int) -> WordRun:
        """Return some of the words."""
        return WordRun(self.text, self.words[first:end], self.spans[first:end])

    @property
    def span(self) -> Span | None:
        """From the first to the last character; None where there are no words."""
        return Span(self.spans[0][0], self.spans[-1][1]) if self.spans else None

    @property
    def surface(self) -> str:
        """The text of the words, with what stands between them."""
        span = self.span
        return span.surface(self.text) if span else ""

    @property
    def has_name(self) -> bool:
        """Whether one of the words is written as a name."""
        return any(_is_name_word(self.text, span) for span in self.spans)


def changes(draft: WordRun, source: WordRun) -> list[WordChange]:
    """Compare the words of a draft with those of a source."""
    found = []
    for i, i_end, j, j_end in _edit_blocks(draft.words, source.words):
        mine, theirs = draft.part(i, i_end), source.part(j, j_end)
        found.append(
            WordChange(
                kind=_change_kind(mine, theirs),
                draft=mine.surface,
                source=theirs.surface,
                at=mine.span,
                source_at=theirs.span,
            )
        )
    return found


def _edit_blocks(
    words: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
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


def _change_kind(mine: WordRun, theirs: WordRun) -> str:
    own, other = set(mine.words), set(theirs.words)
    differing = own ^ other
    if any(map(is_negation, own)) != any(map(is_negation, other)):
        # "No arrests" and "nine arrests" differ in their number.
        return NUMBER if any(map(is_number, differing)) else NEGATION
    if any(map(is_number, differing)) or any(map(is_date, differing)):
        return NUMBER
    return NAME if mine.has_name or theirs.has_name else WORD


def _is_name_word(text: str, span: tuple[int, int]) -> bool:
    """Whether a word is written as a name: with a capital, inside a sentence."""
    word, before = text[span[0] : span[1]], text[: span[0]].rstrip()[-1:]
    return word[:1].isupper() and len(word) > 1 and before not in {"", ".", "!", "?", "“", "”", ":"}
