"""The text of an article: the characters of its runs, white space as a browser shows it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from provenance.ingest.html.decoding import Decoded
from provenance.ingest.html.markup import SPACE, TextRun
from provenance.ingest.html.structure import Node, RunSpot
from provenance.records.pages import Block, TextPiece

_WORD = r"[^ \t\n\r\f&\x00-\x1f\x7f\udc80-\udcff]++"
_TOKEN = re.compile(
    r"(?P<space>[ \t\n\r\f]+)"
    r"|(?P<reference>&(?:\#[0-9]+;?|\#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?))"
    r"|(?P<hidden>[\x00-\x08\x0b\x0e-\x1f\x7f]+)"  # no browser shows these
    r"|(?P<bad>[\udc80-\udcff])"
    rf"|(?P<words>{_WORD}(?:[ ]{_WORD})*|&|\x0b)"
)
_LINES = re.compile(r"\r\n|\r|[^\r]")
_UNKNOWN = "�"  # what browsers show for a byte that is no character


@attrs.frozen(kw_only=True)
class PageText:
    """Hold the text of an article, and the bytes behind it."""

    text: str
    blocks: tuple[Block, ...]


@attrs.define
class _Stretch:
    """Tie characters of the text to characters of the page."""

    start: int
    end: int
    first: int
    last: int
    block: int
    is_verbatim: bool

    def goes_on(self, start: int, first: int, block: int) -> bool:
        """Whether characters that stand for themselves follow directly, here and in the page."""
        return self.is_verbatim and (self.end, self.last, self.block) == (start, first, block)


@attrs.define
class _Draft:
    """Gather characters, each with the characters of the page that it was made from."""

    parts: list[str] = attrs.field(factory=list)
    stretches: list[_Stretch] = attrs.field(factory=list)
    length: int = 0
    block: int = -1
    fresh: bool = True  # nothing stands on the line yet
    space: tuple[int, int] | None = None  # white space that shows if something follows
    is_split: bool = False  # encoding characters again does not tell their bytes: each is noted

    def put(self, text: str, first: int, last: int, *, is_verbatim: bool = True) -> None:
        """Append characters.

        Args:
            text: the characters.
            first: the first character of the page that they were made from.
            last: one past the last one.
            is_verbatim: whether each stands for one character of the page, a space for any white
                space; else all characters of the page stand behind each of them.
        """
        self._put_pending_space()
        if is_verbatim and not self.is_split:
            self._append_stretch(text, first, last, is_verbatim=True)
            return
        for place, character in enumerate(text):
            ends = (first + place, first + place + 1) if is_verbatim else (first, last)
            self._append_stretch(character, *ends, is_verbatim=False)

    def _put_pending_space(self) -> None:
        """Append the white space that was remembered, now that something follows."""
        if self.space is not None:
            (start, end), self.space = self.space, None
            self._append_stretch(
                " ", start, end, is_verbatim=end - start == 1 and not self.is_split
            )

    def put_break(self, text: str) -> None:
        """Append line breaks, which no characters of the page stand for, but its markup."""
        self.space = None
        self.parts.append(text)
        self.length += len(text)
        self.fresh = True

    def see_space(self, first: int, last: int) -> None:
        """Remember white space, unless there is some already or the line has just begun."""
        if not self.fresh and self.space is None:
            self.space = (first, last)

    def _append_stretch(self, text: str, first: int, last: int, *, is_verbatim: bool) -> None:
        start, end = self.length, self.length + len(text)
        before = self.stretches[-1] if self.stretches else None
        if is_verbatim and before and before.goes_on(start, first, self.block):
            before.end, before.last = end, last
        else:
            self.stretches.append(_Stretch(start, end, first, last, self.block, is_verbatim))
        self.parts.append(text)
        self.length = end
        self.fresh = False


def lay_out(
    decoded: Decoded,
    runs: Sequence[TextRun],
    spots: Mapping[int, RunSpot],
    kept: Collection[int],
) -> PageText:
    """Write the text of an article.

    White space is one space, and none at the ends of a line, as a browser shows it. Blocks are
    parted by an empty line, and `<br>` ends a line. Where something is left out inside a line, a
    space stands for it.

    Args:
        decoded: the page.
        runs: its text runs.
        spots: where each of them stands.
        kept: the numbers of those that are the article.
    """
    draft, numbers = _Draft(is_split=bool(decoded.ends)), sorted(kept)
    for before, number in zip([None, *numbers], numbers, strict=False):
        if before is not None:
            _join_runs(draft, runs[before + 1 : number], spots[before], spots[number])
        draft.block = spots[number].block
        _put_run(draft, decoded.text, runs[number], is_plain=spots[number].is_plain)
    nodes = {spot.block: spot.node for spot in spots.values()}
    return PageText(text="".join(draft.parts), blocks=tuple(_page_blocks(draft, decoded, nodes)))


def _join_runs(draft: _Draft, between: Sequence[TextRun], before: RunSpot, after: RunSpot) -> None:
    """Part two runs, or join them, by what stands between them."""
    if draft.fresh:
        return
    if before.block != after.block:
        draft.put_break("\n\n")
    elif before.line != after.line:
        draft.put_break("\n")
    elif between:
        draft.see_space(between[0].start, between[-1].end)


def _put_run(draft: _Draft, page: str, run: TextRun, *, is_plain: bool) -> None:
    for token in _TOKEN.finditer(page, run.start, run.end):
        first, last = token.span()
        kind, found = token.lastgroup, token[0]
        if kind == "space" and is_plain:
            _put_preformatted_space(draft, found, first)
        elif kind == "space":
            draft.see_space(first, last)
        elif kind == "reference":
            _put_character_reference(draft, found, first)
        elif kind == "bad":
            draft.put(_UNKNOWN, first, last, is_verbatim=False)
        elif kind == "words":
            draft.put(found, first, last)


def _put_preformatted_space(draft: _Draft, space: str, first: int) -> None:
    """Append white space as it is; a line end of two characters is one."""
    for found in _LINES.finditer(space):
        start, end = first + found.start(), first + found.end()
        shown = "\n" if found[0][0] == "\r" else found[0]
        draft.put(shown, start, end, is_verbatim=shown == found[0])


def _put_character_reference(draft: _Draft, written: str, first: int) -> None:
    """Append what a character reference means; `&copyright` is © and a word."""
    meant = html.unescape(written)
    rest = _common_suffix_length(written, meant)
    head, tail = meant[: len(meant) - rest], written[len(written) - rest :]
    behind = first + len(written) - rest
    if head and head.isspace() and head.strip(SPACE) == "":
        draft.see_space(first, behind)
    elif head:
        draft.put(head, first, behind, is_verbatim=False)
    if tail:
        draft.put(tail, behind, behind + len(tail))


def _common_suffix_length(written: str, meant: str) -> int:
    """Count the characters at the end that are the same and stand for themselves."""
    if written == meant:
        return len(written)
    most = min(len(written), len(meant) - 1)
    return next((n for n in range(most) if written[-1 - n] != meant[-1 - n]), most)


def _page_blocks(draft: _Draft, decoded: Decoded, nodes: Mapping[int, Node]) -> Iterator[Block]:
    """Gather the stretches by block, with bytes in place of characters of the page."""
    firsts = decoded.offsets([stretch.first for stretch in draft.stretches])
    lasts = decoded.offsets([stretch.last for stretch in draft.stretches])
    gathered: dict[int, list[TextPiece]] = {}
    for stretch, first, last in zip(draft.stretches, firsts, lasts, strict=True):
        piece = TextPiece(stretch.start, stretch.end, first, last)
        gathered.setdefault(stretch.block, []).append(piece)
    for block, pieces in gathered.items():
        yield Block(path=nodes[block].path, pieces=tuple(pieces))
