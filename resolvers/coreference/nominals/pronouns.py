"""Pronouns: the fitting entity that was mentioned last."""

from __future__ import annotations

from collections.abc import Callable

from resolvers.coreference.groups import Group
from resolvers.coreference.nominals.candidates import Found, latest
from resolvers.coreference.references.reference import Reference

# None is detected. A caller who hands one over says that it means somebody.
_HE, _SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_IT, _THEY = (
    frozenset("it its itself".split()),
    frozenset("they them their theirs themselves".split()),
)
_WE, _I = frozenset("we us our ours ourselves".split()), frozenset("i me my mine myself".split())
_WHICH = frozenset("who whom whose which that".split())


_RELATIVE_REACH = 3  # code points between a name and its "who": a comma and a space


def _may_be_he(group: Group, _: Reference) -> bool:
    return group.type == "PER" and group.gender != "f"


def _may_be_she(group: Group, _: Reference) -> bool:
    return group.type == "PER" and group.gender != "m"


def _may_be_first_person(group: Group, _: Reference) -> bool:
    return group.type == "PER"


def _may_be_it(group: Group, reference: Reference) -> bool:
    """Whether a body or place is of the type that a pronoun was given with, if it was."""
    return group.type in {"ORG", "LOC"} and reference.type in {group.type, "none"}


def _may_be_they(group: Group, reference: Reference) -> bool:
    """Whether a group is of the type of "they", which is a body where it has none."""
    return group.type == ("ORG" if reference.type == "none" else reference.type)


def _is_before_relative_pronoun(group: Group, reference: Reference) -> bool:
    """Whether a mention of a group stands at a relative pronoun."""
    start = reference.span.start
    return group.last_before(start) >= start - _RELATIVE_REACH


_RULES: tuple[tuple[frozenset[str], str, Callable[[Group, Reference], bool]], ...] = (
    (_HE, "pronoun guess", _may_be_he),
    (_SHE, "pronoun guess", _may_be_she),
    (_IT, "pronoun guess", _may_be_it),
    (_THEY | _WE, "plural pronoun guess", _may_be_they),
    (_I, "first person guess", _may_be_first_person),
    (_WHICH, "relative pronoun", _is_before_relative_pronoun),
)


def by_pronoun(groups: list[Group], reference: Reference) -> Found | None:
    """Guess a pronoun as the fitting entity that was mentioned last.

    "which" is what stands right before it.
    """
    for words, cue, may_be in _RULES:
        if reference.folded in words:
            fits = [
                g for g in groups if may_be(g, reference) and _is_mentioned_before(g, reference)
            ]
            return (cue, latest(fits, reference)) if fits else None
    return None


def _is_mentioned_before(group: Group, reference: Reference) -> bool:
    return group.last_before(reference.span.start) >= 0
