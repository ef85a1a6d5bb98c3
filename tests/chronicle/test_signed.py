"""``policy: {signed_commits: true}``: approve and issue ask git, which verifies real signatures."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, SPRING, Mctool
from tests.gitrepository import commit, edit, git

GIVEN = ("inclusive-communication", "--body", "Senate", "--reference", "S/9", "--date", "2026-11-20", "--now", NOW)


def key(folder: Path, name: str) -> Path:
    """An SSH key to sign with, and its public half beside it."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)], check=True)
    return path


def allow(workspace: Path, signer: Path) -> None:
    """Lets git trust *signer* in this repository."""
    allowed = workspace.parent / "allowed"
    allowed.write_text(f"a@example.org {signer.with_suffix('.pub').read_text()}", encoding="utf-8")
    git(workspace, "config", "gpg.ssh.allowedSignersFile", str(allowed))


@pytest.fixture
def signer(workspace: Path) -> Path:
    """A workspace that asks for signatures, not signed yet, and the key of somebody git trusts."""
    edit(workspace, "mctool.yaml", "policy:\n", "policy:\n  signed_commits: true\n")
    commit(workspace, "Ask for signatures")
    made = key(workspace.parent, "office")
    git(workspace, "config", "gpg.format", "ssh")
    git(workspace, "config", "user.signingKey", str(made.with_suffix(".pub")))
    allow(workspace, made)
    return made


def sign(workspace: Path) -> None:
    git(
        workspace,
        "-c",
        "user.name=t",
        "-c",
        "user.email=a@example.org",
        "commit",
        "--amend",
        "-q",
        "-S",
        "-m",
        "Signed",
    )


def both(mctool: Mctool, workspace: Path) -> Iterator[tuple[int, str]]:
    """How issuing and approving end."""
    for given in (("issue", SPRING, "--yes", "--formats", "xml", "--now", NOW), ("approve", *GIVEN)):
        ended = mctool(*given, "-C", workspace)
        yield ended.code, ended.err


def test_an_unsigned_commit_is_refused_and_a_signed_one_taken(mctool: Mctool, workspace: Path, signer: Path) -> None:
    for code, said in both(mctool, workspace):
        assert code == 2
        assert "is not signed, and mctool.yaml asks for it (signed_commits): «git commit -S»" in said
    assert not list((workspace / "register").glob("*.jsonl"))
    assert git(workspace, "status", "--porcelain") == ""
    sign(workspace)
    assert [code for code, _ in both(mctool, workspace)] == [0, 0]


def test_a_signed_tag_on_the_commit_will_do(mctool: Mctool, workspace: Path, signer: Path) -> None:
    git(workspace, "tag", "light")
    assert mctool("approve", *GIVEN, "-C", workspace).code == 2
    git(workspace, "-c", "user.name=t", "-c", "user.email=a@example.org", "tag", "-s", "-m", "2026", "edition")
    assert mctool("approve", *GIVEN, "-C", workspace).code == 0


def test_the_signature_of_a_stranger_is_refused(mctool: Mctool, workspace: Path, signer: Path) -> None:
    sign(workspace)
    allow(workspace, key(workspace.parent, "somebody"))
    for code, said in both(mctool, workspace):
        assert code == 2
        assert "git does not accept the signature" in said
        assert "No principal matched" in said


def test_a_commit_that_was_changed_under_its_signature_is_refused(
    mctool: Mctool, workspace: Path, signer: Path
) -> None:
    sign(workspace)
    raw = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=workspace, capture_output=True, check=True).stdout
    forged = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"], cwd=workspace, check=True, capture_output=True,
        input=raw.replace(b"author Ada", b"author Eve"),
    ).stdout.decode().strip()  # fmt: skip
    git(workspace, "update-ref", "refs/heads/main", forged)
    for code, said in both(mctool, workspace):
        assert code == 2
        assert "does not accept the signature" in said


def test_without_a_list_of_signers_the_remedy_is_named(mctool: Mctool, workspace: Path, signer: Path) -> None:
    sign(workspace)
    git(workspace, "config", "--unset", "gpg.ssh.allowedSignersFile")
    ended = mctool("approve", *GIVEN, "-C", workspace)
    assert (ended.code, "allowedSignersFile needs to be configured" in ended.err) == (2, True)


def test_what_is_approved_must_be_what_was_signed(mctool: Mctool, workspace: Path, signer: Path) -> None:
    sign(workspace)
    edit(workspace, "rubrics/conflict-scenario.yaml", "minimum: acceptable", "minimum: distinction")
    ended = mctool("approve", *GIVEN, "-C", workspace)
    assert ended.code == 2
    assert "not committed: rubrics/conflict-scenario.yaml; what is approved must be in a signed commit" in ended.err


def test_a_dry_run_before_anything_is_committed_asks_for_no_signature(
    mctool: Mctool, workspace: Path, signer: Path
) -> None:
    given = ("issue", SPRING, "--dry-run", "--allow-uncommitted", "--now", NOW)
    assert mctool(*given, "-C", workspace).code == 0
