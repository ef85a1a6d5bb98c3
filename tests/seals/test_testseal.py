"""Test seals that ``mctool seal new`` makes: they work everywhere, and say what they are."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12

from mctool.errors import SealError
from mctool.seals.jades import JsonSealer
from mctool.seals.keys import SealKey, check_fitness
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.testseal import new_test_seal
from mctool.seals.xades import XmlSealer
from tests.programs import need

from .documents import EUROPASS_XML, JSON_LD
from .judges import xmlsec1
from .pki import EIDAS, NOW

SEAL = {
    "organization": "Example University",
    "organization_identifier": EIDAS,
    "country_alpha2": "PL",
    "key": "p256",
    "now": NOW,
    "password": "secret",
}


def make(folder: Path, **changed) -> SealKey:
    file, pem = new_test_seal(**(SEAL | changed))
    (folder / "seal.p12").write_bytes(file)
    (folder / "seal.pem").write_bytes(pem)
    return load_pkcs12(folder / "seal.p12", "secret")


@pytest.mark.parametrize(
    ("kind", "name"), [("p256", "P-256"), ("rsa2048", "RSA-2048"), ("rsa3072", "RSA-3072"), ("rsa4096", "RSA-4096")]
)
def test_a_test_seal_seals(tmp_path: Path, kind: str, name: str) -> None:
    key = make(tmp_path, key=kind)
    check_fitness(key, now=NOW, eidas_number=EIDAS)
    assert key.key_name == name
    (tmp_path / "sealed.xml").write_bytes(XmlSealer(key).seal(EUROPASS_XML, time=NOW))
    assert xmlsec1(tmp_path / "sealed.xml", tmp_path / "seal.pem", NOW)
    assert JsonSealer(key).seal(JSON_LD, time=NOW)


def test_it_says_test(tmp_path: Path) -> None:
    key = make(tmp_path)
    assert key.is_test
    assert key.organization == "TEST Example University"
    assert key.common_name == "TEST seal of Example University"
    (root,) = x509.load_pem_x509_certificates((tmp_path / "seal.pem").read_bytes())
    assert "TEST root for Example University" in root.subject.rfc4514_string()


def test_names_are_those_of_the_institution(tmp_path: Path) -> None:
    key = make(tmp_path, country_alpha2="gr", organization_identifier="VATEL-1")
    assert (key.country, key.organization_identifier) == ("GR", "VATEL-1")


def test_nothing_claims_a_qualified_certificate(tmp_path: Path) -> None:
    extensions = make(tmp_path).certificate.extensions
    assert {extension.oid.dotted_string for extension in extensions} == {
        "2.5.29.14",  # subject key identifier
        "2.5.29.15",  # key usage
        "2.5.29.19",  # basic constraints
        "2.5.29.35",  # authority key identifier
    }


def test_the_root_can_issue_nothing_else(tmp_path: Path) -> None:
    """Only its certificate is left: no file holds its key, and its path length allows no authority below it."""
    key = make(tmp_path)
    content = pkcs12.load_pkcs12((tmp_path / "seal.p12").read_bytes(), b"secret")
    (root,) = x509.load_pem_x509_certificates((tmp_path / "seal.pem").read_bytes())
    assert content.key.public_key() == key.certificate.public_key() != root.public_key()
    assert root.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    assert not key.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_openssl_accepts_the_chain_and_java_opens_the_file(tmp_path: Path) -> None:
    key = make(tmp_path)
    leaf = tmp_path / "leaf.pem"
    leaf.write_bytes(key.certificate.public_bytes(encoding=pkcs12.serialization.Encoding.PEM))
    at = ["-attime", str(int(NOW.timestamp()))]
    strict = [need("openssl"), "verify", "-x509_strict", "-CAfile", str(tmp_path / "seal.pem"), *at, str(leaf)]
    subprocess.run(strict, check=True, capture_output=True)
    store = ["-keystore", str(tmp_path / "seal.p12"), "-storetype", "PKCS12", "-storepass", "secret"]
    listed = subprocess.run([need("keytool"), "-list", *store], check=True, capture_output=True, text=True).stdout
    assert "1 entry" in listed
    assert "PrivateKeyEntry" in listed


def test_validity(tmp_path: Path) -> None:
    key = make(tmp_path, now=NOW.replace(microsecond=5))
    assert (key.not_before, key.not_after) == (NOW, NOW + timedelta(days=730))


@pytest.mark.parametrize(
    ("organization", "plain"),
    [
        ("Faculty of Law, Example = University", "TEST Faculty of Law Example University"),
        ("Πανεπιστήμιο " * 9, "TEST Πανεπιστήμιο Πανεπιστήμιο Πανε"),
        ("", "TEST"),
        ("𝄞" * 90, "TEST " + "𝄞" * 14),
    ],
    ids=["separators", "Greek", "empty", "four bytes"],
)
def test_names_that_certificates_cannot_hold_as_they_are(tmp_path: Path, organization: str, plain: str) -> None:
    """The official software splits the subject's text at comma and equals sign; names end at 64 bytes."""
    key = make(tmp_path, organization=organization)
    assert key.organization == plain
    assert key.common_name.startswith("TEST seal of")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"password": ""}, "needs a password"),
        ({"password": "a\0b"}, "needs a password"),
        ({"password": "a\udcff"}, "must be UTF-8 text"),
        ({"country_alpha2": "POL"}, "«POL» is not a country code of two letters"),
        ({"country_alpha2": "ŁĄ"}, "is not a country code of two letters"),
        ({"country_alpha2": "1A"}, "is not a country code of two letters"),
        ({"organization_identifier": ""}, "needs the institution's eidas number"),
    ],
)
def test_refused(changed: dict[str, str], reason: str) -> None:
    with pytest.raises(SealError, match=reason):
        new_test_seal(**(SEAL | changed))


def test_two_seals_are_never_the_same(tmp_path: Path) -> None:
    one, two = make(tmp_path), make(tmp_path)
    assert one.fingerprint != two.fingerprint
    assert one.certificate.public_key() != two.certificate.public_key()
