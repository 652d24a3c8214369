"""What every test shares: the repository's root, and how hypothesis searches."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Derandomised: the same code gives the same result on every machine. No deadline: a busy machine is
# no failure. `pytest --hypothesis-profile=search` looks further, and remembers in `.hypothesis`
# what failed.
settings.register_profile("tests", derandomize=True, deadline=None, database=None)
# $HISTORIES says how many histories of a ledger it tries; a property tries twice as many examples.
_HISTORIES = int(os.environ.get("HISTORIES", "2000"))
settings.register_profile("search", deadline=None, max_examples=2 * _HISTORIES)
settings.load_profile("tests")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the repository."""
    return Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one ask for what takes minutes."""
    what = "train the shipped models anew, and note what agreed"
    parser.addoption("--retrain", action="store_true", help=what)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no core waits for another's last test.

    A file stays together, so that what its tests share is made once.
    """
    long = {item.path for item in items if item.get_closest_marker("search")}
    items.sort(key=lambda item: item.path not in long)
