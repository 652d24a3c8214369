"""Bare roles: what looks like a name because it opens a line, and is a role: "Mayor urges calm"."""

from __future__ import annotations

import re

from resolvers.reading.finding.names import NameSpan
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon


def is_bare_role(text: str, name: NameSpan) -> bool:
    """Tell whether a name is nothing but a role that opens a line, and that the text writes small elsewhere.

    Args:
        text: the article's text.
        name: a name that was found in it.
    """
    words = name.span.surface(text)
    if name.type not in {"PER", "none"} or fold(words) not in lexicon().roles:
        return False
    opens = text[: name.span.start].rstrip(" \t•*-“\"‘'")[-1:] in {"", "\n"}
    return opens and re.search(rf"\b{re.escape(words.lower())}\b", text) is not None
