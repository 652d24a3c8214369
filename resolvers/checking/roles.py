"""Roles: roles of a draft that its sources give to somebody else, or of something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.checking.draft import DraftText
from resolvers.checking.sources import Library, SourceArticle, SourceChain
from resolvers.checking.who import GivenRole, Who, names_agree, nouns_of, who_is
from resolvers.text.folding import fold

_Known = tuple[SourceArticle, SourceChain]
_Held = tuple[SourceArticle, SourceChain, GivenRole]
_REACH = 60  # code points beside a name in which its role stands
# They say when and how somebody has a role, and not of what.
_WHEN = frozenset(
    "former acting new then deputy ex old current interim outgoing incoming late".split()
)
# Whoever has another role may be called so as well.
_ANY_ROLE = frozenset(
    "chief head leader official boss executive aide member expert veteran".split()
)
_RANKS = frozenset("prime vice deputy".split())  # with them a role is another one


@attrs.frozen(kw_only=True)
class WrongRole:
    """Hold a role that the sources give to somebody else, or of something else.

    Args:
        at: where it stands in the draft.
        draft: its words.
        right: the role that the sources give to the one it is said of.
        source: where they do, or who has it.
    """

    at: Span
    name: str
    draft: str
    right: str
    source: SourceArticle
    source_at: Span


class Roles:
    """Look up who has which role in the sources of one draft."""

    def __init__(self, draft: DraftText, library: Library) -> None:
        self._draft = draft
        self._library = library

    @cached_property
    def wrong(self) -> tuple[WrongRole, ...]:
        """The wrong roles of a draft, in its order."""
        found = [
            wrong for chain in self._draft.chains for wrong in self._wrong_roles_of_chain(chain)
        ]
        return tuple(sorted(found, key=lambda w: w.at))

    @cached_property
    def _role_holders(self) -> list[tuple[SourceArticle, SourceChain, GivenRole]]:
        """Every role that somebody has in a source by name."""
        return [
            (source, chain, role)
            for source in self._library.sources
            for chain in source.chains
            for role in chain.here.roles
        ]

    @cached_property
    def _chains_by_name_word(self) -> Mapping[str, Sequence[_Known]]:
        """Each word of a person's names to where somebody is called so."""
        found: defaultdict[str, list[_Known]] = defaultdict(list)
        for source in self._library.sources:
            for chain in source.chains:
                if chain.who.type == "PER":
                    for word in {word for name in chain.who.names for word in name.split()}:
                        found[word].append((source, chain))
        return found

    def _wrong_roles_of_chain(self, chain: Chain) -> Iterator[WrongRole]:
        """Yield the roles of one person of the draft that are wrong."""
        who = who_is(chain)
        known = self._known_chains(who) if chain.type == "PER" and who.roles else []
        for role in who.roles if known else ():
            wrong = None if self._is_right_role(role, known) else self._rival_role(role, known)
            if wrong is not None:
                at = Span(role.start, role.end)
                said = at.surface(self._draft.view)
                yield attrs.evolve(wrong, at=at, name=chain.name, draft=said)

    def _is_right_role(self, role: GivenRole, known: Sequence[_Known]) -> bool:
        """Whether somebody has a role where the sources speak of him, or may have it."""
        everyone = {id(held.who): held.who for _, held in known}
        if any(_has_agreeing_role(who, role) for who in everyone.values()):
            return True
        return self._is_written_beside_name(role, known) or self._is_plural_role(role)

    def _known_chains(self, who: Who) -> list[_Known]:
        """List where the sources speak of somebody."""
        words = sorted({word for name in who.names for word in name.split()})
        near = {
            (s.number, id(c)): (s, c)
            for w in words
            for s, c in self._chains_by_name_word.get(w, ())
        }
        return [known for known in near.values() if names_agree(who, known[1].who)]

    def _is_plural_role(self, role: GivenRole) -> bool:
        """Whether a role is in the plural: "GOP lawmakers" are several."""
        last = self._draft.view[role.start : role.end].lower().split()[-1]
        return last.endswith("s") and not role.value.endswith("s")

    def _is_written_beside_name(self, role: GivenRole, known: Iterable[_Known]) -> bool:
        """Whether a source writes the words of a role beside the name."""
        words = role.words or nouns_of([self._draft.view[role.start : role.end]])
        words |= {"former"} if role.former else frozenset()
        return any(
            _stands_beside_mention(source, m, words)
            for source, held in known
            for m in held.mentions
        )

    def _rival_role(self, role: GivenRole, known: Sequence[_Known]) -> WrongRole | None:
        """Find what the sources say instead: another holder, or another role of this one."""
        own = [(source, held, r) for source, held in known for r in held.here.roles]
        same = next((known_as for known_as in own if known_as[2].head == role.head), None)
        holder = None if same else self._other_role_holder(role, known)
        if holder:
            return _role_given_instead(holder, whose=f"{holder[1].who.name}, ")
        found = same or next(iter(own), None)
        return _role_given_instead(found) if found else None

    def _other_role_holder(self, role: GivenRole, known: Iterable[_Known]) -> _Held | None:
        """Find somebody else who has a role in the sources."""
        entities = {id(held.who) for _, held in known}
        others = (h for h in self._role_holders if id(h[1].who) not in entities and h[1].who.names)
        agree = (held for held in others if roles_agree(role, held[2]))
        if role.head in _ANY_ROLE:
            agree = (held for held in agree if held[2].qualifier)
        return next(agree, None)


