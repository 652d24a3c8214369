"""The cue lexicon: verbs and phrases that report, read from a data file and the user's file of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs

from provenance.ingest.refusals import RowRefusal, shown
from resolvers.reading.lists import Check, cells, rows

CLASSES = ("neutral", "assertive", "denial", "belief", "promise", "demand")
_VOWELS = frozenset("aeiou")
# Final consonants double after a stressed short vowel; of the verbs with two syllables only these
# do.
_DOUBLING = frozenset("admit rebut quip rap refer blog chat bet forget nod slam".split())


@attrs.frozen(kw_only=True)
class Cue:
    """Describe a verb that reports: what kind of saying it is, and what may follow it."""

    lemma: str
    kind: str = attrs.field(validator=attrs.validators.in_(CLASSES))
    patterns: frozenset[str]
    past: bool  # the form is past or a participle, so never a plural noun
    ing: bool


@cache
def cues() -> dict[str, Cue]:
    """Return every form of every verb of the lexicon."""
    table: dict[str, Cue] = {}
    for row in rows("cues", "resolvers.claims", _check("lemma")):
        for form, past, ing in _forms(row["lemma"], cells(row["forms"])):
            cue = Cue(
                lemma=row["lemma"],
                kind=row["class"],
                patterns=frozenset(cells(row["patterns"])),
                past=past,
                ing=ing,
            )
            table[form] = cue
    return table


def _check(field: str) -> Check:
    """Return what refuses a row without a word in a field, or of a class that there is not."""

    def check(row: dict[str, str]) -> None:
        if len(row[field]) < 2:
            raise RowRefusal(field, f"{shown(row[field])} is no word")
        if row["class"] not in CLASSES:
            what = f"{shown(row[field])} has the class {shown(row['class'])}"
            raise RowRefusal("class", what, f"take one of {', '.join(CLASSES)}")

    return check


def _forms(lemma: str, irregular: list[str]) -> Iterator[tuple[str, bool, bool]]:
    """Inflect a verb: forms, and whether each is past, and whether it ends in -ing."""
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    yield lemma, False, False
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        yield lemma[:-1] + "ies", False, False
        regular = lemma[:-1] + "ied"
    else:
        yield lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"), False, False
        regular = lemma + "d" if lemma.endswith("e") else stem + "ed"
    yield (
        (lemma[:-1] if lemma.endswith("e") and lemma[-2] not in "eoy" else stem) + "ing",
        False,
        True,
    )
    yield from ((form, True, False) for form in irregular or [regular])


@cache
def nouns() -> dict[str, str]:
    """Return every noun that reports, singular and plural, with its class."""
    table: dict[str, str] = {}
    for row in rows("cue_nouns", "resolvers.claims", _check("noun")):
        table |= dict.fromkeys((row["noun"], _plural(row["noun"])), row["class"])
    return table


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
