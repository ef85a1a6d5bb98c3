"""How long a gradebook of 20,000 learners takes to be read and looked at, against the five seconds it may take."""

import sys
import tempfile
import time
from pathlib import Path

from tests.importing import exports
from tests.importing.exports import Graded

from mctool.importing.detecting import detect
from mctool.importing.reading import read
from mctool.importing.sheet import Options

ROWS = 20_000
LIMIT = 5.0


def main() -> int:
    """Measures each form of file; 1 when one takes longer than it may."""
    learners = [Graded(str(at), f"Given{at}", f"Family{at}", at % 3000 / 100, None) for at in range(ROWS)]
    rows = exports.moodle("pl", learners)
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (
            ("csv", exports.text(rows, ";")),
            ("xlsx", exports.xlsx(rows)),
            ("ods", exports.ods(rows)),
        ):
            path = exports.save(Path(folder), f"grades.{name}", content)
            start = time.perf_counter()
            found = detect(read(path, Options()))
            took = time.perf_counter() - start
            slow |= took > LIMIT or found.learners != ROWS
            print(f"{name}: {found.learners} learners in {took:.2f} s, {took / LIMIT:.2f} of the limit")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
