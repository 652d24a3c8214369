"""Elsewhere: how a document uses the words of a candidate in other places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Protocol

from resolvers.mention_detection.names import NameSpan
from resolvers.mention_detection.tagger.candidates import Place
from resolvers.mention_detection.tagger.descriptions import Described
from resolvers.mention_detection.tagger.model import TYPES

_MANY = 4  # times that a document has the same words, from which on more say no more
_STEPS = "0123456789"
_SOME = 0.3  # of belief in a type elsewhere in the document


class _Made(Protocol):
    @property
    def folded(self) -> dict[Place, str]: ...

    @property
    def described(self) -> dict[Place, tuple[Described, ...]]: ...

    @property
    def tagged(self) -> dict[Place, str]: ...

    @property
    def ruled(self) -> dict[Place, NameSpan]: ...

    def belief(self, place: Place, kind: int) -> float: ...


class Elsewhere:
    """Say how a document uses the same words elsewhere."""

    def __init__(self, made: _Made) -> None:
        self.times = Counter(made.folded.values())
        self.believed: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(TYPES))
        self.ruled: defaultdict[str, set[str]] = defaultdict(set)
        self.described: defaultdict[str, set[str]] = defaultdict(set)
        # Words of persons' names, and the first ones of bodies and places.
        self.parts: dict[str, set[str]] = {"family": set(), "given": set(), "opening": set()}
        self._record_descriptions(made)
        for place, kind in made.tagged.items():
            self._record_tagged_name(made, place, kind)
        self._record_rule_names(made)

    def _record_descriptions(self, made: _Made) -> None:
        for place, found in made.described.items():
            self.described[made.folded[place]].update(what for _, _, what in found)

    def _record_rule_names(self, made: _Made) -> None:
        for place, name in made.ruled.items():
            if place in made.folded:
                self.ruled[made.folded[place]].add(name.type)
                self._record_name_parts(made.folded[place], name.type)

    def _record_tagged_name(self, made: _Made, place: Place, kind: str) -> None:
        if place not in made.folded:
            return
        row = self.believed[made.folded[place]]
        for k in range(len(TYPES)):
            row[k] = max(row[k], made.belief(place, k))
        self._record_name_parts(made.folded[place], kind)
        if kind in {"ORG", "LOC"}:
            self.parts["opening"].update(made.folded[place].split()[:1])

    def _record_name_parts(self, folded: str, kind: str) -> None:
        words = folded.split()
        if kind == "PER" and len(words) > 1:
            self.parts["given"].add(words[0])
            self.parts["family"].add(words[-1])

    def of(self, folded: str, kind: str, *, single: bool) -> Iterator[str]:
        """Yield what speaks of a candidate with these words."""
        yield f"times={min(self.times[folded], _MANY)}"
        yield from self._believed_type_features(folded, kind)
        yield from (f"dr={ruled}" for ruled in sorted(self.ruled.get(folded, ())))
        yield from (f"dd={what}" for what in sorted(self.described.get(folded, ())))
        yield from self._plural_features(folded)
        if single:
            yield from (f"of {name}" for name, held in self.parts.items() if folded in held)

    def _believed_type_features(self, folded: str, kind: str) -> Iterator[str]:
        """Say what the tagger believes most of the same words, beside the type of a candidate."""
        row = self.believed.get(folded, (0.0,) * len(TYPES))
        best = max(range(len(TYPES)), key=row.__getitem__)
        yield f"d{TYPES[best]}={level(row[best])}"
        yield f"dt={TYPES[best]}|{kind}" if row[best] > _SOME else "d=O"

    def _plural_features(self, folded: str) -> Iterator[str]:
        """Say that a candidate is the plural of another, or of a surname: "the Cranes"."""
        if folded.endswith("s") and folded[:-1] in self.times:
            yield "plural of another"
        if folded.endswith("s") and folded[:-1] in self.parts["family"]:
            yield "plural of family"


def level(belief: float) -> str:
    """Write a probability in steps, finer at both ends."""
    if belief >= 0.95:
        return "9+" if belief >= 0.99 else "9"
    if belief <= 0.05:
        return "0" if belief > 0.01 else "-"
    return _STEPS[int(belief * 10)]
