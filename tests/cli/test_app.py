"""How mctool ends: one line and the right exit code for whatever a person does, never a traceback."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from mctool.cli.app import app
from tests.cli.conftest import NOW, PASSWORD, SEALED, SPRING, Mctool
from tests.conftest import ROOT
from tests.terminal import ended as until_the_end
from tests.terminal import terminal

MCTOOL = [sys.executable, "-m", "mctool"]
HEAVY = ("pydantic", "lxml", "signxml", "joserfc", "cryptography", "typst", "jinja2", "rdflib", "ruamel", "openpyxl")


def start(*arguments: str | Path, **how: object) -> subprocess.CompletedProcess[str]:
    """Runs mctool as a program of its own."""
    environment = {**os.environ, "MCTOOL_SEAL_PASSWORD": PASSWORD}
    command = [*MCTOOL, *(str(one) for one in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **how)  # type: ignore[call-overload]
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    code = "import sys; from mctool.cli.app import run; run(sys.argv[1:]); print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()}
    assert not loaded & set(HEAVY)


def test_every_command_has_help_with_an_example() -> None:
    from typer.main import get_command

    def commands(group):  # type: ignore[no-untyped-def]
        for command in group.commands.values():
            yield from commands(command) if hasattr(command, "commands") else [command]

    found = list(commands(get_command(app)))
    assert len(found) > 12
    for command in found:
        assert "Example: `mctool " in (command.help or ""), command.name


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["validate", "-C", "/nowhere"], "is not a folder"),
        (["validate", "-C", str(ROOT / "tests")], "no workspace"),
        (["validat"], "No such command"),
        (["validate", "--fromat", "json"], "No such option"),
        (["decide"], "Missing argument"),
        (["explain", "MC999"], "no rule"),
        (["explain", "G2.3.9"], "did you mean"),
        (["schema", "programm"], "did you mean «programme»"),
        (["issue", SPRING, "-C", "{ws}", "--formats", "docx", "--yes"], "--formats takes"),
        (["issue", SPRING, "-C", "{ws}", "--allow-uncommitted"], "goes with --dry-run"),
        (["validate", "-C", "{ws}", "--now", "yesterday"], "is no time"),
        (["validate", "-C", "{ws}", "nowhere.yaml"], "is no file of the workspace"),
        (["verify"], "Missing argument"),
        (["approve", "inclusive-communication", "-C", "{ws}", "--body", " ", "--reference", "1"], "names the body"),
        (["approve", "inclusive", "-C", "{ws}", "--body", "b", "--reference", "1"], "did you mean"),
        (["seal", "inspect", "{ws}/mctool.yaml"], "mctool.yaml"),
        (["seal", "new", "{ws}/../ws-keys/seal.p12", "-C", "{ws}"], "is there already"),
        (["init", "{ws}", "--example", "equini"], "is already there"),
    ],
)
def test_wrong_arguments_end_in_one_line_and_exit_code_2(
    mctool: Mctool, workspace: Path, arguments: list[str], words: str
) -> None:
    ended = mctool(*(one.replace("{ws}", str(workspace)) for one in arguments))
    assert ended.code == 2
    assert words.replace("{ws}", str(workspace)) in ended.err
    assert len(ended.err.strip().splitlines()) <= 4


def test_verifying_what_is_no_file_is_undecided(mctool: Mctool, workspace: Path) -> None:
    for path in (workspace / "nothing.xml", workspace):
        ended = mctool("verify", path, "--format", "json")
        assert ended.code == 2
        assert ended.json["files"][0]["verdict"] == "indeterminate"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", 1), (b"\x00\xff\xfe binary", 1), (b"kind: outcome\n", 1), (b"- a\n- b\n", 1), (b"kind: [\n", 1)],
    ids=["empty", "binary", "incomplete", "list", "cut"],
)
def test_a_bad_file_is_a_finding_and_the_others_are_still_checked(
    mctool: Mctool, workspace: Path, content: bytes, code: int
) -> None:
    (workspace / "outcomes" / "bad.yaml").write_bytes(content)
    ended = mctool("validate", "-C", workspace, "--format", "json", "--now", NOW)
    assert ended.code == code
    assert {one["path"] for one in ended.json["findings"]} == {"outcomes/bad.yaml"}
    assert ended.json["files"] > 20


def test_a_broken_settings_file_is_a_finding_too(mctool: Mctool, workspace: Path) -> None:
    (workspace / "mctool.yaml").write_text("mctool: 1\nlanguages: [en\n")
    ended = mctool("validate", "-C", workspace, "--format", "json", "--now", NOW)
    assert ended.code == 1
    assert "MC001" in {one["code"] for one in ended.json["findings"]}
    assert mctool("issue", SPRING, "-C", workspace, "--yes").code == 2


def test_the_workspace_is_found_from_a_folder_inside(workspace: Path) -> None:
    assert start("validate", "--now", NOW, cwd=workspace / "outcomes").returncode == 0
    assert start("-C", workspace, "validate", "--now", NOW).returncode == 0


def test_a_closed_pipe_is_no_accident(workspace: Path) -> None:
    (workspace / "outcomes" / "bad.yaml").write_text("kind: outcome\n" + "unknown: x\n" * 1)
    command = f"{sys.executable} -m mctool explain | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("MC001")
    assert done.stderr == ""
    assert done.returncode in (0, 2)
    reader, writer = os.pipe()
    os.close(reader)
    closed = subprocess.run([*MCTOOL, "explain"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (closed.returncode, closed.stderr) == (2, "")


def test_no_colour_and_no_markup_when_piped(workspace: Path) -> None:
    (workspace / "outcomes" / "bad.yaml").write_text("kind: outcome\n")
    assert "\x1b" not in start("validate", "-C", workspace, "--now", NOW).stdout


OLD = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}


def test_files_and_pipes_get_utf_8_whatever_the_locale(workspace: Path) -> None:
    command = [*MCTOOL, "status", "-C", str(workspace), "--now", NOW]
    shown, old = (
        subprocess.run(command, capture_output=True, env=os.environ | more, check=True).stdout for more in ({}, OLD)
    )
    assert "✓" in shown.decode()
    assert old == shown


def test_a_terminal_without_our_letters_is_no_accident(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OLD.items():
        monkeypatch.setenv(name, value)
    with terminal("status", "-C", workspace, "--now", NOW) as child:
        shown, code = until_the_end(child)
    assert code == 0
    assert "? needs-analysis" in shown


def test_a_locale_that_cannot_name_files_is_named(workspace: Path) -> None:
    elsewhere = workspace.rename(workspace.with_name("wż"))
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    settings = elsewhere / "mctool.yaml"
    settings.write_text(settings.read_text().replace("register: register", "register: rejestrację"))
    done = subprocess.run(
        [*MCTOOL, "validate", "-C", str(elsewhere)], capture_output=True, env=os.environ | plain, check=False
    )
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"set PYTHONUTF8=1" in done.stderr


def test_source_date_epoch_fixes_the_clock(workspace: Path) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1900000000"}  # 2030: reviews are overdue by then
    command = [*MCTOOL, "validate", "-C", str(workspace), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert "MC503" in done.stdout


def test_a_full_disk_leaves_nothing_half_done_and_the_next_run_finishes(mctool: Mctool, workspace: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))  # as a full disk would, in mid-write

    options = ("issue", SPRING, "-C", workspace, "--yes", "--now", NOW, "--workers", "1")
    done = start(*options, preexec_fn=small_files)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert not list((workspace / "issued").rglob("*.pdf"))
    ended = mctool(*options, "--format", "json")
    assert ended.code == 0
    assert len(ended.json["issued"]) == 8
    assert len(list((workspace / "issued" / SEALED).glob("*.pdf"))) == 8
    assert not list((workspace / "issued").rglob("*.part"))


def test_a_folder_that_cannot_be_written_is_named(mctool: Mctool, workspace: Path) -> None:
    (workspace / "issued").mkdir()
    (workspace / "issued" / SEALED).write_text("a file is in the way")
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert ended.code == 2
    assert "cannot be written" in ended.err
    assert not (workspace / "register" / f"{SPRING}.jsonl").exists()


def test_closed_output_is_no_accident(workspace: Path) -> None:
    for redirection, code in ((">&-", 0), (">&- 2>&-", 0), ("<&- >&- 2>&-", 0)):
        command = f"exec {sys.executable} -m mctool validate -C '{workspace}' --now {NOW} {redirection}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, "")


def test_a_name_that_turns_the_text_around_is_refused(mctool: Mctool, workspace: Path) -> None:
    path = workspace.parent / "ws-identities" / "learners.csv"
    path.write_text(path.read_text(encoding="utf-8") + "L-FFFFFFFF,\u202eabc,C,\n", encoding="utf-8")
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--now", NOW)
    assert ended.code == 2
    assert "control character" in ended.err
