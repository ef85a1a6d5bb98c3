"""``mctool log``: who changed which field when, from real commits."""

import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Mctool
from tests.gitrepository import commit, edit, git

ID = "inclusive-communication"
PROGRAMME = f"programmes/{ID}.yaml"
RUBRIC = "rubrics/conflict-scenario.yaml"
OUTCOME = "outcomes/respond-to-discriminatory-comments.yaml"


def test_each_field_is_told_with_who_and_when(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    edit(workspace, PROGRAMME, "fee: project-funded", "fee: free")
    commit(workspace, "More time for practice", "Ada Example", "2026-11-20")
    edit(workspace, RUBRIC, "minimum: acceptable", "minimum: insufficient")
    last = commit(workspace, "Lower the bar", "Bob Example", "2026-11-21")
    ended = mctool("log", ID, "-C", workspace, "--since", "HEAD~2")
    assert ended.code == 0
    assert ended.out == (
        f"2026-11-21 09:30 Bob Example ({last[:10]}: Lower the bar)\n"
        "  changed rubric conflict-scenario › minimum from «acceptable» to «insufficient»\n"
        "  made the standard weaker: the rubric «conflict-scenario»: a lower minimum for «paraphrase»: "
        "acceptable → insufficient\n"
        "  made the standard weaker: the rubric «conflict-scenario»: a lower minimum for «naming-the-rule»: "
        "acceptable → insufficient\n"
        "  made the standard weaker: the rubric «conflict-scenario»: a lower minimum for «invitation-to-rephrase»: "
        "acceptable → insufficient\n"
        f"2026-11-20 09:30 Ada Example ({git(workspace, 'rev-parse', 'HEAD~1')[:10]}: More time for practice)\n"
        f"  changed programme {ID} › workload › hours from «56» to «60»\n"
        f"  changed programme {ID} › fee from «project-funded» to «free»\n"
    )


def test_approvals_reviews_and_beginnings_are_told(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    edit(workspace, PROGRAMME, "last: 2026-07-02", "last: 2026-11-19")
    given = ("--body", "Senate", "--reference", "S/9", "--date", "2026-11-20")
    assert mctool("approve", ID, *given, "-C", workspace, "--now", NOW).code == 0
    commit(workspace, "Approve")
    newest, first = mctool("log", ID, "-C", workspace, "--format", "json").json["entries"]
    assert newest["words"][1:] == [
        "recorded programme-approval by Senate of 2026-11-20 (S/9)",
        "recorded the review of 2026-11-19 by Quality Office",
    ]
    assert newest["approvals"][0]["reference"] == "S/9"
    assert (first["event"], first["changes"]) == ("written", [])
    assert first["words"][0].endswith("version 2026.1, with 4 outcomes and 3 rubrics")


def test_comments_and_other_programmes_are_no_change(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, "# Plain words for an employer", "# For an employer")
    edit(workspace, "programmes/emotional-intelligence.yaml", "fee: ", "fee: free # ")
    edit(workspace, "mctool.yaml", "small_group: 5", "small_group: 6")
    commit(workspace, "Elsewhere")
    ended = mctool("log", ID, "-C", workspace, "--since", "HEAD~1")
    assert (ended.code, ended.out) == (0, "Nothing has changed since HEAD~1\n")


def test_an_outcome_that_comes_or_goes_is_one_line(mctool: Mctool, workspace: Path) -> None:
    text = (workspace / PROGRAMME).read_text(encoding="utf-8")
    edit(workspace, PROGRAMME, "  - moderate-meetings-for-every-voice\n", "")
    edit(workspace, PROGRAMME, "    assesses: [moderate-meetings-for-every-voice]", "    assesses: []")
    commit(workspace, "Fewer outcomes")
    (workspace / PROGRAMME).write_text(text, encoding="utf-8")
    commit(workspace, "All outcomes again")
    back, gone = mctool("log", ID, "-C", workspace, "--since", "HEAD~2", "--format", "json").json["entries"]
    assert "took away the outcome moderate-meetings-for-every-voice" in gone["words"]
    assert "made the standard weaker: the outcome «moderate-meetings-for-every-voice» is gone" in gone["words"]
    assert "added the outcome moderate-meetings-for-every-voice" in back["words"]
    assert len(back["words"]) == 3


def test_a_file_that_was_broken_moved_or_removed_loses_no_change(mctool: Mctool, workspace: Path) -> None:
    text = (workspace / PROGRAMME).read_text(encoding="utf-8")
    (workspace / PROGRAMME).write_text("kind: programme\nid: [", encoding="utf-8")
    commit(workspace, "Break it")
    (workspace / PROGRAMME).unlink()
    (workspace / "catalogue").mkdir()
    (workspace / f"catalogue/{ID}.yaml").write_text(text.replace("hours: 56", "hours: 58"), encoding="utf-8")
    commit(workspace, "Mend and move it")
    (workspace / f"catalogue/{ID}.yaml").unlink()
    commit(workspace, "Close it")
    entries = mctool("log", ID, "-C", workspace, "--format", "json").json["entries"]
    assert [one["event"] for one in entries] == ["removed", "changed", "unreadable", "written"]
    assert entries[1]["changes"] == [
        {"where": f"programme {ID} › workload › hours", "before": "56", "after": "58"}
    ]  # fmt: skip


def test_a_merge_tells_only_what_it_changed_itself(mctool: Mctool, workspace: Path) -> None:
    git(workspace, "switch", "--quiet", "--create", "side")
    edit(workspace, OUTCOME, "eqf_level: 6", "eqf_level: 7")
    commit(workspace, "Raise the level", "Bob Example")
    git(workspace, "switch", "--quiet", "main")
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 57, ects: 2")
    commit(workspace, "More hours", "Ada Example")
    git(workspace, "-c", "user.name=t", "-c", "user.email=t@example.org", "merge", "--no-commit", "--quiet", "side")
    edit(workspace, PROGRAMME, "fee: project-funded", "fee: free")
    commit(workspace, "Merge", "Cleo Example")
    entries = mctool("log", ID, "-C", workspace, "--format", "json").json["entries"]
    told = {one["author"]: [change["where"].rpartition(" › ")[2] for change in one["changes"]] for one in entries}
    assert told["Ada Example"] == ["hours"]
    assert told["Bob Example"] == ["eqf_level"]
    assert told["Cleo Example"] == ["fee"]


def test_names_steer_no_terminal(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    commit(workspace, "Sub\x1b[31mject", "Eve\x1b[2J Example")
    out = mctool("log", ID, "-C", workspace).out
    assert "\x1b" not in out
    assert "Example" in out


def test_what_is_not_there_is_said_in_a_line(mctool: Mctool, workspace: Path, example: Path) -> None:
    unknown = mctool("log", "inclusive-comunication", "-C", workspace)
    assert (unknown.code, "did you mean «inclusive-communication»" in unknown.err) == (2, True)
    nowhere = mctool("log", ID, "-C", workspace, "--since", "2019.7")
    assert (nowhere.code, "versions in its history: 2026.1" in nowhere.err) == (2, True)
    outside = mctool("log", ID, "-C", example)
    assert (outside.code, "not a git repository" in outside.err) == (2, True)


def test_a_repository_that_means_harm_writes_nothing_outside(
    mctool: Mctool, workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    text = (workspace / PROGRAMME).read_text(encoding="utf-8")
    (workspace / PROGRAMME).write_text(text.replace("  - moderate-", '  - "\\0"\n  - escaped\n  - moderate-'), "utf-8")
    commit(workspace, "Name odd things", "Eve\x1fExample")
    inner = hash_object(workspace, "blob", b"kind: outcome\nid: escaped\n")
    entry = b"100644 escaped.yaml\0" + bytes.fromhex(inner)
    made = hash_object(workspace, "tree", entry)
    top = subprocess.run(["git", "cat-file", "tree", "HEAD^{tree}"], cwd=workspace, capture_output=True, check=True)
    tree = hash_object(workspace, "tree", b"40000 ..\0" + bytes.fromhex(made) + top.stdout)
    parent = git(workspace, "rev-parse", "HEAD~1")
    people = "author Eve <e@example.org> 99999999999999 +0000\ncommitter Eve <e@example.org> 1795514400 +0000"
    written = f"tree {tree}\nparent {parent}\n{people}\n\nharm\n"
    git(workspace, "update-ref", "HEAD", hash_object(workspace, "commit", written.encode()))
    assert "../escaped.yaml" in git(workspace, "ls-tree", "-r", "--name-only", "HEAD")
    ended = mctool("log", ID, "-C", workspace)
    assert ended.code == 0
    assert "Eve" in ended.out
    assert not list(tmp_path.rglob("escaped.yaml"))


def hash_object(root: Path, kind: str, content: bytes) -> str:
    """Writes an object of git as it is, however odd, and returns its id."""
    command = ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"]
    return subprocess.run(command, cwd=root, input=content, capture_output=True, check=True).stdout.decode().strip()
