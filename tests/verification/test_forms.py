"""Every form of seal that others write is read, and tools that know nothing of mctool agree."""

import base64
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from jwcrypto import jwk, jws
from lxml import etree
from signxml.xades import XAdESSigner

from mctool.verification import Outcome, Trust, verify_bytes
from tests.seals.pki import NOW, SEAL, SUBJECT, Pki, generate

from . import forge
from .credentials import CREDENTIAL, XML, as_text, elm
from .forge import EXCLUSIVE, INCLUSIVE, TRANSFORMS, JsonForm, Signer, XmlForm, seal_json, seal_xml

_EXCLUSIVE_LAST = f'<ds:Transform Algorithm="{EXCLUSIVE}"/>'
_INCLUSIVE_LAST = f'<ds:Transform Algorithm="{INCLUSIVE}"/>'
FORMS = {
    **{name: XmlForm(transforms=TRANSFORMS[name] + _EXCLUSIVE_LAST) for name in TRANSFORMS},
    "at the end of the root": XmlForm(transforms=TRANSFORMS["xpath"] + _EXCLUSIVE_LAST, at_end=True),
    "inclusive everywhere": XmlForm(
        transforms=TRANSFORMS["enveloped"] + _INCLUSIVE_LAST,
        data_c14n=INCLUSIVE,
        own_transforms="",
        own_c14n=INCLUSIVE,
        info_c14n=INCLUSIVE,
    ),
    "inclusive for want of a transform": XmlForm(transforms=TRANSFORMS["filter2"], data_c14n=INCLUSIVE),
    "key information referred to": XmlForm(references="{data}{key}{own}"),
    "certificate digest SHA-256": XmlForm(certificate_digest="sha256"),
    "SHA-384": XmlForm(digest="sha384"),
    "SHA-512": XmlForm(digest="sha512"),
}


