"""Pictures of answers as inline SVG: how a match weight adds up, and a story in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate

from provenance.trail.coverage import Copied, StoryArticle

_ROW = 22  # pixels
_LABELS = 330  # pixels of the words left of a picture
_WIDE = 420  # pixels of the picture
_PLUS, _MINUS, _SUM = "#2b7a3d", "#b3392f", "#4a5a7a"
_FONT = 'font-family="system-ui,sans-serif" font-size="12"'
_LETTERS = 48  # of a label
_Point = tuple[float, float]


def waterfall(parts: Sequence[tuple[str, float]], probability: float) -> str:
    """Draw how the parts of a match weight (log2 of the odds) add up.

    Each bar begins where the one before ended.

    Args:
        parts: what each is called, and its weight.
        probability: the calibrated probability of the sum.
    """
    ends = [0.0, *accumulate(weight for _, weight in parts)]
    places = _scale_to_width(ends)
    bars = [
        _draw_bar(row, label, weight, (places[row], places[row + 1]))
        for row, (label, weight) in enumerate(parts)
    ]
    bars.append(_draw_sum_bar(len(parts), ends[-1], probability, (places[0], places[-1])))
    tall = _ROW * len(bars) + 8
    zero = _draw_line((places[0], 0), (places[0], tall), "#999")
    return _svg_picture(_LABELS + _WIDE + 70, tall, [zero, *bars])


def _draw_sum_bar(row: int, weight: float, probability: float, ends: _Point) -> str:
    """Draw the sum of all parts with its probability."""
    return _draw_bar(row, f"sum, probability {probability:.3f}", weight, ends, _SUM)


def timeline(articles: Sequence[StoryArticle], copies: Iterable[Copied]) -> str:
    """Draw the articles of a story in the order of time, with arrows from the copied to the copy.

    One line is one article.
    """
    places = dict(zip((a.article for a in articles), _article_points(articles), strict=True))
    parts: list[str] = []
    for article, place in zip(articles, places.values(), strict=True):
        parts += _draw_article(article, place)
    for copied in copies:
        if copied.article in places and copied.from_article in places:
            ends = places[copied.from_article], places[copied.article]
            parts.append(_draw_line(*ends, _MINUS, f"{copied.kind}, {copied.share:.0%}"))
    return _svg_picture(_LABELS + _WIDE + 10, _ROW * len(articles) + 10, parts)


def _draw_article(article: StoryArticle, place: _Point) -> tuple[str, str]:
    """Draw an article as a dot at its time, with its name beside the picture."""
    x, y = place
    when = f"{article.published_at:%m-%d %H:%M}" if article.published_at else "no date"
    label = f"{when} {article.source or '(no source)'} {article.article}"
    return _draw_label(0, y + 4, label), f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{_SUM}"/>'


def _article_points(articles: Sequence[StoryArticle]) -> list[_Point]:
    """Citation articles by their time; one without a date stands at the beginning."""
    dated = [a.published_at.timestamp() for a in articles if a.published_at]
    first = min(dated, default=0.0)
    times = [a.published_at.timestamp() if a.published_at else first for a in articles]
    return [(x, _ROW * row + _ROW / 2 + 4) for row, x in enumerate(_scale_to_width(times))]


def _scale_to_width(values: Sequence[float]) -> list[float]:
    """Spread values over the width of a picture."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    scale = _WIDE / ((high - low) or 1.0)
    return [_LABELS + (value - low) * scale for value in values]


def _draw_bar(row: int, label: str, weight: float, ends: _Point, colour: str = "") -> str:
    y, (left, right) = _ROW * row + 4, sorted(ends)
    fill = colour or (_PLUS if weight >= 0 else _MINUS)
    size = f'width="{max(1.0, right - left):.1f}" height="{_ROW - 6}"'
    bar = f'<rect x="{left:.1f}" y="{y}" {size} fill="{fill}"/>'
    return _draw_label(0, y + 12, label) + bar + _draw_label(right + 5, y + 12, f"{weight:+.2f}")


def _draw_label(x: float, y: float, words: str) -> str:
    shown = words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1]}…"
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="currentColor" {_FONT}>{escape(shown)}</text>'


def _draw_line(a: _Point, b: _Point, colour: str, told: str = "") -> str:
    title = f"<title>{escape(told)}</title>" if told else ""
    ends = f'x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="1.5">{title}</line>'


def _svg_picture(width: float, height: float, parts: Iterable[str]) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>{"".join(parts)}</svg>'
