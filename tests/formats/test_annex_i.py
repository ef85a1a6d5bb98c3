"""Each element of Annex I is in the written files, in every language, and both formats say the same."""

import json
from typing import Any

import pytest

from mctool.credentials import Credential
from mctool.formats import elm_jsonld, europass_xml

from .awarded import BORN, example_credentials, one, pages, varied
from .facts import FACTS, PAIRS, Fact
from .reading import in_elm, in_xml, parse
from .variations import variations

PROGRAMMES = ("emotional-intelligence", "inclusive-communication")
VARIED = variations()


def written(credential: Credential) -> tuple[Any, dict[str, Any]]:
    """The credential as somebody else reads it: the root of its XML, the object of its JSON-LD."""
    text = elm_jsonld.render(credential, pages(credential.award))
    return parse(europass_xml.render(credential)), json.loads(text)


@pytest.fixture(scope="module")
def files() -> dict[str, tuple[Any, dict[str, Any]]]:
    return {name: written(one(name)) for name in PROGRAMMES}


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.element} {fact.name}")
def test_the_fact_stands_in_both_files(
    fact: Fact, programme: str, language: str, files: dict[str, tuple[Any, dict[str, Any]]]
) -> None:
    root, document = files[programme]
    expected = fact.expected(one(programme), language)
    said = in_xml(root, fact.xml, language)
    assert said == expected
    found = in_elm(document, fact.elm, language)
    assert found == (expected if fact.element != "language" else [_language_uri(expected[0])])


def test_every_element_is_there_and_tried_on_a_value() -> None:
    """The table would prove nothing where the example has nothing to say."""
    credentials = [one(name) for name in PROGRAMMES]
    said = {fact.name for fact in FACTS for credential in credentials if fact.expected(credential, "en")}
    assert said == {fact.name for fact in FACTS}
    elements = {fact.element for fact in FACTS}
    assert elements >= {*map(str, range(1, 12)), "o1", "o2", "o3", "o4", "o5"}


@pytest.mark.parametrize("name", VARIED)
def test_both_formats_say_the_same(name: str) -> None:
    root, document = written(VARIED[name])
    for language in VARIED[name].award.languages:
        _assert_agreement(root, document, language)


def test_both_formats_say_the_same_of_every_learner() -> None:
    for credential in example_credentials():
        root, document = written(credential)
        for language in credential.award.languages:
            _assert_agreement(root, document, language)


def _assert_agreement(root: Any, document: dict[str, Any], language: str) -> None:
    places = [(fact.xml, fact.elm) for fact in FACTS if fact.element != "language"]
    for xml, elm in (*places, *PAIRS):
        said, found = in_xml(root, xml, language), in_elm(document, elm, language)
        if found and not said and xml == "{LA}/e:wasDerivedFrom/e:additionalNote/TEXT":
            said = in_xml(root, "{LA}/e:wasDerivedFrom[not(e:additionalNote)]/e:grade", language)
        if xml.startswith(("{SPEC}", "{QSPEC}", "{SCHEME}")):
            said, found = list(dict.fromkeys(said)), list(dict.fromkeys(found))
        assert said == found, (xml, elm, language)


def _language_uri(code: str) -> str:
    from mctool.vocabularies import lists

    concept = lists.find("languages", code)
    assert concept is not None
    return concept.uri


def test_the_grade_is_also_a_plain_string_in_the_primary_language() -> None:
    credential = one()
    root, _ = written(credential)
    assert in_xml(root, "{LA}/e:wasDerivedFrom/e:grade", "en") == [result.grade["en"] for result in credential.results]


def test_each_assessment_is_found_from_the_qualification_too() -> None:
    """A qualification in XML can name one assessment: with several it is one that has them as parts."""
    credential = one()
    root, document = written(credential)
    parts = in_xml(root, "{SPECS}[@id = {QSPEC}/e:hasPart/@idref]/e:title/TEXT", "en")
    assert parts == [result.assessment.title["en"] for result in credential.results]
    alone = VARIED["one assessment"]
    root, _ = written(alone)
    assert in_xml(root, "{QSPEC}/e:title/TEXT", "en") == [alone.results[0].assessment.title["en"]]
    achievement = document["credentialSubject"]["hasClaim"]
    assert achievement["specifiedBy"]["provenBy"] == [proof["specifiedBy"] for proof in achievement["provenBy"]]


