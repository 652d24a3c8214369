"""Detection: every mention of a person, organisation or place in an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

import attrs

from provenance.records.mentions import Mention
from provenance.spans import Span
from resolvers.lexicon.bodies import named_body_end
from resolvers.mention_detection.addresses import mended
from resolvers.mention_detection.alias_types import agree_on_aliases
from resolvers.mention_detection.bare_roles import is_bare_role
from resolvers.mention_detection.labels import with_labels
from resolvers.mention_detection.names import NameSpan
from resolvers.mention_detection.nicknamed import join_nicknames
from resolvers.mention_detection.nominals import nominals_in
from resolvers.mention_detection.purposes import with_purposes
from resolvers.mention_detection.roles.phrases import RolePhrase, roles_in
from resolvers.mention_detection.senses import agree_on_senses
from resolvers.mention_detection.tagger.choice import choose
from resolvers.mention_detection.tagger.document import read_document
from resolvers.mention_detection.tagger.model import tag
from resolvers.text.folding import fold
from resolvers.text.tokens import Token, split_pairs, tokenise

_Make = Callable[..., Mention]  # a mention of one version by one detector

_OFFICE = re.compile(r"['’]s?\s+office\b")
# A chair to sit in, and none who presides: "the name on the chair".
_SEAT = re.compile(r"\b(?:in|on|onto|into|under|beside|off) (?:the|a|his|her|their) chair$")
_BEFORE_SEAT = 14  # code points
_HONORIFIC = "Lady"  # a role as well, where no name follows
_DEFINITE = frozenset({"the", "both", "these", "those", "his", "her", "its", "their", "our", "'s"})


def detect(
    text: str, version: str, names: Sequence[NameSpan] | None = None, detector: str = "rules"
) -> list[Mention]:
    """Find the names, roles and nominals of one article, by rules and the tagger.

    A role may hold a name ("Kremlin spokesperson" holds "Kremlin"): both are mentions.

    Args:
        text: the version's text.
        version: the version's key, which every mention carries.
        names: names found by another tagger, to take instead of our own.
        detector: what mentions say found them.

    Returns:
        The mentions in order of start and end; no two have the same offsets.
    """
    tokens = split_pairs(tokenise(text))
    roles = roles_in(text, tokens)
    if names is None:
        names = _detect_names(text, tokens, roles)
    make = partial(Mention, version=version, detector=detector)
    mentions = chain(
        _name_mentions(make, text, names),
        _role_mentions(
            make, text, [r for r in roles if not _is_no_role_mention(text, r, names)], names
        ),
        _nominal_mentions(make, text, tokens),
    )
    found: dict[tuple[int, int], Mention] = {}
    for mention in mentions:
        found.setdefault((mention.span.start, mention.span.end), mention)
    return [found[place] for place in sorted(found)]


def _detect_names(text: str, tokens: list[Token], roles: list[RolePhrase]) -> list[NameSpan]:
    """Find names by our own rules and tagger, and what the text says of them elsewhere."""
    document = read_document(text, tokens, roles)
    chosen = with_purposes(text, mended(text, choose(document, tag(document))))
    typed = agree_on_aliases(text, join_nicknames(text, chosen))
    found = agree_on_senses(text, with_labels(text, typed))
    return [name for name in found if not is_bare_role(text, name)]


def _name_mentions(make: _Make, text: str, names: Iterable[NameSpan]) -> Iterator[Mention]:
    """Make mentions of names, and of bodies called by them: "the Biden administration"."""
    for name in names:
        span, surface = name.span, name.span.surface(text)
        yield make(span=span, surface=surface, kind="name", type=name.type, score=name.score)
        end = named_body_end(text, span.start, span.end, name.type)
        if end is not None:
            body = Span(span.start, end)
            surface = body.surface(text)
            yield make(span=body, surface=surface, kind="name", type="ORG", score=name.score)


@attrs.frozen
class _NamePlaces:
    """Hold where the names of an article are, and which of its words are surnames."""

    spans: Collection[tuple[int, int]]
    starts: Collection[int]
    surnames: Collection[str]

    @classmethod
    def of(cls, text: str, names: Sequence[NameSpan]) -> _NamePlaces:
        """Gather them from the names."""
        spans = {(name.span.start, name.span.end) for name in names}
        return cls(spans, {start for start, _ in spans}, set(_person_surnames(text, names)))


def _role_mentions(
    make: _Make, text: str, roles: Iterable[RolePhrase], names: Sequence[NameSpan]
) -> Iterator[Mention]:
    """Make mentions of roles; a capitalised one that is a surname in this article becomes a name.

    Such as "King said".
    """
    places = _NamePlaces.of(text, names)
    for role in roles:
        if (role.head.start, role.head.end) in places.spans:
            continue
        kind = "name" if _is_surname_of_person(text, role, places) else "role"
        if kind == "name" or _refers_to_somebody(text, role, places.starts):
            surface = role.span.surface(text)
            yield make(span=role.span, surface=surface, kind=kind, type="PER", head=role.head)


def _is_surname_of_person(text: str, role: RolePhrase, places: _NamePlaces) -> bool:
    """Whether a capitalised head alone is the surname of a person of the article."""
    if not _is_bare_capitalised_head(text, role) or role.head.end + 1 in places.starts:
        return False
    return fold(role.head.surface(text)) in places.surnames


def _is_no_role_mention(text: str, role: RolePhrase, names: Iterable[NameSpan]) -> bool:
    """Whether a role is a title, or the first part of a name: "the Taxi Drivers' Alliance"."""
    if _is_bare_title(text, role):
        return True
    behind = text[role.span.end : role.span.end + 1]
    return behind in {"'", "’"} and any(
        name.type == "ORG" and name.span.contains(role.span) and name.span != role.span
        for name in names
    )


def _person_surnames(text: str, names: Iterable[NameSpan]) -> Iterator[str]:
    """Yield the folded last words of full names of persons."""
    for name in names:
        surface = name.span.surface(text)
        if name.type == "PER" and " " in surface:
            yield fold(surface.split()[-1])


def _is_bare_capitalised_head(text: str, role: RolePhrase) -> bool:
    """Whether a role is nothing but a capitalised head."""
    return role.head == role.span and not role.determiner and text[role.head.start].isupper()


def _is_bare_title(text: str, role: RolePhrase) -> bool:
    """Whether a role is nothing but an abbreviated title: "Gov. Crane" says it of the name.

    So is "Lady Crane", and "the lady" is not.
    """
    if role.head != role.span:
        return False
    behind = text[role.span.end : role.span.end + 2]
    honorific = role.head.surface(text) == _HONORIFIC and behind[1:].isupper()
    return honorific or text[role.span.end - 1] == "."


def _refers_to_somebody(text: str, role: RolePhrase, starts: Collection[int]) -> bool:
    """Whether a role phrase means somebody.

    Such as "the president", "spokesman Peskov", but not "officials said".
    """
    if role.plural and role.determiner not in _DEFINITE:
        return False  # "European leaders" are nobody in particular
    if _is_office_or_seat(text, role):
        return False
    if role.determiner or role.affiliations or role.modifiers or role.unique:
        return True
    beside = any(role.span.end + gap in starts for gap in (1, 2))
    return beside or (not role.plural and text[role.head.start].isupper())


def _is_office_or_seat(text: str, role: RolePhrase) -> bool:
    """Whether a role is only part of the name of a body, or furniture: "the mayor's office"."""
    if _OFFICE.match(text, role.span.end):
        return True
    start = max(0, role.head.start - _BEFORE_SEAT)
    return bool(_SEAT.search(text, start, role.head.end))


def _nominal_mentions(make: _Make, text: str, tokens: list[Token]) -> Iterator[Mention]:
    for found in nominals_in(text, tokens):
        surface = found.span.surface(text)
        yield make(
            span=found.span,
            surface=surface,
            kind="nominal",
            type=found.type,
            head=found.head,
            score=0.8,
        )
