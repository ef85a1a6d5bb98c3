"""Nobody learns of a small group by taking one published number from another, in one report or across all of them."""

import csv
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mctool.reports.disclosure import Disclosure
from mctool.reports.smallgroups import Spread, least_published
from tests import crowd
from tests.cli.conftest import NOW, Mctool

LEAST = 5
Group = frozenset[int]


def told(bands: Iterator[Group]) -> set[Group]:
    """All groups whose number follows from one spread: its bands, and what they are together."""
    some = [band for band in bands if band]
    unions = (itertools.combinations(some, length) for length in range(len(some) + 1))
    return {frozenset().union(*parts) for parts in itertools.chain.from_iterable(unions)}


def given_away(spreads: list[set[Group]], least: int, known: set[Group]) -> Iterator[tuple[Group, Group]]:
    """Pairs of published groups, one inside the other, with a few learners between them that nobody knew."""
    everything = set().union(*spreads) | known
    for inner, outer in itertools.permutations(everything, 2):
        between = outer - inner
        if inner < outer and 0 < len(between) < least and not {between, outer} & known:
            yield inner, outer


def members(group: int) -> Group:
    return frozenset(at for at in range(group.bit_length()) if group >> at & 1)


def groups_of(made: Spread, cells: dict[str, int]) -> set[Group]:
    if made.learners is None:
        return set()
    return told(frozenset().union(*(members(cells[cell]) for cell in one.cells)) for one in made.bands)


@given(st.integers(8, 30), st.integers(1, 6), st.data())
def test_no_two_spreads_tell_together_what_each_hides(learners: int, least: int, data: st.DataObject) -> None:
    """Learners are ordered by how well they do, so that groups lie within one another as in a real cohort."""
    ability = st.lists(st.integers(0, 20), min_size=learners, max_size=learners)
    base = data.draw(ability)
    lacking = frozenset(data.draw(st.sets(st.integers(0, learners - 1), max_size=3)))
    account = Disclosure(learners, least, [sum(1 << at for at in lacking)])
    spreads = []
    for _ in range(data.draw(st.integers(2, 6))):
        marks = data.draw(st.just(base) | ability)
        limits = sorted(data.draw(st.sets(st.integers(1, 20), min_size=1, max_size=3)))
        cells = {f"from {low}": 0 for low in (0, *limits)}
        for at, mark in enumerate(marks):
            cells[f"from {max(low for low in (0, *limits) if low <= mark)}"] |= 1 << at
        made = account.spread(list(cells.items()), upper=data.draw(st.none() | st.integers(1, len(limits))))
        assert [cell for one in made.bands for cell in one.cells] == list(cells)
        assert made.learners in (None, learners)
        spreads.append(groups_of(made, cells))
    known = {lacking} if lacking else set()
    assert list(given_away(spreads, least_published(least) if least > 1 else 1, known)) == []


def test_who_was_not_rated_does_not_tell_who_failed() -> None:
    """Five of 20 were not rated; six did not pass. That one who was rated failed must not be told."""
    account = Disclosure(20, LEAST)
    unrated, failed, passed = 0b11111, 0b100000, (1 << 20) - 1 - 0b111111
    attempts = account.spread([("not rated", unrated), ("attempt 1", failed | passed)])
    assert [one.learners for one in attempts.bands] == [5, 15]
    levels = account.spread([("not rated", unrated), ("insufficient", failed), ("acceptable", passed)], upper=2)
    assert [one.cells for one in levels.bands] == [("not rated",), ("insufficient", "acceptable")]
    assert ([one.learners for one in levels.bands], levels.passing) == ([5, 15], None)


def test_whoever_is_told_first_is_told_in_most_detail_and_others_are_not_touched() -> None:
    account = Disclosure(20, LEAST)
    half = (1 << 10) - 1
    cells = [("low", half), ("high", ((1 << 20) - 1) ^ half)]
    for _ in range(2):
        made = account.spread(cells, upper=1)
        assert ([one.learners for one in made.bands], made.passing) == ([10, 10], 10)


LEVELS = ("insufficient", "acceptable", "distinction")
HEAD = "learner,assessment,date,assessor,criterion,level,evidence_type,evidence_held_by,evidence_reference,feedback"


