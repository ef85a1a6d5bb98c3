"""Examines ELM JSON-LD: sealed in any JWS form, or bare, or in the form for upload to the official issuer."""

from pathlib import Path

from mctool.verification import algorithms, elm, elm_structure, jades, jsonreading, jws, surface
from mctool.verification.content import Content
from mctool.verification.examined import NOT_SEALED, Examined, Sealed, add_schema, describe_seals
from mctool.verification.jws import Envelope
from mctool.verification.seal import Seal
from mctool.verification.trust import Trust
from mctool.verification.verdicts import Outcome, Refused, Undecided

KIND = "elm-jsonld"
_PRESENTATIONS = {"VerifiablePresentation", "EuropeanDigitalPresentation"}


def examine(data: bytes, trust: Trust, official: Path | None) -> Examined:
    """Reads a file that begins like JSON or is a compact JWS.

    *trust* serves to find a certificate that a seal names but does not carry; *official* is the folder of the
    official schemas, if there is one.
    """
    examined = Examined("unknown")
    try:
        if not data.lstrip().startswith((b"{", b"[", b"\xef\xbb\xbf")):
            _examine_sealed(examined, data.decode("ascii").strip("\r\n"), data, trust, official)
            return examined
        value = jsonreading.parse(data)
        if not isinstance(value, dict):
            raise Refused("the JSON is no object")
        if (sealed := _sealed_part(value)) is not None:
            _examine_sealed(examined, sealed, data, trust, official, presented=sealed is not value)
        else:
            _examine_bare(examined, value, official)
    except Refused as refusal:
        examined.findings.add("format", Outcome.FAIL, str(refusal))
    return examined


def _sealed_part(value: elm.Value) -> elm.Value | None:
    """The seal that a file is, or the one inside a presentation that nobody sealed; None when there is none."""
    if "payload" in value:
        return value
    inside = _presented(value)
    sealed = [item for item in inside if isinstance(item, dict) and "payload" in item]
    return sealed[0] if len(sealed) == len(inside) == 1 else None


def _examine_sealed(
    examined: Examined,
    value: str | dict[str, object],
    data: bytes,
    trust: Trust,
    official: Path | None,
    *,
    presented: bool = False,
) -> None:
    payload: bytes | None = None
    seals: tuple[Seal, ...] = ()
    envelope = None
    try:
        envelope = jws.read_compact(value) if isinstance(value, str) else jws.read_json(value)
        verified = jades.verify(envelope, trust)
        payload, seals = verified.payload, verified.seals
        examined.findings.add("seal", Outcome.PASS, describe_seals(seals))
    except Refused as refusal:
        examined.findings.add("seal", Outcome.FAIL, str(refusal))
    except Undecided as doubt:
        examined.findings.add("seal", Outcome.UNKNOWN, str(doubt))
    if payload is None and envelope is not None:
        payload = _unproven_payload(envelope)
    if payload is None:
        raise Refused(f"no credential can be read from it: {examined.findings.checks['seal'].detail}")
    credential = _credential(jsonreading.parse(payload, "the sealed document"))
    examined.kind = KIND
    form = "compact" if isinstance(value, str) else "general" if "signatures" in value else "flattened"
    around = ", in a presentation that nobody sealed" if presented else ""
    oddity = None if isinstance(value, str) else surface.json_oddity(data)
    if oddity:
        examined.findings.add(
            "format", Outcome.UNKNOWN, f"{oddity}; no seal covers this place, so it may have been changed after sealing"
        )
    else:
        examined.findings.add("format", Outcome.PASS, f"ELM 3 JSON-LD in a {form} JSON Web Signature{around}")
    _read_content(examined, credential, official, sealed=True)
    content = examined.content
    examined.seals = tuple(Sealed(seal, content.issuer) for seal in seals) if content else ()


def _examine_bare(examined: Examined, value: elm.Value, official: Path | None) -> None:
    upload = value.get("credential")
    credential = _credential(upload if isinstance(upload, dict) and "type" not in value else value)
    examined.kind = KIND
    form = "in the form for upload to the official issuer" if credential is upload else "without a seal"
    examined.findings.add("format", Outcome.PASS, f"ELM 3 JSON-LD {form}")
    examined.findings.add("seal", Outcome.UNKNOWN, NOT_SEALED)
    _read_content(examined, credential, official, sealed=False)


def _credential(value: object) -> elm.Value:
    """The credential of a sealed document; Refused when it is none."""
    if not isinstance(value, dict):
        raise Refused("the sealed document is no object")
    types = elm.as_list(value.get("type"))
    if _PRESENTATIONS & set(map(str, types)):
        shown = _presented(value)
        inside = [item for item in shown if isinstance(item, dict) and "payload" not in item]
        if not len(shown) == len(inside) == 1:
            raise Refused(f"the presentation holds {len(shown)} credentials where one belongs, which must be readable")
        return inside[0]
    if "credentialSubject" not in value and "EuropeanDigitalCredential" not in types:
        raise Refused("the JSON is no credential")
    return value


def _presented(value: elm.Value) -> list[object]:
    """What a presentation shows; nothing when *value* is none."""
    presents = bool(_PRESENTATIONS & set(map(str, elm.as_list(value.get("type")))))
    return list(elm.as_list(value.get("verifiableCredential"))) if presents else []


def _unproven_payload(envelope: Envelope) -> bytes | None:
    """The payload of a seal that may not be sound, only to name the credential in the verdict."""
    text = envelope.payload.strip()
    if text.startswith("{"):
        return text.encode("utf-8", "replace")
    try:
        return algorithms.decode_base64(text, url=True)
    except Refused:
        return None


def _read_content(examined: Examined, credential: elm.Value, official: Path | None, *, sealed: bool) -> None:
    root = elm.Node.root(credential)
    languages = elm.languages(root)
    errors, remarks = elm_structure.check(root, sealed=sealed)
    examined.content = content = Content(
        credential=root.id,
        issuer=elm.issuer(root, languages),
        moments=elm.moments(root),
        summarise=lambda: elm.summary(root, languages),
        errors=errors,
        remarks=remarks,
    )
    faults = None
    if official is not None:
        from mctool.verification import official_schemas

        faults = official_schemas.shacl_faults(credential, official, sealed=sealed)
    add_schema(examined.findings, content, faults, "SHACL shapes")
