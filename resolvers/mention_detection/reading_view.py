"""The reading view: a text as its reader sees it, as many code points as are stored.

Every reader gets the view, and the offsets of what it finds are those of the stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from resolvers.lexicon.gazetteers import people
from resolvers.text.characters import decoded, in_one_script, rejoined
from resolvers.text.marks import in_plain_marks

_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")
_LINE = re.compile(r"[^\r\n]*")
_FIRST_WORD = re.compile(r"[ \t]*([^ \t]+)")
_ITEM = re.compile(r"[*•]|-+ |[.:;!?]\s*[–—] ")  # a dash may open a line of a sentence
_DOUBLE_GIVEN = re.compile(r"\b([A-ZÀ-Þ][^\W\d_]+)–([A-ZÀ-Þ][^\W\d_]+)(?= [A-ZÀ-Þ])")
_WIDTHS = range(40, 121)  # columns to which texts are wrapped; a paragraph in one line is longer
_WRAPS = 3  # breaks from which on their pattern is no chance
# Of the lines behind them that go on in lower case: most; none where a line is a paragraph.
_GOING_ON = 0.4


# Chains, claims and what an article asserts itself are read one after the other.
@lru_cache(maxsize=8)
def reading_view(text: str) -> str:
    """Write a text as it is seen.

    Entities that were left over are decoded, lines that were wrapped to a width and words that were
    broken at a line's end are joined, a word of letters that only look Latin is Latin, a dash
    within a given name is a hyphen, and quotation marks of all kinds are “ and ”.

    Args:
        text: the stored text.

    Returns:
        As many code points, each in its place.
    """
    view = in_plain_marks(decoded(text))
    if "\n" in view:
        view = _unwrap_lines(view)
    if view.isascii():
        return view
    return _DOUBLE_GIVEN.sub(_hyphenate_given_names, in_one_script(view))


def _hyphenate_given_names(match: re.Match[str]) -> str:
    given = people()["given"]
    first, second = match[1], match[2]
    both = first.lower() in given and second.lower() in given
    return f"{first}-{second}" if both else match[0]


# --- wrapped lines ------------------------------------------------------------------------------


def _unwrap_lines(text: str) -> str:
    """Join broken words, and the lines of paragraphs where a text is wrapped to a width."""
    whole, breaks = rejoined(text), list(_wrapping_line_breaks(text))
    going_on = sum(text[end].islower() for _, end in breaks)
    if len(breaks) < _WRAPS or going_on < _GOING_ON * len(breaks):
        return whole
    pieces, place = [], 0
    for start, end in breaks:
        joint = whole[start:end]
        pieces += [whole[place:start], " " * (end - start) if joint.isspace() else joint]
        place = end
    return "".join([*pieces, whole[place:]])


def _wrapping_line_breaks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the line breaks that a wrapping of the text would have made.

    A greedy wrapping breaks a line only where the next word does not fit.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group()]
    width = _longest_line_width(text, lines)
    if width not in _WIDTHS:
        return
    for line, behind in pairwise(lines):
        found, word = _line_break_between(text, line, behind), _FIRST_WORD.match(text, *behind)
        if found and word and line[1] - line[0] + 1 + len(word[1]) > width:
            yield found.span()


def _line_break_between(
    text: str, line: tuple[int, int], behind: tuple[int, int]
) -> re.Match[str] | None:
    """Find the break between two lines that no empty one parts and that are no items of a list."""
    last = _trimmed_line_end(text, *line)
    found = _BREAK.match(text, last)
    if found is None or found.end() < behind[0]:
        return None
    return None if _opens_list_item(text, last, found.end()) else found


def _opens_list_item(text: str, last: int, first: int) -> bool:
    """Whether a line opens an item of a list, by its mark and how the line before ends."""
    return bool(_ITEM.match(text, first) or _ITEM.match(text, last - 1))


def _trimmed_line_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t":
        end -= 1
    return end


def _longest_line_width(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """Return the length of the longest line that has more than one word."""
    return max((end - start for start, end in lines if " " in text[start:end].strip()), default=0)
