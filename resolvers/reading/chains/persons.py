"""Group the names of persons in one article: full names first, then lone surnames and given names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from resolvers.reading.chains.groups import Group
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon
from resolvers.reading.persons import PersonName, close, generations_differ, given_agree, person_match
from resolvers.reading.references.reference import Reference


def group_persons(references: Sequence[Reference], text: str) -> list[Group]:
    """Group person names; the longest come first, so that a surname finds all who bear it."""
    groups: list[Group] = []
    full = [r for r in references if r.person and r.person.full]
    for reference in sorted(full, key=lambda r: (-len(r.tokens), r.span)):
        _place_full(groups, reference, text)
    singles = [r for r in references if not (r.person and r.person.full)]
    surnames = {r.folded for r in singles if r.honorific and fold(r.honorific.surface(text)) in _BEFORE_SURNAMES}
    for reference in sorted(singles, key=lambda r: r.span):
        _place_single(groups, reference, text, surnames)
    return groups


# Honorifics that stand before a surname, never before a given name alone; "Sir", "Queen" and "Pope" do.
_BEFORE_SURNAMES = frozenset({"mr", "mrs", "ms", "miss", "mx"})


def _place_full(groups: list[Group], reference: Reference, text: str) -> None:
    found = [
        (_ORDER.index(cue), group.nearest(reference.span.start), cue, group)
        for group in groups
        if (cue := _full_match(group, reference)) and not _genders_clash(group, reference)
    ]
    if found:
        _, to, cue, group = min(found, key=lambda f: (f[0], abs(f[1].start - reference.span.start)))
        group.add(reference, cue, to)
    else:
        _open(groups, reference, text)


_ORDER = ["same name", "contained name", "spelling", "nickname", "initial", "middle"]


def _full_match(group: Group, reference: Reference) -> str | None:
    person = reference.person or PersonName((), (), ())
    matches = [person_match(person, other) for other in group.persons if other.full]
    if any(generations_differ(person, other) for other in group.persons):
        return None
    return min((m for m in matches if m), key=_ORDER.index, default=None)


def _place_single(groups: list[Group], reference: Reference, text: str, surnames: Collection[str]) -> None:
    """Put a lone name to the best bearer: by surname, given name, another part, spelling; the nearest before wins."""
    scored: list[tuple[int, int, int, str, Group]] = []
    for number, group in enumerate(groups):
        cue = _single_match(group, reference, surname=reference.folded in surnames)
        if cue is None or _genders_clash(group, reference):
            continue
        before = group.last_before(reference.span.start)
        distance = reference.span.start - before if before >= 0 else 1_000_000 + group.nearest(0).start
        scored.append((_RANKS.index(cue), distance, number, cue, group))
    if not scored:
        _open(groups, reference, text)
        return
    _, _, _, cue, group = min(scored, key=lambda s: s[:3])
    group.add(reference, cue, group.nearest(reference.span.start))


_RANKS = ["same name", "surname", "family name first", "given name", "part of name", "spelling"]


def _single_match(group: Group, reference: Reference, *, surname: bool) -> str | None:
    person = reference.person or PersonName((), (), ())
    found = (_part_match(person, other, titled=reference.gender is not None) for other in group.persons)
    fitting = (cue for cue in found if cue and not (surname and cue == "given name"))
    return min(fitting, key=_RANKS.index, default=None)


def _part_match(single: PersonName, other: PersonName, *, titled: bool) -> str | None:
    word = single.core
    if single.tokens == other.tokens and not (single.suffix or other.suffix):
        return "same name"
    if not other.full:
        return "spelling" if close(word, other.core) else None
    if generations_differ(single, other) and single.suffix:
        return None
    if word == other.core or single.tokens == other.surname:
        return "surname"
    if word == other.tokens[0]:
        return "family name first" if titled and word in lexicon().family_first else "given name"
    if word in other.tokens:
        return "part of name"
    if single.given == () and given_agree((word,), other.given) == "nickname":
        return "given name"
    return "spelling" if close(word, other.core) else None


def _genders_clash(group: Group, reference: Reference) -> bool:
    return bool(reference.gender and group.gender and reference.gender != group.gender)


def _open(groups: list[Group], reference: Reference, text: str) -> None:
    group = Group("PER", text)
    group.add(reference, "opens")
    groups.append(group)
