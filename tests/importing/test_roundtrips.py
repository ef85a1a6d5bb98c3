"""Every layout, in every form of file: what was written comes back, to the learner whose it is, and is counted."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mctool.importing.detecting import detect
from mctool.importing.learners import join
from mctool.importing.placing import Merged, merged, place
from mctool.importing.reading import read
from mctool.importing.sheet import Options
from mctool.models import Mapping
from mctool.workspace import load
from tests.importing import exports
from tests.importing import rubricexports as layouts
from tests.importing.rubricexports import CRITERIA, LEVELS, Rated

SCORE = st.none() | st.integers(0, 3000).map(lambda hundredths: hundredths / 100)
LETTERS = "abcdeżółćéñü'-\""
NAME = st.text(LETTERS, min_size=1, max_size=9).map(lambda name: f"N{name}")
SPACED = st.text(f"{LETTERS} ;|:\t", min_size=1, max_size=9).map(lambda name: f"N{name}n")


def rated(name: st.SearchStrategy[str], score: st.SearchStrategy[float | None] = SCORE) -> st.SearchStrategy[Rated]:
    return st.builds(Rated, st.integers(1, 10**8).map(str), name, name, st.tuples(score, score, score))


def cohort(one: st.SearchStrategy[Rated]) -> st.SearchStrategy[list[Rated]]:
    return st.lists(one, max_size=7, unique_by=lambda each: each.key)


FORMS = st.sampled_from([
    *itertools.product(["comma", "semicolon", "tab", "colon", "pipe"], ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]),
    ("xlsx", ""), ("ods", ""),
])  # fmt: skip
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "colon": ":", "pipe": "|"}


class Standards:
    """The example's programme and rubrics, with a short name for reports of failures."""

    def __init__(self, root: Path) -> None:
        workspace = load(root)
        self.programme = workspace.programmes["inclusive-communication"].model
        self.rubrics = {name: one.model for name, one in workspace.rubrics.items()}


@pytest.fixture(scope="module")
def standards(example_in_place: Path) -> Standards:
    return Standards(example_in_place)


def save(folder: Path, rows: Sequence[Sequence[str]], form: tuple[str, str], name: str = "export") -> Path:
    kind, encoding = form
    if kind == "xlsx":
        return exports.save(folder, name, exports.xlsx(rows))
    if kind == "ods":
        return exports.save(folder, name, exports.ods(rows))
    return exports.save(folder, name, exports.text(rows, SEPARATORS[kind], encoding))


def imported(
    standards: Standards, path: Path, written: dict[str, object], people: Sequence[Rated]
) -> dict[str, Merged]:
    """What an import of *path* takes over, after it was checked that nobody is lost, doubled or called otherwise."""
    mapping = Mapping.model_validate({"kind": "mapping", "id": "m", "assessor": "assessor-1"} | written)
    found = detect(read(path, Options()))
    done = place(found, mapping, standards.programme, standards.rubrics, {})
    sheet = found.file.sheet
    by_key = merged(done.placed, sheet.long, done.problems)
    assert done.problems == []
    assert sheet.rows_in == len({one.row.line for one in done.placed}) + len({one.line for one in done.explained})
    if mapping.learner.scheme != "oneroster":
        numbers = itertools.count()
        joined = join(done.placed, sheet, mapping.learner, {}, lambda size: f"{next(numbers):0{2 * size}x}")
        assert joined.problems == ()
        names = {one.keys.partition("=")[2]: (one.given_name, one.family_name) for one in joined.new}
        assert names == {one.key: (one.given.strip(), one.family.strip()) for one in people}
    return by_key


def levels(found: dict[str, Merged]) -> dict[str, dict[str, str]]:
    return {key: {rated[3]: level for rated, level in one.levels.items()} for key, one in found.items()}


def expected(people: Sequence[Rated]) -> dict[str, dict[str, str]]:
    return {one.key: one.levels for one in people}


@QUICK
@given(people=cohort(rated(SPACED)), language=st.sampled_from(sorted(exports.MOODLE)), form=FORMS)
def test_moodle_gradebooks(
    standards: Standards, tmp_path: Path, people: list[Rated], language: str, form: tuple[str, str]
) -> None:
    rows, mapping = layouts.moodle_gradebook(people, language)
    assert levels(imported(standards, save(tmp_path, rows, form), mapping, people)) == expected(people)


