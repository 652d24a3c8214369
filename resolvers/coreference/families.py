"""Families, whose shared surname is not said twice.

"Mr. Crane and his son, Tom" tells that Tom is Tom Crane.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from provenance.spans import Span
from resolvers.coreference.references.reference import Reference
from resolvers.lexicon.gazetteers import gender_of
from resolvers.lexicon.person_names import PersonName, parse_person

_REACH = 60  # code points of the words before a name
_KIN = re.compile(
    r"\b(?P<whose>his|her)\s+(?:(?!former\b)[a-z-]+\s+){0,2}?"
    r"(?:wife|husband|son|daughter|brother|sister),?\s+$"
)
_OTHER = {"his": "f", "her": "m"}  # gender of whom the word does not mean


@attrs.frozen
class Family:
    """Say whose relative somebody is.

    Args:
        relative: the given name, with the surname that was not said twice.
        owner: whose relative it is.
        said: the words that say so.
    """

    relative: Reference
    owner: Reference
    said: Span

    @property
    def gender(self) -> str | None:
        """The gender of whose relative it is."""
        return _person_gender(self.owner)


def families(references: Sequence[Reference], text: str) -> Iterator[Family]:
    """Yield the relatives who are called by their given name alone."""
    called = {r.person.given[0] for r in references if r.person and r.person.given}
    owners: dict[str, Reference] = {}
    for reference in sorted(references, key=lambda r: r.span):
        if _is_lone_given_name(reference, called):
            yield from _find_family_relation(reference, owners, text)
        else:
            _note_possessive_owner(owners, reference)


def _is_lone_given_name(reference: Reference, called: set[str]) -> bool:
    """Whether a name is one given name, which no full name of the article has.

    A junior's father has it.
    """
    person = reference.person
    if person is None or person.full or reference.honorific:
        return False
    if person.core in called and not person.suffix:
        return False
    return len(person.tokens) == 1 and gender_of(person.core) is not None


def _find_family_relation(
    reference: Reference, owners: Mapping[str, Reference], text: str
) -> Iterator[Family]:
    """Give a relative the surname of the person named last whom "his" or "her" can mean."""
    start = reference.name.start if reference.name else reference.span.start
    said = _KIN.search(text, max(0, start - _REACH), start)
    owner = owners.get(said["whose"]) if said else None
    if said and owner and owner.person and reference.person:
        name = _name_with_surname(reference.person, owner.person)
        relative = attrs.evolve(reference, folded=name, person=parse_person(name))
        yield Family(relative, owner, Span(*said.span()))


def _name_with_surname(relative: PersonName, owner: PersonName) -> str:
    """Return the name of somebody with the surname of another."""
    words = (relative.core, *owner.surname, relative.suffix)
    return " ".join(word for word in words if word)


def _note_possessive_owner(owners: dict[str, Reference], reference: Reference) -> None:
    """Note whom "his" and "her" can mean from here on."""
    gender = _person_gender(reference)
    owners.update({word: reference for word, other in _OTHER.items() if gender != other})


def _person_gender(reference: Reference) -> str | None:
    """Return the gender that an honorific, else a given name tells."""
    given = reference.person.given if reference.person else ()
    return reference.gender or (gender_of(given[0]) if given else None)
