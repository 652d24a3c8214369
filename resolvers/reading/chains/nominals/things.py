"""Organisations and places that are called by what they are: "the department", "the airline"."""

from __future__ import annotations

from resolvers.reading.chains.groups import Group
from resolvers.reading.chains.nominals.candidates import GIVEN, Found, clash, latest
from resolvers.reading.lexicon import lexicon
from resolvers.reading.references.reference import Reference


def by_head_word(groups: list[Group], reference: Reference) -> Found | None:
    """Find the name that holds the nominal's head: "the department" for the Justice Department."""
    if reference.type == "PER" or not reference.head or reference.plural:
        return None
    said = set(reference.folded.split()) & lexicon().common_words
    fits = [
        g
        for g in groups
        if g.type != "PER"
        and (
            g.type in {reference.type, "none"} or reference.mention.detector == GIVEN
        )  # "the bank" is not the West Bank
        and not clash(g, reference)
        and any(
            _headed(r, reference.head) and said <= {*r.tokens, *(r.body or "").split()}
            for r in g.references
        )
    ]
    return ("head word", latest(fits, reference)) if fits else None


def _headed(reference: Reference, head: str) -> bool:
    """Tell whether a noun is the head of a name of several words or of a body of a state: no border of the Border Patrol."""
    if reference.name:
        words = reference.tokens
        behind = {words[i] for i in range(len(words) - 1) if words[i + 1] in {"of", "for", "on"}}
        return len(words) > 1 and head in {words[-1], *behind}
    return (
        reference.body is not None
        and reference.body_key is not None
        and reference.body.split()[-1] == head
    )


def by_kind(groups: list[Group], reference: Reference) -> Found | None:
    """Guess the organisation of the head's kind that was mentioned last."""
    kind = lexicon().organisation_heads.get(reference.head)
    if (
        reference.type == "PER"
        or reference.plural
        or kind is None
        or reference.determiner in {"a", "an", "another"}
    ):
        return None
    fits = [g for g in groups if kind in g.known_kinds]
    fits = [g for g in fits if g.last_before(reference.span.start) >= 0]
    return ("kind guess", latest(fits, reference)) if fits else None
