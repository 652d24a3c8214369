"""Chains: who is who inside one article.

Names first, the longest first, then roles and nominals in the order of the text. Every link names
the cue that made it; the weight of a cue is measured on labelled articles
(`resolvers.coreference.cues`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

import attrs

from provenance.records.mentions import Chain, Feature, Link, Mention
from provenance.spans import Span
from resolvers.coreference import cues
from resolvers.coreference.adjacent_roles import roles_beside, titles_before
from resolvers.coreference.aliases import join_aliases
from resolvers.coreference.blocks import LARGEST, cut, gather_blocks
from resolvers.coreference.distinct import age_behind
from resolvers.coreference.groups import Group, GroupMember, StatedRole
from resolvers.coreference.introduced import introduction
from resolvers.coreference.national import settle_national
from resolvers.coreference.nominals.candidates import GIVEN
from resolvers.coreference.nominals.placing import place_nominals
from resolvers.coreference.nominals.several import join_countries
from resolvers.coreference.parties import parties_beside
from resolvers.coreference.persons import group_persons
from resolvers.coreference.quoted import words_quoted
from resolvers.coreference.references.refer import refer
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.seats import seats_of
from resolvers.coreference.things import group_things
from resolvers.lexicon.lexicon import strip_possessive
from resolvers.lexicon.person_names import parse_person
from resolvers.text.characters import seen
from resolvers.text.folding import fold


def build_chains(version: str, text: str, mentions: Iterable[Mention]) -> list[Chain]:
    """Gather the mentions of one article into chains.

    Every mention ends in exactly one chain. The result depends on the text and the mentions alone,
    not on their order.

    Args:
        version: the key of the version that the mentions point into.
        text: the version's text.
        mentions: names, roles and nominals; overlapping ones are allowed, two with the same offsets
            are one.
    """
    by_place = sorted(mentions, key=lambda m: (*_mention_offsets(m), m.kind, m.type))
    ordered = list({_mention_offsets(mention): mention for mention in by_place}.values())
    groups = _group_references(text, ordered, _read_references(text, ordered))
    settle_national(groups)
    places = {name for group in groups if group.type == "LOC" for name in group.names}
    chains = [to_chain(version, text, group, places) for group in groups]
    return sorted(chains, key=lambda chain: (*_mention_offsets(chain.links[0].mention), chain.key))


def _read_references(text: str, mentions: Sequence[Mention]) -> dict[Span, Reference]:
    """Read what every mention says, with the roles beside it where a caller gave the mentions."""
    given = any(mention.detector == GIVEN for mention in mentions)
    beside = roles_beside(text, mentions) if given else titles_before(text, mentions)
    read = {m.span: refer(m, text, beside.get(m.span, ())) for m in mentions}
    return _reread_surnames(read, text)


def _group_references(
    text: str, mentions: Sequence[Mention], read: dict[Span, Reference]
) -> list[Group]:
    """Group the references of a text, block by block where it is long."""
    if len(mentions) <= LARGEST:
        return gather(list(read.values()), text)
    parts = [[read[m.span] for m in part] for part in cut(text, mentions)]
    return gather_blocks([partial(gather, part, text) for part in parts])


def _mention_offsets(mention: Mention) -> tuple[int, int]:
    """Return the offsets, which are compared faster than spans."""
    return mention.span.start, mention.span.end


def _reread_surnames(references: dict[Span, Reference], text: str) -> dict[Span, Reference]:
    """Read a word without a type as the surname that it is here.

    "Finn" beside "Anna Finn" is nobody from Finland.
    """
    surnames = {r.person.core for r in references.values() if r.person and r.person.full}
    return {span: _reread_as_surname(r, text, surnames) for span, r in references.items()}


def _reread_as_surname(reference: Reference, text: str, surnames: Collection[str]) -> Reference:
    """Read one word as a surname where it is one of the article's."""
    mention = reference.mention
    if mention.kind != "name" or reference.person or fold(mention.surface) not in surnames:
        return reference
    if mention.type == "none" and reference.kind == "name":
        return attrs.evolve(refer(attrs.evolve(mention, type="PER"), text), mention=mention)
    capital = mention.surface[0].isupper()
    if mention.type == "PER" and capital and reference.kind != "name":
        return _surname_reference(mention)
    return reference


def _surname_reference(mention: Mention) -> Reference:
    """Read a role as a surname: "Bishop" is Kate Bishop, where there is one."""
    words = strip_possessive(mention.surface)
    return Reference(
        mention=mention,
        kind="name",
        type="PER",
        folded=fold(words),
        name=mention.span,
        person=parse_person(words),
    )


def gather(references: Sequence[Reference], text: str) -> list[Group]:
    """Group references that mean the same."""
    names = [r for r in references if r.kind == "name"]
    groups = group_persons([r for r in names if r.person], text)
    groups += group_things([r for r in names if not r.person], text)
    join_aliases(groups, text)
    join_countries(groups)
    place_nominals(groups, [r for r in references if r.kind != "name"], text)
    return groups


def to_chain(version: str, text: str, group: Group, places: Collection[str]) -> Chain:
    """Turn a group into a record with its evidence.

    Args:
        version: the key of the version.
        text: its text.
        group: what its references say together.
        places: the folded names of the article's places.
    """
    members = sorted(group.members, key=lambda m: _mention_offsets(m.reference.mention))
    links = tuple(map(_member_link, members))
    told = (
        *_chain_features(group, members),
        *_features_beside_names(group, text),
        *_seat_features(group, text, places),
    )
    features = tuple(dict.fromkeys(told))
    return Chain(
        version=version,
        type=group.type,
        name=_choose_chain_name(group, text),
        links=links,
        features=features,
    )


