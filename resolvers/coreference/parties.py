"""Parties: what stands beside a name and says to which party its bearer belongs.

"Labour lawmaker Ada Crane", "Crane, a moderate Republican", "Crane (D-Ohio)"; the last tells the
state, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from provenance.spans import Span
from resolvers.coreference.short_names import PARTS
from resolvers.lexicon.lexicon import LexiconEntry, lexicon
from resolvers.text.folding import fold

_REACH = 60  # code points before a name
_BEFORE = re.compile(r"(?P<party>[A-Z][\w-]+)(?P<role>(?:\s+[\w-]+\.?){0,2})\s+$")
_BEHIND = re.compile(r",\s+an?\s+(?:[a-z-]+\s+){0,2}?(?P<party>[A-Z]\w+)(?![\w'’-])")
TAG = re.compile(r",?\s+\(?(?P<party>[DR])(?:-(?P<state>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?))?(?=[),;])")
_TAGS = {"D": "democrat", "R": "republican"}


def parties_beside(text: str, name: Span) -> Iterator[tuple[str, Span]]:
    """Yield the words beside a name that say of which party its bearer is, folded, with their place."""
    start = max(0, name.start - _REACH)
    before = _BEFORE.search(text[start : name.start])
    if before and _states_party_before_name(before["party"], before["role"].split()):
        yield from _stated_party(before["party"], start + before.start("party"))
    behind = _BEHIND.match(text, name.end)
    if behind:
        yield from _stated_party(behind["party"], behind.start("party"))
    tag = TAG.match(text, name.end)
    if tag:
        yield _TAGS[tag["party"]], Span(*tag.span("party"))


def parties_called(words: str) -> set[str]:
    """List the parties that a word or a row of the lexicon stands for.

    "Conservative" is none of them: a Republican may be called so.
    """
    known = lexicon()
    row, role = known.row(words), known.roles.get(words)
    if role and not role.title:
        return set()
    forms = () if row else (words, f"{words}s")
    rows = [row] if row else [one for form in forms for one in _lexicon_rows_of_word(form)]
    return {one.key for one in rows if one.kind == "party" and _is_whole_party(one.name)}


def _lexicon_rows_of_word(form: str) -> tuple[LexiconEntry, ...]:
    return (*lexicon().weak.get(form, ()), *lexicon().known.get(form, ()))


def _is_whole_party(name: str) -> bool:
    """Whether a party is no part of another: a committee of it."""
    return fold(name).split()[-1] not in PARTS


def _states_party_before_name(party: str, roles: Sequence[str]) -> bool:
    """Whether words before a name say its bearer's party: "Democrat", "Labour leader", not "Labour"."""
    title = lexicon().roles.get(fold(party))
    if not roles:
        return bool(title and title.title)
    return all(map(_is_role_or_title, roles)) or " ".join(roles).lower() in lexicon().roles


def _stated_party(word: str, start: int) -> Iterator[tuple[str, Span]]:
    folded = fold(word)
    several = folded.endswith("s") and bool(
        _lexicon_rows_of_word(folded.removesuffix("s"))
    )  # "the Republicans"
    bodies = {row.kind for row in _lexicon_rows_of_word(folded)} - {"party"}
    if parties_called(folded) and not several and not bodies:
        yield folded, Span(start, start + len(word))


def _is_role_or_title(word: str) -> bool:
    known = lexicon()
    return fold(word) in known.roles or fold(word) in known.titles
