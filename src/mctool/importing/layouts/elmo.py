"""ELMO, the EMREX format: whole-course results of one learner in XML."""

from collections.abc import Iterator
from typing import Any

from mctool.errors import MctoolError
from mctool.importing.cells import folded
from mctool.importing.sheet import Column, Explained, Layout, Options, Problem, Role, Row, Sheet

_NAMESPACE = "{https://github.com/emrex-eu/elmo-schemas/tree/v1}"
_STATUSES = ("passed", "failed", "in-progress")


def read(content: bytes, options: Options) -> Sheet:
    """The learner's results, a column for each course. Raises MctoolError when *content* is no ELMO, or has a DTD.

    A result without a status is a problem unless *options* say what its absence means: the schema says «passed».
    """
    root = _parse(content)
    learner = root.find(f"{_NAMESPACE}learner")
    if learner is None:
        raise MctoolError("the ELMO file has no learner")
    person = _person(learner)
    courses: dict[str, Column] = {}
    rows: list[tuple[int, str, str]] = []
    explained: list[Explained] = []
    problems: list[Problem] = []
    for course in root.iter(f"{_NAMESPACE}learningOpportunitySpecification"):
        name = _course(course)
        instances = list(course.findall(f"{_NAMESPACE}specifies/{_NAMESPACE}learningOpportunityInstance"))
        if not instances:
            explained.append(Explained(course.sourceline, "no-result", "a unit without a result of its own"))
        for instance in instances:
            hours = _child(instance, "engagementHours")
            if hours:
                heading = f"{name} (engagementHours)"
                courses.setdefault(heading, Column(heading, 0, Role.HOURS, name))
            courses.setdefault(name, Column(name, 0, Role.SCORE, _child(course, "title") or name))
            value = _value(instance, options, problems)
            if value is not None:
                rows.append((instance.sourceline, name, value))
                if hours:
                    rows.append((instance.sourceline, f"{name} (engagementHours)", hours))
    columns = (*(Column(heading, 0, role) for heading, role, _ in person), *courses.values())
    return Sheet(
        Layout.ELMO, columns, tuple(_rows(rows, columns, [value for _, _, value in person])), tuple(explained),
        tuple(problems), long=True, decimals="point",
    )  # fmt: skip


def _parse(content: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise MctoolError(f"the file is no well-formed XML: {error.msg}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise MctoolError("the XML file brings a document type with it; an ELMO file has none")
    if root.tag != f"{_NAMESPACE}elmo":
        raise MctoolError("the XML file is no ELMO file (elmo-schemas v1)")
    return root


def _person(learner: Any) -> list[tuple[str, Role, str]]:
    found = [
        (f"identifier {one.get('type', '')}".strip(), Role.KEY, (one.text or "").strip())
        for one in learner.findall(f"{_NAMESPACE}identifier")
    ]
    names = (("givenNames", Role.GIVEN), ("familyName", Role.FAMILY))
    return [*found, *((name, role, _child(learner, name)) for name, role in names)]


def _course(course: Any) -> str:
    """What a mapping calls the course: its first identifier, with the type, else its title."""
    for one in course.findall(f"{_NAMESPACE}identifier"):
        if (one.text or "").strip():
            return f"{one.get('type', '')} {one.text.strip()}".strip()
    return _child(course, "title") or "(course without title)"


def _value(instance: Any, options: Options, problems: list[Problem]) -> str | None:
    """The result: the label, else the status in a word; empty for what is in progress; None where nobody can tell."""
    status = folded(_child(instance, "status"))
    if not status and options.absent_status is None:
        problems.append(Problem(
            "row-refused", instance.sourceline, 0, "The result has no status; the schema takes that for passed",
            "Ask the issuer, and write «absent_status: passed» into the mapping.",
        ))  # fmt: skip
        return None
    status = status or (options.absent_status or "")
    if status not in _STATUSES:
        problems.append(Problem("row-refused", instance.sourceline, 0, "The status is none of ELMO's"))
        return None
    return "" if status == "in-progress" else _child(instance, "resultLabel") or status


def _rows(results: list[tuple[int, str, str]], columns: tuple[Column, ...], person: list[str]) -> Iterator[Row]:
    place = {column.heading: at for at, column in enumerate(columns)}
    by_line: dict[int, list[str]] = {}
    for line, name, value in results:
        cells = by_line.setdefault(line, [*person, *[""] * (len(columns) - len(person))])
        cells[place[name]] = value
    return (Row(line, tuple(cells)) for line, cells in by_line.items())


def _child(element: Any, name: str) -> str:
    return (element.findtext(f"{_NAMESPACE}{name}") or "").strip()
