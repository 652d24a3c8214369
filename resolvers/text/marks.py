"""Quotation marks: those of all languages and keyboards as “ and ”, as many code points as were.

Which of the two a mark is, its sides tell: an opening one touches the word behind it, a closing one
what stands before it. Where they do not tell, it is what its sign mostly is.
"""

from __future__ import annotations

import re

# In French a space stands inside of guillemets.
_DOUBLE = re.compile("``|«[ \u00a0\u202f]|[ \u00a0\u202f]»")
_MARK = re.compile("[„‟“”«»＂「」『』]")
_DASHES = str.maketrans("―⸺‒﹘", "——–—")  # a horizontal bar is a dash
_MOSTLY_OPEN = frozenset("„‟“«「『")
_LEFT = frozenset("([{—–-/")  # besides spaces, what a mark that opens may follow
_RIGHT = frozenset(".,;:!?)]}—–-/")


def in_plain_marks(text: str) -> str:
    """Write quotation marks as “ and ”.

    Straight ones stay, for they have no direction. All dashes are – or —.

    Two apostrophes are a mark where two backticks are one, as in archives of newswire.
    """
    if "``" in text:
        text = text.replace("''", "” ")
    elif text.isascii():
        return text
    return _MARK.sub(
        _replace_quotation_mark, _DOUBLE.sub(_replace_two_character_mark, text.translate(_DASHES))
    )


def _replace_two_character_mark(match: re.Match[str]) -> str:
    return "” " if match[0].endswith("»") else " “"


def _replace_quotation_mark(match: re.Match[str]) -> str:
    sign, text = match[0], match.string
    before, after = (
        text[max(0, match.start() - 1) : match.start()],
        text[match.end() : match.end() + 1],
    )
    left = not before or before.isspace() or before in _LEFT
    right = not after or after.isspace() or after in _RIGHT
    if left == right:
        return '"' if sign == "＂" else "“" if sign in _MOSTLY_OPEN else "”"
    return "“" if left else "”"
