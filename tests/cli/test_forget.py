"""``mctool forget``: the name and the files go, the record stays sound, and nobody comes back by issuing again."""

import json
import multiprocessing
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mctool import forgetting, forgotten
from mctool.identities import read_identities
from mctool.workspace import load
from tests.cli.conftest import NOW, SEALED, SPRING, Mctool


def commit(workspace: Path) -> None:
    subprocess.run(["git", "add", "-A"], cwd=workspace, check=True)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "commit", "-qm", "register"], cwd=workspace, check=True)


@pytest.fixture
def issued(mctool: Mctool, workspace: Path) -> Path:
    """The workspace after a test seal was tried on two learners of the spring cohort, and all got files for upload."""
    for learner in learners(workspace)[:2]:
        alone = ("--learner", learner, "--formats", "xml")
        assert mctool("issue", SPRING, "-C", workspace, "--now", NOW, *alone).code == 0
        commit(workspace)
    assert mctool("issue", SPRING, "-C", workspace, "--now", NOW, "--unsealed").code in (0, 1)
    return workspace


def learners(workspace: Path) -> list[str]:
    """The first learners of the spring cohort who are to be awarded."""
    from mctool.decisions import decide
    from mctool.rules.world import World
    from tests.conftest import TODAY

    world = World(load(workspace), TODAY)
    return [one.learner for one in decide(world, world.workspace.cohorts[SPRING]) if one.verdict.awards]


def names(workspace: Path) -> Path:
    return workspace.parent / "ws-identities" / "learners.csv"


def register(workspace: Path) -> bytes:
    return (workspace / "register" / f"{SPRING}.jsonl").read_bytes()


def report(mctool: Mctool, workspace: Path) -> list[str]:
    """The lines of the cohort report, but for those on the state of the repository."""
    made = mctool("report", "cohort", SPRING, "-C", workspace, "--now", NOW, "--format", "md")
    assert made.code == 0
    return [line for line in made.out.splitlines() if not line.startswith(("- Git commit", "- Changed or new"))]


def test_a_person_goes_and_the_record_stays(mctool: Mctool, issued: Path) -> None:
    gone, kept = learners(issued)[:2]
    person = read_identities(names(issued))[gone]
    before, statistics = register(issued), report(mctool, issued)
    told = mctool("forget", gone, "-C", issued, "--now", NOW, "--yes", "--format", "json")
    assert told.code == 0, told.err
    assert [(one["learner"], one["identity"], one["files"]) for one in told.json["forgotten"]] == [(gone, True, 2)]
    assert len(told.json["not_reached"]) == 4
    everything = b"".join(path.read_bytes() for path in issued.parent.rglob("*") if path.is_file())
    assert person.family_name.encode() not in everything
    assert kept in read_identities(names(issued))
    assert register(issued) == before
    line = json.loads((issued / "register" / forgotten.FILE).read_text())
    assert (line["learner"], line["files"], len(line["credentials"])) == (gone, 2, 1)
    assert report(mctool, issued) == statistics
    commit(issued)
    assert not [one for one in mctool("validate", "-C", issued, "--now", NOW, "--format", "json").json["findings"]
                if one["severity"] == "error" and gone in one["message"]]  # fmt: skip
    assert gone not in mctool("identities", "check", "-C", issued).out
    other = next((issued / "issued" / SEALED).glob("*.xml"))
    assert mctool("verify", other, "--register", "-C", issued, "--now", NOW).code == 0


def test_issuing_again_says_why_not(mctool: Mctool, issued: Path) -> None:
    gone = learners(issued)[0]
    credential = next(one for one in read_lines(issued) if one["learner"] == gone)["credential"]
    assert mctool("revoke", credential, "--reason", "asked for", "-C", issued, "--now", NOW).code == 0
    assert mctool("forget", gone, "-C", issued, "--now", NOW, "--yes").code == 0
    commit(issued)
    ended = mctool("issue", SPRING, "-C", issued, "--now", NOW, "--learner", gone)
    assert (ended.code, "was forgotten on 2026-11-24: the name is gone" in ended.err) == (2, True)
    mctool("issue", SPRING, "-C", issued, "--now", NOW, "--formats", "xml")
    credentials = {one["credential"].rpartition(":")[2] for one in read_lines(issued) if one["learner"] == gone}
    assert not [path for path in (issued / "issued").rglob("*") if path.stem in credentials]


def read_lines(workspace: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in register(workspace).splitlines()]


