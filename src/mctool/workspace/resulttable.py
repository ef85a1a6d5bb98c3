"""Results of a cohort as a CSV table: one row per learner, assessment, attempt, assessor and criterion."""

import csv
import io
import re
import sys
from dataclasses import dataclass
from typing import Any

from mctool.findings import TOP, Span
from mctool.yamlsource import Loc, shortened

REQUIRED = ("learner", "assessment", "assessor", "criterion", "level")
OPTIONAL = (
    "status", "attended_hours", "attempt", "date", "agreed", "feedback",
    "evidence_type", "evidence_file", "evidence_held_by", "evidence_reference", "evidence_sha256",
)  # fmt: skip
_NUMBERS = {
    "attended_hours": (float, re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")),
    "attempt": (int, re.compile("[0-9]{1,4}")),
}
_MOST = 100
"""Rows told of one table: whoever has more began with the wrong file."""
_FAULTS = {
    "unexpected end of data": "A quotation mark in this row is never closed",
    "field larger than field limit": "A cell has more than 131,072 characters",
    "expected after": "A quotation mark inside a cell; in a cell in quotes it is written twice",
}
"""What csv says, and what a person can act on."""


@dataclass(frozen=True, slots=True)
class TableFault:
    """A row or header that cannot be placed."""

    line: int
    message: str
    help: str = ""


class ResultTable:
    """The results in a CSV file as plain data in the shape of ``results``, and the line of each part."""

    def __init__(self, path: str, text: str) -> None:
        """*path* is relative to the workspace. ``faults`` name the rows that could not be placed."""
        self.path = path
        self.faults: list[TableFault] = []
        self.data: list[dict[str, Any]] = []
        self._lines: dict[Loc, int] = {}
        self._learners: dict[str, int] = {}
        self._attempts: dict[tuple[int, str, int], int] = {}
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)  # ends lines where editors do, not at U+2028
        begun = 1
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            self.faults.append(TableFault(line, "A NUL character, which no text holds", "Export the table anew."))
            return
        try:
            header = next(rows, None)
            if header is None:
                self.faults.append(TableFault(1, "The file is empty", f"Required columns: {', '.join(REQUIRED)}."))
            if header is None or self._header_is_wrong(header):
                return
            begun = rows.line_num + 1
            for row in rows:
                if any(cell.strip() for cell in row):
                    self._take(begun, header, row)
                begun = rows.line_num + 1
                if len(self.faults) >= _MOST:
                    return
        except csv.Error as error:
            words = next((words for said, words in _FAULTS.items() if said in str(error)), f"Not a CSV table: {error}")
            self.faults.append(TableFault(begun, words))

    def hand_over(self) -> list[dict[str, Any]]:
        """The data, for good: a model holds the results from now on, and large cohorts are not kept twice."""
        data, self.data = self.data, []
        self._learners, self._attempts = {}, {}
        return data

    def span(self, loc: Loc) -> Span:
        """The row where the part at *loc* (``("results", 0, "assessments", …)``) stands."""
        for end in range(len(loc), 0, -1):
            if loc[:end] in self._lines:
                line = self._lines[loc[:end]]
                return Span(line, 1, line, 1)
        return TOP

    def _header_is_wrong(self, header: list[str]) -> bool:
        if not any(header):
            self.faults.append(TableFault(1, "The first line is empty", f"Required columns: {', '.join(REQUIRED)}."))
            return True
        for sign, name in ((";", "semicolons"), ("\t", "tabs")):
            if len(header) == 1 and sign in header[0]:
                remedy = "A results table separates them by commas: save it as «CSV, comma separated»."
                self.faults.append(TableFault(1, f"The columns are separated by {name}", remedy))
                return True
        for name in REQUIRED:
            if name not in header:
                self.faults.append(
                    TableFault(1, f"The column «{name}» is missing", f"Required: {', '.join(REQUIRED)}.")
                )
        for name in header:
            if name not in REQUIRED + OPTIONAL:
                self.faults.append(
                    TableFault(1, f"«{name}» is no column of a results table", f"Optional: {', '.join(OPTIONAL)}.")
                )
            elif header.count(name) > 1:
                self.faults.append(TableFault(1, f"The column «{name}» stands twice"))
        return bool(self.faults)

    def _take(self, line: int, header: list[str], row: list[str]) -> None:
        if len(row) != len(header):
            self.faults.append(TableFault(line, f"The row has {len(row)} cells, the header {len(header)}"))
            return
        stripped = ((name, cell.strip()) for name, cell in zip(header, row, strict=True))
        cells: dict[str, Any] = {name: sys.intern(cell) for name, cell in stripped if cell}  # most repeat row by row
        for name, (number, written) in _NUMBERS.items():
            if name in cells:
                if not written.fullmatch(cells[name]):
                    kind = "whole number" if number is int else "number; write it as 18 or 17.5"
                    self.faults.append(TableFault(line, f"«{shortened(cells[name])}» in «{name}» is no {kind}"))
                    return
                cells[name] = number(cells[name])
        if "learner" not in cells:
            self.faults.append(TableFault(line, "The row names no learner"))
            return
        index = self._result(line, cells)
        if "assessment" in cells:
            self._rating(line, index, cells)
        elif self.data[index].get("status") != "withdrawn" and "attended_hours" not in cells:
            remedy = "Only a withdrawn learner, or hours attended, need none."
            self.faults.append(TableFault(line, "The row names no assessment", remedy))

    def _result(self, line: int, cells: dict[str, Any]) -> int:
        index = self._learners.setdefault(cells["learner"], len(self.data))
        if index == len(self.data):
            self.data.append({"learner": cells["learner"], "assessments": []})
            self._lines["results", index] = line
        self._same(line, self.data[index], cells, ("status", "attended_hours"))
        return index

    def _rating(self, line: int, index: int, cells: dict[str, Any]) -> None:
        result = self.data[index]
        number = cells.get("attempt", 1)
        at = self._attempts.setdefault((index, cells["assessment"], number), len(result["assessments"]))
        loc: Loc = ("results", index, "assessments", at)
        if at == len(result["assessments"]):
            result["assessments"].append({
                "assessment": cells["assessment"], "attempt": number, "ratings": [], "agreed": {}, "evidence": [],
            })  # fmt: skip
            self._lines[loc] = line
        attempt = result["assessments"][at]
        self._same(line, attempt, cells, ("date", "feedback"))
        if "assessor" in cells and "criterion" in cells and "level" in cells:
            self._level(line, loc, attempt, cells)
        elif {"assessor", "criterion", "level"} & cells.keys():
            self.faults.append(TableFault(line, "A rating needs assessor, criterion and level; one of them is empty"))
        if "agreed" in cells and "criterion" in cells:
            self._same(line, attempt["agreed"], {cells["criterion"]: cells["agreed"]}, (cells["criterion"],))
        evidence = {name.removeprefix("evidence_"): cells[name] for name in cells if name.startswith("evidence_")}
        if evidence and evidence not in attempt["evidence"]:
            self._lines[(*loc, "evidence", len(attempt["evidence"]))] = line
            attempt["evidence"].append(evidence)

    def _level(self, line: int, loc: Loc, attempt: dict[str, Any], cells: dict[str, Any]) -> None:
        ratings: list[dict[str, Any]] = attempt["ratings"]
        at = next((i for i, rating in enumerate(ratings) if rating["by"] == cells["assessor"]), len(ratings))
        if at == len(ratings):
            ratings.append({"by": cells["assessor"], "levels": {}})
            self._lines[(*loc, "ratings", at)] = line
        self._lines[(*loc, "ratings", at, "levels", cells["criterion"])] = line
        self._same(line, ratings[at]["levels"], {cells["criterion"]: cells["level"]}, (cells["criterion"],))

    def _same(self, line: int, into: dict[str, Any], cells: dict[str, Any], names: tuple[str, ...]) -> None:
        """Takes values that every row of a learner or attempt must agree on."""
        for name in names:
            if name in cells and into.setdefault(name, cells[name]) != cells[name]:
                self.faults.append(
                    TableFault(line, f"«{name}» is «{cells[name]}» here and «{into[name]}» in a row above")
                )
