"""Senses: names of persons that a text uses as a firm's, a place's or a word of a phrase.

"Ford recalled cars" speaks of the firm where nobody called Ford is in the article, "Florence is in
Italy" of the town although a Florence is, and the prices of rice are nobody's. What is done to,
with and by a name says so: a firm raises its forecast and cuts jobs, a person his own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs

from provenance.spans import Span
from resolvers.lexicon.gazetteers import cities
from resolvers.lexicon.lexicon import lexicon, strip_possessive
from resolvers.mention_detection.names import NameSpan
from resolvers.mention_detection.roles.phrases import find_roles
from resolvers.text.folding import fold

_BELIEF = 0.9
_MAY_BE_FIRM = ("PER", "none")
_REACH = 60  # code points beside a name
# What is said of firms and of no person; the verbs are general English of business news.
_PRODUCTS = "cars|vehicles|trucks|models|products|units|toys|phones|planes|jets|batteries|drugs"
_FIGURES = "forecasts?|outlook|guidance|dividends?|estimates|earnings|profits?|revenues?"
_MOVED = "fell|rose|gained|slipped|dropped|climbed|jumped|tumbled|slid|soared|plunged|surged"
_FEW = r"(?:(?!his\b|her\b|their\b)[\w,.%-]+\s+){0,3}?"
_OWN = r"(?:shares?|stock|shareholders|dealers|dealerships|factory|factories|subsidiary|brand)"
_FIRM_BEHIND = re.compile(
    rf"""
    (?:['’]s)?\s+{_OWN}\b
    |\s+(?:employees|workers|executives|engineers|products|{_PRODUCTS})\b
    |\s+recall(?:s|ed|ing)?\s+(?:\S+\s+){{0,3}}?(?:\d|{_PRODUCTS})
    |\s+(?:cuts?|cutting|sheds?|slash(?:es|ed)|ax(?:es|ed)|eliminat(?:es|ed))\s+{_FEW}
        (?:jobs|staff|workers|posts|positions)\b
    |\s+(?:\w+(?:s|ed)|cut|beat|sold|sells)\s+its\s
    |\s+(?:employs|manufactures)\s
    |\s+(?:{_MOVED})\s+(?:\w+\s+)?(?:\d|percent|sharply|in\s+(?:\w+\s+)?trad)
    |\s+\((?:NYSE|NASDAQ|Nasdaq|LSE|TSX)\b
    """,
    re.VERBOSE,
)
# A president may lower prices, too: it makes no firm of a full name.
_MAY_BE_FIRM_BEHIND = re.compile(
    rf"""
    \s+(?:raise[sd]?|lower(?:s|ed)|cuts?|beat|miss(?:es|ed)|issue[sd]?|post(?:s|ed)|report(?:s|ed)
        |forecasts?)\s+{_FEW}(?:{_FIGURES}|loss|losses|results)\b
    """,
    re.VERBOSE,
)
_FIRM_BEFORE = re.compile(
    r"\b(?:workers|employees|engineers|executives|jobs|plants?|factory|factories|shares|stake|stock"
    r"|dealers)\s+(?:at|in|of)\s+$"
    r"|\b(?:automaker|carmaker|retailer|brokerage|lender|chipmaker|drugmaker|planemaker)\s+$",
    re.IGNORECASE,
)
_MARKET = re.compile(
    rf"\s+(?:all |both |also )?(?:{_MOVED})(?=\s*(?:$|[.,;]|by\b|on\b|in\b|more\b|less\b|after\b|\d))"
)
_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_PERSONAL_BEHIND = re.compile(
    r",?\s+(?:who|whom|whose)\b|\s+(?:himself|herself)\b|,\s+\d{1,3},"
    r"|\s+(?:\w+(?:s|ed)|cut|put|made|gave|took)\s+(?:his|her)\s"
)
_IS_PLACED = re.compile(
    r"\s+(?:is|lies|sits)\s+(?:a\s+(?:city|town|village|port)\b|(?:in|near)\s+(?:[a-z]+\s+)?[A-Z])"
)
_IN = re.compile(
    r"(?<!\bconfidence)(?<!\btrust)(?<!\bfaith)(?<!\binterest)(?<!\binterested)(?<!\bbelieve)"
    r"(?<!\bbelieved)(?<!\bbelief)(?<!\bdisappointed)\s(?:in|near|outside)\s$"
)
_GOODS = re.compile(
    r"\s+(?:prices?|exports|imports|harvests?|crops?|growers|futures|yields|shortages?|producers"
    r"|farmers|paddies)\b"
)
_APPOSED = re.compile(r",\s+(?:(?:the|a|an|his|her|its|then)\s+)?")
_VERSUS_BEHIND = re.compile(r" v\. [A-Z]")
_VERSUS_BEFORE = re.compile(r"\b[A-Z][\w'’-]+ v\. $")
# What a firm is called behind a comma, its owner and place aside: "Duarte, the Lisbon packaging
# group,".
_CALLED = re.compile(
    r""",\s+(?:the|a|an)\s+
    (?:(?!(?:of|for|at|in|on|from|to|by|with|and|or|who|which|that|whose)\b)(?:[\w&.-]+)\s+){0,5}?
    (?P<noun>[a-z-]+)(?=\s*(?:[,.;:)\n]|(?:that|which|based|behind|listed|owned)\b))
    """,
    re.VERBOSE,
)
_MAKERS = frozenset("developer publisher maker manufacturer".split())  # who may be people, too
_STARTS = re.compile(r"(?:^|[.!?\n]['\"”’)]*\s+)$")


def agree_on_senses(text: str, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Return names of persons the type that the text uses them in, and drop words of goods.

    Args:
        text: the text.
        names: its names, in order; none overlap.
    """
    firms, called = _firm_names(text, names), _firms_by_apposition(text, names)
    behind = [*names[1:], None] if names else []
    told = (_retype_as_firm(name) if name.span in called else name for name in names)
    found = (_retype_by_sense(text, *pair, firms) for pair in zip(told, behind, strict=True))
    return [name for name in found if name is not None]


def _retype_by_sense(
    text: str, name: NameSpan, behind: NameSpan | None, firms: set[str]
) -> NameSpan | None:
    """Return a name with the type that the text uses it in; None for a word of goods.

    Args:
        text: the text.
        name: the name.
        behind: the next one.
        firms: the folded names that are a firm's.
    """
    kind = name.type
    if kind == "PER" and _is_used_as_goods(text, name.span):
        return None
    if _is_court_case_name(text, name.span):
        kind = "other"
    elif kind in _MAY_BE_FIRM and _folded_name(text, name) in firms:
        kind = "ORG"
    elif kind == "PER" and _is_used_as_place(text, name, behind):
        kind = "LOC"
    return name if kind == name.type else attrs.evolve(name, type=kind, score=_BELIEF)


def _folded_name(text: str, name: NameSpan) -> str:
    return fold(strip_possessive(name.span.surface(text)))


# --- firms ----------------------------------------------------------------------------------------


def _firm_names(text: str, names: Sequence[NameSpan]) -> set[str]:
    """List the folded names of persons, or of no known type, that are a firm's in the article."""
    bearers: defaultdict[str, list[NameSpan]] = defaultdict(list)
    surnames = set()
    for name in names:
        words = _folded_name(text, name)
        if name.type in _MAY_BE_FIRM:
            bearers[words].append(name)
        if name.type == "PER":
            surnames |= set(words.split()[1:])
    listed = _names_listed_with_firms(text, names)
    return {
        words
        for words, found in bearers.items()
        if words not in surnames and _is_used_as_firm(text, words, found, listed)
    }


def _retype_as_firm(name: NameSpan) -> NameSpan:
    return attrs.evolve(name, type="ORG", score=_BELIEF)


def _firms_by_apposition(text: str, names: Sequence[NameSpan]) -> set[Span]:
    """List the lone names that are called a firm, and their like before a bearer is introduced.

    "Duarte, the packaging group, fell. Its founder, Ada Duarte, left": what is called a group
    before she is named is not her. Where nobody bears it in full, the name is the firm's
    throughout.
    """
    lone = [(name.span, _folded_name(text, name)) for name in names if _is_lone_name(text, name)]
    called = {span: words for span, words in lone if _has_firm_apposition(text, span)}
    if not called:
        return set()
    firms, until = set(called.values()), _first_full_name_offsets(text, names)
    like = [(span, words) for span, words in lone if words in firms]
    before = {span for span, words in like if span.start < until.get(words, len(text))}
    return before | called.keys()


def _is_lone_name(text: str, name: NameSpan) -> bool:
    return name.type in _MAY_BE_FIRM and " " not in name.span.surface(text)


def _first_full_name_offsets(text: str, names: Iterable[NameSpan]) -> dict[str, int]:
    """Say where each surname of the article stands in a full name first."""
    found: dict[str, int] = {}
    for name in names:
        words = _folded_name(text, name).split()
        if name.type == "PER" and len(words) > 1:
            found.setdefault(words[-1], name.span.start)
    return found


def _has_firm_apposition(text: str, span: Span) -> bool:
    """Whether what stands behind a name says that it is a firm."""
    found = _CALLED.match(text, span.end)
    noun = found["noun"] if found else ""
    firm = lexicon().organisation_heads.get(noun) in {"company", "bank"} and noun not in _MAKERS
    return firm and not _has_title_before(text, span)


def _is_used_as_firm(text: str, words: str, found: Iterable[NameSpan], listed: set[Span]) -> bool:
    """Whether something is said of a name that holds of firms, and nothing that holds of persons."""
    spans = [name.span for name in found]
    if " " in words and words.rsplit(maxsplit=1)[-1] in lexicon().company_suffixes:
        return True
    used = any(span in listed or _has_business_context(text, span, words) for span in spans)
    return used and not any(_has_personal_context(text, span) for span in spans)


def _has_business_context(text: str, span: Span, words: str) -> bool:
    before = text[max(0, span.start - _REACH) : span.start]
    if _FIRM_BEHIND.match(text, span.end) or _FIRM_BEFORE.search(before):
        return True
    return " " not in words and bool(_MAY_BE_FIRM_BEHIND.match(text, span.end))


def _has_personal_context(text: str, span: Span) -> bool:
    """Whether a title, an age or a relative clause makes a person of a name."""
    if _PERSONAL_BEHIND.match(text, span.end):
        return True
    return _has_title_before(text, span) or _has_role_beside(text, span)


def _has_title_before(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _REACH) : span.start].split()
    return bool(before) and before[-1][:1].isupper() and fold(before[-1]) in lexicon().titles


def _has_role_beside(text: str, span: Span) -> bool:
    """Whether a role stands right before or behind a name."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    for role in find_roles(text, start, min(len(text), span.end + _REACH)):
        before = role.span.end == span.start - 1
        if before or _APPOSED.fullmatch(text, span.end, role.span.start):
            return True
    return False


def _names_listed_with_firms(text: str, names: Sequence[NameSpan]) -> set[Span]:
    """List the names that stand in a row with firms of which it is said that they rose or fell."""
    rows = [
        row
        for row in _group_coordinated_names(text, names)
        if len(row) > 1 and _is_row_of_firms(text, row)
    ]
    return {name.span for row in rows for name in row}


def _group_coordinated_names(text: str, names: Sequence[NameSpan]) -> list[list[NameSpan]]:
    """Gather the names between which stands nothing but a comma or "and"."""
    found: list[list[NameSpan]] = []
    for name in names:
        if found and _JOINT.fullmatch(text, found[-1][-1].span.end, name.span.start):
            found[-1].append(name)
        else:
            found.append([name])
    return found


def _is_row_of_firms(text: str, row: Sequence[NameSpan]) -> bool:
    moved = _MARKET.match(text, row[-1].span.end)
    return moved is not None and any(name.type == "ORG" for name in row)


# --- cases ----------------------------------------------------------------------------------------


def _is_court_case_name(text: str, span: Span) -> bool:
    """Whether a surname names a case in court, and nobody: "Hale v. Marsh"."""
    before = text[max(0, span.start - _REACH) : span.start]
    one = _VERSUS_BEHIND.match(text, span.end) or _VERSUS_BEFORE.search(before)
    return bool(one) and " " not in span.surface(text)


# --- places and goods -----------------------------------------------------------------------------


def _is_used_as_place(text: str, name: NameSpan, behind: NameSpan | None) -> bool:
    """Whether the name of a place is used as one.

    Such as "Florence is in Italy", "Ireland's John Ireland".
    """
    words = _folded_name(text, name)
    if behind and words in lexicon().countries and _is_genitive_before_person(text, name, behind):
        return True
    known = any(row.type == "LOC" for row in lexicon().known.get(words, ()))
    if known and _follows_locative_preposition(text, name.span):
        return True
    named = known or tuple(words.split()) in cities().sizes
    return named and bool(_IS_PLACED.match(text, name.span.end))


def _is_genitive_before_person(text: str, name: NameSpan, behind: NameSpan) -> bool:
    """Whether a name stands in the genitive before a person's full name."""
    between = text[name.span.end : behind.span.start]
    owned = between in {"'s ", "’s "} or (between == " " and text[name.span.end - 2] in "'’")
    return owned and behind.type == "PER" and " " in behind.span.surface(text)


def _follows_locative_preposition(text: str, span: Span) -> bool:
    """Whether something happens in what a name means: "sang in Houston"."""
    before = text[max(0, span.start - _REACH) : span.start]
    return bool(_IN.search(before)) and text[span.end : span.end + 2] not in {"'s", "’s"}


def _is_used_as_goods(text: str, span: Span) -> bool:
    """Whether a lone word at the start of a sentence belongs to what is grown and sold.

    Such as "Rice prices".
    """
    if " " in span.surface(text) or not _GOODS.match(text, span.end):
        return False
    return bool(_STARTS.search(text[max(0, span.start - 4) : span.start]))
