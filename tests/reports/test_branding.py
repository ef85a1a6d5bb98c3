"""Reports stand in the institution's colour and under its logo, and are made without them too."""

import base64
import re
from pathlib import Path

import pikepdf
import pytest

from mctool.colours import READABLE, contrast
from tests.cli.conftest import NOW, Mctool


@pytest.fixture
def institution(workspace: Path) -> Path:
    return workspace / "institution.yaml"


def accents(page: str) -> tuple[str, str]:
    """The colour of headings by day and in the dark."""
    light, dark = re.findall(r"--accent: (#[0-9a-f]{6})", page)
    return light, dark


@pytest.mark.parametrize("colour", ["#7a1f5c", "#f39200", "#ffffff", "#000000"])
def test_headings_have_the_colour_and_can_be_read_by_day_and_in_the_dark(
    colour: str, mctool: Mctool, institution: Path
) -> None:
    text = institution.read_text(encoding="utf-8")
    institution.write_text(re.sub('colour: ".*"', f'colour: "{colour}"', text), encoding="utf-8")
    light, dark = accents(mctool("report", "risk", "-C", institution.parent, "--now", NOW).out)
    assert contrast(light, "#ffffff") >= READABLE
    assert contrast(dark, "#12181f") >= READABLE
    if contrast(colour, "#f3f6f9") >= READABLE:
        assert light == colour


def test_the_logo_stands_in_page_and_pdf(mctool: Mctool, institution: Path, tmp_path: Path) -> None:
    risk = ("report", "risk", "-C", institution.parent, "--now", NOW)
    page = mctool(*risk).out
    [logo] = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert base64.b64decode(logo) == (institution.parent / "assets" / "logo.svg").read_bytes()
    for name in ("with.pdf", "without.pdf"):
        ended = mctool(
            "report", "risk", "--format", "pdf", "-o", tmp_path / name, "-C", institution.parent, "--now", NOW
        )
        assert ended.code == 0, ended.err
        (institution.parent / "assets" / "logo.svg").unlink(missing_ok=True)
    figures = [_figures(tmp_path / name) for name in ("with.pdf", "without.pdf")]
    assert figures == [1, 0]
    assert "base64" not in mctool(*risk).out


def _figures(path: Path) -> int:
    """How many pictures the tags of the PDF name."""
    with pikepdf.open(path) as pdf:
        tags = [one.get("/S") for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    return tags.count(pikepdf.Name("/Figure"))
