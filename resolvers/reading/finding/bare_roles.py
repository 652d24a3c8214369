"""Bare roles: what looks like a name because it opens a line, and is a role: "Mayor urges calm"."""

from __future__ import annotations

import re

from resolvers.reading.finding.names import NameSpan
from resolvers.reading.folding import fold
from resolvers.reading.gazetteers import people
from resolvers.reading.lexicon import lexicon

_OPENING = " \t•*-“\"‘'"  # what may stand before the first word of a line
_WORD = re.compile(r" ([a-z]+)\b")


def is_bare_role(text: str, name: NameSpan) -> bool:
    """Whether a name is nothing but a role that opens a line.

    It is where it says something and nobody is called so, or where the text writes it small.

    Args:
        text: the article's text.
        name: a name that was found in it.
    """
    words = name.span.surface(text)
    folded = fold(words)
    if name.type not in {"PER", "none"} or folded not in lexicon().roles:
        return False
    if text[: name.span.start].rstrip(_OPENING)[-1:] not in {"", "\n"}:
        return False
    following = _WORD.match(text, name.span.end)
    speaks = following is not None and fold(following[1]) in lexicon().speech_verbs
    if speaks and (folded not in people()["family"] or lexicon().roles[folded].title):
        return True
    return re.search(rf"\b{re.escape(words.lower())}\b", text) is not None
