"""Mentions of persons: the name, titles, offices and countries in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.mentions import Mention
from provenance.spans import Span
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import lexicon, strip_possessive
from resolvers.reading.persons import parse_person
from resolvers.reading.references.phrases import Phrase
from resolvers.reading.references.reference import (
    BEFORE_COMPLEMENT,
    DETERMINERS,
    Reference,
    head_of,
    is_plural,
    without_determiner,
)
from resolvers.reading.roles.phrases import RolePhrase
from resolvers.reading.tokens import Token

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


def refer_person(
    mention: Mention, text: str, phrase: Phrase, roles: tuple[RolePhrase, ...], determiner: str
) -> Reference:
    """Read a mention of a person: the first name that is neither part of a role nor of a complement."""
    tokens = list(phrase.tokens)
    titles = _titles(tokens)
    name = _name_of_person(text, tokens, roles, {t.start for t in titles})
    if name is None:
        return _unnamed_person(mention, text, phrase, roles, determiner)
    words = _LONG_NICKNAME.sub("", strip_possessive(name.surface(text)))
    honorific = next(_telling(titles), None) or _honorific_before(text, mention.span.start)
    single = (role for role in roles if not role.plural and not role.span.overlaps(name))
    return Reference(
        mention=mention,
        kind="name",
        type="PER",
        folded=fold(words),
        name=name,
        person=parse_person(words),
        roles=tuple(role for role in single if _holds(text, name, role.span)),
        # Jim Jordan is not from Jordan.
        countries=tuple(found for found in phrase.countries if not found[1].overlaps(name)),
        gender=_gender_of(text, honorific),
        honorific=honorific,
        determiner=determiner,
    )


def _titles(tokens: list[Token]) -> list[Token]:
    """List the titles in a phrase; behind a name the last word is a surname: "Kate Bishop"."""
    table = lexicon().titles
    named = any(_is_name_word(t) and fold(t.text) not in table for t in tokens[:-1])
    able = tokens[:-1] if named else tokens
    return [t for t in able if fold(t.text) in table and t.text[0].isupper()]


def _unnamed_person(
    mention: Mention, text: str, phrase: Phrase, roles: tuple[RolePhrase, ...], determiner: str
) -> Reference:
    tokens = list(phrase.tokens)
    return Reference(
        mention=mention,
        kind="role" if roles else "nominal",
        type="PER",
        folded=without_determiner(mention.surface),
        roles=roles,
        countries=phrase.countries,
        head=fold(roles[0].head.surface(text)) if roles else head_of(tokens),
        determiner=determiner,
        plural=is_plural(tokens, roles),
    )


def _telling(titles: list[Token]) -> Iterator[Span]:
    """Yield the titles that tell a gender."""
    table = lexicon().titles
    return (Span(t.start, t.end) for t in titles if table[fold(t.text)]["gender"])


def _gender_of(text: str, honorific: Span | None) -> str | None:
    gender = lexicon().titles[fold(honorific.surface(text))]["gender"] if honorific else None
    return gender if gender in {"m", "f"} else None


def _honorific_before(text: str, start: int) -> Span | None:
    """Find an honorific that tells a gender directly before a mention: "Mr." in front of "Keller"."""
    found = _WORD_BEFORE.search(text, max(0, start - _LONGEST_HONORIFIC), start)
    row = lexicon().titles.get(fold(found[1])) if found and found[1][0].isupper() else None
    return Span(found.start(1), found.end(1)) if found and row and row["gender"] else None


def _holds(text: str, name: Span, role: Span) -> bool:
    """Whether a role in a mention is that of the name: not in "Comey, who served a president"."""
    between = text[name.end : role.start]
    return not _RELATIVE.search(between) or _IS.search(between) is not None


def _name_of_person(
    text: str, tokens: list[Token], roles: tuple[RolePhrase, ...], titles: set[int]
) -> Span | None:
    """Find the run of name words that the mention is about."""
    free = [
        t for t in tokens if t.start not in titles and not any(_inside(t, r.span) for r in roles)
    ]
    for run in _name_runs(text, free):
        before = text[tokens[0].start : run[0].start].split()
        if before and before[-1].lower() in BEFORE_COMPLEMENT:
            continue
        behind = any(w.lower() in BEFORE_COMPLEMENT for w in before) and not before[-1].endswith(
            ","
        )
        within = bool(before) and before[-1].lower() in {
            *DETERMINERS,
            "and",
        }  # "envoy to the Near East and Central Asia"
        if behind and (
            not roles or within or any(_owns(text, role, run[0].start) for role in roles)
        ):
            continue
        if len(run) < len(tokens) and fold(text[run[0].start : run[-1].end]) in lexicon().countries:
            continue  # "a U.S. general" is not called U.S.
        after = text[run[-1].end : run[-1].end + 2]
        if after[:1] in {"'", "’"} and run[-1].end + 2 < tokens[-1].end:
            continue
        return Span(run[0].start, run[-1].end)
    return None


def _owns(text: str, role: RolePhrase, start: int) -> bool:
    """Whether only a preposition and titles part a role from a name, whose it then is: "an aide to President Lind"."""
    between = [fold(word) for word in text[role.head.end : start].split()]
    return between[:1] in (["of"], ["to"], ["for"]) and all(
        word in lexicon().titles or word in lexicon().roles for word in between[1:]
    )


def _name_runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield runs of capitalised words, particles and initials inside them, suffixes behind."""
    run: list[Token] = []
    quoted = _nicknames(text, tokens)
    for token in tokens:
        nickname = bool(run) and any(_inside(token, span) for span in quoted)
        if run and not (nickname or _goes_on(text, run[-1], token)):
            yield from _trimmed(run)
            run = []
        if nickname or _may_follow(run, token):
            run.append(token)
        elif token.text.lower() in lexicon().particles and not run:
            run = [token]
        elif run:
            yield from _trimmed(run)
            run = []
    yield from _trimmed(run)


def _may_follow(run: list[Token], token: Token) -> bool:
    """Whether a word may begin a name, or go on with one that has begun.

    Behind a given name "Finn" and "German" are surnames.
    """
    if _is_name_word(token) or (run and fold(token.text) in lexicon().particles):
        return True
    given = len(run) == 1 and fold(run[0].text) in lexicon().given_names
    return given and token.text[0].isupper()


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    """Drop a run's trailing particles, and a run of particles alone."""
    while run and not (_is_name_word(run[-1]) or run[-1].text[0].isupper()):
        run = run[:-1]
    if run and any(_is_name_word(t) for t in run):
        yield run


def _goes_on(text: str, a: Token, b: Token) -> bool:
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
    if word[1:] in {"", "s", "S"} and word[0] in "'’":
        return False
    if not word[0].isupper() and not (word[0] in "'’" or _ELIDED.match(word)):
        return False
    folded = fold(word)
    return bool(_INITIAL.fullmatch(word)) or (
        folded not in DETERMINERS and folded not in lexicon().demonyms
    )


def _inside(token: Token, span: Span) -> bool:
    return span.start <= token.start and token.end <= span.end