def uneven(folder: Path, size: int, seed: int) -> Path:
    """A workspace with one cohort in which some were not rated, some failed, and one lacks evidence."""
    workspace = crowd.crowd(folder, size)
    chance = random.Random(seed)
    rows = []
    for number, (assessment, criteria) in itertools.product(range(size), crowd.RATED.items()):
        if chance.random() < 0.15:
            continue
        evidence = "attendance-list,Registry" if number == 1 else "observation-notes,Moodle"
        feedback = chance.choice(("2026-05-08", "2026-05-30", ""))
        for criterion in criteria:
            level = chance.choices(LEVELS, (1, 4, 3))[0]
            rows += [
                f"{crowd.learner(number)},{assessment},2026-05-05,assessor-{by},{criterion},{level},"
                f"{evidence},{assessment} {number},{feedback}"
                for by in (1, 2)
            ]
    (workspace / "cohorts" / f"{crowd.COHORT}.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return workspace


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_two_numbers_of_all_reports_tell_of_a_few_learners(seed: int, mctool: Mctool, tmp_path: Path) -> None:
    workspace = uneven(tmp_path, 18 + 4 * seed, seed)
    reports = {}
    for kind in ("audit", "cohort", "consistency", "review"):
        ended = mctool("report", kind, "--format", "json", "-C", workspace, "--now", NOW)
        assert ended.code == 0, ended.err
        reports[kind] = ended.json
    [in_cohort] = reports["cohort"]["cohorts"]
    [programme] = [one for one in reports["consistency"]["programmes"] if one["editions"]]
    [in_audit] = reports["audit"]["cohorts"]
    assert programme["editions"][0]["figures"] == in_cohort["figures"]
    assert in_audit["decisions"] == in_cohort["figures"]["decisions"]
    assert in_audit["register"] == in_cohort["register"]
    decided = mctool("decide", crowd.COHORT, "--format", "json", "-C", workspace, "--now", NOW).json["decisions"]
    published = spreads_of(in_cohort["figures"], decided, read(workspace / "cohorts" / f"{crowd.COHORT}.csv"))
    assert sum(len(one) > 2 for one in published) > 3, "the reports tell something"
    assert list(given_away(published, LEAST, listed(decided))) == []
    for outcome in (one for each in reports["review"]["programmes"] for one in each["outcomes"]):
        for edition in outcome["editions"]:
            assert edition["passing"] is None or edition["passing"] in {len(one) for each in published for one in each}


STANDINGS = {
    "unproven": "without proof", "unassessed": "not rated", "below": "below the minimum", "achieved": "achieved",
    "distinguished": "with distinction",
}  # fmt: skip
Table = dict[tuple[str, str, str], str]


def spreads_of(figures: Any, decided: Any, table: Table) -> list[set[Group]]:
    """The groups that each published spread tells of, found in the cohort's own *table* and in what mctool decides."""
    people = [one["learner"] for one in decided]
    spreads = [shown(figures["decisions"], [one["decision"] for one in decided])]
    standings = [{each["outcome"]: STANDINGS[each["standing"]] for each in one["outcomes"]} for one in decided]
    spreads += [shown(one["spread"], [each[one["id"]] for each in standings]) for one in figures["outcomes"]]
    for assessment in figures["assessments"]:
        rated = [any(key[:2] == (one, assessment["id"]) for key in table) for one in people]
        spreads.append(shown(assessment["attempts"], ["attempt 1" if one else "not rated" for one in rated]))
        for criterion in assessment["criteria"]:
            levels = [table.get((one, assessment["id"], criterion["id"]), "not rated") for one in people]
            unproven = [each[criterion["outcome"]] == "without proof" for each in standings]
            cells = [
                "without proof" if lacks and level != "not rated" else level
                for level, lacks in zip(levels, unproven, strict=True)
            ]
            spreads += [shown(one, cells) for one in (criterion["spread"], *dict(criterion["by_assessor"]).values())]
    return spreads


def listed(decided: Any) -> set[Group]:
    """The groups whose every case the reports list: who is refused, and whose outcomes lack proof."""
    lacking: dict[str, set[int]] = defaultdict(set)
    for at, one in enumerate(decided):
        if one["decision"] == "refused":
            lacking["refused"].add(at)
        for each in one["outcomes"]:
            if each["standing"] == "unproven":
                lacking[each["outcome"]].add(at)
    return {frozenset(group) for group in lacking.values()}


def read(path: Path) -> Table:
    """The level of each learner, assessment and criterion; both assessors always agree here."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["learner"], row["assessment"], row["criterion"]): row["level"] for row in csv.DictReader(file)}


def shown(spread: Any, cells: list[str]) -> set[Group]:
    """The groups that *spread* tells of, where *cells* are those of the learners; its numbers must be right."""
    by_cell: dict[str, set[int]] = defaultdict(set)
    for at, cell in enumerate(cells):
        by_cell[cell].add(at)
    if spread["learners"] is None:
        return set()
    bands = [frozenset().union(*(by_cell[cell] for cell in band["cells"])) for band in spread["bands"]]
    assert [len(band) for band in bands] == [band["learners"] for band in spread["bands"]]
    return told(iter(bands))
