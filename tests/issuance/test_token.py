"""``mctool issue`` with its key on a token: nothing but the settings differ."""

import subprocess
from pathlib import Path

import pytest

from mctool.workspace import load
from tests.cli.conftest import NOW, SPRING, Mctool, laid_out, mctool, workspace
from tests.seals.conftest import pki
from tests.seals.pki import SEAL, SUBJECT, NameOID, Pki, generate
from tests.seals.test_pkcs11 import PIN, Token, module

__all__ = ["laid_out", "mctool", "module", "pki", "workspace"]


@pytest.mark.parametrize("kind", ["p256", "rsa3072"])
def test_a_key_on_a_token_seals_what_is_issued(
    kind: str, mctool: Mctool, workspace: Path, module: str, pki: Pki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    institution = load(workspace).institution
    assert institution is not None
    assert institution.model.eidas is not None
    token, key = Token(module, f"issuing-{kind}"), generate(kind)
    subject = SUBJECT | {NameOID.ORGANIZATION_IDENTIFIER: institution.model.eidas.number}
    key_id = token.import_key(tmp_path, key, "seal")
    token.add_certificate(pki.intermediate.issue(key.public_key(), subject, *SEAL), "seal", key_id)
    token.add_certificate(pki.intermediate.certificate, "intermediate")
    settings = workspace / "mctool.yaml"
    where = f"pkcs11: {{module: {module}, token: {token.label}, label: seal}}"
    text = settings.read_text()
    assert "pkcs12: ../ws-keys/seal.p12" in text
    settings.write_text(text.replace("pkcs12: ../ws-keys/seal.p12", where))
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(workspace))
    subprocess.run([*git, "commit", "-qam", "token"], check=True)

    monkeypatch.setenv("MCTOOL_SEAL_PIN", "87654321")
    refused = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert (refused.code, "PIN" in refused.err) == (2, True)
    monkeypatch.setenv("MCTOOL_SEAL_PIN", PIN)
    done = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, "--format", "json")
    assert done.code == 0
    assert len(done.json["issued"]) == 8
    (tmp_path / "root.pem").write_bytes(pki.root_pem)
    files = [workspace / path for path in done.json["issued"][0]["files"].values()]
    assert mctool("verify", *files, "--trust", tmp_path / "root.pem", "--now", NOW).code == 0
