"""Bring our tables of code lists up to date with the official ones: ``tools/vocabularies.py FOLDER``.

FOLDER holds the official lists as ``INDEX.tsv`` (file, scheme_uri) and one ``NAME.tsv`` (uri, notation, label_en)
a list. URIs, notations and English labels are taken from there. Slugs and translations are ours: a concept keeps
the slug it once got, whatever becomes of its label, and a new one gets a slug that no other has.
"""

import sys
from collections.abc import Mapping
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


def official_rows(path: Path) -> list[Mapping[str, str]]:
    """The rows of an official file by column name."""
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


def main(folder: Path) -> None:
    """Write our tables of all lists in the index of *folder*."""
    for entry in official_rows(folder / "INDEX.tsv"):
        name = entry["file"]
        target = tables.FOLDER / "lists" / f"{name}.tsv"
        old = tables.parse(target.read_text(encoding="utf-8")) if target.exists() else None
        table = updated(name, entry["scheme_uri"], official_rows(folder / f"{name}.tsv"), old)
        target.write_text(tables.unparse(table), encoding="utf-8")
        print(f"{name}: {len(table.rows)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
