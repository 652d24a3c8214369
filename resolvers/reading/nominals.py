"""Tie roles ("the French president") and other nominals ("the company") to the groups of their article.

Each rule is a function of a reference and the groups that yields candidates with a cue; the first rule that finds
something decides. What no rule can place opens a group of its own: a holder unknown is no error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from resolvers.reading.appositions import Names
from resolvers.reading.folding import fold
from resolvers.reading.groups import Group, StatedRole, qualifier
from resolvers.reading.lexicon import lexicon, strip_possessive
from resolvers.reading.reference import POSSESSIVES, Reference
from resolvers.reading.roles import RolePhrase

_Rule = Callable[[list[Group], Reference], "tuple[str, Group] | None"]

# Roles that say little more than "person in charge": they fit any holder of an office of the same country or body.
_GENERIC = frozenset(
    "leader chief head official politician ruler strongman statesman man woman dictator autocrat boss executive".split()
)
# Heads of a body, whatever it calls its own: the CIA's chief is its director.
_HEADS = frozenset(
    (
        "chief",
        "head",
        "boss",
        "leader",
        "director",
        "director general",
        "president",
        "chairman",
        "chief executive",
        "commissioner",
    )
)
_IN_THE_PAST = frozenset("former ex late ousted deposed retired onetime one-time erstwhile fired sacked dismissed".split())
# Nouns that mean people or the world at large and never somebody who was named.
_CROWDS = frozenset(
    "people everyone everybody someone nobody public press media world globe voters citizens residents".split()
)
_RULERS = frozenset({"head_of_state", "head_of_government", "royalty"})
_STATE_WORDS = frozenset("administration government regime authorities".split())
_BELOW_THE_STATE = frozenset("city county district local municipal provincial regional state territorial town".split())
_COUNTRY_WORDS = frozenset("country nation state republic kingdom".split())

_NAMED_OWNER = re.compile(r"\b[A-Z][\w.-]*(?:['’]s|s['’])\s+\w")  # "Boeing's rival": nobody whom the article named last

GIVEN = "given"  # the detector of mentions that a caller hands over


def place_nominals(groups: list[Group], references: Sequence[Reference], text: str) -> None:
    """Put every role and nominal into a group, in the order of the text; `groups` grows by those left over."""
    late: list[Reference] = []
    names = Names(groups, text)
    for reference in sorted(references, key=lambda r: r.span):
        beside = names.beside(reference)
        if beside:
            _join(beside, reference)
            names.placed(reference, beside[1])
        else:
            late.append(reference)
    for reference in late:
        found = _pronoun(groups, reference) if reference.kind == "pronoun" else _first(_RULES, groups, reference)
        guessed = found and found[0].endswith("guess")
        if (guessed and _NAMED_OWNER.search(reference.mention.surface)) or (
            found and (guessed or found[0] == "head word") and _first_of_its_state(groups, reference)
        ):
            found = None
        if found:
            _join(found, reference)
        else:
            group = Group(reference.type, text)
            group.add(reference, "opens")
            _state_government(groups, group, reference)
            groups.append(group)


def _first(rules: Iterable[_Rule], groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    return next((found for rule in rules if (found := rule(groups, reference))), None)


def _join(found: tuple[str, Group], reference: Reference) -> None:
    cue, group = found
    group.add(reference, cue, group.nearest(reference.span.start))


# --- roles at a distance: "the French president" --------------------------------------------------------------------


def _role(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Find the one who holds the role in this article, affiliations agreeing."""
    if not reference.roles or reference.plural or reference.determiner in {"a", "an", "another"}:
        return None
    phrase, named = reference.roles[0], {code for code, _ in reference.countries}
    scored = [
        (fit, bool(named & group.country_codes), group.last_before(reference.span.start), -number, group)
        for number, group in enumerate(groups)
        if group.type == "PER" and (fit := max((_fit(phrase, role, group, reference) for role in group.roles), default=0))
    ]
    if not scored:
        return None
    fit, *_, group = max(scored, key=lambda s: s[:4])
    return {3: "role", 2: "role alone", 1: "role near"}[fit], group


def _fit(phrase: RolePhrase, role: StatedRole, group: Group, reference: Reference) -> int:
    """Grade how a stated role answers a role phrase: 3 with its affiliation, 2 without one, 1 by kind, 0 not."""
    if not _same_time(phrase, role, named=bool(group.names)):
        return 0
    countries = {code for code, _ in reference.countries}
    clash = bool(countries and group.country_codes and not countries & group.country_codes)
    asked = qualifier(group.text, phrase.affiliations)
    if phrase.canonical != role.canonical:
        if {phrase.canonical, role.canonical} <= _HEADS and asked is not None and asked == role.qualifier:
            return 3
        related = phrase.canonical in _GENERIC and role.kind in _RULERS
        return 1 if related and not clash and (countries or not phrase.affiliations) else 0
    if asked is None or role.qualifier is None:
        return 0 if clash else 2
    if asked == role.qualifier or set(asked.split()) & set(role.qualifier.split()) or (countries & group.country_codes):
        return 3
    return 0


