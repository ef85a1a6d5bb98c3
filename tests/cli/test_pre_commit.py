"""Our hooks, run by pre-commit in a git repository as users run them: it builds them an environment of their own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
NOT_SOURCES = (".git", ".venv", ".*_cache", "__pycache__", "node_modules", "tests", "demo", "dist", "build")


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A repository with these sources as they are now, committed or not."""
    folder = tmp_path / "mctool"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_SOURCES))
    commit_all(folder)
    return folder


def commit_all(folder: Path) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@localhost"]
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    subprocess.run(["git", *identity, "commit", "-qm", "all"], cwd=folder, check=True)


def test_the_manifest_names_both_hooks() -> None:
    manifest = ROOT / ".pre-commit-hooks.yaml"
    subprocess.run([*PRE_COMMIT, "validate-manifest", str(manifest)], check=True)
    named = {one["id"]: one for one in yaml.safe_load(manifest.read_text(encoding="utf-8"))}
    assert set(named) == {"mctool-validate", "mctool-no-personal-data"}
    files = re.compile(named["mctool-validate"]["files"])
    assert all(files.search(one) for one in ("mctool.yaml", "cohorts/a.csv", "register/a.jsonl"))
    assert "files" not in named["mctool-no-personal-data"]


def test_try_repo_runs_both(hooks: Path, workspace: Path, tmp_path: Path) -> None:
    """A file with an outcome that nobody can measure, and with nobody's name."""
    text = "kind: outcome\nid: wrong\nstatement: {en: Understand rules, pl: Wyjaśnia zasady}\ntype: skill\n"
    (workspace / "outcomes" / "wrong.yaml").write_text(text, encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=workspace, check=True)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "store"), "PIP_NO_COMPILE": "1", "NO_COLOR": "1"}
    command = [*PRE_COMMIT, "try-repo", str(hooks), "--all-files", "--verbose", "--color", "never"]
    done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, env=environment, check=False)
    print(done.stdout, done.stderr)
    assert done.returncode == 1
    _, personal, validated = re.split(r"^mctool(?=, no|\b.*validate)", done.stdout, flags=re.MULTILINE)
    assert "- exit code: 1" in validated
    assert "outcomes/wrong.yaml:3:17 MC203 error outcome-verb-not-measurable" in validated
    assert "Passed" in personal
    assert re.search(r"\d+ files checked: no findings", personal)
