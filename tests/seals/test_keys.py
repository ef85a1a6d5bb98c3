"""What is read from a seal file, and every way in which one can be wrong."""

import base64
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from mctool.errors import SealError
from mctool.seals.keys import SealKey, check_fitness
from mctool.seals.pkcs12 import load_pkcs12
from tests.programs import need

from .conftest import Seal
from .pki import EIDAS, NOW, PASSWORD, SEAL, SUBJECT, Pki, as_name, generate, usage

NAMES = {"rsa2048": "RSA-2048", "rsa3072": "RSA-3072", "rsa4096": "RSA-4096", "p256": "P-256", "p384": "P-384"}


def load(folder: Path, content: bytes, password: str | None = PASSWORD) -> SealKey:
    file = folder / "seal.p12"
    file.write_bytes(content)
    return load_pkcs12(file, password)


def openssl(*arguments: str) -> None:
    subprocess.run([need("openssl"), *arguments], check=True, capture_output=True)


def issued(
    pki: Pki, folder: Path, subject: dict[x509.ObjectIdentifier, str] | x509.Name, *extensions, **dates
) -> SealKey:
    key = generate("p256")
    certificate = pki.intermediate.issue(key.public_key(), subject, *extensions, **dates)
    return load(folder, pki.pkcs12(key, certificate))


def without(oid: x509.ObjectIdentifier) -> dict[x509.ObjectIdentifier, str]:
    return {name: value for name, value in SUBJECT.items() if name != oid}


def test_facts_come_from_the_certificate(seal: Seal, pki: Pki) -> None:
    key = seal.key
    assert key.key_name == NAMES[seal.kind]
    assert (key.organization, key.common_name, key.country, key.organization_identifier) == (
        "Example University TEST",
        "Example University seal",
        "PL",
        EIDAS,
    )
    assert key.is_test
    assert (key.not_before, key.not_after) == (NOW - timedelta(days=1), NOW + timedelta(days=3650))


def test_fingerprint_is_what_openssl_says(p256: Seal) -> None:
    command = [need("openssl"), "x509", "-noout", "-fingerprint", "-sha256"]
    pem = p256.key.certificate.public_bytes(Encoding.PEM)
    said = subprocess.run(command, input=pem, capture_output=True, check=True).stdout.decode()
    assert said.partition("=")[2].strip().replace(":", "").lower() == p256.key.fingerprint


def test_chain_leaves_the_root_out(seal: Seal, pki: Pki) -> None:
    assert seal.key.chain == (pki.intermediate.certificate,)


def test_chain_leaves_strangers_out(pki: Pki, tmp_path: Path) -> None:
    key, stranger = generate("p256"), Pki()
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    assert load(tmp_path, stranger.pkcs12(key, certificate)).chain == ()


@pytest.mark.parametrize("serial", [1, 0x7F, 0x80, 0xFFFF, (1 << 159) - 1])
def test_issuer_serial_is_the_der_another_library_reads(pki: Pki, tmp_path: Path, serial: int) -> None:
    key = generate("p256")
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL, serial=serial)
    seal_key = load(tmp_path, pki.pkcs12(key, certificate))
    read = tsp.IssuerSerial.load(base64.b64decode(seal_key.issuer_serial), strict=True)
    assert read["serial_number"].native == serial
    (name,) = read["issuer"]
    original = Certificate.load(certificate.public_bytes(Encoding.DER)).issuer
    assert name.name == "directory_name"
    assert name.chosen.untag().dump() == original.dump()


@pytest.mark.parametrize(
    ("organization", "common_name", "is_test"),
    [
        ("TEST Example", "seal", True),
        ("Example", "seal (TEST)", True),
        ("Contest University", "Testing, latest", False),
        ("TESTAMENT", "ATTEST", False),
    ],
)
def test_only_the_word_marks_a_test_seal(
    pki: Pki, tmp_path: Path, organization: str, common_name: str, is_test: bool
) -> None:
    names = {NameOID.ORGANIZATION_NAME: organization, NameOID.COMMON_NAME: common_name}
    assert issued(pki, tmp_path, SUBJECT | names, *SEAL).is_test is is_test


