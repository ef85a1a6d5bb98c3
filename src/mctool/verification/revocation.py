"""Revocation data that a long-term seal carries: lists (RFC 5280) and answers (RFC 6960) of its own authority.

They only count when the authority that issued the seal's certificate signed them, or a responder that it appointed.
Nobody is asked online.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from mctool.verification.trust import issued_by
from mctool.verification.verdicts import Refused, Undecided

if TYPE_CHECKING:
    from cryptography.x509.ocsp import OCSPResponse

MAX_DATA = 32  # lists, answers or certificates in one seal; real ones carry two or three
_STRONG = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


@dataclass(frozen=True)
class RevocationData:
    """DER of the lists and answers that a seal carries, and certificates to check them with."""

    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()
    certificates: tuple[x509.Certificate, ...] = ()


NO_DATA = RevocationData()


@dataclass(frozen=True)
class _Said:
    """What one list or answer says of a certificate: as of when, and since when it is revoked."""

    at: datetime
    revoked: datetime | None


def judge(certificate: x509.Certificate, data: RevocationData, sealed: datetime, *, proven: bool) -> str:
    """What the data say of *certificate*, in words that go on; empty when there are none.

    *sealed* is when the seal was made, and *proven* whether a trusted timestamp says so. Raises Refused when the
    certificate was revoked by then, Undecided when it was revoked later and nothing proves that the seal is older.
    """
    if not data.lists and not data.answers:
        return ""
    said = []
    for issuer in dict.fromkeys(data.certificates):
        if issuer.subject == certificate.issuer and issued_by(certificate, issuer):
            said += [*_of_answers(certificate, issuer, data), *_of_lists(certificate, issuer, data)]
    revoked = min((one.revoked for one in said if one.revoked), default=None)
    if revoked and revoked <= sealed:
        raise Refused(f"the certificate was revoked on {revoked:%Y-%m-%d}, before it sealed")
    if revoked and not proven:
        words = f"the certificate was revoked on {revoked:%Y-%m-%d}"
        raise Undecided(f"{words}, and no trusted timestamp proves that the seal is older")
    if revoked:
        return f"; its certificate was revoked later, on {revoked:%Y-%m-%d}"
    if not said:
        return "; the revocation data in it say nothing that counts of its certificate"
    return f"; not revoked on {max(one.at for one in said):%Y-%m-%d}, as its authority said"


def _of_answers(certificate: x509.Certificate, issuer: x509.Certificate, data: RevocationData) -> Iterator[_Said]:
    from cryptography.x509 import ocsp

    for encoded in data.answers[:MAX_DATA]:
        try:
            answer = ocsp.load_der_ocsp_response(encoded)
            if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL or not _signed(answer, issuer, data):
                continue
            for single in answer.responses:
                digest = hashes.Hash(single.hash_algorithm)
                digest.update(issuer.subject.public_bytes())
                if single.serial_number == certificate.serial_number and digest.finalize() == single.issuer_name_hash:
                    yield _Said(single.this_update_utc, single.revocation_time_utc)
        except Exception:  # noqa: BLE001, S112 — what cannot be read in a hostile file counts for nothing
            continue


def _signed(answer: "OCSPResponse", issuer: x509.Certificate, data: RevocationData) -> bool:
    """Whether the issuer signed an answer, or somebody with a certificate of the issuer for just that."""
    known = (*answer.certificates, *data.certificates)[:MAX_DATA]
    signers = (one for one in known if _answers(one) and issued_by(one, issuer))
    return any(_made(signer, answer) for signer in (issuer, *signers))


def _answers(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in usage


def _made(signer: x509.Certificate, answer: "OCSPResponse") -> bool:
    key, algorithm = signer.public_key(), answer.signature_hash_algorithm
    if not isinstance(algorithm, _STRONG):
        return False
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _of_lists(certificate: x509.Certificate, issuer: x509.Certificate, data: RevocationData) -> Iterator[_Said]:
    key = issuer.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return
    for encoded in data.lists[:MAX_DATA]:
        try:
            listed = x509.load_der_x509_crl(encoded)
            strong = isinstance(listed.signature_hash_algorithm, _STRONG)
            if listed.issuer == issuer.subject and strong and listed.is_signature_valid(key):
                entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
                yield _Said(listed.last_update_utc, entry.revocation_date_utc if entry else None)
        except Exception:  # noqa: BLE001, S112 — what cannot be read in a hostile file counts for nothing
            continue
