"""What attribution finds in one text, before anybody is resolved."""

from __future__ import annotations

import attrs

from provenance.spans import Span


@attrs.frozen(kw_only=True)
class Attribution:
    """Hold reported words with who reports them.

    Every span points into one text, and none overlaps another's role.

    Args:
        kind: direct (quotations alone), indirect (none) or mixed.
        content: the pieces of what was said, in order.
        cue: the words that report it; none for a quotation that stands free.
        source: the words that name who said it.
        addressee: to whom.
        quotes: the quotations inside the content, those inside of them behind.
        polarity: affirmed, or denied where the saying itself is.
        modality: the cue's class: neutral, assertive, belief, promise, demand, denial.
        certainty: stated, or possible behind "may" and "would".
        stance: asserts, denies, asks, withholds, supposes or hearsay.
        act: said, wrote, asked, believes, plans, demands, evidence or about.
        untrue: the article calls the account false: "falsely claimed".
        rule: the rule that found it.
        score: how often that rule was right on labelled articles, 0 to 1.
        parent: the place in the list of the attribution whose content holds this one.
    """

    kind: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    addressee: Span | None = None
    quotes: tuple[Span, ...] = ()
    polarity: str = "affirmed"
    modality: str = "neutral"
    certainty: str = "stated"
    stance: str = "asserts"
    act: str = "said"
    untrue: bool = False
    rule: str = ""
    score: float = 0.5
    parent: int | None = None
