"""Seals by unfit certificates; each function makes the case of its name in tests/cases/verify/certificates.yaml."""

from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mctool.verification import Trust
from tests.seals.pki import AUTHORITY, NOW, SEAL, SUBJECT, Issuer, Pki, as_name, generate, usage

from .credentials import XML, as_text, elm
from .forge import Signer, seal_json, seal_xml
from .world import Attack, World

_DAY = timedelta(days=1)
_NO_AUTHORITY = (x509.BasicConstraints(ca=False, path_length=None), True)


def _sealed(
    world: World,
    kind: str = "p256",
    subject: dict[x509.ObjectIdentifier, str] = SUBJECT,
    extensions: tuple[Any, ...] = SEAL,
    **dates: datetime,
) -> bytes:
    key = generate(kind)
    certificate = world.pki.intermediate.issue(key.public_key(), subject, *extensions, **dates)
    return seal_xml(XML, Signer(key, certificate, world.signer.chain))


def expired_before_sealing(world: World) -> bytes:
    return _sealed(world, start=NOW - 30 * _DAY, end=NOW - _DAY)


def expired_since_sealing(world: World) -> Attack:
    """Good when it sealed, expired by the time somebody looks: the seal stays what it was, at the time it claims."""
    return Attack(_sealed(world, start=NOW - 30 * _DAY, end=NOW + _DAY), now=NOW + 300 * _DAY)


def not_yet_valid_at_sealing(world: World) -> bytes:
    return _sealed(world, start=NOW + _DAY, end=NOW + 30 * _DAY)


def self_signed(world: World) -> bytes:
    return seal_xml(XML, _self_signed())


def self_signed_and_trusted(world: World) -> Attack:
    signer = _self_signed()
    return Attack(seal_xml(XML, signer), trust=Trust((signer.certificate,)))


def _self_signed() -> Signer:
    key = generate("p256")
    himself = Issuer(Pki().root.certificate, key)
    first = himself.issue(key.public_key(), SUBJECT, *SEAL)
    return Signer(key, Issuer(first, key).issue(key.public_key(), SUBJECT, *SEAL))


def key_usage_for_encryption(world: World) -> bytes:
    return _sealed(world, extensions=(_NO_AUTHORITY, (usage("key_encipherment"), True)))


def key_usage_for_certificates(world: World) -> bytes:
    return _sealed(world, extensions=AUTHORITY)


def purpose_of_a_web_server(world: World) -> bytes:
    purpose = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
    return _sealed(world, extensions=(*SEAL, purpose))


def purpose_of_timestamps(world: World) -> bytes:
    purpose = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    return _sealed(world, extensions=(*SEAL, purpose))


