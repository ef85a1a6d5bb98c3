"""The audit report: what it says, with which proof, and what it never says."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mctool.approvals import programme_digest
from mctool.checking import check
from mctool.decisions import decide
from mctool.demonstration import spoil
from mctool.formats import elm_jsonld, europass_xml
from mctool.reports.annex import Element, elements
from mctool.reports.basis import Basis
from mctool.rules.world import World
from mctool.workspace import load
from tests.cli.conftest import NOW, SPRING, Mctool
from tests.conftest import TODAY
from tests.formats import awarded, printed
from tests.formats.reading import in_elm, parse
from tests.reports.conftest import MOMENT

Audit = Callable[..., dict[str, Any]]


@pytest.fixture
def audit(mctool: Mctool, workspace: Path) -> Audit:
    def call(*options: str) -> dict[str, Any]:
        ended = mctool("report", "audit", "--format", "json", "-C", workspace, "--now", NOW, *options)
        assert ended.code == 0, ended.err
        return ended.json

    return call


def test_every_element_of_annex_i_is_there_for_every_programme_in_every_language(audit: Audit) -> None:
    report = audit()
    assert len(report["programmes"]) == 3
    for programme in report["programmes"]:
        ids = [element["id"] for element in programme["elements"]]
        assert ids == [*(f"M{n}" for n in range(1, 12)), *(f"O{n}" for n in range(1, 6))]
        assert {element["standing"] for element in programme["elements"]} == {"given", "given at issuing"}
        by_id = {element["id"]: element for element in programme["elements"]}
        assert {value["language"] for value in by_id["M2"]["values"]} == {"en", "pl"}
        assert by_id["M6"]["place"]["path"] == f"programmes/{programme['id']}.yaml"


def test_what_is_missing_is_said(audit: Audit, workspace: Path) -> None:
    institution = workspace / "institution.yaml"
    text = institution.read_text()
    institution.write_text(text[: text.index("quality_assurance:")])
    path = workspace / "programmes" / "inclusive-communication.yaml"
    text = path.read_text().replace("eqf_level: 6", "eqf_level: 5")
    path.write_text(re.sub(r"  pl: Komunikacja włączająca.*\n", "", text, count=1))
    report = audit()
    for programme in report["programmes"]:
        assert [one["id"] for one in programme["elements"] if one["standing"] == "missing"] == ["M11"]
        metadata = programme["marks"][-1]
        assert "M11 Type of quality assurance: missing" in metadata["says"]
    [changed] = [one for one in report["programmes"] if one["id"] == "inclusive-communication"]
    assert changed["approvals"]["state"] == "approved, and changed since"
    assert changed["approvals"]["standing"] is None
    title = next(one for one in changed["elements"] if one["id"] == "M2")
    assert (title["standing"], title["values"][1]) == ("not in all languages", {"text": None, "language": "pl"})
    assert report["provenance"]["uncommitted"] == [
        "institution.yaml", "programmes/inclusive-communication.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize("programme", ["emotional-intelligence", "inclusive-communication"])
def test_each_element_is_carried_where_the_report_says(programme: str, example_in_place: Path) -> None:
    credential = awarded.one(programme)
    world = World(load(example_in_place), TODAY)
    root = parse(europass_xml.render(credential))
    document = json.loads(elm_jsonld.render(credential, awarded.pages(credential.award)))
    found = elements(Basis(world, MOMENT), world.workspace.programmes[programme])
    assert len(found) == 16
    for element in found:
        assert in_elm(document, element.carrier.elm, "en"), element.id
        assert _in_xml(root, element), element.id


def test_what_the_certificate_prints_is_what_the_report_says(example_in_place: Path, tmp_path: Path) -> None:
    credential = awarded.one()
    page = printed.text(printed.printer(credential).pdf(credential, attachments={}), tmp_path, 1)
    world = World(load(example_in_place), TODAY)
    programme = world.workspace.programmes[credential.award.programme.id]
    by_id = {one.id: one for one in elements(Basis(world, MOMENT), programme)}
    told = {
        key: [one.text or "" for one in by_id[key].values if one.language == "en"]
        for key in ("M2", "M3", "M6", "M9", "O1")
    }
    told["M1"], told["M4"] = [credential.learner.full_name], [credential.award.institution.name.to("en")]
    for key, texts in told.items():
        assert texts, key
        shown = [printed.bare(text) in page for text in texts]
        assert shown == [by_id[key].carrier.certificate] * len(texts), key


def _in_xml(root: Any, element: Element) -> list[Any]:
    steps = (f"*[local-name() = '{step}']" for step in element.carrier.xml.split("/"))
    found: list[Any] = root.xpath("//" + "/".join(steps))
    return found


def test_the_approval_and_the_retained_documents_have_place_date_and_digest(audit: Audit, workspace: Path) -> None:
    report = audit()
    world = World(load(workspace), TODAY)
    for programme in report["programmes"]:
        descriptor = world.workspace.programmes[programme["id"]]
        assert programme["approvals"]["digest"] == programme_digest(world.workspace, descriptor)
        assert programme["approvals"]["standing"]["body"] == "Senate Committee for Education"
        kept = programme["retained"]
        assert {one["document"] for one in kept} >= {
            "Approved outcomes", "Rubrics", "Assessment tools", "Approvals", "Needs analysis", "Consultations",
            "Quality review reports", "Feedback summaries", "Trainers' qualification checks",
        }  # fmt: skip
        outcomes = [one for one in kept if one["document"] == "Approved outcomes"]
        assert [one["what"] for one in outcomes] == sorted(descriptor.model.outcomes)
        for one in outcomes:
            content = (workspace / one["place"]["path"]).read_bytes()
            assert one["digest"] == hashlib.sha256(content).hexdigest()
            assert one["date"] == programme["approvals"]["standing"]["date"]


def test_refusals_evidence_and_register_are_told_without_learners(
    audit: Audit, mctool: Mctool, workspace: Path, real_seal: Path
) -> None:
    world = World(load(workspace), TODAY)
    awarded = [one for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards]
    spoil(world.workspace, SPRING, awarded)
    issue = ("issue", SPRING, "-C", workspace, "--yes", "--formats", "xml", "--now", NOW)
    assert mctool(*issue).code == 1
    [spring] = [one for one in audit()["cohorts"] if one["id"] == SPRING]
    assert (spring["register"]["first"], spring["register"]["tried_out"]) == ("2026-11-24", True)
    assert mctool(*issue, "--seal", real_seal).code == 1
    report = audit()
    [spring] = [one for one in report["cohorts"] if one["id"] == SPRING]
    assert [one["code"] for one in spring["refusals"]] == ["MC701", "MC702", "MC703"]
    expected = {(one.code, one.path, one.line) for one in check(World(load(workspace), TODAY)) if one.code < "MC704"}
    told = {(one["code"], one["place"]["path"], one["place"]["line"]) for one in spring["refusals"]}
    assert told == {one for one in expected if one[0] >= "MC701"}
    assert (spring["evidence"]["missing"], spring["evidence"]["differing"]) == (1, 1)
    assert [one["state"] for one in spring["faulty"]] == ["missing", "not the file that was recorded"]
    assert (spring["register"]["whole"], spring["register"]["first"]) == (True, NOW[:10])
    assert spring["register"]["tried_out"] is False, "from the first real seal on, test seals count no longer"
    assert spring["register"]["issued"] is None, "12 learners, 3 refused, 5 issued to: it would tell of the other 4"
    assert not re.search(r"L-[0-9A-F]{8}", json.dumps(report))
    assert "[learner]" in spring["refusals"][0]["message"]


def test_a_broken_register_is_told_with_its_line(audit: Audit, mctool: Mctool, workspace: Path) -> None:
    assert mctool("issue", SPRING, "-C", workspace, "--yes", "--formats", "xml", "--now", NOW).code == 0
    path = workspace / "register" / f"{SPRING}.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:2], *lines[3:]]))
    (workspace / "register" / "gone.jsonl").write_text("")
    report = audit()
    [spring] = [one for one in report["cohorts"] if one["id"] == SPRING]
    assert (spring["register"]["whole"], spring["register"]["place"]["line"]) == (False, 3)
    assert report["strays"] == [{"path": "register/gone.jsonl", "line": 0}]
    procedures = report["conditions"][0]
    assert (procedures["name"], procedures["state"]) == ("Clear procedures", "partly")


def test_waivers_policies_and_overdue_reviews_are_listed(audit: Audit, workspace: Path) -> None:
    waiver = "{rule: MC305, in: programmes/inclusive-communication.yaml, reason: pilot, approved_by: QO, expires: %s}"
    (workspace / "waivers.yaml").write_text(f"kind: waivers\nid: waivers\nwaivers: [{waiver % '2026-12-31'}]\n")
    programme = workspace / "programmes" / "inclusive-communication.yaml"
    text = programme.read_text()
    programme.write_text(text.replace("eqf_level: 6\n", "").replace("next: 2028-11-30", "next: 2026-11-01"))
    settings = workspace / "mctool.yaml"
    rule = '  rules: {MC521: {severity: "off", reason: no employers here}}\n'
    settings.write_text(
        settings.read_text().replace("  attendance_only: refuse\n", f"  attendance_only: refuse\n{rule}")
    )
    report = audit()
    [shown] = report["waivers"]
    assert (shown["rule"], shown["expires"], shown["in_force"], shown["findings"]) == ("MC305", "2026-12-31", True, 1)
    assert [(one["code"], one["severity"]) for one in report["policies"]] == [("MC521", "off")]
    overdue = [one["what"] for one in report["duties"] if one["overdue"]]
    assert overdue == ["Review of inclusive-communication"]
    asked = next(
        one for one in report["conditions"][-1]["signs"] if one["words"].startswith("Employers and experts")
    )  # fmt: skip
    assert (asked["state"], asked["proofs"][0]["words"]) == (
        "unknown", "MC521 turned off by the policy: no employers here",
    )  # fmt: skip


def test_every_question_of_the_guide_is_answered_by_rules_or_left_to_people(audit: Audit, workspace: Path) -> None:
    institution = workspace / "institution.yaml"
    text = institution.read_text(encoding="utf-8")
    institution.write_text(text[: text.index("quality_assurance:")], encoding="utf-8")
    answers = {one["question"]["id"]: one for one in audit()["questions"]}
    assert list(answers) == [f"Q{number}" for number in range(1, 25)]
    assert [key for key, one in answers.items() if not one["rules"]] == ["Q17", "Q24"]
    assert [(gap["code"], gap["place"]["path"]) for gap in answers["Q12"]["gaps"]] == [("MC106", "institution.yaml")]
    assert answers["Q4"]["gaps"] == []


def test_there_is_no_score(audit: Audit) -> None:
    assert not re.search(r"\b(score|points|rating of the|out of 100)\b", json.dumps(audit()["conditions"]))


def test_one_programme_can_be_asked_for_and_a_wrong_one_is_named(audit: Audit, mctool: Mctool, workspace: Path) -> None:
    report = audit("emotional-intelligence")
    assert [one["id"] for one in report["programmes"]] == ["emotional-intelligence"]
    assert {one["programme"] for one in report["cohorts"]} == {"emotional-intelligence"}
    ended = mctool("report", "audit", "emotional-inteligence", "-C", workspace)
    assert ended.code == 2
    assert "did you mean «emotional-intelligence»" in ended.err


def test_a_wrong_kind_or_place_is_named(mctool: Mctool, workspace: Path) -> None:
    assert mctool("report", "adit", "-C", workspace).code == 2
    ended = mctool("report", "-C", workspace, "-o", workspace / "nowhere" / "audit.html")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "cannot be written" in ended.err


def test_a_name_that_is_no_utf_8_is_written_out(audit: Audit, workspace: Path) -> None:
    (workspace / os.fsdecode(b"notes\xfe.txt")).write_text("x")
    assert audit()["provenance"]["uncommitted"] == ["notes\\udcfe.txt"]
