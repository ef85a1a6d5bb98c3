"""What reports cost: ``benchmarks/reports.py [--programmes 50] [--cohorts 100] [--learners 5000]``.

Lays out a workspace of that size from the example with invented ratings, then makes each report in HTML in a process
of its own. Prints seconds of wall and CPU time, the peak of memory, and the ratio to reading the workspace alone;
exits 1 when one takes more than 10 s or 500 MB.
"""

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-24T10:00:00Z"
KINDS = ("audit", "programme", "cohort", "consistency", "risk", "review")
SECONDS, MEGABYTES = 10.0, 500
MODEL = "inclusive-communication"
RATED = {
    "message": ("plain-language", "accessible-form"),
    "meeting": ("speaking-time", "decision-with-all"),
    "scenario": ("paraphrase", "naming-the-rule", "invitation-to-rephrase"),
}
LEVELS = ("insufficient", "acceptable", "distinction")
HEAD = (
    "learner,assessment,attempt,date,assessor,criterion,level,agreed,evidence_type,evidence_held_by,"
    "evidence_reference,evidence_sha256,feedback"
)


def lay_out(folder: Path, programmes: int, cohorts: int, learners: int) -> Path:
    """A committed workspace with so many programmes, cohorts and learners in all."""
    workspace = folder / "ws"
    shutil.copytree(ROOT / "examples" / "equini", workspace, ignore=shutil.ignore_patterns("cohorts", "evidence"))
    model = (workspace / "programmes" / f"{MODEL}.yaml").read_text(encoding="utf-8")
    (workspace / "cohorts").mkdir()
    chance = random.Random(5)
    for number in range(programmes):
        name = f"{MODEL}-{number}"
        (workspace / "programmes" / f"{name}.yaml").write_text(
            model.replace(f"id: {MODEL}\n", f"id: {name}\n", 1), encoding="utf-8"
        )
    for number in range(cohorts):
        size = learners // cohorts
        _cohort(workspace, f"cohort-{number}", f"{MODEL}-{number % programmes}", size, chance, number // programmes)
    git = ["git", "-c", "user.name=b", "-c", "user.email=b@example.org"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "benchmark"]):
        subprocess.run([*git, *arguments], cwd=workspace, check=True)
    return workspace


def _cohort(workspace: Path, name: str, programme: str, size: int, chance: random.Random, edition: int) -> None:
    month = 2 + 3 * edition % 9
    (workspace / "cohorts" / f"{name}.yaml").write_text(
        f'kind: cohort\nid: {name}\nprogramme: {programme}\nversion: "2026.1"\n'
        f"period: {{start: 2026-0{month}-02, end: 2026-0{month + 1}-28}}\n"
        "trainers: [trainer-1]\nassessors: [assessor-1, assessor-2]\n"
        f"quality_review: {{date: 2026-0{month + 2}-05, by: Quality Office}}\nresults: {name}.csv\n",
        encoding="utf-8",
    )
    rows = [row for _ in range(size) for row in _learner(chance, month)]
    (workspace / "cohorts" / f"{name}.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")


def _learner(chance: random.Random, month: int) -> list[str]:
    identity = f"L-{chance.getrandbits(80):020X}"
    day = f"2026-0{month + 1}-{chance.randint(10, 28)}"
    rows = []
    for assessment, criteria in RATED.items():
        for criterion in criteria:
            first = chance.choices((0, 1, 2), (1, 6, 4))[0]
            second = min(2, max(0, first + chance.choices((-1, 0, 1), (1, 8, 1))[0]))
            agreed = "" if first == second else LEVELS[first]
            rows += [
                f"{identity},{assessment},1,{day},assessor-{by},{criterion},{LEVELS[level]},{agreed},"
                f"evaluation-form,Moodle,{identity[-6:]},{chance.getrandbits(256):064x},2026-0{month + 1}-28"
                for by, level in ((1, first), (2, second))
            ]
    return rows


def measure(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds of wall and CPU time and the peak of megabytes that ``python`` with *arguments* takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    code = (
        "import resource, subprocess, sys; done = subprocess.run([sys.executable, *sys.argv[1:]]); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu, int(done.stdout.split()[-1]) / 1024


def main() -> int:
    """Prints the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=50)
    parser.add_argument("--cohorts", type=int, default=100)
    parser.add_argument("--learners", type=int, default=5000)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS)
    asked = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as name:
        workspace = lay_out(Path(name), asked.programmes, asked.cohorts, asked.learners)
        load = f"from pathlib import Path; from mctool.workspace import load; load(Path({str(workspace)!r}))"
        reading = measure(["-c", load])
        print(f"{'reading':<12} {reading[0]:6.2f} s wall {reading[1]:6.2f} s CPU {reading[2]:5.0f} MB")
        for kind in asked.kinds:
            output = Path(name) / f"{kind}.html"
            wall, cpu, peak = measure(
                ["-m", "mctool", "report", kind, "-C", str(workspace), "-o", str(output), "--now", NOW]
            )
            late = wall > SECONDS or peak > MEGABYTES
            missed |= late
            size = output.stat().st_size / 1e6
            print(
                f"{kind:<12} {wall:6.2f} s wall {cpu:6.2f} s CPU {peak:5.0f} MB {wall / reading[0]:5.1f} × reading "
                f"{size:5.1f} MB of HTML{'  over the goal' if late else ''}"
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
