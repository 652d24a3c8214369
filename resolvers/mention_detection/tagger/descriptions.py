"""Descriptions: the nouns around a name that say what it is.

"the town of Van Horn", "a yacht called Imogen", "Veladuhm, a pill for hay fever", "Duarte is a
packaging group": a noun further off than the words beside a name, found by the shape of the phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from resolvers.lexicon.lexicon import lexicon
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import word_set

# Nouns of what is no person, body or place.
THINGS = word_set(
    "drug pill vaccine medicine painkiller freighter trawler ferry tanker yacht ship vessel boat "
    "frigate destroyer submarine carrier film movie novel book album song single opera play comedy "
    "documentary sitcom app game satellite rocket spacecraft asteroid comet hurricane storm "
    "typhoon cyclone racehorse horse dog cat"
)
_MORE_THINGS = word_set(
    "law bill act treaty accord agreement pact plan programme program project award prize medal "
    "cup trophy tournament festival holiday ceremony war battle operation mission index product brand "
    "device smartphone phone car model engine plane aircraft jet helicopter missile drone weapon "
    "rifle virus disease variant show series podcast column poem painting statue language "
    "religion currency cryptocurrency coin token software tool platform chatbot therapy treatment "
    "biscuit beer wine whisky snack toy instrument"
)
_UNDERTAKINGS = word_set("project programme program initiative scheme bill act treaty")
# Nouns of those who share an origin, a faith or a tongue, and of the tongue.
_CROWDS = word_set(
    "people peoples community communities tribe tribes clan clans ethnic language languages dialect "
    "speakers diaspora immigrants migrants settlers culture tradition traditions heritage word words "
    "population voters minority nomads warriors elders descent origin ancestry translation"
)
# Nouns of places with a name of their own before or behind them: "the town of Maule", "Maule
# river".
_CALLED_AFTER = word_set(
    "town city village province region district island county suburb neighborhood neighbourhood "
    "municipality borough area river valley peninsula lake commune coast"
)
_NAMED = _CALLED_AFTER | word_set("state port republic nation country kingdom")
_DETERMINERS = word_set("a an the his her its their our my another one this that")
# Behind these a noun that is a verb, too, is one: "they ship", "to play".
_BEFORE_VERB = word_set(
    "and or but to not will would can could may might must should shall do does did i you he she we "
    "they who that which"
)
_ENDS = word_set(
    ", . ; : ) ( – — of for in at on from with against that who which whose and or to by near as "
    "is was are were has had said says based where when about"
)
# Whom one talks to is somebody, or a body: "talked to Lund".
_TALKING = word_set("talk talks talked talking speak speaks spoke spoken speaking wrote written")
_CALLED = word_set("called named dubbed titled entitled nicknamed christened")
# What stands, sits and speaks behind a comma is somebody: "Lund, standing next to her".
_POSTURES = word_set("standing sitting seated speaking wearing smiling flanked clad dressed")
_OPENS_CLAUSE = {
    "who": "who",
    "which": "which",
    "whose": "whose",
    **dict.fromkeys(_POSTURES, "who"),
}
_PAST = word_set("is was were")
_COPULAS = word_set("is was remains became becomes")
_OPENS = word_set(", ( – —")
_STOPS = word_set(", . ; : ) — –")
_LONGEST_CONTAINER = 3  # tokens: New South Wales
_NOUN_REACH = 2  # tokens
_REACH = 7  # tokens from a determiner to the head of its phrase

Described = tuple[str, str, str]  # how it stands, the noun, and its class
# What firms have and people have not, behind a name and, with "in" or "of", before it.
_OF_FIRMS = word_set("shares stock stocks shareholders dealerships employs plc")
_HELD = word_set("shares stake stock")
_SAYING = frozenset({"app", "is", "called", "named"})  # that a name is what the noun says
_SAYING_WHO = frozenset({"app", "is", "called", "pre"})
_SAID_SO = {"in": "located", "firm": "firm", "named": "place name"}  # whatever the noun


def says(described: Described) -> str:
    """Say what a name is by its description: a person, a body, a place or a thing; else nothing.

    What a country or state follows behind a comma is located there, and mostly a place.
    """
    how, noun, what = described
    if how in {"post", "defined"}:
        return _meaning_of_noun_behind(how, noun, what)
    if what in {"role", "who"} and how in _SAYING_WHO:
        return "person"
    return _SAID_SO.get(how, what if how in _SAYING else "")


def _meaning_of_noun_behind(how: str, noun: str, what: str) -> str:
    """Say what a noun that goes on behind a name makes of it: a people, or an undertaking."""
    if noun in _UNDERTAKINGS:
        return "thing" if how == "defined" else "of a thing"
    return "of a people" if what == "crowd" and how == "post" else ""


def is_called_thing(tokens: Sequence[Token], first: int) -> bool:
    """Whether a noun before a name calls it a thing.

    Such as "the freighter Hanbit", and not "to play Iran".
    """
    if not first or tokens[first - 1].text not in THINGS:
        return False
    return first == 1 or tokens[first - 2].text.lower() not in _BEFORE_VERB


def is_addressed(tokens: Sequence[Token], first: int) -> bool:
    """Whether somebody talks to who is named: "talked to Lund"."""
    talking, link = (token.text for token in tokens[first - 2 : first]) if first > 1 else ("", "")
    return link in {"to", "with"} and talking in _TALKING


def before(tokens: Sequence[Token], first: int, start: int) -> Iterator[Described]:
    """Yield the nouns before a name: "the firm Duarte", "the town of Maule", "a yacht called Eos".

    Args:
        tokens: the document's.
        first: the name's first token.
        start: the first token of its sentence.
    """
    words = _words_before_name(tokens, first, start)
    last = words[-1] if words else ""
    yield from _noun_description("pre", last)
    if len(words) > 2 and last in _CALLED and words[-2] in _PAST:
        del words[-2]  # "her yacht was called Eos"
    if len(words) > 1:
        yield from _linked_noun_descriptions(words[-2], last)


def _words_before_name(tokens: Sequence[Token], first: int, start: int) -> list[str]:
    """Return the words before a name, in lower case, without the article or title at their end."""
    words = [token.text.lower() for token in tokens[max(start, first - 4) : first]]
    titled = len(words) > 1 and words[-1] in lexicon().titles
    return words[:-1] if titled or words[-1:] == ["the"] else words


def _linked_noun_descriptions(noun: str, link: str) -> Iterator[Described]:
    """Yield a noun that one word links to the name behind it.

    "town of", "shares in", "yacht called".
    """
    if link == "of":
        yield from _noun_description("named" if noun in _NAMED else "of", noun)
    if link in {"in", "of"} and noun in _HELD:
        yield "firm", noun, "body"
    if link in _CALLED:
        yield from _noun_description("called", noun)


def behind(
    tokens: Sequence[Token], stop: int, end: int, *, quoted: bool = False
) -> Iterator[Described]:
    """Yield the noun of the phrase that a name's apposition or predicate is, or that goes on behind it.

    Args:
        tokens: the document's.
        stop: one past the name's last token.
        end: one past the last token of its sentence.
        quoted: a quotation mark opens right before the name.
    """
    if stop + 1 >= end:
        return
    yield from _following_noun_description(tokens, stop, end)
    yield from _place_descriptions(tokens, stop, end)
    stop += quoted and stop + 2 < end and _closes_quotation(tokens, stop)
    opening = tokens[stop].text.lower()
    if opening in _OF_FIRMS:
        yield "firm", opening, "body"
    if opening in _OPENS or (quoted and opening == "”"):
        yield from _apposition_description(tokens, stop + 1, end)
    elif opening in _COPULAS:
        yield from _determiner_phrase_description("is", tokens, stop + 1, end)


def _closes_quotation(tokens: Sequence[Token], stop: int) -> bool:
    """Whether a comma and a closing mark follow a name, in whichever order."""
    return {tokens[stop].text, tokens[stop + 1].text} == {",", "”"}


def _apposition_description(tokens: Sequence[Token], first: int, end: int) -> Iterator[Described]:
    """Yield the noun of an apposition, or whom its relative clause means: ", who"."""
    opening = tokens[first].text.lower()
    if opening in _OPENS_CLAUSE:
        yield "app", _OPENS_CLAUSE[opening], _OPENS_CLAUSE[opening]
    elif opening in _DETERMINERS:
        yield from _determiner_phrase_description("app", tokens, first, end)
    else:
        yield from _noun_description("bare", opening)


def _determiner_phrase_description(
    how: str, tokens: Sequence[Token], first: int, end: int
) -> Iterator[Described]:
    """Yield the noun of a phrase that begins with a determiner."""
    if tokens[first].text.lower() in _DETERMINERS:
        yield from _noun_description(how, _phrase_head_noun(tokens, first + 1, end))


def _following_noun_description(
    tokens: Sequence[Token], stop: int, end: int
) -> Iterator[Described]:
    """Yield the noun that goes on behind a name, or behind its acronym in brackets.

    "the Maule people", "Clean Rivers (CR) project".
    """
    words = [token.text for token in tokens[stop : min(end, stop + 3)]]
    if words[0] == ")":
        yield from _noun_description("defined", _noun_behind(tokens, stop + 1, end))
    elif words[0] == "(" and words[2:] == [")"] and words[1].isupper():
        yield from _noun_description("defined", _noun_behind(tokens, stop + 3, end))
    else:
        yield from _noun_description("post", _noun_behind(tokens, stop, end))


def _noun_behind(tokens: Sequence[Token], stop: int, end: int) -> str:
    """Return the first of two words in lower case that is a noun of a class.

    Such as "the Eos trade agreement".
    """
    for token in tokens[stop : min(end, stop + _NOUN_REACH)]:
        if not token.text.islower() or token.text in _ENDS:
            return ""
        if noun_class(token.text):
            return token.text
    return ""


def _place_descriptions(tokens: Sequence[Token], stop: int, end: int) -> Iterator[Described]:
    """Yield the kind of place, or the country or state, that follows a name."""
    if tokens[stop].text in _CALLED_AFTER:
        yield "named", tokens[stop].text, "place"
    container = (
        _containing_country_or_state(tokens, stop + 1, end) if tokens[stop].text == "," else ""
    )
    if container:
        yield "in", container, "place"


def _containing_country_or_state(tokens: Sequence[Token], first: int, end: int) -> str:
    """Return the country or state that begins with a token and ends before a comma or a full stop."""
    for stop in range(first + 1, min(end, first + _LONGEST_CONTAINER + 1)):
        if tokens[stop].text in _STOPS if stop < end else True:
            words = fold(" ".join(token.text for token in tokens[first:stop]))
            known = lexicon().known.get(words, ())
            return words if any(row.kind in {"country", "state"} for row in known) else ""
    return ""


def _phrase_head_noun(tokens: Sequence[Token], first: int, end: int) -> str:
    """Return the last word of the phrase that begins with a token."""
    i = first
    while i < min(end, first + _REACH) and tokens[i].text.lower() not in _ENDS:
        i += 1
    return tokens[i - 1].text.lower() if i > first else ""


def _noun_description(how: str, word: str) -> Iterator[Described]:
    kind = noun_class(word)
    if kind:
        yield how, word, kind


@lru_cache(maxsize=50_000)
def noun_class(word: str) -> str:
    """Say of what a common noun is said: a role, body, place or thing; nothing of other words."""
    if not word.isalpha():
        return ""
    lex, folded = lexicon(), fold(word)
    classes = {
        "role": word in lex.roles,
        "place": folded in lex.place_heads,
        "body": folded in lex.organisation_heads,
        "crowd": word in _CROWDS,
        "thing": word in THINGS or word in _MORE_THINGS,
    }
    return next((name for name, holds in classes.items() if holds), "")
