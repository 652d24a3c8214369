"""Mentions of organisations and places: the name in their words, and what the lexicon knows of it."""

from __future__ import annotations

import re
from functools import cache

import attrs

from provenance.mentions import Mention
from provenance.spans import Span
from resolvers.reading.bodies import is_named_body
from resolvers.reading.folding import fold
from resolvers.reading.joint_places import half_of
from resolvers.reading.lexicon import LexiconEntry, lexicon, strip_possessive
from resolvers.reading.purposes import names_purpose
from resolvers.reading.references.known import look_up
from resolvers.reading.references.phrases import Phrase
from resolvers.reading.references.reference import (
    BEFORE_COMPLEMENT,
    DETERMINERS,
    POSSESSIVES,
    Reference,
    head_of,
    is_plural,
    without_determiner,
)
from resolvers.reading.references.slots import speaks
from resolvers.reading.references.state_bodies import state_body
from resolvers.reading.roles.phrases import RolePhrase
from resolvers.reading.tokens import Token
from resolvers.reading.words import word_set


# dense: hands on what was read by its name
def refer_thing(
    mention: Mention, text: str, phrase: Phrase, roles: tuple[RolePhrase, ...], determiner: str
) -> Reference:
    """Read a mention of an organisation or a place.

    A nominal names nothing, whatever its complement names.
    """
    tokens = list(phrase.tokens)
    body, body_key = state_body(text, _without_determiner(tokens), phrase.countries)
    name = None if mention.kind == "nominal" else _name_of_thing(text, tokens, mention.type)
    if name is not None:
        known = look_up(strip_possessive(name.surface(text)), mention.type) or half_of(text, name)
        body, body_key = (None, None) if known else (body, body_key)
        named = _named_thing(mention, text, name, known)
        return attrs.evolve(
            named,
            countries=phrase.countries,
            determiner=determiner,
            body=body,
            body_key=body_key,
            head=_described_as(text, tokens, name),
        )
    return Reference(
        mention=mention,
        kind="nominal",
        type=mention.type,
        folded=without_determiner(mention.surface),
        roles=roles,
        countries=phrase.countries,
        head=head_of(tokens),
        determiner=determiner,
        plural=is_plural(tokens, ()),
        body=body,
        body_key=body_key,
    )


def _named_thing(mention: Mention, text: str, name: Span, known: LexiconEntry | None) -> Reference:
    folded = fold(strip_possessive(name.surface(text)))
    return Reference(
        mention=mention,
        kind="name",
        type=known.type if known and mention.type == "none" else mention.type,
        folded=folded,
        name=name,
        known=known,
        weak=lexicon().weak.get(folded, ()),
        slot="government" if known and _can_govern(known) and speaks(text, name) else "",
    )


def _described_as(text: str, tokens: list[Token], name: Span) -> str:
    """Return the noun by which a phrase says what somebody owns that it names: "his estate, Lakeview"."""
    if tokens[0].text.lower() not in POSSESSIVES:
        return ""
    behind = next((t for t in tokens if t.start >= name.end), None)
    before = [t for t in tokens[1:] if t.end <= name.start and _describes(t)]
    if behind and _describes(behind) and text[name.end : behind.start] == " ":
        return fold(behind.text)
    return fold(before[-1].text) if before else ""


def _without_determiner(tokens: list[Token]) -> list[Token]:
    return tokens[1:] if tokens[0].text.lower() in DETERMINERS and len(tokens) > 1 else tokens


def _can_govern(known: LexiconEntry) -> bool:
    return known.type == "LOC" and fold(known.name) in lexicon().capitals


def _name_of_thing(text: str, tokens: list[Token], kind: str) -> Span | None:
    """Find the name inside a noun phrase: all of it when its words are name words, else the run before a comma."""
    body = _without_determiner(tokens)
    whole = Span(body[0].start, body[-1].end)
    if (
        fold(whole.surface(text)) in lexicon().known
        and fold(whole.surface(text)) not in lexicon().organisation_heads
    ):
        return whole
    if kind == "ORG" and _is_whole_body(whole.surface(text)):
        return whole
    first = _first_segment(text, body)
    named = _named_in(tokens[0], _without_owner(text, first), text) or _named_behind(
        text, first, body[len(first) :]
    )
    return Span(named[0].start, named[-1].end) if named else None


def _is_whole_body(words: str) -> bool:
    """Whether words are the name of a body though small words stand in it."""
    return is_named_body(words) or names_purpose(words) or _is_short_name(words)


def _is_short_name(words: str) -> bool:
    """Whether words are a short name that the lexicon has: "Christian Democrat party"."""
    return words[0].isupper() and " " in words and fold(words) in lexicon().weak


