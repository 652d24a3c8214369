"""The cue lexicon: verbs and phrases that report.

It is read from a data file and the user's file of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs

from provenance.ingest.refusals import RowRefusal, shown
from resolvers.lexicon.lists import Check, cells, rows

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

    @property
    def reports_clauses(self) -> bool:
        """Whether a clause may follow, or whom it tells."""
        return "clause" in self.patterns or "told" in self.patterns


@cache
def cues() -> dict[str, Cue]:
    """Return every form of every verb of the lexicon."""
    table: dict[str, Cue] = {}
    for row in rows("cues", "resolvers.attribution", _cue_row_check("lemma")):
        for form, past, ing in _verb_forms(row["lemma"], cells(row["forms"])):
            cue = Cue(
                lemma=row["lemma"],
                kind=row["class"],
                patterns=frozenset(cells(row["patterns"])),
                past=past,
                ing=ing,
            )
            table[form] = cue
    return table


def is_past(word: str) -> bool:
    """Whether a word is a past form of a verb that reports."""
    cue = cues().get(word)
    return cue is not None and cue.past


def _cue_row_check(field: str) -> Check:
    """Return what refuses a row without a word in a field, or of a class that there is not."""

    def check(row: dict[str, str]) -> None:
        if len(row[field]) < 2:
            raise RowRefusal(field, f"{shown(row[field])} is no word")
        if row["class"] not in CLASSES:
            what = f"{shown(row[field])} has the class {shown(row['class'])}"
            raise RowRefusal("class", what, f"take one of {', '.join(CLASSES)}")

    return check


def _verb_forms(lemma: str, irregular: list[str]) -> Iterator[tuple[str, bool, bool]]:
    """Inflect a verb: forms, and whether each is past, and whether it ends in -ing."""
    yield lemma, False, False
    yield _third_person_form(lemma), False, False
    yield _present_participle(lemma), False, True
    yield from ((form, True, False) for form in irregular or [_past_form(lemma)])


def _third_person_form(lemma: str) -> str:
    if _ends_in_consonant_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _past_form(lemma: str) -> str:
    """Return the regular past: "denied", "agreed", "admitted"."""
    if _ends_in_consonant_y(lemma):
        return lemma[:-1] + "ied"
    return lemma + "d" if lemma.endswith("e") else _double_final_consonant(lemma) + "ed"


def _present_participle(lemma: str) -> str:
    """Return the form in -ing: "writing", "agreeing", "admitting"."""
    silent = lemma.endswith("e") and lemma[-2] not in "eoy"
    return (lemma[:-1] if silent else _double_final_consonant(lemma)) + "ing"


def _double_final_consonant(lemma: str) -> str:
    return lemma + lemma[-1] if lemma in _DOUBLING else lemma


def _ends_in_consonant_y(word: str) -> bool:
    """Whether a word ends in a "y" that is written "ie" before an ending."""
    return word.endswith("y") and word[-2] not in _VOWELS


@cache
def nouns() -> dict[str, str]:
    """Return every noun that reports, singular and plural, with its class."""
    table: dict[str, str] = {}
    for row in rows("cue_nouns", "resolvers.attribution", _cue_row_check("noun")):
        table |= dict.fromkeys((row["noun"], _plural_form(row["noun"])), row["class"])
    return table


def _plural_form(noun: str) -> str:
    if _ends_in_consonant_y(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
