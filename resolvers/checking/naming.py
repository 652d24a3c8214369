"""Naming: names of a statement that its passage has not, and roles that belong to somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from provenance.mentions import Chain
from provenance.spans import Span
from resolvers.checking.draft import DraftText
from resolvers.checking.sources import Library, SourceArticle, SourceChain
from resolvers.checking.who import StatedRole, Who, names_agree, nouns_of, who_is
from resolvers.reading.folding import fold

_REACH = 60  # code points beside a name in which its role stands
# They say when and how somebody has a role, and not of what.
_WHEN = frozenset(
    "former acting new then deputy ex old current interim outgoing incoming late".split()
)
_RANKS = frozenset("prime vice deputy".split())  # with them a role is another one
_KINDS = {"PER": {"PER"}, "ORG": {"ORG", "LOC"}, "LOC": {"ORG", "LOC"}}


@attrs.frozen(kw_only=True)
class OtherName:
    """Hold a name of a draft in whose place its source has another.

    Args:
        at: where it stands in the draft.
    """

    at: Span
    draft: str
    source: str
    source_at: Span


def other_names(
    draft: DraftText, pieces: Sequence[Span], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherName]:
    """Yield the names that an article has nowhere, and in whose place the passage has another of the kind."""
    own = [
        (chain, m.span)
        for chain in draft.chains
        for m in chain.mentions
        if m.kind == "name" and any(piece.contains(m.span) for piece in pieces)
    ]
    around = fold(source.view[beside.start : beside.end])
    for chain, at in own:
        who = draft.people[chain.key]
        if chain.type not in _KINDS or _is_known(who, source, around):
            continue
        rival = _rival(chain, [c for c, _ in own], draft, source, near)
        if rival is not None:
            there = next(m for m in rival.mentions if near.contains(m))
            yield OtherName(
                at=at,
                draft=at.surface(draft.view),
                source=there.surface(source.view),
                source_at=there,
            )


def _is_known(who: Who, source: SourceArticle, around: str) -> bool:
    """Tell whether an article knows somebody by one of the names."""
    words = f" {source.folded} {around} "
    if any(f" {name} " in words for name in who.names):
        return True
    return any(names_agree(who, chain.who) for chain in source.chains)


def _rival(
    chain: Chain, own: Iterable[Chain], draft: DraftText, source: SourceArticle, near: Span
) -> SourceChain | None:
    """Return who of the same kind is named in a passage and not in the statement."""
    named = [draft.people[c.key] for c in own]
    kinds = _KINDS[chain.type]
    return next(
        (
            c
            for c in source.chains_in(near)
            if c.who.type in kinds and c.who.names and not any(names_agree(w, c.who) for w in named)
        ),
        None,
    )


# --- roles ------------------------------------------------------------------------------------


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
        found = [wrong for chain in self._draft.chains for wrong in self._of(chain)]
        return tuple(sorted(found, key=lambda w: w.at))

    @cached_property
    def _holders(self) -> list[tuple[SourceArticle, SourceChain, StatedRole]]:
        """Every role that somebody has in a source by name."""
        return [
            (source, chain, role)
            for source in self._library.sources
            for chain in source.chains
            for role in chain.here.roles
        ]

    def _of(self, chain: Chain) -> Iterator[WrongRole]:
        who = who_is(chain)
        if chain.type != "PER" or not who.names or not who.roles:
            return
        known = [
            (source, held)
            for source in self._library.sources
            for held in source.chains
            if held.who.type == "PER" and _is_one(who, held.who)
        ]
        if not known:
            return
        everyone = {id(held.who): held.who for _, held in known}
        for role in who.roles:
            if any(self._has(w, role) for w in everyone.values()) or self._is_written(role, known):
                continue
            wrong = self._rival(role, known)
            if wrong is not None:
                yield attrs.evolve(
                    wrong,
                    at=Span(role.start, role.end),
                    name=chain.name,
                    draft=self._draft.view[role.start : role.end],
                )

    @staticmethod
    def _has(who: Who, role: StatedRole) -> bool:
        """Tell whether somebody has a role; where it is told of what, that must agree."""
        heads = [r for r in who.roles if roles_agree(attrs.evolve(role, words=frozenset()), r)]
        telling = [r for r in heads if field_of(r)]
        return any(roles_agree(role, other) for other in telling or heads)

    def _is_written(
        self, role: StatedRole, known: Iterable[tuple[SourceArticle, SourceChain]]
    ) -> bool:
        """Tell whether a source writes the words of a role beside the name."""
        words = role.words or nouns_of([self._draft.view[role.start : role.end]])
        return any(_is_called(source, m, words) for source, held in known for m in held.mentions)

    def _rival(
        self, role: StatedRole, known: Sequence[tuple[SourceArticle, SourceChain]]
    ) -> WrongRole | None:
        """Find what the sources say instead: another holder, or another role of this one."""
        own = [(s, held, r) for s, held in known for r in held.here.roles]
        entities = {id(held.who) for _, held in known}
        holder = next(
            (
                (source, held, other)
                for source, held, other in self._holders
                if id(held.who) not in entities and held.who.names and roles_agree(role, other)
            ),
            None,
        )
        same = [r for r in own if r[2].value.split()[-1] == role.value.split()[-1]]
        found = same[0] if same else holder or (own[0] if own else None)
        if found is None:
            return None
        source, held, other = found
        at = Span(other.start, other.end)
        said = at.surface(source.view)
        right = f"{held.who.name}, {said}" if found is holder else said
        return WrongRole(at=at, name="", draft="", right=right, source=source, source_at=at)


def _is_called(source: SourceArticle, mention: Span, words: frozenset[str]) -> bool:
    """Tell whether words stand right before a name, or behind it in an apposition."""
    sentence = source.sentences_over(mention)
    before = fold(source.view[max(sentence.start, mention.start - _REACH) : mention.start]).split()
    after = source.view[mention.end : min(sentence.end, mention.end + _REACH)]
    many = len(words) + 3
    if before and before[-1] in words and words <= {*before[-many:]}:
        return True
    return after.lstrip()[:1] in {",", "(", "–", "—"} and words <= {*fold(after).split()[:many]}


def _is_one(who: Who, other: Who) -> bool:
    """Tell whether two persons share a name of more than one word, or the only name of one."""
    return bool(who.names and other.names) and names_agree(who, other)


def roles_agree(one: StatedRole, two: StatedRole) -> bool:
    """Tell whether two roles can be one: one word for it, and of nothing else."""
    if one.value != two.value and not (_is_short_for(one, two) or _is_short_for(two, one)):
        return False
    return _one_body(one.qualifier, two.qualifier) and _one_field(one, two)


def _is_short_for(short: StatedRole, long: StatedRole) -> bool:
    """Tell whether a role may be another in fewer words: "minister" for "finance minister"."""
    if not long.value.endswith(f" {short.value}"):
        return False
    more = frozenset(long.value.removesuffix(short.value).split())
    told = short.words - frozenset(short.value.split()) - _WHEN
    return more <= told if told else more.isdisjoint(_RANKS)


def _one_field(one: StatedRole, two: StatedRole) -> bool:
    """Tell whether two say the same of what the role is: "finance minister", "works minister"."""
    mine, theirs = field_of(one), field_of(two)
    return not mine or not theirs or bool(mine & theirs)


def field_of(role: StatedRole) -> frozenset[str]:
    """Return the words beside a role that say of what it is, as far as no qualifier does."""
    head = frozenset(role.value.split())
    if role.qualifier or head.isdisjoint(role.words):
        return frozenset()
    return role.words - head - _WHEN


def _one_body(a: str | None, b: str | None) -> bool:
    if a is None or b is None or a == b:
        return True
    plain = [q.partition(":")[2] or q for q in (a, b)]
    left, right = ({*q.split()} for q in plain)
    return left <= right or right <= left
