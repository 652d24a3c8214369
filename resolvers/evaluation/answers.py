"""The file of a sample: questions about a ledger's own mentions out, answers in."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import InputError
from provenance.ingest.refusals import shown
from resolvers.annotations.jsonl import FieldError, Versions, read_lines, spot
from resolvers.evaluation.decided import DecidedLabels
from resolvers.evaluation.nearby import Nearby
from resolvers.evaluation.sampling import PARTS, Estimate, Question, SampledCluster, draw, estimate

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_CONTEXT = 80  # code points on either side
_LARGEST = 2**53  # as large as a whole number can be that a float holds exactly
Spot = tuple[str, int, int]  # article, start, end


@attrs.frozen(kw_only=True)
class SampleAnswer:
    """Hold one line of the file: a mention, and whether it is the same as the one drawn."""

    number: int
    part: str
    spot: Spot
    weight: float
    mentions: int
    lines: int  # of the same question
    same: bool | None  # None while nobody has answered
    decided: bool = False  # by a decision, and not in the file


def ask(
    ledger: Store,
    path: Path,
    *,
    size: int,
    members: int,
    others: int,
    seed: int,
    category: str | None = None,
) -> tuple[int, int]:
    """Write a sample of a ledger's mentions as questions.

    Args:
        ledger: an open ledger.
        path: the file to write, JSON Lines.
        size: how many mentions to draw.
        members: at most how many others of an entity to ask about.
        others: at most how many near entities to ask about.
        seed: of the draws.
        category: draw and ask about mentions of this type alone.

    Returns:
        The numbers of mentions drawn and of questions to be answered.

    Raises:
        InputError: there are fewer mentions than are to be drawn.
    """
    rows = _mentions_in_entities(ledger, category)
    if len(rows) < size:
        what = f"there are {len(rows)} mentions, fewer than {size}"
        raise InputError(what, hint="ask for a smaller sample")
    entities, near = [row["entity"] for row in rows], Nearby(ledger, rows)
    asked = draw(entities, near, size=size, members=members, others=others, seed=seed)
    with path.open("w", encoding="utf-8") as lines:
        for line in _question_lines(ledger, rows, asked):
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")
    drawn = sum(question.part == "drawn" for question in asked)
    return drawn, len(asked) - drawn


def _mentions_in_entities(ledger: Store, category: str | None) -> list[dict[str, Any]]:
    """Read the mentions that are in an entity, those of one type or all."""
    columns = ["article", "start", "end", "surface", "type", "chain", "entity"]
    return [
        row
        for row in ledger.table("mentions").select(columns).to_pylist()
        if row["entity"] is not None and category in {None, row["type"]}
    ]


def _question_lines(
    ledger: Store, rows: Sequence[Mapping[str, Any]], asked: Sequence[Question]
) -> Iterator[dict[str, Any]]:
    """Write questions about mentions down, each with how many it was drawn among."""
    known = _decided_answers(DecidedLabels.of(ledger), rows, asked)
    texts = {v.article.article_id: v.text for v in ledger.versions()}
    lines_of = Counter(question.number for question in asked)
    for question in asked:
        row = rows[question.mention]
        line = _question_line(question, row, texts[row["article"]], known=known.get(question))
        yield {**line, "mentions": len(rows), "lines": lines_of[question.number]}


def _question_line(
    question: Question, row: Mapping[str, Any], text: str, *, known: bool | None
) -> dict[str, Any]:
    """Write a question down, with the answer that people gave by deciding."""
    answer: dict[str, Any] = {"same": True if question.part == "drawn" else known}
    return {
        "question": question.number,
        "context": _marked_context(text, row["start"], row["end"]),
        **answer,
        **({} if known is None else {"decided": True}),
        **{name: row[name] for name in ("article", "start", "end", "surface", "entity")},
        "part": question.part,
        "weight": question.weight,
    }


def _decided_answers(
    labels: DecidedLabels, rows: Sequence[Mapping[str, Any]], asked: Sequence[Question]
) -> dict[Question, bool]:
    """Answer the questions that people have decided already."""
    drawn = {q.number: _mention_spot(rows[q.mention]) for q in asked if q.part == "drawn"}
    said = {
        q: labels.same(drawn[q.number], _mention_spot(rows[q.mention]))
        for q in asked
        if q.part != "drawn"
    }
    return {question: same for question, same in said.items() if same is not None}


def _mention_spot(row: Mapping[str, Any]) -> Spot:
    return row["article"], row["start"], row["end"]


def _marked_context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())


def is_sample(path: Path) -> bool:
    """Whether the first line of a file is a question."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        return '"question"' in lines.readline(10_000)


