"""ELM JSON-LD: conforming to the official shapes, and free of what they let pass although it is wrong."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mctool.errors import FormatError
from mctool.formats import elm_jsonld
from mctool.formats.display import DisplayPage
from mctool.models.values import Text
from mctool.seals.jades import JsonSealer

from .awarded import PNG, example_credentials, new_key, one, pages, varied
from .judges import complaints, pyshacl_violations, rudof_violations
from .variations import variations

VARIED = variations()
EXAMPLE = {f"{one.award.cohort.id} {one.learner.learner}": one for one in example_credentials()}
ALL = VARIED | EXAMPLE
ONE_OF_EACH = {one.award.cohort.id: name for name, one in EXAMPLE.items()}.values()


def written(name: str) -> str:
    return elm_jsonld.render(ALL[name], pages(ALL[name].award))


@pytest.mark.official
@pytest.mark.parametrize("name", ALL)
def test_it_conforms_to_the_official_shapes(name: str, official: Path) -> None:
    assert rudof_violations(official, written(name)) == set()


@pytest.mark.official
@pytest.mark.parametrize("name", [*VARIED, *ONE_OF_EACH])
def test_the_reference_engine_agrees(name: str, official: Path) -> None:
    """Slower, so that one learner stands for the cohort."""
    assert pyshacl_violations(official, written(name)) == set()


def test_our_own_verifier_has_nothing_against_it(tmp_path: Path) -> None:
    sealer = JsonSealer(new_key(tmp_path))
    for name, credential in ALL.items():
        sealed = sealer.seal(written(name), time=credential.issued)
        assert complaints(sealed, "credential.jsonld") == [], name


@pytest.mark.official
@pytest.mark.parametrize("judge", [rudof_violations, pyshacl_violations])
@pytest.mark.parametrize(
    ("was", "becomes", "violation"),
    [
        ('"hasClaim"', '"hasClam"', ("hasClaim", "MinCountConstraintComponent")),
        ("/snb/eqf/25831c2", "/snb/wrong/25831c2", ("EQFLevel", "NodeConstraintComponent")),
        ('"issued"', '"isued"', ("issued", "MinCountConstraintComponent")),
    ],
)
def test_the_judges_see_a_fault(
    judge: Any, was: str, becomes: str, violation: tuple[str, str], official: Path
) -> None:  # fmt: skip
    document = elm_jsonld.render(one(), pages(one().award))
    assert was in document
    assert violation in judge(official, document.replace(was, becomes))


@pytest.mark.parametrize("name", ALL)
def test_it_is_written_one_way_only(name: str) -> None:
    """Compact, letters as they are, keys in a fixed order: so the golden file, which is indented, tells every byte."""
    text = written(name)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))


def test_the_same_credential_gives_the_same_text() -> None:
    credential = one()
    renderer = elm_jsonld.Renderer(credential.award)
    renderer.render(VARIED["one assessment"], pages(credential.award))
    text = renderer.render(credential, pages(credential.award))
    assert text == elm_jsonld.render(credential, pages(credential.award))


def test_the_issuer_is_the_one_whom_the_seal_names(tmp_path: Path) -> None:
    key = new_key(tmp_path)
    document = json.loads(elm_jsonld.render(one(), pages(one().award)))
    assert document["issuer"]["eIDASIdentifier"]["notation"] == key.organization_identifier
    assert document["issuer"] == document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]


@pytest.mark.official
def test_what_is_sealed_is_the_text_that_was_written(official: Path, tmp_path: Path) -> None:
    text = elm_jsonld.render(VARIED["markup in names"], pages(one().award))
    sealed = json.loads(JsonSealer(new_key(tmp_path)).seal(text, time=one().issued))
    assert sealed["payload"] == text
    assert rudof_violations(official, sealed["payload"]) == set()


@given(name=st.text(alphabet=st.characters(), min_size=1))
def test_a_name_comes_back_as_it_was_or_is_refused(name: str) -> None:
    credential = varied(one(), learner={"given_name": name})
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in name):
        with pytest.raises(FormatError, match="lone surrogate"):
            elm_jsonld.render(credential, pages(credential.award))
        return
    document = json.loads(elm_jsonld.render(credential, pages(credential.award)))
    assert document["credentialSubject"]["givenName"] == {"en": name}


def test_half_a_character_is_refused() -> None:
    with pytest.raises(FormatError, match="lone surrogate"):
        elm_jsonld.render(varied(one(), learner={"given_name": "\ud83d"}), pages(one().award))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"institution": {"eidas": None}}, "the institution has no «eidas» number"),
        ({"programme": {"title": Text({"de": "Nur deutsch"})}}, "«Nur deutsch» is written in none of the workspace's"),
        ({"institution": {"email": "no address"}}, "an e-mail address is not of the form name@domain"),
        (
            {"learner": {"national_id": "1"}, "programme": {"learner_data": ("national_id",)}},
            "a national id without its country",
        ),
    ],
)
def test_what_it_cannot_do_without_is_named_in_one_line(changes: dict[str, Any], message: str) -> None:
    credential = varied(one(), **changes)
    with pytest.raises(FormatError) as refused:
        elm_jsonld.render(credential, pages(credential.award))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_credential_needs_a_page_in_a_declared_language() -> None:
    page = DisplayPage("en", PNG, "image/png")
    with pytest.raises(FormatError, match="needs a picture of its certificate"):
        elm_jsonld.render(one(), [])
    with pytest.raises(FormatError, match="do not fit the languages"):
        elm_jsonld.render(one(), [page, page])
    with pytest.raises(FormatError, match="do not fit the languages"):
        elm_jsonld.render(one(), [replace(page, language="de")])
    with pytest.raises(FormatError, match="is no image/jpeg picture"):
        DisplayPage("en", PNG, "image/jpeg")
    jpeg = DisplayPage("en", b"\xff\xd8\xff\xe0", "image/jpeg")
    assert "/authority/file-type/JPEG" in elm_jsonld.render(one(), [jpeg])


def test_a_birth_date_is_not_shifted_by_a_time_zone() -> None:
    asked = {"learner_data": ("date_of_birth",)}
    for born in (date(1999, 10, 2), date(2000, 2, 29), date(1899, 12, 31)):
        document = elm_jsonld.render(
            varied(one(), learner={"date_of_birth": born}, programme=asked), pages(one().award)
        )
        assert json.loads(document)["credentialSubject"]["dateOfBirth"] == f"{born}T00:00:00Z"
