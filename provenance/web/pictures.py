"""Where the parts of pictures stand, in percent of their width; templates draw them as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate, pairwise

import attrs

from provenance.trail.coverage import Copied, StoryArticle
from provenance.trail.records import Stated, Wording
from provenance.web import addresses

_EDGE = 3.0  # percent left free at either side of a time line, so that dots are whole
_LABELLED = 4  # ticks of a time line at most
_DAYS = tuple(timedelta(days=days) for days in (1, 2, 4, 7, 14, 28, 91, 182, 365, 730, 1825, 3650))
_STEPS = (  # between the ticks of a time line
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12)),
    *_DAYS,
)


@attrs.frozen(kw_only=True)
class Bar:
    """Place one bar of a waterfall: it begins where the one before ended."""

    left: float
    width: float
    negative: bool


@attrs.frozen(kw_only=True)
class Waterfall:
    """Place the bars of a match weight: one a part, then the sum.

    Args:
        zero: where the weight is 0.
    """

    bars: tuple[Bar, ...]
    total: Bar
    zero: float


def waterfall(weights: Sequence[float]) -> Waterfall:
    """Place parts of a weight (log2 of the odds) in percent of the picture's width."""
    ends = [0.0, *accumulate(weights)]
    low, high = min(ends), max(ends)
    scale = 100 / ((high - low) or 1.0)
    bars = tuple(_bar(a, b, low=low, scale=scale) for a, b in pairwise(ends))
    total = _bar(0.0, ends[-1], low=low, scale=scale)
    return Waterfall(bars=bars, total=total, zero=-low * scale)


def _bar(a: float, b: float, *, low: float, scale: float) -> Bar:
    """Place a bar from one weight to another over a scale that begins at the lowest."""
    left, right = sorted((a, b))
    width = max(0.6, (right - left) * scale)
    return Bar(left=(left - low) * scale, width=width, negative=b < a)


@attrs.frozen(kw_only=True)
class Dot:
    """Place one article on a time line.

    Args:
        x: in percent of the width.
        what: the article's id.
        title: what is said on hover.
        copied: whether it goes back to another's reporting.
    """

    x: float
    what: str
    title: str
    href: str = ""
    copied: bool = False


@attrs.frozen(kw_only=True)
class TimeRow:
    """Hold the dots of one outlet, name or role, in the order of time."""

    label: str
    dots: tuple[Dot, ...]
    note: str = ""


@attrs.frozen(kw_only=True)
class Arrow:
    """Lead from the article that was copied to the copy; rows count from 0."""

    x1: float
    row1: int
    x2: float
    row2: int
    title: str


@attrs.frozen(kw_only=True)
class Tick:
    """Name a moment of a time line."""

    x: float
    label: str


@attrs.frozen(kw_only=True)
class TimeLine:
    """Place rows of dots over one scale of time; nothing has a date where there are no ticks."""

    rows: tuple[TimeRow, ...]
    ticks: tuple[Tick, ...] = ()
    arrows: tuple[Arrow, ...] = ()


class TimeScale:
    """Place moments between the first and the last of some; the undated stand at the left."""

    def __init__(self, moments: Iterable[datetime | None]) -> None:
        dated = sorted(moment for moment in moments if moment is not None)
        self._dated = dated
        self._first = dated[0] if dated else None
        self._length = (dated[-1] - dated[0]) if dated else timedelta()

    def x(self, moment: datetime | None) -> float:
        """Return where a moment stands, in percent."""
        if moment is None or self._first is None:
            return _EDGE
        if not self._length:
            return 50.0
        return _EDGE + (100 - 2 * _EDGE) * ((moment - self._first) / self._length)

    def _tick_step(self) -> timedelta:
        """Choose what lies between two ticks; days where no time of day is known."""
        steps = _STEPS if any(map(_has_time_of_day, self._dated)) else _DAYS
        return next((s for s in steps if self._length / s <= _LABELLED), _STEPS[-1])

    def ticks(self) -> tuple[Tick, ...]:
        """Name a few moments: days, or hours where all is of a day or two."""
        if self._first is None:
            return ()
        if not self._length:
            return (Tick(x=50.0, label=_moment_text(self._first)),)
        step = self._tick_step()
        form = "%Y-%m-%d" if step >= timedelta(days=1) else "%d %b %H:%M"
        rounds = _round_moments(_floor_moment(self._first, step), self._dated[-1], step)
        return tuple(
            Tick(x=self.x(moment), label=moment.strftime(form))
            for moment in rounds
            if moment >= self._first
        )