@QUICK
@given(people=cohort(rated(SPACED)), comma=st.booleans(), form=FORMS)
def test_moodle_advanced_grading(
    standards: Standards, tmp_path: Path, people: list[Rated], comma: bool, form: tuple[str, str]
) -> None:
    rows, mapping = layouts.moodle_advanced(people, comma)
    assert levels(imported(standards, save(tmp_path, rows, form), mapping, people)) == expected(people)


@QUICK
@given(people=cohort(rated(NAME)), form=FORMS, language=st.sampled_from(["en", "pl"]))
def test_moodle_component_grades(
    standards: Standards, tmp_path: Path, people: list[Rated], form: tuple[str, str], language: str
) -> None:
    criteria = [standards.rubrics["conflict-scenario"].criterion(one) for one in CRITERIA]
    texts = {(one.id, level): one.descriptors[level][language] for one in criteria if one for level in LEVELS}
    rows, mapping = layouts.moodle_components(people, texts)
    whole = [one for one in people if None not in one.scores]
    assert levels(imported(standards, save(tmp_path, rows, form), mapping, whole)) == expected(whole)


@QUICK
@given(people=cohort(rated(NAME | NAME.map("={}".format))), comma=st.booleans(), split=st.booleans(), form=FORMS)
def test_canvas_gradebooks(
    standards: Standards, tmp_path: Path, people: list[Rated], comma: bool, split: bool, form: tuple[str, str]
) -> None:
    rows, mapping = layouts.canvas_gradebook(people, comma, split)
    assert levels(imported(standards, save(tmp_path, rows, form), mapping, people)) == expected(people)


@QUICK
@given(people=cohort(rated(NAME)), form=FORMS)
def test_canvas_rubric_assessments(
    standards: Standards, tmp_path: Path, people: list[Rated], form: tuple[str, str]
) -> None:
    rows, mapping = layouts.canvas_rubric(people)
    assert levels(imported(standards, save(tmp_path, rows, form), mapping, people)) == expected(people)


@QUICK
@given(people=cohort(rated(NAME)), form=FORMS, second=FORMS)
def test_oneroster_results(
    standards: Standards, tmp_path: Path, people: list[Rated], form: tuple[str, str], second: tuple[str, str]
) -> None:
    results, items, mapping = layouts.oneroster(people)
    save(tmp_path, items, second, "lineItems.csv")
    found = imported(standards, save(tmp_path, results, form, "results.csv"), mapping, people)
    assert levels(found) == expected(people)
    for one in people:
        graded = [at for at, score in enumerate(one.scores) if score is not None]
        days = [day.day for day in found[one.key].days.values()]
        assert days == ([10 + max(graded)] if graded else [])  # of one assessment, the last day counts


@QUICK
@given(one=rated(SPACED.filter(lambda name: "\t" not in name)))
def test_elmo_documents(standards: Standards, tmp_path: Path, one: Rated) -> None:
    document, mapping = layouts.elmo(one)
    found = imported(standards, exports.save(tmp_path, "elmo.xml", document), mapping, [one])
    assert levels(found) == expected([one])
    assert found[one.key].hours == pytest.approx(12.5)


@QUICK
@given(people=cohort(rated(SPACED)), comma=st.booleans(), form=FORMS)
def test_plain_tables(
    standards: Standards, tmp_path: Path, people: list[Rated], comma: bool, form: tuple[str, str]
) -> None:
    rows, mapping = layouts.plain(people, comma)
    found = imported(standards, save(tmp_path, rows, form), mapping, people)
    assert levels(found) == expected(people)
    assert {str(one.hours) for one in found.values()} == ({"12.50"} if people and form[0] != "xlsx" else
                                                            {"12.5"} if people and not comma else
                                                            {"12.50"} if people else set())  # fmt: skip
    days = {day.isoformat() for one in found.values() for day in one.days.values()}
    assert days == ({"2026-05-31"} if any(one.levels for one in people) else set())
