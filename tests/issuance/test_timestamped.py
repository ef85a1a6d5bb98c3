"""``mctool issue`` with an honest timestamp authority: the files reach level T, and OpenSSL finds the tokens sound."""

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import NOW, SEALED, SPRING, Mctool, laid_out, mctool, workspace
from tests.programs import need
from tests.seals.conftest import pki
from tests.seals.levels import jades_level, xades_level
from tests.seals.pki import Pki
from tests.seals.tsa import Authority, Server

__all__ = ["laid_out", "mctool", "pki", "workspace"]
MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)
LONG = {"start": MOMENT - timedelta(days=365), "end": datetime(2060, 1, 1, tzinfo=UTC)}


@pytest.fixture
def authority(pki: Pki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An authority whose clock shows a minute after the signing time."""
    monkeypatch.setenv("no_proxy", "*")
    server = Server(Authority(tmp_path / "tsa", pki.root, time=MOMENT + timedelta(minutes=1), **LONG).answer)
    yield server
    server.close()


@pytest.fixture
def issued(mctool: Mctool, workspace: Path, pki: Pki, authority: Server) -> list[dict[str, Any]]:
    """What a run at that authority issued in both sealed formats."""
    (workspace.parent / "ws-keys" / "time.pem").write_bytes(pki.root_pem)
    settings = workspace / "mctool.yaml"
    text = settings.read_text()
    for before, after in (
        ("  pkcs12:", f"  timestamp: {authority.url}\n  pkcs12:"),
        ("trust: [", "trust: [../ws-keys/time.pem, "),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    settings.write_text(text)
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(workspace))
    subprocess.run([*git, "commit", "-qam", "time"], check=True)
    options = ("-C", workspace, "--yes", "--formats", "xml,jsonld", "--workers", "2", "--now", NOW)
    assert "XAdES and JAdES baseline T." in (ended := mctool("issue", SPRING, *options)).out, ended.err
    lines = (workspace / "register" / f"{SPRING}.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_every_file_reaches_level_t(mctool: Mctool, workspace: Path, issued: list[dict[str, Any]]) -> None:
    files = sorted((workspace / "issued" / SEALED).iterdir())
    assert len(files) == 2 * len(issued) == 16
    for file in files:
        level = xades_level if file.suffix == ".xml" else jades_level
        assert level(file.read_bytes()) == "T"
    ended = mctool("verify", *files, "-C", workspace, "--format", "json", "--now", "2027-01-01T00:00:00Z")
    assert ended.code == 0
    for one in ended.json["files"]:
        details = {check["name"]: check["detail"] for check in one["checks"]}
        assert "baseline T" in details["seal"]
        assert "2026-11-24" in details["trust"]
        assert "proven by a trusted timestamp" in details["trust"]


def test_openssl_verifies_each_token_over_the_signature(
    workspace: Path, issued: list[dict[str, Any]], pki: Pki, tmp_path: Path
) -> None:
    (tmp_path / "root.pem").write_bytes(pki.root_pem)
    for stem in (one["credential"].rpartition(":")[2] for one in issued):
        [xml], [jsonld] = (list((workspace / "issued").rglob(f"{stem}.{kind}")) for kind in ("xml", "jsonld"))
        for token, data in (stamped_xml(xml.read_text(encoding="utf-8")), stamped_json(jsonld.read_bytes())):
            assert verified(tmp_path, token, data)
            assert not verified(tmp_path, token, data + b"x")


def stamped_xml(document: str) -> tuple[bytes, bytes]:
    """The token in ``SignatureTimeStamp``, and SignatureValue in exclusive canonical form, put together by hand."""
    [(attributes, value)] = re.findall(r"<ds:SignatureValue([^>]*)>([^<]*)</ds:SignatureValue>", document)
    kept = sorted(re.findall(r' Id="[^"]*"', attributes))
    canonical = (
        f'<ds:SignatureValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#"{"".join(kept)}>{value}</ds:SignatureValue>'
    )
    [token] = re.findall(r"<xades:EncapsulatedTimeStamp[^>]*>([^<]*)<", document)
    return base64.b64decode(token), canonical.encode()


def stamped_json(document: bytes) -> tuple[bytes, bytes]:
    """The token in ``sigTst``, and the signature as it stands there (ETSI TS 119 182-1, 5.3.4)."""
    [seal] = json.loads(document)["signatures"]
    [entry] = seal["header"]["etsiU"]
    [token] = json.loads(base64.urlsafe_b64decode(entry + "=="))["sigTst"]["tstTokens"]
    return base64.b64decode(token["val"]), seal["signature"].encode()


def verified(folder: Path, token: bytes, data: bytes) -> bool:
    """Whether OpenSSL finds *token* sound over *data* at the example's time."""
    (folder / "token").write_bytes(token)
    (folder / "data").write_bytes(data)
    command = [need("openssl"), "ts", "-verify", "-in", "token", "-token_in", "-data", "data", "-CAfile", "root.pem"]
    command += ["-attime", str(int(MOMENT.timestamp()) + 60)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode == 0 and "Verification: OK" in done.stdout + done.stderr
