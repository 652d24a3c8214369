"""Tie roles ("the French president") and other nominals ("the company") to the groups of their article.

Each rule is a function of a reference and the groups that yields candidates with a cue; the first
rule that finds something decides. What no rule can place opens a group of its own: a holder unknown
is no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from resolvers.coreference.appositions import Names
from resolvers.coreference.cues import BESIDE, FLOOR, probability
from resolvers.coreference.groups import Group
from resolvers.coreference.nominals.candidates import GIVEN, Found, Rule
from resolvers.coreference.nominals.fallbacks import by_recency, by_same_head, by_same_words
from resolvers.coreference.nominals.pronouns import by_pronoun
from resolvers.coreference.nominals.role_antecedents import by_counterpart, by_polity, by_role
from resolvers.coreference.nominals.several import (
    find_members,
    name_countries,
    same_members,
    told_later,
)
from resolvers.coreference.nominals.states import (
    by_body,
    by_country,
    by_named_country,
    by_state,
    first_of_its_state,
    state_government,
)
from resolvers.coreference.nominals.things import by_defined_term, by_head_word, by_kind
from resolvers.coreference.references.reference import Reference
from resolvers.coreference.rivals import Rivals
from resolvers.lexicon.lexicon import lexicon, strip_possessive
from resolvers.text.folding import fold

_NAMED_OWNER = re.compile(
    r"\b[A-Z][\w.-]*(?:['’]s|s['’])\s+\w"
)  # "Acme's rival": nobody whom the article named last
_DENIAL = 10  # code points
_DENIED = re.compile(r"\bnot\s+(?:the\s+)?$")  # "the state, not the city"
_SOUGHT = re.compile(r"\b(?:for|as)\s$")  # "ran for mayor", "to succeed Crane as director"
_RULES: tuple[Rule, ...] = (
    by_role,
    by_polity,
    by_counterpart,
    by_body,
    by_state,
    by_defined_term,
    by_head_word,
    by_named_country,
    by_country,
    by_same_words,
    by_same_head,
    by_kind,
    by_recency,
)


def place_nominals(groups: list[Group], references: Sequence[Reference], text: str) -> None:
    """Put every role and nominal into a group, in the order of the text.

    `groups` grows by those left over.
    """
    late: list[Reference] = []
    names, rivals = Names(groups, text), _collect_rivals(groups)
    for reference in sorted(references, key=lambda r: r.span):
        beside = names.beside(reference)
        if beside:
            _join_antecedent(beside, reference, rivals)
            names.placed(reference, beside[1])
        else:
            late.append(reference)
    for reference in late:
        _place_nominal(groups, reference, text, rivals)


def _collect_rivals(groups: Iterable[Group]) -> Rivals:
    """Note where the names of all groups stand."""
    return Rivals((r.name.start, g.type, id(g)) for g in groups for r in g.references if r.name)


def _place_nominal(groups: list[Group], reference: Reference, text: str, rivals: Rivals) -> None:
    """Put a reference without a name beside it into the group that it means, or open one."""
    members = find_members(groups, reference)
    if members:
        found = same_members(groups, members) or told_later(groups, reference, members)
    else:
        found = _find_antecedent(groups, reference, text)
    if found and _is_likely_antecedent(found, reference, rivals):
        _join_antecedent(found, reference, rivals)
        return
    group = Group(reference.type, text, parts=members)
    group.add(reference, "opens")
    state_government(groups, group, reference)
    if members:
        name_countries(group)
    if found:
        group.candidates.append((found[0], found[1].nearest(reference.span.start)))
    groups.append(group)


def _is_likely_antecedent(found: Found, reference: Reference, rivals: Rivals) -> bool:
    """Whether the cue is right often enough, by who else is named between the two."""
    cue, group = found
    return probability(cue, rivals=_has_rivals_between(group, reference, rivals)) >= FLOOR


def _find_antecedent(groups: list[Group], reference: Reference, text: str) -> Found | None:
    """Find whom a reference without a name beside it means, unless the cue is too weak for it."""
    if _is_unheld_office(text, reference):
        return None
    rules = (by_pronoun,) if reference.kind == "pronoun" else _RULES
    found = _apply_first_rule(rules, groups, reference)
    return None if found and _is_cue_too_weak(found[0], groups, reference, text) else found


def _is_unheld_office(text: str, reference: Reference) -> bool:
    """Whether an office is none's yet, or was another's: "the mayor at the time"."""
    if reference.kind != "role" or reference.mention.detector == GIVEN:
        return False  # what a caller marks is somebody
    start, end = reference.span.start, reference.span.end
    sought = not reference.determiner and _SOUGHT.search(text, max(0, start - _DENIAL), start)
    return bool(sought) or text.startswith(" at the time", end)


def _apply_first_rule(
    rules: Iterable[Rule], groups: list[Group], reference: Reference
) -> Found | None:
    return next((found for rule in rules if (found := rule(groups, reference))), None)


def _is_cue_too_weak(cue: str, groups: list[Group], reference: Reference, text: str) -> bool:
    """Whether a cue is too weak for what the words say themselves.

    Whose they are, or which body of a state.
    """
    guess = cue.endswith("guess")
    if guess and (_NAMED_OWNER.search(reference.mention.surface) or _begins_with_name(reference)):
        return True
    weak = guess or cue == "head word"
    start = reference.span.start
    if weak and _DENIED.search(text, max(0, start - _DENIAL), start):
        return True
    return weak and first_of_its_state(groups, reference)


def _begins_with_name(reference: Reference) -> bool:
    """Whether a phrase of things starts with a name that says which.

    Such as "Meadow store", "Clear Fields jets".
    """
    first, _, rest = reference.mention.surface.partition(" ")
    if reference.type == "PER" or reference.determiner or not rest or reference.kind == "pronoun":
        return False
    return (
        any(c.isupper() for c in first) and fold(strip_possessive(first)) not in lexicon().demonyms
    )


def _has_rivals_between(group: Group, reference: Reference, rivals: Rivals) -> bool:
    """Whether others are named between a mention and the nearest one of a group."""
    to = group.nearest(reference.span.start)
    return rivals.between(to, reference.span, group.type, id(group))


def _join_antecedent(found: Found, reference: Reference, rivals: Rivals) -> None:
    cue, group = found
    among = cue not in BESIDE and _has_rivals_between(group, reference, rivals)
    group.add(reference, cue, group.nearest(reference.span.start), rivals=among)
