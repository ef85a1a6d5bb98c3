"""A register that somebody changed, and a programme that changed after issuing."""

from datetime import UTC, datetime
from pathlib import Path

from mctool.approvals import programme_digest
from mctool.register import Entry, Event, appending
from mctool.workspace import load
from tests.rules.smallworld import PROGRAMME, SETTINGS, found, places


def record(root: Path, version: str, digest: str, event: Event = Event.ISSUED) -> None:
    """Writes two entries into the register of the cohort k."""
    entries = [
        Entry(
            datetime(2026, 6, 1, tzinfo=UTC), event, f"urn:credential:{learner}", learner, "k", "p", version, digest,
            "1" * 40, "awarded",
        )
        for learner in ("L-1", "L-2")
    ]  # fmt: skip
    with appending(root / "register/k.jsonl") as register:
        register.append(entries)


def test_the_line_that_was_changed_is_named(tmp_path: Path) -> None:
    record(tmp_path, "1", "sha256:1")
    assert found(tmp_path, {}, "MC901") == []
    path = tmp_path / "register/k.jsonl"
    path.write_text(path.read_text("utf-8").replace("L-1", "L-9"), encoding="utf-8")
    (hit,) = found(tmp_path, {}, "MC901")
    assert (hit.path, hit.line) == ("register/k.jsonl", 2)


def test_a_removed_end_is_noticed(tmp_path: Path) -> None:
    record(tmp_path, "1", "sha256:1")
    path = tmp_path / "register/k.jsonl"
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    assert [one.line for one in found(tmp_path, {}, "MC901")] == [1]


def test_a_register_that_is_no_folder_is_broken(tmp_path: Path) -> None:
    (tmp_path / "register" / "k.jsonl").mkdir(parents=True)
    assert [one.message for one in found(tmp_path, {}, "MC901")] != []


def test_a_version_that_was_issued_on_keeps_its_content(tmp_path: Path) -> None:
    files = {"mctool.yaml": SETTINGS, "programmes/p.yaml": PROGRAMME}
    assert found(tmp_path, files, "MC902") == []
    workspace = load(tmp_path)
    record(tmp_path, "1", programme_digest(workspace, workspace.programmes["p"]))
    assert found(tmp_path, files, "MC902") == []
    files["programmes/p.yaml"] = f"{PROGRAMME}fee: free\n"
    assert places(found(tmp_path, files, "MC902")) == [("MC902", 3, "10-13")]
    files["programmes/p.yaml"] = files["programmes/p.yaml"].replace('"1"', '"2"')
    assert found(tmp_path, files, "MC902") == []


def test_a_cohort_that_is_gone_is_missed(tmp_path: Path) -> None:
    record(tmp_path, "1", "sha256:1")
    assert places(found(tmp_path, {}, "MC903")) == [("MC903", 1, "1-1")]