def test_certificate_of_two_organizations(pki: Pki, tmp_path: Path) -> None:
    """Which of two identifiers counts is not for us to choose."""
    twice = x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, "VATDE-1")
    key = issued(pki, tmp_path, x509.Name([*as_name(SUBJECT), twice]), *SEAL)
    with pytest.raises(SealError, match=r"more than one 2\.5\.4\.97 in its subject"):
        check_fitness(key, now=NOW, eidas_number=EIDAS)


@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_keys_do_not_show_in_messages(seals: dict[str, Seal], kind: str) -> None:
    assert "signer" not in repr(seals[kind].key)
    assert "PrivateKey" not in repr(seals[kind].key)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SealError, match=r"there is no seal file .*seal\.p12"):
        load_pkcs12(tmp_path / "seal.p12", PASSWORD)


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(SealError, match="cannot be read: Is a directory"):
        load_pkcs12(tmp_path, PASSWORD)


def test_huge_file(tmp_path: Path) -> None:
    with pytest.raises(SealError, match="too large for a seal file"):
        load(tmp_path, bytes(2_000_000))


@pytest.mark.parametrize(
    "content", [b"", b"\x30", b"-----BEGIN PRIVATE KEY-----\n", b"\x30\x82" + bytes(300), bytes(500)]
)
def test_not_pkcs12(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SealError, match="is not a PKCS#12 file"):
        load(tmp_path, content)


@pytest.mark.parametrize("cut", [40, 200, -1])
def test_cut_file(p256: Seal, tmp_path: Path, cut: int) -> None:
    with pytest.raises(SealError, match=r"wrong password for .*, or the file is damaged"):
        load(tmp_path, p256.file.read_bytes()[:cut])


@pytest.mark.parametrize("password", ["", "wrong", "zażółc", "x" * 5000, "\0", "\udcff"])
def test_wrong_password(p256: Seal, password: str) -> None:
    with pytest.raises(SealError, match=r"wrong password for .*p256\.p12"):
        load_pkcs12(p256.file, password)


def test_password_not_given(p256: Seal) -> None:
    with pytest.raises(SealError, match=r"p256\.p12 needs its password"):
        load_pkcs12(p256.file, None)


def test_file_without_password_loads(pki: Pki, tmp_path: Path) -> None:
    key = generate("p256")
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    open_file = pkcs12.serialize_key_and_certificates(None, key, certificate, None, NoEncryption())
    assert load(tmp_path, open_file, None).certificate == certificate


def test_no_key(pki: Pki, tmp_path: Path) -> None:
    with pytest.raises(SealError, match="holds no private key, only certificates"):
        load(tmp_path, pki.pkcs12(None, None))


def test_no_certificate(pki: Pki, tmp_path: Path) -> None:
    with pytest.raises(SealError, match="not the certificate that belongs to it"):
        load(tmp_path, pki.pkcs12(generate("p256"), None))


def test_two_keys(tmp_path: Path) -> None:
    file = tmp_path / "two.p12"
    store = ["-keystore", str(file), "-storetype", "PKCS12", "-storepass", "ascii-only"]
    for alias in ("a", "b"):
        new = ["-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=a,O=o,C=PL"]
        subprocess.run([need("keytool"), *new, *store], check=True, capture_output=True)
    with pytest.raises(SealError, match="holds more than one private key"):
        load_pkcs12(file, "ascii-only")


def test_key_of_somebody_else(pki: Pki, tmp_path: Path) -> None:
    """No library writes such a file, but on a token the two can be mixed up."""
    key, other = (issued(pki, tmp_path, SUBJECT, *SEAL) for _ in range(2))
    with pytest.raises(SealError, match="does not belong to the private key"):
        SealKey(key.certificate, key.chain, other.signer)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("rsa1024", "RSA with 1024 bits: at least 2048"),
        ("ed25519", "Ed25519: use RSA, P-256 or P-384"),
        ("p521", "secp521r1: use RSA, P-256 or P-384"),
    ],
)
def test_unsupported_key(pki: Pki, tmp_path: Path, kind: str, reason: str) -> None:
    key = generate(kind)
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    with pytest.raises(SealError, match=reason):
        load(tmp_path, pki.pkcs12(key, certificate))


