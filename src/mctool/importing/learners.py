"""Whose row it is: the platform's id joined to an opaque one, never by name; the link stays in the identities file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mctool.errors import WorkspaceError
from mctool.identities import Identity
from mctool.importing.placing import Placed
from mctool.importing.sheet import Problem, Sheet
from mctool.importing.targets import column_named
from mctool.models.mapping import LearnerColumns

Token = Callable[[int], str]
"""Random hexadecimal digits, two for each byte asked for (secrets.token_hex)."""

_BYTES = 10
"""80 random bits: nobody finds a learner by trying ids."""


@dataclass(frozen=True)
class Joined:
    """The learner of each key, and the people who were not known before."""

    learners: Mapping[str, str]
    new: tuple[Identity, ...]
    problems: tuple[Problem, ...]


def join(
    placed: Iterable[Placed], sheet: Sheet, columns: LearnerColumns, identities: Mapping[str, Identity], token: Token
) -> Joined:
    """Finds the learner of every key, and makes an id for those whose name the file gives."""
    learners = _known(identities, columns.scheme)
    new: list[Identity] = []
    problems: list[Problem] = []
    for one in placed:
        if one.key in learners:
            continue
        if ";" in one.key or "=" in one.key:
            problems.append(_problem(one, "The learner's id holds «;» or «=», which the identities file cannot keep"))
            continue
        name = _name(one, sheet, columns)
        if name is None:
            message = "The learner is not in the identities file, and the row gives no given and family name"
            problems.append(_problem(one, message))
            continue
        learner = _fresh(token, identities)
        learners[one.key] = learner
        email = _cell(one, sheet, columns.email)
        new.append(Identity(learner, *name, email=email, keys=f"{columns.scheme}={one.key}"))
    return Joined(learners, tuple(new), tuple(problems))


def _known(identities: Mapping[str, Identity], scheme: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for identity in identities.values():
        for key in identity.keys.split(";"):
            name, _, value = key.strip().partition("=")
            if name == scheme and found.setdefault(value, identity.learner) != identity.learner:
                raise WorkspaceError(f"two learners of the identities file, {identity.learner} among them, share a key")
    return found


def _fresh(token: Token, identities: Mapping[str, Identity]) -> str:
    while True:
        learner = f"L-{token(_BYTES).upper()}"
        if learner not in identities:
            return learner


def _name(one: Placed, sheet: Sheet, columns: LearnerColumns) -> tuple[str, str] | None:
    given, family = _cell(one, sheet, columns.given_name), _cell(one, sheet, columns.family_name)
    whole = _cell(one, sheet, columns.name)
    if whole and columns.name_order == "family-comma-given":
        family, _, given = (part.strip() for part in whole.partition(","))
    elif whole and columns.name_order == "given-family" and len(whole.split()) == 2:
        given, family = whole.split()
    return (given, family) if given and family else None


def _cell(one: Placed, sheet: Sheet, heading: str | None) -> str:
    at = column_named(sheet, heading) if heading is not None else []
    return one.row.cells[at[0]].strip() if at else ""


def _problem(one: Placed, message: str) -> Problem:
    return Problem("learner-without-identity", one.row.line, 0, message, "Add the learner there, or skip the row.")
