"""Every page is followed command by command, and says what happens."""

import inspect
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mctool
from mctool.cli.app import run
from mctool.rules import ALL
from tests.cli.conftest import NOW, laid_out, workspace  # noqa: F401 - fixtures
from tests.conftest import ROOT
from tests.docs.pages import blocks, reader

NOVEMBER = datetime(2026, 11, 24, 10, tzinfo=UTC)  # when the example plays
IN_NOVEMBER = {"SOURCE_DATE_EPOCH": f"{NOVEMBER.timestamp():.0f}"}
EMPLOYER = ROOT / "docs" / "howto" / "employer.md"
PAGES = (
    "README.md",
    "docs/index.md",
    "docs/import.md",
    "docs/settings.md",
    *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/howto/*.md") if path != EMPLOYER),
)


def test_the_tutorial_leads_from_an_empty_folder_to_a_verified_credential(tmp_path: Path) -> None:
    person = reader(tmp_path / "home")
    person.follow(ROOT / "docs" / "tutorial.md")
    assert person.place == tmp_path / "home" / "academy"
    assert len(list((person.place / "issued").rglob("*.pdf"))) == 3  # two certificates, one of participation
    assert (person.place / "audit.html").stat().st_size > 10_000
    tracked = b"".join(path.read_bytes() for path in person.place.glob("register/*"))
    assert tracked
    assert b"Amara" not in tracked
    assert not any("skip" in block.attributes for block in blocks(ROOT / "docs" / "tutorial.md"))


@pytest.mark.parametrize("page", PAGES)
def test_commands_on_other_pages_do_what_they_say(page: str, tmp_path: Path) -> None:
    person = reader(tmp_path / "home")
    person.environment |= IN_NOVEMBER
    person.follow(ROOT / page)
    assert person.commands or page == "docs/index.md"
    skipped = [block.text for block in blocks(ROOT / page) if "skip" in block.attributes]
    assert len(skipped) == (1 if page == "README.md" else 0)  # what CI types, as the test below holds


def test_what_looks_like_a_command_is_in_a_block_that_is_run() -> None:
    pages = {*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")} - {ROOT / "docs" / "cli.md"}  # forms of commands
    for page in sorted(pages):
        for block in blocks(page):
            typed = re.findall(r"^(?:\$ |>>> |mctool |pip |git |python |make |age )", block.text, re.MULTILINE)
            assert not typed or block.language in ("sh", "text"), f"{page.name}:{block.line}"
            assert "pip install" not in block.text or "install" in block.attributes, f"{page.name}:{block.line}"


def test_an_employer_verifies_with_mctool_and_without(workspace: Path, tmp_path: Path) -> None:  # noqa: F811
    world = mctool.load(workspace, now=NOVEMBER)
    files = mctool.issue(world, "inclusive-communication-2026-spring", now=NOVEMBER).issued[0].files
    person = reader(tmp_path / "home")
    person.environment |= IN_NOVEMBER
    for kind in ("pdf", "xml"):
        shutil.copy(workspace / files[kind], person.place / f"certificate.{kind}")
    shutil.copy(workspace.parent / "ws-keys" / "seal.pem", person.place / "university.pem")
    assert run(["statuslist", "-o", str(person.place / "statuslist.json"), "-C", str(workspace), "--now", NOW]) == 0
    person.follow(EMPLOYER)
    assert len(person.commands) == 3
    assert not [block for block in blocks(EMPLOYER) if "skip" in block.attributes]


def test_the_program_on_the_page_for_programs_runs(tmp_path: Path) -> None:
    person = reader(tmp_path / "home")
    person.environment |= IN_NOVEMBER
    person.follow(ROOT / "docs" / "api.md")
    (program,) = (block.text for block in blocks(ROOT / "docs" / "api.md") if block.language == "python")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=person.place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(" awarded") == 8


def test_the_page_for_programs_names_what_there_is() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \|(.*)\|.*\|$", page, re.MULTILINE))
    functions = {name: one for name in mctool.__all__ if inspect.isfunction(one := getattr(mctool, name))}
    assert set(told) == set(functions)
    for name, function in functions.items():
        assert re.findall(r"`(\w+)`", told[name]) == list(inspect.signature(function).parameters)
    assert all(f"`{name}`" in page or f"mctool.{name}" in page for name in mctool.__all__ if name != "__version__")


def test_a_page_that_promises_something_else_fails(tmp_path: Path) -> None:
    for text in (
        "```sh\nmctool explain MC999\n```\n",
        '<!-- exit="1" -->\n```sh\nmctool explain MC203\n```\n',
        "```sh\nmctool explain MC203\n```\n\n```text\nMC204 … weak\n```\n",
        '```diff title="other.yaml"\n-not there\n+there\n```\n',
    ):
        (tmp_path / "other.yaml").write_text("something else\n")
        (tmp_path / "page.md").write_text(text)
        with pytest.raises(AssertionError, match=r"page\.md:[1-9]"):
            reader(tmp_path).follow(tmp_path / "page.md")


def test_the_site_builds_without_a_broken_link(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    command = [Path(sys.executable).parent / "zensical", "build", "--strict", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "build" / "site"
    for rule in ALL:
        assert rule.code in (site / "rules" / rule.code / "index.html").read_text(encoding="utf-8")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?://(?!github\.com)', page)


def test_the_two_commands_of_the_readme_are_typed_in_ci() -> None:
    typed = next(block.text for block in blocks(ROOT / "README.md") if block.language == "sh")
    commands = [line.partition("#")[0].strip() for line in typed.splitlines()]
    assert commands == ["make demo", "make test"]
    printed = subprocess.run(["make", "--dry-run", *commands[0].split()[1:], "check"], cwd=ROOT, capture_output=True,
                             text=True, check=True).stdout  # fmt: skip
    assert "bin/mctool demo demo" in printed
    assert "bin/pytest" in printed
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert {"make check", "make demo"} <= {line.strip() for line in ci}


def test_links_between_the_repository_s_own_pages_lead_somewhere() -> None:
    for page in (ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")):
        for target in re.findall(r"(?:\]\(|src=\")(?!https?:)([^)#\"]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_rules_named_in_the_pages_exist() -> None:
    known = {rule.code for rule in ALL}
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/howto/*.md")):
        named = set(re.findall(r"\bMC\d{3}\b", page.read_text(encoding="utf-8")))
        assert named <= known, page


def test_what_the_limits_say_of_esco_and_of_languages_is_what_there_is() -> None:
    from mctool.vocabularies.esco.core import core_subset

    words = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    assert f"{len(core_subset().concepts)} of 13,939 skills of version 1.2.0" in words
    data = ROOT / "src" / "mctool" / "vocabularies" / "verbs" / "data"
    names = {"de": "German", "en": "English", "es": "Spanish", "fr": "French", "nl": "Dutch", "pl": "Polish",
             "pt": "Portuguese"}  # fmt: skip
    assert {path.stem for path in data.glob("*.tsv")} == set(names)
    assert all(name in words for name in names.values())
