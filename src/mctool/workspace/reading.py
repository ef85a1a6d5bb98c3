"""One file -> a Descriptor, or the faults that prevent it."""

import os
import posixpath
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from mctool.findings import TOP, Span
from mctool.models import KINDS, Cohort, Model, Settings
from mctool.models.values import did_you_mean
from mctool.workspace.faults import MOST, Fault, FaultKind, ShapeFault, found, nearest, shape_faults
from mctool.workspace.resulttable import ResultTable
from mctool.workspace.traps import misread_key, misread_value
from mctool.yamlsource import MAX_BYTES, Loc, Source, foreign_encoding

M_co = TypeVar("M_co", bound=Model, covariant=True)


@dataclass(frozen=True)
class Descriptor(Generic[M_co]):
    """One file: its path in the workspace, its text, and the model read from it."""

    path: str
    source: Source
    model: M_co
    table: ResultTable | None = None

    def locate(self, loc: Loc, words: str = "", *, key: bool = False) -> tuple[str, Span]:
        """The file and the place of the value at *loc*, or of *words* in it, or of its key."""
        if self.table is not None and loc[:1] == ("results",) and len(loc) > 1:
            return self.table.path, self.table.span(loc)
        if words:
            return self.path, self.source.words(loc, words)
        return self.path, self.source.span(loc, key=key)


@dataclass(frozen=True)
class Read:
    """What came of one file."""

    path: str
    kind: str = ""
    id: str = ""
    descriptor: Descriptor[Model] | None = None
    faults: tuple[Fault, ...] = ()


