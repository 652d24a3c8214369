"""Other people's spans: Web Annotation, LangExtract's JSON Lines, and plain rows of article, start and end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from provenance.exceptions import InputError
from provenance.ingest import csv_file, jsonl
from provenance.ingest.authority_rows import TYPE_OF
from provenance.ingest.encodings import decode
from provenance.ingest.json_objects import parse_object
from provenance.ingest.options import File
from provenance.ingest.refusals import RowRefusal, shown

_SHAPE = '{"article": …, "start": …, "end": …}'
_PLACE = ("start", "end")
_NUMBERS = (*_PLACE, "speaker_start", "speaker_end")
_LISTS = ("items", "first")
_Numbered = Iterator[tuple[int, "ForeignSpan | InputError"]]
_LOCATIONS = frozenset("city country region gpe state".split())
_PEOPLE = frozenset("character name speaker politician".split())


@attrs.frozen(kw_only=True)
class ForeignSpan:
    """Hold a span as somebody else wrote it down.

    Args:
        article: the article's id, its address, or a name of its text by hash.
        start: the first character; None where a quotation alone tells the place.
        end: one past the last one.
        exact: the words that are to stand there, where they were told.
        prefix: what stands before them.
        suffix: what stands behind them.
        kind: the kind of the mention, if it was told.
        type: its type, if it was told.
        label: the class that LangExtract gave it.
        stance: of a claim, how its speaker stands to it.
        speaker: of a claim, the words that name who says it.
        speaker_start: the first character of those.
        speaker_end: one past the last one.
    """

    article: object
    start: object = None
    end: object = None
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    kind: object = None
    type: object = None
    label: str | None = None
    stance: object = None
    speaker: str | None = None
    speaker_start: object = None
    speaker_end: object = None


def read_spans(path: Path) -> _Numbered:
    """Read spans with the numbers of their lines, annotations or rows, told apart by ending and content.

    Args:
        path: .csv or .jsonl (article, start, end, and maybe kind, type and surface), .jsonl of
            LangExtract, or .json and
            .jsonld of Web Annotations.
    """
    suffix, file = path.suffix.lower(), File.at(path)
    if suffix == ".csv":
        for number, row in csv_file.records(file, "article"):
            yield number, row if isinstance(row, InputError) else _span_of_cells(row)
    elif suffix in {".json", ".jsonld"}:
        yield from _read_annotation_document(file)
    else:
        for number, row in jsonl.records(file, _SHAPE):
            found = (
                [row] if isinstance(row, InputError) else _spans_of_object(row, file.name, number)
            )
            yield from ((number, one) for one in found)


def _span_of_cells(row: Mapping[str, str]) -> ForeignSpan:
    """Read a row of CSV, whose numbers are text."""
    numbers = {
        name: _cell_number(row.get(name)) for name in _NUMBERS if row.get(name) or name in _PLACE
    }
    return _span_of_row({**{k: v for k, v in row.items() if v or k in _PLACE}, **numbers})


def _cell_number(cell: str | None) -> object:
    return int(cell) if cell and cell.isascii() and cell.isdigit() and len(cell) < 10 else cell


def _span_of_row(row: Mapping[str, Any]) -> ForeignSpan:
    words, speaker = row.get("surface"), row.get("speaker")
    return ForeignSpan(
        article=row.get("article"),
        start=row.get("start"),
        end=row.get("end"),
        exact=words if isinstance(words, str) else None,
        kind=row.get("kind"),
        type=row.get("type"),
        stance=row.get("stance") or None,
        speaker=speaker if isinstance(speaker, str) and speaker else None,
        speaker_start=row.get("speaker_start"),
        speaker_end=row.get("speaker_end"),
    )


def _spans_of_object(
    row: Mapping[str, Any], file: str, number: int
) -> list[ForeignSpan | InputError]:
    if "extractions" in row:
        return _read_each_span(
            row.get("extractions"), lambda one: _span_of_extraction(row, one), file, number
        )
    if "target" in row:
        return _read_each_span([row], _span_of_annotation, file, number)
    return [_span_of_row(row)]


def _read_each_span(
    items: object,
    read: Callable[[Mapping[str, Any]], ForeignSpan],
    file: str,
    number: int,
) -> list[ForeignSpan | InputError]:
    """Read the items of a line, each refused alone."""
    found: list[ForeignSpan | InputError] = []
    for item in items if isinstance(items, list) else [items]:
        try:
            found.append(read(_checked_object(item)))
        except RowRefusal as refusal:
            found.append(refusal.at(file, number))
    return found


def _checked_object(item: object) -> Mapping[str, Any]:
    if isinstance(item, Mapping):
        return item
    raise RowRefusal(None, f"expected an object, not {shown(item)}")


# --- LangExtract ----------------------------------------------------------------------------------


def _span_of_extraction(document: Mapping[str, Any], row: Mapping[str, Any]) -> ForeignSpan:
    """Read an extraction: what is to stand at its place is what stands there in the document's own text.

    Raises:
        RowRefusal: it was not found in the text.
    """
    start, end = _extraction_interval(row.get("char_interval"))
    if not isinstance(start, int) or not isinstance(end, int):
        what = (
            f"{shown(row.get('extraction_text'))} was not found in the text it was extracted from"
        )
        raise RowRefusal("char_interval", what)
    text = document.get("text")
    words = text[start:end] if isinstance(text, str) else row.get("extraction_text")
    return ForeignSpan(
        article=document.get("document_id"),
        start=start,
        end=end,
        exact=words if isinstance(words, str) else None,
        type=_extraction_type(row.get("extraction_class")),
        label=str(row.get("extraction_class")),
        **_claim_attributes(row.get("attributes")),
    )


def _extraction_interval(place: object) -> tuple[object, object]:
    """Return where LangExtract found an extraction; nothing where it did not."""
    if not isinstance(place, Mapping):
        return None, None
    return place.get("start_pos"), place.get("end_pos")


def _claim_attributes(told: object) -> dict[str, Any]:
    """Return what an extraction says of a claim besides its words, as far as it is text."""
    found = told if isinstance(told, Mapping) else {}
    named = {name: found.get(name) for name in ("speaker", "stance")}
    return {name: value for name, value in named.items() if isinstance(value, str) and value}


def _extraction_type(name: object) -> str | None:
    word = str(name).lower()
    if word in _PEOPLE:
        return "PER"
    return "LOC" if word in _LOCATIONS else TYPE_OF.get(word, "other")


# --- Web Annotation -------------------------------------------------------------------------------


def _read_annotation_document(file: File) -> _Numbered:
    """Read an annotation, a list, a page or a collection of them, numbered from 1."""
    text = decode(file.path.read_bytes(), file.name)
    if isinstance(text, InputError):
        yield 1, text
        return
    try:
        root = parse_object(text)
    except RowRefusal as refusal:
        yield 1, refusal.at(file.name, 1)
        return
    for number, item in enumerate(_flatten_annotations(root), 1):
        yield from (
            (number, one) for one in _read_each_span([item], _span_of_annotation, file.name, number)
        )


def _flatten_annotations(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for item in value:
            yield from _flatten_annotations(item)
    elif isinstance(value, Mapping) and "target" not in value and set(_LISTS) & value.keys():
        yield from _flatten_annotations(next(value[name] for name in _LISTS if name in value))
    else:
        yield value


def _span_of_annotation(row: Mapping[str, Any]) -> ForeignSpan:
    """Read the first target that text selectors lead into.

    Raises:
        RowRefusal: there is none.
    """
    targets = row.get("target")
    for target in targets if isinstance(targets, list) else [targets]:
        selectors = _selectors_by_type(target)
        quote, place = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
        if not isinstance(target, Mapping) or not (quote or place):
            continue
        return _span_of_selectors(target.get("source"), quote or {}, place or {})
    what = f"no target of {shown(row.get('id'))} has a quotation or a position"
    raise RowRefusal("target", what, "a TextQuoteSelector or a TextPositionSelector is needed")


def _selectors_by_type(target: object) -> dict[str, Mapping[str, Any]]:
    found = target.get("selector") if isinstance(target, Mapping) else None
    every = found if isinstance(found, list) else [found]
    return {str(one.get("type")): one for one in every if isinstance(one, Mapping)}


def _span_of_selectors(
    source: object,
    quote: Mapping[str, Any],
    place: Mapping[str, Any],
) -> ForeignSpan:
    named = source.get("id") if isinstance(source, Mapping) else source
    words = {name: quote.get(name) for name in ("exact", "prefix", "suffix")}
    told = {name: value for name, value in words.items() if isinstance(value, str)}
    return ForeignSpan(article=named, start=place.get("start"), end=place.get("end"), **told)
