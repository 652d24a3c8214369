"""Answers in a notebook: tables and pictures as HTML and inline SVG, without scripts.

Every word is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from provenance.trail.accounts import Account, Proposition
from provenance.trail.answers import Answers
from provenance.trail.article import ArticleEntity, ArticleView
from provenance.trail.charts import timeline, waterfall
from provenance.trail.claiming import ClaimTrail
from provenance.trail.conflicts import ConflictView
from provenance.trail.coverage import Coverage, StoryArticle
from provenance.trail.marking import around, described, minute, pieces
from provenance.trail.records import (
    ClaimView,
    Distance,
    EntityView,
    Explanation,
    Join,
    Making,
    Sighting,
    Step,
)
from provenance.trail.shapes import is_record, members
from provenance.trail.tables import (
    MAIN_TEXTS,
    Cell,
    Table,
    conflict_table,
    kind_of,
    matrix_table,
    sources_table,
    statements_table,
    table_of,
    weights_table,
)
from provenance.trail.why_articles import Reporting
from provenance.trail.why_claims import Agreement

_LONG = 40  # code points from which a text's column is wide
_ROWS = 60  # of a table in a notebook; a list's own methods lead to the rest
_LEFT = "text-align:left;vertical-align:top"
_MARK = "background:#ffe9a8;color:#222;padding:0 .1em"
_STYLES = {"source": "#cfe3ff", "cue": "#e6d9f7", "content": "#ffe9a8"}


def as_html(answer: object) -> str:
    """Write an answer as HTML that needs nothing else.

    One without a picture becomes a table of its members.
    """
    if isinstance(answer, Answers):
        return _answers_html(answer)
    for kind, write in _WRITERS.items():
        if isinstance(answer, kind):
            return write(answer)
    return _record_html(answer)


def ledger_html(counts: Mapping[str, int], *lists: Answers[Any]) -> str:
    """Write what a ledger holds: how much of everything, and the beginnings of some lists."""
    told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items())
    tables = [table_of(answers, answers.record) for answers in lists]
    return _block_html("Ledger", _paragraph_html(told), *map(_table_html, tables))


def _block_html(title: str, *parts: str) -> str:
    return f'<div class="spantrail"><p><b>{escape(title)}</b></p>{"".join(parts)}</div>'


def _paragraph_html(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _table_html(table: Table) -> str:
    """Write a table; ids and references do not wrap."""
    head = "".join(f'<th style="{_LEFT}">{escape(name)}</th>' for name in table.columns)
    rows = "".join(_row_html(table, row) for row in table.rows[:_ROWS])
    more = len(table.rows) - _ROWS
    rest = _paragraph_html(f"… and {more} more rows") if more > 0 else ""
    caption = f"<caption style='{_LEFT}'>{escape(table.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}"


def _row_html(table: Table, row: Iterable[Cell]) -> str:
    cells = [_cell_html(name, cell) for name, cell in zip(table.columns, row, strict=True)]
    return f"<tr>{''.join(cells)}</tr>"


def _cell_html(name: str, cell: Cell) -> str:
    kind = kind_of(name)
    words = f"{cell:.2f}" if isinstance(cell, float) else "" if cell is None else str(cell)
    if kind == "link" and words.startswith(("https://", "http://")):
        address = escape(words, quote=True)
        return f'<td style="{_LEFT}"><a href="{address}" rel="noreferrer">open</a></td>'
    wrap = ";white-space:nowrap;font-family:monospace" if kind == "id" else ""
    if name in MAIN_TEXTS and len(words) > _LONG:
        wrap = ";min-width:20em"
    return f'<td style="{_LEFT}{wrap}">{escape(words)}</td>'


def _answers_html(answers: Answers[Any]) -> str:
    title = f"{len(answers)} of {answers.total}" if len(answers) < answers.total else ""
    if answers.record is Sighting:
        rows = "".join(_mention_html(s) for s in answers[:_ROWS])
        more = f" ({len(answers)} in all)" if len(answers) > _ROWS else ""
        return _block_html(f"Mentions{more} {title}", f"<ul>{rows}</ul>")
    table = table_of(answers, answers.record)
    return _block_html(title or f"{len(answers)} {table.title.lower()}", _table_html(table))


def _mention_html(s: Sighting) -> str:
    before, surface, after = map(escape, around(s))
    where = f"<code>{escape(s.reference)}</code>"
    tied = f"{s.kind}, {s.cue}, {s.probability:.2f}, {s.entity_name or 'nobody'}"
    return f'<li>{where} {before}<span style="{_MARK}">{surface}</span>{after} <small>{escape(tied)}</small></li>'


def _entity_html(view: EntityView) -> str:
    counted = f"{view.mentions} mentions in {view.articles} articles of {view.sources} sources"
    head = f"{view.name} ({view.type}, {view.entity}, {view.status})"
    entries = [_paragraph_html(f"{e.reference} {e.names[0]}, {e.locator}") for e in view.entries]
    return _block_html(
        head, _paragraph_html(counted), *entries, _table_html(statements_table(view))
    )


def _article_html(view: ArticleView) -> str:
    where = f"{view.source or 'no source'}, {minute(view.published_at) or 'no date'}"
    version = f"version {view.version}; {view.mentions} mentions, {view.claims} claims"
    entities = _table_html(table_of(view.entities, ArticleEntity))
    title = f"{view.article} {view.title or ''}"
    return _block_html(
        title,
        _paragraph_html(where),
        _paragraph_html(version),
        _paragraph_html(view.beginning + " …"),
        entities,
    )


def _claim_html(claim: ClaimView) -> str:
    words = "".join(_claim_piece_html(text, role) for text, role in pieces(claim))
    who = (
        f"{claim.speaker_name or claim.described_as or 'nobody named'}: {claim.act}, {claim.stance}"
    )
    return _block_html(f"{claim.claim} {claim.reference}", f"<p>{words}</p>", _paragraph_html(who))


def _claim_piece_html(text: str, role: str) -> str:
    words = escape(text)
    if not role:
        return words
    return f'<span title="{role}" style="background:{_STYLES[role]};color:#222">{words}</span>'


def _claim_trail_html(trail: ClaimTrail) -> str:
    mentions = "".join(_mention_html(s) for s in trail.mentions)
    return f"<div>{_claim_html(trail.claim)}<ul>{mentions}</ul></div>"


def _coverage_html(found: Coverage) -> str:
    articles = _table_html(table_of(found.articles, StoryArticle))
    head = f"{found.story}: {len(found.articles)} articles, {len(found.origins)} origins"
    return _block_html(
        head, timeline(found.articles, found.copies), articles, _account_html(found.account)
    )


def _account_html(found: Account) -> str:
    conflicts = _table_html(conflict_table(found.conflicts)) if found.conflicts else ""
    return _block_html(found.story, _table_html(matrix_table(found)), conflicts)


def _proposition_html(found: Proposition) -> str:
    return _block_html(f"{found.group}: {found.words}", _table_html(sources_table(found)))


def _conflict_html(found: ConflictView) -> str:
    return _block_html(found.question, _table_html(conflict_table([found])))


def _step_html(step: Step) -> str:
    parts = [(f"{part.feature}: {part.level}", part.weight) for part in step.parts]
    table = weights_table(step.parts, step.match_weight, step.match_probability)
    head = _paragraph_html(f"Compared because of: {step.match_key}")
    return head + waterfall(parts, step.match_probability) + _table_html(table)


def _explanation_html(found: Explanation) -> str:
    sides = _paragraph_html(f"A {described(found.a)}") + _paragraph_html(f"B {described(found.b)}")
    return _block_html(found.verdict, sides, *map(_step_html, found.steps))


def _compared_pair_html(found: Agreement | Reporting, a: str, b: str) -> str:
    sides = _paragraph_html(f"A {a}") + _paragraph_html(f"B {b}")
    if found.match_weight is None or found.match_probability is None or not found.parts:
        return _block_html(found.verdict, sides)
    parts = [(f"{part.feature}: {part.level}", part.weight) for part in found.parts]
    table = weights_table(found.parts, found.match_weight, found.match_probability)
    return _block_html(
        found.verdict, sides, waterfall(parts, found.match_probability), _table_html(table)
    )


def _agreement_html(found: Agreement) -> str:
    a = f"{found.claim_a} {found.article_a}: {found.words_a}"
    return _compared_pair_html(found, a, f"{found.claim_b} {found.article_b}: {found.words_b}")


def _reporting_html(found: Reporting) -> str:
    a = f"{found.article_a} {found.story_a}"
    return _compared_pair_html(found, a, f"{found.article_b} {found.story_b}")


def _join_html(join: Join | None) -> str:
    if join is None:
        return ""
    return (
        _paragraph_html(described(join.a))
        + _paragraph_html(described(join.b))
        + _step_html(join.step)
    )


def _making_html(found: Making) -> str:
    head = f"{found.name} ({found.entity}): {found.chains} chains, {found.compared} pairs compared"
    return _block_html(head, *map(_join_html, found.joins))


def _distance_html(found: Distance) -> str:
    sides = _paragraph_html(f"A {described(found.a)}") + _paragraph_html(f"B {described(found.b)}")
    return _block_html(found.verdict, sides, _join_html(found.best), _join_html(found.worst))


def _record_html(answer: object) -> str:
    """Write any other record as a table of its members."""
    shown = members(type(answer))
    rows: list[tuple[Cell, ...]] = [(m.name, _member_text(getattr(answer, m.name))) for m in shown]
    table = Table(title="", columns=("field", "value"), rows=rows)
    return _block_html(type(answer).__name__, _table_html(table))


def _member_text(value: object) -> str:
    if is_record(type(value)):
        return str(getattr(value, "reference", type(value).__name__))
    if isinstance(value, tuple):
        return "; ".join(map(_member_text, value[:8])) + (" …" if len(value) > 8 else "")
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


_WRITERS: dict[type, Callable[[Any], str]] = {
    EntityView: _entity_html,
    ArticleView: _article_html,
    ClaimView: _claim_html,
    ClaimTrail: _claim_trail_html,
    Coverage: _coverage_html,
    Account: _account_html,
    Proposition: _proposition_html,
    ConflictView: _conflict_html,
    Step: _step_html,
    Explanation: _explanation_html,
    Agreement: _agreement_html,
    Reporting: _reporting_html,
    Making: _making_html,
    Distance: _distance_html,
    Join: _join_html,
}