@pytest.mark.parametrize(
    ("oid", "name"),
    [
        (NameOID.COUNTRY_NAME, r"country \(C\)"),
        (NameOID.ORGANIZATION_NAME, r"organization \(O\)"),
        (NameOID.COMMON_NAME, r"common name \(CN\)"),
    ],
)
def test_certificate_without_a_name(pki: Pki, tmp_path: Path, oid: x509.ObjectIdentifier, name: str) -> None:
    with pytest.raises(SealError, match=f"lacks its {name}"):
        issued(pki, tmp_path, without(oid), *SEAL)


def test_curve_unknown_to_cryptography(tmp_path: Path) -> None:
    key, certificate, file = (str(tmp_path / name) for name in ("key.pem", "certificate.pem", "seal.p12"))
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp224k1", "-nodes", "-keyout", key]
    openssl("req", "-x509", *curve, "-out", certificate, "-subj", "/C=PL/O=o/CN=c")
    openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", file, "-passout", "pass:secret")
    with pytest.raises(SealError, match="holds a key that seals cannot use"):
        load_pkcs12(Path(file), "secret")


def test_files_of_old_windows_and_openssl_load(pki: Pki, tmp_path: Path) -> None:
    """They protect certificates with 40-bit RC2, as many authorities still deliver them."""
    key = generate("p256")
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    source, file = tmp_path / "key.pem", tmp_path / "old.p12"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    source.write_bytes(pem + certificate.public_bytes(Encoding.PEM))
    openssl("pkcs12", "-export", "-legacy", "-in", str(source), "-out", str(file), "-passout", "pass:secret")
    assert load_pkcs12(file, "secret").certificate == certificate


def test_fit_certificate_passes(seal: Seal) -> None:
    check_fitness(seal.key, now=NOW, eidas_number=EIDAS)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (NOW - timedelta(days=1, seconds=1), "valid only from 2026-05-19 10:00:00 UTC; it is 2026-05-19 09:59:59"),
        (NOW + timedelta(days=3650, seconds=1), "expired on 2036-05-17 10:00:00 UTC"),
    ],
)
def test_dates(p256: Seal, now, reason: str) -> None:
    with pytest.raises(SealError, match=reason):
        check_fitness(p256.key, now=now, eidas_number=EIDAS)


@pytest.mark.parametrize("edge", [NOW - timedelta(days=1), NOW + timedelta(days=3650)])
def test_first_and_last_second_are_valid(p256: Seal, edge) -> None:
    check_fitness(p256.key, now=edge, eidas_number=EIDAS)


def test_another_organization(p256: Seal) -> None:
    with pytest.raises(SealError, match=r"is for VATPL-1234567890, but the institution is VATPL-999"):
        check_fitness(p256.key, now=NOW, eidas_number="VATPL-999")


def test_no_organization_identifier(pki: Pki, tmp_path: Path) -> None:
    key = issued(pki, tmp_path, without(NameOID.ORGANIZATION_IDENTIFIER), *SEAL)
    assert key.organization_identifier is None
    with pytest.raises(SealError, match="lacks its organizationIdentifier"):
        check_fitness(key, now=NOW, eidas_number=EIDAS)


@pytest.mark.parametrize("use", ["digital_signature", "content_commitment"])
def test_either_signature_use_is_enough(pki: Pki, tmp_path: Path, use: str) -> None:
    check_fitness(issued(pki, tmp_path, SUBJECT, (usage(use), True)), now=NOW, eidas_number=EIDAS)


@pytest.mark.parametrize(
    ("extensions", "reason"),
    [((), "does not say what the key may be used for"), (((usage("key_encipherment"), True),), "is not for seals")],
)
def test_other_key_usage(pki: Pki, tmp_path: Path, extensions, reason: str) -> None:
    key = issued(pki, tmp_path, SUBJECT, *extensions)
    with pytest.raises(SealError, match=reason):
        check_fitness(key, now=NOW, eidas_number=EIDAS)
