"""Files encrypted with age (https://age-encryption.org/v1): opened and written again for the same people.

The key is an age secret key (``AGE-SECRET-KEY-1…``), the path of a file that holds keys (as ``age-keygen`` writes it,
or an SSH key), or a passphrase. It comes from the environment, never from an argument, which other users could see.
"""

import base64
import binascii
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mctool.errors import MissingExtraError, WorkspaceError

KEY = "MCTOOL_IDENTITIES_KEY"
_ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_INTRODUCTION = b"age-encryption.org/v1\n"


def is_encrypted(path: Path) -> bool:
    """Whether the file at *path* is, or is to be, encrypted: its name says so."""
    return path.suffix == ".age"


def decrypt(content: bytes, path: Path, key: str | None = None) -> bytes:
    """What the age file *content*, read from *path*, holds; *key* is the environment's when None.

    Raises WorkspaceError, in one line, for a file that is none or is cut off, and for a key that is missing or wrong.
    """
    pyrage = _pyrage(path)
    kinds = _recipients_of(content, path)
    given = _key(path, key)
    try:
        if kinds == ["scrypt"]:
            return bytes(pyrage.passphrase.decrypt(content, given))
        return bytes(pyrage.decrypt(content, _keys(pyrage, path, given)))
    except pyrage.DecryptError as error:
        raise WorkspaceError(_why(path, kinds, str(error))) from None


def encrypt(text: bytes, path: Path, before: bytes | None, key: str | None = None) -> bytes:
    """*text* encrypted for those who could read *before*, the file's content until now (None: for *key* alone).

    An age file does not name its readers. Where there is a file ``PATH.recipients`` (as ``age -R`` takes it), it is
    for those; else only a file of one reader is written again. Raises WorkspaceError, with nothing written.
    """
    pyrage = _pyrage(path)
    given = _key(path, key)
    armored = before is not None and before.startswith(_ARMOR)
    kinds = _recipients_of(before, path) if before is not None else []
    if kinds == ["scrypt"] or (before is None and not _names_keys(given)):
        return bytes(pyrage.passphrase.encrypt(text, given, armored=armored))
    named = path.with_name(f"{path.name}.recipients")
    if named.exists():
        recipients = _recipients(pyrage, named)
    elif len(kinds) > 1:
        message = f"{path} is encrypted for {len(kinds)} keys, and nobody says for which; list them in {named.name}"
        raise WorkspaceError(f"{message} beside it, one a line")
    else:
        recipients = [_public(path, one) for one in _keys(pyrage, path, given) if _opens(pyrage, before, one)]
    return bytes(pyrage.encrypt(text, recipients, armored=armored))


def _pyrage(path: Path) -> Any:
    try:
        import pyrage
    except ImportError:
        raise MissingExtraError("age", f"{path} is encrypted with age, which") from None
    return pyrage


def _key(path: Path, key: str | None) -> str:
    given = key if key is not None else os.environ.get(KEY, "")
    if not given:
        raise WorkspaceError(f"{path} is encrypted; set {KEY} to its age key, a file that holds it, or its passphrase")
    return given.strip()


def _recipients_of(content: bytes, path: Path) -> list[str]:
    """The kinds of the file's readers, in words of the format. Raises WorkspaceError for what is no age file."""
    head = content[:100_000]
    if head.startswith(_ARMOR):
        body = head[len(_ARMOR) :].replace(b"-----END AGE ENCRYPTED FILE-----", b"")
        joined = b"".join(body.split())
        try:
            head = base64.b64decode(joined[: len(joined) // 4 * 4])
        except binascii.Error:
            head = b""
    if not head.startswith(_INTRODUCTION):
        raise WorkspaceError(f"{path} is no file encrypted with age, though its name says so")
    lines = head.partition(b"\n---")[0].split(b"\n")
    stanzas = [line.split() for line in lines if line.startswith(b"-> ")]
    kinds = [one[1].decode("ascii", "replace") for one in stanzas if len(one) > 1]
    return [kind for kind in kinds if not kind.endswith("-grease")]


def _names_keys(given: str) -> bool:
    try:
        return given.startswith("AGE-SECRET-KEY-") or Path(given).is_file()
    except OSError:  # longer than a path may be
        return False


def _keys(pyrage: Any, path: Path, given: str) -> list[Any]:
    """The keys in *given*, or in the file that it names. Raises WorkspaceError when it names none."""
    if not _names_keys(given):
        raise WorkspaceError(
            f"{path} is encrypted for a key; what {KEY} holds is neither an age key nor a file with one"
        )
    text = given if given.startswith("AGE-SECRET-KEY-") else ""
    try:
        content = text.encode() or Path(given).read_bytes()
        lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
        if "PRIVATE KEY" in lines[0]:
            return [pyrage.ssh.Identity.from_buffer(content)]
        found = [pyrage.x25519.Identity.from_str(one) for one in lines if one and not one.startswith("#")]
    except (OSError, IndexError, pyrage.IdentityError):
        found = []
    if not found:
        raise WorkspaceError(f"what {KEY} names is no age key and no file with one")
    return found


def _opens(pyrage: Any, before: bytes | None, key: Any) -> bool:
    if before is None:
        return True
    try:
        pyrage.decrypt(before, [key])
    except pyrage.DecryptError:
        return False
    return True


def _public(path: Path, key: Any) -> Any:
    if not hasattr(key, "to_public"):
        raise WorkspaceError(
            f"{path} cannot be written again with an SSH key alone; list the readers in {path.name}.recipients"
        )
    return key.to_public()


def _recipients(pyrage: Any, path: Path) -> Sequence[Any]:
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        found = [
            pyrage.ssh.Recipient.from_str(one) if one.startswith("ssh-") else pyrage.x25519.Recipient.from_str(one)
            for one in lines if one and not one.startswith("#")
        ]  # fmt: skip
    except (OSError, UnicodeDecodeError, pyrage.RecipientError):
        found = []
    if not found:
        raise WorkspaceError(f"{path} lists no public keys that age takes")
    return found


def _why(path: Path, kinds: Sequence[str], error: str) -> str:
    if "matching" in error or error == "Decryption failed":
        what = "passphrase" if kinds == ["scrypt"] else "key"
        return f"{path} cannot be opened: the {what} in {KEY} is not the one that it is encrypted for"
    return f"{path} cannot be opened: it is damaged or cut off"
