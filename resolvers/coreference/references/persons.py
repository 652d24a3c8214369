"""Mentions of persons: the name, titles, offices and countries in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.spans import Span
from resolvers.coreference.references.phrases import MentionPhrase
from resolvers.coreference.references.reference import (
    BEFORE_COMPLEMENT,
    DETERMINERS,
    Reference,
    head_of,
    is_plural,
    without_determiner,
)
from resolvers.lexicon.lexicon import lexicon, strip_possessive
from resolvers.lexicon.person_names import parse_person
from resolvers.mention_detection.roles.phrases import RolePhrase
from resolvers.text.folding import fold
from resolvers.text.tokens import Token

_CLOSING = frozenset('”"’)')
# Inside a name: Curtis "Bo" Landry, Vincent (Vinny the Ox) Gallo.
_NICKNAME = re.compile(r"(?<=\w )[“\"‘(][^“”\"‘’()\n]{1,40}[”\"’)](?= [^\W\d_])")
_LONG_NICKNAME = re.compile(r"[“\"‘(]\w+ [^“”\"‘’()\n]{1,40}[”\"’)] ")
_LONGEST_HONORIFIC = 14
_WORD_BEFORE = re.compile(r"(\b[^\W\d_]+\.?) $")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that)\b")
_IS = re.compile(
    r"\b(?:who|which)\s+(?:is|was|became|had been|has been)\s+(?:(?:the|a|an|then|once)\s+)*$"
)
# A particle written with the name behind it: d'Estaing, al-Mansoori, ash-Shaabi, dell'Utri.
_ELIDED = re.compile(r"[a-z]{1,4}['’\-‐‑][A-Z]|(?:al|el)-")
_INITIAL = re.compile(r"(?:[A-Z]\.)+|[A-Z]")
# In a complement these go on with it: "envoy to the Near East and Central Asia".
_WITHIN_COMPLEMENT = frozenset({*DETERMINERS, "and"})


def refer_person(said: MentionPhrase) -> Reference:
    """Read a mention of a person.

    The name is the first one that is neither part of a role nor of a complement.
    """
    titles = _person_titles(said.tokens)
    name = _person_name_span(said, titles)
    return (
        _unnamed_person_reference(said)
        if name is None
        else _named_person_reference(said, name, titles)
    )


def _named_person_reference(said: MentionPhrase, name: Span, titles: list[Token]) -> Reference:
    text = said.text
    words = _LONG_NICKNAME.sub("", strip_possessive(name.surface(text)))
    honorific = next(_gendered_titles(titles), None) or _honorific_before(
        text, said.mention.span.start
    )
    return Reference(
        mention=said.mention,
        kind="name",
        type="PER",
        folded=fold(words),
        name=name,
        person=parse_person(words),
        roles=tuple(_roles_of_named_person(said, name)),
        countries=tuple(_countries_outside_name(said, name)),
        gender=_honorific_gender(text, honorific),
        honorific=honorific,
        determiner=said.determiner,
    )


def _roles_of_named_person(said: MentionPhrase, name: Span) -> Iterator[RolePhrase]:
    """Yield the roles that a phrase states of the one whom it names."""
    for role in said.roles:
        if role.plural or role.span.overlaps(name):
            continue
        if _is_role_of_name(said.text, name, role.span):
            yield role


def _countries_outside_name(said: MentionPhrase, name: Span) -> Iterator[tuple[str, Span]]:
    """Yield the countries outside a name: Jim Jordan is not from Jordan."""
    return (found for found in said.countries if not found[1].overlaps(name))


def _person_titles(tokens: list[Token]) -> list[Token]:
    """List the titles in a phrase; behind a name the last word is a surname: "Kate Bishop"."""
    table = lexicon().titles
    named = any(_is_name_word(t) and fold(t.text) not in table for t in tokens[:-1])
    able = tokens[:-1] if named else tokens
    return [t for t in able if fold(t.text) in table and t.text[0].isupper()]


def _unnamed_person_reference(said: MentionPhrase) -> Reference:
    roles = said.roles
    return Reference(
        mention=said.mention,
        kind="role" if roles else "nominal",
        type="PER",
        folded=without_determiner(said.mention.surface),
        roles=roles,
        countries=said.countries,
        head=fold(roles[0].head.surface(said.text)) if roles else head_of(said.tokens),
        determiner=said.determiner,
        plural=is_plural(said.tokens, roles),
    )


def _gendered_titles(titles: list[Token]) -> Iterator[Span]:
    """Yield the titles that tell a gender."""
    table = lexicon().titles
    return (Span(t.start, t.end) for t in titles if table[fold(t.text)]["gender"])


def _honorific_gender(text: str, honorific: Span | None) -> str | None:
    gender = lexicon().titles[fold(honorific.surface(text))]["gender"] if honorific else None
    return gender if gender in {"m", "f"} else None


def _honorific_before(text: str, start: int) -> Span | None:
    """Find an honorific that tells a gender directly before a mention.

    Such as "Mr." in front of "Keller".
    """
    found = _WORD_BEFORE.search(text, max(0, start - _LONGEST_HONORIFIC), start)
    row = lexicon().titles.get(fold(found[1])) if found and found[1][0].isupper() else None
    return Span(found.start(1), found.end(1)) if found and row and row["gender"] else None


def _is_role_of_name(text: str, name: Span, role: Span) -> bool:
    """Whether a role in a mention is that of the name: not in "Comey, who served a president"."""
    between = text[name.end : role.start]
    return not _RELATIVE.search(between) or _IS.search(between) is not None


def _person_name_span(said: MentionPhrase, titles: list[Token]) -> Span | None:
    """Find the run of name words that the mention is about."""
    taken = {title.start for title in titles}
    free = [t for t in said.tokens if t.start not in taken and not _is_in_role(t, said.roles)]
    for run in _person_name_runs(said.text, free):
        if _is_phrase_about_name(said, run):
            return Span(run[0].start, run[-1].end)
    return None


def _is_in_role(token: Token, roles: tuple[RolePhrase, ...]) -> bool:
    return any(_is_token_inside(token, role.span) for role in roles)


def _is_phrase_about_name(said: MentionPhrase, run: list[Token]) -> bool:
    """Whether a phrase is about whom a run of its words names."""
    text, tokens = said.text, said.tokens
    start, end = run[0].start, run[-1].end
    before = text[tokens[0].start : start].lower().split()
    if before and _is_name_in_complement(said, before, start):
        return False
    if len(run) < len(tokens) and fold(text[start:end]) in lexicon().countries:
        return False  # "a U.S. general" is not called U.S.
    owns = text[end : end + 1] in {"'", "’"}
    return not (owns and end + 2 < tokens[-1].end)


def _is_name_in_complement(said: MentionPhrase, before: list[str], start: int) -> bool:
    """Whether a name at an offset is in the complement of the words before it, in lower case."""
    last = before[-1]
    if last in BEFORE_COMPLEMENT:
        return True
    if last.endswith(",") or BEFORE_COMPLEMENT.isdisjoint(before):
        return False
    if not said.roles or last in _WITHIN_COMPLEMENT:
        return True
    return any(_name_owns_role(said.text, role, start) for role in said.roles)


def _name_owns_role(text: str, role: RolePhrase, start: int) -> bool:
    """Whether only a preposition and titles part a role from a name, whose it then is.

    Such as "an aide to President Lind".
    """
    between = [fold(word) for word in text[role.head.end : start].split()]
    return between[:1] in (["of"], ["to"], ["for"]) and all(
        word in lexicon().titles or word in lexicon().roles for word in between[1:]
    )


def _person_name_runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield runs of capitalised words, particles and initials inside them, suffixes behind."""
    run: list[Token] = []
    quoted = _nicknames(text, tokens)
    for token in tokens:
        if run and not (_is_in_nickname(token, quoted) or _continues_name(text, run, token)):
            yield from _without_trailing_particles(run)
            run = []
        if run or _may_begin_name(token):
            run.append(token)
    yield from _without_trailing_particles(run)


