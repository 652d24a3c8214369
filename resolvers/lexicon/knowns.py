"""Known names: the lexicon's rows as they stand in tokens, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.lexicon.lists import cells, rows
from resolvers.text.folding import fold
from resolvers.text.tokens import Token

_MAX_TOKENS = 9
_LONGEST_MIXED = 3  # letters of an acronym that has small ones: LeT, BoE


def known_at(text: str, tokens: list[Token], i: int) -> tuple[int, tuple[LexiconEntry, ...]]:
    """Find the longest lexicon name that starts at token `i`.

    Returns:
        How many tokens it has (0 for none) and what it may stand for.
    """
    longest = _longest_form_by_word().get(_first_folded_word(tokens[i]), 0)
    for size in range(min(longest, len(tokens) - i), 0, -1):
        part = tokens[i : i + size]
        if not _is_word_token(part[-1]):
            continue
        surface = text[part[0].start : part[-1].end]
        found = lexicon().known.get(fold(surface), ())
        if found and "\n" not in surface and _is_capitalised_as_name(part, surface):
            return size, found
    return 0, ()


def _first_folded_word(token: Token) -> str:
    return fold(token.text).partition(" ")[0]


def _is_word_token(token: Token) -> bool:
    return token.text[0].isalnum()


def _is_capitalised_as_name(part: list[Token], surface: str) -> bool:
    """Require capitals: those of an acronym as it is written; "Us", "Who" and "Let" are words."""
    acronym = _acronym_forms().get(fold(surface))
    if acronym is not None:
        return surface.isupper() or surface in acronym
    return (
        part[-1].text[0].isupper()
        or part[-1].text[0].isdigit()
        or any(c.isupper() for c in part[-1].text)
    )


@cache
def _longest_form_by_word() -> dict[str, int]:
    """First folded word to the most tokens that a form starting with it can have."""
    longest: dict[str, int] = {}
    for form in lexicon().known:
        words = form.split()
        # A hyphen or a full stop makes more words than tokens; small signs such as "&" make fewer.
        longest[words[0]] = min(_MAX_TOKENS, max(longest.get(words[0], 0), len(words) + 1))
    return longest


@cache
def _acronym_forms() -> dict[str, frozenset[str]]:
    """Map what is folded of forms with capitals inside to the forms: US, WHO, LeT."""
    written: defaultdict[str, set[str]] = defaultdict(set)
    for form in _lexicon_name_forms():
        written[fold(form)].add(form)
    inner = {folded: found for folded, found in written.items() if all(map(_is_acronym, found))}
    return {folded: frozenset(found) for folded, found in inner.items()}


def _lexicon_name_forms() -> Iterator[str]:
    """Yield what names of countries, places and bodies are written by."""
    for table in ("countries", "places", "organisations"):
        for row in rows(table):
            yield from cells(row["aliases"])
            if table == "organisations":
                yield from (row["name"], *cells(row["acronyms"]))


def _is_acronym(form: str) -> bool:
    """Whether a form is a short word with capitals inside, or has nothing but capitals."""
    inner = any(c.isupper() for c in form[1:]) and " " not in form
    return form.isupper() or (inner and len(form) <= _LONGEST_MIXED)
