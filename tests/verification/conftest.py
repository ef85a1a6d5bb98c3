import pytest

from mctool.verification import Trust
from tests.seals.pki import SEAL, SUBJECT, Pki, generate

from .forge import Signer
from .world import World


@pytest.fixture(scope="session")
def pki() -> Pki:
    return Pki()


@pytest.fixture(scope="session")
def trust(pki: Pki) -> Trust:
    return Trust((pki.root.certificate,))


@pytest.fixture(scope="session")
def signers(pki: Pki) -> dict[str, Signer]:
    found = {}
    for kind in ("p256", "p384", "p521", "rsa2048"):
        key = generate(kind)
        certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
        found[kind] = Signer(key, certificate, (pki.intermediate.certificate,))
    return found


@pytest.fixture(scope="session")
def signer(signers: dict[str, Signer]) -> Signer:
    return signers["p256"]


@pytest.fixture(scope="session")
def world() -> World:
    return World.new()
