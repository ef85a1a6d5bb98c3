"""What `mctool validate` costs, beside check-jsonschema and yamllint on the same files.

    python -m pip install --group benchmarks
    python benchmarks/validate.py [--rounds 5]

Makes workspaces like the example, checks them with all rules, and prints CPU and wall time: of every program the best
of the rounds, taken in turns. check-jsonschema gets our schemas, and with them a smaller task: the shape alone.
Exit code 1 when a goal is missed.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.crowd import crowd

from manydescriptors import workspace

ROOT = Path(__file__).resolve().parent.parent
NOW = ("--now", "2026-11-24T10:00:00Z")
KINDS = ("outcome", "rubric", "programme")


@dataclass(frozen=True)
class Cost:
    """CPU (user and system) and wall time in seconds."""

    cpu: float
    wall: float


def cost(*commands: Sequence[str | Path]) -> Cost:
    """What *commands* cost together. Raises CalledProcessError for one that could not do its work."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):  # 1: something was found
            raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(cpu, time.perf_counter() - start)


def best(rounds: int, tasks: dict[str, Callable[[], Cost]]) -> dict[str, Cost]:
    """The cheapest run of each task; the tasks take turns, so that a busy machine is busy for all."""
    runs: dict[str, list[Cost]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            runs[name].append(task())
    return {name: min(found, key=lambda one: one.cpu) for name, found in runs.items()}


def program(name: str) -> str:
    """The command *name*: beside this Python, else on the path. Ends the process when it is in neither place."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not installed; python -m pip install --group benchmarks")
    return found


def ours(folder: Path) -> Callable[[], Cost]:
    """Checks *folder* with all rules."""
    mctool = program("mctool")
    return lambda: cost([mctool, "validate", "-C", folder, *NOW])


def peers(folder: Path) -> dict[str, Callable[[], Cost]]:
    """The peers, on the descriptors in *folder*."""
    schema, lint = program("check-jsonschema"), program("yamllint")
    shaped: list[list[str | Path]] = [
        [schema, "--schemafile", ROOT / "schemas" / f"{kind}.schema.json", *sorted((folder / f"{kind}s").iterdir())]
        for kind in KINDS
    ]
    return {
        "check-jsonschema": lambda: cost(*shaped),
        "yamllint": lambda: cost([lint, "-d", "relaxed", folder]),
    }


def committed(folder: Path) -> Path:
    """*folder* as a git repository in which everything is committed."""
    git = ["git", "-c", "user.name=b", "-c", "user.email=b@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "benchmark"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    return folder


def verdict(name: str, value: float, goal: float, *, least: bool = False) -> bool:
    """Prints a figure beside its goal; whether the goal is reached."""
    reached = value >= goal if least else value <= goal
    print(f"  {name:<46}{value:8.2f}   goal {'≥' if least else '≤'} {goal:g}{'' if reached else '   MISSED'}")
    return reached


def main() -> int:
    """Runs the benchmark; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="of which the best counts")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        thousand = committed(workspace(place / "1000", 1000))
        ten = committed(workspace(place / "10000", 10_000))
        cohort = crowd(place, 2000)
        empty = workspace(place / "empty", 0)
        tasks = {"mctool validate, 1,000 descriptors": ours(thousand), **peers(thousand)}
        tasks["mctool validate, empty workspace"] = ours(empty)
        tasks["mctool validate, the example"] = ours(ROOT / "examples" / "equini")
        tasks["mctool --help"] = lambda: cost([program("mctool"), "--help"])
        tasks["mctool validate, cohort of 2,000 learners"] = ours(cohort)
        found = best(rounds, tasks) | best(min(rounds, 2), {"mctool validate, 10,000 descriptors": ours(ten)})
    print(f"{'':<48}{'CPU s':>8}{'wall s':>9}")
    for task, one in found.items():
        print(f"  {task:<46}{one.cpu:8.2f}{one.wall:9.2f}")
    return 0 if judged({task: one.cpu for task, one in found.items()}) else 1


def judged(cpu: dict[str, float]) -> bool:
    """Prints each goal and whether it is reached; True when all are."""
    one = cpu["mctool validate, 1,000 descriptors"]
    return all([
        verdict("1,000 descriptors, s of CPU", one, 1.5),
        verdict("check-jsonschema takes times as much", cpu["check-jsonschema"] / one, 6, least=True),
        verdict("yamllint takes times as much", cpu["yamllint"] / one, 6, least=True),
        verdict("10,000 descriptors take times as much", cpu["mctool validate, 10,000 descriptors"] / one, 11),
        verdict("cohort of 2,000 learners, s of CPU", cpu["mctool validate, cohort of 2,000 learners"], 1.5),
        verdict("the example, s of CPU", cpu["mctool validate, the example"], 0.6),
        verdict("empty workspace, s of CPU", cpu["mctool validate, empty workspace"], 0.3),
        verdict("--help, s of CPU", cpu["mctool --help"], 0.15),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
