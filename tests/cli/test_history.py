"""``mctool validate --history``: what was committed once and removed is found, and its value is never shown."""

import subprocess
import time
from pathlib import Path

import pytest

from mctool.errors import WorkspaceError
from mctool.identities import Identity
from mctool.leaks import search
from tests.cli.conftest import NOW, Mctool

ANA = Identity("L-01", "Anna", "Przykładowska", "anna@students.example", keys="moodle=S234501", national_id="X1234567")


def git(folder: Path, *arguments: str, given: str | None = None) -> str:
    words = ["git", "-c", "user.name=t", "-c", "user.email=t@staff.example", *arguments]
    return subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True, input=given).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one harmless commit."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "a.md").write_text("harmless\n")
    commit(tmp_path, "begin")
    return tmp_path


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def found(folder: Path) -> list[tuple[str, str, int, str]]:
    return [(one.commit, one.path, one.line, one.kind) for one in search(folder, [ANA], ()).leaks]


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [("x\nseen: Przykladowska, ANNA\n", 2, "a learner's name"), ("anna@students.example\n", 1, "an e-mail address"),
     ("\n\nno. S234501,\n", 3, "a learner's number on a platform"), ("id X1234567", 1, "a learner's national number")],
)  # fmt: skip
def test_what_was_removed_again_is_found_where_it_came_in(repository: Path, text: str, line: int, kind: str) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / "ü b.txt").write_text(text)
    there = commit(repository, "add")
    (repository / "sub" / "ü b.txt").unlink()
    commit(repository, "remove")
    assert found(repository) == [(there, "sub/ü b.txt", line, kind)]


def test_other_branches_stashes_merges_messages_and_file_names_are_searched(repository: Path) -> None:
    git(repository, "switch", "-qc", "side")
    (repository / "side.txt").write_text("Anna Przykładowska\n")
    side = commit(repository, "side")
    git(repository, "switch", "-q", "main")
    (repository / "Anna Przykładowska.md").write_text("nothing\n")
    named = commit(repository, "file")
    git(repository, "rm", "-q", "Anna Przykładowska.md")
    said = commit(repository, "Correct the form of\n\nAnna Przykładowska")
    (repository / "a.md").write_text("draft of Anna Przykładowska\n")
    git(repository, "stash")
    got = found(repository)
    assert (side, "side.txt", 1, "a learner's name") in got
    assert (said, "", 3, "a learner's name") in got
    assert (named, "Anna Przykładowska.md", 1, "a learner's name in its name") in got
    assert [path for _, path, _, _ in got].count("a.md") == 1
    assert len(got) == 4


def test_a_name_that_only_a_merge_brought_is_found(repository: Path) -> None:
    git(repository, "switch", "-qc", "side")
    commit(repository, "empty")
    git(repository, "switch", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "--no-commit", "side")
    (repository / "evil.txt").write_text("Anna Przykładowska")
    merge = commit(repository, "merge")
    assert found(repository) == [(merge, "evil.txt", 1, "a learner's name")]


def test_versions_of_one_file_are_one_leak_and_binaries_are_counted(repository: Path) -> None:
    versions = []
    for at in range(5):
        (repository / "list.csv").write_text(f"Anna,Przykładowska,{at}\n")
        versions.append(commit(repository, f"v{at}"))
    (repository / "form.pdf").write_bytes(b"%PDF\0Anna Przyk\xc5\x82adowska")
    commit(repository, "form")
    past = search(repository, [ANA], ())
    assert [(one.commit, one.contents) for one in past.leaks] == [(versions[0], 5)]
    assert (past.commits, past.contents, past.unread) == (7, 7, 1)
    assert "and so did 4 more contents" in past.leaks[0].finding().message


def test_an_empty_yes_is_never_given(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="none is at hand"):
        search(repository, [], ())
    clone = tmp_path / "clone"
    commit(repository, "more")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(clone))
    with pytest.raises(WorkspaceError, match="this clone is shallow"):
        search(clone, [ANA], ())
    with pytest.raises(WorkspaceError, match="not a git repository"):
        search(Path("/"), [ANA], ())


def test_the_command_names_commit_path_and_line_and_no_value(mctool: Mctool, workspace: Path) -> None:
    clean = mctool("validate", "--history", "--select", "MC601", "-C", workspace, "--now", NOW)
    assert clean.code == 0, clean.out
    assert "commit with" in clean.err
    table = (workspace.parent / "ws-identities" / "learners.csv").read_text().splitlines()
    _, given, family = table[1].split(",")[:3]
    note = workspace / "evidence" / "note.md"
    note.write_text(f"# Note\n\n{given} {family} was late\n")
    there = commit(workspace, "note")
    note.unlink()
    commit(workspace, "no note")
    for form in ("text", "json", "sarif", "github", "gitlab", "junit"):
        ended = mctool("validate", "--history", "-C", workspace, "--now", NOW, "--format", form)
        assert ended.code == 1
        assert f"evidence/note.md@{there[:12]}" in ended.out.replace("%40", "@")  # as addresses write it
        assert family not in ended.out
    assert mctool("validate", "--history", "--changed", "-C", workspace).code == 2
    (workspace.parent / "ws-identities" / "learners.csv").unlink()
    assert mctool("validate", "--history", "-C", workspace).code == 2


def test_the_search_takes_time_in_proportion_to_what_was_committed(repository: Path) -> None:
    def seconds(size: int, name: str) -> float:
        stream = [f"commit refs/heads/{name}\ncommitter t <t@staff.example> 0 +0000\ndata 1\nx\n"]
        for at in range(size):
            text = f"{name} {at}\n" + "a line of words that nobody knows\n" * 20
            stream.append(f"M 644 inline f{at}.txt\ndata {len(text)}\n{text}\n")
        git(repository, "fast-import", "--quiet", given="".join(stream))
        start = time.process_time()
        assert search(repository, [ANA], ()).leaks == ()
        return time.process_time() - start

    few = seconds(500, "few")
    assert seconds(4000, "many") < 9 * few * 2.5 + 0.5
