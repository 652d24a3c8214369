"""Types of aliases: who is known by another name is of one type under both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import attrs

from resolvers.mention_detection.names import NameSpan

_REACH = 80  # code points between the two names; a bracket with another script may stand there
KNOWN_AS = re.compile(
    r"\s*(?:\([^)\n]{0,60}\))?\s*[,(]?\s*(?:(?:who|which) (?:is|was)\s+)?"
    r"(?:(?:also|better|formerly|previously|once|commonly|widely|popularly)\s+)*?"
    r"(?:(?:also|once|now|locally|officially) (?:called|named|known as)"
    r"|known(?: by [^,.;:()\n]{1,40})? as|nicknamed|dubbed|aka|a\.k\.a\.|alias|formerly|previously"
    r"|(?:who |which )?(?:has |had )?changed (?:his|her|its|their) name to"
    r"|whose (?:real|birth|full|legal) name (?:is|was)|(?:since |later |now )?renamed(?: as)?)"
    r"\s+(?:the\s+)?[\"'“‘]?$"
)
BORN_AS = re.compile(r"\s*[,(]\s*(?:who was )?(?:born|née|nee|né)\s+$")  # of persons alone


def agree_on_aliases(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Return two names of which a text says that both are of one the surer one's type."""
    found = list(names)
    for i, (name, alias) in enumerate(pairwise(names)):
        between = text[name.span.end : alias.span.start]
        if name.type != alias.type and len(between) <= _REACH and KNOWN_AS.fullmatch(between):
            surer = max(name, alias, key=lambda one: one.score)
            found[i] = attrs.evolve(found[i], type=surer.type)
            found[i + 1] = attrs.evolve(found[i + 1], type=surer.type)
    return found