def xmlsec_accepts(document: bytes, pki: Pki, folder: Path) -> bool:
    """Whether xmlsec1 accepts the seal and its chain."""
    assert shutil.which("xmlsec1"), "xmlsec1 is not installed"
    (folder / "root.pem").write_bytes(pki.root_pem)
    (folder / "sealed.xml").write_bytes(document)
    command = ["xmlsec1", "--verify", "--trusted-pem", "root.pem", "--enabled-key-data", "x509,key-value"]
    command += ["--verification-gmt-time", f"{NOW:%Y-%m-%d %H:%M:%S}"]
    for name in (f"{forge.XADES}:SignedProperties", f"{forge.DS}:KeyInfo"):
        command += ["--id-attr:Id", name]
    return subprocess.run([*command, "sealed.xml"], cwd=folder, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_xml_forms(name: str, kind: str, signers: dict[str, Signer], trust: Trust, pki: Pki, tmp_path: Path) -> None:
    document = seal_xml(XML, signers[kind], FORMS[name])

    verdict = verify_bytes(document, path="c.xml", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert (verdict.kind, verdict.credential, verdict.issuer) == ("edci-xml", CREDENTIAL, "Example University")
    assert "XAdES baseline B" in verdict.check("seal").detail
    assert xmlsec_accepts(document, pki, tmp_path)


@pytest.mark.parametrize(("kind", "digest"), [("p384", "sha384"), ("p521", "sha512"), ("p521", "sha256")])
def test_xml_curves(kind: str, digest: str, signers: dict[str, Signer], trust: Trust, pki: Pki, tmp_path: Path) -> None:
    document = seal_xml(XML, signers[kind], XmlForm(digest=digest))

    assert verify_bytes(document, path="c.xml", trust=trust, now=NOW).verdict == "valid"
    assert xmlsec_accepts(document, pki, tmp_path)


@pytest.mark.parametrize(
    ("form", "encoded"),  # RFC 7797 forbids dots in an unencoded payload, so the compact form is always encoded
    [("general", True), ("general", False), ("flattened", True), ("flattened", False), ("compact", True)],
)
@pytest.mark.parametrize("kind", ["p256", "p384", "p521", "rsa2048"])
def test_json_forms(form: str, encoded: bool, kind: str, signers: dict[str, Signer], trust: Trust) -> None:
    document = seal_json(as_text(elm()), signers[kind], JsonForm(form=form, encoded=encoded))

    verdict = verify_bytes(document, path="c.jsonld", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert (verdict.kind, verdict.credential, verdict.issuer) == ("elm-jsonld", CREDENTIAL, "Example University")
    assert "JAdES baseline B" in verdict.check("seal").detail
    assert jose_accepts(document, signers[kind])


@pytest.mark.parametrize(("kind", "algorithm"), [("rsa2048", "rsa-sha256"), ("p256", "ecdsa-sha256")])
def test_xml_as_signxml_seals_it(kind: str, algorithm: str, pki: Pki, trust: Trust) -> None:
    """Its own choices: canonical XML 1.1, a bare key beside the certificate, three references, last in the root."""
    private_key, present = generate(kind), datetime.now(UTC)
    dates = {"start": present - timedelta(days=1), "end": present + timedelta(days=1)}
    certificate = pki.intermediate.issue(private_key.public_key(), SUBJECT, *SEAL, **dates)
    sealed = XAdESSigner(signature_algorithm=algorithm).sign(
        etree.fromstring(XML), key=private_key, cert=[certificate, pki.intermediate.certificate]
    )

    verdict = verify_bytes(etree.tostring(sealed), path="c.xml", trust=trust, now=present + timedelta(minutes=1))

    assert verdict.verdict == "valid", verdict.checks


def jose_accepts(document: bytes, signer: Signer) -> bool:
    """Whether jwcrypto accepts the signature with the certificate's key."""
    token = jws.JWS()
    token.deserialize(document.decode())
    key = jwk.JWK.from_pyca(signer.certificate.public_key())
    token.verify(key)
    return bool(token.is_valid)


def test_sigT_is_read_as_the_commission_writes_it(signer: Signer, trust: Trust) -> None:
    header = {"iat": None, "sigT": "2026-05-20T10:00:00Z", "crit": ["b64", "sigT"]}
    document = seal_json(as_text(elm()), signer, JsonForm(header=header))

    verdict = verify_bytes(document, path="c.jsonld", trust=trust, now=NOW)

    assert verdict.verdict == "valid"
    assert "2026-05-20T10:00:00Z, as the seal claims" in verdict.check("trust").detail


def test_other_escapes_around_the_payload_change_nothing(signer: Signer, trust: Trust) -> None:
    document = seal_json(as_text(elm()), signer)
    escaped = json.dumps(json.loads(document), ensure_ascii=True, indent=2).encode()

    assert verify_bytes(escaped, path="c.jsonld", trust=trust, now=NOW).verdict == "valid"


def test_the_signing_certificate_itself_may_be_trusted(signer: Signer) -> None:
    trust = Trust((signer.certificate,))
    for document in (seal_xml(XML, signer), seal_json(as_text(elm()), signer)):
        verdict = verify_bytes(document, path="c", trust=trust, now=NOW)
        assert verdict.verdict == "valid"
        assert "is trusted itself" in verdict.check("trust").detail


def test_without_trusted_certificates_nobody_vouches(signer: Signer) -> None:
    for document in (seal_xml(XML, signer), seal_json(as_text(elm()), signer)):
        verdict = verify_bytes(document, path="c", trust=Trust(), now=NOW)
        assert verdict.verdict == "indeterminate"
        assert verdict.check("seal").verdict is Outcome.PASS
        assert verdict.check("trust").verdict is Outcome.UNKNOWN


def test_a_certificate_only_named_is_found_among_the_trusted(signer: Signer) -> None:
    document = seal_json(as_text(elm()), signer, JsonForm(header={"x5c": None}))

    assert verify_bytes(document, path="c", trust=Trust((signer.certificate,)), now=NOW).verdict == "valid"
    assert verify_bytes(document, path="c", trust=Trust(), now=NOW).verdict == "indeterminate"


def test_a_bare_key_beside_the_certificate_must_be_its_key(signers: dict[str, Signer], trust: Trust) -> None:
    for kind, good in (("rsa2048", True), ("p256", False)):
        numbers = signers["rsa2048"].certificate.public_key().public_numbers()
        modulus = numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")
        key = (
            f"<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{forge.b64(modulus)}</ds:Modulus>"
            "<ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>"
        )
        document = seal_xml(XML, signers[kind], replace(XmlForm(), key_value=key))
        verdict = verify_bytes(document, path="c.xml", trust=trust, now=NOW)
        assert verdict.verdict == ("valid" if good else "invalid")


@pytest.mark.official
def test_the_official_schemas_pass_what_the_structural_checks_pass(
    signer: Signer, trust: Trust, official: Path
) -> None:
    for document, name in ((seal_xml(XML, signer), "XSD"), (seal_json(as_text(elm()), signer), "SHACL shapes")):
        verdict = verify_bytes(document, path="c", trust=trust, now=NOW, official=official)
        assert verdict.verdict == "valid", verdict.checks
        assert verdict.check("schema").detail == f"passes mctool's structural checks and the official {name}"


@pytest.mark.official
def test_the_commission_s_own_seal_is_sound(official: Path) -> None:
    data = (official / "samples" / "Sample-MC-Annex1-signed.jsonld").read_bytes()
    leaf = _leaf_of(data)

    verdict = verify_bytes(data, path="s.jsonld", trust=Trust((leaf,)), now=NOW, official=official)

    assert verdict.verdict == "valid", verdict.checks
    assert "JAdES baseline LTA" in verdict.check("seal").detail
    assert "at 2023-09-27T11:54:17Z, as the seal claims" in verdict.check("trust").detail
    assert "not revoked on 2023-09-27, as its authority said" in verdict.check("trust").detail
    assert verdict.says is not None
    assert (verdict.says.holder, verdict.says.grades) == ("Ana Andromeda", ("Pass",))


def _leaf_of(sealed: bytes) -> x509.Certificate:
    protected = json.loads(sealed)["signatures"][0]["protected"]
    header = json.loads(base64.urlsafe_b64decode(protected + "=="))
    return x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
