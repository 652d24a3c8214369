"""What the lexicon knows of the name of a body or place, with or without its "of"."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from resolvers.lexicon.joint_places import joint_row
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.text.folding import fold
from resolvers.text.words import SMALL, word_set

_TELLING = 3  # words; with fewer, what "of" joins is often another name
_OF = word_set("of for on against")


def look_up(words: str, kind: str) -> LexiconEntry | None:
    """Look a name up; a row of the mention's own type comes first, a place if it must.

    Args:
        words: the name, as written.
        kind: the mention's type, "none" where it is not known.
    """
    folded = fold(words)
    found = _rows_by_name(folded, kind)
    if not found:
        return _country_or_joint_row(folded) if kind in {"LOC", "none"} else None
    same = [known for known in found if known.type == kind]
    return same[0] if same else (found[0] if kind in {"none", "LOC"} else None)


def _rows_by_name(folded: str, kind: str) -> tuple[LexiconEntry, ...]:
    """Return the rows that have a name, or of a body one that says the same."""
    known = lexicon().known
    found = known.get(folded) or known.get(folded.removeprefix("the "), ())
    if found or kind not in {"ORG", "none"}:
        return found
    return _rows_by_same_words(folded) or _rows_behind_country(folded)


def _rows_by_same_words(folded: str) -> tuple[LexiconEntry, ...]:
    """Look a body up without small words and "of": "National Remembrance Institute"."""
    words = _move_complement_first(folded)
    return _body_rows_by_words().get(words, ()) if len(words) >= _TELLING else ()


def _move_complement_first(folded: str) -> tuple[str, ...]:
    """Put what is behind the first "of" or its like before what stands in front of it.

    "Institute of National Remembrance" comes to "national remembrance institute". Words that stand
    in another order otherwise make another name: "Democratic People's Party".
    """
    words = folded.replace("-", " ").split()
    of = next((i for i, word in enumerate(words) if word in _OF), 0)
    return tuple(word for word in words[of:] + words[:of] if word not in SMALL)


@cache
def _body_rows_by_words() -> dict[tuple[str, ...], tuple[LexiconEntry, ...]]:
    """Map the words of the names of bodies, turned, to the one row that has them."""
    table: defaultdict[tuple[str, ...], dict[LexiconEntry, None]] = defaultdict(dict)
    for form, entries in lexicon().known.items():
        if entries[0].type == "ORG":
            table[_move_complement_first(form)].update(dict.fromkeys(entries))
    return {words: tuple(rows) for words, rows in table.items() if len(rows) == 1}


def _rows_behind_country(folded: str) -> tuple[LexiconEntry, ...]:
    """Look up a name, a short one too, behind its body's country: "the U.S. Secret Service"."""
    first, _, rest = folded.partition(" ")
    code = lexicon().demonyms.get(first) or lexicon().countries.get(first)
    if not code:
        return ()
    bodies = (*lexicon().weak.get(rest, ()), *lexicon().known.get(rest, ()))
    rows = tuple(known for known in bodies if known.country == code and known.type == "ORG")
    return rows if len({known.key for known in rows}) == 1 else ()


def _country_or_joint_row(folded: str) -> LexiconEntry | None:
    """Look up what was given as a place: an adjective ("Canadian"), several countries at once."""
    code = lexicon().demonyms.get(folded)
    return lexicon().by_key.get(f"country:{code}") if code else joint_row(folded)
