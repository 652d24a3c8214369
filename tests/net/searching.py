"""Properties whose every example resolves ledgers: a few with each run of the tests, many with `make search`.

The tests draw the same examples each time (see conftest), so that more of them find what they
found before; what has not been tried yet is for `make search`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings

Test = TypeVar("Test", bound=Callable[..., Any])

# Marks of what repeats on more input what each run of the tests has shown on less.
only_search = (
    pytest.mark.search,
    pytest.mark.skipif(settings().derandomize, reason="takes long: make search"),
)


def heavy(few: int, *, search: int) -> Callable[[Test], Test]:
    """Set how many examples a property tries, and mark it for `make search`.

    Args:
        few: with each run of the tests.
        search: at least so many with `make search`, and a tenth of its histories.
    """
    profile = settings()
    count = few if profile.derandomize else max(search, profile.max_examples // 20)
    # An example takes seconds, and files of its own are made by what is shared.
    tried = settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))

    def mark(test: Test) -> Test:
        return pytest.mark.search(tried(test))

    return mark
