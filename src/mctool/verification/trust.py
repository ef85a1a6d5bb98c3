"""Whose seal it is: the certificates that are trusted, and the chain from a seal to one of them (RFC 5280).

Seal certificates carry no host name, so the web-server verifier of the cryptography library does not fit;
the steps of RFC 5280 that matter for a seal are made here, one function each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

from mctool.errors import MctoolError
from mctool.verification.limits import MAX_CHAIN, read_limited
from mctool.verification.verdicts import Refused, Undecided

_STRONG = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_DOCUMENT_SIGNING = (
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
    ExtendedKeyUsageOID.CLIENT_AUTH,
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # document signing, RFC 9336
    x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # document signing, Microsoft
    x509.ObjectIdentifier("1.2.840.113583.1.1.5"),  # document signing, Adobe
)
_UNDERSTOOD = (
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.POLICY_CONSTRAINTS,  # the policies are for people to judge, so what limits them changes nothing here
    ExtensionOID.POLICY_MAPPINGS,
    ExtensionOID.INHIBIT_ANY_POLICY,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
)
_MAX_LINKS = 200
_T = TypeVar("_T", bound=x509.ExtensionType)


@dataclass(frozen=True)
class Trust:
    """The certificates that are trusted: authorities, or seals themselves. Empty: nobody said whom to trust."""

    certificates: tuple[x509.Certificate, ...] = ()

    @classmethod
    def from_pem_files(cls, paths: Iterable[Path]) -> "Trust":
        """All certificates of PEM files; MctoolError when a file is missing or holds none."""
        found: list[x509.Certificate] = []
        for path in paths:
            try:
                certificates = x509.load_pem_x509_certificates(read_limited(path) or b"")
                for certificate in certificates:
                    certificate.public_key()
            except OSError as error:
                raise MctoolError(f"the certificates to trust in {path} cannot be read: {error.strerror}") from None
            except (ValueError, UnsupportedAlgorithm):
                raise MctoolError(f"{path} holds no readable certificate in PEM form") from None
            found.extend(certificates)
        return cls(tuple(dict.fromkeys(found)))


@dataclass(frozen=True)
class Moment:
    """When certificates must have been good, and how that is known (*words* completes «judged at …»).

    *proven* is whether a trusted timestamp says so.
    """

    at: datetime
    words: str
    proven: bool = False


def chain_of_seal(
    certificate: x509.Certificate, carried: Iterable[x509.Certificate], trust: Trust, moment: Moment
) -> tuple[x509.Certificate, ...]:
    """The chain from a seal certificate to a trusted one, both included.

    *carried* are the further certificates of the file. Raises Refused when the certificate is unfit (dates,
    usage, a step of the chain), Undecided when no chain leads to a trusted certificate.
    """
    fault = _dates_fault(certificate, moment) or _seal_usage_fault(certificate)
    if fault:
        raise Refused(fault)
    if not trust.certificates:
        raise Undecided(f"no trusted certificates were given, so nobody vouches for «{name_of(certificate)}»")
    return _best_chain(certificate, tuple(carried), trust, moment)


def chain_of_timestamp(
    certificate: x509.Certificate, carried: Iterable[x509.Certificate], trust: Trust, moment: Moment
) -> tuple[x509.Certificate, ...]:
    """The chain from the certificate of a time-stamping authority to a trusted one; as ``chain_of_seal``."""
    fault = _dates_fault(certificate, moment) or timestamp_usage_fault(certificate)
    if fault:
        raise Refused(fault)
    return _best_chain(certificate, tuple(carried), trust, moment)


@lru_cache(maxsize=32)  # asked again for every file of a cohort
def issued_by(child: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the key of *issuer* made the signature on *child*, and the names agree."""
    try:
        child.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def name_of(certificate: x509.Certificate) -> str:
    """The name of a certificate's holder for people: the common name, else the organisation."""
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if text := subject(certificate, oid):
            return text
    return certificate.subject.rfc4514_string() or "a certificate without a name"


