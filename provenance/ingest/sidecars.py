"""Metadata beside a text: `story.txt.json` or `story.json` tells title, outlet and date of `story.txt`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from provenance.exceptions import InputError
from provenance.ingest.encodings import decode
from provenance.ingest.json_objects import parse_object
from provenance.ingest.refusals import RowRefusal

_SUFFIX = ".json"
_TEXT = ".txt"


def is_sidecar(path: Path) -> bool:
    """Whether a file holds metadata of a text beside it."""
    if path.suffix.lower() != _SUFFIX:
        return False
    beside = (path.with_suffix(""), path.with_suffix(_TEXT))
    return any(text.suffix.lower() == _TEXT and text.is_file() for text in beside)


def metadata_of(path: Path) -> dict[str, Any] | InputError:
    """Read the metadata beside a text; empty where there are none.

    Args:
        path: the text's file.
    """
    beside = [Path(f"{path}{_SUFFIX}"), path.with_suffix(_SUFFIX)]
    found = [file for file in beside if file.is_file()]
    if not found:
        return {}
    if len(found) > 1:
        what = f"{found[1].name} beside it holds metadata of the same text"
        return InputError(what, file=str(found[0]), hint="keep one of the two")
    return _read_sidecar(found[0])


def _read_sidecar(file: Path) -> dict[str, Any] | InputError:
    text = decode(file.read_bytes(), str(file))
    if isinstance(text, InputError):
        return text
    try:
        told = parse_object(text)
    except RowRefusal as refusal:
        return refusal.at(str(file), None)
    if not isinstance(told, dict):
        what = f"expected one object with the metadata of a text, not {type(told).__name__}"
        return InputError(what, file=str(file), hint='write {"title": …, "source": …}')
    if "text" in told:
        what = "the text stands in a file of its own"
        return InputError(what, file=str(file), field="text", hint="leave it out here")
    return told
