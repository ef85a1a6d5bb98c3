"""XAdES seals: other people's verifiers accept each, refuse each change, and count the level's properties."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import signxml.xades
from lxml import etree
from signxml.xades import XAdESSignatureConfiguration, XAdESVerifier

from mctool.errors import SealError
from mctool.seals.xades import XmlSealer

from .conftest import Seal
from .documents import EUROPASS_XML, with_proof
from .judges import jdk, xmlsec1
from .levels import xades_level
from .pki import KINDS, NOW, Pki

XADES_SCHEMA = Path(signxml.xades.__file__).parent / "schemas" / "XAdES01903v132-201601.xsd"
QUALIFYING = "{http://uri.etsi.org/01903/v1.3.2#}QualifyingProperties"
SPOILED = {
    "content": (b"Example University", b"Example Universitz"),
    "whitespace": (b"  <primaryLanguage>", b"   <primaryLanguage>"),
    "signing time": (b"2026-05-20T10:00:00Z</xades:SigningTime>", b"2026-05-20T10:00:01Z</xades:SigningTime>"),
    "data object format": (b"<xades:MimeType>text/xml", b"<xades:MimeType>text/xmm"),
    "signed info": (b'URI="" Id="SignXMLReference', b'URI="" Id="SignXMLReferencf'),
}


@pytest.fixture(scope="module")
def sealed(seals: dict[str, Seal], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("xades")
    files = {}
    for kind, seal in seals.items():
        files[kind] = folder / f"{kind}.xml"
        files[kind].write_bytes(XmlSealer(seal.key).seal(EUROPASS_XML, time=NOW))
    return files


@pytest.mark.parametrize("kind", KINDS)
def test_xmlsec1_accepts_seal_and_chain(sealed: dict[str, Path], seals: dict[str, Seal], kind: str) -> None:
    assert xmlsec1(sealed[kind], seals[kind].root, NOW)


def test_xmlsec1_refuses_another_root(sealed: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(Pki().root_pem)
    assert not xmlsec1(sealed["p256"], tmp_path / "root.pem", NOW)


@pytest.mark.parametrize("part", SPOILED)
def test_xmlsec1_refuses_a_change(sealed: dict[str, Path], p256: Seal, part: str, tmp_path: Path) -> None:
    before, after = SPOILED[part]
    content = sealed["p256"].read_bytes()
    assert content.count(before) == 1
    (tmp_path / "spoiled.xml").write_bytes(content.replace(before, after))
    assert not xmlsec1(tmp_path / "spoiled.xml", p256.root, NOW)


def test_jdk_accepts_every_key_and_refuses_every_change(sealed: dict[str, Path], tmp_path: Path) -> None:
    content = sealed["p384"].read_bytes()
    spoiled = []
    for part, (before, after) in SPOILED.items():
        assert content.count(before) == 1, part
        spoiled.append(tmp_path / f"{part}.xml")
        spoiled[-1].write_bytes(content.replace(before, after))
    said = jdk([*sealed.values(), *spoiled])
    assert said[: len(KINDS)] == ["valid"] * len(KINDS)
    refused = said[len(KINDS) :]
    assert [line.split(" #")[0] for line in refused] == [
        "invalid: reference ",
        "invalid: reference ",
        "invalid: reference",
        "invalid: reference",
        "invalid: signature value",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_signxml_reads_its_own_form(sealed: dict[str, Path], seals: dict[str, Seal], kind: str) -> None:
    two_references = XAdESSignatureConfiguration(expect_references=2)
    certificate = seals[kind].key.certificate
    XAdESVerifier().verify(sealed[kind].read_bytes(), x509_cert=certificate, expect_config=two_references)


@pytest.mark.parametrize("kind", KINDS)
def test_level_is_baseline_b(sealed: dict[str, Path], kind: str) -> None:
    assert xades_level(sealed[kind].read_bytes()) == "B"


@pytest.mark.parametrize("kind", KINDS)
def test_properties_fit_the_xades_schema(sealed: dict[str, Path], kind: str) -> None:
    schema = etree.XMLSchema(file=str(XADES_SCHEMA))
    properties = etree.parse(sealed[kind]).find(f".//{QUALIFYING}")
    schema.assertValid(etree.ElementTree(properties))


@pytest.mark.official
@pytest.mark.parametrize("kind", KINDS)
def test_sealed_document_fits_the_official_schema(sealed: dict[str, Path], kind: str, official: Path) -> None:
    schema = etree.XMLSchema(file=str(official / "xsd" / "genericschema_1.2.xsd"))
    schema.assertValid(etree.fromstring(EUROPASS_XML))
    schema.assertValid(etree.parse(sealed[kind]))


@pytest.mark.official
def test_official_samples(p256: Seal, official: Path, tmp_path: Path) -> None:
    schema = etree.XMLSchema(file=str(official / "xsd" / "genericschema_1.2.xsd"))
    files = []
    for sample in sorted((official / "samples").glob("*.xml")):
        files.append(tmp_path / sample.name)
        files[-1].write_bytes(XmlSealer(p256.key).seal(sample.read_bytes(), time=NOW))
        schema.assertValid(etree.parse(files[-1]))
        assert xmlsec1(files[-1], p256.root, NOW)
    assert len(files) == 2
    assert jdk(files) == ["valid", "valid"]


@pytest.mark.parametrize("kind", KINDS)
def test_only_proof_changes(sealed: dict[str, Path], kind: str) -> None:
    """Taken out again, the seal leaves the document as it was, comments and all."""
    tree = etree.parse(sealed[kind])
    (signature,) = tree.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")
    proof = signature.getparent()
    assert proof.tag == "{http://data.europa.eu/snb}proof"
    proof.remove(signature)
    assert etree.tostring(tree, method="c14n") == etree.tostring(etree.fromstring(EUROPASS_XML), method="c14n")


def test_equal_input_gives_an_equal_seal(seal: Seal) -> None:
    one, two = (XmlSealer(seal.key).seal(EUROPASS_XML, time=NOW) for _ in range(2))
    assert one == two


def test_ids_follow_the_document(p256: Seal) -> None:
    sealer = XmlSealer(p256.key)
    documents = (EUROPASS_XML, EUROPASS_XML.replace(b"Example", b"example"))
    one, two = (set(re.findall(rb' Id="([^"]+)"', sealer.seal(document, time=NOW))) for document in documents)
    assert len(one) == len(two) == 3
    assert not one & two


@pytest.mark.parametrize(
    "time",
    [
        datetime(2026, 5, 20, 10, 0, 0, 999_999, tzinfo=UTC),
        datetime(2026, 5, 20, 12, 0, 0, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 5, 20, 0, 0, 0, tzinfo=timezone(timedelta(hours=-10))),
    ],
)
def test_signing_time_is_utc_to_the_second(p256: Seal, time: datetime) -> None:
    assert b"<xades:SigningTime>2026-05-20T10:00:00Z<" in XmlSealer(p256.key).seal(EUROPASS_XML, time=time)


@pytest.mark.parametrize("proof", ["<proof></proof>", "<proof>\n  </proof>", ""])
def test_proof_in_other_forms(p256: Seal, proof: str, tmp_path: Path) -> None:
    file = tmp_path / "sealed.xml"
    file.write_bytes(XmlSealer(p256.key).seal(with_proof(proof), time=NOW))
    assert xmlsec1(file, p256.root, NOW)
    assert xades_level(file.read_bytes()) == "B"


def test_proof_is_made_before_child_credentials(p256: Seal) -> None:
    """childCredentials come last in the schema."""
    sealed = XmlSealer(p256.key).seal(with_proof("<childCredentials/>"), time=NOW)
    assert [etree.QName(child).localname for child in etree.fromstring(sealed)[-2:]] == ["proof", "childCredentials"]


def test_sealed_twice(p256: Seal) -> None:
    sealer = XmlSealer(p256.key)
    with pytest.raises(SealError, match="sealed already"):
        sealer.seal(sealer.seal(EUROPASS_XML, time=NOW), time=NOW)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "not well-formed XML"),
        (b"not XML", "not well-formed XML"),
        (EUROPASS_XML[:-30], "not well-formed XML"),
        (b"\xff\xfe" + EUROPASS_XML, "not well-formed XML"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "has a DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "has a DOCTYPE"),
        (b"<europassCredential/>", "is not Europass XML"),
        (b'<a xmlns="http://data.europa.eu/europass/model/credentials#"/>', "is not Europass XML"),
        (EUROPASS_XML + b"<?later?>", "outside its root"),
        (EUROPASS_XML.replace(b"<europassC", b"<!-- before --><europassC", 1), "outside its root"),
        (with_proof("<proof/><proof/>"), "one empty «proof»"),
        (with_proof("<proof>text</proof>"), "one empty «proof»"),
        (with_proof("<proof><!-- here --></proof>"), "one empty «proof»"),
        (with_proof("<proof><title/></proof>"), "one empty «proof»"),
        (with_proof('<proof><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></proof>'), "sealed already"),
    ],
)
def test_refused_documents(p256: Seal, document: bytes, reason: str) -> None:
    with pytest.raises(SealError, match=reason):
        XmlSealer(p256.key).seal(document, time=NOW)
