"""Laying out workspaces: an empty one, or the packaged example, each a git repository with names outside it."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mctool import resources
from mctool.drafts import DraftedInstitution, institution_draft
from mctool.editing import write
from mctool.errors import MctoolError, requirement
from mctool.models.values import Text, did_you_mean
from mctool.templating import EDITOR_SETTINGS, Templates, quoted, scalar
from mctool.vocabularies import lists
from mctool.workspace import SETTINGS

EXAMPLES = ("equini",)
CI_FILES = {"github": ".github/workflows/mctool.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each service looks for its job."""

EDITOR_FILES = (EDITOR_SETTINGS, ".vscode/extensions.json")
"""What tells Visual Studio Code which schema each file follows, and which extension reads it."""

_SCHEMA_FOLDER = ".vscode/mctool"
_FOLDERS = ("outcomes", "rubrics", "programmes", "cohorts", "evidence", "register")
_STAGES = (
    ("needs-analysis", "P90D"), ("outcome-validation", "P30D"), ("programme-approval", "P30D"),
    ("delivery", "P120D"), ("assessment", "P14D"), ("quality-review", "P14D"), ("digital-issuance", "P7D"),
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """What an empty workspace is made for.

    *country* is the alpha-3 code of the EU list, *languages* two-letter codes, the primary one first; *ci* is a key of
    CI_FILES. *editor* says whether Visual Studio Code is told the schemas.
    """

    name: str
    country: str
    languages: tuple[str, ...]
    ci: str | None = None
    editor: bool = False


def lay_out(folder: Path, layout: Layout) -> None:
    """Makes an empty workspace in *folder*, and commits it.

    Raises MctoolError for a code that is on no list, or when something is in the way.
    """
    for words in (unknown("countries", layout.country), *(unknown("languages", one) for one in layout.languages)):
        if words:
            raise MctoolError(words)
    if not layout.name.strip() or not layout.languages:
        raise MctoolError("an institution has a name and at least one language")
    refuse_occupied(folder)
    for path, text in _files(folder.resolve().name, layout).items():
        _make(folder / path, text)
    commit_all(folder, "Lay out the workspace")


def _files(folder: str, layout: Layout) -> dict[str, str]:
    """The files of an empty workspace by path; *folder* is its name, after which its surroundings are called."""
    source = resources.folder("templates") / "workspace"
    languages = tuple(dict.fromkeys(layout.languages))
    templates = Templates(languages, schema_comments=not layout.editor)
    name = Text(dict.fromkeys(languages, layout.name.strip()))
    institution = institution_draft(templates, DraftedInstitution("institution", name, layout.country))
    about = {
        "identities": _beside(f"{folder}-identities/learners.csv"), "seal": _beside(f"{folder}-keys/seal.p12"),
        "certificate": _beside(f"{folder}-keys/seal.pem"), "stages": _STAGES,
    }  # fmt: skip
    files = {SETTINGS: templates.render("settings", about)}
    files[institution.path] = institution.text
    files[".gitignore"] = (source / "gitignore").read_text(encoding="utf-8")
    if layout.ci is not None:
        job = (source / f"{layout.ci}.yml").read_text(encoding="utf-8")
        files[CI_FILES[layout.ci]] = job.replace("MCTOOL_REQUIREMENT", requirement())
    if layout.editor:
        files |= _editor_files(source)
    return files | {f"{one}/.gitkeep": "" for one in _FOLDERS}


def _beside(path: str) -> str:
    """*path* in the folder that holds the workspace, as a value of YAML, whatever a folder is called."""
    return f"../{path}" if all(scalar(part) == part for part in path.split("/")) else quoted(f"../{path}")


def _editor_files(source: Path) -> dict[str, str]:
    """Settings that work without a network: the schemas lie beside them."""
    patterns = {
        "settings": SETTINGS,
        "institution": "institution.yaml",
        "waivers": "waivers.yaml",
        "verbs": "verbs.yaml",
    }
    patterns |= {kind: f"{kind}s/*.yaml" for kind in ("outcome", "rubric", "programme", "cohort")}
    settings = {
        "yaml.validate": True, "yaml.completion": True, "yaml.hover": True, "editor.wordWrap": "on",
        "yaml.schemas": {f"./{_SCHEMA_FOLDER}/{kind}.schema.json": pattern for kind, pattern in patterns.items()},
    }  # fmt: skip
    told, advised = EDITOR_FILES
    files = {told: json.dumps(settings, indent=2) + "\n"}
    files[advised] = (source / "extensions.json").read_text(encoding="utf-8")
    schemas = resources.folder("schemas")
    for kind in patterns:
        name = f"{kind}.schema.json"
        files[f"{_SCHEMA_FOLDER}/{name}"] = (schemas / name).read_text(encoding="utf-8")
    return files


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


def unknown(list_name: str, code: str) -> str:
    """That *code* is no code of that EU list, in words; empty when it is one."""
    concept = lists.find(list_name, code)
    if concept is not None and concept.slug == code:
        return ""
    near = (concept.slug,) if concept else lists.suggest(list_name, code)
    return f"«{code}» is no code of the list «{list_name}»{did_you_mean(near)}"


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