def test_contact_hours_are_in_both_files() -> None:
    root, document = written(one())
    hours = f"{one().award.programme.workload.contact_hours:g}"
    assert in_elm(document, "credentialSubject.hasClaim.influencedBy.specifiedBy.contactHour", "en") == [hours]
    assert in_xml(root, "{COURSE}/e:additionalNote/TEXT", "en") == [f"Contact hours: {hours}"]


@pytest.mark.parametrize(
    ("variation", "note"),
    [
        ("no credits", "Non-credit micro-credential: it carries no ECTS credits."),
        ("stands alone", "Stands alone: it is not part of a larger qualification."),
        ("counts towards three", "Counts towards: Programme 2"),
        ("for ever", "Without expiry date."),
        ("for ever", "It does not age."),
        ("a national level without a concept", "National level: Framework of Nowhere, 6a"),
    ],
)
def test_what_no_field_can_carry_is_said_in_a_note(variation: str, note: str) -> None:
    root, document = written(VARIED[variation])
    assert note in in_xml(root, "{Q}/e:additionalNote/TEXT", "en")
    assert note in in_elm(document, "credentialSubject.hasClaim.specifiedBy.additionalNote.noteLiteral.TEXT", "en")


def test_distinction_is_said_of_the_achievement() -> None:
    root, _ = written(VARIED["with distinction"])
    assert in_xml(root, "{LA}/e:additionalNote/TEXT", "en") == ["Awarded with distinction."]
    assert in_xml(root, "{LA}/e:additionalNote/TEXT", "pl") == ["Przyznano z wyróżnieniem."]


def test_an_outcome_at_another_level_says_so() -> None:
    root, _ = written(VARIED["twelve outcomes that share a concept"])
    said = in_xml(root, "{OUTCOME}/e:description/TEXT", "en")
    assert said == ["Level of this outcome in the EQF: 5"] * 12


def test_a_text_that_no_phrase_translates_is_not_lost() -> None:
    root, _ = written(VARIED["languages without phrases"])
    assert "Counts towards: Test bil-Malti" in in_xml(root, "{Q}/e:additionalNote/TEXT", "mt")
    assert "Próf á íslensku" in in_xml(root, "{Q}/e:additionalNote/TEXT", "is")


def test_birth_date_and_national_number_only_when_asked_for() -> None:
    asked = VARIED["birth date and national number"]
    root, document = written(asked)
    assert in_xml(root, "//e:credentialSubject/e:dateOfBirth", "en") == [BORN.isoformat()]
    assert document["credentialSubject"]["dateOfBirth"] == f"{BORN}T00:00:00Z"
    assert in_xml(root, "//e:credentialSubject/e:nationalId/@spatialID", "en") == ["ITA"]
    assert document["credentialSubject"]["nationalID"]["spatial"]["id"].endswith("/country/ITA")
    silent = VARIED["recorded but not asked"]
    assert b"1990" not in europass_xml.render(silent)
    assert "1990" not in elm_jsonld.render(silent, pages(silent.award))
    assert b"LA-1" not in europass_xml.render(silent)


def test_no_address_of_a_learner_is_in_a_sealed_document() -> None:
    credential = varied(one(), learner={"email": "learner@private.example"})
    assert b"private.example" not in europass_xml.render(credential)
    assert "private.example" not in elm_jsonld.render(credential, pages(credential.award))


def test_quality_assurance_without_a_decision_still_names_the_approval() -> None:
    root, document = written(varied(one(), institution={"quality_assurance": None}))
    note = "Programme approved by: Senate Committee for Education, 2025-12-10, SCE/2025/118"
    assert note in in_xml(root, "{Q}/e:additionalNote/TEXT", "en")
    assert note in in_elm(document, "credentialSubject.hasClaim.specifiedBy.additionalNote.noteLiteral.TEXT", "en")
