"""``mctool identities check``: each doubt is said, and no personal value is."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mctool.cli import identities


def run(workspace: Path, *words: str) -> Result:
    app = typer.Typer()
    identities.register(app)
    return CliRunner().invoke(app, ["identities", "check", "-C", str(workspace), *words])


def test_the_example_is_in_order(example: Path) -> None:
    ended = run(example)
    assert (ended.exit_code, ended.stdout.endswith("0 findings\n")) == (0, True), ended.stdout


@pytest.mark.parametrize(
    ("given", "family", "email", "found"),
    [
        ("Anna\u200b", "Nowak", "", ("given_name", "name-odd")),
        ("Anna", "N\u043ewak", "", ("family_name", "name-odd")),
        ("Bartek", "Å\u00bbak", "", ("family_name", "name-odd")), ("Anna", "Nowak 2", "", ("family_name", "name-odd")),
        ("Anna", "Nowak", "anna@example", ("email", "email-odd")),
        ("Anna", "Nowak", "bad-email", ("email", "email-odd")),
        ("Anna", "Nowak", "learner-01@example.org", ("email", "duplicate")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_odd_is_named_without_its_value(
    example: Path, given: str, family: str, email: str, found: tuple[str, str], form: str
) -> None:
    table = example.parent / "equini-identities" / "learners.csv"
    with table.open("a", encoding="utf-8") as file:
        file.write(f"L-AA00BB11,{given},{family},{email}\n")
    ended = run(example, "--format", form)
    assert ended.exit_code == 1
    assert not [value for value in (given, family, email) if value and value in ended.stdout]
    if form == "json":
        assert [(one["learner"], one["column"], one["name"]) for one in json.loads(ended.stdout)["findings"]] == [
            ("L-AA00BB11", *found)
        ]


def test_a_learner_without_identity_is_missing(example: Path) -> None:
    table = example.parent / "equini-identities" / "learners.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    found = json.loads(run(example, "--format", "json").stdout)["findings"]
    assert [(one["learner"], one["name"]) for one in found] == [(lines[1].split(",")[0], "missing")]
