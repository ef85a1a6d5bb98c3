"""RFC 3161 timestamp tokens: what they stamp, when, and whether their own signature is sound (CMS, RFC 5652)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from mctool.verification import algorithms, der
from mctool.verification.der import Element
from mctool.verification.seal import Timestamp, carried_chain, certificate_octets, issuer_octets
from mctool.verification.trust import timestamp_usage_fault
from mctool.verification.verdicts import Refused, Undecided

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_RSA_PSS = "1.2.840.113549.1.1.10"
_SIGNATURES = {
    "1.2.840.113549.1.1.1": None,  # RSA, the digest named beside it
    _RSA_PSS: None,
    "1.2.840.113549.1.1.11": "SHA-256",
    "1.2.840.113549.1.1.12": "SHA-384",
    "1.2.840.113549.1.1.13": "SHA-512",
    "1.2.840.10045.4.3.2": "SHA-256",
    "1.2.840.10045.4.3.3": "SHA-384",
    "1.2.840.10045.4.3.4": "SHA-512",
}
_WEAK = {
    "1.2.840.113549.2.5": "MD5",
    "1.3.14.3.2.26": "SHA-1",
    "1.2.840.113549.1.1.5": "SHA-1",
    "1.2.840.10045.4.1": "SHA-1",
}
_NULL = b"\x05\x00"
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "SHA-256": hashes.SHA256(),
    "SHA-384": hashes.SHA384(),
    "SHA-512": hashes.SHA512(),
}


@dataclass(frozen=True)
class _Signer:
    sid: Element
    digest: str
    attributes: Element
    algorithm: str
    signature: bytes


def verify_token(token: bytes, stamped: bytes) -> Timestamp:
    """The timestamp of a token over *stamped*; Refused when the token is not sound or stamps other bytes.

    Undecided when it rests on SHA-1 or MD5, which nobody should rely on and many authorities used for long. Whether
    its certificate is trusted is for the caller to find out.
    """
    content, certificates, signer = _open(token)
    info = der.decode(content).expect(der.SEQUENCE).children()
    if len(info) < 5:
        raise Refused("a timestamp is cut short")
    imprint = info[2].expect(der.SEQUENCE).children()
    name = _digest_algorithm(imprint[0])
    if not algorithms.same(imprint[1].expect(der.OCTET_STRING).content, algorithms.digest(name, stamped)):
        raise Refused("a timestamp was made for another seal: its imprint differs")
    certificate = _certificate_of(signer.sid, certificates)
    _check_attributes(signer, content, certificate)
    _check_signature(signer, certificate)
    if fault := timestamp_usage_fault(certificate):
        raise Refused(fault)
    return Timestamp(_general_time(info[4]), certificate, carried_chain(certificates, certificate))


def verify_each(stamps: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[Timestamp, ...], tuple[str, ...]]:
    """The sound timestamps of pairs of token and what it stamps, and remarks on those that count for nothing.

    Refused when one is wrong, since then somebody changed the file.
    """
    found, remarks = [], []
    for token, stamped in stamps:
        try:
            found.append(verify_token(token, stamped))
        except Undecided as doubt:
            remarks.append(str(doubt))
    return tuple(found), tuple(remarks)


def _open(token: bytes) -> tuple[bytes, list[x509.Certificate], _Signer]:
    outer = der.decode(token).expect(der.SEQUENCE).children()
    if len(outer) != 2 or outer[0].oid() != _SIGNED_DATA:
        raise Refused("a timestamp is not signed data")
    parts = der.decode(outer[1].expect(0xA0).content).expect(der.SEQUENCE).children()
    if len(parts) < 4 or parts[0].integer() != 3:
        raise Refused("a timestamp is not signed data of version 3")
    for algorithm in parts[1].expect(der.SET).children():
        _digest_algorithm(algorithm)
    content = parts[2].expect(der.SEQUENCE).children()
    if len(content) != 2 or content[0].oid() != _TST_INFO:
        raise Refused("a timestamp does not hold time-stamp information")
    octets = der.decode(content[1].expect(0xA0).content).expect(der.OCTET_STRING).content
    bag = [part for part in parts[3:-1] if part.tag == 0xA0]
    certificates = [algorithms.certificate_of_der(c.encoding) for part in bag for c in part.children()[:20]]
    signers = parts[-1].expect(der.SET).children()
    if len(signers) != 1:
        raise Refused("a timestamp must have one signer")
    return octets, certificates, _read_signer(signers[0])


def _read_signer(element: Element) -> _Signer:
    fields = element.expect(der.SEQUENCE).children()
    if len(fields) < 6 or fields[3].tag != 0xA0 or len(fields) > 7:
        raise Refused("a timestamp has no signed attributes")
    if fields[0].integer() != (1 if fields[1].tag == der.SEQUENCE else 3):
        raise Refused("a timestamp has a signer of an unknown version")
    digest = _digest_algorithm(fields[2])
    return _Signer(
        sid=fields[1],
        digest=digest,
        attributes=fields[3],
        algorithm=_signature_algorithm(fields[4], digest),
        signature=fields[5].expect(der.OCTET_STRING).content,
    )


def _digest_algorithm(element: Element) -> str:
    parts = element.expect(der.SEQUENCE).children()
    if not parts or (len(parts) > 1 and parts[1].encoding != _NULL) or len(parts) > 2:
        raise Refused("a digest algorithm in a timestamp has parameters")
    name = parts[0].oid()
    _doubt_weak(name)
    return algorithms.digest_of_oid(name)


def _doubt_weak(name: str) -> None:
    if name in _WEAK:
        raise Undecided(f"a timestamp rests on {_WEAK[name]} and counts for nothing")


def _signature_algorithm(element: Element, digest: str) -> str:
    parts = element.expect(der.SEQUENCE).children()
    name = parts[0].oid() if parts else ""
    _doubt_weak(name)
    if _SIGNATURES.get(name, "none") not in (None, digest):
        raise Refused("the signature algorithm of a timestamp is not accepted")
    if len(parts) > 1 and parts[1].encoding != _NULL and name != _RSA_PSS:
        raise Refused("the signature algorithm of a timestamp has parameters")
    return name


def _certificate_of(sid: Element, certificates: list[x509.Certificate]) -> x509.Certificate:
    for certificate in certificates:
        if sid.tag == der.SEQUENCE:
            issuer, serial = sid.children()[0], sid.children()[-1]
            if serial.integer() == certificate.serial_number and issuer.encoding == issuer_octets(certificate):
                return certificate
        elif sid.tag == 0x80 and sid.content == _key_identifier(certificate):
            return certificate
    raise Refused("a timestamp does not carry the certificate of its authority")


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return None


def _check_attributes(signer: _Signer, content: bytes, certificate: x509.Certificate) -> None:
    attributes: dict[str, Element] = {}
    for attribute in signer.attributes.children():
        name, values = attribute.expect(der.SEQUENCE).children()[:2]
        row = values.expect(der.SET).children()
        if name.oid() in attributes or len(row) != 1:
            raise Refused("a timestamp has an attribute twice")
        attributes[name.oid()] = row[0]
    kind, digest = attributes.get(_CONTENT_TYPE), attributes.get(_MESSAGE_DIGEST)
    if kind is None or digest is None or kind.oid() != _TST_INFO:
        raise Refused("a timestamp does not sign its own content")
    if not algorithms.same(digest.content, algorithms.digest(signer.digest, content)):
        raise Refused("a timestamp was changed: the digest of its content differs")
    if not _names_certificate(attributes, certificate):
        raise Refused("a timestamp names another certificate than the one it carries")


def _names_certificate(attributes: dict[str, Element], certificate: x509.Certificate) -> bool:
    octets = certificate_octets(certificate)
    if second := attributes.get(_SIGNING_CERTIFICATE_V2):
        fields = second.children()[0].children()[0].children()
        name = "SHA-256"
        if fields[0].tag == der.SEQUENCE:
            name = algorithms.digest_of_oid(fields.pop(0).children()[0].oid())
        return algorithms.same(fields[0].content, algorithms.digest(name, octets))
    if first := attributes.get(_SIGNING_CERTIFICATE):
        named = first.children()[0].children()[0].children()[0].content
        # RFC 2634 fixes SHA-1 here; it only tells certificates apart, the signature itself is SHA-2
        return algorithms.same(named, hashlib.sha1(octets, usedforsecurity=False).digest())
    return False


def _check_signature(signer: _Signer, certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    data = der.encode(der.SET, signer.attributes.content)
    algorithm = _HASHES[signer.digest]
    try:
        if isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048:
            scheme: padding.AsymmetricPadding = padding.PKCS1v15()
            if signer.algorithm == _RSA_PSS:
                scheme = padding.PSS(padding.MGF1(algorithm), padding.PSS.AUTO)
            key.verify(signer.signature, data, scheme, algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signer.signature, data, ec.ECDSA(algorithm))
        else:
            raise Refused("the key of a timestamp's authority is of a kind that is not accepted")
    except (InvalidSignature, UnsupportedAlgorithm):
        raise Refused("the signature of a timestamp is wrong") from None


def _general_time(element: Element) -> datetime:
    text = element.expect(der.GENERALIZED_TIME).content.decode("ascii", "replace")
    whole = text.rstrip("Z").split(".")[0]
    if not text.endswith("Z") or len(whole) != 14 or not whole.isdigit():
        raise Refused("the time of a timestamp cannot be read")
    try:
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise Refused("the time of a timestamp cannot be read") from None