def _role_given_instead(held: _Held, whose: str = "") -> WrongRole:
    """Say which role the sources give, and whose it is where it is another's."""
    source, _, role = held
    at = Span(role.start, role.end)
    right = f"{whose}{at.surface(source.view)}"
    return WrongRole(at=at, name="", draft="", right=right, source=source, source_at=at)


def _has_agreeing_role(who: Who, role: GivenRole) -> bool:
    """Whether somebody has a role; where it is told of what, that must agree."""
    heads = [r for r in who.roles if roles_agree(attrs.evolve(role, words=frozenset()), r)]
    if not heads:
        return _may_be_role_synonym(role, who)
    telling = [r for r in heads if field_of(r)] or heads
    over = any(other.former for other in who.roles)  # somebody says so
    return any(roles_agree(role, other) for other in telling) and (over or not role.former)


def _may_be_role_synonym(role: GivenRole, who: Who) -> bool:
    """Whether a role may be one in other words: "finance chief", "chief financial officer"."""
    if any(other.head == role.head for other in who.roles):
        return False
    known = {word for other in who.roles for word in other.value.split()}
    return role.head in _ANY_ROLE or bool(known & {*role.value.split()} - _WHEN - _RANKS)


def _stands_beside_mention(source: SourceArticle, mention: Span, words: frozenset[str]) -> bool:
    """Whether words stand right before a name, or behind it in an apposition."""
    sentence = source.sentences_over(mention)
    before = fold(source.view[max(sentence.start, mention.start - _REACH) : mention.start]).split()
    after = source.view[mention.end : min(sentence.end, mention.end + _REACH)]
    many = len(words) + 3
    if before and before[-1] in words and words <= {*before[-many:]}:
        return True
    return after.lstrip()[:1] in {",", "(", "–", "—"} and words <= {*fold(after).split()[:many]}


def roles_agree(one: GivenRole, two: GivenRole) -> bool:
    """Whether two roles can be one: one word for it, and of nothing else."""
    if one.value != two.value and not (
        _is_short_role_for(one, two) or _is_short_role_for(two, one)
    ):
        return False
    return _role_qualifiers_agree(one.qualifier, two.qualifier) and _role_fields_agree(one, two)


def _is_short_role_for(short: GivenRole, long: GivenRole) -> bool:
    """Whether a role may be another in fewer words: "minister" for "finance minister"."""
    if not long.value.endswith(f" {short.value}"):
        return False
    more = frozenset(long.value.removesuffix(short.value).split())
    told = short.words - frozenset(short.value.split()) - _WHEN
    return more <= told if told else more.isdisjoint(_RANKS)


def _role_fields_agree(one: GivenRole, two: GivenRole) -> bool:
    """Whether two say the same of what the role is: "finance minister", "works minister"."""
    mine, theirs = field_of(one), field_of(two)
    return not mine or not theirs or bool(mine & theirs)


def field_of(role: GivenRole) -> frozenset[str]:
    """Return the words beside a role that say of what it is, as far as no qualifier does."""
    head = frozenset(role.value.split())
    if role.qualifier or head.isdisjoint(role.words):
        return frozenset()
    return role.words - head - _WHEN


def _role_qualifiers_agree(a: str | None, b: str | None) -> bool:
    if a is None or b is None or a == b:
        return True
    plain = [q.partition(":")[2] or q for q in (a, b)]
    left, right = ({*q.split()} for q in plain)
    return left <= right or right <= left
