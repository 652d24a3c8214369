"""Pages of a ledger for people who would rather look than read a table, and reports to hand on.

`make_app` serves the pages (Starlette), `write_report` writes one as a file that needs nothing
else. Both render the records of `provenance.trail` and compute nothing that is not in the ledger.
What needs `resolvers` is handed in as `Helpers`.
"""

from __future__ import annotations

from provenance.web.helpers import Helpers
from provenance.web.report import write_report
from provenance.web.serving import serve

__all__ = ["Helpers", "serve", "write_report"]
