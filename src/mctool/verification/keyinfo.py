"""KeyInfo of an XML signature: the certificates, and that all else there speaks of them (XML Signature, 4.5)."""

import re

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from mctool.verification import algorithms, der
from mctool.verification.verdicts import Refused
from mctool.verification.xmldsig import DS, base64_text, local, only_child

DSIG11 = "http://www.w3.org/2009/xmldsig11#"
_CURVE_OIDS = {"1.2.840.10045.3.1.7": "secp256r1", "1.3.132.0.34": "secp384r1", "1.3.132.0.35": "secp521r1"}
_MOST = 20
_NAMES = {
    "CN": NameOID.COMMON_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "C": NameOID.COUNTRY_NAME,
    "L": NameOID.LOCALITY_NAME,
    "ST": NameOID.STATE_OR_PROVINCE_NAME,
    "S": NameOID.STATE_OR_PROVINCE_NAME,
    "SERIALNUMBER": NameOID.SERIAL_NUMBER,
    "serialNumber": NameOID.SERIAL_NUMBER,
    "organizationIdentifier": NameOID.ORGANIZATION_IDENTIFIER,
    "emailAddress": NameOID.EMAIL_ADDRESS,
    "EMAILADDRESS": NameOID.EMAIL_ADDRESS,
}
_NAME_PART = re.compile(r" *([A-Za-z]+|(?:OID\.)?[0-9]+(?:\.[0-9]+)+)=((?:[^,+\\]|\\.)*)(?:[,+]|\Z)")
_ESCAPED = re.compile(r"((?:\\[0-9A-Fa-f]{2})+)|\\(.)")


def certificates(signature: etree._Element) -> list[x509.Certificate]:
    """The certificates that a ``ds:Signature`` carries, in any number of ``X509Data``; Refused when there is none."""
    found = signature.findall(f"{{{DS}}}KeyInfo/{{{DS}}}X509Data/{{{DS}}}X509Certificate")
    if not found:
        raise Refused("the seal carries no certificate")
    return [algorithms.certificate_of_der(base64_text(element)) for element in found[:_MOST]]


def check(signature: etree._Element, leaf: x509.Certificate, carried: list[x509.Certificate]) -> None:
    """Refused unless bare keys are the key of *leaf*, and names and numbers those of a certificate in *carried*."""
    for element in signature.iterfind(f"{{{DS}}}KeyInfo/*"):
        if element.tag == f"{{{DS}}}KeyValue":
            if not (len(element) == 1 and _is_key(element[0], leaf)):
                raise Refused("KeyInfo holds another key than the certificate's")
        elif element.tag == f"{{{DS}}}X509Data":
            for hint in element:
                if not _fits(hint, carried):
                    raise Refused(f"KeyInfo holds «{local(hint)[:60]}», which belongs to no certificate of the seal")
        else:
            raise Refused(f"KeyInfo holds «{local(element)[:60]}», which is not accepted")


def _fits(hint: etree._Element, carried: list[x509.Certificate]) -> bool:
    """Whether one part of ``X509Data`` says nothing but what a certificate says too."""
    name = local(hint)
    if name == "X509Certificate":
        return True
    if name == "X509SubjectName":
        return any(_same_name(hint, certificate.subject) for certificate in carried)
    if name == "X509SKI":
        return base64_text(hint) in [_key_identifier(certificate) for certificate in carried]
    if name == "X509IssuerSerial":
        issuer, serial = only_child(hint, "X509IssuerName"), only_child(hint, "X509SerialNumber")
        number = (serial.text or "").strip()
        return len(hint) == 2 and any(
            number == str(certificate.serial_number) and _same_name(issuer, certificate.issuer)
            for certificate in carried
        )
    return False


def _same_name(element: etree._Element, name: x509.Name) -> bool:
    """Whether a distinguished name in text (RFC 4514, as OpenSSL and Java write it) is *name*, in either order."""
    text = (element.text or "").strip()
    parts = list(_NAME_PART.finditer(text))
    if len(element) or "".join(part[0] for part in parts) != text:
        return False
    wanted = [(attribute.oid.dotted_string, str(attribute.value)) for attribute in name]
    found = [(_type(part[1]), _value(part[2])) for part in parts]
    return found in (wanted, wanted[::-1])


def _type(told: str) -> str:
    return _NAMES[told].dotted_string if told in _NAMES else told.removeprefix("OID.")


def _value(told: str) -> str:
    if told.startswith("#"):
        try:
            return der.decode(bytes.fromhex(told[1:])).content.decode("utf-8")
        except (ValueError, Refused):
            return ""
    return _ESCAPED.sub(_unescaped, told)


def _unescaped(found: re.Match[str]) -> str:
    return bytes.fromhex(found[1].replace("\\", "")).decode("utf-8", "replace") if found[1] else found[2]


def _key_identifier(certificate: x509.Certificate) -> bytes | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return None


def _is_key(element: etree._Element, leaf: x509.Certificate) -> bool:
    key = leaf.public_key()
    if element.tag == f"{{{DS}}}RSAKeyValue" and isinstance(key, rsa.RSAPublicKey):
        values = [int.from_bytes(base64_text(only_child(element, name)), "big") for name in ("Modulus", "Exponent")]
        numbers = key.public_numbers()
        return len(element) == 2 and values == [numbers.n, numbers.e]
    if element.tag == f"{{{DSIG11}}}ECKeyValue" and isinstance(key, ec.EllipticCurvePublicKey):
        if [str(child.tag) for child in element] != [f"{{{DSIG11}}}NamedCurve", f"{{{DSIG11}}}PublicKey"]:
            return False
        curve = _CURVE_OIDS.get((element[0].get("URI") or "").removeprefix("urn:oid:"))
        numbers_ec = key.public_numbers()
        size = (key.curve.key_size + 7) // 8
        point = b"\x04" + numbers_ec.x.to_bytes(size, "big") + numbers_ec.y.to_bytes(size, "big")
        return curve == key.curve.name and base64_text(element[1]) == point
    return False
