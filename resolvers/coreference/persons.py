"""Group the names of persons in an article: full names first, then surnames and given names."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import pairwise

from provenance.spans import Span
from resolvers.coreference.distinct import age_behind, in_aside, named_as_kin, namesake, relation
from resolvers.coreference.families import Family, families
from resolvers.coreference.groups import Group
from resolvers.coreference.introduced import introduction
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.seats import Told, clash, read_beside
from resolvers.coreference.shared_keys import AllGroups, SharedKeys
from resolvers.coreference.spellings import Spellings
from resolvers.lexicon.lexicon import lexicon
from resolvers.lexicon.person_names import (
    PersonName,
    close,
    generations_differ,
    given_agree,
    person_match,
)
from resolvers.text.folding import fold


def group_persons(references: Sequence[Reference], text: str) -> list[Group]:
    """Group person names; the longest come first, so that a surname finds all who bear it."""
    family = list(families(references, text))
    named = {one.relative.span: one.relative for one in family}
    given = [named.get(r.span, r) for r in references]
    people = _People(text, [r.person for r in given if r.person])
    for reference in sorted(filter(_is_full_name, given), key=lambda r: (-len(r.tokens), r.span)):
        people.place_full(reference)
    singles = [r for r in given if not _is_full_name(r)]
    people.place_singles(singles, dict(_kinship_pairs(given, text)), family)
    return people.index.groups()


_Lone = tuple[str, PersonName]
_Candidate = tuple[int, int, str, Group]  # rank of the cue, distance, cue, whom it finds


def _kinship_pairs(references: Sequence[Reference], text: str) -> Iterator[tuple[_Lone, Span]]:
    """Yield the lone names of whom the full name beside them is a relative, with that name."""
    for pair in pairwise(sorted(references, key=lambda r: r.span)):
        for lone, full in (pair, pair[::-1]):
            if full.person and _is_full_name(full) and not _is_full_name(lone):
                said = relation(text, lone.span, full.span)
                if said:
                    yield (lone.folded, full.person), said


def _is_full_name(reference: Reference) -> bool:
    return reference.person is not None and reference.person.full


def _is_surname_by_honorific(reference: Reference, text: str) -> bool:
    """Whether an honorific says that a lone name is a surname: "Mr. Keller"."""
    honorific = reference.honorific
    return honorific is not None and fold(honorific.surface(text)) in _BEFORE_SURNAMES


# Honorifics that stand before a surname; "Sir", "Queen" and "Pope" stand before a given name, too.
_BEFORE_SURNAMES = frozenset({"mr", "mrs", "ms", "miss", "mx"})


_SENTENCE = 200  # code points between two names of one sentence
_BREAK = re.compile(r"[.!?;]['\"”’)]*\s|\n")
_FEW = 20  # names that are sooner compared with each other than looked up by keys


class _People:
    """The persons of an article so far, found by the words of their names."""

    def __init__(self, text: str, names: Sequence[PersonName]) -> None:
        self.text = text
        self.index = AllGroups() if len(names) <= _FEW else SharedKeys()
        self.cores = Spellings(name.core for name in names)
        self.kin: Mapping[_Lone, Span] = {}
        self.relatives: dict[PersonName, Family] = {}
        self.lone: Collection[str] = ()
        self.beside: dict[Span, Told] = {}

    def place_full(self, reference: Reference) -> None:
        """Put a full name to the person of the best matching name, the nearest of several.

        A namesake of whom the text speaks as one is somebody else.
        """
        found = list(self._full_name_candidates(reference))
        said = namesake(self.text, reference.span.start) if found else None
        others = (
            found
            if said
            else [one for one in found if self._are_different_persons(one[-1], reference)]
        )
        joined = self._join_best(reference, [one for one in found if one not in others])
        _separate_namesakes(joined, [group for *_, group in others], said or reference.span)

    def _full_name_candidates(self, reference: Reference) -> Iterator[_Candidate]:
        """Yield the persons whose full names match one."""
        person, start = reference.person or _NOBODY, reference.span.start
        for group in self.index.carrying(_full_name_lookup_keys(person, self.cores)):
            cue = _full_name_cue(group, reference)
            if cue and not _genders_clash(group, reference):
                distance = abs(group.nearest(start).start - start)
                yield _ORDER.index(cue), distance, cue, group

    def _are_different_persons(self, group: Group, reference: Reference) -> bool:
        """Whether what stands beside a name and a group's names cannot be of one person."""
        told = self._facts_beside_name(reference)
        return any(
            clash(told, self._facts_beside_name(other))
            or self._is_introduced_again(other, reference)
            for other in group.references
        )

    def _is_introduced_again(self, other: Reference, reference: Reference) -> bool:
        """Whether a sentence introduces somebody of a full name that it has given before."""
        if not (_is_full_name(other) and _is_full_name(reference)):
            return False
        between = self.text[other.span.end : reference.span.start]
        if not between or len(between) > _SENTENCE or _BREAK.search(between):
            return False
        end = reference.span.end
        return bool(introduction(self.text, end) or age_behind(self.text, end))

    def _facts_beside_name(self, reference: Reference) -> Told:
        """Remember what stands beside a name."""
        if reference.span not in self.beside:
            self.beside[reference.span] = read_beside(reference, self.text)
        return self.beside[reference.span]

    def place_singles(
        self,
        references: Sequence[Reference],
        kin: Mapping[_Lone, Span],
        family: Sequence[Family],
    ) -> None:
        """Put lone names to their bearers.

        Args:
            references: the names of one word.
            kin: those of whom a full name beside them is a relative's, with the words that say so.
            family: relatives who are called by their given names alone, and never by the surname.
        """
        self.relatives = {one.relative.person or _NOBODY: one for one in family}
        named = {(f.owner.folded, person): f.said for person, f in self.relatives.items()}
        self.kin = {**named, **kin}
        self.lone = {r.folded for r in references}
        surnames = {r.folded for r in references if _is_surname_by_honorific(r, self.text)}
        for reference in sorted(references, key=lambda r: r.span):
            self.place_single(reference, surnames)
        self._separate_relatives()

    def place_single(self, reference: Reference, surnames: Collection[str]) -> None:
        """Put a lone name to the best bearer: by surname, given name, another part, spelling.

        Of several the nearest before wins, but nobody whom the article calls by the given name:
        where there is a "Melania", the bare surname is her husband's.
        """
        found = list(self._bearers_of_lone_name(reference, surname=reference.folded in surnames))
        if len(found) > 1:
            found = [one for one in found if not self._are_different_persons(one[-1], reference)]
        self._join_best(reference, found)

    def _bearers_of_lone_name(self, reference: Reference, *, surname: bool) -> Iterator[_Candidate]:
        """Yield the persons who bear a lone name."""
        person = reference.person or _NOBODY
        for group in self.index.carrying(_lone_name_lookup_keys(person, self.cores)):
            cue = _lone_name_cue(group, reference, surname=surname)
            if (
                cue
                and not _genders_clash(group, reference)
                and not self._is_only_relative(group, reference)
            ):
                distance = _distance_from_last_mention(group, reference.span.start)
                distance += _CALLED_OTHERWISE * (
                    cue == "surname" and self._is_called_otherwise(group)
                )
                yield _RANKS.index(cue), distance, cue, group

    def _is_called_otherwise(self, group: Group) -> bool:
        """Whether a bare surname is rather another's, who bears it as well.

        Of somebody whom the article calls by the given name, introduces as a relative beside
        another ("and his wife, Dina Voss") or names in an aside alone.
        """
        called = any(p.given and p.full and p.given[0] in self.lone for p in group.persons)
        return called or self._is_introduced_beside_another(group)

    def _is_introduced_beside_another(self, group: Group) -> bool:
        """Whether somebody is introduced as a relative, or named in asides alone."""
        full = [r.name.start for r in group.references if r.name and _is_full_name(r)]
        aside = bool(group.apart) and all(in_aside(self.text, start) for start in full)
        return aside or any(named_as_kin(self.text, start) for start in full[:1])

    def _is_only_relative(self, group: Group, reference: Reference) -> bool:
        """Whether the text says that a bearer of the surname is only a relative of the one meant.

        What it says in one place holds in all, unless an honorific has the bearer's gender.
        """
        family = [self.relatives[p] for p in group.persons if p in self.relatives]
        if family:
            return reference.gender in {None, *(one.gender for one in family)}
        if reference.gender and reference.gender == group.gender:
            return False
        return any((reference.folded, person) in self.kin for person in group.persons)

    def _separate_relatives(self) -> None:
        """Note who are two people because one is the other's relative."""
        groups = list(self.index.groups()) if self.kin else []
        for (lone, person), said in self.kin.items():
            bearers = [group for group in groups if person in group.persons]
            for group in groups:
                if lone in group.names and person not in group.persons:
                    group.apart += [(other, said) for other in bearers]

    def _join_best(self, reference: Reference, found: list[_Candidate]) -> Group:
        """Join a reference to the group of the smallest rank and distance; else open one."""
        if not found:
            group = Group("PER", self.text)
            self._add_and_index(group, reference, "opens")
            return group
        rank, _, cue, group = min(found, key=lambda item: item[:2])
        if cue == "surname" and sum(item[0] == rank for item in found) > 1:
            cue = "surname of several"
        self._add_and_index(group, reference, cue, group.nearest(reference.span.start))
        return group

    def _add_and_index(
        self, group: Group, reference: Reference, cue: str, to: Span | None = None
    ) -> None:
        person = reference.person or _NOBODY
        fresh = person not in group.persons
        group.add(reference, cue, to)
        if fresh:
            self.index.post(group, _name_index_keys(person))