def read_bytes(root: Path, path: str, *, limit: int = MAX_BYTES, walked: bool = False) -> bytes | str:
    """The bytes of the file at *path* below *root*, or in words why it cannot be read.

    Only regular files inside the workspace are opened: a pipe would wait for ever, a link may lead anywhere.
    *walked* says that no folder on the way is a link, so that only the file itself needs a look.
    """
    full = root / path
    try:
        if (not walked or full.is_symlink()) and not full.resolve(strict=True).is_relative_to(root):
            return "A link that leads out of the workspace"
        state = full.stat()
        if not stat.S_ISREG(state.st_mode):
            return "Not a regular file"
        if state.st_size > limit:
            return f"The file has more than {limit // 1_000_000} MB"
        with full.open("rb") as file:
            content = file.read(limit + 1)  # it may have grown
        return content if len(content) <= limit else f"The file has more than {limit // 1_000_000} MB"
    except (OSError, RuntimeError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "it cannot be resolved"
        return f"The file cannot be read: {reason}"


def read_file(root: Path, path: str, *, language: str) -> Read:
    """Reads the descriptor at *path*; *language* is that of bare strings."""
    source, faults = _source(root, path)
    if source is None:
        return Read(path, faults=faults)
    data = source.data
    kind = data.get("kind")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        return Read(path, faults=(*faults, _no_kind(path, source, kind)))
    identity = data["id"] if isinstance(data.get("id"), str) else ""
    stem = posixpath.basename(path).removesuffix(".yaml")
    table: ResultTable | None = None
    if model is Cohort and isinstance(data.get("results"), str):
        table, more = _table(root, path, source)
        faults += more
        if table is None or table.faults:  # without its results a cohort would look as if it had no learners
            return Read(path, str(kind), identity or stem, faults=faults)
        data = {**data, "results": table.hand_over()}
    descriptor, more = _validate(path, source, model, data, language, table)
    faults += more
    if identity and identity != stem:
        faults += (Fault(
            FaultKind.ID_NOT_FILE_NAME, path, source.span(("id",)),
            f"The id «{identity}» is not the file's name «{stem}»",
            f"Rename the file to {identity}.yaml, or write «id: {stem}».", identity,
        ),)  # fmt: skip
    return Read(path, str(kind), identity or stem, descriptor, faults)


def _no_kind(path: str, source: Source, kind: Any) -> Fault:
    message = "«kind» is missing"
    if kind is not None:
        message = f"«kind»: {found(kind)} is no kind of descriptor{did_you_mean(nearest(str(kind), KINDS))}"
    return Fault(FaultKind.WRONG_VALUE, path, source.span(("kind",)), message, f"One of {', '.join(KINDS)}.")


def read_settings(root: Path, path: str) -> Read:
    """Reads ``mctool.yaml``."""
    source, faults = _source(root, path)
    if source is None:
        return Read(path, "settings", faults=faults)
    descriptor, more = _validate(path, source, Settings, source.data, "en", None)
    return Read(path, "settings", "mctool", descriptor, faults + more)


def _source(root: Path, path: str) -> tuple[Source | None, tuple[Fault, ...]]:
    content = read_bytes(root, path, walked=True)
    if isinstance(content, str):
        return None, (Fault(FaultKind.UNREADABLE, path, TOP, content),)
    source = Source.from_bytes(content)
    faults = tuple(
        Fault(
            FaultKind.DUPLICATE_KEY if fault.duplicate else FaultKind.UNREADABLE,
            path,
            fault.span,
            fault.message,
            fault.help,
        )
        for fault in source.faults
    )
    if any(fault.kind is FaultKind.UNREADABLE for fault in faults):
        return None, faults
    if not isinstance(source.data, dict):
        begin = "mctool: 1" if path == "mctool.yaml" else "kind: …"
        message = (
            "The file is empty" if source.data is None else f"Expected keys and values, found {found(source.data)}"
        )
        return None, (*faults, Fault(FaultKind.UNREADABLE, path, TOP, message, f"Begin with «{begin}»."))
    return source, faults


def _table(root: Path, path: str, source: Source) -> tuple[ResultTable | None, tuple[Fault, ...]]:
    """The results table that the cohort at *path* names, beside it or from the root of the workspace."""
    name = source.data["results"]
    where = source.span(("results",))
    beside = (Path(path).parent / name).as_posix()
    place = beside if (root / beside).exists() else name
    if Path(place).is_absolute() or ".." in Path(place).parts or not name.endswith(".csv"):
        return None, (
            Fault(FaultKind.WRONG_VALUE, path, where, f"«results»: «{name}» is no CSV file inside the workspace"),
        )
    content = read_bytes(root, place, limit=10 * MAX_BYTES)
    if isinstance(content, str):
        return None, (Fault(FaultKind.UNREADABLE, path, where, f"«{place}»: {content[0].lower()}{content[1:]}"),)
    encoding = foreign_encoding(content)
    if encoding:
        return None, (Fault(FaultKind.UNREADABLE, place, TOP, f"The file is {encoding}", "Save it as UTF-8."),)
    try:
        table = ResultTable(Path(place).as_posix(), content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, (Fault(FaultKind.UNREADABLE, place, TOP, "The file is not UTF-8 text", "Save it as UTF-8."),)
    faults = (
        Fault(FaultKind.WRONG_VALUE, table.path, Span(one.line, 1, one.line, 1), one.message, one.help)
        for one in table.faults
    )
    return table, tuple(faults)


def _validate(
    path: str,
    source: Source,
    model: type[Model],
    data: dict[str, Any],
    language: str,
    table: ResultTable | None,
) -> tuple[Descriptor[Model] | None, tuple[Fault, ...]]:
    try:
        if _is_long(data):  # a fault that every item has is told from the first, not collected a million times
            model.model_validate({key: _first(value) for key, value in data.items()}, context={"language": language})
        parsed = model.model_validate(data, context={"language": language})
        return Descriptor(path, source, parsed, table), ()
    except ValidationError as error:
        return None, tuple(_located(path, source, model, error, table))


_MANY = 1000
"""Items of a list that are looked at all at once."""


def _is_long(data: dict[str, Any]) -> bool:
    return any(isinstance(value, list) and len(value) > _MANY for value in data.values())


def _first(value: Any) -> Any:
    return value[:MOST] if isinstance(value, list) else value


def _located(
    path: str, source: Source, model: type[Model], error: ValidationError, table: ResultTable | None
) -> Iterator[Fault]:
    subject = source.data["id"] if isinstance(source.data.get("id"), str) else ""
    for fault in shape_faults(model, error):
        if table is not None and fault.loc[:1] == ("results",) and len(fault.loc) > 1:
            yield Fault(fault.kind, table.path, table.span(fault.loc), fault.message, fault.help, subject)
        else:
            yield Fault(
                fault.kind, path, source.span(fault.loc, key=fault.at_key), fault.message, _help(source, fault), subject
            )


def _help(source: Source, fault: ShapeFault) -> str:
    if fault.at_key and fault.loc:
        return misread_key(source, fault.loc) or fault.help
    return (misread_value(source, fault.loc, text=fault.wanted == "text") if fault.wanted else "") or fault.help
