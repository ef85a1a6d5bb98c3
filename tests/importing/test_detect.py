"""``mctool import --detect``: what people and scripts are told, and what they are never shown."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mctool.cli import importing
from mctool.errors import MctoolError
from tests.importing import exports
from tests.importing.exports import Graded

ANNA = [Graded("234501", "Annamaria", "Nowakowska", 27.25, None), Graded("234502", "Bartek", "Żak", None, 9.5)]


def detect(path: Path, *options: str) -> Result:
    app = typer.Typer()
    importing.register(app)
    app.callback()(lambda: None)
    return CliRunner().invoke(app, ["import", str(path), "--detect", *options])


def test_json_says_how_the_file_was_read_and_what_each_column_is(tmp_path: Path) -> None:
    content = exports.text(exports.moodle("pl", ANNA), ";", "cp1250")
    ended = detect(exports.save(tmp_path, "oceny.csv", content), "--format", "json")
    found = json.loads(ended.stdout)
    assert ended.exit_code == 0
    assert [found[one] for one in ("layout", "encoding", "separator", "language", "learners", "rows", "findings")] == [
        "moodle-gradebook", "cp1250", "semicolon", "pl", 2, 2, [],
    ]  # fmt: skip
    score = found["columns"][4]
    assert (score["column"], score["role"], score["decimals"], score["filled"]) == (5, "score", "comma", 1)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_name_number_or_grade_is_printed(tmp_path: Path, form: str) -> None:
    rows = [*exports.moodle("en", ANNA), ["short", "row"]]
    shown = detect(exports.save(tmp_path, "grades.csv", exports.text(rows)), "--format", form).stdout
    for value in ("Annamaria", "Nowakowska", "Żak", "234501", "27.25", "example.edu"):
        assert value not in shown
    assert "row-width" in shown


def test_text_counts_every_row_and_exit_code_tells_of_findings(tmp_path: Path) -> None:
    rows: list[Sequence[str]] = [*exports.canvas(ANNA), ["short"]]
    ended = detect(exports.save(tmp_path, "grades.csv", exports.text(rows)))
    assert ended.exit_code == 1
    assert "6 rows, the headings aside = 2 of learners + 3 explained + 1 refused; 2 learners" in ended.stdout
    assert "grades.csv:7 row-width: The row has 1 cells, the headings 10" in ended.stdout


def test_headings_that_stand_twice_and_mixed_decimals_are_findings(tmp_path: Path) -> None:
    rows = exports.moodle("en", ANNA)
    rows[0][8] = rows[0][4]
    rows[2][4] = "1,5"
    found = json.loads(detect(exports.save(tmp_path, "g.csv", exports.text(rows)), "--format", "json").stdout)
    assert [(one["name"], one["column"]) for one in found["findings"]] == [
        ("decimal-signs-differ", 5), ("heading-twice", 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"\n,,\n", "empty"), (b"PK\x03\x04broken", "damaged"),
     (b"\x00\x01\x02\xff\xfe" * 9, "no text"), (b'a,b\n"x,1\n', "line 2"),
     (b"<?xml version='1.0'?><a/>", "no ELMO"), (b"<?xml version='1.0'?><elmo", "well-formed")],
)  # fmt: skip
def test_what_is_no_table_ends_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    ended = detect(exports.save(tmp_path, "grades.csv", content))
    assert isinstance(ended.exception, MctoolError)
    assert words in str(ended.exception)


def test_text_that_two_encodings_fit_asks(tmp_path: Path) -> None:
    path = exports.save(tmp_path, "grades.csv", "student id,Name\n1,Jos\u00e9\n".encode("cp1252"))
    assert "encoding-unclear" not in detect(path).stdout
    path = exports.save(tmp_path, "grades.csv", "student id,Name\n1,Nu\u00f1ez\n".encode("cp1252"))
    assert "encoding-unclear" in detect(path).stdout
    assert "encoding-unclear" not in detect(path, "--encoding", "windows-1252").stdout
