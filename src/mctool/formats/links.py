"""Addresses as credentials carry them: of mailboxes and of pages."""

import re
from urllib.parse import quote

from mctool.errors import FormatError


def mailto(address: str | None) -> str | None:
    """An e-mail address as a ``mailto:`` URI (RFC 6068); None for none. Raises FormatError when it is no address.

    The message does not repeat the address, which may be a learner's.
    """
    if not address:
        return None
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", address):
        raise FormatError("an e-mail address is not of the form name@domain")
    return f"mailto:{quote(address, safe='@+-._~!$*')}"


def web_address(text: str | None) -> str | None:
    """*text* when it is the address of a page, else None."""
    return text if text and re.fullmatch(r"https?://[!-~]+", text) else None