def _is_in_nickname(token: Token, quoted: list[Span]) -> bool:
    return any(_is_token_inside(token, span) for span in quoted)


def _may_begin_name(token: Token) -> bool:
    return _is_name_word(token) or token.text.lower() in lexicon().particles


def _continues_name(text: str, run: list[Token], token: Token) -> bool:
    """Whether a word goes on with a name that has begun, and stands right behind it."""
    return _are_adjacent_in_name(text, run[-1], token) and _may_follow_in_name(run, token)


def _may_follow_in_name(run: list[Token], token: Token) -> bool:
    """Whether a word may be part of a name that has begun.

    Behind a given name "Finn" and "German" are surnames.
    """
    if _is_name_word(token) or fold(token.text) in lexicon().particles:
        return True
    given = len(run) == 1 and fold(run[0].text) in lexicon().given_names
    return given and token.text[0].isupper()


def _without_trailing_particles(run: list[Token]) -> Iterator[list[Token]]:
    """Drop a run's trailing particles, and a run of particles alone."""
    while run and not (_is_name_word(run[-1]) or run[-1].text[0].isupper()):
        run = run[:-1]
    if run and any(_is_name_word(t) for t in run):
        yield run


def _are_adjacent_in_name(text: str, a: Token, b: Token) -> bool:
    """Whether only spaces, a nickname's end or the comma before a suffix part two words."""
    gap = text[a.end : b.start].strip()
    return gap == "" or gap in _CLOSING or (gap == "," and fold(b.text) in lexicon().suffixes)


def _nicknames(text: str, tokens: list[Token]) -> list[Span]:
    """Return where quotes or brackets inside a name hold a nickname."""
    if not tokens:
        return []
    found = _NICKNAME.finditer(text, tokens[0].start, tokens[-1].end)
    return [Span(*match.span()) for match in found]


def _is_name_word(token: Token) -> bool:
    word = token.text
    if not _is_written_as_name(word):
        return False
    folded = fold(word)
    return bool(_INITIAL.fullmatch(word)) or (
        folded not in DETERMINERS and folded not in lexicon().demonyms
    )


def _is_written_as_name(word: str) -> bool:
    """Whether a word has a capital, alone or behind an elided particle, and is no possessive."""
    if word[0].isupper():
        return True
    if word[0] in "'’":
        return word[1:] not in {"", "s", "S"}
    return _ELIDED.match(word) is not None


def _is_token_inside(token: Token, span: Span) -> bool:
    return span.start <= token.start and token.end <= span.end
