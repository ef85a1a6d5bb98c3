"""Packaged tables and the one reader of them.

A table is tab-separated UTF-8 text: lines ``# key: value`` about the whole table, a line of column names, then
rows. A row may end early; what is missing is empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Table:
    """One table: what its head says of it, its column names, its rows (each as long as the columns)."""

    about: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        """Each row by column name."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def parse(text: str) -> Table:
    """The table in *text*. Raises ValueError when a row is longer than the line of column names."""
    about: dict[str, str] = {}
    lines = text.splitlines()
    start = 0
    for line in lines:
        if not line.startswith("# "):
            break
        start += 1
        key, _, value = line[2:].partition(": ")
        about[key] = value
    columns = tuple(lines[start].split("\t"))
    rows = []
    for line in lines[start + 1 :]:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise ValueError(f"more cells than columns: {line[:80]}")
        rows.append((*cells, *[""] * (len(columns) - len(cells))))
    return Table(about, columns, tuple(rows))


def unparse(table: Table) -> str:
    """The text of *table*, so that ``parse(unparse(table)) == table``."""
    head = [f"# {key}: {value}" for key, value in table.about.items()]
    body = ["\t".join(row).rstrip("\t") for row in table.rows]
    return "\n".join([*head, "\t".join(table.columns), *body]) + "\n"


@cache
def read(name: str) -> Table:
    """The packaged table *name*, for example ``lists/eqf-levels``. Raises OSError when there is none."""
    return parse((FOLDER / f"{name}.tsv").read_text(encoding="utf-8"))
