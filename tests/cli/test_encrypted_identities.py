"""The commands with identities encrypted by age: the same as without, and one line where the key is missing."""

import os
from pathlib import Path

import pyrage
import pytest

from mctool import agefiles
from tests.cli.conftest import NOW, SPRING, Mctool
from tests.cli.test_forget import commit, learners
from tests.terminal import ended as until_the_end
from tests.terminal import terminal


@pytest.fixture
def encrypted(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace with its identities encrypted, the key in the environment."""
    key = pyrage.x25519.Identity.generate()
    table = workspace.parent / "ws-identities" / "learners.csv"
    table.with_name("learners.csv.age").write_bytes(pyrage.encrypt(table.read_bytes(), [key.to_public()]))
    table.unlink()
    settings = workspace / "mctool.yaml"
    settings.write_text(settings.read_text().replace("learners.csv", "learners.csv.age"))
    commit(workspace)
    monkeypatch.setenv(agefiles.KEY, str(key))
    return workspace


def test_checking_issuing_and_forgetting_work_as_before(mctool: Mctool, encrypted: Path) -> None:
    assert mctool("identities", "check", "-C", encrypted).code == 0
    first = learners(encrypted)[0]
    made = mctool("issue", SPRING, "-C", encrypted, "--now", NOW, "--learner", first, "--formats", "xml")
    assert made.code == 0, made.err
    assert mctool("forget", first, "-C", encrypted, "--now", NOW, "--yes").code == 0
    folder = encrypted.parent / "ws-identities"
    assert [path.name for path in folder.iterdir() if path.suffix != ".md"] == ["learners.csv.age"]
    assert first not in mctool("identities", "check", "-C", encrypted, "--format", "json").out


@pytest.mark.parametrize(
    "command",
    [
        ("identities", "check"),
        ("issue", SPRING, "--dry-run", "--now", NOW),
        ("export", SPRING),
        ("report", "audit", "--named", "--now", NOW),
    ],
)
def test_without_the_key_it_is_one_line(
    mctool: Mctool, encrypted: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.delenv(agefiles.KEY)
    ended = mctool(*command, "-C", encrypted)
    assert ended.code == 2
    assert "is encrypted; set MCTOOL_IDENTITIES_KEY" in ended.err
    assert ended.err.strip().count("\n") == 0


def test_a_named_report_has_the_names_whoever_gives_the_key(
    mctool: Mctool, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = os.environ[agefiles.KEY]
    name = "Dobrawa Fikcyjna"  # of the example's identities, invented
    report = ("report", "audit", "--named", "--format", "md", "--now", NOW, "-C", encrypted)
    assert name in mctool(*report).out
    monkeypatch.delenv(agefiles.KEY)
    with terminal(*report) as child:
        child.expect("Key or passphrase of ../ws-identities/learners.csv.age: ")
        child.sendline(key)
        shown, code = until_the_end(child)
    assert code == 0
    assert name in shown
    assert key not in shown


def test_names_that_others_on_the_machine_can_read_are_told_of(mctool: Mctool, workspace: Path) -> None:
    table = workspace.parent / "ws-identities" / "learners.csv"
    for mode, told in ((0o644, True), (0o640, True), (0o600, False)):
        table.chmod(mode)
        ended = mctool("identities", "check", "-C", workspace)
        assert (ended.code, f"others on this machine can read {table}" in ended.err) == (0, told)


def test_encrypted_names_may_be_readable(mctool: Mctool, encrypted: Path) -> None:
    (encrypted.parent / "ws-identities" / "learners.csv.age").chmod(0o644)
    assert mctool("identities", "check", "-C", encrypted).err == ""
