"""The pages that are made from the code: whole, and true of the code and of the reports."""

import re
from pathlib import Path

import pytest

from mctool.models.schemas import SCHEMAS
from tests.cli.conftest import NOW, Mctool, mctool  # noqa: F401 - a fixture
from tests.conftest import ROOT
from tests.rules.test_guide import CHECKABLE, REPORTED


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))


def test_the_guide_s_page_has_every_row_once_and_something_answers_each() -> None:
    from guiderows import PARTS

    rows = [row for _, part in PARTS for row in part]
    assert sorted(row.id for row in rows) == sorted(CHECKABLE | REPORTED)
    assert len({row.asks for row in rows}) == len(rows)
    page = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    for row in rows:
        line = next(line for line in page.splitlines() if line.startswith(f"| {row.id} |"))
        assert "](rules/MC" in line or row.reports, line
        assert ("](rules/MC" in line) or row.id in REPORTED, line


def test_the_reports_have_the_sections_that_the_guide_s_page_names(
    mctool: Mctool,  # noqa: F811
    example: Path,
) -> None:
    from guiderows import PARTS

    named = {tuple(one.split(": ", 1)) for _, part in PARTS for row in part for one in row.reports}
    assert len(named) > 10
    for kind in {kind for kind, _ in named}:
        text = mctool("report", kind.lower(), "--format", "md", "-C", example, "--now", NOW).out.replace("\\", "")
        headings = set(re.findall(r"^#+ (.+)$", text, re.MULTILINE))
        for heading in (heading for of, heading in named if of == kind):
            assert heading in headings, f"{kind} has no section «{heading}»: {headings}"


def test_the_command_page_has_every_command_with_its_options_and_example() -> None:
    from typer.main import get_command

    from mctool.cli.app import app

    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (mctool [\w -]+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))

    def commands(group, above):  # type: ignore[no-untyped-def]
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from commands(command, f"{above} {name}")
            elif not command.hidden:
                yield f"{above} {name}", command

    found = dict(commands(get_command(app), "mctool"))
    assert list(sections) == list(found)
    for name, command in found.items():
        assert f"\nExample: `{name}" in sections[name]
        for option in (opt for one in command.params for opt in one.opts if opt.startswith("-")):
            assert option in ("--help", "-h") or re.search(rf"`[^`]*{option}\b", sections[name]), f"{name} {option}"


def test_the_key_page_has_every_key_of_every_kind() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    for kind, model in SCHEMAS.items():
        title = "mctool.yaml" if kind == "settings" else kind
        section = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
        assert section is not None
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in section[1], f"{kind}.{name}"
    assert not re.search(r"typing\.|<class|Annotated|None", page)


def test_generating_twice_gives_the_same() -> None:
    import generate

    assert dict(generate.generated()) == dict(generate.generated())
