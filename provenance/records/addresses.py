"""Whether two addresses of the web are one."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

# Parameters that tell how a reader came, and not to what.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|msclkid|igshid|mc_[ce]id|at_\w+|cmpid|ns_\w+",
    re.IGNORECASE,
)
_PORTS = (None, 80, 443)


def same_address(a: str, b: str) -> bool:
    """Whether two addresses lead to one page.

    The scheme, `www.`, tracking parameters and the fragment make no difference.
    """
    return a == b or _page_identity(a) == _page_identity(b)


def _page_identity(address: str) -> tuple[object, ...]:
    """Return what tells one page from another; an address that is none stands for itself."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return (address,)
    host = (parts.hostname or "").removeprefix("www.")
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    asked = [pair for pair in parameters if not _TRACKING.fullmatch(pair[0])]
    return (host, None if port in _PORTS else port, parts.path.rstrip("/"), tuple(sorted(asked)))
