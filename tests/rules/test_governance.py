"""Governance, workflow, review and limits at their boundaries."""

from pathlib import Path

import pytest

from tests.rules.smallworld import INSTITUTION, PROGRAMME, found, places

APPROVAL = '  - {{stage: {stage}, body: Senate, date: {day}, reference: "1", digest: "sha256:{digit}"}}\n'


def approved(day: str, stage: str = "programme-approval") -> str:
    """A programme approved on *day*, whatever it was then."""
    return f"{PROGRAMME}approvals:\n{APPROVAL.format(stage=stage, day=day, digit='0' * 64)}"


def cohort(start: str, end: str) -> str:
    return f'kind: cohort\nid: k\nprogramme: p\nversion: "1"\nperiod: {{start: {start}, end: {end}}}\n'


@pytest.mark.parametrize(
    ("programme", "codes"),
    [
        (PROGRAMME, ["MC501"]),
        (approved("2026-01-10", "outcome-validation"), ["MC501"]),
        (approved("2026-01-10"), ["MC502"]),
        (approved("2026-01-10", "program-approval"), ["MC501", "MC509"]),
    ],
)
def test_a_programme_is_unapproved_or_changed_but_never_both(tmp_path: Path, programme: str, codes: list[str]) -> None:
    hits = found(tmp_path, {"programmes/p.yaml": programme}, "MC501", "MC502", "MC509")
    assert [one.code for one in hits] == codes


@pytest.mark.parametrize(
    ("review", "overdue"),
    [
        ("review: {next: 2026-11-24}", False),  # due today
        ("review: {next: 2026-11-23}", True),
        ("review: {last: 2023-11-24}", False),
        ("review: {last: 2023-11-23}", True),
        ("review: {last: 2026-10-01, next: 2026-11-01}", True),
        ("review: {}", False),
    ],
)
def test_a_review_is_overdue_the_day_after(tmp_path: Path, review: str, overdue: bool) -> None:
    assert bool(found(tmp_path, {"programmes/p.yaml": f"{PROGRAMME}{review}\n"}, "MC503")) == overdue


@pytest.mark.parametrize(("day", "overdue"), [("2023-11-24", False), ("2023-11-23", True)])
def test_without_a_review_the_cycle_begins_with_the_approval(tmp_path: Path, day: str, overdue: bool) -> None:
    assert bool(found(tmp_path, {"programmes/p.yaml": approved(day)}, "MC503")) == overdue


@pytest.mark.parametrize(
    ("review", "faulty"),
    [
        ("", True),
        ("review: {last: 2026-07-02}", True),
        ("review: {last: 2026-07-02, next: 2029-07-02}", False),
        ("review: {last: 2026-07-02, next: 2029-07-03}", True),
        ("review: {next: 2039-07-03}", False),  # nothing to count from
    ],
)
def test_the_next_review_is_planned_within_the_policy(tmp_path: Path, review: str, faulty: bool) -> None:
    assert bool(found(tmp_path, {"programmes/p.yaml": f"{PROGRAMME}{review}\n"}, "MC504")) == faulty


def test_feedback_is_missed_only_when_a_cohort_has_ended(tmp_path: Path) -> None:
    files = {"programmes/p.yaml": PROGRAMME, "cohorts/k.yaml": cohort("2026-10-01", "2026-11-24")}
    assert found(tmp_path, files, "MC505", "MC508") == []
    files["cohorts/k.yaml"] = cohort("2026-10-01", "2026-11-23")
    assert [one.code for one in found(tmp_path, files, "MC505", "MC508")] == ["MC505"]
    files["cohorts/k.yaml"] = cohort("2025-10-01", "2025-11-23")
    assert [one.code for one in found(tmp_path, files, "MC505", "MC508")] == ["MC505", "MC508"]


@pytest.mark.parametrize(
    "feedback",
    ["Follow-up after nine months", "Badanie po sześciu miesiącach", "Suivi à six mois", "Nachbefragung 2026"],
)
def test_a_follow_up_is_known_by_its_name(tmp_path: Path, feedback: str) -> None:
    programme = f"{PROGRAMME}review: {{feedback: ['{feedback}']}}\n"
    files = {"programmes/p.yaml": programme, "cohorts/k.yaml": cohort("2025-10-01", "2025-11-23")}
    assert found(tmp_path, files, "MC508") == []


@pytest.mark.parametrize(("start", "late"), [("2026-01-10", False), ("2026-01-09", True)])
def test_delivery_may_begin_on_the_day_of_approval(tmp_path: Path, start: str, late: bool) -> None:
    files = {"programmes/p.yaml": approved("2026-01-10"), "cohorts/k.yaml": cohort(start, "2026-05-01")}
    assert bool(found(tmp_path, files, "MC512")) == late


def test_a_later_approval_does_not_make_the_first_edition_late(tmp_path: Path) -> None:
    again = APPROVAL.format(stage="programme-approval", day="2026-08-01", digit="1" * 64)
    files = {"programmes/p.yaml": approved("2026-01-10") + again, "cohorts/k.yaml": cohort("2026-03-01", "2026-05-01")}
    assert found(tmp_path, files, "MC512") == []


@pytest.mark.parametrize(
    ("coordinator", "person"),
    [
        ("Micro-credential Office", False),
        ("Dziekanat Wydziału Mechanicznego", False),
        ("Drama school, dean's office", False),
        ("Prof. Example Person", True),
        ("dr hab. Example Person", True),
        ("Frau Beispiel", True),
        ("someone@university.example", True),
        ("M. Exemple", True),
        ("MS Teams group of the faculty", False),
    ],
)
def test_a_role_is_told_from_a_person(tmp_path: Path, coordinator: str, person: bool) -> None:
    programme = f'{PROGRAMME}governance: {{coordinator: "{coordinator}"}}\n'
    assert bool(found(tmp_path, {"programmes/p.yaml": programme}, "MC531")) == person


