from dataclasses import dataclass
from pathlib import Path

import pytest

from mctool.seals.keys import SealKey
from mctool.seals.pkcs12 import load_pkcs12

from .pki import KINDS, PASSWORD, SEAL, SUBJECT, Pki, generate


@dataclass(frozen=True)
class Seal:
    """A seal in a file, as an institution gets it: one key, its certificate, intermediate and root."""

    kind: str
    file: Path
    key: SealKey
    root: Path


@pytest.fixture(scope="session")
def pki() -> Pki:
    return Pki()


@pytest.fixture(scope="session")
def seals(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seal]:
    folder = tmp_path_factory.mktemp("seals")
    root = folder / "root.pem"
    root.write_bytes(pki.root_pem)
    found = {}
    for kind in KINDS:
        private_key = generate(kind)
        certificate = pki.intermediate.issue(private_key.public_key(), SUBJECT, *SEAL)
        file = folder / f"{kind}.p12"
        file.write_bytes(pki.pkcs12(private_key, certificate))
        found[kind] = Seal(kind, file, load_pkcs12(file, PASSWORD), root)
    return found


@pytest.fixture(params=KINDS)
def seal(request: pytest.FixtureRequest, seals: dict[str, Seal]) -> Seal:
    return seals[request.param]


@pytest.fixture(scope="session")
def p256(seals: dict[str, Seal]) -> Seal:
    return seals["p256"]
