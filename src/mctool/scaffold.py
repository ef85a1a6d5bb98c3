"""Laying out workspaces: an empty one, or the packaged example, each a git repository with names outside it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from mctool import resources
from mctool.editing import write
from mctool.errors import MctoolError
from mctool.models.values import did_you_mean
from mctool.vocabularies import lists
from mctool.vocabularies.countries import country_alpha2
from mctool.workspace import SETTINGS

EXAMPLES = ("equini",)
CI_FILES = {"github": ".github/workflows/mctool.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each service looks for its job."""

_FOLDERS = ("outcomes", "rubrics", "programmes", "cohorts", "evidence", "register")
_STAGES = (
    ("needs-analysis", "P90D"), ("outcome-validation", "P30D"), ("programme-approval", "P30D"),
    ("delivery", "P120D"), ("assessment", "P14D"), ("quality-review", "P14D"), ("digital-issuance", "P7D"),
)  # fmt: skip


def lay_out(folder: Path, *, name: str, country: str, languages: Sequence[str], ci: str | None = None) -> None:
    """Makes an empty workspace for the institution *name* in *folder*, and commits it.

    *country* is the alpha-3 code of the EU list, *languages* two-letter codes, the primary one first; *ci* is a key of
    CI_FILES. Raises MctoolError for a code that is on no list, or when something is in the way.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    _known("countries", country)
    for language in languages:
        _known("languages", language)
    if not name.strip() or not languages:
        raise MctoolError("an institution has a name and at least one language")
    refuse_occupied(folder)
    source = resources.folder("templates") / "workspace"
    environment = Environment(  # noqa: S701 - YAML, not HTML
        loader=FileSystemLoader(source), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    about = {
        "folder": folder.name, "name": name.strip(), "country": country, "alpha2": country_alpha2(country) or "",
        "languages": list(dict.fromkeys(languages)), "stages": _STAGES,
    }  # fmt: skip
    files = {one: environment.get_template(one).render(about) for one in (SETTINGS, "institution.yaml")}
    files[".gitignore"] = (source / "gitignore").read_text(encoding="utf-8")
    if ci is not None:
        files[CI_FILES[ci]] = (source / f"{ci}.yml").read_text(encoding="utf-8")
    files |= {f"{one}/.gitkeep": "" for one in _FOLDERS}
    for path, text in files.items():
        _make(folder / path, text)
    commit_all(folder, "Lay out the workspace")


def lay_out_example(name: str, folder: Path) -> Path:
    """Copies the packaged example *name* into *folder* and commits it; returns where its identities are, beside it.

    Raises MctoolError when there is no such example, or something is in the way.
    """
    if name not in EXAMPLES:
        raise MctoolError(f"there is no example «{name}»; there is {', '.join(EXAMPLES)}")
    identities = folder.with_name(f"{folder.name}-identities")
    for place in (folder, identities):
        refuse_occupied(place)
    source = resources.folder("examples")
    try:
        shutil.copytree(source / name, folder, dirs_exist_ok=True)
        shutil.copytree(source / f"{name}-identities", identities, dirs_exist_ok=True)
    except OSError as error:
        raise MctoolError(f"{folder} cannot be written: {error.strerror or error}") from None
    settings = folder / SETTINGS
    text = settings.read_text(encoding="utf-8")
    write(settings, text.replace(f"../{name}-", f"../{folder.name}-"))
    commit_all(folder, "Lay out the example workspace")
    return identities


def refuse_occupied(folder: Path) -> None:
    """Raises MctoolError when *folder* exists and holds anything, or is no folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MctoolError(f"{folder} is already there; choose another folder, nothing was changed")


def commit_all(folder: Path, message: str) -> None:
    """Makes *folder* a git repository of its own where it is none, and commits everything in it.

    Raises MctoolError when git is missing or refuses.
    """
    if not (folder / ".git").exists():
        _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", message)


def _known(list_name: str, code: str) -> None:
    concept = lists.find(list_name, code)
    if concept is None or concept.slug != code:
        near = (concept.slug,) if concept else lists.suggest(list_name, code)
        raise MctoolError(f"«{code}» is no code of the list «{list_name}»{did_you_mean(near)}")


def _make(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MctoolError(f"{path} cannot be written: {error.strerror}") from None


def _git(folder: Path, *arguments: str) -> None:
    # somebody without a git identity gets a neutral one, so that a first try does not end in a lesson on git
    author = {"GIT_AUTHOR_NAME": "mctool", "GIT_AUTHOR_EMAIL": "mctool@localhost"}
    committer = {name.replace("AUTHOR", "COMMITTER"): value for name, value in author.items()}
    try:
        known = subprocess.run(["git", "config", "user.email"], cwd=folder, capture_output=True, check=False).stdout
        environment = os.environ | ({} if known.strip() else author | committer)
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, env=environment, check=False)
    except OSError as error:
        raise MctoolError(f"git cannot be run: {error.strerror}") from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise MctoolError(f"git {arguments[0]} in {folder}: {lines[-1]}")
