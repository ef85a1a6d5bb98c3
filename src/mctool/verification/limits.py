"""How much a file may ask of us; what is above is refused before it is read."""

import errno
import stat
from pathlib import Path

MAX_FILE_BYTES = 20_000_000  # the largest official upload is 15 MB
MAX_NODES = 200_000  # elements or JSON values in one document; a real credential has some hundreds
MAX_NAMESPACES = 2_000  # declarations in one document; canonical forms look at each of them again and again
MAX_STATUS_VALUES = 1_000_000  # values in a status list: four for each credential
MAX_DEPTH = 64  # a real credential has about 20 levels
MAX_CERTIFICATES = 12  # certificates that a seal may carry
MAX_CHAIN = 6  # certificates between a seal and a trusted one
MAX_SIGNATURES = 8
MAX_ATTACHMENTS = 8  # files in a PDF; ours carry two


def read_limited(path: Path) -> bytes | None:
    """The bytes of *path*; None when it has more than MAX_FILE_BYTES.

    Raises OSError when it cannot be read, or is no regular file: a pipe that nobody writes to would never end.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    return None if len(data) > MAX_FILE_BYTES else data
