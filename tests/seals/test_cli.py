"""``mctool seal new`` and ``mctool seal inspect``."""

import json
import os
import pty
import select
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer

from mctool.cli import seal
from mctool.errors import MctoolError, SealError
from mctool.seals.keys import check_fitness
from mctool.seals.pkcs12 import load_pkcs12
from tests.programs import need

from .conftest import Seal
from .pki import EIDAS, NOW, PASSWORD

CLOCK = ["--now", "2026-05-20T10:00:00Z"]
EXAMPLE_EIDAS = "VATPL-0000000000"


def mctool(*arguments: str | Path) -> None:
    """Runs the command in this process; what it prints is for capsys."""
    app = typer.Typer()
    seal.register(app)
    app(["seal", *map(str, arguments)], standalone_mode=False)


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    capsys.readouterr()
    mctool(*arguments, "--format", "json")
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", "secret")
    return "secret"


@pytest.fixture
def new(example_in_place: Path) -> list[str]:
    """``seal new`` for the institution of the example."""
    return ["new", "-C", str(example_in_place), *CLOCK]


def test_new_makes_a_seal_that_is_the_institutions(tmp_path: Path, new: list[str], password: str, capsys) -> None:
    file = tmp_path / "keys" / "seal.p12"
    mctool(*new, file)
    check_fitness(load_pkcs12(file, password), now=NOW, eidas_number=EXAMPLE_EIDAS)
    printed = capsys.readouterr().out
    assert "TEST seal of Example University of Technology in Lodz, P-256, valid until 2028-05-19" in printed
    assert f"{tmp_path / 'keys' / 'seal.pem'}: the certificate to trust" in printed
    assert "  seal: {pkcs12: ../" in printed


def test_new_keeps_the_key_from_other_users(tmp_path: Path, new: list[str], password: str) -> None:
    mctool(*new, tmp_path / "seal.p12")
    assert stat.S_IMODE((tmp_path / "seal.p12").stat().st_mode) == 0o600


def test_pem_is_the_certificate_to_trust(tmp_path: Path, new: list[str], password: str) -> None:
    mctool(*new, tmp_path / "seal.pfx")
    export = ["openssl", "pkcs12", "-in", "seal.pfx", "-passin", "pass:secret", "-clcerts", "-nokeys", "-out", "leaf"]
    subprocess.run(export, cwd=tmp_path, check=True, capture_output=True)
    verify = [need("openssl"), "verify", "-attime", str(int(NOW.timestamp())), "-CAfile", "seal.pem", "leaf"]
    subprocess.run(verify, cwd=tmp_path, check=True, capture_output=True)


@pytest.mark.parametrize(("kind", "name"), [("p256", "P-256"), ("rsa2048", "RSA-2048")])
def test_new_as_json(tmp_path: Path, new: list[str], password: str, capsys, kind: str, name: str) -> None:
    facts = as_json(capsys, *new, tmp_path / "seal.p12", "--key", kind)
    assert facts["seal"] == str(tmp_path / "seal.p12")
    assert facts["trust"] == str(tmp_path / "seal.pem")
    assert facts["key"] == name
    assert facts["test"] is True


@pytest.mark.parametrize("taken", ["seal.p12", "seal.pem"])
def test_new_overwrites_nothing(tmp_path: Path, new: list[str], password: str, taken: str) -> None:
    (tmp_path / taken).write_text("precious")
    with pytest.raises(SealError, match=rf"{taken} is there already"):
        mctool(*new, tmp_path / "seal.p12")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(taken, "precious")]


@pytest.mark.parametrize("name", ["seal", "seal.pem", "seal.p12.txt"])
def test_new_wants_the_usual_ending(tmp_path: Path, new: list[str], password: str, name: str) -> None:
    with pytest.raises(SealError, match=r"name the seal file \.p12"):
        mctool(*new, tmp_path / name)


def test_new_in_the_workspace_warns(example: Path, password: str, capsys) -> None:
    mctool("new", "-C", example, *CLOCK, example / "seal.p12")
    assert "keep it out of version control" in capsys.readouterr().err


