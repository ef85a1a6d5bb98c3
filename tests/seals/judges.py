"""Programs by other people that say whether a seal holds. None of them is ours, none shares code with mctool."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def need(tool: str) -> str:
    """The path of *tool*; without it the test fails in CI and is skipped on anybody's own machine."""
    path = shutil.which(tool)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(f"{tool} is not installed; the seals cannot be judged")
        pytest.skip(f"{tool} is not installed")
    return path


def xmlsec1(file: Path, root: Path, at: datetime) -> bool:
    """Whether xmlsec1 accepts the seal in *file* with a chain to *root*, at that time."""
    command = [need("xmlsec1"), "--verify", "--trusted-pem", str(root), "--enabled-key-data", "x509"]
    command += ["--verification-gmt-time", at.strftime("%Y-%m-%d %H:%M:%S")]
    command += ["--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def jdk(files: Sequence[Path]) -> list[str]:
    """What javax.xml.crypto says of each file: ``valid``, or ``invalid: …``."""
    return _lines([need("java"), str(_HERE / "XmlSignatureCheck.java"), *map(str, files)])


class NpmJose:
    """npm jose, installed into *folder* from the lock file in ``tests/seals/jose``."""

    def __init__(self, folder: Path) -> None:
        self._node, npm = need("node"), need("npm")
        for name in ("package.json", "package-lock.json", "verify.mjs"):
            shutil.copy(_HERE / "jose" / name, folder)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            if os.environ.get("CI"):
                pytest.fail(f"npm ci: {done.stderr}")
            pytest.skip("npm jose cannot be installed (no network?)")
        self._script = folder / "verify.mjs"

    def judge(self, files: Sequence[Path]) -> list[str]:
        """What jose says of each file: ``valid``, or ``invalid: …``."""
        return _lines([self._node, str(self._script), *map(str, files)])


def _lines(command: list[str]) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