def read_answers(ledger: Store, path: Path) -> tuple[list[SampleAnswer], list[InputError]]:
    """Read a sample back; a line whose answer is neither true, false nor null is refused.

    What nobody answered is answered by what people decided of the two mentions, if they did.
    """
    versions = {version.article.article_id: version for version in ledger.versions()}
    shape = (
        '{"question": …, "article": …, "start": …, "end": …, '
        '"same": true or false, "part": …, "weight": …}'
    )
    answers, refused = read_lines(path, shape, lambda row, _: _sample_answer(row, versions))
    return _fill_in_decisions(answers, DecidedLabels.of(ledger)), refused


def _fill_in_decisions(
    answers: Sequence[SampleAnswer], labels: DecidedLabels
) -> list[SampleAnswer]:
    """Answer questions that nobody answered in the file as people did by deciding."""
    drawn = {a.number: a.spot for a in answers if a.part == "drawn"}

    def fill(answer: SampleAnswer) -> SampleAnswer:
        if answer.same is not None or answer.number not in drawn:
            return answer
        same = labels.same(drawn[answer.number], answer.spot)
        return attrs.evolve(answer, same=same, decided=same is not None)

    return [fill(answer) for answer in answers]


def _sample_answer(row: Mapping[str, Any], versions: Versions) -> SampleAnswer:
    version, span = spot(row, versions)
    _check_answer(row)
    return SampleAnswer(
        number=row["question"],
        part=row["part"],
        spot=(version.article.article_id, span.start, span.end),
        weight=float(row["weight"]),
        mentions=row["mentions"],
        lines=row["lines"],
        same=row.get("same"),
        decided=row.get("decided") is True,
    )


def _check_answer(row: Mapping[str, Any]) -> None:
    """Refuse an answer that is none, and numbers that are not those which were drawn."""
    same, part = row.get("same"), row.get("part")
    if same is not None and not isinstance(same, bool):
        raise FieldError(f"answer true or false, not {shown(same)}", "same")
    if part not in PARTS:
        raise FieldError(f"{shown(part)} is none of {', '.join(PARTS)}", "part")
    for field in ("question", "mentions", "lines", "weight"):
        if not _is_drawn_number(row.get(field), whole=field != "weight"):
            what = f"expected the number that was drawn, not {shown(row.get(field))}"
            raise FieldError(what, field)


def _is_drawn_number(value: object, *, whole: bool) -> bool:
    """Whether a value is a number as `ask` writes them: positive, and finite."""
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return False
    return 0 < value <= _LARGEST


def sum_up(answers: list[SampleAnswer]) -> tuple[Estimate, int]:
    """Estimate the figures of the ledger that a sample was drawn from, as its entities were then.

    Returns:
        The estimate, and the number of questions left out: those with a line without an answer, and
        those after the last answer of anybody. Questions stand in random order, so the first ones
        may be answered and the rest left.

    Raises:
        InputError: fewer than two questions have been answered.
    """
    asked: defaultdict[int, list[SampleAnswer]] = defaultdict(list)
    for answer in answers:
        asked[answer.number].append(answer)
    last = _last_answered_question(answers)
    whole = [asked[n] for n in sorted(asked) if n <= last and _is_question_answered(asked[n])]
    if len(whole) < 2:
        raise InputError(
            f"{len(whole)} of {len(asked)} questions are answered, and two at least are needed",
            field="same",
            hint="a question is answered when each of its lines says true or false",
        )
    found = estimate([_sampled_cluster(rows) for rows in whole], max(a.mentions for a in answers))
    return found, len(asked) - len(whole)


def _is_question_answered(rows: Sequence[SampleAnswer]) -> bool:
    """Whether each line of a question is there, with an answer."""
    return sum(row.same is not None for row in rows) == rows[0].lines


def _last_answered_question(answers: Sequence[SampleAnswer]) -> int:
    """Return the number of the last question that somebody answered in the file.

    A question of one line needs no answer. Were all of them counted, whoever stops half-way would
    see too many of them; and decisions answer questions anywhere, mostly those of wrong pairs.
    """
    given = (a for a in answers if a.part != "drawn" and a.same is not None and not a.decided)
    return max((a.number for a in given), default=0)


def _sampled_cluster(rows: list[SampleAnswer]) -> SampledCluster:
    members = [a for a in rows if a.part == "member"]
    return SampledCluster(
        held=sum(a.weight for a in members if a.same),
        size=sum(a.weight for a in members),
        missed=sum(a.weight for a in rows if a.part == "other" and a.same),
    )
