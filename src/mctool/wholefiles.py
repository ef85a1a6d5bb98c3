"""Files written whole or not at all: whoever reads one meanwhile, or after a crash, sees the old content or the new."""

import os
from contextlib import suppress
from pathlib import Path

from mctool.errors import WorkspaceError


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Writes *content* to *path* by way of a file beside it that takes its place; missing folders are made.

    A *private* file is its owner's only (mode 0600), from its first byte on. Who may read any other stays as it was;
    a new one is as the system makes files. Raises WorkspaceError when it cannot be written; nothing has changed then.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = 0o600 if private else path.stat().st_mode & 0o777 if path.exists() else None
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if mode else 0o666), "wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), 0o600)  # also where a killed run left a file
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            fresh.chmod(mode)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise WorkspaceError(f"{path} cannot be written: {error.strerror}") from None
