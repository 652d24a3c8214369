"""Fixed statements, kept as named blocks in .sql files: `-- name: …`, one comment sentence, one statement."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_BLOCK = re.compile(r"^-- name: (\w+)\n(?:--[^\n]*\n)+(.*?);\s*$", re.MULTILINE | re.DOTALL)
FILES = (
    "answers.sql",
    "append.sql",
    "authorities.sql",
    "catalogue.sql",
    "claims.sql",
    "coverage.sql",
    "decisions.sql",
    "events.sql",
    "exports.sql",
    "lists.sql",
    "matching.sql",
    "merging.sql",
    "moments.sql",
    "pages.sql",
    "read.sql",
    "trail.sql",
    "verify.sql",
)


@cache
def statements() -> dict[str, str]:
    """Load every named statement once."""
    return blocks(__name__, *FILES)


def blocks(package: str, *names: str) -> dict[str, str]:
    """Read the named blocks of a package's .sql files.

    Raises:
        ValueError: two blocks have one name.
    """
    found: dict[str, str] = {}
    for name in names:
        for block, statement in _BLOCK.findall(
            files(package).joinpath(name).read_text(encoding="utf-8")
        ):
            if block in found:
                raise ValueError(f"two statements are called {block}")
            found[block] = statement
    return found
