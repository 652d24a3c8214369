"""Blocks: a paragraph of somebody's words without quotation marks.

Pages print them so behind "Crane added:".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from resolvers.attribution.asides import leading
from resolvers.attribution.candidates import Draft, Words
from resolvers.attribution.lexicon import cues
from resolvers.attribution.sentence_words import QUOTE, Layout

_LEAST = 8  # words: shorter lines may be items of a list


def blocks(layout: Layout) -> Iterator[Draft]:
    """Read the paragraph behind a sentence that ends with a verb of saying and a colon."""
    for number, (lo, hi, paragraph) in enumerate(layout.sentences[:-1]):
        leads = leading(layout, lo, hi)
        if leads is None or layout.sentences[number + 1][2] == paragraph:
            continue
        verb, source = leads
        block = _unquoted_paragraph(layout, number + 1)
        if block is not None:
            yield Draft(
                layout=layout,
                rule="X said: quote",
                content=(block,),
                cue=(verb,),
                source=(source,),
                modality=cues()[layout.low[verb[0]]].kind,
            )


def _unquoted_paragraph(layout: Layout, number: int) -> Words | None:
    """Return the words of the paragraph that a sentence opens, unless quoted or an item."""
    first, _, paragraph = layout.sentences[number]
    own = takewhile(lambda sentence: sentence[2] == paragraph, layout.sentences[number:])
    last = max(hi for _, hi, _ in own) - 1
    plain = QUOTE not in layout.words[first : last + 1] and layout.words[first][0].isalnum()
    return (first, last) if plain and last - first >= _LEAST else None
