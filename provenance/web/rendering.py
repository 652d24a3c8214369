"""Render pages: Jinja templates that escape everything, and filters that write values down."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from provenance.exceptions import MissingExtraError
from provenance.trail.marking import around, minute, speaker
from provenance.trail.records import Entry
from provenance.web import addresses

if TYPE_CHECKING:
    from jinja2 import Environment

    from provenance.web.pages import WebPage

STATIC = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
TYPE_WORDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "none": "unknown"}
_ALMOST = 0.9995  # is not shown as certain


def render(page: WebPage, *, site: bool, **more: object) -> str:
    """Render a page as HTML.

    Args:
        page: the page.
        site: whether other pages can be linked to; a report stands alone, and holds its style.
        more: what else its template sees, such as the token of forms.
    """
    template = environment().get_template(page.template)
    told = {"site": site, "page": page, "title": page.title, "style": static("page.css")}
    return template.render(**told, **page.answers, **page.view, **more)


@cache
def environment() -> Environment:
    """Make the one environment of templates; what a template names and nobody gives is an error.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise MissingExtraError("jinja2", "web") from None
    made = Environment(
        loader=PackageLoader("provenance.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "around": around,
        "bits": bits,
        "day": day,
        "feature_level": feature_level,
        "is_entry": lambda value: isinstance(value, Entry),
        "minute": moment,
        "percent": percent,
        "speaker": speaker,
        "stamp": stamp,
        "type_word": lambda sort: TYPE_WORDS.get(sort, sort),
        "web": lambda url: url if addresses.is_web(url) else None,
    }
    made.globals |= {"address": addresses}
    return made


@cache
def static(name: str) -> str:
    """Read a style sheet or script that is shipped with us, one of `STATIC`."""
    return files("provenance.web").joinpath("static").joinpath(name).read_text(encoding="utf-8")


def percent(value: float | None) -> str:
    """Write a probability; what is not certain is never written as 100 %."""
    if value is None:
        return "–"
    if _ALMOST < value < 1:
        return "> 99.9\N{NO-BREAK SPACE}%"
    digits = 1 if 0.99 < value < 1 else 0
    return f"{100 * value:.{digits}f}\N{NO-BREAK SPACE}%"


def bits(value: float | None) -> str:
    """Write a weight with its sign, the minus as long as the plus."""
    return "–" if value is None else f"{value:+.2f}".replace("-", "−")


def feature_level(level: str) -> str:
    """Write how alike two sides are: a number from 0 to 1 says that it is one; words speak."""
    try:
        likeness = float(level)
    except ValueError:
        return level
    return f"likeness {likeness:.2f}"


def day(value: datetime | None) -> str:
    """Write the day of a time."""
    return value.strftime("%Y-%m-%d") if value else "no date"


def moment(value: datetime | None) -> str | None:
    """Write a time to the minute; midnight is how a day without a time is kept."""
    if value is None:
        return None
    at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    return day(value) if at_midnight else minute(value)


def stamp(value: Any) -> str:  # noqa: ANN401  (a time, or its text)
    """Write a time for the `datetime` of a `time` element."""
    return value.isoformat() if isinstance(value, datetime) else str(value)
