"""What may stand where a page's address is kept, and so become a link that people follow.

Whether it may be fetched is decided when it is (`ringtrue.say.connecting`); a host of an intranet,
which has no dot in its name, is an address like any other.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

LONGEST = 2_000
_BLANK = re.compile(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]")


def is_page_address(address: str) -> bool:
    """Whether it is http(s), names a host, and neither a user nor a password.

    >>> [is_page_address(each) for each in ("http://shop/", "https://x.example:8443/a?b=c")]
    [True, True]
    >>> [is_page_address(each) for each in ("javascript:alert(1)", "https://me@x.example/", "shop")]
    [False, False, False]
    """
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    plain = "@" not in parts.netloc and not _BLANK.search(address) and len(address) <= LONGEST
    return parts.scheme in {"http", "https"} and named and plain


def check_page_address(address: str) -> None:
    """As a validator of Django."""
    if not is_page_address(address):
        raise ValidationError("this is no address of a page")
