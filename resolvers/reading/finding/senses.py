"""Senses: names of persons that a text uses as a firm's, a place's or a word of a phrase.

"Ford recalled cars" speaks of the firm where nobody called Ford is in the article, "Florence is in Italy"
of the town although a Florence is, and the prices of rice are nobody's. What is done to, with and by a
name says so: a firm raises its forecast and cuts jobs, a person his own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs

from provenance.spans import Span
from resolvers.reading.finding.names import NameSpan
from resolvers.reading.folding import fold
from resolvers.reading.gazetteers import cities
from resolvers.reading.lexicon import lexicon, strip_possessive
from resolvers.reading.roles.phrases import find_roles

_BELIEF = 0.9
_REACH = 60  # code points beside a name
# What is said of firms and of no person; the verbs are general English of business news.
_PRODUCTS = "cars|vehicles|trucks|models|products|units|toys|phones|planes|jets|batteries|drugs"
_FIGURES = (
    "forecasts?|outlook|guidance|dividends?|prices|estimates|earnings|profits?|revenues?|sales|bid|offer|stake"
)
_FIRM_BEHIND = re.compile(
    rf"""
    (?:['’]s)?\s+(?:shares?|stock|shareholders|investors|dealers|dealerships|factory|factories|subsidiary
        |employees|workers|executives?|engineers|brand|products|{_PRODUCTS})\b
    |\s+recall(?:s|ed|ing)?\s+(?:\S+\s+){{0,3}}?(?:\d|{_PRODUCTS})
    |\s+(?:cut|cuts|cutting|shed|sheds|slash(?:es|ed)|ax(?:es|ed)|eliminat(?:es|ed))\s+
        (?:[\w,.%-]+\s+){{0,4}}?(?:jobs|staff|workers|posts|positions|{_FIGURES})\b
    |\s+(?:raise[sd]?|lower(?:s|ed)|beat|miss(?:es|ed)|issue[sd]?|post(?:s|ed)|report(?:s|ed)|forecasts?|warns?)\s+
        (?:[\w,.%-]+\s+){{0,3}}?(?:{_FIGURES}|loss|losses|results)\b
    |\s+(?:\w+(?:s|ed)|cut|beat|sold|sells)\s+its\s
    |\s+(?:employs|manufactures|sells)\s
    |\s+(?:fell|rose|gained|slipped|dropped|climbed|jumped|tumbled|slid|soared|plunged|surged)\s+
        (?:\w+\s+)?(?:\d|percent|sharply|in\s+(?:early|late|premarket|afternoon|morning)?\s*trad)
    |\s+\((?:NYSE|NASDAQ|Nasdaq|LSE|TSX)\b
    """,
    re.VERBOSE,
)
_FIRM_BEFORE = re.compile(
    r"\b(?:workers|employees|engineers|executives|jobs|plants?|factory|factories|shares|stake|stock|dealers)\s+"
    r"(?:at|in|of)\s+$|\b(?:automaker|carmaker|retailer|brokerage|lender|chipmaker|drugmaker|planemaker)\s+$"
)
_MARKET = re.compile(
    r"\s+(?:all |both |also )?(?:fell|rose|gained|slipped|dropped|climbed|jumped|tumbled|slid|soared|plunged)(?=[.,;\s]*(?:$|[.,;]|\s(?:by|on|in|more|less|after|\d)))"
)
_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_PERSONAL_BEHIND = re.compile(
    r",?\s+(?:who|whom|whose)\b|\s+(?:himself|herself)\b|,\s+\d{1,3},|\s+\w+(?:s|ed)\s+(?:his|her)\s"
)
_IS_PLACED = re.compile(r"\s+(?:is|lies|sits)\s+(?:a\s+(?:city|town|village|port)\b|(?:in|near)\s+(?:[a-z]+\s+)?[A-Z])")
_GOODS = re.compile(
    r"\s+(?:prices?|exports|imports|harvests?|crops?|growers|futures|yields|shortages?|producers|farmers|paddies)\b"
)
_APPOSED = re.compile(r",\s+(?:(?:the|a|an|his|her|its|then)\s+)?")
_STARTS = re.compile(r"(?:^|[.!?\n]['\"”’)]*\s+)$")


def agree_on_senses(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Give names of persons the type that the text uses them in, and drop words of goods.

    Args:
        text: the text.
        names: its names, in order; none overlap.
    """
    firms = _firms(text, names)
    found = []
    for i, name in enumerate(names):
        behind = names[i + 1] if i + 1 < len(names) else None
        if name.type == "PER" and _is_goods(text, name.span):
            continue
        if name.type == "PER" and _words(text, name) in firms:
            found.append(attrs.evolve(name, type="ORG", score=_BELIEF))
        elif name.type == "PER" and _is_place(text, name, behind):
            found.append(attrs.evolve(name, type="LOC", score=_BELIEF))
        else:
            found.append(name)
    return found


def _words(text: str, name: NameSpan) -> str:
    return fold(strip_possessive(name.span.surface(text)))


# --- firms ----------------------------------------------------------------------------------------


def _firms(text: str, names: Sequence[NameSpan]) -> set[str]:
    """List the folded names of persons that are a firm's wherever the article has them."""
    bearers: defaultdict[str, list[NameSpan]] = defaultdict(list)
    surnames = set()
    for name in names:
        if name.type == "PER":
            words = _words(text, name)
            bearers[words].append(name)
            surnames |= set(words.split()[1:])
    listed = _listed(text, names)
    return {
        words
        for words, found in bearers.items()
        if words not in surnames and _is_firm(text, words, found, listed)
    }


def _is_firm(text: str, words: str, found: Iterable[NameSpan], listed: set[Span]) -> bool:
    """Tell whether something is said of a name that holds of firms alone, and nothing that holds of persons."""
    spans = [name.span for name in found]
    if words.split()[-1] in lexicon().company_suffixes and " " in words:
        return True
    if any(_is_personal(text, span) for span in spans):
        return False
    return any(span in listed or _is_business(text, span) for span in spans)


def _is_business(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _REACH) : span.start]
    return bool(_FIRM_BEHIND.match(text, span.end) or _FIRM_BEFORE.search(before))


def _is_personal(text: str, span: Span) -> bool:
    """Tell whether a title, an age or a relative clause makes a person of a name."""
    if _PERSONAL_BEHIND.match(text, span.end):
        return True
    before = text[max(0, span.start - _REACH) : span.start].split()
    if before and before[-1][:1].isupper() and fold(before[-1]) in lexicon().titles:
        return True
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    beside = find_roles(text, start, min(len(text), span.end + _REACH))
    return any(
        role.span.end == span.start - 1 or _APPOSED.fullmatch(text, span.end, role.span.start)
        for role in beside
    )


def _listed(text: str, names: Sequence[NameSpan]) -> set[Span]:
    """List the names that stand in a row with firms of which it is said that they rose or fell."""
    found: set[Span] = set()
    row: list[NameSpan] = []
    for i, name in enumerate(names):
        joined = row and _JOINT.fullmatch(text, row[-1].span.end, name.span.start)
        row = [*row, name] if joined else [name]
        ends = i + 1 == len(names) or not _JOINT.fullmatch(
            text, name.span.end, names[i + 1].span.start
        )
        moved = ends and len(row) > 1 and _MARKET.match(text, name.span.end)
        if moved and any(one.type == "ORG" for one in row):
            found |= {one.span for one in row}
    return found


# --- places and goods -----------------------------------------------------------------------------


def _is_place(text: str, name: NameSpan, behind: NameSpan | None) -> bool:
    """Tell whether the name of a place is used as one: "Florence is in Italy", "Ireland's John Ireland"."""
    words = _words(text, name)
    if words in lexicon().countries and behind is not None:
        between = text[name.span.end : behind.span.start]
        owned = between in {"'s ", "’s "} or (between == " " and text[name.span.end - 2] in "'’")
        if owned and behind.type == "PER" and " " in behind.span.surface(text):
            return True
    known = any(row.type == "LOC" for row in lexicon().known.get(words, ()))
    named = known or tuple(words.split()) in cities().sizes
    return named and bool(_IS_PLACED.match(text, name.span.end))


def _is_goods(text: str, span: Span) -> bool:
    """Tell whether a lone word at the start of a sentence belongs to what is grown and sold: "Rice prices"."""
    if " " in span.surface(text) or not _GOODS.match(text, span.end):
        return False
    return bool(_STARTS.search(text[max(0, span.start - 4) : span.start]))
