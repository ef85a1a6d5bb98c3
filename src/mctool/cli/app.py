"""The program: its commands, and how it ends."""

import gc
import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mctool import __version__
from mctool.cli import (
    approve,
    decide,
    demo,
    diff,
    esco,
    evidence,
    explain,
    export,
    forget,
    identities,
    importing,
    init,
    issue,
    log,
    new,
    official,
    report,
    revoke,
    schema,
    seal,
    status,
    statuslist,
    validate,
    verify,
    vocabulary,
)
from mctool.errors import MctoolError

app = typer.Typer(
    name="mctool", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Define, check, issue and audit micro-credentials from a folder of YAML files.",
    epilog="Exit codes: 0 yes · 1 no (findings, refusals, not valid) · 2 could not tell.",
)  # fmt: skip


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(
            f"mctool {__version__}\nThis service uses the ESCO classification of the European Commission.\n"
        )
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("-C", metavar="DIR", help="The workspace to work on.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Define, check, issue and audit micro-credentials from a folder of YAML files."""
    context.obj = folder


for command in (
    demo,
    init,
    new,
    validate,
    explain,
    diff,
    log,
    approve,
    status,
    importing,
    evidence,
    identities,
    forget,
    decide,
    issue,
    verify,
    export,
    report,
    revoke,
    statuslist,
    seal,
    esco,
    vocabulary,
    official,
    schema,
):
    command.register(app)


def main(arguments: list[str] | None = None) -> None:
    """Runs mctool and ends the process with its exit code."""
    _open_streams()
    _spend_less()
    code = run(arguments)
    gc.freeze()  # the interpreter's last search for garbage would find what the system frees at once
    sys.exit(code)


def _spend_less() -> None:
    """A command makes much data that lives until its end: looking for garbage in it seldom finds any, and takes time.

    No plugin of another package may look at what is validated here; looking for one takes time too.
    """
    gc.set_threshold(500_000, 20, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _open_streams() -> None:
    """Somebody who closed our output (``>&-``) gets none; a file opened later must not become it.

    What goes to a file or a pipe is UTF-8 wherever it is made; a terminal that lacks a letter shows another.
    """
    while os.open(os.devnull, os.O_RDWR) <= 2:
        pass
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.isatty():
            stream.reconfigure(errors="replace")
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a file's name may hold what is no text


_STOPPED = 130
"""The exit code after Ctrl-C: 128 and the number of its signal, as shells have it."""


def run(arguments: list[str] | None = None) -> int:
    """Runs mctool with *arguments* (else those of the process) and returns the exit code.

    Whatever a person did ends in one line on stderr, never in a traceback; MCTOOL_DEBUG shows what happened inside.
    """
    try:
        code = app(arguments, standalone_mode=False)
        sys.stdout.flush()
        if code == _STOPPED:  # typer catches Ctrl-C itself, and says nothing
            return _end("stopped", _STOPPED)
        return code if isinstance(code, int) else 0
    except MctoolError as error:
        return _end(str(error))
    except (typer.Abort, KeyboardInterrupt):
        return _end("stopped", _STOPPED)
    except (BrokenPipeError, SystemExit):
        # whoever read our output has gone (typer ends with SystemExit then); the interpreter need not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception as error:  # noqa: BLE001 - the last line of defence
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    show = getattr(error, "show", None)
    if show is not None:  # a wrong argument: the command line library words it, with the usage
        show()
        _offer(error)
        return int(getattr(error, "exit_code", 2))
    if isinstance(error, OSError) and error.strerror:
        return _end(f"{error.strerror}: {error.filename}" if error.filename else error.strerror)
    if isinstance(error, UnicodeEncodeError) and error.encoding == sys.getfilesystemencoding() != "utf-8":
        return _end(f"names of files are {error.encoding} in this locale; set PYTHONUTF8=1, or LC_ALL to one of UTF-8")
    if os.environ.get("MCTOOL_DEBUG"):
        raise error
    return _end(f"an error in mctool itself ({type(error).__name__}: {error}); please report it")


def _offer(error: Exception) -> None:
    """Tells whoever named no cohort or programme which there are; shells offer the same."""
    from mctool.cli.completion import cohort_ids, programme_ids

    parameter, context = getattr(error, "param", None), getattr(error, "ctx", None)
    offers = {"cohort": cohort_ids, "programme": programme_ids}.get(getattr(parameter, "name", None) or "")
    if offers is not None and context is not None and (known := offers(context, "")):
        sys.stderr.write(f"There are: {', '.join(known)}\n")


def _end(message: str, code: int = 2) -> int:
    line = " ".join(message.split())
    sys.stderr.write(f"mctool: {line}\n")
    return code
