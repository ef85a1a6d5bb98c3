"""Never twice, never lost: the process is killed at random moments, and the next run finishes the rest."""

import hashlib
import os
import random
import shutil
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from mctool.identities import read_identities
from mctool.issuance import Options, SealPlan, issue, make_plan
from mctool.register import faults, read
from mctool.rules.world import World
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.testseal import new_test_seal
from mctool.workspace import load
from tests.conftest import TODAY
from tests.crowd import COHORT, crowd, learner

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SIZE = 300
KILLS = 200


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> SealPlan:
    content, _ = new_test_seal(
        organization="Example University", organization_identifier="VATPL-0000000000", country_alpha2="PL",
        key="p256", now=NOW, password="x",
    )  # fmt: skip
    path = tmp_path_factory.mktemp("seal") / "seal.p12"
    path.write_bytes(content)
    return SealPlan(load_pkcs12(path, "x"))


def run(workspace: Path, seal: SealPlan, workers: int) -> None:
    """What ``mctool issue`` does after its question, with small batches so that there is much to be killed between."""
    world = World(load(workspace), TODAY)
    plan = make_plan(world, world.workspace.cohorts[COHORT])
    assert not plan.blocking
    identities = read_identities(workspace / str(world.workspace.settings.identities))
    issue(plan, identities, seal, Options(NOW, formats=frozenset({"xml"}), workers=workers, batch=20))


def killed(workspace: Path, seal: SealPlan, workers: int, after: float) -> bool:
    """Runs in a process group of its own and kills all of it *after* so many seconds; whether it was still at work."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        code = 1
        try:
            run(workspace, seal, workers)
            code = 0
        finally:
            os._exit(code)
    with_group = time.monotonic()
    while time.monotonic() - with_group < after:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert os.waitstatus_to_exitcode(status) == 0
            return False
        time.sleep(0.002)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def assert_whole(workspace: Path, size: int) -> None:
    """Every learner exactly once, the chain whole, no file without a line, no line without its file."""
    register = read(workspace / "register" / f"{COHORT}.jsonl")
    assert not list(faults(workspace / "register"))
    assert sorted(one.learner for one in register.entries) == [learner(number) for number in range(size)]
    folder = workspace / "issued" / f"TEST-{COHORT}"
    on_disk = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    registered = {f"{one.credential.rpartition(':')[2]}.xml": one.files["xml"] for one in register.entries}
    assert on_disk == registered


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_moments_and_run_again(workers: int, seal: SealPlan, tmp_path: Path) -> None:
    chance = random.Random(workers)
    kills = 0
    while kills < KILLS:
        place = tmp_path / f"round-{kills}"
        place.mkdir()
        workspace = crowd(place, SIZE)
        while kills < KILLS and killed(workspace, seal, workers, chance.uniform(0, 0.7)):
            kills += 1
            assert not list(faults(workspace / "register"))
        run(workspace, seal, workers)
        assert_whole(workspace, SIZE)
        shutil.rmtree(place)


def test_two_runs_at_once_issue_nobody_twice(seal: SealPlan, tmp_path: Path) -> None:
    workspace = crowd(tmp_path, 60)
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            code = 2
            try:
                run(workspace, seal, 1)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    codes = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert codes[0] == 0
    assert_whole(workspace, 60)


@pytest.mark.parametrize("left", [".probe-20087", f"{UUID(int=1)}.xml", f"{UUID(int=1)}.pdf.part"])
def test_what_a_killed_run_left_is_gone_after_the_next(left: str, seal: SealPlan, tmp_path: Path) -> None:
    workspace = crowd(tmp_path, 2)
    folder = workspace / "issued" / f"TEST-{COHORT}"
    folder.mkdir(parents=True)
    (folder / left).touch()
    (folder / "notes.txt").touch()
    run(workspace, seal, 1)
    assert not (folder / left).exists()
    assert (folder / "notes.txt").exists()
