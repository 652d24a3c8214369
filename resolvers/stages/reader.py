"""Readers: who reads articles, and under which name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from provenance.records.articles import Version
from provenance.records.mentions import Chain, Mention
from resolvers.coreference.build import build_chains
from resolvers.lexicon.lists import user_contents
from resolvers.mention_detection.detect import detect
from resolvers.mention_detection.reading_view import reading_view
from resolvers.storing.source_files import source_texts
from resolvers.text.language import is_english

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from resolvers.annotations.claims import GivenClaims
    from resolvers.mention_detection.adapters import Adapter

_OWN = "rules-"  # what the name of our own reader begins with
GIVEN_CLAIMS = "given-claims-"  # what the name of a reader of claims does, where a caller gave them


@attrs.define
class Reader:
    """Read articles to chains.

    The name tells who reads: our rules and tagger as they stand in this code, a caller with these
    very mentions, or another tagger. A change of any of them makes another reader, and all versions
    are read anew.
    """

    name: str
    given: Mapping[str, Sequence[Mention]] | None = None
    adapter: Adapter | None = None
    claims: GivenClaims | None = None  # of a caller, in place of those that rules find
    refused: list[InputError] = attrs.field(factory=list)
    passed_over: int = 0  # articles in other languages, of those that were read
    is_away: bool = False  # somebody else, of whom the ledger has the name and the readings
    claims_name: str | None = None  # a caller of whose claims the ledger alone has what was given

    @classmethod
    def last(cls, ledger: Store) -> Reader:
        """Return who read last: our own reader as it is now, or another, who reads no more.

        Where a caller gave the mentions or the claims, they are in the ledger and nowhere else.
        """
        own = cls.of(None, None)
        readers = ledger.records("last_reader")
        name = readers[0]["reader"] if readers else own.name
        claims = _last_claims_giver(ledger)
        if name.startswith(_OWN):
            return attrs.evolve(own, is_away=True, claims_name=claims) if claims else own
        return cls(name, given={}, is_away=True, claims_name=claims)

    @classmethod
    def of(
        cls,
        given: Mapping[str, Sequence[Mention]] | None,
        adapter: Adapter | None,
        claims: GivenClaims | None = None,
    ) -> Reader:
        """Make a reader of a caller's mentions, of another tagger, or of our own.

        Claims may be a caller's, too.
        """
        own = _code_digest()[:12]
        if given is not None:
            keys = sorted(
                f"{m.key} {m.kind} {m.type}" for mentions in given.values() for m in mentions
            )
            name = f"given-{content_hash(own, *keys)[:12]}"
        else:
            name = f"{adapter.name}-{own}" if adapter else f"{_OWN}{own}"
        return cls(name, given=given, adapter=adapter if given is None else None, claims=claims)

    def read(self, version: Version) -> list[Chain]:
        """Read one version."""
        return read_view(version, self._mentions_of_version)

    def passes_over(self, text: str) -> bool:
        """Whether a text is not read: our rules and our tagger know English only."""
        return self.given is None and self.adapter is None and not is_english(text)

    def _mentions_of_version(self, version: Version, text: str) -> Sequence[Mention]:
        """Return the mentions of a version, `text` being its reading view."""
        if self.given is not None:
            return typed(version.key, text, self.given.get(version.key, ()))
        if self.adapter is None:
            return _detected_mentions(version, text)
        names, refused = self.adapter.read(text)
        article = version.article.article_id
        self.refused += (
            InputError(f"{e.what} in article {article!r}", file=e.file, field=e.field)
            for e in refused
        )
        return detect(text, version.key, names, self.adapter.name)


def _last_claims_giver(ledger: Store) -> str | None:
    """Return the name of the caller who gave claims last; None where our rules read them."""
    readers = ledger.records("last_claims_reader")
    name = readers[0]["reader"].partition("; decided ")[0] if readers else ""
    return name if name.startswith(GIVEN_CLAIMS) else None


def typed(version: str, text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Assign mentions that came without a type the type that our own reader sees there.

    The others are left as they are.

    A mention is seen where one of ours ends with it, the longest one inside it counting; "the
    mayor, Ada Crane" is a person.
    """
    if all(mention.type != "none" for mention in mentions):
        return mentions
    seen: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in detect(text, version):
        if mention.type != "none":
            seen[mention.span.end].append(mention)
    return [
        _mention_with_type(mention, seen[mention.span.end]) if mention.type == "none" else mention
        for mention in mentions
    ]


def _mention_with_type(mention: Mention, seen: Sequence[Mention]) -> Mention:
    inside = [other for other in seen if mention.span.contains(other.span)]
    if not inside:
        return mention
    best = max(inside, key=lambda other: (len(other.span), other.score))
    return attrs.evolve(mention, type=best.type, score=best.score)


@cache
def _code_digest() -> str:
    """Hash what reading and profiles depend on: modules, word lists and the tagger's model."""
    code = ("text", "lexicon", "mention_detection", "coreference", "linking/profiles.py")
    return content_hash(*source_texts(*code), *user_contents())


def read_own(version: Version) -> list[Chain]:
    """Read one version by our own rules and tagger."""
    return read_view(version, _detected_mentions)


def read_view(version: Version, find: Callable[[Version, str], Sequence[Mention]]) -> list[Chain]:
    """Read one version as it is seen; what is found says what is stored.

    Args:
        version: the version.
        find: gives the mentions of a version and its reading view.
    """
    view = reading_view(version.text)
    chains = build_chains(version.key, view, find(version, view))
    return (
        chains
        if view == version.text
        else [_chain_with_stored_surfaces(c, version.text) for c in chains]
    )


def _chain_with_stored_surfaces(chain: Chain, text: str) -> Chain:
    """Return the mentions of a chain the words that the text has for them."""
    links = [
        attrs.evolve(
            link, mention=attrs.evolve(link.mention, surface=link.mention.span.surface(text))
        )
        for link in chain.links
    ]
    return attrs.evolve(chain, links=tuple(links))


def _detected_mentions(version: Version, text: str) -> Sequence[Mention]:
    return detect(text, version.key) if is_english(version.text) else ()
