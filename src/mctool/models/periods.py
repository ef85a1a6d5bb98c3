"""Lengths of calendar time, as ISO 8601 writes them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A length of calendar time (ISO 8601 ``P3Y``, ``P14D``, ``P2W``): years, months and days."""

    years: int = 0
    months: int = 0
    days: int = 0

    PATTERN = r"^P(?=[0-9])([0-9]{1,3}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?$"

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period written as *text*; ValueError when it is none."""
        match = re.match(cls.PATTERN, text)
        if match is None:
            raise ValueError(text)
        years, months, weeks, days = (int(part[:-1]) if part else 0 for part in match.groups())
        return cls(years, months, weeks * 7 + days)

    def after(self, start: date) -> date:
        """The day this long after *start*; 29 February plus a year is 28 February."""
        month = start.month - 1 + self.months
        year = min(start.year + self.years + month // 12, 9999)
        month = month % 12 + 1
        day = min(start.day, calendar.monthrange(year, month)[1])
        return date.fromordinal(min(date(year, month, day).toordinal() + self.days, date.max.toordinal()))

    def __str__(self) -> str:
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0D")
