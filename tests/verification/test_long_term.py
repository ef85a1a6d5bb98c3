"""What long-term seals carry: timestamps over content and archive, and those that count for nothing."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from mctool.verification import FileVerdict, Outcome, Trust, verify_bytes
from tests.seals.pki import SEAL, SUBJECT, Pki, generate
from tests.seals.tsa import Authority

from .credentials import XML, as_text, elm
from .forge import DS, EXCLUSIVE, XADES, JsonForm, Signer, XmlForm, b64, b64u, canonical, dump, seal_json, seal_xml
from .test_timestamps import token

_XADES_141 = "http://uri.etsi.org/01903/v1.4.1#"
_PRESENT = datetime.now(UTC).replace(microsecond=0)  # openssl ts knows no other clock
_LONG = {"start": _PRESENT - timedelta(days=400), "end": _PRESENT + timedelta(days=4000)}
_FORM = XmlForm(time=f"{_PRESENT:%Y-%m-%dT%H:%M:%SZ}")


@pytest.fixture(scope="module")
def authority(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), pki.root, **_LONG)


@pytest.fixture(scope="module")
def sealer(pki: Pki) -> Signer:
    key = generate("p256")
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL, start=_LONG["start"])
    return Signer(key, certificate, (pki.intermediate.certificate,))


def verified(data: bytes, trust: Trust) -> FileVerdict:
    return verify_bytes(data, path="t", trust=trust, now=_PRESENT + timedelta(minutes=1))


def sealed_content() -> bytes:
    """What the reference to the document covers: the credential without its seal."""
    return etree.tostring(etree.fromstring(XML), method="c14n", exclusive=True)


def stamp(name: str, encoded: bytes) -> etree._Element:
    return etree.fromstring(
        f'<p:{name} xmlns:p="{XADES if name != "ArchiveTimeStamp" else _XADES_141}" xmlns:ds="{DS}" xmlns:x="{XADES}">'
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>'
        f"<x:EncapsulatedTimeStamp>{b64(encoded)}</x:EncapsulatedTimeStamp></p:{name}>"
    )


def with_unsigned(document: bytes) -> tuple[etree._Element, etree._Element]:
    """The document, and a place for unsigned properties in its seal."""
    root = etree.fromstring(document)
    qualifying = next(root.iter(f"{{{XADES}}}QualifyingProperties"))
    unsigned = etree.SubElement(qualifying, f"{{{XADES}}}UnsignedProperties")
    return root, etree.SubElement(unsigned, f"{{{XADES}}}UnsignedSignatureProperties")


def as_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


@pytest.mark.parametrize("over", ["the content", "something else"])
def test_a_timestamp_over_the_content_of_xml(
    over: str, sealer: Signer, authority: Authority, trust: Trust, tmp_path: Path
) -> None:
    encoded = token(authority, sealed_content() if over == "the content" else b"something else", tmp_path)

    def add(signature: etree._Element) -> None:
        next(signature.iter(f"{{{XADES}}}SignedDataObjectProperties")).append(stamp("AllDataObjectsTimeStamp", encoded))

    verdict = verified(seal_xml(XML, sealer, XmlForm(time=_FORM.time, shape=add)), trust)

    assert verdict.verdict == "valid", verdict.checks
    assert ("a timestamp over the content proves nothing" in verdict.check("seal").detail) == (over != "the content")


@pytest.mark.parametrize("over", ["the content", "something else"])
def test_a_timestamp_over_the_content_of_json(
    over: str, sealer: Signer, authority: Authority, trust: Trust, tmp_path: Path
) -> None:
    text = as_text(elm())
    encoded = token(authority, text.encode() if over == "the content" else b"something else", tmp_path)
    header = {"adoTst": {"tstTokens": [{"val": b64(encoded)}]}, "crit": ["b64", "adoTst"]}

    verdict = verified(seal_json(text, sealer, JsonForm(time=_PRESENT, header=header)), trust)

    assert verdict.verdict == "valid", verdict.checks
    assert ("a timestamp over the content proves nothing" in verdict.check("seal").detail) == (over != "the content")


@pytest.mark.parametrize("sound", [True, False])
def test_an_archive_timestamp_over_xml(
    sound: bool, sealer: Signer, authority: Authority, trust: Trust, tmp_path: Path
) -> None:
    """Over the document, the properties, the seal itself, and the unsigned properties before it."""
    root, properties = with_unsigned(seal_xml(XML, sealer, _FORM))
    signature = next(root.iter(f"{{{DS}}}Signature"))
    value = next(root.iter(f"{{{DS}}}SignatureValue"))
    properties.append(stamp("SignatureTimeStamp", token(authority, canonical(value, EXCLUSIVE), tmp_path)))
    etree.SubElement(properties, f"{{{XADES}}}RevocationValues")
    covered = (next(root.iter(f"{{{XADES}}}SignedProperties")), *signature[:3], *properties)
    data = sealed_content() + b"".join(canonical(element, EXCLUSIVE) for element in covered)
    properties.append(stamp("ArchiveTimeStamp", token(authority, data if sound else data[1:], tmp_path)))

    verdict = verified(as_bytes(root), trust)

    assert verdict.verdict == "valid", verdict.checks
    assert "XAdES baseline LTA" in verdict.check("seal").detail
    assert "the revocation data in it say nothing" not in verdict.check("trust").detail
    assert f"archive timestamps that are {'sound' if sound else 'not judged'}: 1" in verdict.check("seal").detail


def test_what_is_not_judged_is_told(sealer: Signer, trust: Trust) -> None:
    """Timestamps over references, as seals of the older levels C and X carry them."""
    root, properties = with_unsigned(seal_xml(XML, sealer, _FORM))
    for name in ("CompleteCertificateRefs", "CompleteRevocationRefs", "SigAndRefsTimeStamp"):
        etree.SubElement(properties, f"{{{XADES}}}{name}")

    verdict = verified(as_bytes(root), trust)

    assert verdict.verdict == "valid", verdict.checks
    assert "timestamps over references to certificates are not judged" in verdict.check("seal").detail


def test_members_in_clear(sealer: Signer, authority: Authority, trust: Trust, tmp_path: Path) -> None:
    """``etsiU`` may hold objects instead of base64url text; what comes after is then not judged."""
    value = json.loads(seal_json(as_text(elm()), sealer, JsonForm(time=_PRESENT)))
    entry = value["signatures"][0]
    signed = {"tstTokens": [{"val": b64(token(authority, entry["signature"].encode(), tmp_path))}]}
    other = {"tstTokens": [{"val": b64(token(authority, b"other", tmp_path))}]}
    entry["header"] = {"etsiU": [{"sigTst": signed}, {"rVals": {}}, {"arcTst": other}]}

    verdict = verified(dump(value), trust)

    assert verdict.verdict == "valid", verdict.checks
    assert "archive timestamps that are not judged: 1" in verdict.check("seal").detail
    entry["header"] = {"etsiU": [{"sigTst": other}]}
    assert verified(dump(value), trust).check("seal").verdict is Outcome.FAIL


@pytest.fixture(scope="module")
def careless(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that still stamps SHA-1."""
    folder = tmp_path_factory.mktemp("careless")
    authority = Authority(folder, pki.root, **_LONG)
    for file in folder.rglob("*.cnf"):
        file.write_text(file.read_text().replace("sha256, ", "sha1, sha256, "))
    return authority


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_timestamp_by_sha_1_counts_for_nothing(
    form: str, sealer: Signer, careless: Authority, trust: Trust, tmp_path: Path
) -> None:
    if form == "xml":
        root, properties = with_unsigned(seal_xml(XML, sealer, _FORM))
        value = next(root.iter(f"{{{DS}}}SignatureValue"))
        encoded = token(careless, canonical(value, EXCLUSIVE), tmp_path, digest="sha1")
        properties.append(stamp("SignatureTimeStamp", encoded))
        data = as_bytes(root)
    else:
        sealed = json.loads(seal_json(as_text(elm()), sealer, JsonForm(time=_PRESENT)))
        entry = sealed["signatures"][0]
        encoded = token(careless, entry["signature"].encode(), tmp_path, digest="sha1")
        member = {"sigTst": {"tstTokens": [{"val": base64.b64encode(encoded).decode()}]}}
        entry["header"] = {"etsiU": [b64u(json.dumps(member).encode())]}
        data = dump(sealed)

    verdict = verified(data, trust)

    assert verdict.verdict == "valid", verdict.checks
    assert "baseline B" in verdict.check("seal").detail
    assert "a timestamp rests on SHA-1 and counts for nothing" in verdict.check("seal").detail
    assert "no trusted timestamp proves it" in verdict.check("trust").detail
