"""Exports that are documents of a standard, each in a file of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.exceptions import SpantrailError

if TYPE_CHECKING:
    from provenance.ledger.store import Store

DOCUMENTS = {"annotations": (".json", ".jsonld"), "prov": (".json", ".provn")}


def write_document(store: Store, name: str, path: Path) -> int:
    """Write a document, and return how many annotations or records it has.

    Args:
        store: the ledger.
        name: `annotations` (W3C Web Annotation) or `prov` (W3C PROV).
        path: a file that ends in .json, or in .jsonld and .provn respectively.

    Raises:
        SpantrailError: the suffix is none of these, or the file cannot be written.
        MissingExtraError: the extra `prov` is not installed.
    """
    suffix = path.suffix.lower()
    if suffix not in DOCUMENTS[name]:
        endings = " or ".join(DOCUMENTS[name])
        raise SpantrailError(f"cannot write {path}: name a file that ends in {endings}")
    text, count = (
        _serialize_annotations(store) if name == "annotations" else _serialize_prov(store, suffix)
    )
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SpantrailError(f"cannot write {path}: {error.strerror or error}") from error
    return count


def _serialize_annotations(store: Store) -> tuple[str, int]:
    from provenance.exports.web_annotation import annotation_collection

    found = annotation_collection(store)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n", found["total"]


def _serialize_prov(store: Store, suffix: str) -> tuple[str, int]:
    from provenance.exports.prov_document import prov_document

    document = prov_document(store)
    text = (
        document.serialize(format="json", indent=1) if suffix == ".json" else document.get_provn()
    )
    return f"{text}\n", len(document.records)
