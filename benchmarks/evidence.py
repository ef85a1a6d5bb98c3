"""How long checking 100,000 files of evidence takes: against reading and digesting them alone, and against a quarter.

``benchmarks/evidence.py [FILES]`` prints both ratios; 1 when checking costs more than four times the bare digests, or
four times the files take more than six times as long.
"""

import hashlib
import sys
import tempfile
import time
from pathlib import Path

from mctool.evidence import check
from mctool.models import Cohort

FILES = 100_000
BARE, GROWTH = 4.0, 6.0


def lay_out(folder: Path, count: int) -> Cohort:
    """So many files of 4 kB, and the cohort that records them."""
    results = []
    for at in range(count):
        content = at.to_bytes(8, "big") * 512
        place = folder / f"{at % 1000:03}"
        place.mkdir(exist_ok=True)
        (place / f"{at}.pdf").write_bytes(content)
        piece = {
            "type": "product", "file": f"{at % 1000:03}/{at}.pdf", "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        results.append({"learner": f"L-{at:08X}", "assessments": [{"assessment": "a", "evidence": [piece]}]})
    return Cohort.model_validate({
        "kind": "cohort", "id": "c", "programme": "p", "version": "1",
        "period": {"start": "2026-01-01", "end": "2026-01-02"}, "results": results,
    })  # fmt: skip


def seconds(folder: Path, count: int) -> tuple[float, float]:
    """CPU seconds of the check, and of reading and digesting the same files alone."""
    cohort = lay_out(folder, count)
    start = time.process_time()
    differences = sum(1 for _ in check(folder, [cohort]))
    checked = time.process_time() - start
    start = time.process_time()
    for path in folder.glob("*/*.pdf"):
        hashlib.sha256(path.read_bytes()).hexdigest()
    if differences:
        raise SystemExit(f"{differences} differences where there are none")
    return checked, time.process_time() - start


def main() -> int:
    """Measures a quarter and the whole."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        quarter, _ = seconds(Path(few), count // 4)
        whole, bare = seconds(Path(many), count)
    print(f"{count} files: {whole:.2f} s of CPU, {whole / bare:.2f} times the bare digests (at most {BARE})")
    print(f"four times the files: {whole / quarter:.2f} times as long (at most {GROWTH})")
    return 1 if whole / bare > BARE or whole / quarter > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
