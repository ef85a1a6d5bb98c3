"""ELMO, the EMREX format: whole-course results of one learner in XML."""

from collections.abc import Iterator, Mapping
from typing import Any

from mctool.errors import MctoolError
from mctool.importing.cells import folded
from mctool.importing.sheet import Column, Explained, Layout, Options, Problem, Role, Row, Sheet

_NAMESPACE = "{https://github.com/emrex-eu/elmo-schemas/tree/v1}"
_STATUSES = ("passed", "failed", "in-progress")


def read(content: bytes, options: Options) -> Sheet:
    """The learner's results, a column for each course. Raises MctoolError when *content* is no ELMO, or has a DTD.

    A result without a status is a problem unless *options* say what its absence means: the schema says «passed».
    Its rows are the units of the document and their results, numbered in its order, however its lines are broken.
    """
    root = _parse(content)
    learner = root.find(f"{_NAMESPACE}learner")
    if learner is None:
        raise MctoolError("the ELMO file has no learner")
    person = _person(learner)
    courses: dict[str, Column] = {}
    rows: list[tuple[int, Mapping[str, str]]] = []
    explained: list[Explained] = []
    problems: list[Problem] = []
    for number, (course, instance) in enumerate(_results(root), 1):
        name = _course(course)
        if instance is None:
            explained.append(Explained(number, "no-result", "a unit without a result of its own"))
            continue
        hours, heading = _child(instance, "engagementHours"), f"{name} (engagementHours)"
        if hours:
            courses.setdefault(heading, Column(heading, 0, Role.HOURS, name))
        courses.setdefault(name, Column(name, 0, Role.SCORE, _child(course, "title") or name))
        value = _value(instance, number, options, problems)
        if value is not None:
            rows.append((number, {name: value, heading: hours} if hours else {name: value}))
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


def _results(root: Any) -> Iterator[tuple[Any, Any | None]]:
    """Every unit with each of its results; None for one that has no result of its own."""
    for course in root.iter(f"{_NAMESPACE}learningOpportunitySpecification"):
        found = course.findall(f"{_NAMESPACE}specifies/{_NAMESPACE}learningOpportunityInstance")
        yield from ((course, instance) for instance in found or (None,))


def _value(instance: Any, number: int, options: Options, problems: list[Problem]) -> str | None:
    """The result of a passed course, in its label or the word; «failed», whatever the label of a failed one says;
    empty for what is in progress; None where nobody can tell."""
    status = folded(_child(instance, "status"))
    if not status and options.absent_status is None:
        problems.append(Problem(
            "row-refused", number, 0, "The result has no status; the schema takes that for passed",
            "Ask the issuer, and write «absent_status: passed» into the mapping.",
        ))  # fmt: skip
        return None
    status = status or (options.absent_status or "")
    if status not in _STATUSES:
        problems.append(Problem("row-refused", number, 0, "The status is none of ELMO's"))
        return None
    if status == "passed":
        return _child(instance, "resultLabel") or status
    return "" if status == "in-progress" else status


def _rows(
    results: list[tuple[int, Mapping[str, str]]], columns: tuple[Column, ...], person: list[str]
) -> Iterator[Row]:
    for number, said in results:
        cells = (said.get(column.heading, "") for column in columns[len(person) :])
        yield Row(number, (*person, *cells))


def _child(element: Any, name: str) -> str:
    return (element.findtext(f"{_NAMESPACE}{name}") or "").strip()
