"""Legal forms: a name without "the" and without "Inc." or "GmbH"."""

from __future__ import annotations

from functools import lru_cache

from resolvers.lexicon.lexicon import lexicon

_LONGEST_FORM = 5  # words of a legal form written out


@lru_cache(maxsize=50_000)
def bare(folded: str) -> str:
    """Drop "the" in front and legal forms behind, and those that some countries write in front."""
    words = folded.split()
    longest = min(_LONGEST_FORM, len(words) - 1)
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    words = _strip_leading_legal_forms(words, longest)
    while size := _trailing_legal_form_size(words, longest):
        words = words[:-size]
    if len(words) > 1:
        words[:1] = _WRITTEN_OUT.get(words[0], words[:1])
    return " ".join(words)


def _strip_leading_legal_forms(words: list[str], longest: int) -> list[str]:
    """Drop the legal forms in front of a name, longer ones first."""
    for size in range(longest, 0, -1):
        if len(words) > size and " ".join(words[:size]) in lexicon().forms_before:
            words = words[size:]
    return words


# "The U.N. Command" and "the United Nations Command". Of states it would make new acronyms: US
# Airways is no USA.
_WRITTEN_OUT = {"un": ["united", "nations"], "eu": ["european", "union"]}


def _trailing_legal_form_size(words: list[str], longest: int) -> int:
    """Count the words of the longest legal form at the end of a name, 0 where there is none."""
    sizes = range(min(longest, len(words) - 1), 0, -1)
    return next((n for n in sizes if " ".join(words[-n:]) in lexicon().forms_behind), 0)
