"""CI jobs, the action and the settings of editors: valid, safe, and their commands do what they say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mctool.yamlsource import Source
from tests.cli.conftest import Mctool
from tests.conftest import ROOT

BIN = Path(sys.executable).parent
GIVEN = ("--name", "U", "--country", "POL", "--language", "en")
OUTCOME = "outcomes/respond-to-discriminatory-comments.yaml"


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a program of the virtual environment."""
    path = f"{BIN}:{os.environ['PATH']}"
    given = os.environ | {"PATH": path} | environment
    return subprocess.run(
        [str(one) for one in command], cwd=cwd, capture_output=True, text=True, check=False, env=given
    )


def shell(script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs *script* as CI services do: bash that stops at the first error."""
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, cwd=cwd, **environment)


def data(path: Path) -> Any:
    return Source.from_bytes(path.read_bytes()).data


@pytest.fixture
def faulty(workspace: Path) -> Path:
    """The example with an outcome that nobody can observe."""
    text = (workspace / OUTCOME).read_text(encoding="utf-8")
    statement = text.index("  en: ", text.index("statement:"))
    end = text.index("\n", statement)
    words = "  en: Understand discriminatory comments in a seminar"
    (workspace / OUTCOME).write_text(text[:statement] + words + text[end:], encoding="utf-8")
    return workspace


def made(mctool: Mctool, folder: Path, ci: str, path: str) -> Path:
    assert mctool("init", folder, *GIVEN, "--ci", ci).code == 0
    return folder / path


@pytest.mark.parametrize(
    ("ci", "path", "schema"),
    [("github", ".github/workflows/mctool.yml", "github-workflows"), ("gitlab", ".gitlab-ci.yml", "gitlab-ci")],
)
def test_jobs_are_what_their_services_take(mctool: Mctool, tmp_path: Path, ci: str, path: str, schema: str) -> None:
    job = made(mctool, tmp_path / "ws", ci, path)
    done = run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", job)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_is_what_github_takes() -> None:
    done = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_auditor_of_workflows_has_nothing_to_say(mctool: Mctool, tmp_path: Path) -> None:
    job = made(mctool, tmp_path / "ws", "github", ".github/workflows/mctool.yml")
    done = run(BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", job, ROOT / "action.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    spoilt = tmp_path / "spoilt" / "action.yml"
    spoilt.parent.mkdir()
    text = (ROOT / "action.yml").read_text(encoding="utf-8").replace('"$WORKSPACE"', '"${{ inputs.workspace }}"')
    spoilt.write_text(text, encoding="utf-8")
    assert run(BIN / "zizmor", "--offline", "--no-progress", spoilt).returncode != 0


def test_the_github_job_marks_the_line_and_fails(mctool: Mctool, tmp_path: Path, faulty: Path) -> None:
    job = data(made(mctool, tmp_path / "fresh", "github", ".github/workflows/mctool.yml"))
    script = job["jobs"]["validate"]["steps"][-1]["run"]
    done = shell(script, faulty)
    assert done.returncode == 1
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert any(f"file={OUTCOME}" in one and "MC203" in one for one in errors)


def test_the_gitlab_job_leaves_its_report_also_when_it_fails(mctool: Mctool, tmp_path: Path, faulty: Path) -> None:
    job = data(made(mctool, tmp_path / "fresh", "gitlab", ".gitlab-ci.yml"))["validate"]
    done = shell(job["script"][-1], faulty)
    assert done.returncode == 1
    report = json.loads((faulty / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert job["artifacts"]["when"] == "always"
    assert any(one["location"]["path"] == OUTCOME and one["check_name"].startswith("MC203") for one in report)


@pytest.mark.parametrize(("strict", "code"), [("false", 0), ("true", 1)])
def test_the_action_checks_the_workspace_it_is_given(workspace: Path, strict: str, code: int) -> None:
    step = data(ROOT / "action.yml")["runs"]["steps"][-1]
    assert set(step["env"]) == {"WORKSPACE", "STRICT"}
    settings = workspace / "mctool.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("minimum_hours: 8", "minimum_hours: 60"), encoding="utf-8")  # a warning
    done = shell(step["run"], workspace.parent, WORKSPACE=workspace.name, STRICT=strict)
    assert done.returncode == code, done.stdout + done.stderr
    assert "::warning " in done.stdout


def test_editor_settings_name_schemas_that_lie_beside_them(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, *GIVEN, "--editor", "vscode").code == 0
    named = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert len(named) == 8
    for schema in named:
        assert json.loads((folder / schema).read_text(encoding="utf-8"))["title"].startswith("mctool ")
    assert "redhat.vscode-yaml" in (folder / ".vscode/extensions.json").read_text(encoding="utf-8")
    assert run("git", "status", "--porcelain", cwd=folder).stdout == ""
    assert mctool("validate", "-C", folder, "--format", "json").json["files"] == 2
