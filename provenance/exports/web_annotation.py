"""Mentions and claims as annotations of the Web (W3C Web Annotation Data Model, JSON-LD).

An annotation has a target for each thing that holds the words: the text as the ledger has it, named
by its SHA-256 (RFC 6920), with quotation and position; the page at its address, with the quotation
and a fragment that opens it there; and the bytes of the page, where the article was one.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import attrs

from provenance.records.decisions import code_version
from provenance.spans import Span
from provenance.trail.links import deep_link
from provenance.trail.pages import ArticlePage, pages

if TYPE_CHECKING:
    from provenance.ledger.store import Store

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of prefix and suffix; as many as browsers give
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")  # only such may be a source
_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3986"
_Json = dict[str, Any]


@attrs.frozen(kw_only=True)
class _Annotated:
    """Hold the text of an article, and where else its words stand."""

    article: str
    url: str | None
    text: str
    text_hash: str
    created: str
    page: ArticlePage | None

    def targets(self, span: Span) -> list[_Json]:
        """Return what a span stands in, each with selectors that lead to it."""
        found = [
            _specific_target(
                name_by_hash(self.text_hash), [self._quote_selector(span), _position_selector(span)]
            )
        ]
        if self.url and _ADDRESS.fullmatch(self.url):
            found.append(
                _specific_target(
                    self.url, [self._quote_selector(span), self._fragment_selector(span)]
                )
            )
        if self.page:
            raw = name_by_hash(self.page.raw_hash)
            found += [
                _specific_target(raw, [_data_position_selector(p.byte_start, p.byte_end)])
                for p in self.page.places(span)
            ]
        return found

    def _quote_selector(self, span: Span) -> _Json:
        before = self.text[max(0, span.start - _AROUND) : span.start]
        after = self.text[span.end : span.end + _AROUND]
        exact = span.surface(self.text)
        return {"type": "TextQuoteSelector", "exact": exact, "prefix": before, "suffix": after}

    def _fragment_selector(self, span: Span) -> _Json:
        value = deep_link("", self.text, span).removeprefix("#")
        return {"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": value}


def annotation_collection(store: Store) -> _Json:
    """Return the mentions and claims of all articles as one collection of annotations."""
    items = [*_mention_annotations(store), *_claim_annotations(store)]
    page = {"type": "AnnotationPage", "id": "urn:spantrail:annotations:1", "items": items}
    return {
        "@context": CONTEXT,
        "id": "urn:spantrail:annotations",
        "type": "AnnotationCollection",
        "label": "Mentions and claims",
        "total": len(items),
        "first": {**page, "startIndex": 0},
    }


def name_by_hash(digest: str) -> str:
    """Name bytes by their SHA-256, in hexadecimal digits, as RFC 6920 does."""
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}"


def _annotated_texts(store: Store) -> dict[str, _Annotated]:
    rows = store.records("annotated_texts")
    behind = pages(store, (row["article"] for row in rows))
    return {
        row["article"]: _Annotated(
            article=row["article"],
            url=row["url"],
            text=row["text"],
            text_hash=row["text_hash"],
            created=_xsd_time(row["created"]),
            page=behind.get(row["article"]),
        )
        for row in rows
    }


def _xsd_time(written: str) -> str:
    """Write a time of DuckDB as xsd:dateTime."""
    from datetime import UTC, datetime

    return datetime.fromisoformat(written).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _mention_annotations(store: Store) -> Iterator[_Json]:
    texts = _annotated_texts(store)
    for row in store.records("annotated_mentions"):
        span, text = Span(row["start"], row["end"]), texts[row["article"]]
        name = f"mention:{quote(row['article'], safe='')}:{span.start}-{span.end}:{row['entity']}"
        bodies = [_entity_body(row["entity"]), _textual_body(row["entity_name"], "tagging")]
        yield _web_annotation(name, "identifying", bodies, text.targets(span), text.created)


def _claim_annotations(store: Store) -> Iterator[_Json]:
    texts = _annotated_texts(store)
    for row in store.records("annotated_claims"):
        text = texts[row["article"]]
        who = row["speaker_name"] or row["described_as"] or "somebody"
        said = _textual_body(f"{who} {row['stance']} ({row['class']})", "describing")
        bodies = [said, *([_entity_body(row["speaker"])] if row["speaker"] else [])]
        targets = [t for start, end in row["content"] for t in text.targets(Span(start, end))]
        yield _web_annotation(f"claim:{row['claim']}", "describing", bodies, targets, text.created)


def _web_annotation(
    name: str,
    motivation: str,
    body: Sequence[_Json],
    target: Sequence[_Json],
    created: str,
) -> _Json:
    return {
        "id": f"urn:spantrail:{name}",
        "type": "Annotation",
        "motivation": motivation,
        "created": created,
        "generator": {
            "id": "urn:spantrail:software",
            "type": "Software",
            "name": f"spantrail {code_version()}",
        },
        "body": list(body),
        "target": list(target),
    }


def _entity_body(entity: str) -> _Json:
    source = f"urn:spantrail:entity:{entity}"
    return {"type": "SpecificResource", "source": source, "purpose": "identifying"}


def _textual_body(value: str | None, purpose: str) -> _Json:
    body = {"type": "TextualBody", "value": value or "", "purpose": purpose}
    return {**body, "format": "text/plain"}


def _specific_target(source: str, selectors: Sequence[Mapping[str, Any]]) -> _Json:
    return {"type": "SpecificResource", "source": source, "selector": list(selectors)}


def _position_selector(span: Span) -> _Json:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _data_position_selector(start: int, end: int) -> _Json:
    return {"type": "DataPositionSelector", "start": start, "end": end}
