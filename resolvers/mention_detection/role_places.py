"""Role places: where the roles of an article stand beside what may be names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import attrs

from provenance.spans import Span
from resolvers.mention_detection.roles.phrases import RolePhrase
from resolvers.text.tokens import Token
from resolvers.text.words import word_set

# Kinds of roles that bodies have: what stands behind them is mostly one.
_BODILY = word_set("spokesperson lawyer business media official party activist academic")


@attrs.frozen
class RolePlaces:
    """Hold where the roles of an article stand, by tokens."""

    heads: frozenset[int]  # all tokens of role heads
    before: frozenset[int]  # the first ones of heads
    behind: frozenset[int]  # those behind the roles of one person
    bodies: frozenset[int]  # where what a bodily role belongs to begins: "lawyer for"

    @classmethod
    def of(cls, tokens: Sequence[Token], roles: Sequence[RolePhrase]) -> RolePlaces:
        """Find the roles in the tokens of their article."""
        index = {token.start: i for i, token in enumerate(tokens)}
        ends = {token.end: i + 1 for i, token in enumerate(tokens)}
        heads = [range(index[role.head.start], ends[role.head.end]) for role in roles]
        return cls(
            heads=frozenset(chain.from_iterable(heads)),
            before=frozenset(head.start for head in heads),
            behind=frozenset(ends[role.span.end] for role in roles if not role.plural),
            bodies=frozenset(index[span.start] for span in _body_role_complements(roles)),
        )


def _body_role_complements(roles: Iterable[RolePhrase]) -> Iterator[Span]:
    """Yield what stands behind roles that belong to bodies."""
    for role in roles:
        if role.kind in _BODILY:
            yield from (span for span in role.affiliations if span.start > role.head.end)
