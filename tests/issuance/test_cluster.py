"""On a Dask cluster of two worker processes: the same result, and a worker killed in the middle loses nobody."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import distributed
import pytest

from mctool.register import faults, read
from tests.cli.conftest import NOW, PASSWORD, Mctool, mctool
from tests.crowd import COHORT, crowd, learner

__all__ = ["mctool"]
SIZE = 60


@pytest.fixture
def scheduler(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[distributed.LocalCluster]:
    """Two worker processes on this machine, which know the password of the seal."""
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", PASSWORD)
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        local_directory=str(tmp_path / "dask"),
    ) as cluster:
        yield cluster


def sealed_crowd(mctool: Mctool, folder: Path) -> Path:
    workspace = crowd(folder, SIZE)
    assert mctool("seal", "new", folder / "ws-keys" / "seal.p12", "-C", workspace, "--now", NOW).code == 0
    return workspace


def kill_one(cluster: distributed.LocalCluster, workspace: Path) -> None:
    """Kills one worker as soon as the first files are there."""
    folder = workspace / "issued" / f"TEST-{COHORT}"
    while not (folder.is_dir() and any(folder.iterdir())):
        time.sleep(0.01)
    with distributed.Client(cluster) as client:
        victims = client.run(os.getpid)
    os.kill(next(iter(victims.values())), signal.SIGKILL)


@pytest.mark.filterwarnings("ignore")
def test_a_worker_killed_in_the_middle_loses_nobody(
    mctool: Mctool, scheduler: distributed.LocalCluster, tmp_path: Path
) -> None:
    workspace = sealed_crowd(mctool, tmp_path)
    address = scheduler.scheduler_address.replace("tcp://", "dask://")
    killer = threading.Thread(target=kill_one, args=(scheduler, workspace), daemon=True)
    killer.start()
    options = ("-C", workspace, "--yes", "--formats", "xml", "--executor", address, "--format", "json", "--now", NOW)
    ended = mctool("issue", COHORT, *options)
    killer.join(10)
    assert not killer.is_alive()
    assert ended.code == 0
    record = read(workspace / "register" / f"{COHORT}.jsonl")
    assert not list(faults(workspace / "register"))
    assert sorted(one.learner for one in record.entries) == [learner(number) for number in range(SIZE)]
    assert len(list((workspace / "issued" / f"TEST-{COHORT}").glob("*.xml"))) == SIZE


def test_a_scheduler_that_is_not_there_is_named(
    mctool: Mctool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", PASSWORD)
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    workspace = sealed_crowd(mctool, tmp_path)
    for address, words in (("dask://127.0.0.1:9", "no Dask scheduler answers"), ("ftp://x", "--executor takes")):
        ended = mctool("issue", COHORT, "-C", workspace, "--yes", "--executor", address, "--now", NOW)
        assert ended.code == 2
        assert words in ended.err
    assert (
        not (workspace / "register" / f"{COHORT}.jsonl").exists()
        or not read(workspace / "register" / f"{COHORT}.jsonl").entries
    )
