"""Bring our tables of code lists and of ESCO up to date with the official files: ``tools/vocabularies.py FOLDER``.

FOLDER/vocabularies holds the official lists as ``INDEX.tsv`` (file, scheme_uri) and one ``NAME.tsv`` (uri, notation,
label_en) a list. URIs, notations and English labels are taken from there. Slugs and translations are ours: a concept
keeps the slug it once got, whatever becomes of its label, and a new one gets a slug that no other has.

FOLDER/esco holds the transversal collection of ESCO, the emotional-intelligence list, the retired concepts and the
changed labels; our tables keep URI, label, type, reuse level and evidence of them, and no description.
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from mctool.vocabularies import tables
from mctool.vocabularies.lists import slug_of

CODE_IS_SLUG = {
    "atu-administrative-units",
    "countries",
    "currencies",
    "file-types",
    "skill-types",
    "skill-reuse-levels",
}
"""Lists whose URIs end in what people write: a code, or a word."""
NOTATION_IS_SLUG = {"eqf-levels", "isced-f-2013", "languages"}
SOURCE = "European Union, code lists of the Publications Office and of Europass (Decision 2011/833/EU)"

ESCO_SKILL = "http://data.europa.eu/esco/skill/"
ESCO_ABOUT = {
    "attribution": "This service uses the ESCO classification of the European Commission.",
    "base": ESCO_SKILL,
}
SKILL_TYPES = {"skill/competence": "skill", "knowledge": "knowledge", "": ""}

Rows = Iterable[Mapping[str, str]]


def official_rows(path: Path) -> list[Mapping[str, str]]:
    """The rows of an official tab-separated file by column name."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def new_slug(name: str, code: str, notation: str, label: str, taken: set[str]) -> str:
    """The slug of a concept that has none yet."""
    if name in CODE_IS_SLUG:
        return code
    slug = notation if name in NOTATION_IS_SLUG else slug_of(label.replace("+", " plus"))
    if not slug or slug in taken:
        raise SystemExit(f"{name}: «{label}» ({code}) needs a slug of its own; write one into our table")
    return slug


def updated(name: str, scheme: str, rows: list[Mapping[str, str]], old: tables.Table | None) -> tables.Table:
    """Our table *name* after the official *rows*, with the slugs and translations of *old*."""
    (base,) = {row["uri"].rpartition("/")[0] + "/" for row in rows}
    known = {base + row["code"]: row for row in old} if old else {}
    languages = old.columns[4:] if old else ()
    taken = {row["slug"] for row in known.values()}
    body = []
    for row in rows:
        mine = known.get(row["uri"], {})
        code, notation, label = row["uri"].removeprefix(base), row["notation"], row["label_en"]
        slug = mine.get("slug") or new_slug(name, code, notation, label, taken)
        taken.add(slug)
        body.append((slug, code, notation, label, *(mine.get(language, "") for language in languages)))
    about = {"list": name, "scheme": scheme, "base": base, "source": SOURCE}
    return tables.Table(about, ("slug", "code", "notation", "en", *languages), tuple(body))


def write(name: str, table: tables.Table) -> None:
    """Write *table* as our table *name*."""
    (tables.FOLDER / f"{name}.tsv").write_text(tables.unparse(table), encoding="utf-8")
    print(f"{name}: {len(table.rows)}")


def update_lists(folder: Path) -> None:
    """Write our tables of all lists in the index of *folder*."""
    for entry in official_rows(folder / "INDEX.tsv"):
        name = entry["file"]
        target = tables.FOLDER / "lists" / f"{name}.tsv"
        old = tables.parse(target.read_text(encoding="utf-8")) if target.exists() else None
        write(f"lists/{name}", updated(name, entry["scheme_uri"], official_rows(folder / f"{name}.tsv"), old))


def core_subset(collection: Rows, chosen: Rows) -> tables.Table:
    """The concepts of the transversal *collection* and of the *chosen* list: URI, type, reuse level, label."""
    found = {
        row.get("conceptUri") or row["uri"]: (
            SKILL_TYPES[row["skillType"]],
            row["reuseLevel"],
            " ".join(row["preferredLabel"].split()),
        )
        for row in (*chosen, *collection)
    }
    body = tuple((uri.removeprefix(ESCO_SKILL), *found[uri]) for uri in sorted(found))
    note = f"core subset, {len(body)} of the 13939 skills of ESCO v1.2.0, without alternative labels and descriptions"
    about = {"table": note, **ESCO_ABOUT, "source": "adapted from ESCO v1.2.0", "version": "1.2.0"}
    return tables.Table(about, ("uuid", "type", "reuse", "label"), body)


def retired_concepts(rows: Rows) -> tables.Table:
    """Concepts that v1.2.0 no longer has, with a candidate of today where one shares a label."""
    body = []
    for row in rows:
        shared = row["evidence"].split(" ")[0]
        kind = "preferred" if " pref label " in row["evidence"] else shared if shared.isdigit() else "alternative"
        candidate = row["replacementCandidate"].removeprefix(ESCO_SKILL)
        head = (row["uri"].removeprefix(ESCO_SKILL), SKILL_TYPES[row["skillType"]], row["reuseLevel"])
        last_seen = row["lastSeen"].removeprefix("v")
        body.append((*head, last_seen, row["label"], candidate, row["replacementLabel"], kind if candidate else ""))
    about = {
        "table": "skills that ESCO v1.2.0 no longer has, with the last version seen to have them",
        "candidate": "today's concept whose preferred or alternative label is the retired one, or that shares N "
        "alternative labels with it; computed, not named by ESCO",
        **ESCO_ABOUT,
        "source": "adapted from ESCO v1.0, v1.1.1 and v1.2.0",
    }
    columns = ("uuid", "type", "reuse", "last_seen", "label", "candidate", "candidate_label", "evidence")
    return tables.Table(about, columns, tuple(sorted(body)))


def label_changes(rows: Rows) -> tables.Table:
    """Preferred labels of older versions that v1.2.0 words otherwise."""
    body = sorted(
        (row["uri"].removeprefix(ESCO_SKILL), row["from"].partition("->")[0].removeprefix("v"), row["old"], row["new"])
        for row in rows
    )
    about = {
        "table": "preferred labels of a version that ESCO v1.2.0 words otherwise",
        **ESCO_ABOUT,
        "source": "adapted from ESCO v1.0, v1.1.1 and v1.2.0",
    }
    return tables.Table(about, ("uuid", "version", "old", "new"), tuple(body))


def update_esco(folder: Path) -> None:
    """Write our tables of ESCO from the files in *folder*."""
    path = folder / "v1.2.0" / "transversalSkillsCollection_en.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        write("esco-core", core_subset(list(csv.DictReader(file)), official_rows(folder / "ei-concepts.tsv")))
    write("esco-retired", retired_concepts(official_rows(folder / "obsolete-skills-v1.0-to-v1.2.0.tsv")))
    write("esco-label-changes", label_changes(official_rows(folder / "label-changes.tsv")))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    update_lists(Path(sys.argv[1]) / "vocabularies")
    update_esco(Path(sys.argv[1]) / "esco")
