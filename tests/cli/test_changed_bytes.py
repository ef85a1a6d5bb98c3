"""One changed byte in any issued file makes it invalid, and the verdict says which check failed."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mctool.verification import Trust, verify_bytes
from tests.cli.conftest import NOW, SPRING, Mctool

PLACES = 60


@pytest.fixture
def issued(mctool: Mctool, workspace: Path) -> dict[str, Path]:
    """The files of the first learner, by format."""
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW)
    files: dict[str, str] = ended.json["issued"][0]["files"]
    return {kind: workspace / path for kind, path in files.items()}


def changed(content: bytes, seed: int) -> Iterator[bytes]:
    """*content* with one bit turned at random places, its first and last byte among them."""
    chance = random.Random(seed)
    for place in (0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(PLACES))):
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << chance.randrange(8)
        yield bytes(spoilt)


def test_any_changed_byte_is_found(mctool: Mctool, workspace: Path, issued: dict[str, Path]) -> None:
    trust = Trust.from_pem_files([workspace.parent / "ws-keys" / "seal.pem"])
    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    for seed, (kind, path) in enumerate(issued.items()):
        content = path.read_bytes()
        assert verify_bytes(content, path=kind, trust=trust, now=now).verdict == "valid"
        for spoilt in changed(content, seed):
            verdict = verify_bytes(spoilt, path=kind, trust=trust, now=now)
            assert verdict.verdict == "invalid", kind
            assert [check.name for check in verdict.checks if check.verdict == "fail"]


def test_the_command_says_which_check_failed(mctool: Mctool, workspace: Path, issued: dict[str, Path]) -> None:
    for path in issued.values():
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))
        ended = mctool("verify", path, "-C", workspace, "--now", NOW)
        assert ended.code == 1
        assert ended.out.startswith("INVALID")
        assert " fail " in ended.out


def test_a_certificate_without_its_seal_is_not_valid(workspace: Path, issued: dict[str, Path]) -> None:
    trust = Trust.from_pem_files([workspace.parent / "ws-keys" / "seal.pem"])
    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    content = issued["pdf"].read_bytes().replace(b"mctool-seal:", b"mctool-sale:")
    assert verify_bytes(content, path="x.pdf", trust=trust, now=now).verdict == "indeterminate"


def test_a_page_sealed_by_somebody_else_around_real_files_is_invalid(workspace: Path, issued: dict[str, Path]) -> None:
    from mctool.seals.pdfseal import PdfSealer
    from mctool.seals.pkcs12 import load_pkcs12
    from mctool.seals.testseal import new_test_seal

    now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    content, _ = new_test_seal(
        organization="Diploma mill", organization_identifier="VATPL-1111111111", country_alpha2="PL", key="p256",
        now=now, password="x",
    )  # fmt: skip
    stranger = workspace.parent / "stranger.p12"
    stranger.write_bytes(content)
    sealer = PdfSealer(load_pkcs12(stranger, "x"))
    pdf = issued["pdf"].read_bytes()
    start = pdf.index(b"mctool-seal:")
    token = pdf[start : start + len(sealer.placeholder)]
    forged = sealer.seal(pdf.replace(token, sealer.placeholder.encode()), time=now)
    trust = Trust.from_pem_files([workspace.parent / "ws-keys" / "seal.pem"])
    verdict = verify_bytes(forged, path="x.pdf", trust=trust, now=now)
    assert verdict.verdict == "invalid"
    assert "another certificate" in verdict.check("seal").detail
