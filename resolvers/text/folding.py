"""Folding: what two spellings of a name have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from resolvers.text.characters import seen

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_REMEMBERED = 200_000  # words and names
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Fold a name for comparison: ASCII, lower case, no dots, one space between words.

    "U.S." becomes "us", "Jean-Claude" becomes "jean claude", "Müller" becomes "muller", "O'Neill"
    becomes "oneill".
    """
    plain = seen(text)
    plain = plain if plain.isascii() else anyascii(plain.translate(_APOSTROPHES))
    plain = plain.lower().replace(".", "").replace("'", "")
    return _NOT_WORD.sub(" ", plain).strip()
