"""``mctool import`` into a cohort of the example: who gets which level, what stops it, what stays."""

import csv
import json
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner, Result

from mctool.cli import importing
from mctool.identities import read_identities
from mctool.importing.recording import Changes, Entry, with_changes
from mctool.models import Cohort
from mctool.workspace import load
from mctool.workspace.resulttable import ResultTable
from tests.importing import exports, rubricexports
from tests.importing.exports import Graded
from tests.importing.test_layouts import LEARNERS

COHORT = "new-edition"
SPRING = "inclusive-communication-2026-spring"
CRITERIA = "[paraphrase, naming-the-rule, invitation-to-rephrase]"
PEOPLE = [Graded("234501", "Anna", "Nowak", 27.0, None), Graded("234502", "Bartek", "Żak", None, 9.5)]
MAPPING = f"""
kind: mapping
id: moodle
layout: moodle-gradebook
assessor: assessor-1
learner:
  {{key: ID number, scheme: moodle-id-number, given_name: First name, family_name: Last name, email: Email address}}
columns:
  - column: "Assignment: Role play (part 1) (Real)"
    assessment: scenario
    criteria: {CRITERIA}
    maximum: 30
    levels: {{insufficient: 0, acceptable: 15, distinction: 27}}
skip_columns:
  - {{column: "Assignment: Role play (part 1) (Percentage)", reason: the same result in another form}}
  - {{column: "Assignment: Role play (part 1) (Letter)", reason: the same result in another form}}
  - {{column: "Quiz: Bias: recognise (Real)", reason: a written test shows none of the outcomes}}
skip_rows:
  - {{rows: repeated-header, reason: two sections were joined}}
"""


@pytest.fixture
def workspace(tmp_path: Path, example_in_place: Path) -> Path:
    """A copy of the example with a cohort that has no results yet."""
    shutil.copytree(example_in_place.parent, tmp_path / "at")
    root = tmp_path / "at" / "equini"
    (root / "cohorts" / f"{COHORT}.yaml").write_text(
        f'# our third edition\nkind: cohort\nid: {COHORT}\nprogramme: inclusive-communication\nversion: "2026.1"\n'
        "period: {start: 2026-09-07, end: 2026-11-06}\nassessors: [assessor-1, assessor-2]   # two, by policy\n"
    )
    (tmp_path / "moodle.yaml").write_text(MAPPING)
    return root


def run(workspace: Path, file: Path, *options: str, cohort: str = COHORT, mapping: str = MAPPING) -> Result:
    app = typer.Typer()
    importing.register(app)
    app.callback()(lambda: None)
    path = file.parent / "moodle.yaml"
    path.write_text(mapping)
    words = ["import", str(file), "--cohort", cohort, "--mapping", str(path), "-C", str(workspace), "--format", "json"]
    return CliRunner().invoke(app, [*words, *options])