def _same_time(phrase: RolePhrase, role: StatedRole, *, named: bool) -> bool:
    """Tell whether a phrase may mean who holds a role: former, acting and elected holders are not the one in office.

    Who is named in office may be called the former one later in the article; a role without a name is what it says.
    """
    asked, held = set(phrase.modifiers), set(role.modifiers)
    if "elect" in asked ^ held or ("acting" in asked and "acting" not in held):
        return False
    past, was = bool(_IN_THE_PAST & asked), bool(_IN_THE_PAST & held)
    return past == was or (past and named)


def _polity(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Find the person of the country that a generic role names: "the North Korean leader"."""
    if reference.type != "PER" or not reference.countries or reference.plural or not reference.roles:
        return None
    if reference.roles[0].canonical not in _GENERIC and reference.roles[0].kind not in _RULERS:
        return None
    codes = {code for code, _ in reference.countries}
    fits = [g for g in groups if g.type == "PER" and g.country_codes & codes and _may_rule(g, reference.roles[0])]
    return ("polity", _latest(fits, reference)) if fits else None


def _counterpart(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Find the person of the country whose counterpart is spoken of: "his Japanese counterpart"."""
    codes = {code for code, _ in reference.countries}
    if not codes or reference.plural or not reference.roles or reference.roles[0].canonical != "counterpart":
        return None
    fits = [g for g in groups if g.type == "PER" and g.names and g.roles and g.country_codes & codes]
    return ("counterpart", _latest(fits, reference)) if fits else None


def _may_rule(group: Group, phrase: RolePhrase) -> bool:
    """Tell whether somebody may hold an office: the article gives none at all, or one now that is not another."""
    ruling = [role for role in group.roles if role.kind in _RULERS or role.canonical in _GENERIC]
    current = [role for role in ruling if _same_time(phrase, role, named=bool(group.names))]
    generic = phrase.canonical in _GENERIC
    return not group.roles or any(generic or role.canonical in {phrase.canonical, *_GENERIC} for role in current)


# --- organisations and places ---------------------------------------------------------------------------------------


def _state(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Join governments of one country: "the Russian government", "his administration"."""
    if reference.type == "PER" or reference.head not in _STATE_WORDS:
        return None
    code = _state_code(groups, reference)
    same = [g for g in groups if g.key == f"government:{code}"] if code else []
    return ("government", same[0]) if same else None


def _body(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Join mentions of one body of a state: "the Russian military", "Russia's armed forces"; "the military" if there is one."""
    if reference.body_key:
        key = reference.body_key
        same = [g for g in groups if g.key == key or any(r.known and r.known.key == key for r in g.references)]
        return ("state body", same[0]) if same else None
    same = [g for g in groups if reference.body and any(r.body == reference.body for r in g.references)]
    return ("state body", same[0]) if len(same) == 1 else None


def _first_of_its_state(groups: list[Group], reference: Reference) -> bool:
    """Tell whether a nominal is a government or body whose country or owner is known, first mentioned: no guess is due."""
    if reference.body_key:
        return True
    if reference.type == "PER" or reference.head not in _STATE_WORDS:
        return False
    owned = _owner([g for g in groups if g.type == "PER"], reference) is not None
    return owned or _state_code(groups, reference) is not None


def _state_code(groups: list[Group], reference: Reference) -> str | None:
    """Find the country of a government: in its words, else that of the person who owns it."""
    if reference.countries:
        return reference.countries[0][0]
    persons = [g for g in groups if g.type == "PER"]
    owner = _owner(persons, reference)
    if owner:
        # Where the article does not say whose ruler somebody is: "the X administration" is how Americans call a government.
        return min(owner.country_codes, default="US" if reference.head == "administration" else None)
    words = reference.mention.surface.split()
    elsewhere = not _BELOW_THE_STATE.isdisjoint(words) or any(word[:1].isupper() for word in words[1:])
    if reference.mention.detector != GIVEN or elsewhere:
        return None
    countries = [g for g in groups if any(r.known and r.known.kind == "country" for r in g.references)]
    spoken = sorted(countries, key=lambda g: (-len(g.members), g.nearest(0)))
    return min(spoken[0].country_codes) if spoken else None


def _owner(persons: list[Group], reference: Reference) -> Group | None:
    """Find whose a government is: who is named in its words, or whom its "his" means."""
    words = {fold(strip_possessive(word)) for word in reference.mention.surface.split()}
    named = [g for g in persons if any(set(r.tokens) & words for r in g.references if r.person)]
    return _latest(named, reference) if named else _possessor(persons, reference)


def _possessor(groups: list[Group], reference: Reference) -> Group | None:
    """Guess whom the "his" of a phrase means: the person mentioned last before it whose gender fits."""
    if reference.determiner not in POSSESSIVES:
        return None
    other = {"his": "f", "her": "m"}.get(reference.determiner)
    persons = [g for g in groups if g.type == "PER" and g.gender != other]
    before = [g for g in persons if g.last_before(reference.span.start) >= 0]
    return _latest(before, reference) if before else None


def _state_government(groups: list[Group], group: Group, reference: Reference) -> None:
    """Say which country's government or body a new group is, where its words or its owner tell."""
    if reference.body_key:
        group.key, group.key_span = reference.body_key, reference.span
        return
    if reference.type == "PER" or reference.head not in _STATE_WORDS:
        return
    code = _state_code(groups, reference)
    if code:
        group.key = f"government:{code}"
        group.key_span = reference.countries[0][1] if reference.countries else reference.span


def _country(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Guess "the country" as the country mentioned last, and "the North" by its name."""
    if reference.type == "PER" or reference.head not in _COUNTRY_WORDS:
        return None
    fits = [
        g for g in groups if any(r.known and r.known.kind == "country" for r in g.references) and not _clash(g, reference)
    ]
    owner = _possessor(groups, reference)
    own = [g for g in fits if owner and g.country_codes & owner.country_codes]
    if own and not reference.plural:
        return "owner's country", _latest(own, reference)
    cue = "plural guess" if reference.plural else "country guess"
    return (cue, _latest(fits, reference)) if fits else None


def _named_country(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Find the country whose adjective stands in a phrase that was given as a place but is none: "American troops"."""
    codes = {code for code, _ in reference.countries}
    if reference.type != "LOC" or len(codes) != 1 or reference.mention.detector != GIVEN:
        return None
    heads, head = lexicon().place_heads, reference.head
    behind = reference.mention.surface.lower().find(head) < reference.countries[0][1].start - reference.span.start
    if head in heads or head.removesuffix("s") in heads or (behind and head not in _STATE_WORDS):
        return None  # "Chinese cities", "a partner of the United States"
    fits = [
        g for g in groups if any(r.known and r.known.kind == "country" and r.known.country in codes for r in g.references)
    ]
    return ("named country", _latest(fits, reference)) if fits else None


def _head_word(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Find the name that holds the nominal's head: "the department" for the Justice Department."""
    if reference.type == "PER" or not reference.head or reference.plural:
        return None
    said = set(reference.folded.split()) & lexicon().common_words
    fits = [
        g
        for g in groups
        if g.type != "PER"
        and (g.type in {reference.type, "none"} or reference.mention.detector == GIVEN)  # "the bank" is not the West Bank
        and not _clash(g, reference)
        and any(_headed(r, reference.head) and said <= {*r.tokens, *(r.body or "").split()} for r in g.references)
    ]
    return ("head word", _latest(fits, reference)) if fits else None


def _headed(reference: Reference, head: str) -> bool:
    """Tell whether a head noun is that of a name of several words, or of a body of a state: no border of the Border Patrol."""
    if reference.name:
        words = reference.tokens
        behind = {words[i] for i in range(len(words) - 1) if words[i + 1] in {"of", "for", "on"}}
        return len(words) > 1 and head in {words[-1], *behind}
    return reference.body is not None and reference.body_key is not None and reference.body.split()[-1] == head


def _kind(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Guess the organisation of the head's kind that was mentioned last."""
    kind = lexicon().organisation_heads.get(reference.head)
    if reference.type == "PER" or reference.plural or kind is None or reference.determiner in {"a", "an", "another"}:
        return None
    fits = [g for g in groups if any(r.known and r.known.kind == kind for r in g.references)]
    fits = [g for g in fits if g.last_before(reference.span.start) >= 0]
    return ("kind guess", _latest(fits, reference)) if fits else None


# --- pronouns ---------------------------------------------------------------------------------------------------------

# None is detected. A caller who hands one over says that it means somebody.
_HE, _SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_IT, _THEY = frozenset("it its itself".split()), frozenset("they them their theirs themselves".split())
_WE, _I = frozenset("we us our ours ourselves".split()), frozenset("i me my mine myself".split())
_WHICH = frozenset("who whom whose which that".split())


def _pronoun(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Guess a pronoun as the fitting entity that was mentioned last; "which" is what stands right before it."""
    word, kind = reference.folded, reference.type
    if word in _HE | _SHE:
        other = "f" if word in _HE else "m"
        cue, fits = "pronoun guess", [g for g in groups if g.type == "PER" and g.gender != other]
    elif word in _IT:
        cue, fits = "pronoun guess", [g for g in groups if g.type in {"ORG", "LOC"} and kind in {g.type, "none"}]
    elif word in _THEY | _WE:
        cue, fits = "plural pronoun guess", [g for g in groups if g.type == ("ORG" if kind == "none" else kind)]
    elif word in _I:
        cue, fits = "first person guess", [g for g in groups if g.type == "PER"]
    elif word in _WHICH:
        reach = reference.span.start - _RELATIVE_REACH
        cue, fits = "relative pronoun", [g for g in groups if g.last_before(reference.span.start) >= reach]
    else:
        return None
    fits = [g for g in fits if g.last_before(reference.span.start) >= 0]
    return (cue, _latest(fits, reference)) if fits else None


_RELATIVE_REACH = 3  # code points between a name and its "who": a comma and a space


# --- guesses --------------------------------------------------------------------------------------------------------


def _same_words(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Join nominals of the same words, unless they are indefinite or everybody's."""
    if not reference.folded:
        return None
    fits = [
        g
        for g in groups
        if g.type == reference.type
        and any(not r.name and r.folded == reference.folded and r.kind == reference.kind for r in g.references)
    ]
    return ("same words", _latest(fits, reference)) if fits else None


def _recent(groups: list[Group], reference: Reference) -> tuple[str, Group] | None:
    """Guess the entity of the type that was mentioned last; words that name a country or an owner are no guess."""
    if reference.determiner in {"a", "an", "another"} or reference.kind == "pronoun":
        return None
    if reference.head in _CROWDS or (reference.roles and reference.roles[0].canonical in _RELATED):
        return None
    affiliated = bool(reference.roles and reference.roles[0].affiliations)
    owned = affiliated or bool(reference.countries) or reference.head in _STATE_WORDS
    if owned and reference.mention.detector != GIVEN:
        return None
    fits = [
        g
        for g in groups
        if g.type == reference.type
        and g.last_before(reference.span.start) >= 0
        and any(r.name for r in g.references)
        and not _clash(g, reference)
        and not _in_other_office(g, reference)
    ]
    if reference.plural and (reference.mention.detector != GIVEN or not _definite(reference)):
        return None  # who gives "the two leaders" says that it means one entity; "leaders" are nobody who was named
    cue = "plural guess" if reference.plural else "recent guess"
    return (cue, _latest(fits, reference)) if fits else None


def _definite(reference: Reference) -> bool:
    """Tell whether a plural speaks of certain ones: "the companies", "their leaders", "both sides"; "three firms" are any."""
    return reference.determiner not in {"", "a", "an", "another"} or reference.mention.surface.lower().startswith("both ")


# Words for somebody else than their owner.
_RELATED = frozenset("husband wife counterpart father mother son daughter brother sister widow spouse".split())


def _in_other_office(group: Group, reference: Reference) -> bool:
    """Tell whether the article gives the group roles at other bodies alone: no "CIA chief" is one of the FBI."""
    if not reference.roles or not group.roles:
        return False
    phrase = reference.roles[0]
    asked, held = qualifier(group.text, phrase.affiliations), {role.qualifier for role in group.roles if role.qualifier}
    if asked is not None and held and asked not in held:
        return True
    return (
        phrase.unique
        and phrase.canonical not in _GENERIC
        and all(phrase.canonical != role.canonical for role in group.roles)
    )


def _clash(group: Group, reference: Reference) -> bool:
    codes = {code for code, _ in reference.countries}
    return bool(codes and group.country_codes and not codes & group.country_codes)


def _latest(groups: Sequence[Group], reference: Reference) -> Group:
    """Take the group mentioned last before the reference, else the first after it."""
    start = reference.span.start
    return max(
        groups,
        key=lambda g: (
            g.last_before(start),
            -min(abs(r.span.start - start) for r in g.references),
            -g.nearest(0).start,
        ),
    )


_RULES: tuple[_Rule, ...] = (
    _role,
    _polity,
    _counterpart,
    _body,
    _state,
    _head_word,
    _named_country,
    _country,
    _same_words,
    _kind,
    _recent,
)
