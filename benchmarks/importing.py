"""How long the import of 20,000 learners takes, from file to cohort, against the five seconds it may take.

``benchmarks/importing.py [ROWS]`` writes a gradebook in each form of file, imports it into a copy of the example with
``mctool import``, and prints seconds of CPU time and the ratio to the limit; 1 when one takes longer.
"""

import csv
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.conftest import ROOT
from tests.importing import exports
from tests.importing.rubricexports import Rated, moodle_gradebook

ROWS = 20_000
LIMIT = 5.0
COHORT = "large"


def lay_out(folder: Path) -> Path:
    """A copy of the example with a cohort that has no results."""
    shutil.copytree(ROOT / "examples", folder)
    (folder / "equini" / "cohorts" / f"{COHORT}.yaml").write_text(
        f'kind: cohort\nid: {COHORT}\nprogramme: inclusive-communication\nversion: "2026.1"\n'
        "period: {start: 2026-09-07, end: 2026-11-06}\nassessors: [assessor-1, assessor-2]\n",
        encoding="utf-8",
    )
    return folder / "equini"


def imported(workspace: Path, file: Path, mapping: Path) -> tuple[float, int]:
    """CPU seconds of the import, and the rows of the results table that it wrote."""
    words = [sys.executable, "-m", "mctool", "import", str(file), "--cohort", COHORT, "--mapping", str(mapping)]
    before = _seconds()
    subprocess.run([*words, "-C", str(workspace)], check=True, stdout=subprocess.DEVNULL)
    took = _seconds() - before
    with (workspace / "cohorts" / f"{COHORT}.csv").open(encoding="utf-8", newline="") as table:
        return took, sum(1 for _ in csv.DictReader(table))


def _seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> int:
    """Measures each form of file; 1 when one takes longer than it may, or a level is missing."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    learners = [Rated(str(at), f"Given{at}", f"Family{at}", (at % 3000 / 100, 12.5, 28.0)) for at in range(count)]
    rows, written = moodle_gradebook(learners, "pl")
    document = {"kind": "mapping", "id": "moodle", "assessor": "assessor-1", **written}
    slow = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "moodle.yaml").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        for kind, content in (
            ("csv", exports.text(rows, ";")), ("xlsx", exports.xlsx(rows)), ("ods", exports.ods(rows)),
        ):  # fmt: skip
            workspace = lay_out(folder / kind)
            took, levels = imported(workspace, exports.save(folder, f"grades.{kind}", content), folder / "moodle.yaml")
            slow |= took > LIMIT or levels != 3 * count
            print(f"{kind}: {count} learners, {levels} levels in {took:.2f} s, {took / LIMIT:.2f} of the limit")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
