"""Show the arguments of attrs records on the reference pages.

Griffe reads the sources without running them, and of generated constructors it knows only those of
dataclasses.
"""

from __future__ import annotations

import griffe

DECORATORS = {"attrs.frozen", "attrs.define"}


def _options(expression: str | griffe.Expr | None) -> dict[str, str | griffe.Expr] | None:
    """Read the keyword arguments of a call to attrs; None for anything else."""
    if not isinstance(expression, griffe.ExprCall) or not expression.canonical_path.startswith(
        "attrs."
    ):
        return None
    return {a.name: a.value for a in expression.arguments if isinstance(a, griffe.ExprKeyword)}


def _default(value: str | griffe.Expr | None) -> str | griffe.Expr | None:
    options = _options(value)
    if options is None:
        return value
    return f"{options['factory']}()" if "factory" in options else options.get("default")


class AttrsRecords(griffe.Extension):
    """Give each attrs record the constructor that attrs will generate for it."""

    def on_class_members(self, *, cls: griffe.Class, **_: object) -> None:
        """Add `__init__` once the fields are known."""
        records = [
            d.value for d in cls.decorators if getattr(d.value, "canonical_path", "") in DECORATORS
        ]
        if not records or "__init__" in cls.members:
            return
        by_keyword = str((_options(records[0]) or {}).get("kw_only")) == "True"
        kind = (
            griffe.ParameterKind.keyword_only
            if by_keyword
            else griffe.ParameterKind.positional_or_keyword
        )
        fields = [
            griffe.Parameter(
                name, annotation=member.annotation, kind=kind, default=_default(member.value)
            )
            for name, member in cls.members.items()
            if isinstance(member, griffe.Attribute)
            and member.annotation
            and "property" not in member.labels
        ]
        this = griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword)
        cls.set_member(
            "__init__",
            griffe.Function(
                "__init__", parameters=griffe.Parameters(this, *fields), returns="None"
            ),
        )