def saved(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    return exports.save(folder, "grades.csv", exports.text(rows))


def cohort_of(workspace: Path, name: str = COHORT) -> Cohort:
    read = load(workspace)
    assert [one for one in read.faults if name in one.path] == []
    return read.cohorts[name].model


def levels(cohort: Cohort) -> dict[str, set[str]]:
    """By learner, the levels of the scenario by assessor-1."""
    return {
        result.learner: {level for one in result.assessments for it in one.ratings for level in it.levels.values()}
        for result in cohort.results
    }


def by_key(workspace: Path) -> dict[str, str]:
    people = read_identities(workspace.parent / "equini-identities" / "learners.csv").values()
    return {one.keys.partition("=")[2]: one.learner for one in people if one.keys}


def findings(ended: Result) -> list[tuple[str, int | None, int | None]]:
    return [(one["name"], one["line"], one["column"]) for one in json.loads(ended.stdout)["findings"]]


def test_scores_become_levels_and_names_stay_outside(workspace: Path, tmp_path: Path) -> None:
    ended = run(workspace, saved(tmp_path, exports.moodle("en", PEOPLE)))
    assert ended.exit_code == 0, ended.output
    ids = by_key(workspace)
    assert levels(cohort_of(workspace)) == {ids["234501"]: {"distinction"}}
    assert all(one.startswith("L-") and len(one) == 22 for one in ids.values())
    told = json.loads(ended.stdout)
    assert (told["rows"], told["placed"], told["explained"], told["not_assessed"]) == (2, 2, 0, 1)
    text = "".join(path.read_text() for path in (workspace / "cohorts").iterdir())
    assert not [word for word in ("Nowak", "Bartek", "234501", "example.edu") if word in text]
    assert "# two, by policy" in text
    record = cohort_of(workspace).imports[0]
    assert (record.sha256, record.mapping, len(record.skipped)) == (told["sha256"], "moodle", 3)


def test_the_same_file_again_changes_nothing_and_ids_stay(workspace: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, exports.moodle("en", PEOPLE))
    run(workspace, file)
    before = {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()}
    ended = run(workspace, file)
    assert json.loads(ended.stdout)["written"] == []
    assert {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()} == before


def test_a_dry_run_writes_nothing(workspace: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()}
    ended = run(workspace, saved(tmp_path, exports.moodle("en", PEOPLE)), "--dry-run")
    assert json.loads(ended.stdout)["added"] == 3
    assert {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()} == before


Change = Callable[[list[list[str]]], None]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda rows: rows[1].__setitem__(4, "30.01"), ("score-above-maximum", 2, 5)),
        (lambda rows: rows[1].__setitem__(4, "-1"), ("score-below-minimum", 2, 5)),
        (lambda rows: rows[1].__setitem__(4, "good"), ("no-number", 2, 5)),
        (lambda rows: rows[1].__setitem__(4, "20 %"), ("share-not-score", 2, 5)),
        (lambda rows: rows[1].__setitem__(2, ""), ("learner-without-id", 2, 3)),
        (lambda rows: rows[1].__setitem__(0, ""), ("learner-without-identity", 2, None)),
        (lambda rows: rows.append([*rows[1][:4], "12.00", *rows[1][5:]]), ("learner-twice", 4, None)),
        (lambda rows: rows.append(rows[1][:5]), ("row-width", 4, None)),
        (lambda rows: rows[0].__setitem__(4, "Assignment: Other (Real)"), ("column-not-found", None, None)),
        (lambda rows: rows[0].__setitem__(8, "Quiz: New (Real)"), ("column-not-mapped", None, 9)),
    ],
)  # fmt: skip
def test_what_stops_an_import(
    workspace: Path, tmp_path: Path, change: Change, found: tuple[str, int | None, int | None]
) -> None:
    rows = exports.moodle("en", PEOPLE)
    change(rows)
    before = {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()}
    ended = run(workspace, saved(tmp_path, rows))
    assert ended.exit_code == 1
    assert found in findings(ended)
    assert {path: path.read_bytes() for path in workspace.parent.rglob("*") if path.is_file()} == before


def test_a_row_skipped_for_a_reason_stays_in_the_cohort_file(workspace: Path, tmp_path: Path) -> None:
    rows = exports.moodle("en", PEOPLE)
    rows += [rows[0], [*rows[1][:4], "99.00", *rows[1][5:]]]
    ended = run(workspace, saved(tmp_path, rows), "--skip", "5=entered twice, the first stands")
    assert ended.exit_code == 0, ended.output
    told = json.loads(ended.stdout)
    assert (told["rows"], told["placed"], told["explained"]) == (4, 2, 2)
    skipped = [(one.row, one.reason) for one in cohort_of(workspace).imports[0].skipped if one.row]
    assert skipped == [(4, "two sections were joined"), (5, "entered twice, the first stands")]


def test_a_criterion_that_no_column_rates_is_a_finding(workspace: Path, tmp_path: Path) -> None:
    mapping = MAPPING.replace(CRITERIA, "[paraphrase, naming-the-rule]")
    ended = run(workspace, saved(tmp_path, exports.moodle("en", PEOPLE)), mapping=mapping)
    assert findings(ended) == [("criterion-not-mapped", None, None)]


