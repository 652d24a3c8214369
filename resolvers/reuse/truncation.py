"""Truncation: the marks by which a feed says that an article goes on elsewhere."""

from __future__ import annotations

import re

# Compiled by hand for this project from general knowledge of feeds and their readers.
_CUT = re.compile(
    r"(?:…|\.{3}|\[ ?(?:…|\.{3}|&hellip;|&#8230;) ?\]|\[\+\d+ chars\]"
    r"|\b(?:continue|keep) reading\b[^.\n]{0,60}"
    r"|\bread (?:more|on|the (?:full|rest|whole|entire)\b[^.\n]{0,40})"
    r"|\b(?:full|complete) (?:story|article)\b[^.\n]{0,20}|\bclick (?:here|through)\b[^.\n]{0,40}"
    r"|\bmore ?(?=[»>→]))[\s.…»>→:)\]]*\Z",
    re.IGNORECASE,
)
_LONGEST = 120  # code points that such a mark takes


def is_cut(text: str) -> bool:
    """Whether a text ends with the mark of one that is cut off."""
    return _CUT.search(text, max(0, len(text) - _LONGEST)) is not None
