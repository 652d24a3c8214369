"""Quotation marks: those of all languages and keyboards as “ and ”, as many code points as were.

Which of the two a mark is, its sides tell: an opening one touches the word behind it, a closing one
what stands before it. Where they do not tell, it is what its sign mostly is.
"""

from __future__ import annotations

import re

# In French a space stands inside of guillemets.
_MARK = re.compile("``|''|«[ \u00a0\u202f]|[ \u00a0\u202f]»|[„‟“”«»＂「」『』]")
_MOSTLY_OPEN = frozenset("„‟“«「『") | {"``"}
_LEFT = frozenset("([{—–-/")  # besides spaces, what a mark that opens may follow
_RIGHT = frozenset(".,;:!?)]}—–-/")


def in_plain_marks(text: str) -> str:
    """Write quotation marks as “ and ”; straight ones stay, for they have no direction.

    Two apostrophes are a mark where two backticks are one, as in archives of newswire.
    """
    if text.isascii() and "``" not in text:
        return text
    return _MARK.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    sign, text = match[0], match.string
    if sign == "''" and "``" not in text:
        return sign
    sides = _touches_nothing(text, match.start(), match.end())
    if sign == "＂" and sides[0] == sides[1]:
        return '"'
    return "“".rjust(len(sign)) if _opens(sign, *sides) else "”".ljust(len(sign))


def _touches_nothing(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether nothing that is quoted stands right before a mark, and right behind it."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    left = not before or before.isspace() or before in _LEFT
    return left, not after or after.isspace() or after in _RIGHT


def _opens(sign: str, left: bool, right: bool) -> bool:  # noqa: FBT001
    """Tell whether a mark opens, by its sides or else by its sign."""
    if sign.strip() in {"«", "»"} and len(sign) > 1:
        return sign.strip() == "«"
    return left if left != right else sign in _MOSTLY_OPEN
