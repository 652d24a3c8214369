"""Definitions: a bracket behind a name holds its abbreviation, whatever that means elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.spans import Span
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.short_names import initials
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.text.folding import fold
from resolvers.text.words import SMALL

_OPENING = re.compile(r"(?:['’]s)?['\"“”‘’\s]*\(\s*(?:the\s+)?['\"“‘]?$")
_REACH = 8  # code points before the abbreviation
_OTHER_WORDS = 2  # that each of two names has for itself; a variant has fewer


def defined_behind(text: str, short: Span) -> int | None:
    """Return where the name ends behind which a bracket holds a word alone.

    None without a bracket.
    """
    opening = _OPENING.search(text[max(0, short.start - _REACH) : short.start])
    closed = text[short.end : short.end + 2].lstrip("'\"”’")[:1] == ")"
    return short.start - len(opening.group()) if opening and closed else None


def without_foreign_rows(references: Sequence[Reference], text: str) -> Iterator[Reference]:
    """Yield references, without the lexicon's row where the article defines an abbreviation otherwise.

    In an article about the National Bank of Ardenia (NBA) nobody plays basketball.
    """
    ends = {r.name.end: r for r in references if r.name}
    other = {
        short.folded
        for short in references
        if short.name and short.known and _is_defined_otherwise(ends, short, short.known, text)
    }
    for reference in references:
        foreign = reference.folded in other
        yield attrs.evolve(reference, known=None, weak=(), slot="") if foreign else reference


def _is_defined_otherwise(
    ends: dict[int, Reference], short: Reference, known: LexiconEntry, text: str
) -> bool:
    """Whether a bracket makes an abbreviation that of a name which the lexicon's row has not."""
    end = defined_behind(text, short.name) if short.name else None
    name = ends.get(end) if end is not None else None
    if name is None or name is short or name.known or short.folded not in initials(name):
        return False
    return all(_have_different_words(name.folded, form) for form in _long_forms_of_row(known))


def _long_forms_of_row(known: LexiconEntry) -> list[str]:
    """List the long names of a row of the lexicon."""
    forms = [form for form, rows in lexicon().known.items() if known in rows]
    return [form for form in forms if " " in form] or [fold(known.name)]


def _have_different_words(one: str, other: str) -> bool:
    """Whether each of two names has words that the other has not; spellings share most."""
    a, b = (frozenset(name.split()) - SMALL for name in (one, other))
    return len(a - b) >= _OTHER_WORDS and len(b - a) >= min(_OTHER_WORDS, len(b))
