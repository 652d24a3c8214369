"""Records of a verb of saying and of what stands behind it."""

from __future__ import annotations

from typing import NamedTuple

import attrs

from resolvers.claims.contents import Piece
from resolvers.claims.drafts import Words
from resolvers.claims.layout import Layout
from resolvers.claims.lexicon import Cue


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
