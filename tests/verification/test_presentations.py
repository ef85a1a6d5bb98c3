"""Presentations, older formats, and files that nobody sealed."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from mctool.verification import Outcome, Trust, verify_bytes
from tests.seals.pki import NOW

from .credentials import CREDENTIAL, XML, as_text, elm
from .forge import EXCLUSIVE, TRANSFORMS, Signer, XmlForm, seal_json, seal_xml
from .world import World

_VP = "http://data.europa.eu/snb/vp"
_ENVELOPED = XmlForm(transforms=TRANSFORMS["enveloped"] + f'<ds:Transform Algorithm="{EXCLUSIVE}"/>')
_ALL = XmlForm(transforms=TRANSFORMS["xpath"] + f'<ds:Transform Algorithm="{EXCLUSIVE}"/>')


def _presented(credential: bytes) -> bytes:
    inside = etree.tostring(etree.fromstring(credential)).decode()
    return (
        f'<vp:verifiablePresentation xmlns:vp="{_VP}"><vp:type uri="urn:x" targetFrameworkUrl="urn:y"/>\n  {inside}\n  '
        "<vp:proof/></vp:verifiablePresentation>\n"
    ).encode()


@pytest.mark.parametrize("form", [_ENVELOPED, _ALL])
def test_a_presented_credential_keeps_the_seal_of_its_issuer(form: XmlForm, signer: Signer, trust: Trust) -> None:
    verdict = verify_bytes(_presented(seal_xml(XML, signer, form)), path="vp.xml", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert (verdict.credential, verdict.kind) == (CREDENTIAL, "edci-xml")
    assert "in a verifiable presentation" in verdict.check("format").detail


@pytest.mark.parametrize("form", [_ENVELOPED, _ALL])
def test_the_seal_around_a_presentation_must_hold_too(form: XmlForm, world: World) -> None:
    """The holder's wallet, another organisation, seals what it presents."""
    trust = Trust((world.pki.root.certificate,))
    wallet = world.another_organisation()
    inner = seal_xml(XML, world.signer, form)
    outer = seal_xml(_presented(inner), wallet, replace(form, proof=f"{{{_VP}}}proof", id="outer"))

    assert verify_bytes(outer, path="vp.xml", trust=trust, now=NOW).verdict == "valid"
    for changed in (outer.replace(b"urn:y", b"urn:z"), outer.replace(b"Distinction", b"Excellence!")):
        verdict = verify_bytes(changed, path="vp.xml", trust=trust, now=NOW)
        assert verdict.check("seal").verdict is Outcome.FAIL


def test_a_presenter_cannot_seal_for_the_issuer(world: World) -> None:
    """Only the presentation is sealed, by an organisation that is not the issuer."""
    trust = Trust((world.pki.root.certificate,))
    form = replace(_ALL, proof=f"{{{_VP}}}proof")
    document = seal_xml(_presented(XML), world.another_organisation(), form)

    verdict = verify_bytes(document, path="vp.xml", trust=trust, now=NOW)

    assert verdict.verdict == "invalid"
    assert "the seal belongs to the organisation" in verdict.check("trust").detail


def test_a_presentation_of_two_credentials_is_refused(signer: Signer, trust: Trust) -> None:
    credential = etree.tostring(etree.fromstring(seal_xml(XML, signer)))
    document = _presented(credential).replace(b"<vp:proof/>", credential + b"<vp:proof/>")

    verdict = verify_bytes(document, path="vp.xml", trust=trust, now=NOW)

    assert verdict.check("format").verdict is Outcome.FAIL
    assert "2 credentials" in verdict.check("format").detail


def test_a_json_presentation_shows_its_credential(signer: Signer, trust: Trust) -> None:
    presentation = {"type": ["VerifiablePresentation"], "verifiableCredential": [elm()]}

    verdict = verify_bytes(seal_json(as_text(presentation), signer), path="vp.json", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert verdict.credential == CREDENTIAL


def test_the_older_namespace_is_read_without_a_schema(signer: Signer, trust: Trust) -> None:
    older = XML.replace(
        b'xmlns="http://data.europa.eu/snb"', b'xmlns="http://data.europa.eu/europass/model/credentials#"'
    )

    sealed = seal_xml(older, signer, replace(_ALL, at_end=True, proof="{none}none"))
    verdict = verify_bytes(sealed, path="old.xml", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert verdict.check("schema").verdict is Outcome.UNKNOWN
    assert verdict.says is not None
    assert verdict.says.holder == "Zofia Gęślą-Jaźń 𝄞"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (XML, "edci-xml"),
        (as_text(elm()).encode(), "elm-jsonld"),
        (json.dumps({"credential": elm(), "deliveryDetails": {}}).encode(), "elm-jsonld"),
    ],
)
def test_what_is_not_sealed_says_so(data: bytes, kind: str, trust: Trust) -> None:
    verdict = verify_bytes(data, path="u", trust=trust, now=NOW)

    assert (verdict.verdict, verdict.kind) == ("indeterminate", kind)
    assert verdict.check("format").verdict is Outcome.PASS
    assert verdict.check("seal").verdict is Outcome.UNKNOWN
    assert "not sealed" in verdict.check("seal").detail
    assert verdict.check("trust").verdict is Outcome.UNKNOWN


@pytest.mark.parametrize("name", ["xml", "jsonld"])
def test_no_verdict_rests_on_what_a_credential_says(name: str, signer: Signer, trust: Trust) -> None:
    sealed = seal_xml(XML, signer) if name == "xml" else seal_json(as_text(elm()), signer)
    whole = verify_bytes(sealed, path="c", trust=trust, now=NOW)

    assert verify_bytes(sealed, path="c", trust=trust, now=NOW, summary=False) == replace(whole, says=None)


@pytest.mark.parametrize("name", ["xml", "jsonld"])
def test_what_a_credential_says(name: str, signer: Signer, trust: Trust) -> None:
    sealed = seal_xml(XML, signer) if name == "xml" else seal_json(as_text(elm()), signer)
    says = verify_bytes(sealed, path="c", trust=trust, now=NOW).says

    assert says is not None
    assert says.holder == "Zofia Gęślą-Jaźń 𝄞"
    assert says.title == "Inclusive communication"
    assert says.issuer == "Example University"
    assert says.awarding_bodies == ("Example University",)
    assert says.outcomes == ("Respond to comments & listen",)
    assert says.levels == ("Level 6",)
    assert says.workload == ("2 ECTS", "PT50H")
    assert says.assessments == ("Conflict scenario",)
    assert says.grades == ("Distinction",)
    assert (says.valid_from, says.valid_until) == ("2026-05-20T00:00:00Z", "2029-05-20T00:00:00Z")


@pytest.mark.parametrize(
    ("day", "verdict", "words"),
    [
        (datetime(2026, 5, 19, 23, tzinfo=UTC), "invalid", "not valid before 2026-05-20"),
        (datetime(2029, 5, 20, tzinfo=UTC), "invalid", "expired on 2029-05-20"),
        (datetime(2029, 5, 19, 23, 59, tzinfo=UTC), "valid", "until 2029-05-20"),
    ],
)
def test_validity_is_judged_at_the_given_day(
    day: datetime, verdict: str, words: str, signer: Signer, trust: Trust
) -> None:
    form = XmlForm(time="2026-05-19T12:00:00Z")
    sealed = seal_xml(XML.replace(b"<cred:issued>2026-05-20", b"<cred:issued>2026-05-19"), signer, form)

    found = verify_bytes(sealed, path="c", trust=trust, now=day)

    assert found.verdict == verdict
    assert words in found.check("validity").detail
