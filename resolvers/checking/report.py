"""A check as JSON; `check.schema.json` beside this file says what is in it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from resolvers.checking.records import Check, Finding


def as_dict(checked: Check) -> dict[str, Any]:
    """Return a check as `spantrail check --json` prints it."""
    return {
        "findings": [_finding_as_dict(finding) for finding in checked.findings],
        "summary": {
            "statements": len(checked.findings),
            "to_look_at": len(checked.to_look_at),
            "articles": checked.articles,
            "findings": checked.counts,
        },
    }


def _finding_as_dict(finding: Finding) -> dict[str, Any]:
    return {**attrs.asdict(finding), "values": list(finding.values)}


def as_json(checked: Check) -> str:
    """Write a check as JSON."""
    return json.dumps(as_dict(checked), ensure_ascii=False, indent=1)


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `as_json` writes."""
    text = files(__package__).joinpath("check.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
