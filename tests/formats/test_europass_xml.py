"""Europass XML: valid against the official schema, and free of what the schema lets pass although it is wrong."""

import base64
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mctool.errors import FormatError
from mctool.formats import europass_xml
from mctool.models.values import Text
from mctool.seals.xades import XmlSealer
from mctool.vocabularies import lists

from .awarded import example_credentials, new_key, one, varied
from .judges import complaints, xsd_errors
from .reading import SPACES, in_xml, parse
from .variations import concept, variations

VARIED = variations()
EXAMPLE = {f"{one.award.cohort.id} {one.learner.learner}": one for one in example_credentials()}
ALL = VARIED | EXAMPLE
E = f"{{{SPACES['e']}}}"


@pytest.mark.official
@pytest.mark.parametrize("name", ALL)
def test_it_is_valid_against_the_official_schema(name: str, official: Path) -> None:
    assert xsd_errors(official, europass_xml.render(ALL[name])) == []


@pytest.mark.official
def test_the_judge_sees_a_fault(official: Path) -> None:
    document = europass_xml.render(one()).replace(b"<proof/>", b"<prof/>")
    assert xsd_errors(official, document)


@pytest.mark.official
@pytest.mark.parametrize("name", ["only what is required", "markup in names", "all 29 languages"])
def test_it_stays_valid_when_it_is_sealed(name: str, official: Path, tmp_path: Path) -> None:
    credential = VARIED[name]
    key = new_key(tmp_path)
    sealed = XmlSealer(key).seal(europass_xml.render(credential), time=credential.issued)
    assert b"<ds:SignatureValue>" in sealed
    assert xsd_errors(official, sealed) == []


def test_our_own_verifier_has_nothing_against_it(tmp_path: Path) -> None:
    sealer = XmlSealer(new_key(tmp_path))
    for name, credential in ALL.items():
        sealed = sealer.seal(europass_xml.render(credential), time=credential.issued)
        assert complaints(sealed, "credential.xml") == [], name


@pytest.fixture(params=ALL)
def root(request: pytest.FixtureRequest) -> Any:
    return parse(europass_xml.render(ALL[request.param]))


def test_every_reference_leads_to_one_element(root: Any) -> None:
    """The schema checks only some of the references."""
    ids = Counter(element.get("id") for element in _in_their_place(root) if element.get("id"))
    references = [element.get("idref") for element in root.iter() if element.get("idref")]
    assert references
    assert [ids[one] for one in references] == [1] * len(references)
    assert max(ids.values()) == 1


def test_what_repeats_an_id_repeats_the_whole_object(root: Any) -> None:
    """Accreditations hold organisations inline, with the ids of those in ``agentReferences``."""
    stated: dict[str, set[bytes]] = {}
    for element in root.iter(f"{E}organization", f"{E}accreditingAgent"):
        inside = b"".join(etree.tostring(child, method="c14n") for child in element)
        stated.setdefault(element.get("id"), set()).add(inside)
    assert all(len(forms) == 1 for forms in stated.values())


def test_nothing_is_empty_but_the_proof(root: Any) -> None:
    empty = [one.tag for one in root.iter() if not len(one) and not (one.text or "").strip() and not one.attrib]
    assert empty == [f"{E}proof"]


def test_every_text_is_in_a_declared_language_and_once(root: Any) -> None:
    """Labels of the EU lists are always there in English too, which official readers expect."""
    declared = in_xml(root, "{ROOT}/e:availableLanguages/e:language", "")
    assert in_xml(root, "{ROOT}/e:primaryLanguage", "") == declared[:1]
    assert len(set(declared)) == len(declared)
    for holder in {text.getparent() for text in root.iter(f"{E}text")}:
        spoken = [text.get("lang") for text in holder]
        assert len(set(spoken)) == len(spoken)
        allowed = {*declared, "en"} if holder.tag == f"{E}targetName" else set(declared)
        assert set(spoken) <= allowed


SCHEMES = {
    "type": None,
    "country": "countries",
    "spatialCode": "atu-administrative-units",
    "hasISCED-FCode": "isced-f-2013",
    "eqfLevel": "eqf-levels",
    "nqfLevel": "nqf-levels-qdr",
    "mode": "modes-of-learning-and-assessment",
    "language": "languages",
    "learningSettingType": "learning-setting-types",
    "learningOutcomeType": "skill-types",
    "reusabilityLevel": "skill-reuse-levels",
    "idVerificationMethod": "supervision-and-id-verification",
    "status": "entitlement-statuses",
    "contentType": "file-types",
    "contentEncoding": "content-encoding-types",
}
TYPES = {
    "europassCredential": "credential-types",
    "qualification": "learning-opportunity-types",
    "assessmentSpecification": "learning-assessment-types",
    "learningActivitySpecification": "learning-activity-types",
    "entitlementSpecification": "entitlement-types",
    "accreditation": "accreditation-types",
}


