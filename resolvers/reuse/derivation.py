"""Derivation: which version prints what another printed, by passages, in which direction.

Candidates share sampled shingles (`resolvers.incremental.stories.copying`); here every pair of them is
measured word by word. Shared quotations are no copying: what counts are words outside quotation
marks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

import attrs

from provenance.records.coverage import Credit, Derivation, Passage
from resolvers.reuse.credits import publisher
from resolvers.reuse.passages import SHINGLE, Overlap, Shared, measure, shared_runs
from resolvers.reuse.shingles import LIMIT, hash_shingle
from resolvers.reuse.templates import is_refilled
from resolvers.reuse.truncation import is_cut
from resolvers.text.quoted_words import Words

# Measured on 37,554 articles: containment >= .2 outside quotations, within 3 days, under .35 of it
# quoted, in at least 7 stretches (or .8 of all words) had precision .90 at recall .93; containment
# >= .2 alone .10.
_SHARE, NEAR, _QUOTED, _RUNS, _RAW = 0.2, 3, 0.35, 7, 0.8
# Stretches of short texts: a text of 300 words whose quarter is copied has no seven sentences to
# copy.
_FEWEST = 3
# Outside quotations: enough in however few stretches and however much is quoted beside it.
_HALF = 0.4
_WORDS = 20  # outside quotations: of a text that is nearly all quotation any share says little
_TEASER = 12  # enough of a text that says that it goes on elsewhere
_CREDITED = 0.1  # enough where the text names whom it copied
_CUT_OFF = 0.9  # of the length of the other: what is cut off is shorter
_EXCERPT = 0.6  # of the length of what it stands in: a shorter one is an excerpt
# Of the smaller sample: half of the smallest share that may count, for the luck of sampling.
LEAST = 0.05


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
        return _body_words(self.text)

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
def _body_words(text: str) -> Words:
    return Words(text)


@attrs.frozen(kw_only=True)
class _Reprint:
    """Hold what speaks for it that one version prints what another printed.

    Args:
        copy: the version that is taken for the copy.
        source: the other.
        overlap: what they share, the copy's side first.
        credit: where the copy names the publisher of the source.
        counter: where the source names that of the copy.
    """

    copy: Printed
    source: Printed
    overlap: Overlap
    credit: Credit | None
    counter: Credit | None

    @property
    def is_credited(self) -> bool:
        """Whether one says that it prints what the other's publisher printed."""
        return _is_reprint_credit(self.credit) or _is_reprint_credit(self.counter)

    @property
    def passages(self) -> Iterator[Passage]:
        """Yield what they share as characters of both."""
        for run in self.overlap.runs:
            own = self.copy.body.span(run.a, run.a + run.length)
            yield Passage(span=own, from_span=self.source.body.span(run.b, run.b + run.length))

    def with_telling_credit(self) -> _Reprint:
        """Drop the one of two credits that says nothing by itself."""
        if _is_reprint_credit(self.credit) == _is_reprint_credit(self.counter):
            return self
        if _is_reprint_credit(self.credit):
            return attrs.evolve(self, counter=None)
        return attrs.evolve(self, credit=None)

    def reversed(self) -> _Reprint:
        """Take the source for the copy."""
        return _Reprint(
            copy=self.source,
            source=self.copy,
            overlap=self.overlap.reversed(),
            credit=self.counter,
            counter=self.credit,
        )


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
    shared = shared_runs(late.body, early.body)
    runs = [run for run in shared if not _is_boilerplate(run, late.body, boilerplate)]
    if not runs:
        return None
    reprint = _Reprint(
        copy=late,
        source=early,
        overlap=measure(late.body, early.body, runs),
        credit=_find_source_credit(late, early, credited),
        counter=_find_source_credit(early, late, credited),
    )
    return _derivation(reprint.with_telling_credit()) if _is_copy(reprint) else None


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


def _is_copy(reprint: _Reprint) -> bool:
    """Whether two texts share too much for chance, a statement or a form."""
    overlap, one, two = reprint.overlap, reprint.copy.body, reprint.source.body
    if reprint.is_credited:
        return _is_substantial_overlap(overlap, 0, credited=True)
    if overlap.words < _WORDS and not _is_teaser(reprint):
        return False
    shorter = min(len(one.words), len(two.words))
    if not _is_substantial_overlap(overlap, shorter, credited=False):
        return False
    return overlap.quoted > 0 or not is_refilled(one, two, overlap.runs)


def _is_substantial_overlap(overlap: Overlap, shorter: int, *, credited: bool) -> bool:
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


def _is_teaser(reprint: _Reprint) -> bool:
    """Whether one text is cut off, and nearly all of it stands in the other."""
    if reprint.overlap.words < _TEASER:
        return False
    sides = zip((reprint.copy, reprint.source), reprint.overlap.raw, strict=True)
    return any(inside >= _RAW and is_cut(printed.text) for printed, inside in sides)


def _find_source_credit(
    copy: Printed, source: Printed, credited: Mapping[str, Sequence[Credit]]
) -> Credit | None:
    """Find where one version names the publisher of the other."""
    if source.source is None:
        return None
    own = publisher(source.source)
    found = [c for c in credited.get(copy.key, ()) if c.publisher == own]
    return min(found, key=lambda c: not _is_reprint_credit(c), default=None)


def _is_reprint_credit(credit: Credit | None) -> bool:
    """Whether a credit says that something is printed; words about a publisher do not."""
    return credit is not None and credit.kind != "named"


def _derivation(reprint: _Reprint) -> Derivation:
    """Say who copied whom, and by what this is known."""
    cue, turned = _copying_direction(reprint)
    if turned:
        reprint = reprint.reversed()
    share, from_share = reprint.overlap.outside
    return Derivation(
        version=reprint.copy.key,
        from_version=reprint.source.key,
        kind=_derivation_kind(reprint),
        direction=cue,
        share=round(share, 4),
        from_share=round(from_share, 4),
        quoted=round(reprint.overlap.quoted, 4),
        passages=tuple(sorted(reprint.passages, key=lambda passage: passage.span)),
        credit=reprint.credit,
    )


def _copying_direction(reprint: _Reprint) -> tuple[str, bool]:
    """Say what tells who copied whom (credit, time, containment), and whether it is turned.

    It is where the version that comes first in time, or by article, is the copy.

    Args:
        reprint: the later version as the copy of the earlier one.
    """
    early, late = reprint.source, reprint.copy
    if reprint.credit or reprint.counter:
        return "credit", reprint.credit is None
    inside, around = reprint.overlap.raw  # of the late one's words, of the early one's
    if around >= _RAW and _is_truncated_from(early, late):
        return "containment", True  # it was not there first, whenever the feed was read
    if early.published and late.published and early.published != late.published:
        return "time", False
    if abs(inside - around) >= _SHARE:
        return "containment", around > inside
    return "none", False


def _is_truncated_from(printed: Printed, whole: Printed) -> bool:
    """Whether a text is cut off, and shorter than another that is not."""
    shorter = len(printed.text) < _CUT_OFF * len(whole.text)
    return shorter and is_cut(printed.text) and not is_cut(whole.text)


def _derivation_kind(reprint: _Reprint) -> str:
    copy, source = reprint.copy, reprint.source
    if copy.source and source.source and publisher(copy.source) == publisher(source.source):
        return "reuse"
    short = len(copy.body.words) < _EXCERPT * len(source.body.words)
    return "excerpt" if short and reprint.overlap.raw[0] >= _RAW else "copy"
