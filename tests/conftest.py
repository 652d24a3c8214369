"""What every test shares: the repository's root, and how hypothesis searches."""

from pathlib import Path

import pytest
from hypothesis import settings

# Derandomised: the same code gives the same result on every machine. No deadline: a busy machine is no failure.
# `pytest --hypothesis-profile=search` looks further, and remembers in `.hypothesis` what failed.
settings.register_profile("tests", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None, max_examples=4_000)
settings.load_profile("tests")


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the root of the repository."""
    return Path(__file__).parents[1]
