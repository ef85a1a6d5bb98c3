"""XML seals as others make them: xmlsec1 signs in many ways, and mctool must agree with it."""

import hashlib
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from lxml import etree

from mctool.verification import Outcome, Trust, verify_bytes
from tests.programs import need
from tests.seals.pki import NOW, SEAL, SUBJECT, Pki, generate

from .credentials import XML
from .forge import DS, EXCLUSIVE, INCLUSIVE, XADES, Signer, XmlForm, b64, der, issuer_serial, seal_xml

_XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
_FILTER2 = "http://www.w3.org/2002/06/xmldsig-filter2"
_C14N_11 = "http://www.w3.org/2006/12/xml-c14n11"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_ENVELOPED = f'<Transform Algorithm="{DS}enveloped-signature"/>'


def _filter(expression: str) -> str:
    path = f'<f:XPath xmlns:f="{_FILTER2}" Filter="subtract">{expression}</f:XPath>'
    return f'<Transform Algorithm="{_FILTER2}">{path}</Transform>'


@dataclass(frozen=True)
class Template:
    """What another tool is asked to sign; *prefix* is that of XML Signature, empty for the default namespace."""

    prefix: str = "ds"
    transforms: str = _ENVELOPED + f'<Transform Algorithm="{EXCLUSIVE}"/>'
    method: str = EXCLUSIVE
    own: str = f'<Transforms><Transform Algorithm="{EXCLUSIVE}"/></Transforms>'
    own_type: str = "http://uri.etsi.org/01903#SignedProperties"
    digest: str = _SHA256
    certificate: str = "V2"
    more: str = ""
    x509: str = "<X509Certificate/>"
    proof: bool = True


FORMS = {
    "another prefix": Template(prefix="dsig"),
    "the default namespace": Template(prefix=""),
    "canonical XML 1.1 throughout": Template(
        transforms=_ENVELOPED + f'<Transform Algorithm="{_C14N_11}"/>', method=_C14N_11, own=""
    ),
    "canonical XML 1.0 throughout": Template(
        transforms=_ENVELOPED + f'<Transform Algorithm="{INCLUSIVE}"/>', method=INCLUSIVE, own=""
    ),
    "XPath with spaces": Template(
        transforms=f'<Transform Algorithm="{_XPATH}"><XPath>not( ancestor-or-self::ds:Signature )</XPath></Transform>'
    ),
    "every signature subtracted": Template(
        transforms=_filter("//ds:Signature") + f'<Transform Algorithm="{EXCLUSIVE}"/>'
    ),
    "every descendant subtracted": Template(transforms=_filter("/descendant::ds:Signature")),
    "this signature subtracted": Template(transforms=_filter("here()/ancestor::ds:Signature[1]")),
    "SHA-384": Template(digest=f"{_MORE}sha384"),
    "SHA-512": Template(digest="http://www.w3.org/2001/04/xmlenc#sha512"),
    "at the end of the root": Template(proof=False),
    "certificate in the older form": Template(certificate="V1"),
    "type of the properties by their namespace": Template(own_type=f"{XADES}SignedProperties"),
    "policy, place and role": Template(
        more="<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/></xades:SignaturePolicyIdentifier>"
        "<xades:SignatureProductionPlaceV2><xades:City>Łódź</xades:City></xades:SignatureProductionPlaceV2>"
        "<xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole>rector</xades:ClaimedRole></xades:ClaimedRoles>"
        "</xades:SignerRoleV2>"
    ),
}


