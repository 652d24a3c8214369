"""The forms in which newspapers credit whose report they print, and where each of them stands.

Compiled by hand for this project from general knowledge of how newspapers credit agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LINE_END = 12  # lines at the end of a text in which credits stand; more is body
_TAIL = 600  # code points of them
_LEAD = 160  # code points from the start in which a dateline stands
_NAME = r"[A-Z][\w'’&.-]{0,40}(?: (?:(?:of|for|the|and) )?[A-Z][\w'’&.-]{0,40}){0,5}"
_SEPARATOR = r"(?:, (?:and |the )?|/| \| | & | - | and (?:the )?|; )"
_NAMES = rf"(?P<name>{_NAME}(?:{_SEPARATOR}{_NAME}){{0,4}})"
_BRACKETED = r"\((?P<name>[A-Za-z][\w'’&./ -]{1,60})\)"
_REPORT = r"(?:report|story|article|piece|dispatch)"
_MATERIAL = (
    r"(?:(?:additional |agency |wire )?"
    r"(?:material|reporting|reports?|information|files?|inputs?|copy|contributions?) )?"
)

_DATELINE = re.compile(rf"{_BRACKETED}\s{{0,2}}(?:[-–—:|]|\n)")
_OPEN_DATELINE = re.compile(
    rf"\A\s*[A-Z][^\n()]{{0,60}}?(?:[A-Z]{{3,}}|\d),? {_BRACKETED}\s{{1,2}}(?=[A-Z])"
)
_BARE_DATELINE = re.compile(
    rf"\A\s*(?:[^\n()]{{2,60}}?[,:|/] )?(?P<name>{_NAME}) ?(?:--|[-–—|:])\s"
)
_TOP = re.compile(
    r"^(?:By|BY|From) (?:[^\n]{1,80}?(?:, | \| | - | of | for |/|\n))?(?:[Tt]he )?"
    rf"(?P<name>{_NAME})(?: (?:staff|writers?|reporters?|correspondents?))*[ \t]*$",
    re.MULTILINE,
)
_WITH = re.compile(
    r"(?:^|[(.\n–—-] ?)(?P<all>"
    rf"(?:[Ww]ith|[Aa]dditional|[Ii]ncludes|[Cc]ontains|[Uu]sing|[Cc]ompiled|[Aa]dapted|"
    rf"[Ii]nformation|[Rr]eporting|This {_REPORT} (?:includes|contains|uses)) "
    rf"{_MATERIAL}(?:from|by|of)? ?(?:[Tt]he )?{_NAMES})"
)
_CONTRIBUTED = re.compile(
    rf"(?P<all>(?:[Tt]he )?{_NAMES}"
    r"(?: (?:writers?|reporters?|staff|journalists?|correspondents?)\b[^.\n]{0,160}?)?"
    rf" (?:also )?contributed (?:reporting\b|to (?:this|the) {_REPORT}))"
)
_SOURCE = re.compile(
    r"(?P<all>(?:Sources?|Via|Courtesy(?: of)?|Credit"
    r"|(?:First|Originally) (?:published|appeared) (?:by|in|on)"
    rf"|This {_REPORT} (?:was|is|has been) (?:first |originally )?"
    r"(?:published|written|produced|provided|distributed) (?:by|in|on)"
    rf"|This {_REPORT} (?:first |originally )appeared (?:in|on)):? (?:[Tt]he )?{_NAMES})"
)
_YEAR = r"(?:19|20)\d\d"
_COPYRIGHT = re.compile(
    rf"(?P<all>(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT):?(?: ?(?:©|\([cC]\)|[Cc]opyright))?"
    rf"(?: ?{_YEAR}(?:[-–,] ?{_YEAR})?,?)? ?(?:by )?(?:[Tt]he )?{_NAMES})"
)
# What ends a line behind a sentence, or is a line: "(Reuters)", "— AP", "AFP".
_CLOSING = re.compile(
    rf"(?:(?:^|[.!?”\"’][ \t])[ \t]*(?:[(\[]|[-–—]{{1,2}} ?)|^[ \t]*)(?:[Tt]he )?{_NAMES}"
    r"(?:[ /][a-z]{2,3}(?:/[a-z]{2,3})*)?[)\]]?\.?[ \t]*$",
    re.MULTILINE,
)
# One agency signs so, and names itself nowhere else.
_SIGNED = re.compile(
    r"(?P<name>Reporting) (?:and [Ww]riting )?by [^;\n]{3,200};"
    r"(?: ?[Ww]riting by [^;\n]{3,100};)? ?[Ee]diting by "
)
SIGNER = "Reuters"
_LEADING = (
    ("dateline", _DATELINE),
    ("dateline", _OPEN_DATELINE),
    ("dateline", _BARE_DATELINE),
    ("source", _TOP),
)
_TRAILING = (
    ("with", _WITH),
    ("contributed", _CONTRIBUTED),
    ("source", _SOURCE),
    ("copyright", _COPYRIGHT),
    ("closing", _CLOSING),
    ("signed", _SIGNED),
)

_HEARD = re.compile(
    r"(?:told|tells|according to|(?:reported|cited|quoted|seen|obtained|reviewed) by"
    r"|report (?:by|from)"
    r"|interview with|(?:spoke|speaking) to) (?:a report by )?"
    rf"(?:[Tt]he )?(?:(?:state )?(?:news )?agency )?(?P<name>{_NAME})"
)
_TOLD = re.compile(
    rf"\b(?P<name>{_NAME})(?: news agency)?,? "
    r"(?:(?:has |had )?reported|reports|could not|was unable|has learned)\b"
)
_BEFORE = 120  # code points before "reported" in which a name begins
# Looked for first: most texts hold few of them, and what stands around them is little to read.
_HEARING = (
    "told ",
    "tells ",
    "according to ",
    "reported by ",
    "cited by ",
    "quoted by ",
    "seen by ",
    "obtained by ",
    "reviewed by ",
    "report by ",
    "report from ",
    "interview with ",
    "spoke to ",
    "speaking to ",
)
_TELLING = ("reported", "reports", "could not", "was unable", "has learned")

_PICTURE = re.compile(
    r"\b(?:photos?|images?|pictures?|video|graphics?|illustration)\b", re.IGNORECASE
)
_PART = re.compile(r", (?:and |the )?|/| \| | & | - | (?:and|of|for) (?:the )?|; ")


def forms(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Find what has the form of a credit, with its kind, whoever is named."""
    for kind, pattern, low, high in (*_credit_zones(text), *_publisher_mention_zones(text)):
        for match in pattern.finditer(text, low, high):
            if not _is_picture_credit(text, match):
                yield kind, match


