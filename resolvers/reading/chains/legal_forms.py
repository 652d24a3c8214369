"""Legal forms: a name without "the" and without "Inc." or "GmbH"."""

from __future__ import annotations

from functools import lru_cache

from resolvers.reading.lexicon import lexicon

_LONGEST_FORM = 5  # words of a legal form written out


@lru_cache(maxsize=50_000)
def bare(folded: str) -> str:
    """Drop "the" in front and legal forms behind.

    Those that are written in front in some countries are dropped there too.
    """
    before, behind, words = lexicon().forms_before, lexicon().forms_behind, folded.split()
    longest = min(_LONGEST_FORM, len(words) - 1)
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    for n in range(longest, 0, -1):
        if len(words) > n and " ".join(words[:n]) in before:
            words = words[n:]
    while cut := next(
        (n for n in range(longest, 0, -1) if len(words) > n and " ".join(words[-n:]) in behind), 0
    ):
        words = words[:-cut]
    return " ".join(words)
