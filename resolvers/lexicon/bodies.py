"""Bodies called by whose or where they are: "the Biden administration", "Columbus police"."""

from __future__ import annotations

import re

from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold

# The noun, and the type of what gives the body its name.
_OWNERS = {"administration": "PER", "police": "LOC"}
_NOUN = re.compile(rf"[ \u00a0]({'|'.join(_OWNERS)})\b(?!-)")


def named_body_end(text: str, start: int, end: int, kind: str) -> int | None:
    """Return where a body ends whose name a name begins; none where it begins none.

    A country's police is a body of a state and no name: "Italian police", "Italy police".

    Args:
        text: the article's text.
        start: where the name begins, in code points.
        end: where it ends.
        kind: its type.
    """
    noun = _NOUN.match(text, end)
    country = fold(text[start:end]) in lexicon().countries
    return noun.end() if noun and _OWNERS[noun[1]] == kind and not country else None


def is_named_body(words: str) -> bool:
    """Whether a phrase without article calls a body so: "Biden administration"."""
    owner, _, noun = words.rpartition(" ")
    folded = fold(owner)
    known = {row.type for row in lexicon().known.get(folded, ())}
    if not owner or not owner[0].isupper() or folded in {*lexicon().demonyms, *lexicon().countries}:
        return False
    return noun in _OWNERS and (not known or _OWNERS[noun] in known)
