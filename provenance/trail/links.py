"""Deep links: addresses that open a page at words of its text."""

from __future__ import annotations

import re
from urllib.parse import quote

from provenance.spans import Span

_WORDS = 6  # words at either end of a fragment: enough to be unique in nearly every article
_WORD = re.compile(r"\S+")


def deep_link(url: str, text: str, span: Span) -> str:
    """Write a link that opens a page at words of its text, as a text fragment (https://wicg.github.io/scroll-to-text-fragment/).

    The fragment names the words at both ends, as few as make it unique in the text, with the words
    around them where the same words stand twice.

    Args:
        url: the page's address; a fragment of its own is kept.
        text: the article's text.
        span: the words to open at.
    """
    words = [m.group() for m in _WORD.finditer(text, span.start, span.end)]
    parts = _fragment(text, span, words)
    base, mark, anchor = url.partition("#")
    return f"{base}#{anchor if mark else ''}:~:text={parts}"


def _fragment(text: str, span: Span, words: list[str]) -> str:
    """Choose the directive: whole words if they are few, else both ends.

    Then what stands around, if they repeat.
    """
    if len(words) <= 2 * _WORDS and "\n" not in span.surface(text):
        start, end = span.surface(text), None
    else:
        start, end = _ends(text, span)
    body = _encoded(start) + ("" if end is None else f",{_encoded(end)}")
    if text.count(start) == 1:
        return body
    before = [
        m.group() for m in _WORD.finditer(text, max(0, text.rfind("\n", 0, span.start)), span.start)
    ]
    for number in range(1, min(len(before), 3 * _WORDS) + 1):
        prefix = text[_start_of(text, span.start, number) : span.start].strip()
        if _count(text, prefix, start) == 1:
            return f"{_encoded(prefix)}-,{body}"
    after = text[span.start + len(start) :].split("\n", 1)[0].split()
    for number in range(1, min(len(after), 3 * _WORDS) + 1) if end is None else ():
        suffix = " ".join(after[:number])
        if text.count(f"{start} {suffix}") == 1 or text.count(f"{start}{suffix}") == 1:
            return f"{body},-{_encoded(suffix)}"
    return body


def _ends(text: str, span: Span) -> tuple[str, str]:
    """Take the first and the last words of a span, each from inside one paragraph."""
    first = span.surface(text).split("\n", 1)[0]
    last = span.surface(text).rsplit("\n", 1)[-1]
    heads, tails = list(_WORD.finditer(first)), list(_WORD.finditer(last))
    return first[: heads[min(_WORDS, len(heads)) - 1].end()], last[
        tails[-min(_WORDS, len(tails))].start() :
    ]


def _start_of(text: str, place: int, words: int) -> int:
    found = list(_WORD.finditer(text, max(0, text.rfind("\n", 0, place)), place))
    return found[-words].start()


def _count(text: str, prefix: str, start: str) -> int:
    return len(re.findall(re.escape(prefix) + r"\s*" + re.escape(start), text))


def _encoded(words: str) -> str:
    """Encode for a text directive, in which a hyphen and a comma have a meaning of their own."""
    return quote(words, safe="").replace("-", "%2D")
