"""A check as one page of HTML that needs nothing else: the draft with its statements marked."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from resolvers.checking.records import Check, Finding, SourcePlace

_STYLE = """
body { font: 1rem/1.55 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color:
#222; background: #fff }
h1, h2, th, td, .word, .counts { font-family: system-ui, sans-serif }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
.draft { white-space: pre-wrap; border-left: 3px solid #ccc; padding-left: 1rem }
mark { background: #e3f1e3; color: inherit; border-radius: 2px; text-decoration: none }
mark.look { background: #fbe0dc } mark.none { background: #fdf2cf }
mark a { color: inherit; text-decoration: none }
.word { font-size: .75rem; font-weight: 600; vertical-align: super; margin-left: .2em }
article { border-top: 1px solid #ddd; padding: .6rem 0 } article p { margin: .3rem 0 }
.side { color: #555 } q { quotes: none }
@media (prefers-color-scheme: dark) {
 body { color: #ddd; background: #1b1b1b } .side { color: #aaa }
 mark { background: #24402a } mark.look { background: #5a2a24 } mark.none { background: #4d431c }
}
"""
_CELL_MARK = 'style="background:#ffe9a8;color:#222"'
_DOUBTFUL = frozenset({"no source here", "ambiguous", "one origin only"})


def as_html(checked: Check, title: str = "Draft") -> str:
    """Write a check as a page: the draft with marks, then each finding with its source."""
    counts = ", ".join(f"{n} {word}" for word, n in checked.counts.items()) or "nothing to check"
    look = len(checked.to_look_at)
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}: {look} to look at</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="counts">{escape(counts)}; compared with {checked.articles} articles.</p>',
        f'<div class="draft">{"".join(_marked_draft_html(checked))}</div>',
        "<h2>Findings</h2>",
        *(_finding_html(number, finding) for number, finding in enumerate(checked.findings, 1)),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def as_cell(checked: Check) -> str:
    """Write a check as a part of a page, such as a notebook's: its marks need no style sheet."""
    marked = "".join(_marked_draft_html(checked)).replace("<mark ", f"<mark {_CELL_MARK} ")
    told = [_finding_html(number, finding) for number, finding in enumerate(checked.findings, 1)]
    counts = ", ".join(f"{n} {word}" for word, n in checked.counts.items()) or "nothing to check"
    return f"<div><p><b>{escape(counts)}</b></p><p>{marked}</p>{''.join(told)}</div>"


def _marked_draft_html(checked: Check) -> Iterator[str]:
    """Yield the draft with a mark around each statement."""
    place = 0
    for number, finding in enumerate(checked.findings, 1):
        start, end = finding.draft.start, finding.draft.end
        yield escape(checked.text[place:start])
        yield (
            f'<mark class="{_mark_class(finding)}" title="{escape(_mark_tooltip(finding))}">'
            f'<a href="#f{number}">{escape(checked.text[start:end])}</a>'
            f'<span class="word">{escape(finding.finding)}</span></mark>'
        )
        place = end
    yield escape(checked.text[place:])


def _mark_class(finding: Finding) -> str:
    if finding.fine:
        return "fine"
    return "none" if finding.finding in _DOUBTFUL else "look"


def _mark_tooltip(finding: Finding) -> str:
    return f"{finding.finding}: {finding.note}" if finding.note else finding.finding


def _finding_html(number: int, finding: Finding) -> str:
    """Write one finding with both sides."""
    lines = [f"<p><b>{number}. {escape(finding.finding)}</b> {escape(finding.note)}</p>"]
    who = f" ({escape(finding.draft.speaker)})" if finding.draft.speaker else ""
    lines.append(f'<p class="side">Draft{who}: <q>{escape(finding.draft.text)}</q></p>')
    if finding.source is not None:
        lines.append(_source_html(finding.source, finding.origins))
    return f'<article id="f{number}">{"".join(lines)}</article>'


def _source_html(source: SourcePlace, origins: int) -> str:
    name = escape(f"{source.article}:{source.start}:{source.end}")
    linked = _source_link_html(source.url, name)
    who = f", {escape(source.speaker)}" if source.speaker else ""
    outlet = f" {escape(source.outlet)}" if source.outlet else ""
    count = f"; {origins} origin{'s' * (origins != 1)}" if origins else ""
    words = f"<q>{escape(source.text)}</q>"
    return f'<p class="side">Source {linked}{outlet}{who}{count}: {words}</p>'


def _source_link_html(url: str | None, name: str) -> str:
    """Link to a web page alone: an address of an article may be anything."""
    if url is None or not url.startswith(("http://", "https://")):
        return name
    return f'<a href="{escape(url)}" rel="noreferrer">{name}</a>'
