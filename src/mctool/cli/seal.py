"""``mctool seal``: make a test seal, or look at what a seal file holds."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from mctool.cli.context import Folder, FormatOption, Now

if TYPE_CHECKING:
    from mctool.seals.keys import SealKey
    from mctool.seals.testseal import KeyKind
    from mctool.workspace import Workspace

_SUFFIXES = (".p12", ".pfx")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    commands = typer.Typer(no_args_is_help=True, help="Make a test seal, or look at what a seal file holds.")
    commands.command()(new)
    commands.command()(inspect)
    app.add_typer(commands, name="seal")


def new(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.p12", help="Where to put it: outside the workspace.")],
    key: Annotated[
        Literal["p256", "rsa2048", "rsa3072", "rsa4096"], typer.Option("--key", help="The kind of key.")
    ] = "p256",
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Make a test seal for the workspace's institution, and beside it FILE.pem, the certificate to trust.

    The password comes from MCTOOL_SEAL_PASSWORD or a prompt. The certificate says TEST: real credentials need a
    seal certificate from a trust service provider.

    Example: `mctool seal new ../keys/seal.p12`
    """
    from mctool.cli.context import moment, open_workspace
    from mctool.cli.passwords import PASSWORD, secret
    from mctool.cli.terminal import print_json, print_text, say
    from mctool.errors import SealError

    workspace = open_workspace(context, folder)
    password = secret(PASSWORD, f"Password for {file.name}")
    if secret(PASSWORD, "The same again") != password:
        raise SealError("the two passwords differ; nothing was written")
    made = write_test_seal(workspace, file, key=key, now=moment(now), password=password)
    certificate = file.with_suffix(".pem")
    if format == "json":
        print_json({"seal": str(file), "trust": str(certificate), **_facts(made, moment(now))})
        return
    print_text(f"{file}: {made.common_name}, {made.key_name}, valid until {made.not_after:%Y-%m-%d}")
    print_text(f"{certificate}: the certificate to trust")
    named = _from(workspace.root, file)
    if workspace.settings.seal is None or workspace.settings.seal.pkcs12 != named:
        print_text("Name them in mctool.yaml:")
        print_text(f"  seal: {{pkcs12: {named}}}\n  trust: [{_from(workspace.root, certificate)}]")
    if file.resolve().is_relative_to(workspace.root):
        say(f"{file} lies in the workspace: keep it out of version control, or better move it outside")


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A seal file: .p12 or .pfx.")],
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Say whose seal a file holds, of which kind, and until when it is valid.

    The password comes from MCTOOL_SEAL_PASSWORD or a prompt.

    Example: `mctool seal inspect ../keys/seal.p12`
    """
    from mctool.cli.context import moment
    from mctool.cli.passwords import PASSWORD, secret
    from mctool.cli.terminal import print_json, print_text
    from mctool.errors import SealError
    from mctool.seals.pkcs12 import load_pkcs12

    if not file.exists():
        raise SealError(f"there is no seal file {file}")
    facts = _facts(load_pkcs12(file, secret(PASSWORD, f"Password of {file.name}")), moment(now))
    if format == "json":
        print_json({"seal": str(file), **facts})
        return
    facts["test"] = "yes, for tests only" if facts["test"] else "no"
    facts["chain"] = " · ".join(facts["chain"]) or "none"
    width = max(map(len, facts))
    print_text("\n".join(f"{name.replace('_', ' '):<{width}}  {value or '-'}" for name, value in facts.items()))


def write_test_seal(workspace: "Workspace", file: Path, *, key: "KeyKind", now: datetime, password: str) -> "SealKey":
    """Makes a test seal for the workspace's institution: *file*, readable by its owner only, and its ``.pem``.

    Folders are made, files never overwritten. Raises SealError when the institution has no eidas number, or
    *file* has another ending or is there already.
    """
    from mctool.errors import SealError
    from mctool.seals.pkcs12 import load_pkcs12
    from mctool.seals.testseal import new_test_seal
    from mctool.vocabularies.countries import country_alpha2

    institution = workspace.institution
    if institution is None or institution.model.eidas is None:
        raise SealError("a seal needs the institution's «eidas» number; add it to the institution's file")
    if file.suffix not in _SUFFIXES:
        raise SealError(f"name the seal file .p12 (or .pfx), not «{file.name}»")
    beside = file.with_suffix(".pem")
    for path in (file, beside):
        if path.exists():
            raise SealError(f"{path} is there already; mctool does not overwrite keys and certificates")
    country = institution.model.eidas.country
    content, certificate = new_test_seal(
        organization=institution.model.name.to(workspace.language),
        organization_identifier=institution.model.eidas.number,
        country_alpha2=country_alpha2(country.notation) or country.notation,
        key=key,
        now=now,
        password=password,
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    _write_new(beside, certificate, 0o644)
    _write_new(file, content, 0o600)
    return load_pkcs12(file, password)


def _write_new(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)


def _facts(key: "SealKey", now: datetime) -> dict[str, Any]:
    state = "valid"
    if now < key.not_before:
        state = "not yet valid"
    elif now > key.not_after:
        state = "expired"
    return {
        "key": key.key_name,
        "organization": key.organization,
        "common_name": key.common_name,
        "country": key.country,
        "organization_identifier": key.organization_identifier,
        "test": key.is_test,
        "not_before": f"{key.not_before:%Y-%m-%dT%H:%M:%SZ}",
        "not_after": f"{key.not_after:%Y-%m-%dT%H:%M:%SZ}",
        "state": state,
        "fingerprint": key.fingerprint,
        "issuer": key.certificate.issuer.rfc4514_string(),
        "chain": [certificate.subject.rfc4514_string() for certificate in key.chain],
    }


def _from(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path.resolve(), root)).as_posix()
