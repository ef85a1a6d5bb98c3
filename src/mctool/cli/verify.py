"""``mctool verify``: what can be said of a credential file, offline, check by check."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mctool.cli.context import Folder, FormatOption, Now

if TYPE_CHECKING:
    from datetime import datetime

    from mctool.register import Record
    from mctool.verification import FileVerdict, Trust
    from mctool.verification.statuslist import StatusList

_LARGEST_LIST = 20_000_000  # bytes
_PATIENCE = 10.0  # seconds


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(verify)


def verify(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Credentials: XML, JSON-LD or PDF.")],
    trust: Annotated[
        list[Path] | None, typer.Option("--trust", metavar="PEM", help="Whom to trust; else mctool.yaml's trust.")
    ] = None,
    in_register: Annotated[
        bool, typer.Option("--register", help="Look the files up in the workspace's register.")
    ] = False,
    status: Annotated[
        str | None, typer.Option("--status", metavar="FILE|URL", help="The issuer's sealed status list.")
    ] = None,
    online: Annotated[bool, typer.Option("--online", help="Allow --status to fetch a URL.")] = False,
    official: Annotated[
        Path | None, typer.Option("--official", metavar="DIR", help="Check against the official XSD and SHACL there.")
    ] = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Say of each credential whether its form, seal, issuer and dates hold: valid, invalid, or indeterminate.

    Reads sealed Europass XML and JSON-LD of any issuer, and PDF certificates of mctool. Without certificates to trust
    nothing is valid: a seal may be sound and still be anybody's. Nothing is fetched from the network.

    Exit code 0 when all are valid, 1 when one is invalid, 2 when one is indeterminate.

    Example: `mctool verify diploma.xml --trust university.pem`
    """
    from mctool.cli.context import moment
    from mctool.cli.terminal import print_json
    from mctool.cli.verdicts import as_json, print_verdicts
    from mctool.verification import verify_file

    at = moment(now)
    trusted = _trust(context, folder, trust)
    if official is not None:
        from mctool.verification.official_schemas import require

        require(official)
    records = _records(context, folder) if in_register else None
    listed = _status_list(status, trusted, at, online=online) if status else None
    verdicts = [
        verify_file(path, trust=trusted, now=at, register=records, status=listed, official=official) for path in files
    ]
    if format == "json":
        print_json(as_json(verdicts))
    else:
        print_verdicts(verdicts)
    raise typer.Exit(_code(verdicts))


def _code(verdicts: "Sequence[FileVerdict]") -> int:
    found = {one.verdict for one in verdicts}
    return 1 if "invalid" in found else 2 if "indeterminate" in found else 0


def _trust(context: typer.Context, folder: Path | None, chosen: list[Path] | None) -> "Trust":
    """The certificates that the command line names, else those of the workspace, else none."""
    from mctool.cli.context import workspace_root
    from mctool.errors import MctoolError, WorkspaceError
    from mctool.verification import Trust
    from mctool.workspace import SETTINGS
    from mctool.workspace.reading import read_settings

    if chosen:
        return Trust.from_pem_files(chosen)
    try:
        root = workspace_root(context, folder)
    except WorkspaceError:
        if folder is not None:
            raise
        return Trust()
    read = read_settings(root, SETTINGS)
    if read.descriptor is None:
        raise MctoolError(f"{root / SETTINGS} cannot be read, so nobody says whom to trust; see mctool validate")
    named: Sequence[str] = getattr(read.descriptor.model, "trust", ())
    for path in named:
        if not (root / path).exists():  # as in a workspace that has no seal yet
            raise MctoolError(f"«trust» in {SETTINGS} names {path}, which is not there; name one with --trust")
    return Trust.from_pem_files(root / path for path in named)


def _records(context: typer.Context, folder: Path | None) -> "tuple[Record, ...]":
    """Whoever asks for the register must not take «valid» for its answer where there is none to give."""
    from mctool.cli.context import open_workspace
    from mctool.errors import RegisterError
    from mctool.revocation import records

    workspace = open_workspace(context, folder)
    found = records(workspace)
    if not found:
        raise RegisterError(f"there is no register in {workspace.register_folder}")
    return found


def _status_list(name: str, trust: "Trust", now: "datetime", *, online: bool) -> "StatusList":
    from mctool.errors import MctoolError
    from mctool.verification.statuslist import read_status_list

    if "://" not in name:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise MctoolError(f"the status list {name} cannot be read: {error.strerror}") from None
    elif not online:
        raise MctoolError(f"the status list {name} is on the network; give --online to fetch it, or a file")
    else:
        data = _fetch(name)
    return read_status_list(data, trust=trust, now=now)


def _fetch(url: str) -> bytes:
    import urllib.request
    from http.client import HTTPException

    from mctool.errors import MctoolError

    if not url.startswith(("https://", "http://")):
        raise MctoolError(f"the status list {url} is not on the web")
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:  # noqa: S310 - the scheme was looked at
            data: bytes = answer.read(_LARGEST_LIST + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise MctoolError(f"the status list {url} cannot be fetched: {error}") from None
    if len(data) > _LARGEST_LIST:
        raise MctoolError(f"the status list {url} is larger than {_LARGEST_LIST // 1_000_000} MB")
    return data