def test_every_code_is_of_the_list_that_its_place_wants(root: Any) -> None:
    """Mode and type of assessment are easily swapped, and the schema takes any concept for either."""
    for code in root.iterfind(".//*[@targetFrameworkUrl]"):
        name = etree.QName(code).localname
        if name == "relatedEscoSkill":
            assert code.get("targetFrameworkUrl") == "http://data.europa.eu/esco/concept-scheme/skills"
            assert re.fullmatch(r"http://data\.europa\.eu/esco/skill/[0-9a-f-]{36}", code.get("uri"))
            continue
        list_name = SCHEMES[name] or TYPES[etree.QName(code.getparent()).localname]
        found = lists.find(list_name, code.get("uri"))
        assert found, (name, code.get("uri"))
        assert (found.uri, found.scheme) == (code.get("uri"), code.get("targetFrameworkUrl"))


def test_numbers_dates_and_files_mean_what_they_say(root: Any) -> None:
    for name in ("volumeOfLearning", "workload"):
        assert all(re.fullmatch(r"PT[0-9]+H([0-9]+M)?", one.text) for one in root.iter(f"{E}{name}"))
    for points in root.iter(f"{E}hasECTSCreditPoints"):
        assert float(points.text) > 0
        assert points.get("schemeID").endswith("/ects")
    for content in root.iter(f"{E}content"):
        assert base64.b64decode(content.text, validate=True)
    moments = in_xml(root, "//e:issuedDate | //e:date | //cred:validFrom | //cred:issued | //cred:validUntil", "")
    assert all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", one) for one in moments)
    issued, start = in_xml(root, "//cred:issued", "")[0], in_xml(root, "//cred:validFrom", "")[0]
    assert all(one <= issued for one in in_xml(root, "{LA}/e:wasDerivedFrom/e:issuedDate", ""))
    assert all(start < until and issued < until for until in in_xml(root, "//cred:validUntil", ""))


def test_it_proves_something_and_holds_nothing_hidden(root: Any) -> None:
    assert in_xml(root, "{LA}/e:wasDerivedFrom/e:grade", "")
    assert in_xml(root, "{OUTCOME}/e:prefLabel", "")
    assert not list(root.iter(f"{E}childCredentials", f"{E}html", etree.Comment, etree.ProcessingInstruction))
    assert not root.xpath("//@xsi:type", namespaces={"xsi": "http://www.w3.org/2001/XMLSchema-instance"})
    identifiers = in_xml(root, "{ROOT}/@cred:id", "")
    assert re.fullmatch(r"urn:credential:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identifiers[0])


@given(name=st.text(min_size=1))
def test_a_name_comes_back_as_it_was_or_is_refused(name: str) -> None:
    """XML 1.0 cannot carry every character (section 2.2); what it can carry must survive a parser."""
    credential = varied(one(), learner={"given_name": name})
    allowed = re.fullmatch("[\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*", name)
    if not allowed:
        with pytest.raises(FormatError, match=r"U\+[0-9A-F]{4,5}, which XML cannot carry"):
            europass_xml.render(credential)
        return
    root = parse(europass_xml.render(credential))
    assert in_xml(root, "//e:givenNames/e:text", "") == [name]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"institution": {"registration": None}}, "no «registration» number"),
        ({"learner": {"family_name": "a\x00b"}}, "«text» holds the character U+0000, which XML cannot carry"),
        ({"learner": {"family_name": "\ud800"}}, "U+D800, which XML cannot carry"),
        ({"programme": {"title": Text({"de": "Nur deutsch"})}}, "«Nur deutsch» is written in none of the workspace's"),
        ({"institution": {"email": "no address"}}, "an e-mail address is not of the form name@domain"),
        (
            {"learner": {"national_id": "1"}, "programme": {"learner_data": ("national_id",)}},
            "a national id without its country",
        ),
    ],
)  # fmt: skip
def test_what_it_cannot_do_without_is_named_in_one_line(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError) as refused:
        europass_xml.render(varied(one(), **changes))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
    if "learner" in changes:
        assert str(refused.value).startswith(f"{one().learner.learner}: ")


def test_the_same_credential_gives_the_same_bytes() -> None:
    credential = one()
    renderer = europass_xml.Renderer(credential.award)
    renderer.render(example_credentials()[-1])
    assert renderer.render(credential) == renderer.render(credential) == europass_xml.render(credential)


def test_two_countries_are_told_apart() -> None:
    """A region belongs to its country: the Łódź voivodeship is no region of Germany."""
    root = parse(europass_xml.render(VARIED["a region of another country"]))
    assert in_xml(root, "{ISSUER}/e:hasLocation/e:name/TEXT", "en") == ["Łódź voivodeship"]
    assert in_xml(root, "{ISSUER}/e:hasLocation/e:spatialCode/@uri", "") == []
    assert in_xml(root, "{ISSUER}/e:hasLocation/e:hasAddress/e:country/@uri", "") == [concept("countries", "DEU").uri]


def _in_their_place(root: Any) -> list[Any]:
    """All elements but the organisations inside accreditations, which repeat those in ``agentReferences``."""
    inline = {one for one in root.iterfind(f".//{E}accreditation/*") if one.get("id")}
    return [one for one in root.iter() if not inline & {one, *one.iterancestors()}]
