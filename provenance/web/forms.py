"""Read what is posted: the fields of a form, or a flat object of JSON; bounded, and text alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from provenance.exceptions import LedgerError

if TYPE_CHECKING:
    from starlette.requests import Request

_MOST_BYTES = 1_000_000
_MOST_FIELDS = 20


async def read_form(request: Request) -> dict[str, str]:
    """Read the fields of a form.

    Raises:
        LedgerError: it is too long, or neither a form nor an object of JSON.
    """
    body = await _request_body(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
        fields = _json_fields(text) if kind == "application/json" else _form_fields(text)
    except ValueError as error:
        raise LedgerError(f"what is sent cannot be read as {kind or 'a form'}: {error}") from error
    return _part_pair_field(fields)


async def _request_body(request: Request) -> bytearray:
    """Read what is sent.

    Raises:
        LedgerError: it is too long.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise LedgerError(f"what is sent may have {_MOST_BYTES:,} bytes at most")
    return body


def _part_pair_field(fields: dict[str, str]) -> dict[str, str]:
    """Part the one field of the desk without a script: the verb and both mentions, a line each."""
    verb, *pair = fields.pop("pair", "").replace("\r", "").split("\n")
    return {**fields, "verb": verb, **dict(zip("ab", pair, strict=False))} if pair else fields


def _form_fields(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))


def _json_fields(text: str) -> dict[str, str]:
    found = json.loads(text)
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise ValueError("an object whose values are strings is needed")
    return found
