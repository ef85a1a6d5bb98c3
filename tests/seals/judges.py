"""Programs by other people that say whether a seal holds. None of them is ours, none shares code with mctool."""

import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.programs import need, npm_packages

_HERE = Path(__file__).parent


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
        self._node = need("node")
        npm_packages(_HERE / "jose", folder)
        shutil.copy(_HERE / "jose" / "verify.mjs", folder)
        self._script = folder / "verify.mjs"

    def judge(self, files: Sequence[Path]) -> list[str]:
        """What jose says of each file: ``valid``, or ``invalid: …``."""
        return _lines([self._node, str(self._script), *map(str, files)])


def _lines(command: list[str]) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
