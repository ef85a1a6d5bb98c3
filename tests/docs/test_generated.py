"""The pages that are made from the code: whole, and true of the code and of the reports."""

import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from mctool.models import Settings
from mctool.models.schemas import SCHEMAS
from mctool.models.settings import STAGES
from mctool.models.values import Model
from tests.cli.conftest import NOW, Mctool, mctool  # noqa: F401 - a fixture
from tests.conftest import ROOT
from tests.docs.pages import blocks
from tests.rules.test_guide import CHECKABLE, REPORTED


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))


def test_the_guide_s_page_has_every_row_once_and_something_answers_each() -> None:
    from guiderows import COMMANDS, PARTS

    rows = [row for _, part in PARTS for row in part]
    assert sorted(row.id for row in rows) == sorted(CHECKABLE | REPORTED)
    assert len({row.asks for row in rows}) == len(rows)
    assert set(COMMANDS) <= {row.id for row in rows}
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


def models_in(hint: object) -> Iterator[type[Model]]:
    """The models that a type names."""
    if isinstance(hint, type) and issubclass(hint, Model):
        yield hint
    for one in typing.get_args(hint):
        yield from models_in(one)


def settings_of(model: type[Model], above: str = "") -> Iterator[tuple[str, str]]:
    """Each setting by its path, and what stands in its place when it is absent."""
    for name, field in model.model_fields.items():
        path = f"{above}{field.alias or name}"
        inner = next(iter(models_in(field.annotation)), None)
        if inner is not None:
            part = {"policy.rules": ".CODE", "workflow": ".STAGE"}.get(path, "")
            yield from settings_of(inner, f"{path}{part}.")
        else:
            yield path, "refused" if field.is_required() else str(field.default)


def test_the_page_on_settings_has_every_setting_and_its_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows: dict[str, str] = {}
    for section in page.split("\n## "):
        above = next(iter(re.findall(r"^Below `(\w+):`", section, re.MULTILINE)), "")
        for key, absent in re.findall(r"^\| `([^`]+)` \| .* \| (.*) \|$", section, re.MULTILINE):
            rows[f"{above}.{key}" if above else key] = absent
    settings = dict(settings_of(Settings))
    assert set(rows) == set(settings) >= {"mctool", "policy.signed_commits", "workflow.STAGE.within"}
    for path, absent in settings.items():
        shown = rows[path].strip("`").replace("[25, 30]", "(25, 30)").replace("false", "False")
        assert shown == absent or (absent in ("None", "()") and "`" not in rows[path]), path


def test_the_example_on_the_page_on_settings_has_every_setting_and_stage() -> None:
    example = next(block.text for block in blocks(ROOT / "docs" / "settings.md") if block.language == "yaml")
    for path in dict(settings_of(Settings)):
        assert re.search(rf"\b{path.rpartition('.')[2]}:", example), path
    assert set(re.findall(r"^  ([\w-]+): {unit: ", example, re.MULTILINE)) == set(STAGES)
