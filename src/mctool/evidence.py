"""Evidence into a cohort, by file or by reference, always with its digest; and all digests checked."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mctool.editing import dump, load, write
from mctool.errors import MctoolError
from mctool.models import Cohort
from mctool.models.cohort import Attempt, Evidence
from mctool.proof import EvidenceFiles
from mctool.workspace import Descriptor
from mctool.workspace.resulttable import REQUIRED

_FIELDS = ("type", "file", "held_by", "reference", "sha256")


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence, and whose attempt at what it documents."""

    learner: str
    assessment: str
    attempt: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Difference:
    """Evidence that is missing, has no digest, or is not what was recorded."""

    cohort: str
    learner: str
    assessment: str
    file: str
    reason: str


def by_name(folder: Path, pattern: str) -> Iterator[tuple[Path, str, str]]:
    """The files of *folder* whose names fit *pattern*, each with the learner and the assessment that it names.

    *pattern* holds ``{learner}``, perhaps ``{assessment}``, and ``*`` for anything: ``{learner}-{assessment}.pdf``.
    With ``/`` it is held against paths below *folder*: ``{learner}/*.pdf``. Raises MctoolError when it names no
    learner, or a file of the folder does not fit.
    """
    if pattern.count("{learner}") != 1 or pattern.count("{assessment}") > 1:
        raise MctoolError(f"the pattern «{pattern}» is to hold {{learner}} once, and {{assessment}} once at most")
    parts = {"{learner}": r"(?P<learner>L-[0-9A-Fa-f]+)", "{assessment}": r"(?P<assessment>[a-z0-9-]+?)", "*": "[^/]*"}
    split = re.split(r"(\{learner\}|\{assessment\}|\*)", pattern)
    expression = re.compile("".join(parts.get(part) or re.escape(part) for part in split))
    if not folder.is_dir():
        raise MctoolError(f"{folder} is no folder")
    there = folder.rglob("*") if "/" in pattern else folder.iterdir()
    for path in sorted(one for one in there if one.is_file() and not one.name.startswith(".")):
        match = expression.fullmatch(path.relative_to(folder).as_posix())
        if match is None:
            raise MctoolError(f"{path} does not fit the pattern «{pattern}»; nothing was added")
        yield path, match["learner"], match.groupdict().get("assessment") or ""


def add(root: Path, cohort: Descriptor[Cohort], items: Sequence[Item]) -> int:
    """Writes those of *items* that are not recorded yet, and returns their number.

    Raises MctoolError, with nothing written, for a learner without that attempt, or a record that says otherwise.
    """
    attempts = {
        (result.learner, one.assessment, one.attempt): one
        for result in cohort.model.results for one in result.assessments
    }  # fmt: skip
    fresh = [item for item in items if not _recorded(cohort.model.id, attempts, item)]
    if not fresh:
        return 0
    table = cohort.table
    path = root / (table.path if table else cohort.path)
    text = path.read_text(encoding="utf-8-sig")
    write(path, _in_table(text, fresh) if table else _in_list(text, fresh))
    return len(fresh)


def check(root: Path, cohorts: Iterable[Cohort], tick: Callable[[], None] = lambda: None) -> Iterator[Difference]:
    """Every file of evidence of *cohorts* that does not match its digest, in order; each file is read once.

    *tick* is called after each piece of evidence.
    """
    files = EvidenceFiles(root.resolve())
    for cohort in cohorts:
        for learner, attempt, one in pieces(cohort):
            reason = _fault(files, one)
            tick()
            if reason:
                yield Difference(cohort.id, learner, attempt.assessment, one.file or "", reason)


def pieces(cohort: Cohort) -> Iterator[tuple[str, Attempt, Evidence]]:
    """All evidence of *cohort*: the learner, the attempt, the piece."""
    for result in cohort.results:
        for attempt in result.assessments:
            for one in attempt.evidence:
                yield result.learner, attempt, one


def _fault(files: EvidenceFiles, one: Evidence) -> str:
    if one.file is None:
        return "" if one.held_by and one.reference else "neither a file nor who holds it"
    actual = files.digest(one.file)
    if actual is None:
        return "the file is not there"
    if one.sha256 is None:
        return "no SHA-256 is recorded"
    return "" if actual == one.sha256 else "the file is not the one recorded"


def _recorded(cohort: str, attempts: Mapping[tuple[str, str, int], Attempt], item: Item) -> bool:
    attempt = attempts.get((item.learner, item.assessment, item.attempt))
    if attempt is None:
        where = f"attempt {item.attempt} at «{item.assessment}»"
        raise MctoolError(f"{item.learner} has no {where} in the cohort {cohort}; nothing was added")
    new = item.evidence
    for one in attempt.evidence:
        if (one.file, one.held_by, one.reference) == (new.file, new.held_by, new.reference):
            if one.sha256 not in (None, new.sha256):
                raise MctoolError(f"{item.learner}, {item.assessment}: this evidence is recorded with another SHA-256")
            return True
    return False


def _in_list(text: str, items: Sequence[Item]) -> str:
    document: Any = load(text)
    by_attempt = {
        (str(result["learner"]), one["assessment"], one.get("attempt", 1)): one
        for result in document["results"] for one in result.get("assessments", [])
    }  # fmt: skip
    for item in items:
        attempt = by_attempt[item.learner, item.assessment, item.attempt]
        attempt.setdefault("evidence", []).append(item.evidence.model_dump(mode="json", exclude_none=True))
    return dump(document, text)


def _in_table(text: str, items: Sequence[Item]) -> str:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    names = (*REQUIRED, "attempt", *(f"evidence_{name}" for name in _FIELDS))
    header = [*rows[0], *(name for name in names if name not in rows[0])]
    body = [[*row, *[""] * (len(header) - len(rows[0]))] for row in rows[1:] if row]
    for item in items:
        said = item.evidence.model_dump(mode="json", exclude_none=True)
        cells = {"learner": item.learner, "assessment": item.assessment, "attempt": str(item.attempt)}
        cells |= {f"evidence_{name}": said[name] for name in said}
        body.append([cells.get(name, "") for name in header])
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *body])
    return stream.getvalue()
