"""Identities encrypted with age: read, written again for the same people, and every wrong key said in one line."""

import sys
from pathlib import Path

import pyrage
import pytest

from mctool import agefiles
from mctool.errors import MissingExtraError, WorkspaceError
from mctool.identities import Identity, read_identities
from mctool.identityfiles import add_identities, remove_identities

TABLE = "learner,given_name,family_name,note\nL-01,Ana,Nowa,kept\nL-02,Bo,Żak,too\n"
NEW = Identity("L-03", "Cy", "Nowy", email="cy@example.org")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "learners.csv.age"


def keyed(path: Path, monkeypatch: pytest.MonkeyPatch, *readers: object, armored: bool = False) -> object:
    """Encrypts the table for a new key and *readers*, and puts the key into the environment."""
    key = pyrage.x25519.Identity.generate()
    path.write_bytes(pyrage.encrypt(TABLE.encode(), [key.to_public(), *readers], armored=armored))
    monkeypatch.setenv(agefiles.KEY, str(key))
    return key


@pytest.mark.parametrize("armored", [False, True])
def test_a_key_opens_it_and_what_is_written_is_for_the_same_key(
    path: Path, monkeypatch: pytest.MonkeyPatch, armored: bool
) -> None:
    key = keyed(path, monkeypatch, armored=armored)
    assert list(read_identities(path)) == ["L-01", "L-02"]
    add_identities(path, [NEW])
    assert b"Nowa" not in path.read_bytes()
    assert path.read_bytes().startswith(b"-----BEGIN AGE" if armored else b"age-encryption.org")
    assert pyrage.decrypt(path.read_bytes(), [key]).decode().splitlines()[-1] == "L-03,Cy,Nowy,,cy@example.org,"
    assert path.stat().st_mode & 0o077 == 0
    remove_identities(path, {"L-01"})
    assert list(read_identities(path)) == ["L-02", "L-03"]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_passphrase_opens_it_and_stays_the_passphrase(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(agefiles.KEY, "correct horse")
    path.write_bytes(pyrage.passphrase.encrypt(TABLE.encode(), "correct horse"))
    add_identities(path, [NEW])
    assert b"L-03" in pyrage.passphrase.decrypt(path.read_bytes(), "correct horse")
    monkeypatch.setenv(agefiles.KEY, "wrong horse")
    with pytest.raises(WorkspaceError, match="the passphrase in MCTOOL_IDENTITIES_KEY is not the one"):
        read_identities(path)


def test_a_new_file_is_encrypted_from_the_start(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# created: 2026-11-24\n# public key: {key.to_public()}\n{key}\n")
    monkeypatch.setenv(agefiles.KEY, str(file))
    add_identities(path, [NEW])
    assert b"L-03,Cy,Nowy" in pyrage.decrypt(path.read_bytes(), [key])
    assert read_identities(path)["L-03"].email == "cy@example.org"


def test_other_readers_are_never_locked_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    colleague = pyrage.x25519.Identity.generate()
    key = keyed(path, monkeypatch, colleague.to_public())
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="encrypted for 2 keys, and nobody says for which"):
        add_identities(path, [NEW])
    assert path.read_bytes() == before
    recipients = path.with_name(f"{path.name}.recipients")
    recipients.write_text(f"# staff\n{key.to_public()}\n{colleague.to_public()}\n")  # type: ignore[attr-defined]
    add_identities(path, [NEW])
    for one in (key, colleague):
        assert b"L-03" in pyrage.decrypt(path.read_bytes(), [one])
    recipients.write_text("nobody\n")
    with pytest.raises(WorkspaceError, match="lists no public keys"):
        remove_identities(path, {"L-03"})


@pytest.mark.parametrize(
    ("content", "key", "said"),
    [(None, "", "is encrypted; set MCTOOL_IDENTITIES_KEY"), (None, "no key at all", "neither an age key nor a file"),
     (None, "AGE-SECRET-KEY-1XYZ", "no age key and no file"),
     (b"learner,given_name\n", "AGE-SECRET-KEY-1", "no file encrypted"),
     (b"", "x", "is no file encrypted with age"), (b"age-encryption.org/v1\n-> X", "x", "neither an age key")],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_one_line(
    path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, key: str, said: str
) -> None:
    keyed(path, monkeypatch)
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv(agefiles.KEY, key)
    with pytest.raises(WorkspaceError, match=said) as raised:
        read_identities(path)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("left", [200, -1, -20])
def test_a_file_that_is_cut_off_is_said_to_be(path: Path, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    keyed(path, monkeypatch)
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(WorkspaceError, match="damaged or cut off"):
        read_identities(path)


def test_another_key_and_a_missing_library_are_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed(path, monkeypatch)
    monkeypatch.setenv(agefiles.KEY, str(pyrage.x25519.Identity.generate()))
    with pytest.raises(WorkspaceError, match="the key in MCTOOL_IDENTITIES_KEY is not the one"):
        read_identities(path)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(MissingExtraError, match=r"encrypted with age, which needs the extra «age»: pip install"):
        read_identities(path)
