"""Deep links: addresses that open a page at words of its text."""

from __future__ import annotations

import re
from urllib.parse import quote

from provenance.spans import Span

_WORDS = 6  # words at either end of a fragment: enough to be unique in nearly every article
_WORD = re.compile(r"\S+")


def deep_link(url: str, text: str, span: Span) -> str:
    """Write a link that opens a page at words of its text.

    It is a text fragment (https://wicg.github.io/scroll-to-text-fragment/).

    The fragment names the words at both ends, as few as make it unique in the text, with the words
    around them where the same words stand twice.

    Args:
        url: the page's address; a fragment of its own is kept.
        text: the article's text.
        span: the words to open at.
    """
    words = [m.group() for m in _WORD.finditer(text, span.start, span.end)]
    parts = _text_fragment(text, span, words)
    base, mark, anchor = url.partition("#")
    return f"{base}#{anchor if mark else ''}:~:text={parts}"


def _text_fragment(text: str, span: Span, words: list[str]) -> str:
    """Choose the directive: whole words if they are few, else both ends.

    Then what stands around, if they repeat.
    """
    few = len(words) <= 2 * _WORDS and "\n" not in span.surface(text)
    start, end = (span.surface(text), None) if few else _first_and_last_words(text, span)
    body = _encode_fragment(start) + ("" if end is None else f",{_encode_fragment(end)}")
    if text.count(start) == 1:
        return body
    if prefix := _unique_prefix(text, span.start, start):
        return f"{_encode_fragment(prefix)}-,{body}"
    if end is None and (suffix := _unique_suffix(text, span.start, start)):
        return f"{body},-{_encode_fragment(suffix)}"
    return body


def _unique_prefix(text: str, place: int, words: str) -> str | None:
    """Return the fewest words before a place, of its paragraph, that stand before these once."""
    before = list(_WORD.finditer(text, max(0, text.rfind("\n", 0, place)), place))
    for first in before[: -3 * _WORDS - 1 : -1]:
        prefix = text[first.start() : place].strip()
        if len(re.findall(re.escape(prefix) + r"\s*" + re.escape(words), text)) == 1:
            return prefix
    return None


def _unique_suffix(text: str, place: int, words: str) -> str | None:
    """Return the fewest words behind those at a place, of its paragraph, that follow them once."""
    after = text[place + len(words) :].split("\n", 1)[0].split()
    for number in range(1, min(len(after), 3 * _WORDS) + 1):
        suffix = " ".join(after[:number])
        if text.count(f"{words} {suffix}") == 1 or text.count(f"{words}{suffix}") == 1:
            return suffix
    return None


def _first_and_last_words(text: str, span: Span) -> tuple[str, str]:
    """Take the first and the last words of a span, each from inside one paragraph."""
    first = span.surface(text).split("\n", 1)[0]
    last = span.surface(text).rsplit("\n", 1)[-1]
    heads, tails = list(_WORD.finditer(first)), list(_WORD.finditer(last))
    return first[: heads[min(_WORDS, len(heads)) - 1].end()], last[
        tails[-min(_WORDS, len(tails))].start() :
    ]


def _encode_fragment(words: str) -> str:
    """Encode for a text directive, in which a hyphen and a comma have a meaning of their own."""
    return quote(words, safe="").replace("-", "%2D")