def _separate_namesakes(one: Group, others: Sequence[Group], said: Span) -> None:
    """Note that others of one name are somebody else, and what says so."""
    for other in others:
        one.apart.append((other, said))
        other.apart.append((one, said))


_CALLED_OTHERWISE = 10_000_000  # code points: farther than any


def _distance_from_last_mention(group: Group, start: int) -> int:
    """Return how far the last mention before a position is; one behind is farther than any."""
    before = group.last_before(start)
    return start - before if before >= 0 else 1_000_000 + group.extents.first[0]


# --- keys: whatever matches below shares one ---

_NOBODY = PersonName((), (), ())


def _name_index_keys(person: PersonName) -> Iterator[Hashable]:
    """Yield the keys under which a name is found."""
    yield "core", person.core
    yield "joined", "".join(person.tokens)
    yield from (("word", word) for word in person.tokens)
    yield from _name_end_keys(person)
    if person.given:
        first = person.given[0]
        yield from (("nickname", name) for name in lexicon().nicknames.get(first, (first,)))


def _full_name_lookup_keys(person: PersonName, cores: Spellings) -> Iterator[Hashable]:
    yield "joined", "".join(person.tokens)
    yield from (("core", core) for core in cores.near(person.core))
    yield from _name_end_keys(person)


def _lone_name_lookup_keys(person: PersonName, cores: Spellings) -> Iterator[Hashable]:
    yield "joined", "".join(person.tokens)
    yield "word", person.core
    yield from (("core", core) for core in cores.near(person.core))
    yield from (("nickname", name) for name in lexicon().nicknames.get(person.core, ()))


