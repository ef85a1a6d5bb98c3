"""The note that a report which names learners leaves, beside the register and under git like it.

The register's own files know events of credentials only, so the notes have a file of their own in the register folder.
It does not end in ``.jsonl``: that would make it the register of a cohort.
"""

import fcntl
import hashlib
import json
import os
from datetime import UTC

from mctool.errors import RegisterError
from mctool.reports.basis import Basis

FILE = "named-reports.log"
CONFIDENTIAL = "Confidential: this report names learners. Do not publish it; its making is noted in the register."


def note(basis: Basis, kind: str, about: str | None, format_: str, content: bytes) -> None:
    """Appends a line: when, which report, about what, the file's SHA-256, the commit. Raises RegisterError.

    It comes before the report is handed over, so that no named report is without a note.
    """
    values = {
        "time": basis.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "report": kind, "about": about,
        "format": format_, "sha256": hashlib.sha256(content).hexdigest(), "commit": basis.provenance.commit,
    }  # fmt: skip
    line = json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
    path = basis.world.workspace.register_folder / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise RegisterError(f"the note on a named report cannot be written to {path}: {error.strerror}") from None
