"""Makes the pictures of the README from the packaged example: a certificate and the top of an audit report."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from mctool.cli.app import run

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"


def main() -> int:
    """Writes the pictures; needs pdftoppm and chromium."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "tour"
        code = run(["demo", str(folder)])
        if code:
            return code
        certificate = sorted((folder / "workspace" / "issued").rglob("*.pdf"))[0]
        page = ["pdftoppm", "-f", "1", "-l", "1", "-r", "72", "-png", "-singlefile"]
        subprocess.run([*page, str(certificate), str(PICTURES / "certificate")], check=True)
        shot = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--hide-scrollbars", "--window-size=1000,1300", f"--screenshot={PICTURES / 'audit.png'}",
            f"--user-data-dir={Path(name) / 'browser'}", (folder / "audit.html").as_uri(),
        ]  # fmt: skip
        subprocess.run(shot, check=True, capture_output=True, env={**os.environ, "HOME": name})
    return 0


if __name__ == "__main__":
    sys.exit(main())