def test_before_anything_was_issued_the_award_is_refused_with_the_reason(mctool: Mctool, workspace: Path) -> None:
    gone = learners(workspace)[0]
    assert mctool("forget", gone, "-C", workspace, "--now", NOW, "--yes").code == 0
    commit(workspace)
    found = mctool("decide", SPRING, "-C", workspace, "--now", NOW)
    assert "was forgotten on 2026-11-24" in found.out


def test_certificates_of_participation_and_uploads_go_too(mctool: Mctool, issued: Path) -> None:
    folder = issued / "issued" / SPRING
    told = mctool("issue", SPRING, "-C", issued, "--now", NOW, "--formats", "xml", "--format", "json").json
    commit(issued)
    participant = next(one for one in told["not_achieved"] if one["participation_certificate"])
    awarded = told["issued"][0]["learner"]
    uploads = len(list(folder.glob("*.upload.json")))
    assert (issued / participant["participation_certificate"]).exists()
    done = mctool(
        "forget", participant["learner"], awarded, "-C", issued, "--now", NOW, "--yes", "--format", "json"
    ).json
    assert [one["files"] for one in done["forgotten"]] == [1, 2]
    assert not (issued / participant["participation_certificate"]).exists()
    assert len(list(folder.glob("*.upload.json"))) == uploads - 1
    mctool("issue", SPRING, "-C", issued, "--now", NOW)
    assert not (issued / participant["participation_certificate"]).exists()


def test_again_changes_nothing_and_unknown_people_stop_everything(mctool: Mctool, workspace: Path) -> None:
    gone, other = learners(workspace)[:2]
    before = names(workspace).read_bytes()
    ended = mctool("forget", gone, "L-00000000", "-C", workspace, "--yes")
    assert (ended.code, "nobody knows a learner" in ended.err) == (2, True)
    assert mctool("forget", gone, "-C", workspace).code == 2  # nobody can be asked here
    assert names(workspace).read_bytes() == before
    assert not (workspace / "register" / forgotten.FILE).exists()
    for _ in range(2):
        assert mctool("forget", gone, "-C", workspace, "--now", NOW, "--yes").code == 0
    assert len((workspace / "register" / forgotten.FILE).read_text().splitlines()) == 1
    assert other in read_identities(names(workspace))


def _forget(workspace: Path, learner: str, stop_at: int) -> None:
    done = 0
    unlink, replace = Path.unlink, Path.replace

    def counted(call: object) -> object:
        def dying(self: Path, *arguments: object, **options: object) -> object:
            nonlocal done
            done += 1
            if done == stop_at:
                os._exit(9)
            return call(self, *arguments, **options)  # type: ignore[operator]

        return dying

    Path.unlink, Path.replace = counted(unlink), counted(replace)  # type: ignore[method-assign, assignment]
    forgetting.forget(load(workspace), [learner], datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize("stop_at", [1, 2, 3, 4])
def test_killed_anywhere_and_run_again_it_is_finished(mctool: Mctool, issued: Path, stop_at: int) -> None:
    gone = learners(issued)[0]
    mctool("forget", "--help")
    process = multiprocessing.get_context("spawn").Process(target=_forget, args=(issued, gone, stop_at))
    process.start()
    process.join()
    assert process.exitcode == (9 if stop_at < 4 else 0)
    assert gone in forgotten.read(issued / "register")
    assert (gone in mctool("identities", "check", "-C", issued).out) == (stop_at < 4)
    assert mctool("forget", gone, "-C", issued, "--now", NOW, "--yes").code == 0
    assert gone not in read_identities(names(issued))
    assert len(forgotten.read(issued / "register")) == 1


def test_while_somebody_issues_nothing_is_erased(mctool: Mctool, issued: Path) -> None:
    from mctool.register import appending

    gone = learners(issued)[0]
    with appending(issued / "register" / f"{SPRING}.jsonl"):
        ended = mctool("forget", gone, "-C", issued, "--yes")
    assert (ended.code, "another mctool" in ended.err) == (2, True)
    assert gone in read_identities(names(issued))


def test_a_record_that_was_tampered_with_is_said(mctool: Mctool, workspace: Path) -> None:
    gone = learners(workspace)[0]
    (workspace / "register").mkdir(exist_ok=True)
    (workspace / "register" / forgotten.FILE).write_text("nonsense\n")
    ended = mctool("forget", gone, "-C", workspace, "--yes")
    assert (ended.code, "line 1 is no record of an erasure" in ended.err) == (2, True)