def _template(form: Template, signer: Signer) -> str:
    named = der(signer.certificate)
    algorithm = "ecdsa" if signer.elliptic else "rsa"
    digest = f'<DigestMethod Algorithm="{form.digest}"/><DigestValue/>'
    serial = f"<xades:IssuerSerialV2>{b64(issuer_serial(signer.certificate))}</xades:IssuerSerialV2>"
    if form.certificate == "V1":
        serial = (
            f"<xades:IssuerSerial><X509IssuerName>{signer.certificate.issuer.rfc4514_string()}</X509IssuerName>"
            f"<X509SerialNumber>{signer.certificate.serial_number}</X509SerialNumber></xades:IssuerSerial>"
        )
    name = f"xades:SigningCertificate{form.certificate.removeprefix('V1')}"
    plain = f"""<Signature Id="sig"><SignedInfo><CanonicalizationMethod Algorithm="{form.method}"/>\
<SignatureMethod Algorithm="{_MORE}{algorithm}-sha256"/>\
<Reference Id="r" URI=""><Transforms>{form.transforms}</Transforms>{digest}</Reference>\
<Reference Type="{form.own_type}" URI="#props">{form.own}{digest}</Reference></SignedInfo><SignatureValue/>\
<KeyInfo><X509Data>{form.x509}</X509Data></KeyInfo><Object>\
<xades:QualifyingProperties xmlns:xades="{XADES}" Target="#sig"><xades:SignedProperties Id="props">\
<xades:SignedSignatureProperties><xades:SigningTime>2026-05-20T12:00:00.25+02:00</xades:SigningTime>\
<{name}><xades:Cert><xades:CertDigest><DigestMethod Algorithm="{_SHA256}"/>\
<DigestValue>{b64(hashlib.sha256(named).digest())}</DigestValue></xades:CertDigest>{serial}</xades:Cert></{name}>{form.more}\
</xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#r">\
<xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties>\
</xades:SignedProperties></xades:QualifyingProperties></Object></Signature>"""
    return _prefixed(plain, form.prefix)


def _prefixed(plain: str, prefix: str) -> str:
    """The elements without prefix moved to *prefix*; ``ds`` is bound too where an expression speaks of it."""
    text = re.sub(r"<(/?)(?=[A-Z])", rf"<\1{prefix}:", plain) if prefix else plain
    bound = {f"xmlns:{prefix}" if prefix else "xmlns"} | ({"xmlns:ds"} if "ds:Signature" in plain else set())
    names = "".join(f' {name}="{DS}"' for name in sorted(bound))
    return text.replace(' Id="sig"', f'{names} Id="sig"', 1)


