"""Certificates of participation come whenever they are owed, also when there is no credential to issue."""

from pathlib import Path

from tests.cli.conftest import NOW, SPRING, Mctool


def test_a_run_without_anybody_to_issue_to_still_makes_certificates_of_participation(
    mctool: Mctool, workspace: Path
) -> None:
    below = mctool("decide", SPRING, "-C", workspace, "--format", "json", "--now", NOW).json["decisions"]
    learner = next(one["learner"] for one in below if one["decision"] == "not-achieved")
    arguments = ("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW, "--learner", learner)
    first = mctool(*arguments)
    assert first.code == 0
    assert first.json["issued"] == []
    (only,) = first.json["not_achieved"]
    certificate = workspace / only["participation_certificate"]
    assert certificate.read_bytes().startswith(b"%PDF-")
    before = certificate.stat().st_mtime_ns
    assert mctool(*arguments).json["not_achieved"] == [only]
    assert certificate.stat().st_mtime_ns == before
