"""Makes the pictures of the README from the packaged example: a certificate in two languages, and two reports."""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdf
from PIL import Image
from playwright.sync_api import sync_playwright

from mctool.cli.app import run

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CLOCK = ["--now", "2026-11-24T10:00:00Z"]
_MOST_BYTES = 150_000
_WIDTH, _HEIGHT = 1100, 1000
"""CSS pixels of a report that a picture shows."""
_LAST_LATIN = "\u024f"


def main() -> int:
    """Writes the pictures; needs pdftoppm and chromium."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code = run(["demo", str(folder / "tour")])
        if code:
            return code
        workspace = folder / "tour" / "workspace"
        certificate = _ordinary(sorted((workspace / "issued").glob("*/*.pdf")))
        for page, language in ((1, "en"), (2, "pl")):
            _write(f"certificate-{language}", _certificate_page(certificate, page))
        for kind, start in (("audit", "header"), ("cohort", "figure")):
            report = folder / f"{kind}.html"
            code = run(["report", kind, "-C", str(workspace), "-o", str(report), *CLOCK])
            if code:
                return code
            _write(f"report-{kind}", _report_part(report, start))
    return 0


def _ordinary(certificates: list[Path]) -> Path:
    """The certificate with the shortest name in Latin letters: the example has people with names of every kind."""
    titles = {one: _title(one) for one in certificates}
    return min((one for one, title in titles.items() if max(title) <= _LAST_LATIN), key=lambda one: len(titles[one]))


def _title(certificate: Path) -> str:
    about = pypdf.PdfReader(certificate).metadata
    return (about.title if about else None) or ""


def _certificate_page(certificate: Path, page: int) -> bytes:
    command = ["pdftoppm", "-f", str(page), "-l", str(page), "-r", "90", "-png", str(certificate)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _report_part(report: Path, start: str) -> bytes:
    """What a screen shows of *report* from the first element *start* on."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light")
        page.goto(report.as_uri())
        page.evaluate("start => scrollTo(0, document.querySelector(start).getBoundingClientRect().top - 24)", start)
        taken = page.screenshot()
        browser.close()
    return taken


def _write(name: str, picture: bytes) -> None:
    """Writes *picture* with a palette, which is all that paper and letters need."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, kmeans=1, dither=Image.Dither.NONE)
    path = PICTURES / f"{name}.png"
    image.save(path, optimize=True)
    if path.stat().st_size > _MOST_BYTES:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes, more than {_MOST_BYTES}")


if __name__ == "__main__":
    sys.exit(main())
