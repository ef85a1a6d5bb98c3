"""A results table that cannot be read is an error of its cohort, never a cohort without learners."""

from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Mctool

AUTUMN = "inclusive-communication-2026-autumn"
TABLE = f"cohorts/{AUTUMN}.csv"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [("", 1, "empty"), ("learner;level\n", 1, "separated by semicolons"), (None, 2, "cells")],
    ids=["empty", "semicolons", "short row"],
)
def test_nothing_is_decided_or_issued_on_a_broken_table(
    mctool: Mctool, workspace: Path, text: str | None, line: int, words: str
) -> None:
    table = workspace / TABLE
    header = table.read_text(encoding="utf-8").splitlines()[0]
    table.write_text(f"{header}\nL-0BD4CB6F,completed\n" if text is None else text, encoding="utf-8")
    for command in (["decide", AUTUMN], ["issue", AUTUMN, "--dry-run", "--allow-uncommitted"]):
        ended = mctool(*command, "-C", workspace, "--now", NOW)
        assert (ended.code, ended.out) == (2, "")
        assert f"{TABLE}:{line}:" in ended.err
    checked = mctool("validate", "-C", workspace, "--format", "json", "--now", NOW)
    assert checked.code == 1
    assert {(one["path"], one["line"]) for one in checked.json["findings"]} == {(TABLE, line)}
    assert any(words in one["message"] for one in checked.json["findings"])


def test_a_line_separator_inside_a_cell_ends_no_row(mctool: Mctool, workspace: Path) -> None:
    table = workspace / TABLE
    text = table.read_text(encoding="utf-8")
    reference = '"message, submission 1"'
    assert reference in text
    table.write_text(text.replace(reference, '"message\u2028submission 1"', 1), encoding="utf-8")
    assert mctool("validate", "-C", workspace, "--now", NOW).code == 0
