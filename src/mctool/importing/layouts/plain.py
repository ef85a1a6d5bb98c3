"""Any table with headings in its first row. Nothing but the headings says what its columns hold."""

from collections.abc import Sequence

from mctool.importing.cells import folded, unguarded
from mctool.importing.layouts.moodle import profile_role
from mctool.importing.layouts.rows import sort_rows
from mctool.importing.sheet import Column, Layout, Record, Role, Sheet

_PERSON = {
    "id": Role.KEY, "student id": Role.KEY, "student number": Role.KEY, "learner": Role.KEY, "learner id": Role.KEY,
    "given name": Role.GIVEN, "family name": Role.FAMILY, "name": Role.NAME, "full name": Role.NAME,
    "email": Role.EMAIL,
    "e-mail": Role.EMAIL, "comment": Role.FEEDBACK, "comments": Role.FEEDBACK, "attended hours": Role.HOURS,
}  # fmt: skip


def read(records: Sequence[Record]) -> Sheet:
    """The sheet whose headings are the first row with cells."""
    at = next((at for at, one in enumerate(records) if any(cell.strip() for cell in one.cells)), len(records))
    headings = tuple(unguarded(cell) for cell in records[at].cells) if at < len(records) else ()
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    columns = tuple(
        Column(heading, place, _PERSON.get(folded(heading)) or profile_role(heading) or Role.OTHER, heading.strip())
        for place, heading in enumerate(headings, 1)
    )
    found = sort_rows(records[at + 1 :], headings)
    return Sheet(Layout.PLAIN, columns, tuple(found.rows), tuple(found.explained), tuple(found.problems))
