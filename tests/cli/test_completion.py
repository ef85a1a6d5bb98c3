"""Shell completion: ids of programmes and cohorts in a real bash, quickly, and silence when something is wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROGRAMMES = ["emotional-intelligence", "inclusive-communication", "non-discrimination-in-teaching"]
SCRIPT = 'eval "$(_MCTOOL_COMPLETE=source_bash mctool)"; COMP_CWORD=$((${#COMP_WORDS[@]}-1)); '


def completed(folder: Path, *words: str) -> list[str]:
    """What bash offers for the last of *words* after ``mctool``."""
    bash = shutil.which("bash")
    assert bash is not None
    line = " ".join(f"'{word}'" for word in ("mctool", *words))
    script = f'COMP_WORDS=({line}); {SCRIPT} _mctool_completion mctool; printf "%s\\n" "${{COMPREPLY[@]}}"'
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run([bash, "-c", script], cwd=folder, capture_output=True, text=True, check=True, env=environment)
    assert done.stderr == ""
    return done.stdout.split()


def test_ids_are_offered_by_kind(example: Path) -> None:
    assert completed(example, "approve", "") == PROGRAMMES
    assert completed(example, "log", "non") == ["non-discrimination-in-teaching"]
    assert completed(example, "diff", "incl") == ["inclusive-communication"]
    assert completed(example, "issue", "inclusive-communication-2026-s") == ["inclusive-communication-2026-spring"]
    assert len(completed(example / "rubrics", "decide", "")) == 3


@pytest.mark.parametrize("words", [("-C", "examples/equini", "approve", ""), ("approve", "-C", "examples/equini", "")])
def test_the_workspace_that_is_named_counts(words: tuple[str, ...]) -> None:
    assert completed(ROOT, *words) == PROGRAMMES


def test_what_is_wrong_offers_nothing_and_says_nothing(example: Path, tmp_path: Path) -> None:
    assert completed(tmp_path, "approve", "") == []
    assert completed(tmp_path, "-C", "nowhere", "approve", "") == []
    programmes = example / "programmes"
    (programmes / "broken.yaml").write_bytes(b"\xff\xfe\x00kind: programme")
    (programmes / "gone.yaml").symlink_to("nowhere.yaml")
    os.mkfifo(programmes / "pipe.yaml")
    assert completed(example, "approve", "") == PROGRAMMES


def test_nobody_waits_at_a_key(example: Path) -> None:
    environment = os.environ | {
        "_MCTOOL_COMPLETE": "complete_bash",
        "COMP_WORDS": "mctool approve i",
        "COMP_CWORD": "2",
    }
    costs = []
    for _ in range(3):
        before = os.times()
        command = [str(Path(sys.executable).parent / "mctool")]
        done = subprocess.run(command, cwd=example, env=environment, capture_output=True, text=True, check=False)
        after = os.times()
        assert "inclusive-communication" in done.stdout
        costs.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(costs) < 0.6  # seconds of CPU, most of them for the interpreter and typer
