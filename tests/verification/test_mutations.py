"""A changed byte, anywhere in a sealed file, never leaves it valid."""

import random
import re
from datetime import timedelta

import pytest

from mctool.seals.jades import JsonSealer
from mctool.seals.keys import SealKey
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.xades import XmlSealer
from mctool.verification import Trust, verify_bytes
from tests.seals.pki import NOW, PASSWORD, SEAL, SUBJECT, Pki, generate

from .credentials import XML, as_text, elm


@pytest.fixture(scope="module")
def key(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    private_key = generate("p256")
    certificate = pki.intermediate.issue(private_key.public_key(), SUBJECT, *SEAL)
    file = tmp_path_factory.mktemp("keys") / "seal.p12"
    file.write_bytes(pki.pkcs12(private_key, certificate))
    return load_pkcs12(file, PASSWORD)


@pytest.fixture(scope="module")
def sealed(key: SealKey) -> dict[str, bytes]:
    return {
        "xml": XmlSealer(key).seal(XML, time=NOW),
        "jsonld": JsonSealer(key).seal(as_text(elm()), time=NOW),
    }


@pytest.mark.parametrize("kind", ["xml", "jsonld"])
def test_what_mctool_seals_is_valid(kind: str, sealed: dict[str, bytes], trust: Trust) -> None:
    verdict = verify_bytes(sealed[kind], path=kind, trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert "baseline B" in verdict.check("seal").detail


@pytest.mark.parametrize("kind", ["xml", "jsonld"])
def test_one_byte_at_random_places(kind: str, sealed: dict[str, bytes], trust: Trust) -> None:
    data, dice = sealed[kind], random.Random(2026)
    for _ in range(1000):
        place = dice.randrange(len(data))
        byte = dice.choice([b for b in range(256) if b != data[place]])
        _never_valid(data, place, byte, trust)


@pytest.mark.parametrize("kind", ["xml", "jsonld"])
def test_bytes_that_parsers_take_for_the_same(kind: str, sealed: dict[str, bytes], trust: Trust) -> None:
    """White space for white space, and the other case of a letter where case does not count."""
    data = sealed[kind]
    for place in [at for at, byte in enumerate(data) if byte in b" \n"][::3]:
        for byte in b" \t\r\n":
            if byte != data[place]:
                _never_valid(data, place, byte, trust)
    for place in range(min(60, len(data))):
        _never_valid(data, place, data[place] ^ 0x20, trust)


def test_names_in_the_seal_that_canonical_forms_leave_out(sealed: dict[str, bytes], trust: Trust) -> None:
    """Namespaces that nothing uses, and Ids that nothing refers to."""
    data = sealed["xml"]
    for found in re.finditer(rb' (xmlns:\w+|Id)="[^"]*"', data):
        for place in range(found.start(), found.end(), 2):
            _never_valid(data, place, data[place] ^ 0x01, trust)


@pytest.mark.parametrize("kind", ["xml", "jsonld"])
def test_a_byte_lost_or_added(kind: str, sealed: dict[str, bytes], trust: Trust) -> None:
    data, dice = sealed[kind], random.Random(2027)
    for _ in range(150):
        place = dice.randrange(len(data))
        for changed in (data[:place] + data[place + 1 :], data[:place] + bytes([dice.randrange(256)]) + data[place:]):
            verdict = verify_bytes(changed, path=kind, trust=trust, now=NOW)
            assert verdict.verdict != "valid" or len(changed.strip()) == len(data.strip()), changed[
                place - 20 : place + 20
            ]


def _never_valid(data: bytes, place: int, byte: int, trust: Trust) -> None:
    changed = data[:place] + bytes([byte]) + data[place + 1 :]
    verdict = verify_bytes(changed, path="changed", trust=trust, now=NOW + timedelta(seconds=1))
    assert verdict.verdict != "valid", changed[max(0, place - 30) : place + 30]
