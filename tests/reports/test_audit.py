"""The audit report: what it says, what it never says, and that small numbers stay hidden."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mctool.decisions import Decision, Verdict, decide
from mctool.demonstration import spoil
from mctool.reports.audit import counts
from mctool.rules.world import World
from mctool.workspace import load
from tests.cli.conftest import NOW, SPRING, Mctool
from tests.conftest import TODAY


def audit(mctool: Mctool, workspace: Path) -> dict:
    ended = mctool("report", "audit", "--format", "json", "-C", workspace, "--now", NOW)
    assert ended.code == 0
    return ended.json


def test_every_element_of_annex_i_is_there_for_every_programme(mctool: Mctool, workspace: Path) -> None:
    report = audit(mctool, workspace)
    assert len(report["programmes"]) == 3
    for programme in report["programmes"]:
        numbers = [one["id"] for one in programme["annex"]]
        assert numbers == [*(f"M{n}" for n in range(1, 12)), *(f"O{n}" for n in range(1, 6))]
        assert all(one["values"] for one in programme["annex"] if one["mandatory"])
        assert programme["approved"]["body"]
        assert not any(one["missing"] for one in programme["documents"])


def test_what_is_missing_is_said(mctool: Mctool, workspace: Path) -> None:
    institution = workspace / "institution.yaml"
    text = institution.read_text()
    institution.write_text(text[: text.index("quality_assurance:")])
    path = workspace / "programmes" / "inclusive-communication.yaml"
    path.write_text(path.read_text().replace("eqf_level: 6", "eqf_level: 5"))
    report = audit(mctool, workspace)
    for programme in report["programmes"]:
        assert [one["id"] for one in programme["annex"] if not one["values"]] == ["M11"]
    [changed] = [one for one in report["programmes"] if one["id"] == "inclusive-communication"]
    assert changed["approved"]["words"] == "changed since it was approved"


def test_refusals_evidence_and_register_are_told_without_learners(mctool: Mctool, workspace: Path) -> None:
    world = World(load(workspace), TODAY)
    awarded = [one for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards]
    spoil(world.workspace, SPRING, awarded)
    mctool("issue", SPRING, "-C", workspace, "--yes", "--formats", "xml", "--now", NOW)
    report = audit(mctool, workspace)
    [spring] = [one for one in report["cohorts"] if one["id"] == SPRING]
    assert {one["code"] for one in spring["refusals"]} == {"MC701", "MC702", "MC703"}
    assert (spring["evidence"]["missing"], spring["evidence"]["changed"]) == (1, 1)
    assert spring["register"] == {"entries": len(awarded) - 3, "valid": len(awarded) - 3, "fault": ""}
    assert not re.search(r"learner\W+L-", json.dumps(report["cohorts"]))


class Outside(HTMLParser):
    """Collects what a page would fetch, and its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "iframe", "object", "img"):
            self.found.append(tag)


def test_the_page_needs_nothing_else_and_escapes_what_people_wrote(
    mctool: Mctool, workspace: Path, tmp_path: Path
) -> None:
    path = workspace / "programmes" / "inclusive-communication.yaml"
    text = path.read_text()
    title = re.search(r"title:\n  en: (.+)\n", text)
    assert title
    path.write_text(text.replace(title[1], "'<script>alert(1)</script> & \"more\"'", 1))
    output = tmp_path / "audit.html"
    assert mctool("report", "-C", workspace, "-o", output, "--now", NOW).code == 0
    page = output.read_text(encoding="utf-8")
    reader = Outside()
    reader.feed(page)
    assert reader.found == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;more&#34;" in page
    assert "This service uses the ESCO classification of the European Commission." in page


def fake(verdict: Verdict, number: int) -> list[Decision]:
    return [Decision(f"L-{number}", number, verdict, "", (), {}, (), None) for _ in range(number)]


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5), st.integers(2, 10))
def test_no_hidden_count_follows_from_the_total(numbers: list[int], least: int) -> None:
    decisions = [one for verdict, number in zip(Verdict, numbers, strict=True) for one in fake(verdict, number)]
    shown = dict(counts(decisions, least))
    hidden = [number for verdict, number in zip(Verdict, numbers, strict=True) if shown[verdict.value] is None]
    assert all(number is None or number == 0 or number >= least for number in shown.values())
    others = [number for number in numbers if number]
    if hidden and len(hidden) < len(others):
        assert len(hidden) > 1
        assert sum(hidden) >= least


def test_a_wrong_kind_or_place_is_named(mctool: Mctool, workspace: Path) -> None:
    assert mctool("report", "adit", "-C", workspace).code == 2
    ended = mctool("report", "-C", workspace, "-o", workspace / "nowhere" / "audit.html")
    assert ended.code == 2
    assert "cannot be written" in ended.err
