"""Every error that spantrail raises on purpose, under one root.

SpantrailError
├── InputError          a row or file that cannot be taken in; names file, line and field
├── SpanError           offsets that point at nothing
├── LedgerError         the ledger file cannot be used as asked
│   └── NotFoundError   no entity, article or mention goes by that name
└── MissingExtraError   an optional dependency is not installed
"""

from __future__ import annotations


class SpantrailError(Exception):
    """Be the root of every error that spantrail raises on purpose."""


class InputError(SpantrailError):
    """Say which input was refused, where it stands and what to do.

    Args:
        what: the fault, with the value that caused it.
        file: the file's path as the caller gave it, or None for values handed over in memory.
        line: the line or row, counted from 1.
        field: the field of that row.
        hint: what the caller can do about it.
    """

    def __init__(
        self,
        what: str,
        *,
        file: str | None = None,
        line: int | None = None,
        field: str | None = None,
        hint: str = "",
    ) -> None:
        self.what, self.file, self.line, self.field, self.hint = what, file, line, field, hint
        super().__init__(self._input_error_sentence())

    def _input_error_sentence(self) -> str:
        place = self.file or "input"
        if self.line is not None:
            place += f":{self.line}"
        if self.field is not None:
            place += f": field {self.field!r}"
        return f"{place}: {self.what}" + (f" ({self.hint})" if self.hint else "")


class SpanError(SpantrailError):
    """Say which offsets do not fit which text."""


class LedgerError(SpantrailError):
    """Say why the ledger file cannot be used as asked."""


class NotFoundError(LedgerError):
    """Say what was looked for and what is there instead."""


class MissingExtraError(SpantrailError):
    """Name the extra that brings the missing dependency.

    Args:
        package: the module that could not be imported.
        extra: the extra of the spantrail distribution that installs it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; run: pip install 'spantrail[{extra}]'")
