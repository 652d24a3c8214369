"""Extents: where a name that was chosen begins and ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.tagger.candidates import Place
from resolvers.text.folding import fold
from resolvers.text.tokens import TITLE_ABBREVIATIONS, Token

_TITLES = frozenset({"Sir", "Dame", "Madam", "Madame"})
_POSSESSIVES = frozenset({"'s", "’s"})


def whole(tokens: Sequence[Token], place: Place, people: Collection[str]) -> Place:
    """Return a name without possessive and abbreviated title, and with its bearer's particles.

    Where an article has "Erik von Plessing", "von Plessing" is the whole of his surname.

    Args:
        tokens: the document's.
        place: where the name was chosen.
        people: the full names of the persons of the document, folded.
    """
    first, stop = place
    if stop - first > 1 and tokens[stop - 1].text in _POSSESSIVES:
        stop -= 1
    while stop - first > 1 and _is_title(tokens[first].text):
        first += 1
    longer = _particles_before(tokens, first)
    surname = " ".join(fold(token.text) for token in tokens[longer:stop])
    bears = longer < first and any(name.endswith(f" {surname}") for name in people)
    return (longer if bears else first), stop


def _particles_before(tokens: Sequence[Token], first: int) -> int:
    """Return where the particles before a token begin."""
    while first and fold(tokens[first - 1].text) in lexicon().particles:
        first -= 1
    return first


def _is_title(word: str) -> bool:
    abbreviated = word.lower().removesuffix(".") in TITLE_ABBREVIATIONS or word in _TITLES
    return abbreviated and fold(word) in lexicon().titles and not word.isupper()
