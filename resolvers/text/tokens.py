"""Tokens: words and punctuation marks with their offsets."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from resolvers.text.characters import INVISIBLE, PIECE, visible
from resolvers.text.words import word_set

# A full stop after these belongs to the word when it is capitalised. Titles never end a sentence,
# the others may.
TITLE_ABBREVIATIONS = word_set(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col capt cmdr maj sgt cpl pvt adm brig rev fr hon "
    "pres supt st mt ft messrs mme mlle sra insp atty asst jan feb mar apr jun jul aug sep sept oct nov dec"
)
OTHER_ABBREVIATIONS = word_set(
    "jr sr inc corp ltd co bros dept est esq ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass "
    "md mich minn miss mo mont neb nev okla ore penn pa tenn tex va vt wash wis wyo"
)
# What follows a hyphen and is no part of the name before it: "Moscow-backed", "president-elect";
# "Jong-un" stays whole.
_TAILS = (
    "led|based|backed|born|style|owned|run|era|wide|made|like|controlled|dominated|allied|friendly|held|funded|sponsored|"
    "area|bound|speaking|trained|linked|supported|occupied|inspired|listed|educated|related|affiliated|brokered|mediated|"
    "drafted|appointed|elect|designate|turned|built|supplied|imposed|aligned|ruled|administered|raised|registered"
)
# What stands before one and is no part of the name behind it: "ex-president", "pro-Russian";
# "al-Assad" stays whole.
_HEADS = "[Ee]x|[Tt]hen|[Nn]ow|pro|anti|non|mid|post|pre"

_DOTTED = "|".join(
    sorted(
        (w.capitalize() for w in TITLE_ABBREVIATIONS | OTHER_ABBREVIATIONS),
        key=lambda w: (-len(w), w),
    )
)
_LETTER, _HYPHEN = r"[^\W\d_]", "[-\u2010\u2011]"
_NEXT = rf"[{INVISIBLE}]*{PIECE}"
_TOKEN = re.compile(
    rf"""
      (?:{_LETTER}\.){{2,}}                                # U.S., F.B.I., a.m.
    | (?:{_DOTTED})\.                                      # Mr., Inc., Fla.
    | No\.(?=\s?\d)
    | [A-Z]\.(?=\s?[A-Z])                                  # Donald J. Trump
    | (?:{_HEADS})(?={_HYPHEN})
    | ['’][{INVISIBLE}]*[sS]\b
    | {PIECE}
      (?: ['’](?![{INVISIBLE}]*[sS]\b){_NEXT}                           # O'Neill, but Trump + 's
        | {_HYPHEN}(?![{INVISIBLE}]*(?:{_TAILS})\b){_NEXT}    # Jean-Claude, but Moscow + - + led
        | [.,](?=\d){_NEXT}                               # 1,000.5
        | \.(?=(?:com|org|net|gov)\b){_NEXT}              # Amazon.com
        | &(?=[{INVISIBLE}]*[A-Z]){_NEXT}              # AT&T
        | [\u0300-\u036f]+[^\W_]*                         # accents that are not composed
      )*
    | \.\.+ | [^\s{INVISIBLE}]
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """Hold a word or a punctuation mark.

    `text` is what stands between the offsets, without characters that nobody sees.
    """

    start: int
    end: int
    text: str


# Of three values: half the time of a call of the class, and an article has a thousand.
_token = partial(tuple.__new__, Token)


def tokenise(text: str, offset: int = 0) -> list[Token]:
    """Cut a text into words and punctuation marks.

    Abbreviations keep their full stops, names their inner apostrophes and hyphens; a possessive is
    a token of its own.

    Args:
        text: any text.
        offset: added to every offset, for a text that is a part of a longer one.
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if text.isascii():
        return [_token((a + offset, b + offset, text[a:b])) for a, b in spans]
    return [_token((a + offset, b + offset, visible(text[a:b]))) for a, b in spans]


def split_pairs(tokens: list[Token]) -> list[Token]:
    """Cut "Trump-Abe" into two names and a hyphen where the text writes both of them alone as well."""
    if not any("-" in token.text for token in tokens):
        return tokens
    alone = {t.text for t in tokens if t.text[0].isupper()}
    return list(chain.from_iterable(_split_hyphenated_pair(token, alone) for token in tokens))


def _split_hyphenated_pair(token: Token, alone: Collection[str]) -> tuple[Token, ...]:
    left, hyphen, right = token.text.partition("-")
    if not hyphen or left not in alone or right not in alone:
        return (token,)
    middle = token.start + len(left)
    return (
        Token(token.start, middle, left),
        Token(middle, middle + 1, "-"),
        Token(middle + 1, token.end, right),
    )


def lowercase_at(tokens: Sequence[Token], i: int) -> str:
    """Return a word in lower case; nothing behind the last token."""
    return tokens[i].text.lower() if i < len(tokens) else ""
