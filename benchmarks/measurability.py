"""How well the measurability engine agrees with people: ``benchmarks/measurability.py CSV [--language en]``.

CSV columns: ``text``, and ``label`` (M, V, W, X, N, F) or ``bloom``; if there, ``borderline`` (1: the row is left out),
``stratum`` (figures for each as well) and ``id`` (names the rows that differ with ``--show``).

Prints precision, recall and F1 of the hard error (V) and of any problem (V, W, X, F), counts by label, what was taken
for what, how many texts have a verb of our table in their first twelve words, the share of right Bloom hints (rows
with several levels are left out), and the time of a reading. Exits 1 when a goal is missed.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mctool.vocabularies.verbs import Label, read
from mctool.vocabularies.verbs.tables import VERBS, lexicon
from mctool.vocabularies.verbs.units import units

HARD, PROBLEM = frozenset("V"), frozenset("VWXF")
HARD_PRECISION, HARD_RECALL, PROBLEM_F1, KNOWN_VERB, BLOOM = 0.95, 0.85, 0.90, 0.95, 0.79
FIRST_WORDS = 12


@dataclass(frozen=True)
class Row:
    """One outcome: what people said, and what the engine says."""

    name: str
    text: str
    label: str
    stratum: str
    level: str
    given: Label
    hint: str


@dataclass(frozen=True)
class Agreement:
    """Counts of one question asked of the engine, with people's answers as reference."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def agreement(rows: Sequence[Row], labels: frozenset[str]) -> Agreement:
    """How well the engine finds the rows that people gave one of *labels*."""
    pairs = Counter((row.label in labels, row.given in labels) for row in rows)
    return Agreement(pairs[True, True], pairs[False, True], pairs[True, False])


def rows_of(file: Path, language: str) -> list[Row]:
    """The rows of *file* that are not borderline, read by the engine."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        table = csv.DictReader(stream)
        if not {"label", "bloom"} & set(table.fieldnames or ()) or "text" not in (table.fieldnames or ()):
            raise SystemExit(f"{file}: needs the column text, and label or bloom")
        given = [row for row in table if row.get("borderline", "0") != "1"]
    rows = []
    for number, row in enumerate(given, 1):
        reading = read(row["text"], language)
        level = row.get("bloom", "").lower().replace("analyze", "analyse")
        found = (reading.label, reading.bloom)
        rows.append(
            Row(row.get("id", str(number)), row["text"], row.get("label", ""), row.get("stratum", ""), level, *found)
        )
    if not rows:
        raise SystemExit(f"{file}: no row to measure on")
    return rows


def report_labels(rows: Sequence[Row]) -> bool:
    """Prints the agreement on labels, in all and by stratum; True when the goals are reached."""
    hard, problem = agreement(rows, HARD), agreement(rows, PROBLEM)
    print(f"hard error {hard}   (goals: P {HARD_PRECISION} R {HARD_RECALL})")
    print(f"any problem {problem}   (goal: F1 {PROBLEM_F1:.2f})")
    strata = sorted({row.stratum for row in rows if row.stratum})
    for stratum in strata:
        part = [row for row in rows if row.stratum == stratum]
        print(f"  {stratum} ({len(part)}): hard error {agreement(part, HARD)} · any problem {agreement(part, PROBLEM)}")
    for label in Label:
        people = sum(row.label == label for row in rows)
        if people or any(row.given == label for row in rows):
            print(f"  {label}: people {people}, engine {sum(row.given == label for row in rows)}, "
                  f"{agreement(rows, frozenset(label))}")  # fmt: skip
    confused = Counter((row.label, str(row.given)) for row in rows if row.label != row.given)
    print("taken for:", ", ".join(f"{a} → {b} {n}" for (a, b), n in confused.most_common()) or "nothing else")
    return hard.precision >= HARD_PRECISION and hard.recall >= HARD_RECALL and problem.f1 >= PROBLEM_F1


def report_verbs(rows: Sequence[Row], language: str) -> bool:
    """Prints how many texts have a known verb early on; True when the goal is reached."""
    table = lexicon(language)
    known = sum(any(unit.kind in VERBS for unit in units(row.text, table)[:FIRST_WORDS]) for row in rows) / len(rows)
    print(f"verb known {known:.3f}   (goal: {KNOWN_VERB})")
    return known >= KNOWN_VERB


def report_levels(rows: Sequence[Row]) -> bool:
    """Prints the share of right Bloom hints; True when the goal is reached, or no row has a level."""
    levelled = [row for row in rows if row.level and "|" not in row.level]
    if not levelled:
        return True
    right = sum(row.hint == row.level for row in levelled) / len(levelled)
    print(f"bloom hint {right:.3f} of {len(levelled)}   (goal: {BLOOM})")
    return right >= BLOOM


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("csv", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--show", action="store_true", help="list the rows that differ")
    arguments = parser.parse_args()
    read("Explain", arguments.language)
    started = time.process_time()
    rows = rows_of(arguments.csv, arguments.language)
    spent = time.process_time() - started
    print(f"{len(rows)} outcomes, {spent / len(rows) * 1e6:.0f} µs each")
    reached = [report_verbs(rows, arguments.language), report_levels(rows)]
    if any(row.label for row in rows):
        reached.append(report_labels(rows))
    if arguments.show:
        for row in rows:
            if row.label and row.label != row.given:
                print(f"{row.name}: {row.label}, engine {row.given}")
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
