"""The structure of a page: in which block, and on which line of it, each text run stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from provenance.ingest.html.marks import Marks
from provenance.ingest.refusals import RowRefusal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark"
    " math nobr q ref rp rt ruby s samp script small span strike strong style sub sup svg template time tt u"
    " var wbr".split()
)
# Extractors take out one child at a time, each time copying the text around it.
_MOST_COPIES = 400_000_000  # children of one element times the characters between them: two seconds
_PLAIN = frozenset({"pre", "listing"})  # elements whose white space is shown
_LINE = "br"
_DEEPEST = 254  # elements inside one another; the parser reads 256, and leaves the rest out
_TAKEN_OUT = frozenset("svg math time label rp rt".split())  # inline, and yet taken out


@attrs.frozen(eq=False)
class Node:
    """Hold an element on the way from the root.

    Args:
        tag: its name.
        number: which of its parent's children of that name it is, from 1.
        parent: the element around it.
    """

    tag: str
    number: int
    parent: Node | None

    @property
    def path(self) -> str:
        """A CSS selector that leads to the element, in the page as browsers see it."""
        steps: list[str] = []
        node: Node | None = self
        while node is not None:
            only = node.parent is None or (node.parent.parent is None and node.tag == "body")
            steps.append(node.tag if only else f"{node.tag}:nth-of-type({node.number})")
            if node.parent is not None:
                # Browsers put rows into a body that the page may not name.
                steps.append(" " if node.parent.tag == "table" else " > ")
            node = node.parent
        return "".join(reversed(steps))


@attrs.frozen
class RunSpot:
    """Say where a run stands.

    Args:
        node: the block around it.
        block: the number of its block; a block that another interrupts is two.
        line: the number of its line; a break or another block begins one.
        is_plain: whether white space is shown as it is.
    """

    node: Node
    block: int
    line: int
    is_plain: bool


class _Walk:
    """Walk through a tree, noting where the marks in it stand."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._open: list[tuple[Node, Counter[str]]] = []
        self._held = [0]  # the characters directly inside each open element
        self._removable = [0]  # how many elements directly inside it an extractor may take out
        self._blocks: list[Node] = []
        self._plain = 0
        self._block = self._line = 0

    def start(self, tag: str) -> None:
        parent, seen = self._open[-1] if self._open else (None, Counter[str]())
        seen[tag] += 1
        node = Node(tag, seen[tag], parent)
        self._open.append((node, Counter()))
        if len(self._open) > _DEEPEST:
            raise RowRefusal(None, f"elements stand more than {_DEEPEST} deep in one another")
        self._held.append(0)
        self._removable.append(0)
        self._plain += tag in _PLAIN
        if tag == _LINE:
            self._line += 1
        elif tag not in _INLINE:
            self._blocks.append(node)
            self._break_block()

    def end(self, tag: str) -> None:
        _, children = self._open.pop()
        held, removable = self._held.pop(), self._removable.pop()
        is_empty = not held and not children
        self._removable[-1] += tag != _LINE and (is_empty or tag not in _INLINE - _TAKEN_OUT)
        if held * removable > _MOST_COPIES:
            raise RowRefusal(None, f"one <{tag}> holds too much text among too many elements")
        self._plain -= tag in _PLAIN
        if tag not in _INLINE:
            self._blocks.pop()
            self._break_block()

    def _break_block(self) -> None:
        self._block += 1
        self._line += 1

    def spots(self, text: str | None) -> Iterator[tuple[int, RunSpot]]:
        """Return the runs whose marks a text holds, each with its spot."""
        if text and self._blocks:
            self._held[-1] += len(text)
            spot = RunSpot(self._blocks[-1], self._block, self._line, self._plain > 0)
            yield from ((number, spot) for number in self._marks.numbers(text))


def spots(tree: HtmlElement, marks: Marks) -> dict[int, RunSpot]:
    """Return where each run of a marked page stands, by its number."""
    from lxml.etree import iterwalk

    walk = _Walk(marks)
    found: dict[int, RunSpot] = {}
    for event, element in iterwalk(tree, events=("start", "end")):
        tag = _element_name(element)
        if event == "start":
            walk.start(tag)
            found.update(walk.spots(element.text))
        else:
            walk.end(tag)
            found.update(walk.spots(element.tail))
    return found


def _element_name(element: Any) -> str:  # noqa: ANN401  (lxml's tag of a comment is a function)
    return element.tag if isinstance(element.tag, str) else "comment"
