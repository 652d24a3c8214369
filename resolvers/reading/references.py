"""References: what the words of one mention say about whom they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.mentions import Mention
from provenance.spans import Span
from resolvers.reading.folding import fold
from resolvers.reading.lexicon import Known, lexicon, strip_possessive
from resolvers.reading.persons import PersonName, parse_person
from resolvers.reading.roles import RolePhrase, find_roles
from resolvers.reading.slots import speaks
from resolvers.reading.tokens import Token, tokenise

DETERMINERS = frozenset("the a an this that these those his her its their our my your both another one".split())
POSSESSIVES = frozenset("his her its their our my your".split())
_BEFORE_COMPLEMENT = frozenset("of for at in to on by with from under against over about than as".split())
_PRONOUNS = frozenset(
    "i me my mine we us our he him his she her hers it its they them their you your who whom whose which himself herself "
    "itself themselves myself ourselves that this these those".split()
)
_PLURAL_WORDS = frozenset("two three four five six seven eight nine ten both several many all some other various".split())
_OPENING, _CLOSING = frozenset('“"‘('), frozenset('”"’)')
_LONGEST_HONORIFIC = 14
_WORD_BEFORE = re.compile(r"(\b[^\W\d_]+\.?) $")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that)\b")
_IS = re.compile(r"\b(?:who|which)\s+(?:is|was|became|had been|has been)\s+(?:(?:the|a|an|then|once)\s+)*$")
_INITIAL = re.compile(r"(?:[A-Z]\.)+|[A-Z]")


@attrs.frozen(kw_only=True)
class Reference:
    """Say what a mention's own words tell: its name, roles, country, head noun."""

    mention: Mention
    kind: str  # name, role, nominal or pronoun
    type: str
    folded: str  # the name, or the nominal without its determiner, folded
    name: Span | None = None
    person: PersonName | None = None
    known: Known | None = None
    weak: tuple[Known, ...] = ()
    roles: tuple[RolePhrase, ...] = ()
    countries: tuple[tuple[str, Span], ...] = ()  # country codes that the words name
    gender: str | None = None
    honorific: Span | None = None
    head: str = ""  # the head noun of a nominal, folded
    determiner: str = ""
    plural: bool = False
    slot: str = ""  # "government" where a capital stands for one

    @property
    def span(self) -> Span:
        """Where the mention stands."""
        return self.mention.span

    @property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name."""
        return tuple(self.folded.split())


def refer(mention: Mention, text: str, beside: Sequence[RolePhrase] = ()) -> Reference:
    """Read one mention.

    The mention may be a bare name ("Peskov"), a bare role, or a whole noun phrase with titles, roles and appositions.

    Args:
        mention: where to read.
        text: the article's text.
        beside: roles that the text states of a person beside the mention, outside its span.
    """
    span = mention.span
    tokens = [t for t in tokenise(text[span.start : span.end], span.start) if any(c.isalnum() for c in t.text)]
    if not tokens or _is_pronoun(tokens):
        kind = "pronoun" if tokens else "nominal"
        return Reference(mention=mention, kind=kind, type=mention.type, folded=fold(mention.surface))
    determiner = tokens[0].text.lower() if tokens[0].text.lower() in DETERMINERS else ""
    roles = tuple(_own_roles(text, find_roles(text, span.start, span.end), span.end))
    if mention.type == "PER" or (mention.type == "none" and (roles or _looks_personal(tokens))):
        found = _person(mention, text, tokens, roles, determiner)
        return attrs.evolve(found, roles=(*found.roles, *beside)) if found.name else found
    return _thing(mention, text, tokens, roles, determiner)


def _is_pronoun(tokens: list[Token]) -> bool:
    """Tell whether the mention is a pronoun; capitals throughout ("US", "WHO") are an acronym."""
    return (
        len(tokens) == 1 and tokens[0].text.lower() in _PRONOUNS and (tokens[0].text == "I" or not tokens[0].text.isupper())
    )


def _looks_personal(tokens: list[Token]) -> bool:
    first = fold(tokens[0].text)
    return first in lexicon().titles or (len(tokens) > 1 and first in lexicon().given_names)


def _own_roles(text: str, roles: list[RolePhrase], end: int) -> Iterator[RolePhrase]:
    """Drop the roles of others: what owns the rest of the phrase ("the president's adviser"), or is in a complement."""
    for role in roles:
        owns = text[role.span.end : min(end, role.span.end + 2)] in {"'s", "’s"}
        inside = any(other is not role and other.span.contains(role.span) and other.head != role.head for other in roles)
        if not owns and not inside:
            yield role


# --- persons --------------------------------------------------------------------------------------------------------


def _person(mention: Mention, text: str, tokens: list[Token], roles: tuple[RolePhrase, ...], determiner: str) -> Reference:
    """Read a mention of a person: the first name that is neither part of a role nor of a complement."""
    titles = [t for t in tokens if fold(t.text) in lexicon().titles and t.text[0].isupper()]
    honorific = next((Span(t.start, t.end) for t in titles if lexicon().titles[fold(t.text)]["gender"]), None)
    honorific = honorific or _honorific_before(text, mention.span.start)
    gender = lexicon().titles[fold(honorific.surface(text))]["gender"] if honorific else None
    gender = gender if gender in {"m", "f"} else None
    name = _name_of_person(text, tokens, roles, {t.start for t in titles})
    countries = tuple(_countries(text, tokens))
    if name is None:
        kind = "role" if roles else "nominal"
        head = fold(text[roles[0].head.start : roles[0].head.end]) if roles else _head(tokens)
        return Reference(
            mention=mention,
            kind=kind,
            type="PER",
            folded=_without_determiner(mention.surface),
            roles=roles,
            countries=countries,
            head=head,
            determiner=determiner,
            plural=_plural(tokens, roles),
        )
    words = strip_possessive(name.surface(text))
    return Reference(
        mention=mention,
        kind="name",
        type="PER",
        folded=fold(words),
        name=name,
        person=parse_person(words),
        roles=tuple(r for r in roles if not r.plural and not r.span.overlaps(name) and _holds(text, name, r.span)),
        countries=countries,
        gender=gender,
        honorific=honorific,
        determiner=determiner,
    )


def _honorific_before(text: str, start: int) -> Span | None:
    """Find an honorific that tells a gender directly before a mention: "Mr." in front of "Keller"."""
    found = _WORD_BEFORE.search(text, max(0, start - _LONGEST_HONORIFIC), start)
    row = lexicon().titles.get(fold(found[1])) if found and found[1][0].isupper() else None
    return Span(found.start(1), found.end(1)) if found and row and row["gender"] else None


def _holds(text: str, name: Span, role: Span) -> bool:
    """Tell whether a role in a mention is that of the name: not in "Comey, who served a president"."""
    between = text[name.end : role.start]
    return not _RELATIVE.search(between) or _IS.search(between) is not None


def _name_of_person(text: str, tokens: list[Token], roles: tuple[RolePhrase, ...], titles: set[int]) -> Span | None:
    """Find the run of name words that the mention is about."""
    free = [t for t in tokens if t.start not in titles and not any(_inside(t, r.span) for r in roles)]
    for run in _name_runs(text, free):
        before = text[tokens[0].start : run[0].start].split()
        if before and before[-1].lower() in _BEFORE_COMPLEMENT:
            continue
        if before and any(w.lower() in _BEFORE_COMPLEMENT for w in before) and not before[-1].endswith(","):
            previous = [w.lower() for w in before]
            if previous[-1] not in {"president", "mr", "mr."} and not roles:
                continue
        after = text[run[-1].end : run[-1].end + 2]
        if after[:1] in {"'", "’"} and run[-1].end + 2 < tokens[-1].end:
            continue
        return Span(run[0].start, run[-1].end)
    return None


def _name_runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield runs of capitalised words, particles and initials inside them, suffixes behind."""
    run: list[Token] = []
    for i, token in enumerate(tokens):
        if run and not (_joined(text, run[-1], token) or _nicknamed(text, tokens, run[-1], i)):
            yield from _trimmed(run)
            run = []
        if _is_name_word(token) or (run and fold(token.text) in lexicon().particles):
            run.append(token)
        elif token.text.lower() in lexicon().particles and not run:
            run = [token]
        elif run:
            yield from _trimmed(run)
            run = []
    yield from _trimmed(run)


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    """Drop a run's trailing particles, and a run of particles alone."""
    while run and not _is_name_word(run[-1]):
        run = run[:-1]
    if run and any(_is_name_word(t) for t in run):
        yield run


