"""Dates as credentials write them (XML Schema and RFC 3339)."""

import re
from datetime import UTC, datetime

_DATE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def read_moment(text: str) -> datetime | None:
    """An ``xsd:dateTime`` or ``xsd:date`` in UTC; without a zone read as UTC, without a time as midnight.

    None when the text is no date.
    """
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        return None
    day, time, fraction, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00:00'}{(fraction or '')[:7]}{zone or '+00:00'}")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
