"""Programs by other people that the tests call. Without one a test fails in CI and is skipped on anybody's machine."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest


def lacking(what: str) -> NoReturn:
    """Ends the test: *what* is not there."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def need(program: str) -> str:
    """The path of *program*."""
    path = shutil.which(program)
    return path if path is not None else lacking(f"{program} is not installed")


def npm_packages(lock: Path, folder: Path) -> Path:
    """Installs into *folder* what the lock file in *lock* names, from the npm registry; where the packages are."""
    npm = need("npm")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(lock / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lacking(f"npm ci for {lock.name}: {done.stderr}")
    return folder / "node_modules"
