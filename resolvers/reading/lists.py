"""Lists: the rows of the lexicon's data files, of a user's folder, and of CLDR.

`$SPANTRAIL_LEXICON` may name a folder with files of the same names as ours (`organisations.tsv`, `roles.tsv`, …). Their rows
are added to ours; the first line names the columns, of which some may be left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from provenance.exceptions import InputError
from resolvers.reading.folding import fold

_VARIABLE = "SPANTRAIL_LEXICON"
# Codes of CLDR that are no territory of their own, or that no text calls by these names.
_NO_TERRITORIES = frozenset("EU EZ UN QO XA XB ZZ AC DG EA IC CQ UM HM BV".split())


def rows(name: str, package: str = "resolvers.reading") -> Iterator[dict[str, str]]:
    """Read one list as dictionaries: our rows, then the user's; comment lines are skipped.

    Args:
        name: the file's name without its ending.
        package: the package whose folder `data` holds our list.

    Raises:
        InputError: a row of the user's does not fit its columns, or a column is none of ours.
    """
    ours = files(package).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = [line for line in ours.splitlines() if line and not line.startswith("#")]
    columns = header.split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))
    folder = user_folder()
    if folder and (path := folder / f"{name}.tsv").exists():
        yield from _user_rows(path, columns)


def _user_rows(path: Path, columns: list[str]) -> Iterator[dict[str, str]]:
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if not header:
            unknown = [part for part in parts if part not in columns]
            if unknown:
                hint = f"the columns are {', '.join(columns)}"
                raise InputError(f"there is no column {unknown[0]!r}", file=str(path), line=number, hint=hint)
            header = parts
        elif len(parts) > len(header):
            raise InputError(f"{len(parts)} cells under {len(header)} columns", file=str(path), line=number)
        else:
            yield dict.fromkeys(columns, "") | dict(zip(header, parts, strict=False))


def user_folder() -> Path | None:
    """Give the folder of the user's lists, where there is one.

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


def cells(value: str) -> list[str]:
    """Split a cell of several values."""
    return [part for part in value.split("|") if part]


# --- CLDR -------------------------------------------------------------------------------------------------------------


@cache
def territories() -> dict[str, list[str]]:
    """Give the English names of countries and territories by code, as CLDR has them (through Babel)."""
    from babel import Locale

    found: dict[str, list[str]] = {}
    for code, name in sorted(Locale("en").territories.items()):
        plain = name.replace("St. ", "Saint ").partition(" (")[0]
        plainly_named = "SAR China" not in name and " - " not in name
        if len(code) == 2 and code.isalpha() and code not in _NO_TERRITORIES and plainly_named:
            found[code] = list(dict.fromkeys((plain.replace(" & ", " and "), name.partition(" (")[0])))
    return found


@cache
def languages() -> tuple[str, ...]:
    """Give the folded English names of languages of one word, as CLDR has them: Russian, Swahili."""
    from babel import Locale

    return tuple(sorted({fold(name) for name in Locale("en").languages.values() if name.isalpha()}))
