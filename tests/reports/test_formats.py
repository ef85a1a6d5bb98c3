"""Every report in every format: what people wrote is shown and never run, nobody is named unless asked for."""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from mctool.reports.rendering.markdown import escape
from mctool.reports.rendering.xlsx import safe
from tests.cli.conftest import NOW, Mctool

KINDS = ("audit", "programme", "cohort", "consistency", "risk", "review")
HOSTILE = "=HYPERLINK(1) <script>alert(1)</script> | [x](y) `c` #eval(1) $x$ 🧠"


@pytest.fixture
def hostile(workspace: Path) -> Path:
    path = workspace / "programmes" / "inclusive-communication.yaml"
    text = path.read_text(encoding="utf-8")
    title = "  en: Inclusive communication in academic teams\n"
    assert title in text
    path.write_text(text.replace(title, f"  en: {json.dumps(HOSTILE, ensure_ascii=False)}\n", 1), encoding="utf-8")
    return workspace


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_written_without_learners(kind: str, mctool: Mctool, hostile: Path, tmp_path: Path) -> None:
    for format_ in ("html", "md", "json", "xlsx", "pdf"):
        output = tmp_path / f"{kind}.{format_}"
        ended = mctool("report", kind, "--format", format_, "-o", output, "-C", hostile, "--now", NOW)
        assert ended.code == 0, ended.err
        assert not re.search(r"L-[0-9A-F]{8}", _text(output)), format_
    page = (tmp_path / f"{kind}.html").read_text(encoding="utf-8")
    assert "<script" not in page
    book = openpyxl.load_workbook(tmp_path / f"{kind}.xlsx")
    for one in (cell for sheet in book for row in sheet for cell in row):
        assert one.data_type != "f"
        assert not str(one.value or "").startswith(("=", "+", "-", "@"))
    with pikepdf.open(tmp_path / f"{kind}.pdf") as pdf, pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("3", "A", "1")


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        assert shutil.which("pdftotext")
        return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "  =", "＝"])
def test_a_cell_never_begins_as_a_formula(start: str) -> None:
    assert str(safe(f"{start}1+1")).startswith("'")
    assert safe(-3) == -3


def test_markdown_keeps_markup_as_text() -> None:
    assert escape("<b> [x](y) | *z*\n# h") == r"\<b\> \[x\]\(y\) \| \*z\* \# h"


def test_a_named_report_names_people_and_leaves_a_note(mctool: Mctool, workspace: Path, tmp_path: Path) -> None:
    output = tmp_path / "named.json"
    ended = mctool("report", "audit", "--named", "--format", "json", "-o", output, "-C", workspace, "--now", NOW)
    assert ended.code == 0, ended.err
    assert "L-5DE69A9D" in output.read_text(encoding="utf-8")
    [line] = (workspace / "register" / "named-reports.log").read_text().splitlines()
    assert (json.loads(line)["report"], json.loads(line)["time"]) == ("audit", NOW)
    assert mctool("validate", "-C", workspace, "--now", NOW).code == 0
    refused = mctool("report", "risk", "--named", "-C", workspace)
    assert (refused.code, "--named goes with" in refused.err) == (2, True)
