"""``mctool issue`` from end to end: who gets what, who is refused and why, and that nothing happens twice."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from mctool.decisions import decide
from mctool.demonstration import spoil
from mctool.rules.world import World
from mctool.workspace import load
from tests.cli.conftest import NOW, SEALED, SPRING, Mctool
from tests.conftest import TODAY


def issue(mctool: Mctool, workspace: Path, *more: str) -> tuple[int, dict]:
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW, *more)
    return ended.code, ended.json


def commit(workspace: Path) -> None:
    subprocess.run(["git", "add", "-A"], cwd=workspace, check=True)
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"], cwd=workspace, check=True
    )


def test_a_cohort_is_issued_once_with_every_file_registered(mctool: Mctool, workspace: Path) -> None:
    code, first = issue(mctool, workspace)
    assert code == 0
    assert first["refused"] == []
    assert len(first["issued"]) == 8
    assert {one["decision"] for one in first["issued"]} == {"awarded", "awarded-with-distinction"}
    lines = [json.loads(line) for line in (workspace / "register" / f"{SPRING}.jsonl").read_text().splitlines()]
    assert [line["learner"] for line in lines] == [one["learner"] for one in first["issued"]]
    for line, one in zip(lines, first["issued"], strict=True):
        assert line["credential"] == one["credential"]
        assert set(one["files"]) == {"xml", "jsonld", "pdf"}
        for kind, path in one["files"].items():
            assert hashlib.sha256((workspace / path).read_bytes()).hexdigest() == line["files"][kind]
    assert all((workspace / one["participation_certificate"]).stat().st_size for one in first["not_achieved"])

    code, second = issue(mctool, workspace)
    assert code == 0
    assert second["issued"] == []
    assert second["already_issued"] == [one["learner"] for one in first["issued"]]
    assert len((workspace / "register" / f"{SPRING}.jsonl").read_text().splitlines()) == 8
    assert len(list((workspace / "issued" / SPRING / "participation").glob("*.pdf"))) == len(second["not_achieved"])


def test_spoilt_evidence_refuses_three_and_issues_to_the_others(mctool: Mctool, workspace: Path) -> None:
    world = World(load(workspace), TODAY)
    decisions = [one for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards]
    spoilt = spoil(world.workspace, SPRING, decisions)
    code, done = issue(mctool, workspace)
    assert code == 1
    refused = {one["learner"]: one["reasons"] for one in done["refused"]}
    assert list(refused) == list(spoilt)
    assert [{reason["code"] for reason in reasons} for reasons in refused.values()] == [{"MC701"}, {"MC702"}, {"MC703"}]
    source = (workspace / f"cohorts/{SPRING}.yaml").read_text().splitlines()
    for reasons, words in zip(refused.values(), ("file:", "sha256:", "attendance-list"), strict=True):
        assert {reason["path"] for reason in reasons} == {f"cohorts/{SPRING}.yaml"}
        assert words in source[reasons[0]["line"] - 1]
    assert len(done["issued"]) == len(decisions) - 3
    code, again = issue(mctool, workspace)
    assert (code, again["issued"]) == (1, [])


def test_missing_evidence_of_a_learner_below_the_minimum_is_no_refusal(mctool: Mctool, workspace: Path) -> None:
    world = World(load(workspace), TODAY)
    below = next(one for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict == "not-achieved")
    for counting in below.attempts.values():
        for item in counting.attempt.evidence:
            if item.file:
                (workspace / item.file).unlink()
    code, done = issue(mctool, workspace)
    assert code == 0
    assert below.learner in [one["learner"] for one in done["not_achieved"]]
    assert done["refused"] == []


def test_all_or_nothing_issues_to_nobody_when_one_is_refused(mctool: Mctool, workspace: Path) -> None:
    world = World(load(workspace), TODAY)
    spoil(
        world.workspace, SPRING, [one for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards]
    )
    code, done = issue(mctool, workspace, "--all-or-nothing")
    assert (code, done["issued"]) == (1, [])
    assert not (workspace / "register" / f"{SPRING}.jsonl").exists()


def test_a_dry_run_writes_nothing(mctool: Mctool, workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))
    code, done = issue(mctool, workspace, "--dry-run")
    assert (code, done["issued"]) == (0, [])
    world = World(load(workspace), TODAY)
    awarded = [one for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards]
    assert done["to_issue"] == [{"learner": one.learner, "decision": one.verdict.value} for one in awarded]
    told = mctool("issue", SPRING, "-C", workspace, "--dry-run", "--now", NOW).out
    assert all(f"to issue {one.learner}  {one.verdict.value}" in told for one in awarded)
    assert f"{SPRING}: 8 to issue, 0 already issued" in told
    assert [one for one in sorted(workspace.rglob("*")) if ".git/" not in str(one)] == [
        one for one in before if ".git/" not in str(one)
    ]


def test_one_learner_and_one_format(mctool: Mctool, workspace: Path) -> None:
    code, everybody = issue(mctool, workspace, "--dry-run")
    world = World(load(workspace), TODAY)
    chosen = next(one.learner for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards)
    code, done = issue(mctool, workspace, "--learner", chosen, "--formats", "jsonld")
    assert code == 0
    assert [one["learner"] for one in done["issued"]] == [chosen]
    assert set(done["issued"][0]["files"]) == {"jsonld"}
    assert len(list((workspace / "issued" / SEALED).glob("*"))) == 1
    assert everybody["cohort"] == SPRING


def test_unsealed_files_are_written_for_the_official_issuer_and_not_registered(mctool: Mctool, workspace: Path) -> None:
    code, done = issue(mctool, workspace, "--unsealed")
    assert (code, done["sealed"]) == (0, False)
    assert [one["learner"] for one in done["to_issue"]] == [one["learner"] for one in done["issued"]]
    told = mctool("issue", SPRING, "-C", workspace, "--unsealed", "--now", NOW).out
    assert f"{SPRING}: 8 written for upload, not sealed, 0 already issued" in told
    assert "Seal:" not in told
    assert not [line for line in told.splitlines() if line.startswith("issued")]
    for one in done["issued"]:
        upload = json.loads((workspace / one["files"]["upload"]).read_text())
        assert set(upload) == {"credential", "deliveryDetails"}
    assert not (workspace / "register" / f"{SPRING}.jsonl").exists()
    assert issue(mctool, workspace, "--unsealed")[1]["issued"] == done["issued"]


def test_the_same_clock_and_ids_make_the_same_unsigned_bytes(workspace: Path) -> None:
    from datetime import UTC, datetime

    from mctool.credentials import build_award, build_credential
    from mctool.formats import elm_jsonld, europass_xml
    from mctool.formats.certificate import CertificatePrinter
    from mctool.identities import read_identities

    world = World(load(workspace), TODAY)
    cohort = world.workspace.cohorts[SPRING]
    decision = next(one for one in decide(world, cohort) if one.verdict.awards)
    identity = read_identities(workspace / str(world.workspace.settings.identities))[decision.learner]
    made = []
    for _ in range(2):
        award = build_award(world.workspace, cohort)
        now = datetime(2026, 11, 24, 10, tzinfo=UTC)
        credential = build_credential(award, decision, identity, uuid="00000000-0000-4000-8000-000000000000", now=now)
        printer = CertificatePrinter(award, seal_level="B", seal_name="TEST", test=True)
        document = elm_jsonld.Renderer(award).render(credential, printer.pages(credential))
        made.append(
            (europass_xml.Renderer(award).render(credential), document, printer.pdf(credential, attachments={}))
        )
    assert made[0] == made[1]


def test_a_test_seal_says_so_in_the_folder_and_a_real_one_does_not(
    mctool: Mctool, workspace: Path, real_seal: Path
) -> None:
    one = ("--learner", first_awarded(workspace), "--formats", "xml")
    _, done = issue(mctool, workspace, *one)
    assert done["issued"][0]["files"]["xml"].startswith(f"issued/{SEALED}/")
    _, real = issue(mctool, workspace, *one, "--seal", str(real_seal))
    assert real["issued"][0]["files"]["xml"].startswith(f"issued/{SPRING}/")


def first_awarded(workspace: Path) -> str:
    world = World(load(workspace), TODAY)
    return next(one.learner for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards)


@pytest.mark.parametrize("letter", ["\U0001f600", "張"])
def test_a_name_that_cannot_be_printed_fails_alone_and_is_counted(mctool: Mctool, workspace: Path, letter: str) -> None:
    path = workspace.parent / "ws-identities" / "learners.csv"
    unlucky = first_awarded(workspace)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if line.startswith(unlucky))
    cells = lines[at].split(",")
    lines[at] = ",".join([cells[0], f"A{letter}", *cells[2:]])
    path.write_text("".join(lines), encoding="utf-8")
    for dry in (("--dry-run",), ()):
        ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, *dry)
        assert ended.code == 2
        assert f"{'7 to issue' if dry else '7 issued'}, 0 already issued" in ended.out
        assert ended.out.rstrip().endswith(", 1 failed")
        assert f"mctool: {unlucky}: no font of the certificate has «{letter}»" in ended.err
    code, again = issue(mctool, workspace)
    assert (code, again["issued"], [one["learner"] for one in again["failed"]]) == (2, [], [unlucky])


@pytest.mark.parametrize(
    ("spoiling", "words"),
    [
        (
            lambda ws: (ws / f"cohorts/{SPRING}.yaml").write_text(
                (ws / f"cohorts/{SPRING}.yaml").read_text() + "# x\n"
            ),
            "not committed",
        ),
        (lambda ws: (ws / "outcomes/new.yaml").write_text("kind: outcome\n"), "not committed: outcomes/new.yaml"),
        (lambda ws: (ws / "verbs.yaml").unlink(), "not committed: verbs.yaml"),
        (lambda ws: subprocess.run(["rm", "-rf", str(ws / ".git")], check=True), "git"),
    ],
)
def test_what_is_not_committed_is_not_issued(mctool: Mctool, workspace: Path, spoiling, words: str) -> None:  # type: ignore[no-untyped-def]
    spoiling(workspace)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert ended.code == 2
    assert words in ended.err
    assert not (workspace / "issued").exists()


def test_a_programme_changed_after_approval_stops_everything(mctool: Mctool, workspace: Path) -> None:
    path = workspace / "programmes" / "inclusive-communication.yaml"
    path.write_text(path.read_text().replace("attempts: 2", "attempts: 3"))
    commit(workspace)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW)
    assert ended.code == 2
    assert "MC502" in {one["code"] for one in ended.json["findings"]}
    assert not (workspace / "issued").exists()


@pytest.mark.parametrize(
    ("name", "was", "became", "place"),
    [
        ("outcomes/rewrite-messages-in-inclusive-language.yaml", "type: skill", "type: skil", ("MC004", 16)),
        ("rubrics/inclusive-message.yaml", "kind: rubric", "kind: rubric: no", ("MC001", 1)),
    ],
)
def test_the_real_fault_of_an_unreadable_part_is_told_with_its_place(
    mctool: Mctool, workspace: Path, name: str, was: str, became: str, place: tuple[str, int]
) -> None:
    path = workspace / name
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, became))
    commit(workspace)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW)
    assert ended.code == 2
    assert place in {(one["code"], one["line"]) for one in ended.json["findings"] if one["path"] == name}
    assert not (workspace / "issued").exists()


def test_leftovers_of_a_killed_run_are_swept_and_the_rest_finished(mctool: Mctool, workspace: Path) -> None:
    folder = workspace / "issued" / SEALED
    folder.mkdir(parents=True)
    for name in ("11111111-1111-4111-8111-111111111111.xml", "22222222-2222-4222-8222-222222222222.pdf.part"):
        (folder / name).write_text("half done")
    (folder / "notes.txt").write_text("the coordinator's own")
    code, done = issue(mctool, workspace)
    assert code == 0
    registered = {one["credential"].rpartition(":")[2] for one in done["issued"]}
    assert {path.name.split(".")[0] for path in folder.glob("*-*.*")} == registered
    assert (folder / "notes.txt").exists()


def break_seal(workspace: Path) -> None:
    (workspace.parent / "ws-keys" / "seal.p12").unlink()


def garble_seal(workspace: Path) -> None:
    (workspace.parent / "ws-keys" / "seal.p12").write_bytes(b"not a key store")


def wrong_password(workspace: Path) -> None:
    os.environ["MCTOOL_SEAL_PASSWORD"] = "wrong"


def no_identities(workspace: Path) -> None:
    (workspace.parent / "ws-identities" / "learners.csv").unlink()


@pytest.mark.parametrize(
    ("spoiling", "words"),
    [
        (break_seal, "there is no seal file"),
        (garble_seal, "seal.p12"),
        (wrong_password, "password"),
        (no_identities, "identities file"),
    ],
)
def test_bad_surroundings_end_in_one_line(mctool: Mctool, workspace: Path, monkeypatch, spoiling, words: str) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("MCTOOL_SEAL_PASSWORD", os.environ["MCTOOL_SEAL_PASSWORD"])
    spoiling(workspace)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert ended.code == 2
    assert words in ended.err
    assert not (workspace / "register" / f"{SPRING}.jsonl").exists()


def test_names_in_the_repository_are_refused(mctool: Mctool, workspace: Path) -> None:
    settings = workspace / "mctool.yaml"
    (workspace / "learners.csv").write_bytes((workspace.parent / "ws-identities" / "learners.csv").read_bytes())
    settings.write_text(settings.read_text().replace("../ws-identities/learners.csv", "learners.csv"))
    commit(workspace)
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert ended.code == 2
    assert not (workspace / "issued").exists()


def test_nothing_tracked_names_a_learner_after_issuing(mctool: Mctool, workspace: Path) -> None:
    issue(mctool, workspace)
    commit(workspace)
    names = (workspace.parent / "ws-identities" / "learners.csv").read_text(encoding="utf-8").splitlines()[1:]
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=workspace, capture_output=True, check=True).stdout.decode()
    for name in filter(None, tracked.split("\0")):
        content = (workspace / name).read_bytes().decode("utf-8", "replace")
        for line in names:
            family = line.split(",")[2].strip('"')
            assert family not in content, name


def test_an_unknown_cohort_or_programme_is_named(mctool: Mctool, workspace: Path) -> None:
    ended = mctool("issue", "inclusive-comunication-2026-spring", "-C", workspace, "--yes")
    assert ended.code == 2
    assert "did you mean" in ended.err
