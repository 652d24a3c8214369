"""Taking authorities in: files of known entities to entries of the ledger, and back out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from provenance.ingest import unnameable
from provenance.ingest.authority import file_digest, read_authority, read_known
from provenance.ingest.refusals import shown
from provenance.ledger import encode_authorities
from provenance.ledger.store import Store
from provenance.records.authorities import AuthorityEntry
from provenance.records.decisions import Run, code_version
from provenance.sql.writing import Writer

_NAME = re.compile(r"[^\s:]+")
_Entry = tuple[AuthorityEntry, str, str]
_Read = tuple[AuthorityEntry | InputError, str, str]


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
    """Append the entries that a file, several or rows tell.

    See `provenance.api.Ledger.add_authority`.
    """
    _check_authority_name(name)
    started = datetime.now(UTC)
    found, refused = _entries_and_refusals(_read_entries(entries, id_field, kind), id_field)
    run = _authority_run(started, name, [digest for _, _, digest in found])
    added, gone = _append_entries(store.writer, run, name, found, replace=replace and not refused)
    return AuthorityReport(
        added=added,
        known=len(found) - added,
        withdrawn=gone,
        refused=tuple(refused),
    )


def _check_authority_name(name: str) -> None:
    if not _NAME.fullmatch(name) or not name.isprintable():
        hint = "write one word without a colon, such as wikidata"
        raise InputError(f"{name!r} is no name for an authority", hint=hint)


def _entries_and_refusals(
    read: Iterable[_Read], id_field: str
) -> tuple[list[_Entry], list[InputError]]:
    """Part entries from refusals; an id that stands in a second file is refused there."""
    found: dict[str, _Entry] = {}
    refused: list[InputError] = []
    for item, file, digest in read:
        if isinstance(item, InputError):
            refused.append(item)
            continue
        if item.external_id not in found:
            found[item.external_id] = (item, file, digest)
            continue
        what = f"the id {item.external_id!r} stands in {found[item.external_id][1]} already"
        hint = "one row tells all of an entity"
        line = item.rows[0]
        refused.append(InputError(what, file=file, line=line, field=id_field, hint=hint))
    return list(found.values()), refused


def drop_authority(store: Store, name: str, ids: Iterable[str] | None) -> int:
    """Take entries back; see `provenance.api.Ledger.remove_authority`."""
    only = None if ids is None else sorted(set(ids))
    run, asked = _authority_run(datetime.now(UTC), name, only or ()), {"only": only, "keep": None}
    with store.writer.transaction(run) as number:
        return len(
            store.writer.append("withdraw_entries", None, authority=name, **asked, run=number)
        )


def _append_entries(
    writer: Writer, run: Run, authority: str, entries: Sequence[_Entry], *, replace: bool
) -> tuple[int, int]:
    """Append what an authority tells; entries that tell what they told before stay as they are.

    Args:
        writer: of the ledger.
        run: the run.
        authority: its name.
        entries: each with the name of its file and the file's digest.
        replace: take back the entries of this authority that are not among these.

    Returns:
        How many are new or changed, and how many were taken back.
    """
    rows, kept = (
        encode_authorities.entries(authority, entries),
        [one.external_id for one, *_ in entries],
    )
    with writer.transaction(run) as number:
        added = len(writer.append("append_entries", rows, run=number))
        if not replace:
            return added, 0
        asked = {"authority": authority, "only": None, "keep": kept}
        return added, len(writer.append("withdraw_entries", None, **asked, run=number))


def _read_entries(entries: object, id_field: str, kind: str | None) -> Iterator[_Read]:
    """Read every entry with the name and the digest of its file."""
    several = (
        entries
        if isinstance(entries, Iterable) and not isinstance(entries, str | Mapping)
        else [entries]
    )
    rows: list[Any] = []
    for item in several:
        if isinstance(item, str | Path):
            yield from _read_authority_file(Path(item), id_field, kind)
        else:
            rows.append(item)
    digest = content_hash("rows", *(_row_for_digest(row) for row in rows))
    for found in read_known(enumerate(rows, 1), "input", id_field=id_field, kind=kind):
        yield found, "input", digest


def _row_for_digest(row: object) -> str:
    """Write a row for the digest of all; one that cannot be written is refused later."""
    try:
        return repr(row)
    except (ValueError, RecursionError):
        return shown(row)


def _read_authority_file(path: Path, id_field: str, kind: str | None) -> Iterator[_Read]:
    if what := unnameable(path):
        yield InputError(what, file=str(path), hint="rename it"), str(path), ""
        return
    try:
        digest = file_digest(path)
        for found in read_authority(path, id_field=id_field, kind=kind):
            yield found, path.name, digest
    except OSError as error:
        yield (
            InputError(f"cannot be read: {error.strerror or error}", file=str(path)),
            str(path),
            "",
        )


def _authority_run(started: datetime, name: str, told: Iterable[str]) -> Run:
    return Run(
        stage="authority",
        code=code_version(),
        settings=name,
        input_digest=content_hash(*told),
        started_at=started,
        ended_at=datetime.now(UTC),
    )
