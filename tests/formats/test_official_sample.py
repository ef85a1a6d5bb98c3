"""The official sample of a micro-credential as a yardstick: what it says, we say, or we say here why not."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mctool.credentials import build_award, build_credential
from mctool.decisions import decide
from mctool.formats import europass_xml, uploads
from mctool.formats.display import DisplayPage
from mctool.rules.world import World
from mctool.workspace import load

from .judges import ADDED_BY_SEALING, rudof_violations, xsd_errors
from .reading import listed
from .sample_workspace import Sample, local_day, write_workspace

pytestmark = pytest.mark.official

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ORGANISATION_LACKS = {
    "groupMemberOf": "the workspace format knows no groups of institutions",
    "altLabel": "an institution has its legal name; it has no field for a short one",
    "identifier": "an institution has its registration, VAT and eIDAS numbers; no field for membership numbers",
    "location.spatialCode.prefLabel.en": "the label of the EU list, which misspells the town",
}
ACHIEVEMENT = "credentialSubject.hasClaim"
PROCESSES = ("awardedBy", "influencedBy.awardedBy", "provenBy.awardedBy")
ORGANISATIONS = ("issuer", *(f"{ACHIEVEMENT}.{process}.awardingBody" for process in PROCESSES))
REASONS = {
    "identifier": "the credential's own id is its number; the workspace has no second series of certificate numbers",
    "validFrom": "a credential counts from the day of its award; the sample's day is shifted to the evening before",
    "displayParameter.title.en": "the title is the programme's, so that Annex I finds it there; the sample's says "
    "only what kind of document it is",
    "credentialSubject.dateOfBirth": "the sample's day is shifted to the evening before",
    f"{ACHIEVEMENT}.influencedBy.title.en": "the activity is the programme's edition and has the programme's title",
    f"{ACHIEVEMENT}.influencedBy.directedBy": "trainers are known by role or code, and do not belong on a credential",
    f"{ACHIEVEMENT}.influencedBy.temporal.startDate": "a cohort has days, not hours",
    f"{ACHIEVEMENT}.influencedBy.temporal.endDate": "a cohort has days, not hours",
    f"{ACHIEVEMENT}.influencedBy.specifiedBy.title.en": "the course is the programme and has its title",
    f"{ACHIEVEMENT}.influencedBy.specifiedBy.volumeOfLearning": "the sample writes its hours as months",
    f"{ACHIEVEMENT}.provenBy.assessedBy": "assessors are known by role or code, and do not belong on a credential",
    f"{ACHIEVEMENT}.provenBy.grade.noteLiteral.en": "a grade says the result and the level of each criterion",
    f"{ACHIEVEMENT}.provenBy.specifiedBy.gradingScheme.description.en": "the rubric's levels and which one passes",
    f"{ACHIEVEMENT}.provenBy.specifiedBy.dcType.id": "the concept of the EU list; the sample made one of its own",
    f"{ACHIEVEMENT}.provenBy.specifiedBy.dcType.inScheme.id": "the EU list; the sample made one of its own",
    f"{ACHIEVEMENT}.specifiedBy.thematicArea": "a programme has one field of education; the sample has two",
    f"{ACHIEVEMENT}.specifiedBy.maximumDuration": "the workspace format has no field for a longest duration",
    f"{ACHIEVEMENT}.specifiedBy.learningOutcome.relatedSkill": "outcomes are mapped to ESCO, not to other frameworks",
} | {f"{place}.{term}": why for place in ORGANISATIONS for term, why in ORGANISATION_LACKS.items()}
"""Every property of the sample that is missing from our document or has another value there, and why."""


@pytest.fixture(scope="module")
def sample(official: Path) -> Sample:
    return Sample(json.loads((official / "samples" / "Sample-MC-Annex1-unsigned.jsonld").read_text("utf-8")))


@pytest.fixture(scope="module")
def credential(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The same credential through mctool: from files to decision to award."""
    workspace = load(write_workspace(tmp_path_factory.mktemp("sample"), sample))
    assert workspace.faults == ()
    world = World(workspace, NOW.date())
    cohort = workspace.cohorts["sample-cohort"]
    (decision,) = decide(world, cohort)
    assert decision.verdict.awards, decision
    assert world.identities is not None
    uuid = sample.document["id"].removeprefix("urn:credential:")
    return build_credential(build_award(workspace, cohort), decision, world.identities["L-1"], uuid=uuid, now=NOW)


