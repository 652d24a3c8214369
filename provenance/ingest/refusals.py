"""What is wrong with one field of a row, carried until file and line are known."""

from __future__ import annotations

from datetime import datetime

from provenance.exceptions import InputError

_SHOWN = 40  # characters of a value that a message repeats


class RowRefusal(Exception):  # noqa: N818  (a row is refused, which is no error of the program)
    """Say which field of a row cannot be taken in, and why.

    Args:
        field: the field's name; None where the whole row is meant.
        what: the fault, with the value that caused it.
        hint: what the caller can do about it.
    """

    def __init__(self, field: str | None, what: str, hint: str = "") -> None:
        self.field, self.what, self.hint = field, what, hint
        super().__init__(what)

    def at(self, file: str | None, line: int | None) -> InputError:
        """Return the error that names the place, too.

        Args:
            file: the file's path, or None for values handed over in memory.
            line: the line or row, counted from 1.
        """
        return InputError(self.what, file=file, line=line, field=self.field, hint=self.hint)


def shown(value: object) -> str:
    """Return the beginning of a value's `repr` for a message.

    Integers of thousands of digits and very deep values have no `repr`; they are described.
    """
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return f"a value of type {type(value).__name__} that is too long to print"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def with_type(value: object) -> str:
    """Return a value's type and the beginning of its `repr`."""
    return f"{type(value).__name__} {shown(value)}"


def is_nan(value: object) -> bool:
    """Whether a value is NaN or NaT, which tables write for what is missing."""
    # Not math.isnan, which takes no times.
    return isinstance(value, float | datetime) and value != value  # noqa: PLR0124


def check_characters(field: str, value: str) -> None:
    """Refuse a text with half a surrogate pair, which no encoding of Unicode can hold.

    Raises:
        RowRefusal: naming the field and the code point.
    """
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"half a surrogate pair at code point {error.start}"
        hint = "write the character whole, or as one escape pair"
        raise RowRefusal(field, what, hint) from error