def _publisher_mention_zones(text: str) -> Iterator[tuple[str, re.Pattern[str], int, int]]:
    """Say where words about a publisher may stand: who told it something, and that it reported."""
    for place, needle in _cue_places(text, _HEARING):
        yield "named", _HEARD, place, min(len(text), place + len(needle) + _BEFORE)
    for place, needle in _cue_places(text, _TELLING):
        start = max(text.rfind("\n", 0, place) + 1, place - _BEFORE)
        yield "named", _TOLD, start, place + len(needle)


def _cue_places(text: str, needles: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where any of some words stand."""
    for needle in needles:
        place = text.find(needle)
        while place >= 0:
            yield place, needle
            place = text.find(needle, place + 1)


def parts(names: str) -> Iterator[int]:
    """Yield where a name may begin in a list of names: at its start, behind a comma or "and"."""
    yield 0
    for match in _PART.finditer(names):
        yield match.end()


def _is_picture_credit(text: str, match: re.Match[str]) -> bool:
    """Whether a credit is that of a picture, and says nothing of the words."""
    start = text.rfind("\n", 0, match.start()) + 1
    begin = max(start, match.start() - 40)
    return _PICTURE.search(text, begin, match.end()) is not None


def _credit_zones(text: str) -> list[tuple[str, re.Pattern[str], int, int]]:
    """Say where each form of credit is looked for."""
    lead, tail = min(_LEAD, len(text)), _tail_start(text)
    return [
        *((kind, pattern, 0, lead) for kind, pattern in _LEADING),
        *((kind, pattern, tail, len(text)) for kind, pattern in _TRAILING),
    ]


def _tail_start(text: str) -> int:
    """Return where the end of a text begins."""
    tail, count = len(text), 0
    while tail > 0 and count < _LINE_END and len(text) - tail < _TAIL:
        tail, count = max(0, text.rfind("\n", 0, tail)), count + 1
    return max(tail, len(text) - _TAIL, 0)
