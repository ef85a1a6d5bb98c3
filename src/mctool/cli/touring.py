"""The demonstration: the real commands, one after the other, shown as they would be typed."""

import os
import secrets
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mctool.cli.passwords import PASSWORD
from mctool.cli.terminal import print_text
from mctool.decisions import decide
from mctool.demonstration import spoil
from mctool.errors import MctoolError
from mctool.rules.world import World
from mctool.scaffold import refuse_occupied
from mctool.workspace import load

COHORT = "inclusive-communication-2026-spring"
TIME = "2026-11-24T10:00:00Z"
"""The example's own time: its reviews are not overdue then, whenever the demonstration runs."""


def tour(folder: Path, now: str | None) -> int:
    """Runs the journey in *folder* and returns 0 when every step ended as it should.

    Raises MctoolError when *folder* is occupied, or a step went otherwise.
    """
    refuse_occupied(folder)
    good, spoilt = folder / "workspace", folder / "spoilt"
    clock = ["--now", now or TIME]
    with _password():
        folder.mkdir(parents=True, exist_ok=True)
        _step("A complete workspace, laid out as a git repository", ["init", str(good), "--example", "equini"])
        seal = folder / "workspace-keys" / "seal.p12"
        seal.parent.mkdir()
        _step("A test seal for its institution", ["seal", "new", str(seal), "-C", str(good), *clock])
        _step("Everything is checked", ["validate", "-C", str(good), *clock])
        _step("Whoever showed every outcome gets a credential", ["issue", COHORT, "-C", str(good), "--yes", *clock])
        first = sorted((good / "issued" / f"TEST-{COHORT}").glob("*.xml"))[0]
        files = [str(first.with_suffix(suffix)) for suffix in (".xml", ".jsonld")]
        _step("Anybody can verify it", ["verify", *files, "-C", str(good), *clock])
        audit = folder / "audit.html"
        _step("The quality office gets its report", ["report", "audit", "-C", str(good), "-o", str(audit), *clock])
        _refusal(spoilt, seal, clock)
    _places(folder, good, first, audit)
    return 0


def _refusal(spoilt: Path, seal: Path, clock: list[str]) -> None:
    """The same cohort in a second copy, where the proof of three learners is spoilt."""
    from mctool.cli.context import moment

    _step("A second copy, to spoil", ["init", str(spoilt), "--example", "equini"])
    world = World(load(spoilt), moment(clock[1]).date())
    decisions = decide(world, world.workspace.cohorts[COHORT])
    done = spoil(world.workspace, COHORT, [one for one in decisions if one.verdict.awards])
    print_text("\n".join(f"    {learner}: {what}" for learner, what in done.items()))
    command = ["issue", COHORT, "-C", str(spoilt), "--yes", "--seal", str(seal), *clock]
    _step("Three are refused, each with the reason; the others are issued", command, expected=1)


def _step(title: str, command: list[str], expected: int = 0) -> None:
    from mctool.cli.app import run

    print_text(f"\n== {title}\n$ mctool {shlex.join(command)}")
    code = run(command)
    if code != expected:
        raise MctoolError(f"the step «{title}» ended with {code} instead of {expected}")


def _places(folder: Path, good: Path, first: Path, audit: Path) -> None:
    print_text(
        "\n== Where everything is\n"
        f"workspace            {good}\n"
        f"sealed Europass XML  {first}\n"
        f"sealed ELM JSON-LD   {first.with_suffix('.jsonld')}\n"
        f"certificate          {first.with_suffix('.pdf')}\n"
        f"audit report         {audit}\n"
        f"register             {good / 'register' / f'{COHORT}.jsonl'}\n"
        f"refusals             {folder / 'spoilt'}"
    )


@contextmanager
def _password() -> Iterator[None]:
    """A random password for the demonstration's seal, for as long as it runs."""
    before = os.environ.get(PASSWORD)
    os.environ[PASSWORD] = secrets.token_urlsafe(16)
    try:
        yield
    finally:
        os.environ.pop(PASSWORD)
        if before is not None:
            os.environ[PASSWORD] = before
