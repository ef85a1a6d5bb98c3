"""Which seal a workspace uses, and whether it is fit for its institution."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mctool.errors import SealError
from mctool.issuance.production import SealPlan
from mctool.seals.keys import SealKey, check_fitness
from mctool.workspace import Workspace

PASSWORD = "MCTOOL_SEAL_PASSWORD"  # noqa: S105
PIN = "MCTOOL_SEAL_PIN"

Secret = Callable[[str, str], str]
"""Gives a password or PIN: by the name of its variable, and the words to ask a person with."""


def load_seal(workspace: Workspace, chosen: Path | None, now: datetime, secret: Secret) -> SealPlan:
    """The seal *chosen*, else the one that ``mctool.yaml`` names, fit for the workspace's institution at *now*.

    Raises SealError when there is none, it cannot be opened, or it is not this institution's.
    """
    settings = workspace.settings.seal
    institution = workspace.institution
    if institution is None or institution.model.eidas is None:
        raise SealError("the institution has no «eidas» number, so no seal can be its own")
    key = _key(workspace, chosen, secret)
    check_fitness(key, now=now, eidas_number=institution.model.eidas.number)
    authority = None
    if settings is not None and settings.timestamp is not None:
        from mctool.seals.timestamps import TimestampAuthority
        from mctool.verification import Trust

        trusted = Trust.from_pem_files(workspace.root / path for path in workspace.settings.trust)
        authority = TimestampAuthority(settings.timestamp, anchors=trusted.certificates)
    return SealPlan(key, settings.signing_time if settings else "iat", authority)


def _key(workspace: Workspace, chosen: Path | None, secret: Secret) -> SealKey:
    settings = workspace.settings.seal
    if chosen is None and settings is not None and settings.pkcs11 is not None:
        from mctool.seals.pkcs11 import load_pkcs11

        token = settings.pkcs11
        return load_pkcs11(token.module, token.token, token.label, secret(PIN, f"PIN of the token {token.token}"))
    named = chosen or (workspace.root / settings.pkcs12 if settings and settings.pkcs12 else None)
    if named is None:
        raise SealError("no seal: name one with --seal FILE, or in mctool.yaml as seal: {pkcs12: …}")
    from mctool.seals.pkcs12 import load_pkcs12

    if not named.exists():
        raise SealError(f"there is no seal file {named}; «mctool seal new {named.name}» makes a test seal")
    return load_pkcs12(named, secret(PASSWORD, f"Password of {named.name}"))
