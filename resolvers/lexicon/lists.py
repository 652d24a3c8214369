"""Lists: the rows of the lexicon's data files, of a user's folder, and of CLDR.

`$SPANTRAIL_LEXICON` may name a folder with files of the same names as ours (`organisations.tsv`,
`roles.tsv`, …). Their rows are added to ours; the first line names the columns, of which some may
be left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from provenance.exceptions import InputError
from provenance.ingest.encodings import decode, decode_leniently, other_encoding
from provenance.ingest.refusals import RowRefusal, shown
from resolvers.text.folding import fold

Check = Callable[[dict[str, str]], None]
_VARIABLE = "SPANTRAIL_LEXICON"
# Codes of CLDR that are no territory of their own, or that no text calls by these names.
_NO_TERRITORIES = frozenset("EU EZ UN QO XA XB ZZ AC DG EA IC CQ UM HM BV".split())


def rows(
    name: str,
    package: str = "resolvers.lexicon",
    check: Check | None = None,
) -> Iterator[dict[str, str]]:
    """Read one list as dictionaries: our rows, then the user's; comment lines are skipped.

    Args:
        name: the file's name without its ending.
        package: the package whose folder `data` holds our list.
        check: called with each row of the user's; raises RowRefusal for one that cannot be used.

    Raises:
        InputError: a row of the user's does not fit its columns, or a column is none of ours.
    """
    columns, own = _own_list(name, package)
    yield from own
    for path in user_lists(name):
        for number, row in _user_list_rows(path, columns):
            try:
                if check:
                    check(row)
            except RowRefusal as refusal:
                raise refusal.at(str(path), number) from refusal
            yield row


def own_rows(name: str, package: str = "resolvers.lexicon") -> list[dict[str, str]]:
    """Read a list of ours that no user extends, such as what was counted on labelled articles."""
    return _own_list(name, package)[1]


def _own_list(name: str, package: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return the columns and the rows of a list of ours."""
    text = files(package).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    columns = header.split("\t")
    return columns, [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def _user_list_rows(path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read the rows of a user's list with the numbers of their lines."""
    header: list[str] = []
    for number, line in enumerate(_user_list_text(path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if not header:
            _check_header(parts, columns, path, number)
            header = parts
        elif len(parts) > len(header):
            raise InputError(
                f"{len(parts)} cells under {len(header)} columns",
                file=str(path),
                line=number,
            )
        else:
            yield number, dict.fromkeys(columns, "") | dict(zip(header, parts, strict=False))


def _user_list_text(path: Path) -> str:
    """Read a user's list.

    Raises:
        InputError: it cannot be read, is not UTF-8, or holds NUL as files do that are no text.
    """
    raw = _user_list_bytes(path)
    for number, line in enumerate(raw.split(b"\n"), 1):
        other = other_encoding(line, str(path)) if number == 1 else None
        text = other or decode(line, str(path), number)
        if isinstance(text, InputError):
            raise text
        if "\0" in text:
            what = "the line holds NUL, as files do that are no text"
            raise InputError(what, file=str(path), line=number)
    return decode_leniently(raw)


def _user_list_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        hint = "a list is a text file with tabs between its cells"
        raise InputError(what, file=str(path), hint=hint) from error


def _check_header(parts: list[str], columns: list[str], path: Path, number: int) -> None:
    """Refuse a header with a column that is none of ours, or that stands twice."""
    unknown = next((part for part in parts if part not in columns), None)
    if unknown is not None:
        hint = f"the columns are {', '.join(columns)}"
        raise InputError(
            f"there is no column {shown(unknown)}",
            file=str(path),
            line=number,
            hint=hint,
        )
    twice = next((part for place, part in enumerate(parts) if part in parts[:place]), None)
    if twice is not None:
        raise InputError(f"the column {twice} stands twice", file=str(path), line=number)


def user_folder() -> Path | None:
    """Return the folder of the user's lists, where there is one.

    Raises:
        InputError: the variable names no folder.
    """
    value = os.environ.get(_VARIABLE)
    if not value:
        return None
    if not Path(value).is_dir():
        hint = "name one that holds lists such as organisations.tsv"
        raise InputError(f"{value!r} is no folder", file=_VARIABLE, hint=hint)
    return Path(value)


def user_lists(name: str = "*") -> list[Path]:
    """Return the paths of the user's lists of a name, or of all of them."""
    folder = user_folder()
    return sorted(folder.glob(f"{name}.tsv")) if folder else []


def user_contents() -> list[str]:
    """Return the bytes of all lists of the user as hexadecimal digits, for digests.

    Raises:
        InputError: one of them cannot be read.
    """
    return [_user_list_bytes(path).hex() for path in user_lists()]


def cells(value: str) -> list[str]:
    """Split a cell of several values."""
    return [part for part in value.split("|") if part]


# --- CLDR -----------------------------------------------------------------------------------------


@cache
def territories() -> dict[str, list[str]]:
    """Return the names of countries and territories by code, as CLDR has them in English (through Babel) and at home."""
    from babel import Locale

    own = {row["code"]: cells(row["names"]) for row in own_rows("endonyms")}
    found: dict[str, list[str]] = {}
    for code, name in sorted(Locale("en").territories.items()):
        if _is_territory(code) and "SAR China" not in name and " - " not in name:
            found[code] = list(dict.fromkeys((*_english_territory_names(name), *own.get(code, ()))))
    return found


def _is_territory(code: str) -> bool:
    """Whether a code of CLDR is that of one territory, and not of a group or of none."""
    return len(code) == 2 and code.isalpha() and code not in _NO_TERRITORIES


def _english_territory_names(name: str) -> tuple[str, str]:
    """Return CLDR's name of a territory written out, and as it is, without what stands in brackets."""
    plain = name.replace("St. ", "Saint ").partition(" (")[0]
    return plain.replace(" & ", " and "), name.partition(" (")[0]


@cache
def languages() -> tuple[str, ...]:
    """Return the folded English names of languages of one word, as CLDR has them.

    Russian, Swahili.
    """
    from babel import Locale

    return tuple(sorted({fold(name) for name in Locale("en").languages.values() if name.isalpha()}))