@pytest.fixture(scope="module")
def ours(sample: Sample, credential: Any) -> dict[str, Any]:
    """What we hand to the official issuer: unsealed, as the sample is."""
    page = DisplayPage("en", sample.picture, "image/jpeg")
    document: dict[str, Any] = json.loads(uploads.upload(credential, [page], sample.email))["credential"]
    return document


def test_every_property_of_the_sample_is_there_or_has_a_reason(sample: Sample, ours: dict[str, Any]) -> None:
    different = {path for path, _, _ in differences(sample.document, ours)}
    assert different - set(REASONS) == set(), "not said by us, and no reason given"
    assert set(REASONS) - different == set(), "a reason for what does not differ"


def test_most_of_the_sample_is_said(sample: Sample, ours: dict[str, Any]) -> None:
    """The reasons would prove little if they covered the document."""
    leaves = list(_leaves(sample.document, ""))
    lost = [one for one in leaves if any(one == path or one.startswith(f"{path}.") for path in REASONS)]
    assert len(leaves) > 350
    assert len(lost) < len(leaves) / 3


def test_what_the_sample_has_wrong_is_right_in_ours(sample: Sample, ours: dict[str, Any]) -> None:
    achievement = ours["credentialSubject"]["hasClaim"]
    hours = sample.qualification["volumeOfLearning"]
    assert achievement["influencedBy"]["specifiedBy"]["volumeOfLearning"] == hours
    born = local_day(sample.subject["dateOfBirth"])
    assert ours["credentialSubject"]["dateOfBirth"] == f"{born}T00:00:00Z"
    kind = achievement["provenBy"]["specifiedBy"]["dcType"]
    assert kind["prefLabel"]["en"] == sample.assessment["specifiedBy"]["dcType"]["prefLabel"]["en"]
    assert kind["id"].startswith("http://data.europa.eu/snb/assessment/")
    assert achievement["awardedBy"]["awardingDate"]


def test_the_same_lacks_only_what_sealing_adds(official: Path, ours: dict[str, Any]) -> None:
    assert rudof_violations(official, json.dumps(ours)) == ADDED_BY_SEALING


def test_the_same_is_valid_as_europass_xml(official: Path, credential: Any) -> None:
    assert xsd_errors(official, europass_xml.render(credential)) == []


def differences(theirs: Any, ours: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    """Where *ours* lacks a property of *theirs* or has another value: path of terms, their value, ours.

    A property may have further values in ours. Ids that only number the nodes of a document count by their class.
    """
    if isinstance(theirs, list) or isinstance(ours, list):
        found = []
        for item in listed(theirs):
            nearest = min((differences(item, other, path) for other in listed(ours)), key=len)
            another = any(one[0] == f"{path}.id" for one in nearest)
            found += [(path, item, None)] if another else nearest
        return found
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return [
            one for term, value in theirs.items()
            for one in differences(value, ours.get(term), f"{path}.{term}".lstrip("."))
        ]  # fmt: skip
    return [] if _class(theirs) == _class(ours) else [(path, theirs, ours)]


def _class(value: Any) -> Any:
    """A node's id without its number."""
    return value.rstrip("0123456789") if isinstance(value, str) and value.startswith("urn:epass:") else value


def _leaves(value: Any, path: str) -> Iterator[str]:
    for item in listed(value):
        if isinstance(item, dict):
            for term, below in item.items():
                yield from _leaves(below, f"{path}.{term}".lstrip("."))
        else:
            yield path
