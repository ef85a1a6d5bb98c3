"""The certificate that ``mctool issue`` writes, as poppler and a reader of QR codes find it."""

import subprocess
from pathlib import Path

import pypdfium2
import zxingcpp

from tests.cli.conftest import NOW, SPRING, Mctool


def test_the_issued_files_are_inside_and_the_code_leads_to_where_they_are_verified(
    mctool: Mctool, workspace: Path, tmp_path: Path
) -> None:
    who = ("--learner", "L-6EB9F066")
    seal = ("--seal", workspace.parent / "ws-keys" / "seal.p12")
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--format", "json", "--now", NOW, *who, *seal)
    assert ended.code == 0, ended.err
    [issued] = ended.json["issued"]
    files = {kind: workspace / path for kind, path in issued["files"].items()}
    listed = subprocess.run(["pdfdetach", "-list", files["pdf"]], capture_output=True, text=True, check=True).stdout
    assert listed.splitlines()[0] == "2 embedded files"
    subprocess.run(["pdfdetach", "-saveall", files["pdf"]], cwd=tmp_path, check=True)
    for kind in ("xml", "jsonld"):
        [found] = tmp_path.glob(f"*.{kind}")
        assert found.read_bytes() == files[kind].read_bytes()
    page = pypdfium2.PdfDocument(files["pdf"])[0].render(scale=2).to_pil().convert("L")
    [code] = zxingcpp.read_barcodes(page)
    assert code.text == f"https://university.example/verify/{issued['credential']}"
