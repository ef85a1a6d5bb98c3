"""Revocation data in a seal: who may say that a certificate was revoked, and what follows from when."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from lxml import etree

from mctool.verification import FileVerdict, Trust, verify_bytes
from tests.seals.pki import NOW, SEAL, SUBJECT, Issuer, Pki, generate
from tests.seals.tsa import Authority

from .credentials import XML, as_text, elm
from .forge import XADES, JsonForm, Signer, b64, b64u, dump, seal_json, seal_xml
from .test_timestamps import token

_DAY = timedelta(days=1)
_ANSWERS = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False)


def revocation_list(issuer: Issuer, revoked: x509.Certificate | None, when: datetime, by: Any = None) -> bytes:
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
    builder = builder.last_update(NOW).next_update(NOW + 30 * _DAY)
    if revoked is not None:
        entry = x509.RevokedCertificateBuilder().serial_number(revoked.serial_number).revocation_date(when)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(by or issuer.key, SHA256()).public_bytes(Encoding.DER)


def answer(
    certificate: x509.Certificate,
    issuer: Issuer,
    when: datetime | None,
    responder: Issuer | None = None,
    digest: HashAlgorithm | None = None,
) -> bytes:
    who = responder or issuer
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=certificate,
        issuer=issuer.certificate,
        algorithm=digest or SHA256(),
        cert_status=ocsp.OCSPCertStatus.REVOKED if when else ocsp.OCSPCertStatus.GOOD,
        this_update=NOW,
        next_update=NOW + 7 * _DAY,
        revocation_time=when,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, who.certificate)
    if responder:
        builder = builder.certificates([responder.certificate])
    return builder.sign(who.key, SHA256()).public_bytes(Encoding.DER)


def responder(issuer: Issuer, *extensions: Any) -> Issuer:
    key = generate("p256")
    name = {NameOID.COMMON_NAME: "TEST answers"}
    return Issuer(issuer.issue(key.public_key(), name, *SEAL, *extensions), key)


def in_json(signer: Signer, *, lists: tuple[bytes, ...] = (), answers: tuple[bytes, ...] = ()) -> bytes:
    value = json.loads(seal_json(as_text(elm()), signer))
    data = {"crlVals": [{"val": b64(one)} for one in lists], "ocspVals": [{"val": b64(one)} for one in answers]}
    value["signatures"][0]["header"] = {"etsiU": [b64u(json.dumps({"rVals": data}).encode())]}
    return dump(value)


def in_xml(signer: Signer, *, lists: tuple[bytes, ...] = (), answers: tuple[bytes, ...] = ()) -> bytes:
    root = etree.fromstring(seal_xml(XML, signer))
    crls = "".join(f"<x:EncapsulatedCRLValue>{b64(one)}</x:EncapsulatedCRLValue>" for one in lists)
    told = "".join(f"<x:EncapsulatedOCSPValue>{b64(one)}</x:EncapsulatedOCSPValue>" for one in answers)
    values = f"<x:CRLValues>{crls}</x:CRLValues><x:OCSPValues>{told}</x:OCSPValues>"
    unsigned = (
        f'<x:UnsignedProperties xmlns:x="{XADES}"><x:UnsignedSignatureProperties><x:RevocationValues>{values}'
        "</x:RevocationValues></x:UnsignedSignatureProperties></x:UnsignedProperties>"
    )
    next(root.iter(f"{{{XADES}}}QualifyingProperties")).append(etree.fromstring(unsigned))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def verified(data: bytes, trust: Trust) -> FileVerdict:
    return verify_bytes(data, path="r", trust=trust, now=NOW + timedelta(hours=1))


@pytest.mark.parametrize("form", [in_xml, in_json])
@pytest.mark.parametrize(
    ("revoked", "verdict", "words"),
    [
        (None, "valid", "not revoked on 2026-05-20, as its authority said"),
        (-_DAY, "invalid", "was revoked on 2026-05-19, before it sealed"),
        (_DAY, "indeterminate", "was revoked on 2026-05-21, and no trusted timestamp proves"),
    ],
)
def test_what_the_authority_says_counts(
    form: Callable[..., bytes],
    revoked: timedelta | None,
    verdict: str,
    words: str,
    pki: Pki,
    signer: Signer,
    trust: Trust,
) -> None:
    when = NOW + revoked if revoked else None
    delegated = responder(pki.intermediate, _ANSWERS)
    for data in (
        form(signer, lists=(revocation_list(pki.intermediate, signer.certificate if when else None, when or NOW),)),
        form(signer, answers=(answer(signer.certificate, pki.intermediate, when),)),
        form(signer, answers=(answer(signer.certificate, pki.intermediate, when, delegated),)),
        form(signer, answers=(answer(signer.certificate, pki.intermediate, when, digest=SHA1()),)),  # only a name
    ):
        found = verified(data, trust)
        assert found.verdict == verdict, found.checks
        assert words in found.check("trust").detail


def test_what_others_say_counts_for_nothing(pki: Pki, signer: Signer, signers: dict[str, Signer], trust: Trust) -> None:
    """A seal is not brought down by a stranger, nor raised by one; and broken data are no data."""
    stranger, when = Pki().intermediate, NOW - _DAY
    without_use, its_own = responder(pki.intermediate), responder(stranger, _ANSWERS)
    other = signers["p384"].certificate
    for data in (
        in_json(signer, lists=(revocation_list(stranger, signer.certificate, when),)),
        in_json(signer, lists=(revocation_list(pki.intermediate, signer.certificate, when, stranger.key),)),
        in_json(signer, lists=(b"broken",), answers=(b"broken",)),
        in_json(signer, answers=(answer(signer.certificate, pki.intermediate, when, without_use),)),
        in_json(signer, answers=(answer(signer.certificate, pki.intermediate, when, its_own),)),
        in_json(signer, answers=(answer(signer.certificate, stranger, when),)),
        in_json(signer, answers=(answer(other, pki.intermediate, when),)),
    ):
        found = verified(data, trust)
        assert found.verdict == "valid", found.checks
        assert "the revocation data in it say nothing that counts" in found.check("trust").detail


def test_a_timestamp_saves_a_seal_from_later_revocation(pki: Pki, trust: Trust, tmp_path: Path) -> None:
    present = datetime.now(UTC).replace(microsecond=0)  # openssl ts knows no other clock
    dates = {"start": present - 400 * _DAY, "end": present + 4000 * _DAY}
    authority, key = Authority(tmp_path / "tsa", pki.root, **dates), generate("p256")
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL, **dates)
    sealer = Signer(key, certificate, (pki.intermediate.certificate,))
    value = json.loads(seal_json(as_text(elm()), sealer, JsonForm(time=present)))
    entry = value["signatures"][0]
    stamp = {"sigTst": {"tstTokens": [{"val": b64(token(authority, entry["signature"].encode(), tmp_path))}]}}
    revoked = {"rVals": {"crlVals": [{"val": b64(revocation_list(pki.intermediate, certificate, present + _DAY))}]}}
    entry["header"] = {"etsiU": [b64u(json.dumps(member).encode()) for member in (stamp, revoked)]}

    found = verify_bytes(dump(value), path="r", trust=trust, now=present + 2 * _DAY)

    assert found.verdict == "valid", found.checks
    assert "proven by a trusted timestamp; its certificate was revoked later" in found.check("trust").detail