def _name_end_keys(person: PersonName) -> Iterator[Hashable]:
    """Yield all beginnings and ends of two words or more, one of which a contained name is."""
    words = person.tokens
    for size in range(2, len(words) + 1):
        yield "end", words[:size]
        yield "end", words[-size:]


# --- matches ---

_ORDER = ["same name", "contained name", "spelling", "nickname", "initial", "middle"]


def _full_name_cue(group: Group, reference: Reference) -> str | None:
    person = reference.person or _NOBODY
    matches = [person_match(person, other) for other in group.persons if other.full]
    if any(generations_differ(person, other) for other in group.persons):
        return None
    return min((m for m in matches if m), key=_ORDER.index, default=None)


_RANKS = ["same name", "surname", "family name first", "given name", "part of name", "spelling"]


def _lone_name_cue(group: Group, reference: Reference, *, surname: bool) -> str | None:
    person = reference.person or _NOBODY
    found = (
        _lone_name_pair_cue(person, other, titled=reference.gender is not None)
        for other in group.persons
    )
    fitting = (cue for cue in found if cue and not (surname and cue == "given name"))
    return min(fitting, key=_RANKS.index, default=None)


def _lone_name_pair_cue(single: PersonName, other: PersonName, *, titled: bool) -> str | None:
    if single.tokens == other.tokens and not (single.suffix or other.suffix):
        return "same name"
    if single.suffix and generations_differ(single, other):
        return None
    cue = _name_part_cue(single, other, titled=titled) if other.full else None
    return cue or ("spelling" if close(single.core, other.core) else None)


def _name_part_cue(single: PersonName, full: PersonName, *, titled: bool) -> str | None:
    """Return the cue by which a lone name is a part of a full one."""
    word = single.core
    if word == full.core or single.tokens == full.surname:
        return "surname"
    if word == full.tokens[0]:
        return "family name first" if titled and word in lexicon().family_first else "given name"
    if word in full.tokens:
        return "part of name"
    nickname = not single.given and given_agree((word,), full.given) == "nickname"
    return "given name" if nickname else None


def _genders_clash(group: Group, reference: Reference) -> bool:
    return bool(reference.gender and group.gender and reference.gender != group.gender)
