"""``mctool verify`` as people and scripts meet it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from mctool.cli.app import run
from mctool.cli.verdicts import plain
from tests.seals.pki import Pki

from .credentials import CREDENTIAL, XML, as_text, elm
from .forge import Signer, seal_json, seal_xml

_NOW = ["--now", "2026-05-20T12:00:00Z"]
Verify = Callable[..., tuple[int, str, str]]


@pytest.fixture
def verify(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Runs the command outside any workspace: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(["verify", *map(str, arguments), *_NOW])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


@pytest.fixture
def files(tmp_path: Path, signer: Signer, pki: Pki) -> Path:
    """A folder with good files and one that was changed."""
    (tmp_path / "good.xml").write_bytes(seal_xml(XML, signer))
    (tmp_path / "good.jsonld").write_bytes(seal_json(as_text(elm()), signer))
    (tmp_path / "bad.xml").write_bytes(seal_xml(XML, signer).replace(b"Distinction", b"Excellence!"))
    (tmp_path / "root.pem").write_bytes(pki.root.certificate.public_bytes(Encoding.PEM))
    return tmp_path


def test_valid_files_end_with_zero(verify: Verify, files: Path) -> None:
    code, out, err = verify("good.xml", "good.jsonld", "--trust", "root.pem")

    assert (code, err) == (0, "")
    assert out.startswith("VALID  good.xml: sealed by Example University, unchanged, in force\n  format    pass     ")
    assert "  Holder         Zofia Gęślą-Jaźń 𝄞\n" in out
    assert "  Workload       2 ECTS\n                 50 hours\n" in out
    assert "The official Europass viewer expects a qualified seal" in out


def test_a_pipe_that_nobody_writes_to_keeps_nobody_waiting(verify: Verify, files: Path) -> None:
    os.mkfifo(files / "pipe")

    code, out, _ = verify("pipe", "good.xml", "--trust", "root.pem")

    assert code == 2
    assert "it is a pipe or a device, not a file" in out
    code, _, err = verify("good.xml", "--trust", "pipe")
    assert (code, "it is a pipe or a device" in err) == (2, True)


def test_one_invalid_file_ends_with_one(verify: Verify, files: Path) -> None:
    code, out, _ = verify("good.xml", "bad.xml", "missing.xml", "--trust", "root.pem")

    assert code == 1
    assert "INVALID  bad.xml: do not rely on it: seal failed\n" in out
    assert "It says, and this is not proven:\n" in out
    assert "INDETERMINATE  missing.xml: nobody can tell: format, seal, trust unknown\n" in out


def test_nobody_to_trust_ends_with_two(verify: Verify, files: Path) -> None:
    code, out, _ = verify("good.xml")

    assert code == 2
    assert "INDETERMINATE  good.xml: the seal is sound, but nobody vouches for whose it is\n" in out


def test_json_is_what_programs_rely_on(verify: Verify, files: Path) -> None:
    code, out, _ = verify("good.jsonld", "bad.xml", "--trust", "root.pem", "--format", "json")

    assert code == 1
    told = json.loads(out)
    assert list(told) == ["files"]
    first, second = told["files"]
    assert list(first) == ["path", "kind", "verdict", "credential", "issuer", "checks"]
    assert (first["path"], first["kind"], first["verdict"]) == ("good.jsonld", "elm-jsonld", "valid")
    assert (first["credential"], first["issuer"]) == (CREDENTIAL, "Example University")
    names = ["format", "seal", "trust", "schema", "validity", "status", "register"]
    for one in (first, second):
        assert [check["name"] for check in one["checks"]] == names
        assert all(list(check) == ["name", "verdict", "detail"] for check in one["checks"])
        assert {check["verdict"] for check in one["checks"]} <= {"pass", "fail", "unknown"}
    assert second["verdict"] == "invalid"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--trust", "missing.pem"], "missing.pem cannot be read: No such file"),
        (["--trust", "good.xml"], "good.xml holds no readable certificate"),
        (["--official", "."], "is no folder of the official files: it has no xsd/"),
        (["--register"], "«mctool init DIR» makes a workspace"),
        (["--status", "missing.json"], "missing.json cannot be read: No such file"),
        (["--status", "https://example.org/list.json"], "give --online to fetch it"),
        (["--status", "ftp://example.org/list.json", "--online"], "is not on the web"),
        (["--status", "http://127.0.0.1:9/list.json", "--online"], "cannot be fetched"),
        (["-C", "nowhere"], "nowhere is not a folder"),
    ],
)
def test_what_cannot_be_used_is_one_line(verify: Verify, files: Path, arguments: list[str], words: str) -> None:
    code, out, err = verify("good.xml", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith("mctool: ")
    assert words in err
    assert err.count("\n") == 1


def test_a_name_cannot_steer_the_terminal(verify: Verify, files: Path, signer: Signer) -> None:
    evil = elm()
    evil["credentialSubject"]["fullName"]["en"] = "Zofia\u001b[2J\u202egnipyt"
    (files / "evil.jsonld").write_bytes(seal_json(as_text(evil), signer))

    _, out, _ = verify("evil.jsonld", "--trust", "root.pem")

    assert "\u001b" not in out
    assert "Zofia\ufffd[2J\ufffdgnipyt" in out


def test_letters_of_all_languages_stay() -> None:
    for text in ("Gęślą-Jaźń", "می‌خواهم", "ගෙවතු‍ර", "𝄞", "Çağdaş", "日本語"):
        assert plain(text) == text


def test_the_workspace_says_whom_to_trust(
    verify: Verify, files: Path, monkeypatch: pytest.MonkeyPatch, example: Path
) -> None:
    settings = example / "mctool.yaml"
    kept = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("trust:")]
    settings.write_text("\n".join([*kept, f"trust: [{files / 'root.pem'}]", ""]), encoding="utf-8")

    assert verify(files / "good.xml", "-C", example)[0] == 0
    monkeypatch.chdir(example / "outcomes")
    assert verify(files / "good.xml")[0] == 0
    settings.write_text("mctool: [", encoding="utf-8")
    code, _, err = verify(files / "good.xml")
    assert code == 2
    assert "nobody says whom to trust" in err