def subject(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str | None:
    """The first value of a field of the certificate's subject, as text."""
    for attribute in certificate.subject.get_attributes_for_oid(oid):
        return str(attribute.value)
    return None


def timestamp_usage_fault(certificate: x509.Certificate) -> str | None:
    """What is wrong with a time-stamping certificate (RFC 3161, section 2.3: that use alone, critical)."""
    usage = _extension(certificate, x509.ExtendedKeyUsage)
    if usage is None or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING] or not usage.critical:
        return f"«{name_of(certificate)}» is not a certificate for timestamps alone"
    return None


def _best_chain(
    certificate: x509.Certificate, carried: tuple[x509.Certificate, ...], trust: Trust, moment: Moment
) -> tuple[x509.Certificate, ...]:
    fault: str | None = None
    for chain in _chains(certificate, carried, trust):
        this = _chain_fault(chain, moment)
        if this is None:
            return chain
        fault = fault or this
    if fault:
        raise Refused(fault)
    raise Undecided(f"no chain leads from «{name_of(certificate)}» to a trusted certificate")


def _chains(
    leaf: x509.Certificate, carried: tuple[x509.Certificate, ...], trust: Trust
) -> Iterator[tuple[x509.Certificate, ...]]:
    candidates = tuple(dict.fromkeys(trust.certificates + carried))
    waiting: list[tuple[x509.Certificate, ...]] = [(leaf,)]
    links = 0
    while waiting:
        chain = waiting.pop(0)
        last = chain[-1]
        if last in trust.certificates:
            yield chain
            continue
        if len(chain) > MAX_CHAIN:
            continue
        for issuer in candidates:
            if issuer in chain or issuer.subject != last.issuer:
                continue
            links += 1
            if links > _MAX_LINKS:
                return
            if issued_by(last, issuer):
                waiting.append((*chain, issuer))


def _chain_fault(chain: tuple[x509.Certificate, ...], moment: Moment) -> str | None:
    for position, certificate in enumerate(chain):
        fault = _dates_fault(certificate, moment) or _critical_fault(certificate)
        if fault is None and position:
            fault = _authority_fault(certificate, position - 1)
        if fault is None and position + 1 < len(chain):
            fault = _digest_fault(certificate)
        if fault:
            return fault
    return None


def _dates_fault(certificate: x509.Certificate, moment: Moment) -> str | None:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if moment.at < start:
        return f"the certificate «{name_of(certificate)}» is valid only from {start:%Y-%m-%d}; judged {moment.words}"
    if moment.at > end:
        return f"the certificate «{name_of(certificate)}» expired on {end:%Y-%m-%d}; judged {moment.words}"
    return None


def _seal_usage_fault(certificate: x509.Certificate) -> str | None:
    usage = _extension(certificate, x509.KeyUsage)
    if usage and not (usage.value.digital_signature or usage.value.content_commitment):
        return f"the key usage of «{name_of(certificate)}» does not allow sealing"
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    if purposes and not any(purpose in _DOCUMENT_SIGNING for purpose in purposes.value):
        return f"the extended key usage of «{name_of(certificate)}» does not allow sealing documents"
    return None


def _authority_fault(certificate: x509.Certificate, below: int) -> str | None:
    constraints = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    if constraints is None or not constraints.value.ca or (usage and not usage.value.key_cert_sign):
        return f"«{name_of(certificate)}» must not issue certificates"
    limit = constraints.value.path_length
    if limit is not None and below > limit:
        return f"the chain below «{name_of(certificate)}» is longer than it allows"
    return None


def _critical_fault(certificate: x509.Certificate) -> str | None:
    for extension in certificate.extensions:
        if extension.critical and extension.oid not in _UNDERSTOOD:
            return f"«{name_of(certificate)}» has an unknown critical extension {extension.oid.dotted_string}"
    return None


def _digest_fault(certificate: x509.Certificate) -> str | None:
    try:
        algorithm = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return f"the signature on «{name_of(certificate)}» uses an unknown algorithm"
    if algorithm is not None and not isinstance(algorithm, _STRONG):
        return f"the signature on «{name_of(certificate)}» uses {algorithm.name}"
    return None


def _extension(certificate: x509.Certificate, kind: type[_T]) -> x509.Extension[_T] | None:
    try:
        return certificate.extensions.get_extension_for_class(kind)
    except x509.ExtensionNotFound:
        return None
