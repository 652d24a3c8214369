"""Chains: who is who inside one article.

Names first, the longest first, then roles and nominals in the order of the text. Every link names the cue that made
it; the weight of a cue is measured on labelled articles (`resolvers.reading.chains.cues`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import attrs

from provenance.mentions import Chain, Feature, Link, Mention
from provenance.spans import Span
from resolvers.reading.chains import cues
from resolvers.reading.chains.aliases import join_aliases
from resolvers.reading.chains.beside import roles_beside
from resolvers.reading.chains.blocks import LARGEST, cut, gather_blocks
from resolvers.reading.chains.groups import Group
from resolvers.reading.chains.national import settle_national
from resolvers.reading.chains.nominals.candidates import GIVEN
from resolvers.reading.chains.nominals.placing import place_nominals
from resolvers.reading.chains.persons import group_persons
from resolvers.reading.chains.things import group_things
from resolvers.reading.references.refer import refer
from resolvers.reading.references.reference import Reference


def build_chains(version: str, text: str, mentions: Iterable[Mention]) -> list[Chain]:
    """Gather the mentions of one article into chains.

    Every mention ends in exactly one chain. The result depends on the text and the mentions alone, not on their order.

    Args:
        version: the key of the version that the mentions point into.
        text: the version's text.
        mentions: names, roles and nominals; overlapping ones are allowed, two with the same offsets are one.
    """
    unique = {
        (m.span.start, m.span.end): m
        for m in sorted(mentions, key=lambda m: (m.span, m.kind, m.type))
    }
    ordered = [mention for _, mention in sorted(unique.items())]
    given = any(mention.detector == GIVEN for mention in ordered)
    beside = roles_beside(text, ordered) if given else {}
    references = _with_surnames(
        {m.span: refer(m, text, beside.get(m.span, ())) for m in ordered}, text
    )
    if len(ordered) <= LARGEST:
        groups = gather(list(references.values()), text)
    else:
        parts = [[references[m.span] for m in part] for part in cut(text, ordered)]
        groups = gather_blocks([partial(gather, part, text) for part in parts])
    settle_national(groups)
    chains = [to_chain(version, text, group) for group in groups]
    return sorted(chains, key=lambda chain: (chain.links[0].mention.span, chain.key))


def _with_surnames(references: dict[Span, Reference], text: str) -> dict[Span, Reference]:
    """Read a word without a type as the surname that it is here: "Finn" beside "Anna Finn" is nobody from Finland."""
    surnames = {r.person.core for r in references.values() if r.person and r.person.full}
    return {
        span: attrs.evolve(refer(attrs.evolve(r.mention, type="PER"), text), mention=r.mention)
        if r.mention.type == "none" and r.kind == "name" and not r.person and r.folded in surnames
        else r
        for span, r in references.items()
    }


def gather(references: Sequence[Reference], text: str) -> list[Group]:
    """Group references that mean the same."""
    names = [r for r in references if r.kind == "name"]
    groups = group_persons([r for r in names if r.person], text)
    groups += group_things([r for r in names if not r.person], text)
    join_aliases(groups, text)
    place_nominals(groups, [r for r in references if r.kind != "name"], text)
    return groups


def to_chain(version: str, text: str, group: Group) -> Chain:
    """Turn a group into a record with its evidence."""
    links = tuple(
        Link(
            mention=m.reference.mention,
            cue=m.cue,
            weight=cues.weight(m.cue) if m.to else None,
            to=m.to,
        )
        for m in sorted(group.members, key=lambda m: m.reference.span)
    )
    features = tuple(dict.fromkeys(_features(group)))
    return Chain(
        version=version,
        type=group.type,
        name=_best_name(group, text),
        links=links,
        features=features,
    )


def _best_name(group: Group, text: str) -> str:
    """Choose the longest name as written; a lexicon name where the words are an alias; the first words otherwise."""
    names = [r.name.surface(text) for r in group.references if r.name]
    if names:
        return max(names, key=lambda name: (len(name.split()), len(name), name))
    return group.members[0].reference.mention.surface


_IN_ARTICLE_ONLY = frozenset({"contained", "weak name"})


def _features(group: Group) -> Iterable[Feature]:
    full = any(r.person and r.person.full for r in group.references)
    for member in sorted(group.members, key=lambda m: m.reference.span):
        reference = member.reference
        if reference.name:
            short = member.cue in _IN_ARTICLE_ONLY or bool(
                full and reference.person and not reference.person.full
            )
            name = "alias" if member.defines else "short" if short else "name"
            yield Feature(name=name, value=reference.folded, span=reference.name)
            if reference.known and not reference.slot and not short:
                yield Feature(name="key", value=reference.known.key, span=reference.name)
        if reference.honorific:
            yield Feature(name="honorific", value=reference.gender or "", span=reference.honorific)
    for role in group.roles:
        yield Feature(
            name="role",
            value=role.canonical,
            span=role.span,
            qualifier=role.qualifier,
            modifiers=role.modifiers,
        )
    for code, span in group.countries:
        yield Feature(name="polity", value=code, span=span)
    if group.key and group.key_span:
        yield Feature(name="key", value=group.key, span=group.key_span)
