"""Characters: what stands in a text and is read otherwise, code point for code point.

What is not seen is not cut out, but stands as characters that break no word, so that all offsets
stay those of the stored text.
"""

from __future__ import annotations

import re
from html import unescape

# Format characters that break no word: soft hyphen, zero-width ones, word joiner.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
PIECE = rf"[^\W_]+(?:[{INVISIBLE}]+[^\W_]+)*"  # letters and digits, for a pattern
_FILLER = INVISIBLE[0]
_DROPPED = str.maketrans(dict.fromkeys(INVISIBLE))

_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}[0-9]{0,2});")
# "Whit-" and "field" on the next line; no item of a list, and no dash between words. The letter
# before it is asked for behind it: a search for a sign is ten times as fast as for letters.
_BROKEN = re.compile(r"([-\u00ad\u2010])(?<=[^\W\d_].)([ \t]*\r?\n[ \t]*)(?=([^\W\d_]))", re.DOTALL)

# Cyrillic and Greek letters, and the Latin ones that they look like (Unicode UTS 39: confusables).
_DOUBLES = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0405\u0408"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u04bb\u0501"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
    "ABEKMHOPCTYXISJaeopcyxisjhdABEZHIKMNOPTYXo",
)
_OTHER = "\u0370-\u052f"
_ANY_OTHER = re.compile(f"[{_OTHER}]")
_MIXED = re.compile(rf"[^\W\d_]*(?:[A-Za-z][{_OTHER}]|[{_OTHER}][A-Za-z])[^\W\d_]*")


def decoded(text: str) -> str:
    """Decode entities that were left over: "&amp;" of a page that was decoded never or once."""
    return _ENTITY.sub(_decode_entity, text) if "&" in text else text


def _decode_entity(match: re.Match[str]) -> str:
    character = unescape(match[0])
    if len(character) != 1 or not (character.isprintable() or character.isspace()):
        return match[0]
    if character.isspace():
        return " " * len(match[0])
    return character.ljust(len(match[0]), _FILLER)


def rejoined(text: str) -> str:
    """Join words that a line's end broke; a hyphen before a capital is the name's own."""
    return _BROKEN.sub(_rejoin_broken_word, text) if "\n" in text else text


def _rejoin_broken_word(match: re.Match[str]) -> str:
    hyphen = match[1] if match[3].isupper() else _FILLER
    return hyphen + _FILLER * len(match[2])


def in_one_script(text: str) -> str:
    """Write words of Latin letters and some that only look Latin in Latin ones."""
    if text.isascii() or _ANY_OTHER.search(text) is None:
        return text
    return _MIXED.sub(_replace_confusable_letters, text)


def _replace_confusable_letters(match: re.Match[str]) -> str:
    word = match[0].translate(_DOUBLES)
    return word if _ANY_OTHER.search(word) is None else match[0]


def seen(text: str) -> str:
    """Write a text without what nobody sees, in one line: a name as it is shown.

    Offsets change here and in `visible` alone.
    """
    plain = in_one_script(rejoined(decoded(text)))
    if plain.isascii() and "\n" not in plain and "  " not in plain:
        return plain
    return " ".join(visible(plain).split())


def visible(text: str) -> str:
    """Drop the characters that nobody sees."""
    return text if text.isascii() else text.translate(_DROPPED)