def xmlsec_signs(form: Template, signer: Signer, folder: Path) -> bytes:
    """The credential as xmlsec1 seals it by that template, its base64 in lines."""
    seal = _template(form, signer)
    document = XML.decode().replace("<proof/>", f"<proof>{seal}</proof>" if form.proof else seal)
    (folder / "template.xml").write_text(document, encoding="utf-8")
    key = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(key)
    names = []
    for number, certificate in enumerate((signer.certificate, *signer.chain)):
        names.append(f"{number}.pem")
        (folder / names[-1]).write_bytes(certificate.public_bytes(Encoding.PEM))
    command = [need("xmlsec1"), "--sign", "--privkey-pem", ",".join(["key.pem", *names]), "--output", "sealed.xml"]
    command += ["--id-attr:Id", f"{XADES}:SignedProperties", "template.xml"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return (folder / "sealed.xml").read_bytes()


@pytest.mark.parametrize("name", FORMS)
def test_what_xmlsec1_seals(name: str, signers: dict[str, Signer], trust: Trust, tmp_path: Path) -> None:
    document = xmlsec_signs(FORMS[name], signers["rsa2048"], tmp_path)

    verdict = verify_bytes(document, path="c.xml", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert "XAdES baseline B" in verdict.check("seal").detail
    changed = document.replace(b"Distinction", b"Excellence!")
    assert verify_bytes(changed, path="c.xml", trust=trust, now=NOW).check("seal").verdict is Outcome.FAIL


def openssl_names(what: str, folder: Path) -> str:
    """How OpenSSL writes the name of the certificate's holder or issuer (RFC 2253)."""
    command = [need("openssl"), "x509", "-in", "0.pem", "-noout", what, "-nameopt", "RFC2253"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True)
    return done.stdout.strip().partition("=")[2]


def test_names_beside_the_certificate_must_be_its_own(pki: Pki, signer: Signer, tmp_path: Path) -> None:
    key = generate("rsa2048")
    identifier = (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    own = Signer(key, pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL, identifier))
    document, trust = xmlsec_signs(Template(), own, tmp_path), Trust((pki.intermediate.certificate,))
    named, start = b64(identifier[0].digest).encode(), b"<ds:X509Data>"
    hints = (
        f"<ds:X509SubjectName>{openssl_names('-subject', tmp_path)}</ds:X509SubjectName>"
        f"<ds:X509IssuerSerial><ds:X509IssuerName>{openssl_names('-issuer', tmp_path)}</ds:X509IssuerName>"
        f"<ds:X509SerialNumber>{own.certificate.serial_number}</ds:X509SerialNumber></ds:X509IssuerSerial>"
        f"<ds:X509SKI>{named.decode()}</ds:X509SKI>"
    )
    document = document.replace(start, start + hints.encode())  # nothing of KeyInfo enters the signature

    assert verify_bytes(document, path="c.xml", trust=trust, now=NOW).verdict == "valid"
    head, mark, tail = document.partition(b"X509Data>")
    for old, new in (
        (b"CN=Example University seal", b"CN=Another University seal"),
        (b"CN=Example University seal", b"OU=Example University seal"),
        (str(own.certificate.serial_number).encode(), str(signer.certificate.serial_number).encode()),
        (named, b64(bytes(20)).encode()),
    ):
        changed = head + mark + tail.replace(old, new)
        assert changed != document
        verdict = verify_bytes(changed, path="c.xml", trust=trust, now=NOW)
        assert "belongs to no certificate of the seal" in verdict.check("seal").detail


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_certificates_in_several_places_in_any_order(order: tuple[int, int], signer: Signer, trust: Trust) -> None:
    def spread(signature: etree._Element) -> None:
        data = signature.find(f".//{{{DS}}}X509Data")
        parts = list(data)
        for place in order:
            etree.SubElement(data.getparent(), data.tag).append(parts[place])
        data.getparent().remove(data)

    document = seal_xml(XML, signer, XmlForm(shape=spread))

    assert verify_bytes(document, path="c.xml", trust=trust, now=NOW).verdict == "valid"


def test_a_template_with_comments_of_its_own(signer: Signer, trust: Trust) -> None:
    """HTML in a CDATA section may hold what looks like a comment, and is covered by the seal."""
    html = b"<displayParameters><html><![CDATA[<!-- front --><p>Well done</p>]]></html></displayParameters>"
    document = seal_xml(XML.replace(b"<proof/>", html + b"<proof/>"), signer)
    root = document.replace(
        b"&lt;!-- front --&gt;&lt;p&gt;Well done&lt;/p&gt;", b"<![CDATA[<!-- front --><p>Well done</p>]]>"
    )
    assert b"CDATA" in root

    assert verify_bytes(root, path="c.xml", trust=trust, now=NOW).verdict == "valid"


def _countersigned(document: bytes, signer: Signer) -> bytes:
    """Somebody else vouches for the seal: a signature in its unsigned properties."""
    root = etree.fromstring(document)
    other = next(etree.fromstring(seal_xml(XML, signer, XmlForm(id="other"))).iter(f"{{{DS}}}Signature"))
    qualifying = next(root.iter(f"{{{XADES}}}QualifyingProperties"))
    unsigned = etree.SubElement(qualifying, f"{{{XADES}}}UnsignedProperties")
    properties = etree.SubElement(unsigned, f"{{{XADES}}}UnsignedSignatureProperties")
    etree.SubElement(properties, f"{{{XADES}}}CounterSignature").append(other)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def test_a_countersignature_is_told_and_not_judged(signers: dict[str, Signer], trust: Trust) -> None:
    document = _countersigned(seal_xml(XML, signers["p256"]), signers["p384"])

    verdict = verify_bytes(document, path="c.xml", trust=trust, now=NOW)

    assert verdict.verdict == "indeterminate"
    assert "is sound, but carries a countersignature" in verdict.check("seal").detail
    changed = document.replace(b"Distinction", b"Excellence!")
    assert verify_bytes(changed, path="c.xml", trust=trust, now=NOW).verdict == "invalid"


@pytest.mark.parametrize("version", ["1.1.1", "1.2.2"])
def test_a_seal_of_a_form_too_old_is_not_called_forged(version: str, signer: Signer, trust: Trust) -> None:
    document = seal_xml(XML, signer).replace(b"01903/v1.3.2#", f"01903/v{version}#".encode())

    verdict = verify_bytes(document, path="c.xml", trust=trust, now=NOW)

    assert verdict.check("seal").verdict is Outcome.UNKNOWN
    assert "a XAdES before 1.3.2, which mctool does not read" in verdict.check("seal").detail
