"""Where the entries of a feed stand in its bytes, as the standard library's parser tells it."""

from __future__ import annotations

from xml.parsers import expat

_ENTRIES = frozenset({"item", "entry"})
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")  # how UTF-16 and UTF-32 begin: `>` is no byte there


def item_places(raw: bytes) -> list[tuple[int, int]]:
    """Return the first byte of each entry, and one past the last one, in the order of the feed.

    Nothing where the feed is no well-formed XML, since what a lenient parser makes of it may stand
    anywhere. No entity is fetched.
    """
    if raw.startswith(_WIDE):
        return []
    found = _Items(raw)
    try:
        found.parser.Parse(raw, True)  # noqa: FBT003  (the last part)
    except (expat.ExpatError, ValueError):
        return []
    return found.places


class _Items:
    """Note where entries begin and end while a parser walks over a feed."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.places: list[tuple[int, int]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._note_entry_start
        self.parser.EndElementHandler = self._note_entry_end
        self._begun: list[int] = []  # entries that are open, one inside another maybe

    def _note_entry_start(self, name: str, _: object) -> None:
        if _local_name(name) in _ENTRIES:
            self._begun.append(self.parser.CurrentByteIndex)

    def _note_entry_end(self, name: str) -> None:
        if _local_name(name) in _ENTRIES:
            begun = self._begun.pop()
            if not self._begun:
                end = self.raw.index(b">", self.parser.CurrentByteIndex) + 1
                self.places.append((begun, end))


def _local_name(name: str) -> str:
    return name.rpartition(":")[2]
