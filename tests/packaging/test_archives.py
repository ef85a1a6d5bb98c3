"""What is published: wheel and sdist, with licences and data inside, and the same from the same sources."""

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

from mctool import __version__


def test_licence_notice_types_and_data_are_in_the_wheel(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
        info = f"mctool-{__version__}.dist-info"
        about = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
        notice = wheel.read(f"{info}/licenses/NOTICE").decode()
    assert about["License-Expression"] == "EUPL-1.2"
    assert set(about.get_all("License-File") or ()) == {"LICENSE", "NOTICE"}
    for words in ("ESCO classification", "Decision 2011/833/EU", "Open Font License", "CC BY-NC 4.0"):
        assert words in notice
    assert {f"{info}/licenses/LICENSE", "mctool/py.typed", "mctool/_data/schemas/programme.schema.json"} <= names
    assert "mctool/_data/templates/certificate/fonts/OFL.txt" in names
    assert not [name for name in names if "tests/" in name or name.endswith((".pyc", ".p12", ".pem"))]


def test_the_sdist_holds_what_the_wheel_was_built_from(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "LICENSE", "NOTICE", "README.md", "Makefile", "mkdocs.yml", "tools/generate.py"} <= names
    assert {"src/mctool/__init__.py", "schemas/programme.schema.json", "docs/tutorial.md", "tests/conftest.py"} <= names
    assert not [name for name in names if name.startswith((".venv", "demo/", "build/")) or ".p12" in name]


def test_the_same_sources_give_the_same_wheel(built: Path, tmp_path: Path) -> None:
    sdist = next(built.glob("*.tar.gz"))
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (sources,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path / "again"), sources]
    subprocess.run(command, check=True, capture_output=True)
    first, again = next(built.glob("*.whl")), next((tmp_path / "again").glob("*.whl"))
    assert again.read_bytes() == first.read_bytes()
