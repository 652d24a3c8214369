"""Quotations: which opening mark belongs to which closing one, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_MARK = re.compile("''|[\"“”„«»]")  # two apostrophes are how some archives write a straight mark
_CARRIES = re.compile("\\s{0,2}(?:''|[“\"„«])")  # the next paragraph opens a quotation again
_STRAIGHT = frozenset({'"', "''"})
_OPENS, _CLOSES = frozenset("“„«"), frozenset("”»")
# British quotations: a mark that no letter touches from the left, up to one that follows a mark of
# punctuation.
_SINGLE = re.compile(r"(?<![^\s(\[—–])[‘'](?=\w)")
_SINGLE_END = re.compile(r"(?<=[,.?!…])['’](?!\w)|['’](?=: )")  # ‘Nobody told me’: mayor
# Joe "Shorty" Miller: no mark of punctuation inside, and a name on both sides.
_NICKNAME = re.compile(r"(?<=[^\W\d_] )[\"“][^\W\d_][\w'’ -]{0,24}[\"”](?= [A-Z])")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w.'’-]* $")
_WORD = 24  # code points
_LONGEST_SINGLE = 1500  # code points; an apostrophe that opens nothing is not carried further


class Quotation(NamedTuple):
    """Mark a quotation with its marks.

    `closed` unless the next paragraph opens again without a close before.
    """

    start: int
    end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Pair quotation marks inside each paragraph, and give the outermost pairs in order.

    A quotation that is not closed reaches to the end of its paragraph if the next one begins with a
    mark, as newspapers print long quotations; otherwise its opening mark counts for nothing. Linear
    in the text, whatever is left open.
    """
    return [quote for quote in _outermost_quotations(text) if not _is_nickname(text, quote)]


def _outermost_quotations(text: str) -> list[Quotation]:
    """Pair marks line by line; a line without double marks is read for single ones."""
    found: list[Quotation] = []
    lines = [line.span() for line in _LINE.finditer(text) if not line[0].isspace()]
    following = [*(start for start, _ in lines[1:]), len(text)]
    for (start, end), behind in zip(lines, following, strict=False):
        carried = _CARRIES.match(text, behind) is not None
        found += _pair_double_marks(text, start, end, carried=carried) or _pair_single_marks(
            text, start, end
        )
    return found


def _is_nickname(text: str, quote: Quotation) -> bool:
    """Whether a quotation is a nickname inside a name."""
    inside = _NICKNAME.match(text, quote.start)
    before = _CAPITAL_BEFORE.search(text, max(0, quote.start - _WORD), quote.start)
    return inside is not None and inside.end() == quote.end and before is not None


def _pair_double_marks(text: str, start: int, end: int, *, carried: bool) -> list[Quotation]:
    """Pair the marks of one paragraph with a stack.

    What an unmatched mark encloses comes out on its own.
    """
    stack: list[int] = []
    found: list[Quotation] = []
    marks = (mark for mark in _MARK.finditer(text, start, end) if not _is_markup_mark(mark))
    for mark in marks:
        if _is_opening_quote(mark, open_=bool(stack)):
            stack.append(mark.start())
        elif stack:
            _add_enclosing_quotation(found, Quotation(stack.pop(), mark.end(), closed=True))
    if stack and carried:
        _add_enclosing_quotation(found, Quotation(stack[0], end, closed=False))
    return found


def _add_enclosing_quotation(found: list[Quotation], quote: Quotation) -> None:
    """Add a quotation in the place of those that it encloses."""
    while found and found[-1].start > quote.start:
        found.pop()
    found.append(quote)


def _is_markup_mark(mark: re.Match[str]) -> bool:
    """Whether a mark is of an attribute of markup that was left in the text."""
    text, place = mark.string, mark.start()
    beside = text[place - 1 : place] == "=" or text[place + 1 : place + 2] == ">"
    return beside and mark[0] == '"'


def _is_opening_quote(mark: re.Match[str], *, open_: bool) -> bool:
    """Whether a mark opens a quotation, where one is open already or not."""
    return mark[0] in _OPENS or (mark[0] in _STRAIGHT and not _is_closing_quote(mark, open_=open_))


def _is_closing_quote(mark: re.Match[str], *, open_: bool) -> bool:
    """Whether a straight mark closes: by the spaces beside it, else by whether one is open."""
    text, place, stop = mark.string, mark.start(), mark.end()
    before = text[place - 1] if place > mark.pos else " "
    after = text[stop] if stop < mark.endpos else " "
    opens = (before.isspace() or before in "([—–-") and not after.isspace()
    return open_ and not opens


def _pair_single_marks(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Pair single marks, in a paragraph that has no double ones."""
    place = start
    while opening := _SINGLE.search(text, place, end):
        closing = _SINGLE_END.search(text, opening.end(), min(end, opening.end() + _LONGEST_SINGLE))
        if closing is None:
            place = opening.end()
            continue
        yield Quotation(opening.start(), closing.end(), closed=True)
        place = closing.end()


# An apostrophe between letters is no mark. The length is bounded, so that openings that never close
# cost no more.
_INNER = re.compile(r"(?<!\w)[‘'](?=\w)(?:[^‘’'“”\"\n]|(?<=\w)['’](?=\w)){1,400}[’'](?!\w)")


def inner_quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """List the quotations in single marks inside one in double marks, marks included.

    “He told me ‘go home’,” she said.
    """
    return [match.span() for match in _INNER.finditer(text, start + 1, end)]