def _joined(text: str, a: Token, b: Token) -> bool:
    """Tell whether only spaces, a nickname's quotes or the comma before a suffix part two words."""
    gap = text[a.end : b.start]
    if gap.strip() == "":
        return True
    return gap.strip() == "," and fold(b.text) in lexicon().suffixes


def _nicknamed(text: str, tokens: list[Token], before: Token, i: int) -> bool:
    """Tell whether token `i` is a nickname in quotes or brackets inside a name, or the surname behind one."""
    gap = text[before.end : tokens[i].start].strip()
    if gap in _OPENING and i + 1 < len(tokens) and _is_name_word(tokens[i + 1]):
        return text[tokens[i].end : tokens[i + 1].start].strip() in _CLOSING
    return gap in _CLOSING


def _is_name_word(token: Token) -> bool:
    word = token.text
    if word[1:] in {"", "s", "S"} and word[0] in "'’":
        return False
    if not word[0].isupper() and not (word[0] in "'’" or word[:3].lower() in {"al-", "el-"}):
        return False
    folded = fold(word)
    return bool(_INITIAL.fullmatch(word)) or (folded not in DETERMINERS and folded not in lexicon().demonyms)


def _inside(token: Token, span: Span) -> bool:
    return span.start <= token.start and token.end <= span.end