@pytest.mark.parametrize("cohort", [SPRING, "inclusive-communication-2026-autumn"])
def test_merging_keeps_comments_evidence_and_other_ratings(workspace: Path, tmp_path: Path, cohort: str) -> None:
    before = cohort_of(workspace, cohort)
    comments = [line for line in (workspace / f"cohorts/{cohort}.yaml").read_text().split("\n") if "#" in line]
    known = before.results[0].learner
    table = workspace.parent / "equini-identities" / "learners.csv"
    lines = table.read_text().splitlines()
    table.write_text("\n".join([lines[0] + ",keys", *(
        line + (",moodle-id-number=234501" if line.startswith(known) else ",") for line in lines[1:]
    )]) + "\n")  # fmt: skip
    rows = exports.moodle("en", [PEOPLE[0], Graded("9", "New", "One", 16.0, None)])
    mapping = MAPPING.replace("assessment: scenario", "assessment: scenario\n    attempt: 9")
    ended = run(workspace, saved(tmp_path, rows), cohort=cohort, mapping=mapping)
    assert ended.exit_code == 0, ended.output
    after = cohort_of(workspace, cohort)
    assert len(after.results) == len(before.results) + 1
    for old, new in zip(before.results, after.results, strict=False):
        assert new.assessments[: len(old.assessments)] == old.assessments
        assert len(new.assessments) == len(old.assessments) + (new.learner == known)
    text = (workspace / f"cohorts/{cohort}.yaml").read_text()
    assert [line for line in text.split("\n") if "#" in line] == comments


def test_another_level_by_the_same_assessor_needs_a_decision(workspace: Path, tmp_path: Path) -> None:
    run(workspace, saved(tmp_path, exports.moodle("en", PEOPLE)))
    changed = saved(tmp_path, exports.moodle("en", [Graded("234501", "Anna", "Nowak", 15.0, None)]))
    assert {one[0] for one in findings(run(workspace, changed))} == {"rating-differs"}
    ended = run(workspace, changed, "--replace")
    assert ended.exit_code == 0, ended.output
    assert levels(cohort_of(workspace)) == {by_key(workspace)["234501"]: {"acceptable"}}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(learners=LEARNERS)
def test_no_row_is_lost_doubled_or_given_to_another(workspace: Path, tmp_path: Path, learners: list[Graded]) -> None:
    root = tmp_path / "fresh"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(workspace.parent, root)
    ended = run(root / "equini", saved(tmp_path, exports.moodle("en", learners)))
    assert ended.exit_code == 0, ended.output
    ids = by_key(root / "equini")
    told = json.loads(ended.stdout)
    assert told["rows"] == told["placed"] == len(ids) == len(set(ids.values())) == len(learners)
    wanted = {
        ids[one.key]: {"insufficient" if one.first < 15 else "acceptable" if one.first < 27 else "distinction"}
        for one in learners if one.first is not None
    }  # fmt: skip
    assert levels(cohort_of(root / "equini")) == wanted


def test_twenty_thousand_rows_in_five_seconds(workspace: Path, tmp_path: Path) -> None:
    people = [Graded(str(at), "Given", f"Name{at}", at % 3000 / 100, None) for at in range(20_000)]
    file = saved(tmp_path, exports.moodle("en", people))
    start = time.process_time()
    ended = run(workspace, file)
    took = time.process_time() - start
    assert ended.exit_code == 0, ended.output
    assert took < 5, took
    with (workspace / f"cohorts/{COHORT}.csv").open() as table:
        assert sum(1 for _ in csv.DictReader(table)) == 60_000