@pytest.mark.parametrize(
    ("until", "review", "early"),
    [
        ("2026-11-23", "", True),  # over
        ("2026-11-24", "", False),
        ("2028-11-29", "review: {next: 2028-11-30}\n", True),
        ("2028-11-30", "review: {next: 2028-11-30}\n", False),
    ],
)
def test_funding_lasts_until_the_next_review(tmp_path: Path, until: str, review: str, early: bool) -> None:
    programme = f"{PROGRAMME}governance: {{funding: {{until: {until}}}}}\n{review}"
    assert bool(found(tmp_path, {"programmes/p.yaml": programme}, "MC536")) == early


@pytest.mark.parametrize(
    ("consultations", "codes"),
    [
        ("[]", ["MC521"]),
        ("[{with: Employers' federation, date: 2026-01-01, about: [outcomes, assessment], finding: Good}]", []),
        ("[{with: Pracodawcy, date: 2026-01-01, about: [outcomes and assessment], finding: Good}]", []),
        ("[{with: employers, date: 2026-01-01, finding: Good}]", ["MC522", "MC522"]),
        ("[{with: employers, date: 2026-01-01, about: [outcomes, assessment]}]", ["MC523"]),
        ("[{with: employers, date: 2023-11-24, about: [outcomes, assessment], finding: Good}]", []),
        ("[{with: employers, date: 2023-11-23, about: [outcomes, assessment], finding: Good}]", ["MC524"]),
    ],
)
def test_consultations(tmp_path: Path, consultations: str, codes: list[str]) -> None:
    programme = f"{PROGRAMME}consultations: {consultations}\n"
    hits = found(tmp_path, {"programmes/p.yaml": programme}, "MC521", "MC522", "MC523", "MC524")
    assert [one.code for one in hits] == codes


def test_a_waiver_may_not_call_itself_used(tmp_path: Path) -> None:
    waiver = "{{rule: {}, in: {}, reason: R, approved_by: A, expires: 2027-01-01}}"
    lines = [waiver.format("MC560", "waivers.yaml"), waiver.format("MC537", "programmes/p.yaml")]
    listed = "".join(f"  - {line}\n" for line in lines)
    files = {"waivers.yaml": f"kind: waivers\nid: waivers\nwaivers:\n{listed}", "programmes/p.yaml": PROGRAMME}
    assert found(tmp_path, files, "MC560") == []
    files["programmes/p.yaml"] = f"{PROGRAMME}fee: free\n"
    assert places(found(tmp_path, files, "MC560")) == [("MC560", 5, "12-17")]


@pytest.mark.parametrize(("length", "faulty"), [(255, False), (256, True)])
def test_titles_hold_255_characters(tmp_path: Path, length: int, faulty: bool) -> None:
    files = {"institution.yaml": INSTITUTION.replace("Example University", "ż" * length)}
    assert bool(found(tmp_path, files, "MC801")) == faulty


@pytest.mark.parametrize(("length", "faulty"), [(4000, False), (4001, True)])
def test_descriptions_hold_4000_characters(tmp_path: Path, length: int, faulty: bool) -> None:
    files = {"programmes/p.yaml": f"{PROGRAMME}description: {'ż' * length}\n"}
    assert bool(found(tmp_path, files, "MC801")) == faulty


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("Fewer than 5 < 6 and more > 4", False),
        ("Research & development; a*b*c", False),
        ("<script>alert(1)</script>", True),
        ("a&nbsp;b", True),
        ("see [here](https://x.example)", True),
        ("**bold**", True),
        ("from [sources] (in Polish)", False),
    ],
)
def test_markup_is_told_from_signs(tmp_path: Path, text: str, faulty: bool) -> None:
    files = {"programmes/p.yaml": f"{PROGRAMME}description: '{text}'\n"}
    assert bool(found(tmp_path, files, "MC802")) == faulty


@pytest.mark.parametrize(
    ("escape", "faulty"),
    [("\\u0007", True), ("\\u202e", True), ("\\ufffe", True), ("\\u00a0", False), ("\\n", False), ("\\u200f", False)],
)
def test_characters_that_xml_does_not_carry(tmp_path: Path, escape: str, faulty: bool) -> None:
    files = {"programmes/p.yaml": f'{PROGRAMME}description: "a{escape}b"\n'}
    assert bool(found(tmp_path, files, "MC803")) == faulty


@pytest.mark.parametrize(
    ("reference", "faulty"),
    [
        ("Decision 100/2024", False),
        ("https://x.example/1", False),
        ("file:///a.pdf", True),
        ("javascript:alert(1)", True),
        ("ftp://x.example", True),
        ("Act: see register", False),
    ],
)
def test_references_lead_to_the_web_or_nowhere(tmp_path: Path, reference: str, faulty: bool) -> None:
    assurance = f"agency: {{name: A, country: POL}}, reference: '{reference}'"
    text = f"{INSTITUTION}quality_assurance: {{type: institutional-quality-assurance, {assurance}}}\n"
    assert bool(found(tmp_path, {"institution.yaml": text}, "MC804")) == faulty


@pytest.mark.parametrize(
    ("period", "faulty"), [("P60M", True), ("P36M", False), ("P5Y", False), ("P60D", False), ("P1Y60M", False)]
)
def test_months_of_validity_are_no_hours_of_work(tmp_path: Path, period: str, faulty: bool) -> None:
    files = {"programmes/p.yaml": f"{PROGRAMME}workload: {{hours: 60}}\nvalidity: {{period: {period}}}\n"}
    assert bool(found(tmp_path, files, "MC805")) == faulty