# --- organisations and places ---------------------------------------------------------------------------------------


def _thing(mention: Mention, text: str, tokens: list[Token], roles: tuple[RolePhrase, ...], determiner: str) -> Reference:
    """Read a mention of an organisation or a place; a nominal names nothing, whatever its complement names."""
    span = None if mention.kind == "nominal" else _name_of_thing(text, tokens)
    countries = tuple(_countries(text, tokens))
    if span is None:
        return Reference(
            mention=mention,
            kind="nominal",
            type=mention.type,
            folded=_without_determiner(mention.surface),
            roles=roles,
            countries=countries,
            head=_head(tokens),
            determiner=determiner,
            plural=_plural(tokens, ()),
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


# --- shared ---------------------------------------------------------------------------------------------------------


def _without_determiner(surface: str) -> str:
    words = surface.split()
    while len(words) > 1 and words[0].lower().strip("\"“'‘") in DETERMINERS:
        words = words[1:]
    return fold(strip_possessive(" ".join(words)))


def _head(tokens: list[Token]) -> str:
    """Take the last word before a preposition or a relative clause."""
    for i, token in enumerate(tokens[1:], 1):
        if token.text.lower() in _BEFORE_COMPLEMENT or token.text.lower() in {"who", "which", "that", "whose"}:
            return fold(tokens[i - 1].text)
    return fold(tokens[-1].text)


def _plural(tokens: list[Token], roles: tuple[RolePhrase, ...]) -> bool:
    if any(t.text.lower() in _PLURAL_WORDS for t in tokens[:3]):
        return True
    if roles:
        return roles[0].plural
    head = _head(tokens)
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _countries(text: str, tokens: list[Token]) -> Iterator[tuple[str, Span]]:
    """Yield the countries that adjectives, possessives and names inside a mention point at, longest words first."""
    words, i = lexicon(), 0
    while i < len(tokens):
        for size in (4, 3, 2, 1):
            part = tokens[i : i + size]
            if len(part) < size or not part[0].text[0].isupper():
                continue
            span = Span(part[0].start, part[-1].end)
            folded = fold(strip_possessive(span.surface(text)))
            code = words.countries.get(folded) or words.demonyms.get(folded)
            if code:
                yield code, span
                i += size - 1
                break
        i += 1
