"""Bare roles: what looks like a name because it opens a line, and is a role: "Mayor urges calm"."""

from __future__ import annotations

import re

from resolvers.lexicon.gazetteers import people
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.names import NameSpan
from resolvers.text.folding import fold

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
    role = lexicon().roles.get(fold(words)) if name.type in {"PER", "none"} else None
    if role is None or not _opens_line(text, name.span.start):
        return False
    called_so = not role.title and fold(words) in people()["family"]
    if not called_so and _speech_verb_follows(text, name.span.end):
        return True
    return re.search(rf"\b{re.escape(words.lower())}\b", text) is not None


def _opens_line(text: str, start: int) -> bool:
    return text[:start].rstrip(_OPENING)[-1:] in {"", "\n"}


def _speech_verb_follows(text: str, end: int) -> bool:
    """Whether a verb of saying follows."""
    following = _WORD.match(text, end)
    return following is not None and fold(following[1]) in lexicon().speech_verbs
