"""Making a report and putting it where the person wants it."""

import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from mctool.cli.context import moment, open_world
from mctool.cli.terminal import print_text, say
from mctool.cli.unlocking import unlock
from mctool.errors import MctoolError
from mctool.identities import read_identities
from mctool.reports.basis import Basis
from mctool.reports.making import MADE, Report, make
from mctool.rules.world import World

_BINARY = ("pdf", "xlsx")


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    kind: str
    about: str | None
    folder: Path | None
    format: str
    output: Path | None
    named: bool
    now: str | None


def run(context: typer.Context, request: Request) -> None:
    """Makes the report and writes it. Raises MctoolError when it cannot be made or written."""
    world = open_world(context, request.folder, request.now)
    if request.named and not MADE[request.kind].nameable:
        names = ", ".join(kind for kind, one in MADE.items() if one.nameable)
        raise MctoolError(f"--named goes with {names}: the {request.kind} report tells of nobody one by one")
    if request.named:
        _open_names(world)
    basis = Basis(world, moment(request.now), request.named)
    report = make(basis, request.kind, request.about)
    content = report.render(request.format)
    if request.named:
        from mctool.reports.naming import note

        note(basis, request.kind, request.about, request.format, content)
    _write(report, content, request)


def _open_names(world: World) -> None:
    """Raises WorkspaceError where the names cannot be read: a report that is to name people must not leave them out."""
    unlock(world.workspace)
    name = world.workspace.settings.identities
    if name is not None and world.identities is None:
        read_identities(world.workspace.root / name)  # says why


def _write(report: Report, content: bytes, request: Request) -> None:
    path = request.output
    if path is None and request.format in _BINARY:
        path = Path(f"{report.kind}.{request.format}")
    if path is None:
        print_text(content.decode())
        if sys.stdout.isatty() and request.format == "html":
            say(f"That was a page for a browser: -o {report.kind}.html makes it a file; --format md reads better here")
        return
    if str(path) == "-":
        if sys.stdout.isatty() and request.format in _BINARY:
            raise MctoolError(f"a {request.format} file is not for a terminal; name one with -o FILE")
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise MctoolError(f"{path} cannot be written: {error.strerror}") from None
    say(f"{path}: the {report.kind} report")