def _round_moments(moment: datetime, last: datetime, step: timedelta) -> Iterator[datetime]:
    """Yield moments from one on, a step apart."""
    while moment <= last:
        yield moment
        moment += step


def _has_time_of_day(moment: datetime) -> bool:
    """Whether a time of day is known; midnight is how a day without one is kept."""
    return (moment.hour, moment.minute, moment.second) != (0, 0, 0)


def _moment_text(moment: datetime | None) -> str:
    """Write a moment as far as it is known."""
    if moment is None:
        return "no date"
    return f"{moment:%Y-%m-%d %H:%M}" if _has_time_of_day(moment) else f"{moment:%Y-%m-%d}"


def _floor_moment(moment: datetime, step: timedelta) -> datetime:
    """Return the last round moment before a moment."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return day if step >= timedelta(days=1) else day + (moment - day) // step * step


def story_line(articles: Sequence[StoryArticle], copies: Sequence[Copied]) -> TimeLine:
    """Place the articles of a story, a row an outlet, with arrows to those that copied.

    Whoever took a few words from another reports by itself; as copied is told what goes back to
    the reporting of another article.
    """
    scale = TimeScale(article.published_at for article in articles)
    taken = _reprinted(articles, copies)
    rows: defaultdict[str, list[Dot]] = defaultdict(list)
    for article in articles:
        dot = _dot(article, scale.x(article.published_at), copied=article.article in taken)
        rows[article.source or "(no outlet)"].append(dot)
    made = tuple(TimeRow(label=label, dots=tuple(dots)) for label, dots in rows.items())
    return TimeLine(rows=made, ticks=scale.ticks(), arrows=_arrows(made, copies))


def _reprinted(articles: Sequence[StoryArticle], copies: Iterable[Copied]) -> set[str]:
    """Return the copies that go back to the same reporting as what they took words from."""
    origins = {a.article: a.origin for a in articles}
    return {c.article for c in copies if origins.get(c.article) == origins.get(c.from_article)}


def _dot(article: StoryArticle, x: float, *, copied: bool) -> Dot:
    title = f"{_moment_text(article.published_at)} {article.title or article.article}"
    address = addresses.article(article.article)
    return Dot(x=x, what=article.article, title=title, href=address, copied=copied)


def _arrows(rows: Sequence[TimeRow], copies: Iterable[Copied]) -> tuple[Arrow, ...]:
    places = {dot.what: (dot.x, n) for n, row in enumerate(rows) for dot in row.dots}
    return tuple(
        Arrow(
            x1=places[c.from_article][0],
            row1=places[c.from_article][1],
            x2=places[c.article][0],
            row2=places[c.article][1],
            title=f"{c.article} has {c.share:.0%} of its words from {c.from_article} ({c.kind})",
        )
        for c in copies
        if c.article in places and c.from_article in places
    )


def wording_line(
    wordings: Sequence[Wording], dates: Mapping[str, datetime | None], most: int = 14
) -> TimeLine:
    """Place where names or roles are stated, a row each, the most frequent first."""
    shown = wordings[:most]
    scale = TimeScale(dates.get(place.article) for w in shown for place in w.places)
    rows = [
        TimeRow(
            label=wording.words,
            dots=_wording_dots(wording, dates, scale),
            note=str(len(wording.places)),
        )
        for wording in shown
    ]
    return TimeLine(rows=tuple(rows), ticks=scale.ticks())


def _wording_dots(
    wording: Wording, dates: Mapping[str, datetime | None], scale: TimeScale
) -> tuple[Dot, ...]:
    """Place the articles that state something, one dot each, and one dot in each spot."""
    first = {place.article: place for place in reversed(wording.places)}
    dots = [_wording_dot(place, scale.x(dates.get(name))) for name, place in first.items()]
    spots: dict[float, Dot] = {}
    for dot in sorted(dots, key=lambda one: (one.x, one.what)):
        spots.setdefault(round(2 * dot.x), dot)  # half a percent of the width: 5 of 1,000 pixels
    return tuple(spots.values())


def _wording_dot(place: Stated, x: float) -> Dot:
    """Place an article that states something, with the words that do."""
    title = f"{place.source or 'no outlet'}, {place.span.reference}"
    href = addresses.article(place.article, place.span)
    return Dot(x=x, what=place.article, title=title, href=href)
