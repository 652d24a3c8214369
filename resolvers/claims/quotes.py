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

    `continues` where the next paragraph opens again without a close before.
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
    return [quote for quote in _outermost(text) if not _is_nickname(text, quote)]


def _outermost(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    lines = [(s, e) for s, e in lines if not text[s:e].isspace()]
    for number, (start, end) in enumerate(lines):
        behind = lines[number + 1][0] if number + 1 < len(lines) else len(text)
        carried = _CARRIES.match(text, behind) is not None
        found += list(_paired(text, start, end, carried=carried)) or _single(text, start, end)
    return found


def _is_nickname(text: str, quote: Quotation) -> bool:
    """Whether a quotation is a nickname inside a name."""
    inside = _NICKNAME.match(text, quote.start)
    before = _CAPITAL_BEFORE.search(text, max(0, quote.start - _WORD), quote.start)
    return inside is not None and inside.end() == quote.end and before is not None


def _paired(text: str, start: int, end: int, *, carried: bool) -> Iterator[Quotation]:
    """Pair the marks of one paragraph with a stack.

    What an unmatched mark encloses comes out on its own.
    """
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text, start, end):
        place, sign = mark.start(), mark.group()
        if sign == '"' and (text[place - 1 : place] == "=" or text[place + 1 : place + 2] == ">"):
            continue  # an attribute of markup that was left in the text
        if sign in _OPENS or (
            sign in _STRAIGHT
            and not _closes(text, place, mark.end(), start, end, open_=bool(stack))
        ):
            stack.append(place)
        elif stack:
            opened = stack.pop()
            while pairs and pairs[-1][0] > opened:
                pairs.pop()
            pairs.append((opened, mark.end()))
    if stack and carried:
        opened = stack[0]
        while pairs and pairs[-1][0] > opened:
            pairs.pop()
        yield from (Quotation(a, b, closed=True) for a, b in pairs)
        yield Quotation(opened, end, closed=False)
        return
    yield from (Quotation(a, b, closed=True) for a, b in pairs)


def _closes(text: str, place: int, stop: int, start: int, end: int, *, open_: bool) -> bool:
    """Whether a straight mark closes: by the spaces beside it, else by whether one is open."""
    before = text[place - 1] if place > start else " "
    after = text[stop] if stop < end else " "
    left, right = before.isspace() or before in "([—–-", after.isspace()
    if left and not right:
        return False
    if right and not left:
        return open_
    return open_


def _single(text: str, start: int, end: int) -> Iterator[Quotation]:
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
    """List the quotations in single marks inside one in double marks, marks included: “He told me ‘go home’,” she said."""
    return [match.span() for match in _INNER.finditer(text, start + 1, end)]