def purpose_of_documents(world: World) -> bytes:
    purpose = (x509.ExtendedKeyUsage([x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")]), False)
    return _sealed(world, extensions=(*SEAL, purpose))


def without_key_usage(world: World) -> bytes:
    """RFC 5280 restricts a key only by an extension that is there."""
    return _sealed(world, extensions=(_NO_AUTHORITY,))


def issued_by_a_seal(world: World) -> bytes:
    """The institution's neighbour uses its own seal certificate as if it were an authority."""
    middle = Issuer(world.signer.certificate, world.signer.key)
    chain = (world.signer.certificate, *world.signer.chain)
    return _chained(middle, chain)


def _chained(issuer: Issuer, chain: tuple[x509.Certificate, ...]) -> bytes:
    key = generate("p256")
    certificate = issuer.issue(key.public_key(), SUBJECT, *SEAL)
    return seal_xml(XML, Signer(key, certificate, chain))


def chain_longer_than_allowed(world: World) -> bytes:
    key = generate("p256")
    short = (x509.BasicConstraints(ca=True, path_length=0), True)
    name = {NameOID.COMMON_NAME: "TEST short CA"}
    first = world.pki.root.issue(key.public_key(), name, short, AUTHORITY[1])
    below = generate("p256")
    second = Issuer(first, key).issue(below.public_key(), {NameOID.COMMON_NAME: "TEST too deep CA"}, *AUTHORITY)
    return _chained(Issuer(second, below), (second, first))


def authority_expired(world: World) -> bytes:
    key = generate("p256")
    name = {NameOID.COMMON_NAME: "TEST old CA"}
    old = world.pki.root.issue(key.public_key(), name, *AUTHORITY, start=NOW - 90 * _DAY, end=NOW - _DAY)
    return _chained(Issuer(old, key), (old,))


def authority_without_the_right_usage(world: World) -> bytes:
    key = generate("p256")
    name = {NameOID.COMMON_NAME: "TEST signing CA"}
    wrong = world.pki.root.issue(key.public_key(), name, AUTHORITY[0], (usage("digital_signature"), True))
    return _chained(Issuer(wrong, key), (wrong,))


def authority_missing(world: World) -> bytes:
    return seal_xml(XML, Signer(world.signer.key, world.signer.certificate))


def authority_of_the_same_name(world: World) -> bytes:
    """An impostor calls his authorities as the trusted ones are called."""
    impostor = Pki()
    key = generate("p256")
    certificate = impostor.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    chain = (impostor.intermediate.certificate, impostor.root.certificate)
    return seal_xml(XML, Signer(key, certificate, chain))


def weak_rsa_key(world: World) -> bytes:
    return _sealed(world, "rsa1024")


def key_on_another_curve(world: World) -> bytes:
    key = ec.generate_private_key(ec.SECP256K1())
    certificate = world.pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    return seal_xml(XML, Signer(key, certificate, world.signer.chain))


def unknown_critical_extension(world: World) -> bytes:
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
    return _sealed(world, extensions=(*SEAL, (strange, True)))


def another_organisation_of_the_same_authority(world: World) -> bytes:
    """A bakery with a proper seal of the trusted authority seals a degree of the university."""
    return seal_xml(XML, world.another_organisation())


def another_organisation_in_json(world: World) -> bytes:
    return seal_json(as_text(elm()), world.another_organisation())


def organisation_without_a_number(world: World) -> bytes:
    nameless = {oid: text for oid, text in SUBJECT.items() if oid != NameOID.ORGANIZATION_IDENTIFIER}
    return _sealed(world, subject=nameless)


def issuer_without_a_number(world: World) -> bytes:
    """The credential gives no number, and the certificate has another name than the issuer."""
    start = XML.index(b"      <identifier schemeName")
    without = XML[:start] + XML[XML.index(b"\n", start) + 1 :]
    return seal_xml(without, world.signer)


def issuer_by_its_tax_number(world: World) -> bytes:
    """Older credentials give the plain number that the certificate has behind the hyphen."""
    plain = XML.replace(b'<identifier schemeName="eIDAS">VATPL-1234567890', b"<identifier>1234567890")
    return seal_xml(plain, world.signer)


def _under_limited_authority(world: World, limit: x509.ExtensionType) -> bytes:
    key = generate("p256")
    name = {NameOID.COMMON_NAME: "TEST limited CA"}
    limited = world.pki.root.issue(key.public_key(), name, *AUTHORITY, (limit, True))
    return _chained(Issuer(limited, key), (limited,))


def authority_limited_in_policies(world: World) -> bytes:
    return _under_limited_authority(world, x509.PolicyConstraints(require_explicit_policy=0, inhibit_policy_mapping=0))


def authority_limited_in_names(world: World) -> bytes:
    """An authority for bakeries only; mctool does not judge such limits, so it accepts none."""
    bakeries = x509.DirectoryName(as_name({NameOID.ORGANIZATION_NAME: "Bakeries"}))
    return _under_limited_authority(world, x509.NameConstraints(permitted_subtrees=[bakeries], excluded_subtrees=None))
