"""Derivation: which version prints what another printed, by passages, with the direction and its evidence.

Candidates share sampled shingles (`resolvers.coverage.index.copying`); here every pair of them is
measured word by word. Shared quotations are no copying: what counts are words outside quotation
marks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

import attrs

from provenance.coverage import Credit, Derivation, Passage
from resolvers.coverage.credits import publisher
from resolvers.coverage.passages import SHINGLE, Overlap, Shared, measure, shared_runs
from resolvers.coverage.shingles import LIMIT, hash_shingle
from resolvers.coverage.templates import is_refilled
from resolvers.coverage.truncation import is_cut
from resolvers.coverage.words import Words

# Measured on 37,554 articles: containment >= .2 outside quotations, within 3 days, under .35 of it
# quoted, in at least 7 stretches (or .8 of all words) had precision .90 at recall .93; containment
# >= .2 alone .10.
_SHARE, NEAR, _QUOTED, _RUNS, _RAW = 0.2, 3, 0.35, 7, 0.8
_FEWEST = 3  # stretches of short texts: a text of 300 words whose quarter is copied has no seven sentences to copy
_HALF = (
    0.4  # outside quotations: enough in however few stretches and however much is quoted beside it
)
_WORDS = 20  # outside quotations: of a text that is nearly all quotation any share says little
_TEASER = 12  # enough of a text that says that it goes on elsewhere
_CREDITED = 0.1  # enough where the text names whom it copied
_CUT_OFF = 0.9  # of the length of the other: what is cut off is shorter
_EXCERPT = 0.6  # of the length of what it stands in: a shorter one is an excerpt
LEAST = 0.05  # of the smaller sample: half of the smallest share that may count, for the luck of sampling


@attrs.frozen(kw_only=True)
class Printed:
    """Hold what copying depends on of one version.

    Args:
        key: the key of the version.
        article: the caller's id of the article: two versions of one article are no copies.
    """

    key: str
    article: str
    source: str | None
    byline: str | None
    published: datetime | None
    text: str = attrs.field(repr=False)

    @property
    def body(self) -> Words:
        """Return the text as words."""
        return _words(self.text)

    @property
    def order(self) -> tuple[object, ...]:
        """Order by time, then by article; what has no time comes last."""
        return (
            self.published is None,
            self.published.isoformat() if self.published else "",
            self.article,
            self.key,
        )

    @property
    def day(self) -> int | None:
        """Return the day of publication, from any one day on."""
        return (self.published.date() - date(1970, 1, 1)).days if self.published else None


@lru_cache(
    maxsize=256
)  # a text is in several pairs, one after the other; all texts as words would be 10 GB
def _words(text: str) -> Words:
    return Words(text)


def compare(
    early: Printed,
    late: Printed,
    credited: Mapping[str, Sequence[Credit]],
    repeated: Mapping[str, frozenset[int]],
) -> Derivation | None:
    """Measure one pair, and say who copied whom; None where neither did.

    Args:
        early: the version that comes first in time, or by article.
        late: the other.
        credited: version key to its credits.
        repeated: version key to the hashes of its shingles that its publisher prints again and
            again.
    """
    boilerplate = frozenset[int]().union(*(repeated.get(i.key, ()) for i in (early, late)))
    runs = [
        run
        for run in shared_runs(late.body, early.body)
        if not _is_boilerplate(run, late.body, boilerplate)
    ]
    if not runs:
        return None
    overlap = measure(late.body, early.body, runs)
    back, forth = _credit(late, early, credited), _credit(early, late, credited)
    if not _is_copy(late, early, overlap, credited=_tells(back) or _tells(forth)):
        return None
    back, forth = (back, forth) if _tells(back) == _tells(forth) else _telling(back, forth)
    cue, turned = _direction(early, late, overlap, back, forth)
    copy, source = (early, late) if turned else (late, early)
    passages = tuple(
        sorted((_passage(run, late.body, early.body, turned) for run in runs), key=lambda p: p.span)
    )
    return Derivation(
        version=copy.key,
        from_version=source.key,
        kind=_kind(copy, source, overlap.raw[1 if turned else 0]),
        direction=cue,
        share=round(overlap.outside[1 if turned else 0], 4),
        from_share=round(overlap.outside[0 if turned else 1], 4),
        quoted=round(overlap.quoted, 4),
        passages=passages,
        credit=forth if turned else back,
    )


def _is_boilerplate(run: Shared, body: Words, boilerplate: frozenset[int]) -> bool:
    """Whether most of the sampled shingles of a stretch are boilerplate."""
    if not boilerplate:
        return False
    hashes = [
        hash_shingle(body.words[i : i + SHINGLE])
        for i in range(run.a, run.a + run.length - SHINGLE + 1)
    ]
    sampled = [h for h in hashes if h < LIMIT]
    return bool(sampled) and 2 * sum(h in boilerplate for h in sampled) > len(sampled)


def _is_copy(late: Printed, early: Printed, overlap: Overlap, *, credited: bool) -> bool:
    """Whether two texts share too much for chance, a statement or a form.

    Args:
        late: one of them.
        early: the other.
        overlap: what they share.
        credited: one of them names the publisher of the other.
    """
    if credited:
        return _is_spread(overlap, 0, credited=True)
    if overlap.words < _WORDS and not _is_teaser(late, early, overlap):
        return False
    shorter = min(len(early.body.words), len(late.body.words))
    if not _is_spread(overlap, shorter, credited=False):
        return False
    return overlap.quoted > 0 or not is_refilled(late.body, early.body, overlap.runs)


def _is_spread(overlap: Overlap, shorter: int, *, credited: bool) -> bool:
    """Whether what two texts share is much, or in several places, and not mostly quoted.

    Args:
        overlap: what they share.
        shorter: the number of words of the shorter text.
        credited: one of them names the publisher of the other.
    """
    share = max(overlap.outside)
    if share >= _HALF:
        return True
    if overlap.quoted >= _QUOTED:
        return False
    if credited and share >= _CREDITED:
        return True
    runs = max(_FEWEST, min(_RUNS, math.ceil(_RUNS * shorter / 1_000)))
    return share >= _SHARE and (len(overlap.runs) >= runs or max(overlap.raw) >= _RAW)


def _is_teaser(late: Printed, early: Printed, overlap: Overlap) -> bool:
    """Whether one text is cut off, and nearly all of it stands in the other."""
    if overlap.words < _TEASER:
        return False
    sides = zip((late, early), overlap.raw, strict=True)
    return any(inside >= _RAW and is_cut(printed.text) for printed, inside in sides)


def _credit(
    copy: Printed, source: Printed, credited: Mapping[str, Sequence[Credit]]
) -> Credit | None:
    """Find where one version names the publisher of the other."""
    if source.source is None:
        return None
    own = publisher(source.source)
    found = [c for c in credited.get(copy.key, ()) if c.publisher == own]
    return min(found, key=lambda c: not _tells(c), default=None)


def _tells(credit: Credit | None) -> bool:
    """Whether a credit says that something is printed; words about a publisher do not."""
    return credit is not None and credit.kind != "named"


def _telling(back: Credit | None, forth: Credit | None) -> tuple[Credit | None, Credit | None]:
    """Drop the one of two credits that says nothing by itself."""
    return (back if _tells(back) else None, forth if _tells(forth) else None)


def _direction(
    early: Printed, late: Printed, overlap: Overlap, back: Credit | None, forth: Credit | None
) -> tuple[str, bool]:
    """Say what tells who copied whom (credit, time, containment), and whether the early one did.

    Args:
        early: the version that comes first in time, or by article.
        late: the other.
        overlap: what they share, the late one's first.
        back: where the late one names the publisher of the early one.
        forth: where the early one names that of the late one.
    """
    if back or forth:
        return "credit", back is None
    inside, around = overlap.raw  # of the late one's words, of the early one's
    shorter = len(early.text) < _CUT_OFF * len(late.text)
    if shorter and around >= _RAW and is_cut(early.text) and not is_cut(late.text):
        return "containment", True  # it was not there first, whenever the feed was read
    if early.published and late.published and early.published != late.published:
        return "time", False
    if abs(inside - around) >= _SHARE:
        return "containment", around > inside
    return "none", False


def _kind(copy: Printed, source: Printed, inside: float) -> str:
    if copy.source and source.source and publisher(copy.source) == publisher(source.source):
        return "reuse"
    short = len(copy.body.words) < _EXCERPT * len(source.body.words)
    return "excerpt" if short and inside >= _RAW else "copy"


def _passage(run: Shared, late: Words, early: Words, turned: bool) -> Passage:  # noqa: FBT001
    theirs, ours = late.span(run.a, run.a + run.length), early.span(run.b, run.b + run.length)
    return Passage(span=ours, from_span=theirs) if turned else Passage(span=theirs, from_span=ours)