def test_new_needs_the_eidas_number(example: Path, tmp_path: Path, password: str) -> None:
    institution = example / "institution.yaml"
    lines = institution.read_text(encoding="utf-8").splitlines(keepends=True)
    institution.write_text("".join(line for line in lines if not line.startswith("eidas:")), encoding="utf-8")
    with pytest.raises(SealError, match="needs the institution's «eidas» number"):
        mctool("new", "-C", example, tmp_path / "seal.p12")


def test_new_needs_a_workspace(tmp_path: Path, password: str) -> None:
    with pytest.raises(MctoolError, match="is no workspace"):
        mctool("new", "-C", tmp_path, tmp_path / "seal.p12")


def test_no_password_and_no_terminal(tmp_path: Path, new: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MCTOOL_SEAL_PASSWORD", raising=False)
    with pytest.raises(SealError, match="set MCTOOL_SEAL_PASSWORD, or run in a terminal"):
        mctool(*new, tmp_path / "seal.p12")


def typed(arguments: list[str], *answers: str) -> str:
    """What a person sees who runs the command in a terminal and types *answers*."""
    code = (
        "import sys, typer; from mctool.cli import seal\n"
        "app = typer.Typer(); seal.register(app); app(['seal', *sys.argv[1:]])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "MCTOOL_SEAL_PASSWORD"}
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-c", code, *arguments], environment)
    seen = b""
    waiting = list(answers)
    with suppress(OSError):  # which Linux raises when the other side has gone
        while select.select([terminal], [], [], 20)[0] and (part := os.read(terminal, 1000)):
            seen += part
            if waiting and seen.endswith(b": "):
                os.write(terminal, waiting.pop(0).encode() + b"\n")
    os.close(terminal)
    os.waitpid(child, 0)
    return seen.decode()


def test_password_typed_twice(tmp_path: Path, new: list[str]) -> None:
    seen = typed([*new, str(tmp_path / "seal.p12")], "hidden-1", "hidden-1")
    assert "hidden-1" not in seen
    assert load_pkcs12(tmp_path / "seal.p12", "hidden-1")


def test_passwords_typed_differ(tmp_path: Path, new: list[str]) -> None:
    seen = typed([*new, str(tmp_path / "seal.p12")], "hidden-1", "hidden-2")
    assert "the two passwords differ" in seen
    assert not list(tmp_path.iterdir())


def test_inspect_shows_whose_seal_it_is(p256: Seal, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", PASSWORD)
    assert as_json(capsys, "inspect", p256.file, *CLOCK) == {
        "seal": str(p256.file),
        "key": "P-256",
        "organization": "Example University TEST",
        "common_name": "Example University seal",
        "country": "PL",
        "organization_identifier": EIDAS,
        "test": True,
        "not_before": "2026-05-19T10:00:00Z",
        "not_after": "2036-05-17T10:00:00Z",
        "state": "valid",
        "fingerprint": p256.key.fingerprint,
        "issuer": "O=TEST,CN=TEST żółw CA",
        "chain": ["O=TEST,CN=TEST żółw CA"],
    }
    mctool("inspect", p256.file, *CLOCK)
    lines = capsys.readouterr().out.splitlines()
    assert "common name              Example University seal" in lines
    assert "test                     yes, for tests only" in lines


@pytest.mark.parametrize(
    ("now", "state"), [("2026-05-19T09:59:59Z", "not yet valid"), ("2036-05-17T10:00:01Z", "expired")]
)
def test_inspect_tells_the_state(p256: Seal, monkeypatch: pytest.MonkeyPatch, capsys, now: str, state: str) -> None:
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", PASSWORD)
    assert as_json(capsys, "inspect", p256.file, "--now", now)["state"] == state


@pytest.mark.parametrize(
    ("file", "reason"), [("/nowhere/seal.p12", "there is no seal file"), (__file__, "is not a PKCS#12 file")]
)
def test_inspect_something_else(password: str, file: str, reason: str) -> None:
    with pytest.raises(SealError, match=reason):
        mctool("inspect", file)
