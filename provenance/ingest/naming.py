"""What an article is called that has no id of its own: by the path of its file."""

from __future__ import annotations

import os
from pathlib import Path

STANDARD_INPUT = "-"


def article_name(path: str | Path) -> str | None:
    """Return the id of a file's article: its path as given, without `.` and `..`, with `/`.

    None for the standard input: what comes in by it would all be versions of one article.
    """
    if str(path) == STANDARD_INPUT:
        return None
    return Path(os.path.normpath(path)).as_posix()
