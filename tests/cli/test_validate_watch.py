"""``mctool validate --watch``, as a program of its own."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import NOW


class Watching:
    """A watch under way, and the lines that it prints."""

    def __init__(self, workspace: Path) -> None:
        command = [sys.executable, "-m", "mctool", "validate", "-C", str(workspace), "--now", NOW, "--watch"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as printed:
            for line in printed:
                self._lines.put(line)

    def until(self, words: str) -> str:
        """What it prints up to the line with *words*."""
        seen, end = "", time.monotonic() + 30
        while words not in seen:
            seen += self._lines.get(timeout=max(0.1, end - time.monotonic()))
        return seen

    def silent(self, seconds: float) -> bool:
        """Whether it prints nothing for so long."""
        try:
            self._lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def stop(self) -> tuple[int, str]:
        """Presses Ctrl-C; the exit code, and what was printed since."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=20)
        self._reader.join(timeout=20)
        return code, "".join(self._lines.queue)


@pytest.fixture
def watching(workspace: Path) -> Iterator[Watching]:
    running = Watching(workspace)
    yield running
    running.process.kill()
    running.process.wait()


def test_every_change_is_checked_until_ctrl_c(workspace: Path, watching: Watching) -> None:
    first = watching.until("Ctrl-C ends")
    assert "30 files checked: no findings" in first
    assert "\x1b" not in first
    file = workspace / "outcomes" / "fresh.yaml"
    file.write_text("kind: outcome\nid: fresh\nstatement: [", encoding="utf-8")
    assert "fresh.yaml:3:13 MC001" in watching.until("Ctrl-C ends")
    (workspace / "outcomes" / ".fresh.yaml.swp").write_text("half a file", encoding="utf-8")
    (workspace / ".git" / "index.lock").touch()
    assert watching.silent(1)
    settings = workspace / "mctool.yaml"
    text = settings.read_bytes()
    settings.unlink()
    assert "has no mctool.yaml" in watching.until("Ctrl-C ends")
    settings.write_bytes(text)
    assert "MC001" in watching.until("Ctrl-C ends")
    assert watching.stop() == (1, "")


def test_a_clean_watch_ends_with_0(watching: Watching) -> None:
    watching.until("Ctrl-C ends")
    assert watching.stop() == (0, "")


def test_a_system_that_cannot_watch_is_said(workspace: Path) -> None:
    """No file descriptor is left, so there is nothing to watch with."""
    code = (
        "import resource, sys, watchfiles, mctool.cli.validatewatch as watch\n"
        "from mctool.cli.validaterun import Request\n"
        "from mctool.errors import MctoolError\n"
        "from pathlib import Path\n"
        "nothing = dict.fromkeys(Request.__dataclass_fields__)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))\n"
        "try:\n"
        "    watch.watch_and_run(Request(**nothing | {'root': Path(sys.argv[1])}))\n"
        "except MctoolError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(workspace)], capture_output=True, text=True, check=True)
    assert f"the system cannot watch {workspace}" in done.stdout
    assert "WATCHFILES_FORCE_POLLING=1" in done.stdout
