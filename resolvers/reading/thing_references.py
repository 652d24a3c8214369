"""Mentions of organisations and places: the name in their words, and what the lexicon knows of it."""

from __future__ import annotations

import re

from provenance.mentions import Mention
from provenance.spans import Span
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import Known, lexicon, strip_possessive
from resolvers.reading.reference import DETERMINERS, Reference, countries_in, head_of, is_plural, without_determiner
from resolvers.reading.roles import RolePhrase
from resolvers.reading.slots import speaks
from resolvers.reading.tokens import Token


def refer_thing(
    mention: Mention, text: str, tokens: list[Token], roles: tuple[RolePhrase, ...], determiner: str
) -> Reference:
    """Read a mention of an organisation or a place; a nominal names nothing, whatever its complement names."""
    span = None if mention.kind == "nominal" else _name_of_thing(text, tokens)
    countries = tuple(countries_in(text, tokens))
    if span is None:
        return Reference(
            mention=mention,
            kind="nominal",
            type=mention.type,
            folded=without_determiner(mention.surface),
            roles=roles,
            countries=countries,
            head=head_of(tokens),
            determiner=determiner,
            plural=is_plural(tokens, ()),
        )
    words = strip_possessive(span.surface(text))
    known = _known(words, mention.type)
    return Reference(
        mention=mention,
        kind="name",
        type=mention.type if mention.type != "none" else (known.type if known else "none"),
        folded=fold(words),
        name=span,
        known=known,
        weak=lexicon().weak.get(fold(words), ()),
        countries=countries,
        determiner=determiner,
        slot="government" if known and _can_govern(known) and speaks(text, span) else "",
    )


def _can_govern(known: Known) -> bool:
    return known.type == "LOC" and fold(known.name) in lexicon().capitals


def _known(words: str, kind: str) -> Known | None:
    """Look a name up; a row of the mention's own type comes first, a place for an organisation only if it must."""
    found = lexicon().known.get(fold(words), ())
    if not found and fold(words).startswith("the "):
        found = lexicon().known.get(fold(words)[4:], ())
    if not found and kind in {"LOC", "none"} and (code := lexicon().demonyms.get(fold(words))):
        return lexicon().by_key.get(f"country:{code}")  # "Canadian" given as a place
    same = [k for k in found if k.type == kind]
    return same[0] if same else (found[0] if found and kind in {"none", "LOC"} else None)


def _name_of_thing(text: str, tokens: list[Token]) -> Span | None:
    """Find the name inside a noun phrase: all of it when its words are name words, else the run before a comma."""
    body = tokens[1:] if tokens[0].text.lower() in DETERMINERS and len(tokens) > 1 else tokens
    whole = Span(body[0].start, body[-1].end)
    if fold(whole.surface(text)) in lexicon().known and fold(whole.surface(text)) not in lexicon().organisation_heads:
        return whole
    segment = _without_owner(text, _first_segment(text, body))
    tail = _last_run(text, segment)
    described = any(t.text.islower() and t.text not in _NAME_WORDS for t in segment)
    if tail and described and tail[-1] is segment[-1]:
        return Span(tail[0].start, tail[-1].end)  # "United States airframer Boeing"
    if _is_name(segment):
        return Span(segment[0].start, segment[-1].end)
    if tail and (len(tail) > 1 or fold(tail[0].text) in lexicon().known) and tail[-1] is segment[-1]:
        return Span(tail[0].start, tail[-1].end)
    return None


def _without_owner(text: str, tokens: list[Token]) -> list[Token]:
    """Leave out a country in front of a name: "Singapore's Changi Airport", "the Japanese Toyota"."""
    lex = lexicon()
    for i in range(1, len(tokens)):
        before = fold(strip_possessive(text[tokens[0].start : tokens[i - 1].end]))
        if not _capital(tokens[i].text):
            continue
        owned = tokens[i - 1].text in {"'s", "’s"} and (before in lex.countries or before in lex.capitals)
        named = before in lex.demonyms and fold(text[tokens[i].start : tokens[-1].end]) in lex.known
        if owned or named:
            return tokens[i:]
    return tokens


# Words in lower case that names of bodies and places hold.
_NAME_WORDS = frozenset("of the for and in on at to de la le du des der die das und von van del di el al y e 's".split())


def _first_segment(text: str, tokens: list[Token]) -> list[Token]:
    for i in range(1, len(tokens)):
        if re.search(r"[,(;:–—]", text[tokens[i - 1].end : tokens[i].start]):
            return tokens[:i]
    return tokens


def _is_name(tokens: list[Token]) -> bool:
    """Tell whether a phrase is a name: capitalised at both ends, and more than a demonym with a common noun."""
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
        if not _capital(token.text) or (run and text[token.end : run[0].start].strip() not in {"", "&", "-"}):
            break
        run.insert(0, token)
    return run if run and fold(run[-1].text) not in lexicon().demonyms else []