def _import(workspace: Path, file: Path, stop_at: int) -> None:
    done, replace = 0, Path.replace

    def dying(self: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done == stop_at:
            os._exit(9)
        return replace(self, target)

    Path.replace = dying  # type: ignore[method-assign]
    run(workspace, file)


@pytest.mark.parametrize("stop_at", [1, 2, 3])
def test_killed_before_any_write_and_run_again_it_is_as_if_never_killed(
    workspace: Path, tmp_path: Path, stop_at: int
) -> None:
    file = saved(tmp_path, exports.moodle("en", PEOPLE))
    process = multiprocessing.get_context("spawn").Process(target=_import, args=(workspace, file, stop_at))
    process.start()
    process.join()
    assert process.exitcode == 9
    assert levels(cohort_of(workspace)) == {}
    ended = run(workspace, file)
    assert ended.exit_code == 0, ended.output
    ids = by_key(workspace)
    assert levels(cohort_of(workspace)) == {ids["234501"]: {"distinction"}}
    assert set(ids) == {"234501", "234502"}


def test_a_proposed_mapping_is_one_and_says_what_to_decide(workspace: Path, tmp_path: Path) -> None:
    app = typer.Typer()
    importing.register(app)
    app.callback()(lambda: None)
    file = saved(tmp_path, exports.canvas(PEOPLE))
    target = workspace / "canvas.yaml"
    words = ["import", str(file), "--cohort", COHORT, "-C", str(workspace), "--write-mapping", str(target)]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert load(workspace).faults == ()
    assert "maximum: 30.00" in target.read_text()
    ended = run(workspace, file, mapping=target.read_text().replace("id: canvas", "id: moodle"))
    assert findings(ended) == [("column-not-mapped", None, 6), ("column-not-mapped", None, 7)]


def test_component_grades_are_known_by_their_descriptors(workspace: Path, tmp_path: Path) -> None:
    rubric = load(workspace).rubrics["conflict-scenario"].model
    first, second = (rubric.criterion(one) for one in ("paraphrase", "naming-the-rule"))
    assert first is not None
    assert second is not None
    header = ["First Name", "Last name", "Username", "Student ID", *["Score", "Definition", "Feedback"] * 2]
    said = first.descriptors["acceptable"]["pl"], second.descriptors["distinction"]["en"]
    rows = [["C", "A", "Rubric R"], header, ["Ana", "B", "ab", "77", "2", said[0], "", "3", said[1], ""],
            ["Bo", "C", "bc", "78", "3", said[1], "", "2", said[0], ""]]  # fmt: skip
    mapping = """
kind: mapping
id: moodle
layout: moodle-component-grades
assessor: assessor-1
learner: {key: Student ID, scheme: moodle-id-number, given_name: First Name, family_name: Last name}
columns:
  - {column: Definition 1, assessment: scenario, criteria: [paraphrase, naming-the-rule], descriptors: true}
  - {column: Definition 2, assessment: scenario, criteria: [paraphrase, naming-the-rule], descriptors: true}
skip_columns:
  - {column: Score 1, reason: the definition says it}
  - {column: Score 2, reason: the definition says it}
not_imported:
  - {assessment: scenario, criterion: invitation-to-rephrase, reason: rated on paper}
"""
    ended = run(workspace, saved(tmp_path, rows), mapping=mapping)
    assert ended.exit_code == 0, ended.output
    given = [one.assessments[0].ratings[0].levels for one in cohort_of(workspace).results]
    assert given == [{"paraphrase": "acceptable", "naming-the-rule": "distinction"}] * 2
    rows[2][5] = "Something else"
    assert findings(run(workspace, saved(tmp_path, rows), mapping=mapping)) == [("descriptor-unknown", 3, 6)]
    rows[2][5] = said[1]
    assert findings(run(workspace, saved(tmp_path, rows), mapping=mapping)) == [("criterion-twice", 3, 9)]


@pytest.mark.parametrize("cohort", [COHORT, SPRING])
def test_attended_hours_and_days_come_with_the_results(workspace: Path, tmp_path: Path, cohort: str) -> None:
    rows = [["student id", "Given name", "Family name", "Rating", "Attended hours", "Date"],
            ["1", "Ana", "Nowa", "distinction", "18,5", "31/05/2026"], ["2", "Bo", "Nowy", "-", "3,0", "01/06/2026"],
            ["3", "Cy", "Nowe", "-", "-", "-"]]  # fmt: skip
    mapping = f"""
kind: mapping
id: moodle
layout: plain-table
assessor: assessor-1
learner: {{key: student id, scheme: student-number, given_name: Given name, family_name: Family name}}
date: Date
attended_hours: Attended hours
columns:
  - {{column: Rating, assessment: scenario, criteria: {CRITERIA}, words: {{distinction: distinction}}}}
"""
    before = len(cohort_of(workspace, cohort).results)
    ended = run(workspace, saved(tmp_path, rows), cohort=cohort, mapping=mapping)
    assert ended.exit_code == 0, ended.output
    made = cohort_of(workspace, cohort).results[before:]
    said = [(one.attended_hours, [str(it.date) for it in one.assessments]) for one in made]
    assert said == [(18.5, ["2026-05-31"]), (3.0, [])]
    assert json.loads(run(workspace, saved(tmp_path, rows), cohort=cohort, mapping=mapping).stdout)["written"] == []
    rows[1][4] = "19,0"
    changed = saved(tmp_path, rows)
    assert [one[:2] for one in findings(run(workspace, changed, cohort=cohort, mapping=mapping))] == [
        ("rating-differs", 2)
    ]
    assert run(workspace, changed, "--replace", cohort=cohort, mapping=mapping).exit_code == 0
    assert cohort_of(workspace, cohort).results[before].attended_hours == 19
    for cell, name in (("90 %", "hours-impossible"), ("-1", "hours-impossible"), ("many", "no-number")):
        rows[1][4] = cell
        assert (name, 2, 5) in findings(run(workspace, saved(tmp_path, rows), cohort=cohort, mapping=mapping))
    rows[1][4:] = ["19,0", "05/06/2026x"]
    assert ("no-date", 2, 6) in findings(run(workspace, saved(tmp_path, rows), cohort=cohort, mapping=mapping))
    rates = mapping.replace("attended_hours: Attended hours\n", "")
    rates = rates.replace("column: Rating,", "column: Attended hours,")
    assert "proves-nothing" in {one[0] for one in findings(run(workspace, saved(tmp_path, rows), mapping=rates))}


def test_a_number_that_may_be_a_thousand_is_decided_by_option(workspace: Path, tmp_path: Path) -> None:
    rows = [["student id", "Given name", "Family name", "Points"], ["1", "Ana", "Nowa", "1.234"]]
    mapping = f"""
kind: mapping
id: moodle
layout: plain-table
assessor: assessor-1
learner: {{key: student id, scheme: student-number, given_name: Given name, family_name: Family name}}
columns:
  - {{column: Points, assessment: scenario, criteria: {CRITERIA}, maximum: 2000, levels: {{insufficient: 0, acceptable: 100}}}}
"""  # noqa: E501 - one line of YAML
    file = saved(tmp_path, rows)
    assert findings(run(workspace, file, mapping=mapping)) == [("number-unclear", 2, 4)]
    assert run(workspace, file, "--decimal", "comma", mapping=mapping).exit_code == 0
    assert list(levels(cohort_of(workspace)).values()) == [{"acceptable"}]
    again = run(workspace, file, "--decimal", "point", mapping=mapping)
    assert "rating-differs" in {one[0] for one in findings(again)}


def test_an_added_row_keeps_the_day_that_its_attempt_has() -> None:
    there = "learner,assessment,assessor,criterion,level,date\nL-1,a,one,x,good,2026-05-01\nL-1,b,one,x,good,\n"
    added = [Entry("L-1", (name, 1, "two", "x"), "good", date(2026, 5, 13)) for name in ("a", "b", "c")]
    table = ResultTable("t.csv", with_changes(there, Changes(tuple(added), (), 0)))
    assert table.faults == []
    days = {one["assessment"]: one.get("date") for one in table.data[0]["assessments"]}
    assert days == {"a": "2026-05-01", "b": None, "c": "2026-05-13"}


def test_headings_that_stand_twice_may_be_left_out(workspace: Path, tmp_path: Path) -> None:
    rows = exports.moodle("en", PEOPLE)
    rows[0][6] = rows[0][8] = "Quiz: Terms (Real)"
    mapping = MAPPING.replace("Quiz: Bias: recognise (Real)", "Quiz: Terms (Real)").replace(
        '  - {column: "Assignment: Role play (part 1) (Letter)", reason: the same result in another form}\n', ""
    )
    assert run(workspace, saved(tmp_path, rows), mapping=mapping).exit_code == 0


def test_without_ids_the_address_is_proposed_as_the_key(workspace: Path, tmp_path: Path) -> None:
    rows = exports.moodle("en", [Graded("", "Ana", "B", 1.0, None)])
    app = typer.Typer()
    importing.register(app)
    app.callback()(lambda: None)
    for at, target in ((2, workspace / "one.yaml"), (3, workspace / "none.yaml")):
        rows[1][at] = "" if at == 3 else rows[1][at]
        words = ["import", str(saved(tmp_path, rows)), "--cohort", COHORT, "-C", str(workspace)]
        ended = CliRunner().invoke(app, [*words, "--write-mapping", str(target)])
        assert (ended.exit_code == 0) == (at == 2)
    assert '  key: "Email address"\n  scheme: email\n' in (workspace / "one.yaml").read_text()
    assert "no column holds" in str(ended.exception)


def test_a_proposal_finds_criteria_by_their_titles_and_words_by_the_levels(workspace: Path, tmp_path: Path) -> None:
    rows = [["Student Id", "Student Name", "Paraphrase - Rating", "Paraphrase - Points", "Other - Rating"],
            ["11", "Ana B", "Distinction", "3.0", "Fine"]]  # fmt: skip
    app = typer.Typer()
    importing.register(app)
    app.callback()(lambda: None)
    target = workspace / "canvas.yaml"
    file = str(saved(tmp_path, rows))
    words = ["import", file, "--cohort", COHORT, "-C", str(workspace), "--write-mapping", str(target)]
    assert CliRunner().invoke(app, words).exit_code == 0
    text = target.read_text()
    assert '#    assessment: scenario\n#    criteria: [paraphrase]\n#    words: {"Distinction": distinction}' in text
    assert '#    words: {"Fine":}' in text
    assert "Ana" not in text


def test_an_import_of_oneroster_tells_both_files_and_other_maxima_are_another_import(
    workspace: Path, tmp_path: Path
) -> None:
    results, items, mapping = rubricexports.oneroster(
        [rubricexports.Rated("77", "Ada", "Wymyślna", (27.0, 27.0, 27.0))]
    )
    identities = workspace.parent / "equini-identities" / "learners.csv"
    header = identities.read_text(encoding="utf-8").splitlines()[0].split(",")
    cells = {"learner": "L-77", "given_name": "Ada", "family_name": "Wymyślna", "keys": "oneroster=77"}
    names = [*header, "keys"]
    identities.write_bytes(exports.text([names, [cells.get(name, "") for name in names]]))
    first = exports.save(tmp_path, "lineItems.csv", exports.text(items)).read_bytes()
    path = exports.save(tmp_path, "results.csv", exports.text(results))
    written = json.dumps({"kind": "mapping", "id": "moodle", "assessor": "assessor-1"} | mapping)
    for _ in range(2):  # the same again is no other import
        ended = run(workspace, path, mapping=written)
        assert ended.exit_code == 0, ended.output
    second = exports.save(tmp_path, "lineItems.csv", first.replace(b"30.0", b"28.0")).read_bytes()
    ended = run(workspace, path, "--replace", mapping=written.replace('"maximum": 30', '"maximum": 28'))
    assert ended.exit_code == 0, ended.output
    assert [one.sha256 for one in cohort_of(workspace).imports] == [sha256(path.read_bytes()).hexdigest()] * 2
    assert [one.line_items for one in cohort_of(workspace).imports] == [
        sha256(it).hexdigest() for it in (first, second)
    ]
