"""Who is meant: the names, roles and nouns by which a text calls somebody.

And whether two can be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import attrs

from provenance.records.mentions import Chain, Feature
from resolvers.lexicon.person_names import parse_person, person_match
from resolvers.text.folding import fold
from resolvers.text.words import DETERMINERS, FUNCTION_WORDS, word_set

_NAMES = frozenset({"name", "short", "alias"})
# They may be anybody: what another says of them is no contradiction.
_ANYBODY = word_set(
    "official officials source sources person people spokesman spokeswoman spokesperson aide aides "
    "adviser advisers analyst analysts expert experts reporter reporters somebody someone one other "
    "others critic critics supporter supporters man woman men women both team members member "
    "lawmaker lawmakers politician politicians leader leaders statement report reports article"
)
_NO_SHARE = FUNCTION_WORDS | DETERMINERS | word_set("of new former then acting")
_OF = re.compile(r",|\s(?:at|for|from|in|of|on|to|with|who|which|that)\s")
SAME, OTHER, UNKNOWN = "same", "other", "unknown"


@attrs.frozen(kw_only=True)
class GivenRole:
    """Hold a role: its canonical word and of what, with the words that state it."""

    value: str
    qualifier: str | None
    start: int
    end: int
    former: bool = False
    words: frozenset[str] = frozenset()  # of the mention that states it, folded

    @property
    def head(self) -> str:
        """The last word of its canonical one: the minister of a finance minister."""
        return self.value.split()[-1]


@attrs.frozen(kw_only=True)
class Who:
    """Hold by what a text, or several, call one person or body.

    Args:
        name: the best name.
        names: folded names.
        keys: rows of the lexicon that the names are.
        roles: what it is.
        nouns: folded words of the mentions that are no names: "the utility".
    """

    name: str
    type: str = "none"
    names: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    roles: tuple[GivenRole, ...] = ()
    nouns: frozenset[str] = frozenset()

    @property
    def role_words(self) -> frozenset[str]:
        """The words of the roles and of the mentions that are no names."""
        said = {word for role in self.roles for word in role.value.split()}
        return frozenset(said | self.nouns)


def who_is(chain: Chain) -> Who:
    """Return by what an article calls the entity of a chain."""
    return Who(
        name=chain.name,
        type=chain.type,
        names=frozenset(f.value for f in chain.features if f.name in _NAMES),
        keys=frozenset(f.value for f in chain.features if f.name == "key"),
        roles=tuple(_role_from_feature(chain, f) for f in chain.features if f.name == "role"),
        nouns=nouns_of(m.surface for m in chain.mentions if m.kind in {"role", "nominal"}),
    )


def _role_from_feature(chain: Chain, feature: Feature) -> GivenRole:
    return GivenRole(
        value=feature.value,
        qualifier=feature.qualifier,
        start=feature.span.start,
        end=feature.span.end,
        former="former" in feature.modifiers,
        words=nouns_of(m.surface for m in chain.mentions if m.span.contains(feature.span)),
    )


def nouns_of(surfaces: Iterable[str]) -> frozenset[str]:
    """Return the folded words of mentions that tell who is meant."""
    return frozenset().union(*map(_noun_words, surfaces))


@lru_cache(maxsize=50_000)
def _noun_words(surface: str) -> frozenset[str]:
    return frozenset(fold(surface).split()) - _NO_SHARE


def merged(several: Iterable[Who]) -> Who:
    """Return what several texts call one entity."""
    known = list(several)
    return Who(
        name=max((w.name for w in known), key=len),
        type=known[0].type,
        names=frozenset().union(*(w.names for w in known)),
        keys=frozenset().union(*(w.keys for w in known)),
        roles=tuple(role for w in known for role in w.roles),
        nouns=frozenset().union(*(w.nouns for w in known)),
    )


def named(words: str) -> Who:
    """Return who is called by words that no chain has: by a name, or a noun with what it is of."""
    plain = " ".join(w for w in words.split() if w.lower() not in DETERMINERS)
    head = _OF.split(plain, maxsplit=1)[0]
    whole = plain == head or " " in head  # "Analysts at Pryce" begins a sentence
    is_name = whole and fold(head) and all(word[:1].isupper() for word in head.split())
    names = frozenset({fold(plain)}) if is_name else frozenset()
    return Who(name=plain or words, names=names, nouns=frozenset() if names else nouns_of([words]))


def names_agree(one: Who, two: Who) -> bool:
    """Whether two share a name: in full, by the surname, or by the same row of the lexicon."""
    if one.keys & two.keys:
        return True
    # Where both are named in full, a surname that they share says nothing.
    mine, theirs = _multiword_names(one.names), _multiword_names(two.names)
    if not (mine and theirs):
        mine, theirs = one.names, two.names
    return any(a == b or _folded_names_agree(a, b) for a in mine for b in theirs)


def _multiword_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if " " in name)


def _folded_names_agree(a: str, b: str) -> bool:
    left, right = set(a.split()), set(b.split())
    if left <= right or right <= left:
        return (len(left) > 1 and len(right) > 1) or _is_name_prefix_or_suffix(a, b)
    return person_match(parse_person(a), parse_person(b)) is not None


def _is_name_prefix_or_suffix(a: str, b: str) -> bool:
    """Whether the shorter of two names is the end or the beginning of the longer one."""
    short, long = sorted((a, b), key=len)
    return f" {long}".endswith(f" {short}") or f"{long} ".startswith(f"{short} ")


def compare(said: Who | None, source: Who | None, around: str, called: str = "") -> str:
    """Whether who says something in a draft can be who says it in a source.

    Args:
        said: who says it by the draft; None where nobody does.
        source: who says it by the source; None where nobody is known to.
        around: the words of the source beside what is said, folded: they may call the speaker so.
        called: the words by which the source calls the speaker, folded.
    """
    if said is None:
        return UNKNOWN
    if _is_named_as_speaker(said, source, around, called):
        return SAME
    if source is None:
        return UNKNOWN
    if said.names and source.names:
        return SAME if names_agree(said, source) else OTHER
    return _compare_by_role_words(said, source, around)


def _is_named_as_speaker(said: Who, source: Who | None, around: str, called: str) -> bool:
    """Whether a source names somebody as its speaker, whoever it is read to mean."""
    if _any_name_occurs_in(said.names, called):
        return True
    beside = [n for n in said.names if _name_occurs_in(n, around) and not _is_addressee(n, around)]
    if not beside:
        return False
    if source is None or not _names_disagree(said, source):
        return True
    # A name in full beside what is said outweighs a source that was read without its own name.
    return not _any_name_occurs_in(source.names, called) and bool(_multiword_names(beside))


def _compare_by_role_words(said: Who, source: Who, around: str) -> str:
    """Compare two of whom one has no name, by roles and nouns: "the mayor", "the utility"."""
    own, theirs = said.role_words - _ANYBODY, source.role_words - _ANYBODY
    if own & theirs or _any_name_occurs_in(own, around):
        return SAME
    if not own or _may_be_same_entity(said, source):
        return UNKNOWN
    return OTHER if theirs or source.names else UNKNOWN


def _may_be_same_entity(said: Who, source: Who) -> bool:
    """Whether words of a source may mean the one who is named: "a lawyer"."""
    anybody = source.role_words and source.role_words <= _ANYBODY
    return bool(anybody) or (bool(said.names) and source.type != "ORG")


_TOLD = (
    r"(?:told|tells|asked|asks|assured|reminded|informed|urged|warned|advised|answered"
    r"|replied to|wrote to)"
)


def _is_addressee(name: str, around: str) -> bool:
    """Whether it is somebody who is spoken to: "told Ambassador Osman"."""
    return bool(re.search(rf"\b{_TOLD} (?:\w+ ){{0,2}}{re.escape(name)}\b", around))


def _names_disagree(said: Who, source: Who) -> bool:
    """Whether two with names are surely two."""
    return bool(said.names and source.names) and not names_agree(said, source)


def _name_occurs_in(name: str, around: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}\b", around))


def _any_name_occurs_in(names: Iterable[str], around: str) -> bool:
    """Whether one of several names or words stands there."""
    return any(_name_occurs_in(name, around) for name in names)


def is_anybody(who: Who) -> bool:
    """Whether words may mean anybody: "an official"."""
    return not who.names and bool(who.role_words) and who.role_words <= _ANYBODY
