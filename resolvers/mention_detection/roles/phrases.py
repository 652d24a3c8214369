"""Role phrases.

Such as "former US special envoy", "the Kremlin's spokesman", "president of the European
Commission".
"""

from __future__ import annotations

from typing import NamedTuple

import attrs

from provenance.spans import Span
from resolvers.lexicon.lexicon import Role, lexicon
from resolvers.mention_detection.roles.before import read_before
from resolvers.mention_detection.roles.complements import complement
from resolvers.mention_detection.roles.heads import Head, heads_in
from resolvers.text.tokens import Token, lowercase_at, tokenise

_NOT_THE_HOLDER = frozenset({"deputy", "assistant", "vice"})


@attrs.frozen(kw_only=True)
class RolePhrase:
    """Describe one role phrase.

    Its span has modifiers, affiliations and complement, but no determiner.
    """

    span: Span
    head: Span
    canonical: str
    kind: str
    modifiers: tuple[str, ...] = ()
    # The polity, organisation or person that the role belongs to.
    affiliations: tuple[Span, ...] = ()
    # The word before the phrase; "'s" where a common noun owns it: "the company's director".
    determiner: str = ""
    plural: bool = False
    unique: bool = False  # one holder for one affiliation at a time

    def shifted(self, by: int) -> RolePhrase:
        """Move all spans by a number of code points."""
        return RolePhrase(
            span=self.span.shifted(by),
            head=self.head.shifted(by),
            canonical=self.canonical,
            kind=self.kind,
            modifiers=self.modifiers,
            affiliations=tuple(span.shifted(by) for span in self.affiliations),
            determiner=self.determiner,
            plural=self.plural,
            unique=self.unique,
        )


def find_roles(text: str, start: int = 0, end: int | None = None) -> list[RolePhrase]:
    """Find the role phrases of a text, the longest head first; phrases may be nested.

    Args:
        text: the article's text; offsets count from its start.
        start: where to begin.
        end: where to stop; by default the end of the text.
    """
    end = len(text) if end is None else end
    return roles_in(text, tokenise(text[start:end], start))


def roles_in(text: str, tokens: list[Token]) -> list[RolePhrase]:
    """Find role phrases in tokens of a text."""
    return [_read_role_phrase(text, tokens, i, head) for i, head in heads_in(tokens)]


def _read_role_phrase(text: str, tokens: list[Token], i: int, head: Head) -> RolePhrase:
    stop = i + head.size
    before, behind = read_before(text, tokens, i), _read_behind(text, tokens, stop - 1, head)
    modifiers = (*before.modifiers, *behind.modifiers)
    return RolePhrase(
        span=_token_span(tokens, before.start, behind.stop),
        head=_token_span(tokens, i, stop),
        canonical=behind.role.canonical,
        kind=behind.role.kind,
        modifiers=modifiers,
        affiliations=(*before.affiliations, *behind.affiliations),
        determiner=before.determiner,
        plural=head.plural,
        unique=not head.plural and _is_unique_role(behind.role, modifiers),
    )


def _token_span(tokens: list[Token], first: int, stop: int) -> Span:
    return Span(tokens[first].start, tokens[stop - 1].end)


def _is_unique_role(role: Role, modifiers: tuple[str, ...]) -> bool:
    """Whether one person at a time holds a role, which deputies do not."""
    return role.unique and _NOT_THE_HOLDER.isdisjoint(modifiers)


class _Behind(NamedTuple):
    """Hold what stands behind a head noun, and the role that it makes of it."""

    stop: int  # the token behind the phrase
    role: Role
    modifiers: tuple[str, ...]
    affiliations: list[Span]


def _read_behind(text: str, tokens: list[Token], last: int, head: Head) -> _Behind:
    """Read what stands behind the last token of a head: "-elect", "of defence", the complement."""
    modifiers: tuple[str, ...] = ()
    if _hyphenated_suffix(tokens, last + 1) in {"elect", "designate"}:
        modifiers = (tokens[last + 2].text.lower(),)
        last += 2
    role, last = _read_ministry_role(tokens, last, head)
    stop, affiliations = complement(text, tokens, last + 1, role.kind)
    return _Behind(stop, role, modifiers, affiliations)


def _hyphenated_suffix(tokens: list[Token], i: int) -> str:
    """Read what hangs on the head by a hyphen: "president-elect"."""
    if i + 1 < len(tokens) and tokens[i].text == "-" and tokens[i].end == tokens[i + 1].start:
        return tokens[i + 1].text.lower()
    return ""


def _read_ministry_role(tokens: list[Token], last: int, head: Head) -> tuple[Role, int]:
    """Read "minister of defence" as the role "defence minister" where the lexicon has that."""
    if (
        head.role.canonical in {"minister", "secretary"}
        and not head.plural
        and lowercase_at(tokens, last + 1) in {"of", "for"}
    ):
        at = last + 3 if lowercase_at(tokens, last + 2) == "the" else last + 2
        role = lexicon().roles.get(f"{lowercase_at(tokens, at)} {head.role.canonical}")
        if role:
            return role, at
    return head.role, last
