"""What stands in the way of issuing: a full or read-only disk, Ctrl-C, another run, a changed register, no authority.

Each ends in one line and exit code 2, and the next run finishes what is left.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mctool import register
from tests.cli.conftest import NOW, PASSWORD, SEALED, SPRING, Mctool, laid_out, mctool, workspace
from tests.crowd import COHORT, crowd, learner
from tests.seals.tsa import Answer, Server

__all__ = ["laid_out", "mctool", "workspace"]
ISSUE = (sys.executable, "-m", "mctool", "issue")


def started(workspace: Path, cohort: str, *more: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """``mctool issue`` as a program of its own, in a process group of its own."""
    command = [*before, *ISSUE, cohort, "-C", str(workspace), "--yes", "--now", NOW, *more]
    environment = {**os.environ, "MCTOOL_SEAL_PASSWORD": PASSWORD}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )


def entries(workspace: Path, cohort: str) -> tuple[register.Entry, ...]:
    return register.read(workspace / "register" / f"{cohort}.jsonl").entries


@pytest.mark.parametrize(
    ("options", "words"), [("size=300k", "No space left on device"), ("ro", "Read-only file system")]
)
def test_a_disk_that_takes_no_more(mctool: Mctool, workspace: Path, options: str, words: str) -> None:
    folder = workspace / "issued"
    folder.mkdir()
    mount = f'mount -t tmpfs -o {options} tmpfs "$0" && exec "$@"'
    alone = ("unshare", "--map-root-user", "--mount", "sh", "-c")
    if not shutil.which("unshare") or subprocess.run([*alone, mount, folder, "true"], check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk; the same is shown with a limit on files in tests/cli")
    run = started(workspace, SPRING, "--workers", "1", before=(*alone, mount, str(folder)))
    _, talk = run.communicate()
    assert run.returncode == 2
    assert words in talk
    assert "Traceback" not in talk
    assert entries(workspace, SPRING) == ()
    assert mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, "--formats", "xml").code == 0
    assert len(entries(workspace, SPRING)) == len(list((folder / SEALED).glob("*.xml"))) == 8


def test_ctrl_c_finishes_the_batch_in_hand(mctool: Mctool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", PASSWORD)
    size = 300
    workspace = crowd(tmp_path, size, languages="en")
    assert mctool("seal", "new", tmp_path / "ws-keys" / "seal.p12", "-C", workspace, "--now", NOW).code == 0
    run = started(workspace, COHORT, "--formats", "xml", "--workers", "2")
    folder = workspace / "issued" / f"TEST-{COHORT}"
    while not list(folder.glob("*.xml*")) and run.poll() is None:
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers too
    out, talk = run.communicate()
    assert run.returncode == 2
    assert "finishing the batch in hand" in talk
    assert "Traceback" not in talk
    done = entries(workspace, COHORT)
    assert 0 < len(done) < size
    assert len(done) == len(list(folder.glob("*"))), "whatever was begun is registered, and nothing is left half"
    assert f"stopped: {size - len(done)} learners are left; run the command again to go on" in out
    options = ("-C", workspace, "--yes", "--now", NOW, "--formats", "xml")
    assert mctool("issue", COHORT, *options).code == 0
    whole = entries(workspace, COHORT)
    assert [one.learner for one in whole] == [learner(number) for number in range(size)]
    on_disk = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert on_disk == {f"{one.credential.rpartition(':')[2]}.xml": one.files["xml"] for one in whole}


def test_while_another_run_holds_the_register_nothing_happens(mctool: Mctool, workspace: Path) -> None:
    with register.appending(workspace / "register" / f"{SPRING}.jsonl"):
        run = started(workspace, SPRING, "--formats", "xml")
        _, talk = run.communicate(timeout=120)
    assert run.returncode == 2
    assert "another" in talk.splitlines()[-1]
    assert entries(workspace, SPRING) == ()
    assert not list((workspace / "issued").rglob("*.xml"))


def swapped(lines: list[str]) -> list[str]:
    return [lines[1], lines[0], *lines[2:]]


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0].replace('"awarded', '"awarded-with-distinction', 1), *lines[1:]],
        lambda lines: [*lines[:2], *lines[3:]],
        swapped,
        lambda lines: lines[:-1],
    ],
    ids=["edited", "deleted", "swapped", "cut"],
)
def test_a_register_that_somebody_changed_stops_everything(
    mctool: Mctool, workspace: Path, change: Callable[[list[str]], list[str]]
) -> None:
    assert mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, "--formats", "xml").code == 0
    path = workspace / "register" / f"{SPRING}.jsonl"
    before = path.read_text().splitlines(keepends=True)
    changed = change(before)
    assert changed != before
    path.write_text("".join(changed))
    files = sorted((workspace / "issued").rglob("*"))
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, "--format", "json")
    assert ended.code == 2
    assert {one["code"] for one in ended.json["findings"]} == {"MC901"}
    assert sorted((workspace / "issued").rglob("*")) == files
    assert path.read_text() == "".join(changed)


@pytest.fixture
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An authority that is down, or that answers with something else than a timestamp."""
    monkeypatch.setenv("no_proxy", "*")
    if request.param == "down":
        with socket.create_server(("127.0.0.1", 0)) as reserved:
            port = reserved.getsockname()[1]
        yield f"http://127.0.0.1:{port}/tsr"
        return
    server = Server(lambda _query: Answer(b"<html>closed</html>"))
    yield server.url
    server.close()


@pytest.mark.parametrize(
    ("address", "words"),
    [("down", "cannot be reached"), ("other", "did not answer with an RFC 3161 timestamp")],
    indirect=["address"],
)
def test_without_its_timestamp_authority_nothing_is_issued(
    mctool: Mctool, workspace: Path, address: str, words: str
) -> None:
    settings = workspace / "mctool.yaml"
    text = settings.read_text()
    assert "  pkcs12:" in text
    settings.write_text(text.replace("  pkcs12:", f"  timestamp: {address}\n  pkcs12:"))
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(workspace))
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "time"], check=True)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert ended.code == 2
    assert words in ended.err
    assert f"the timestamp authority {address}" in ended.err
    assert entries(workspace, SPRING) == ()
    assert not [path for path in (workspace / "issued").rglob("*") if path.is_file()]
