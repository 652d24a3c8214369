"""Known names: the lexicon's rows as they stand in tokens, the longest first."""

from __future__ import annotations

from functools import cache

from resolvers.reading.folding import fold
from resolvers.reading.lexicon import Known, lexicon
from resolvers.reading.lists import cells, rows
from resolvers.reading.tokens import Token

_MAX_TOKENS = 9


def known_at(text: str, tokens: list[Token], i: int) -> tuple[int, tuple[Known, ...]]:
    """Find the longest lexicon name that starts at token `i`.

    Returns:
        How many tokens it has (0 for none) and what it may stand for.
    """
    longest = _longest().get(_first(tokens[i]), 0)
    for size in range(min(longest, len(tokens) - i), 0, -1):
        part = tokens[i : i + size]
        if not _is_word(part[-1]):
            continue
        surface = text[part[0].start : part[-1].end]
        found = lexicon().known.get(fold(surface), ())
        if found and "\n" not in surface and _written_as_name(part, surface):
            return size, found
    return 0, ()


def _first(token: Token) -> str:
    return fold(token.text).partition(" ")[0]


def _is_word(token: Token) -> bool:
    return token.text[0].isalnum()


def _written_as_name(part: list[Token], surface: str) -> bool:
    """Require capitals: all of them where the form is an acronym, so that "Us" and "Who" are words."""
    if fold(surface) in _acronyms():
        return surface.isupper()
    return (
        part[-1].text[0].isupper()
        or part[-1].text[0].isdigit()
        or any(c.isupper() for c in part[-1].text)
    )


@cache
def _longest() -> dict[str, int]:
    """First folded word to the most tokens that a form starting with it can have."""
    longest: dict[str, int] = {}
    for form in lexicon().known:
        words = form.split()
        # A hyphen or a full stop makes more words than tokens; small signs such as "&" make fewer.
        longest[words[0]] = min(_MAX_TOKENS, max(longest.get(words[0], 0), len(words) + 1))
    return longest


@cache
def _acronyms() -> frozenset[str]:
    """Folded forms that are written in capitals only: US, UN, WHO."""
    forms = [form for row in rows("countries") for form in cells(row["aliases"])]
    forms += [form for row in rows("places") for form in cells(row["aliases"])]
    forms += [
        form
        for row in rows("organisations")
        for form in [row["name"], *cells(row["acronyms"]), *cells(row["aliases"])]
    ]
    upper = {fold(form) for form in forms if form.isupper()}
    return frozenset(upper - {fold(form) for form in forms if not form.isupper()})
