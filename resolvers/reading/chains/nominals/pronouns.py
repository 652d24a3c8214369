"""Pronouns: the fitting entity that was mentioned last."""

from __future__ import annotations

from resolvers.reading.chains.groups import Group
from resolvers.reading.chains.nominals.candidates import Found, latest
from resolvers.reading.references.reference import Reference

# None is detected. A caller who hands one over says that it means somebody.
_HE, _SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_IT, _THEY = (
    frozenset("it its itself".split()),
    frozenset("they them their theirs themselves".split()),
)
_WE, _I = frozenset("we us our ours ourselves".split()), frozenset("i me my mine myself".split())
_WHICH = frozenset("who whom whose which that".split())


def by_pronoun(groups: list[Group], reference: Reference) -> Found | None:
    """Guess a pronoun as the fitting entity that was mentioned last.

    "which" is what stands right before it.
    """
    word, kind = reference.folded, reference.type
    if word in _HE | _SHE:
        other = "f" if word in _HE else "m"
        cue, fits = "pronoun guess", [g for g in groups if g.type == "PER" and g.gender != other]
    elif word in _IT:
        cue, fits = (
            "pronoun guess",
            [g for g in groups if g.type in {"ORG", "LOC"} and kind in {g.type, "none"}],
        )
    elif word in _THEY | _WE:
        cue, fits = (
            "plural pronoun guess",
            [g for g in groups if g.type == ("ORG" if kind == "none" else kind)],
        )
    elif word in _I:
        cue, fits = "first person guess", [g for g in groups if g.type == "PER"]
    elif word in _WHICH:
        reach = reference.span.start - _RELATIVE_REACH
        cue, fits = (
            "relative pronoun",
            [g for g in groups if g.last_before(reference.span.start) >= reach],
        )
    else:
        return None
    fits = [g for g in fits if g.last_before(reference.span.start) >= 0]
    return (cue, latest(fits, reference)) if fits else None


_RELATIVE_REACH = 3  # code points between a name and its "who": a comma and a space
