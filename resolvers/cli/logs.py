"""Logging through the standard library: quiet unless asked, and then on standard error."""

from __future__ import annotations

import logging

OURS = ("provenance", "resolvers", "spantrail")
_BELOW_US = ("splink", "sqlglot")  # both tell every statement
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def configure(verbosity: int) -> None:
    """Choose what is logged: nothing; what we do (1); how, too (2).

    What the libraries below us do as well (3).
    """
    if not verbosity:
        return
    logging.basicConfig(format=_FORMAT)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO if verbosity == 1 else logging.DEBUG)
    for name in _BELOW_US:
        logging.getLogger(name).setLevel(logging.DEBUG if verbosity > 2 else logging.WARNING)
