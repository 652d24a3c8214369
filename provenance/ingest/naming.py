"""What an article is called that has no id of its own: by the path of its file."""

from __future__ import annotations

import os
from pathlib import Path


def article_name(path: str | Path) -> str:
    """Return the id of a file's article: its path as given, without `.` and `..`, with `/`."""
    return Path(os.path.normpath(path)).as_posix()