def _member_link(member: GroupMember) -> Link:
    weight = cues.weight(member.cue, rivals=member.rivals) if member.to else None
    return Link(mention=member.reference.mention, cue=member.cue, weight=weight, to=member.to)


def _choose_chain_name(group: Group, text: str) -> str:
    """Choose the longest name as written; a lexicon name where the words are an alias.

    The first words otherwise.
    """
    names = [seen(r.name.surface(text)) for r in group.references if r.name]
    if names:
        return max(names, key=lambda name: (len(name.split()), len(name), name))
    return seen(group.members[0].reference.mention.surface)


_IN_ARTICLE_ONLY = frozenset({"contained", "weak name"})


def _chain_features(group: Group, members: Iterable[GroupMember]) -> Iterator[Feature]:
    full = any(person.full for person in group.persons)
    for member in members:
        yield from _name_features(member, full=full)
        yield from _honorific_feature(member.reference)
    yield from map(_role_feature, group.roles)
    yield from (Feature(name="polity", value=code, span=span) for code, span in group.countries)
    yield from _other_group_features(group)
    yield from _containing_place_features(group)
    yield from _quotation_features(group)
    if group.key and group.key_span:
        yield Feature(name="key", value=group.key, span=group.key_span)


def _honorific_feature(reference: Reference) -> Iterator[Feature]:
    if reference.honorific:
        yield Feature(name="honorific", value=reference.gender or "", span=reference.honorific)


def _name_features(member: GroupMember, *, full: bool) -> Iterator[Feature]:
    """State a name and its row of the lexicon.

    Args:
        member: the reference, and how it came into its group.
        full: whether the group has the full name of a person.
    """
    reference = member.reference
    if not reference.name:
        return
    short = _is_article_short_name(member, full=full)
    name = "alias" if member.defines else "short" if short else "name"
    yield Feature(name=name, value=reference.folded, span=reference.name)
    if reference.known and not reference.slot and not short:
        yield Feature(name="key", value=reference.known.key, span=reference.name)


def _is_article_short_name(member: GroupMember, *, full: bool) -> bool:
    """Whether a name stands for its group inside its article alone."""
    person = member.reference.person
    lone = full and person is not None and not person.full
    return lone or member.cue in _IN_ARTICLE_ONLY


def _seat_features(group: Group, text: str, places: Collection[str]) -> Iterator[Feature]:
    """State the towns and states that a person comes from or sits for."""
    if group.type != "PER":
        return
    for seat in seats_of(group, text, places):
        yield Feature(name="seat", value=seat.place, qualifier=seat.post, span=seat.span)


def _features_beside_names(group: Group, text: str) -> Iterator[Feature]:
    """State the ages behind a person's full name, and as whom an article introduces somebody."""
    for reference in group.references:
        if reference.name and reference.person:
            yield from _features_beside_name(text, reference.name, full=reference.person.full)


def _features_beside_name(text: str, name: Span, *, full: bool) -> Iterator[Feature]:
    """State the age, the introduction and the party that stand beside a name."""
    age = age_behind(text, name.end) if full else None
    for what, span in (("age", age), ("introduced", introduction(text, name.end))):
        if span:
            yield Feature(name=what, value=span.surface(text), span=span)
    for party, span in parties_beside(text, name):
        yield Feature(name="party", value=party, span=span)


def _containing_place_features(group: Group) -> Iterator[Feature]:
    """State in which country or state a place lies."""
    for inside in group.within:
        yield Feature(name="within", value=inside.known.key, span=inside.span)


def _other_group_features(group: Group) -> Iterator[Feature]:
    """State what a group has to do with others.

    Who it is not, who belongs to it, and who it may be.
    """
    yield from _distinct_person_features(group)
    yield from _member_features(group)
    yield from (_candidate_feature(cue, at) for cue, at in group.candidates)


def _candidate_feature(cue: str, at: Span) -> Feature:
    """State whom a cue points at that is wrong too often to tie, how likely it is, and why it is not enough."""
    right, wrong = cues.counted(cue)
    reason = f"inside an article, this cue is right in {right} of {right + wrong}"
    likely = f"{cues.probability(cue):.6f}"
    return Feature(name="candidate", value=cue, span=at, qualifier=likely, modifiers=(reason,))


def _member_features(group: Group) -> Iterator[Feature]:
    """State whom a group means together, each at its mention next to the group's first."""
    for part in group.parts:
        at = part.nearest(group.extents.first[0])
        yield Feature(name="member", value=fold(_choose_chain_name(part, group.text)), span=at)


def _quotation_features(group: Group) -> Iterator[Feature]:
    """State the words around the one mention of somebody who is not named, where they are a quotation's."""
    if group.names or group.key or len(group.references) > 1:
        return
    span = group.references[0].span
    if words := words_quoted(group.text, span):
        yield Feature(name="quoted", value=words, span=span)


def _distinct_person_features(group: Group) -> Iterator[Feature]:
    """State whom the article says that somebody is not: by name, and of a namesake by role."""
    own = {role.canonical for role in group.roles}
    for other, span in group.apart:
        for person in other.persons:
            roles = {role.canonical for role in other.roles} - own
            for role in sorted(roles) if person in group.persons else [""]:
                name = " ".join((*person.tokens, person.suffix)).rstrip()
                yield Feature(name="apart", value=f"{name}@{role}", span=span)


def _role_feature(role: StatedRole) -> Feature:
    return Feature(
        name="role",
        value=role.canonical,
        span=role.span,
        qualifier=role.qualifier,
        modifiers=role.modifiers,
    )
