"""Candidates: the spans of tokens that may be names.

Those are the names of the rules and of the tagger, runs of capitalised words, and what can be made
of them: two that stand beside each other or around "of", "and" and the like as one, and parts of
long ones. On held-out newswire they hold 97 of 100 marked names before the unlikely are left out;
rules and tagger alone 90.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from resolvers.lexicon.joint_places import joint_row
from resolvers.lexicon.lexicon import lexicon
from resolvers.mention_detection.tagger.features import Document
from resolvers.mention_detection.tagger.model import Tagging, labels_of_lines, sequences
from resolvers.text.folding import fold
from resolvers.text.tokens import Token
from resolvers.text.words import DIRECTIONS, FUNCTION_WORDS, word_set

Place = tuple[int, int]  # the first token of a span, and the one behind its last
_Origins = defaultdict[Place, set[str]]

# What may stand between two parts of one name.
CONNECTORS = word_set(
    "of for and & de del la las los do da dos das du des the in on to von van der den di bin ibn "
    "al el y e et und at by with 's ’s , - ‐ – / . ' ’"
)
_ENDS = frozenset("’'.")  # what a name may end with besides a word: "Ngahe'"
ARTICLES = word_set("the a an")
_QUOTES = {"“": "”", '"': '"', "‘": "’"}
_NICKNAME_WORDS = 5
_PLAIN = frozenset({"function", "pronoun", "adverb"})
_SHORT = 4  # letters; shorter ones in capitals are acronyms as well: US, WHO
# A contraction, acronyms of many ("ATVs"), or the party and state of a legislator: "(R-Ohio)",
# "D-W.Va.".
_NO_NAME = re.compile(
    r"(?i:\w+n['’]t|(?:i|you|we|they|he|she|it|that|there|what|who|here|let)['’]\w+)"
    r"|[RDI][-‐‑–][A-Z][A-Za-z.]*"
    r"|[A-Z]{2,}s"
)
_DEFINED = frozenset({"Company", "Board"})
# Heads of names of things that are called after people and places.
_CALLED_AFTER_SOMEBODY = frozenset({"Prize", "Prizes", "Medal", "Award", "Awards", "Act", "Trophy"})
_BRAND = re.compile(r"[a-z]{1,4}[A-Z][a-z]\w+")
_OF_PARTIES = word_set(
    "conservative labour labor liberal democrat democratic republican communist socialist green reform "
    "nationalist progressive centrist"
)
_PARTY_WORDS = 2
# Degrees behind a name: "Ada Crane, M.S.,". Without points some are states.
_DEGREES = frozenset(
    "M.S. M.A. B.A. B.S. R.D. R.N. J.D. M.D. D.O. M.B.A. D.D.S. D.V.M. M.P.H. M.F.A. Esq.".split()
    + "Ph.D. LL.M. LL.B. Ed.D. Psy.D. M.Ed. M.Sc. B.Sc.".split()
)
# What people of a colour are called by, and the nouns that say so: "Black voters", "a White man".
_COLOURS = frozenset({"Black", "White", "Brown", "Indigenous"})
_PEOPLE = word_set(
    "people person man men woman women boy boys girl girls child children teen teens teenager "
    "teenagers youth students student voters voter families family communities community residents "
    "resident neighborhood neighborhoods church churches leaders lawmakers candidates candidate "
    "journalists officers farmers workers athletes players mothers fathers"
)
_BREAK = re.compile(r"[\n\t|@#•·]")
_LEAST = 0.03
_LONGEST = 12  # tokens of a candidate made of several
_NO_NAME_IS_LONGER = 30  # tokens
_LONGEST_RUN = 8  # capitalised words in a row; longer ones are headlines
_BETWEEN = 4  # connectors between two parts


def candidates(document: Document, tagging: Tagging) -> dict[Place, str]:
    """Find the candidates of a document, each with letters that say what it comes from.

    R is a name of the rules and T one of the tagger; J is joined of several, C a run of capitals,
    S one without its ends, X one side of a connector, P a party.
    """
    barred, offices = labels_of_lines(document), _office_spans(document)
    return {
        place: "".join(sorted(origins))
        for place, origins in sorted(_candidate_origins(document, tagging).items())
        if not (place[0] in barred or place in offices)
        and not (_is_barred_span(document, place) or _crosses_line_or_cell(document, *place))
        and _is_likely_candidate(tagging, place, origins)
    }


def _candidate_origins(document: Document, tagging: Tagging) -> _Origins:
    """Find all spans that may be names, with the letters of what they come from."""
    found: _Origins = defaultdict(set)
    _add_origin(found, "R", filter(_has_name_length, rule_places(document)))
    _add_origin(found, "T", filter(_has_name_length, tagged_names(document, tagging.tags)))
    for _ in range(2):
        _add_origin(found, "J", list(_join_adjacent_candidates(document, found)))
    _add_origin(found, "C", _capitalised_runs(document))
    for place in list(found):
        _add_origin(found, "S", _spans_without_ends(document.tokens, place))
        _add_origin(found, "X", _sides_of_connectors(document.tokens, place))
        _add_origin(found, "X", _split_at_breaks(document, place))
    _add_origin(found, "P", list(_party_spans(document.tokens, found)))
    return found


def _add_origin(found: _Origins, letter: str, places: Iterable[Place]) -> None:
    for place in places:
        found[place].add(letter)


def _has_name_length(place: Place) -> bool:
    return place[1] - place[0] <= _NO_NAME_IS_LONGER


def _is_likely_candidate(tagging: Tagging, place: Place, origins: Collection[str]) -> bool:
    """Whether rules or tagger find a name, or the tagger believes in its borders."""
    return any(letter in origins for letter in "RTP") or _has_likely_borders(tagging, place)


def rule_places(document: Document) -> dict[Place, int]:
    """Return where the names of the rules are, each with its number among them."""
    starts = [token.start for token in document.tokens]
    places = [
        (bisect_left(starts, name.span.start), bisect_left(starts, name.span.end))
        for name in document.names
    ]
    return {without_article(document.tokens, p): number for number, p in enumerate(places)}


def tagged_names(document: Document, tags: Sequence[str]) -> Iterator[Place]:
    """Yield the spans that are tagged as names, without a leading article."""
    return (without_article(document.tokens, place) for place in tagged_places(tags))


def without_article(tokens: Sequence[Token], place: Place) -> Place:
    """Return a span without its leading article: the Guardian writes of "The Guardian".

    Of 1,254 names in the marked newswire that stand behind "The" 54 hold it, nearly all of them
    papers and works, which others write without it.
    """
    first, stop = place
    leads = stop - first > 1 and tokens[first].text.lower() in ARTICLES
    return (first + 1, stop) if leads else place


def tagged_places(tags: Sequence[str]) -> Iterator[Place]:
    """Yield the spans that are tagged as names."""
    first = None
    for i, mark in enumerate([*tags, "O"]):
        if first is not None and mark != f"I-{tags[first][2:]}":
            yield first, i
            first = None
        if first is None and mark != "O":
            first = i


def _join_adjacent_candidates(document: Document, found: Iterable[Place]) -> Iterator[Place]:
    """Yield spans from the start of one candidate to the end of the next one."""
    tokens = document.tokens
    starts: defaultdict[int, list[int]] = defaultdict(list)
    for first, stop in found:
        starts[first].append(stop)
    for first, stop in found:
        for behind in _next_part_starts(tokens, stop):
            for end in starts.get(behind, ()):
                if end - first <= _LONGEST and not _crosses_line_or_cell(document, first, end):
                    yield first, end


def _next_part_starts(tokens: Sequence[Token], stop: int) -> range:
    """Return where the next part of a name may begin, right behind it or behind connectors."""
    last = stop
    while last < min(len(tokens), stop + _BETWEEN) and tokens[last].text.lower() in CONNECTORS:
        last += 1
    return range(stop, last + 1)


def _crosses_line_or_cell(document: Document, first: int, stop: int) -> bool:
    """Whether a line or a cell of a table ends inside a span."""
    start, end = document.tokens[first].start, document.tokens[stop - 1].end
    return _BREAK.search(document.text, start, end) is not None


def _capitalised_runs(document: Document) -> Iterator[Place]:
    """Yield the runs of capitalised words and numbers of every line that begin with a capital."""
    for first, stop in sequences(document):
        i = first
        while i < stop:
            end = _capitalised_run_end(document, i, stop)
            if 0 < end - i <= _LONGEST_RUN and begins_name(document.tokens[i]):
                yield i, end
            i = max(end, i + 1)


def _capitalised_run_end(document: Document, begin: int, stop: int) -> int:
    """Return where the capitalised words and numbers from a token on end, or its line or cell."""
    i, tokens = begin, document.tokens
    while i < stop and capital(tokens[i]) and not _crosses_line_or_cell(document, begin, i + 1):
        i += 1
    return i


def _split_at_breaks(document: Document, place: Place) -> Iterator[Place]:
    """Yield the parts of a span that a line or a cell of a table ends inside."""
    tokens, first = document.tokens, place[0]
    if not _crosses_line_or_cell(document, *place):
        return
    for i in range(place[0] + 1, place[1]):
        if _BREAK.search(document.text, tokens[i - 1].end, tokens[i].start):
            yield first, i
            first = i
    yield first, place[1]


def capital(token: Token) -> bool:
    """Whether a token begins with a capital or a digit, or is written as a brand: "easyJet"."""
    return begins_name(token) or token.text[0].isdigit()


def begins_name(token: Token) -> bool:
    """Whether a token begins with a capital, or is written as a brand: "easyJet"."""
    return token.text[0].isupper() or _BRAND.fullmatch(token.text) is not None


def names_party(tokens: Sequence[Token], place: Place) -> bool:
    """Whether a span is a party as some outlets write it: "the Conservative party"."""
    first, stop = place
    if stop > len(tokens) or tokens[stop - 1].text != "party" or stop - first < _PARTY_WORDS:
        return False
    return tokens[stop - 2].text.lower() in _OF_PARTIES and tokens[stop - 2].text[0].isupper()


def with_nicknames(tokens: Sequence[Token]) -> Iterator[Place]:
    """Yield the persons inside whose name a nickname of several words stands.

    Few names of the training sets are of this kind: "Vincent “Vinny the Ox” Gallo".
    """
    for first, (given, mark) in enumerate(pairwise(tokens)):
        if mark.text in _QUOTES and _is_given_name(given):
            surname = _token_after_nickname(tokens, first + 2, _QUOTES[mark.text])
            if surname and _is_capitalised_at(tokens, surname):
                yield first, surname + 1


def _is_given_name(token: Token) -> bool:
    return token.text[0].isupper() and fold(token.text) in lexicon().given_names


def _token_after_nickname(tokens: Sequence[Token], first: int, closing: str) -> int:
    """Return the token behind a quoted nickname of several words; 0 where it does not end."""
    quoted = [token.text for token in tokens[first : first + 1 + _NICKNAME_WORDS]]
    size = next((n for n, text in enumerate(quoted) if text == closing), 0)
    return first + size + 1 if size > 1 else 0


def _is_capitalised_at(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].text[0].isupper()


def _party_spans(tokens: Sequence[Token], found: Iterable[Place]) -> Iterator[Place]:
    """Yield the spans that name a party and "party" behind it."""
    for first, stop in found:
        if names_party(tokens, (first, stop + 1)):
            yield first, stop + 1


def _office_spans(document: Document) -> set[Place]:
    """Return where an office stands for who holds it: "the President", "his Vice President"."""
    starts = [token.start for token in document.tokens]
    found: set[Place] = set()
    for role in document.roles:
        if role.kind != "party" and not role.plural and role.determiner:
            stop = bisect_left(starts, role.head.end)
            found.update((i, stop) for i in range(bisect_left(starts, role.head.start), stop))
    return found


def _spans_without_ends(tokens: Sequence[Token], place: Place) -> Iterator[Place]:
    """Yield a span without a word or two at either end."""
    first, stop = place
    for a, b in ((first + 1, stop), (first, stop - 1), (first + 2, stop), (first, stop - 2)):
        if b > a and tokens[a].text[0].isupper() and _may_end_name(tokens[b - 1]):
            yield a, b


def _sides_of_connectors(tokens: Sequence[Token], place: Place) -> Iterator[Place]:
    """Yield the two sides of every connector of a span."""
    first, stop = place
    for k in range(first + 1, stop - 1):
        if tokens[k].text.lower() in CONNECTORS:
            yield first, k
            if tokens[k + 1].text[0].isupper():
                yield k + 1, stop


def _may_end_name(token: Token) -> bool:
    return capital(token) or token.text in _ENDS


def _has_likely_borders(tagging: Tagging, place: Place) -> bool:
    """Whether a name may begin and end where a span does; that halves the candidates."""
    first, stop = place
    ends = 1 - tagging.goes_on[stop] if stop < len(tagging.tags) else 1.0
    return tagging.begins[first] * ends > _LEAST


def _is_barred_span(document: Document, place: Place) -> bool:
    """Whether a span is no name: "the Bank", "We've", "#Brexit", "R-Ohio".

    The Ada Crane of a prize.
    """
    tokens, (first, stop) = document.tokens, place
    opening = tokens[first].text
    if (
        opening.lower() in ARTICLES
        or not opening[0].isalnum()
        or _names_two_countries(document, place)
    ):
        return True
    if _word_at(tokens, first - 1) == "#" or _word_at(tokens, stop) in _CALLED_AFTER_SOMEBODY:
        return True
    # "the Company" of a press release
    return stop - first == 1 and (opening in _DEFINED or _is_no_name_word(document, first))


def _word_at(tokens: Sequence[Token], i: int) -> str:
    """Return the word of a token; nothing before the first and behind the last."""
    return tokens[i].text if 0 <= i < len(tokens) else ""


def _names_two_countries(document: Document, place: Place) -> bool:
    """Whether a span names two countries: "North and South Korea"."""
    first, last = document.tokens[place[0]], document.tokens[place[1] - 1]
    if first.text.lower() not in DIRECTIONS:
        return False
    return joint_row(fold(document.text[first.start : last.end])) is not None


def _is_no_name_word(document: Document, i: int) -> bool:
    """Whether a word alone is no name: "ATVs", "from East to West", "First" in a headline."""
    tokens, word = document.tokens, document.tokens[i].text
    if word in _DEGREES and _word_at(tokens, i - 1) == ",":
        return True
    if word in _COLOURS and _word_at(tokens, i + 1) in _PEOPLE:
        return True
    if word.lower() in DIRECTIONS and _word_at(tokens, i - 1).lower() != "the":
        return True
    return _NO_NAME.fullmatch(word) is not None or _is_capitalised_by_position(document, word)


def _is_capitalised_by_position(document: Document, word: str) -> bool:
    """Whether a word only has a capital for its place: "You" where nobody is called You."""
    small, folded = word.lower(), fold(word)
    if small in document.casing.inside or folded in lexicon().given_names:
        return False
    if word.isupper() and len(word) > 1:
        return len(word) >= _SHORT and small in FUNCTION_WORDS
    return small in FUNCTION_WORDS or lexicon().not_names.get(folded) in _PLAIN
