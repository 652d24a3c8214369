"""Records of a verb of saying and of what stands behind it."""

from __future__ import annotations

from typing import NamedTuple

import attrs

from resolvers.attribution.candidates import Words
from resolvers.attribution.contents import Piece, content_after
from resolvers.attribution.lexicon import Cue
from resolvers.attribution.sentence_words import Layout


class Verb(NamedTuple):
    """Give a verb of saying in its sentence."""

    layout: Layout
    place: int
    cue: Cue
    lo: int  # the first word of the sentence
    hi: int  # one past its last


@attrs.frozen(kw_only=True)
class After:
    """Give what stands behind a verb.

    Args:
        rule: the rule that read it.
        piece: the reported words.
        cue_last: the last word of the cue, a particle included.
        split: whether a comma parts it from the verb, so that the reported words may have begun
            before it.
        addressee: whom the verb tells.
        kind: the class of the cue where the construction decides it.
    """

    rule: str
    piece: Piece
    cue_last: int
    split: bool = False
    addressee: Words | None = None
    kind: str = ""

    def words(self, layout: Layout) -> list[str]:
        """List the reported words, in lower case."""
        return layout.low[self.piece.first : self.piece.stop]


class ReportingVerb(NamedTuple):
    """Give a verb with whom it tells, and how far what it reports may reach."""

    verb: Verb
    short: bool = False  # up to the first comma
    addressee: Words | None = None

    @property
    def bare(self) -> bool:
        """Whether a clause may follow without "that"."""
        return "clause" in self.verb.cue.patterns or self.addressee is not None

    def after(self, rule: str, first: int, *, split: bool = False, kind: str = "") -> After | None:
        """Return what a word opens as reported, if anything is left of it."""
        verb = self.verb
        piece = content_after(verb.layout, first, verb.hi, short=self.short)
        if piece is None:
            return None
        return After(
            rule=rule,
            piece=piece,
            cue_last=verb.place,
            split=split,
            addressee=self.addressee,
            kind=kind,
        )
