"""Taking authorities in: files of known entities to entries of the ledger, and back out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs

from provenance.authorities import Known
from provenance.decisions import Run, code_version
from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from provenance.ingest import unnameable
from provenance.ingest.authority import file_digest, read_authority, read_known
from provenance.ingest.refusals import shown
from provenance.ledger import Store

_NAME = re.compile(r"[^\s:]+")
_Read = tuple[Known | InputError, str, str]


@attrs.frozen(kw_only=True)
class AuthorityReport:
    """Count what came of an authority.

    Args:
        added: entries that are new or tell something else than before.
        known: entries that tell what they told before.
        withdrawn: entries taken back because they are no longer told.
        refused: one error a refused row, with file, line and field.
    """

    added: int = 0
    known: int = 0
    withdrawn: int = 0
    refused: tuple[InputError, ...] = ()


def take_authority(
    store: Store, name: str, entries: object, *, id_field: str, kind: str | None, replace: bool
) -> AuthorityReport:
    """Append the entries that a file, several or rows tell; see `provenance.api.Ledger.add_authority`."""
    if not _NAME.fullmatch(name) or not name.isprintable():
        raise InputError(f"{name!r} is no name for an authority", hint="write one word without a colon, such as wikidata")
    started = datetime.now(UTC)
    found: dict[str, tuple[Known, str, str]] = {}
    refused: list[InputError] = []
    for item, file, digest in _read(entries, id_field, kind):
        if isinstance(item, InputError):
            refused.append(item)
        elif item.external_id in found:
            other = found[item.external_id][1]
            what, hint = f"the id {item.external_id!r} stands in {other} already", "one row tells all of an entity"
            refused.append(InputError(what, file=file, line=item.rows[0], field=id_field, hint=hint))
        else:
            found[item.external_id] = (item, file, digest)
    run = _run(started, name, [digest for _, _, digest in found.values()])
    added, gone = store.add_entries(run, name, list(found.values()), replace=replace and not refused)
    return AuthorityReport(added=added, known=len(found) - added, withdrawn=gone, refused=tuple(refused))


def drop_authority(store: Store, name: str, ids: Iterable[str] | None) -> int:
    """Take entries back; see `provenance.api.Ledger.remove_authority`."""
    only = None if ids is None else sorted(set(ids))
    return store.withdraw_entries(_run(datetime.now(UTC), name, only or ()), name, only)


def _read(entries: object, id_field: str, kind: str | None) -> Iterator[_Read]:
    """Read every entry with the name and the digest of its file."""
    several = entries if isinstance(entries, Iterable) and not isinstance(entries, str | Mapping) else [entries]
    rows: list[Any] = []
    for item in several:
        if isinstance(item, str | Path):
            yield from _read_file(Path(item), id_field, kind)
        else:
            rows.append(item)
    digest = content_hash("rows", *(_written(row) for row in rows))
    for found in read_known(enumerate(rows, 1), "input", id_field=id_field, kind=kind):
        yield found, "input", digest


def _written(row: object) -> str:
    """Write a row for the digest of all; one that Python does not write is refused for its value later."""
    try:
        return repr(row)
    except (ValueError, RecursionError):
        return shown(row)


def _read_file(path: Path, id_field: str, kind: str | None) -> Iterator[_Read]:
    if what := unnameable(path):
        yield InputError(what, file=str(path), hint="rename it"), str(path), ""
        return
    try:
        digest = file_digest(path)
        for found in read_authority(path, id_field=id_field, kind=kind):
            yield found, path.name, digest
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror or error}", file=str(path)), str(path), ""


def _run(started: datetime, name: str, told: Iterable[str]) -> Run:
    return Run(
        stage="authority",
        code=code_version(),
        settings=name,
        input_digest=content_hash(*told),
        started_at=started,
        ended_at=datetime.now(UTC),
    )