def _named_in(before: Token, segment: list[Token], text: str) -> list[Token]:
    """Find the name in words without a comma.

    None where they describe somebody who is not named in them.
    """
    if len(segment) > 1 and segment[-1].text == "based":
        segment = segment[:-1]  # "Leeds-based"
    described = next((i for i in range(len(segment), 0, -1) if _describes(segment[i - 1])), 0)
    if described:
        rest = segment[described:]
        rest = rest[1:] if rest and rest[0].text in {"'s", "’s"} else rest
        if (
            len(rest) > 1
            and rest[0].text == "of"
            and fold(segment[described - 1].text) in _NAMED_PLACES
        ):
            rest = (
                rest[2:] if rest[1].text == "the" else rest[1:]
            )  # "the state of Michigan", but not "an ally of Michigan"
        return (
            rest if rest and _is_name(rest) else _before_noun(before, segment)
        )  # "United States airframer Boeing"
    if _is_name(segment):
        return segment
    tail = _last_run(text, segment)
    found = len(tail) > 1 or (tail and fold(tail[0].text) in lexicon().known)
    return tail if found and tail[-1] is segment[-1] else []


def _named_behind(text: str, first: list[Token], behind: list[Token]) -> list[Token]:
    """Find the name that a description of one thing is apposed to: "his estate, Lakeview"."""
    if (
        not behind
        or text[first[-1].end : behind[0].start] != ", "
        or not _describes(first[-1])
        or is_plural(first, ())
    ):
        return []
    named = _first_segment(text, behind)
    return named if _is_name(named) and not any(_describes(token) for token in named) else []


def _describes(token: Token) -> bool:
    """Whether a word says what something is and is no part of its name."""
    return token.text[0].isalpha() and token.text.islower() and token.text not in _NAME_WORDS


# Places that "of" gives their name to: "the city of London".
_NAMED_PLACES = word_set(
    "borough city commune county district emirate island isle kingdom municipality port prefecture principality province "
    "region republic state town township village"
)
# Nouns behind the name of the very thing that they describe: "the Meadow Times newspaper".
_NOUNS_BEHIND = word_set(
    "agency airline broadcaster channel club company compound conglomerate daily estate firm group hotel magazine mansion "
    "index network newspaper palace platform ranch resort spacecraft start-up startup union website weekly"
)
_WATERS_AND_LANDS = word_set(
    "canal desert lake mountains river sea strait volcano"
)  # "the Ganges river"


def _before_noun(first: Token, segment: list[Token]) -> list[Token]:
    """Find the name in front of a noun that only describes it, in a phrase about something definite."""
    lex = lexicon()
    size = next((i for i, token in enumerate(segment) if not _capital(token.text)), 0)
    named = segment[:size]
    folded = fold(" ".join(token.text for token in named))
    places = {known.kind for known in lex.known.get(folded, ()) if known.type == "LOC"}
    elsewhere = (
        folded in lex.demonyms
        or (bool(places) and segment[size].text not in _WATERS_AND_LANDS)
        or "country" in places
    )
    described = segment[size].text in _NOUNS_BEHIND | _WATERS_AND_LANDS
    if not named or first.text.lower() in {"a", "an", "another"} or elsewhere or not described:
        return []
    behind = segment[size + 1 :]
    return named if not behind or behind[0].text.lower() in BEFORE_COMPLEMENT else []


def _without_owner(text: str, tokens: list[Token]) -> list[Token]:
    """Leave out a country in front of a name: "Singapore's Changi Airport", "the Japanese Toyota"."""
    lex = lexicon()
    for i in range(1, min(len(tokens), _longest_owner() + 1)):
        before = fold(strip_possessive(text[tokens[0].start : tokens[i - 1].end]))
        if not _capital(tokens[i].text):
            continue
        owned = tokens[i - 1].text in {"'s", "’s"} and (
            before in lex.countries or before in lex.capitals
        )
        named = before in lex.demonyms and fold(text[tokens[i].start : tokens[-1].end]) in lex.known
        if owned or named:
            return tokens[i:]
    return tokens


@cache
def _longest_owner() -> int:
    """Count the words of the longest country or adjective, its possessive included."""
    lex = lexicon()
    return max(len(form.split()) for form in (*lex.countries, *lex.capitals, *lex.demonyms)) + 1


# Words in lower case that names of bodies and places hold.
_NAME_WORDS = frozenset(
    "of the for and in on at to de la le du des der die das und von van del di el al y e 's".split()
)


def _first_segment(text: str, tokens: list[Token]) -> list[Token]:
    for i in range(1, len(tokens)):
        if re.search(r"[,(;:–—]|[\"”]\s", text[tokens[i - 1].end : tokens[i].start]):
            return tokens[:i]
    return tokens


def _is_name(tokens: list[Token]) -> bool:
    """Whether a phrase is a name: capitalised at both ends, and more than a demonym with a common noun."""
    first, last = tokens[0].text, tokens[-1].text
    if fold(first) in lexicon().particles and len(tokens) > 1:
        first = tokens[1].text
    if not (_capital(first) and _capital(last)):
        return False
    return not (len(tokens) == 1 and fold(first) in DETERMINERS)


def _capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or any(c.isupper() for c in word[1:])


def _last_run(text: str, tokens: list[Token]) -> list[Token]:
    run: list[Token] = []
    for token in reversed(tokens):
        parted = bool(run) and text[token.end : run[-1].start].strip() not in {"", "&", "-"}
        if parted or not _capital(token.text):
            break
        run.append(token)
    run.reverse()
    return run if run and fold(run[-1].text) not in lexicon().demonyms else []
