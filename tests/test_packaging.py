"""What people install: wheel and sdist, licences inside, nothing to compile, and what it brings along."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from mctool import __version__
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it asks for, all of it as wheels: nothing was compiled."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    command = [
        sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet", "--no-compile",
        "--only-binary", ":all:", next(built.glob("*.whl")),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return folder


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


def test_the_wheel_alone_runs_the_demonstration_and_is_typed(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": f"{installed / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run(
        ["mctool", "demo", "tour"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "== Where everything is" in done.stdout
    assert len(list((tmp_path / "tour" / "workspace" / "issued").rglob("*.pdf"))) >= 8
    code = "import mctool; print(mctool.__file__, mctool.check.__module__)"
    told = subprocess.run(
        [installed / "bin" / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == [str(Path(told.stdout.split()[0])), "mctool.api"]
    assert Path(told.stdout.split()[0]).is_relative_to(installed)


def test_the_bill_of_materials_names_each_dependency_with_its_licence(installed: Path, tmp_path: Path) -> None:
    file = tmp_path / "mctool.cdx.json"
    command = [
        Path(sys.executable).parent / "cyclonedx-py", "environment", installed / "bin" / "python", "--validate",
        "--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", file,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    bill = json.loads(file.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "mctool"
    parts = {one["name"].lower(): one for one in bill["components"]}
    assert {"lxml", "cryptography", "pydantic", "typst", "signxml", "pypdf"} <= set(parts)
    bare = {name for name, one in parts.items() if not one.get("licenses")}
    assert bare <= {"pypdfium2"}  # BSD-3-Clause and Apache-2.0, as its files say; its metadata say it in prose
    said = json.dumps([one.get("licenses") for one in parts.values()]).lower()
    assert "gpl" not in said  # what the core needs is permissive; an extra may be otherwise, and NOTICE says which
