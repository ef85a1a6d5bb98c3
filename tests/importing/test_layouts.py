"""Every layout comes back as it was written: each learner's scores, in the learner's own row, counted."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mctool.errors import MctoolError
from mctool.importing.cells import decimal_sign, not_assessed, number
from mctool.importing.reading import ReadFile, read
from mctool.importing.sheet import Layout, Options, Role, Sheet
from tests.importing import exports
from tests.importing.exports import MOODLE, Graded

SCORES = st.none() | st.integers(0, 3000).map(lambda hundredths: hundredths / 100)
NAMES = st.text("abcdeżółćéñü'- ", min_size=1, max_size=12).map(lambda name: f"N{name.strip()}")
LEARNERS = st.lists(
    st.builds(Graded, st.integers(1, 10**6).map(str), NAMES, NAMES, SCORES, SCORES),
    max_size=8, unique_by=lambda one: one.key,
)  # fmt: skip
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def scores(sheet: Sheet) -> dict[str, list[Decimal | None]]:
    """By learner id, the values under each heading of scores that is no total, as an import would read them."""
    key = next(at for at, _ in sheet.with_role(Role.KEY))
    found: dict[str, list[Decimal | None]] = {}
    for at, _ in sheet.with_role(Role.SCORE):
        sign = decimal_sign(row.cells[at] for row in sheet.rows) or sheet.decimals
        for row in sheet.rows:
            cell = row.cells[at]
            found.setdefault(row.cells[key], []).append(None if not_assessed(cell) else number(cell, sign))
    return found


def expected(learners: list[Graded]) -> dict[str, list[Decimal | None]]:
    return {
        one.key: [None if score is None else Decimal(f"{score:.2f}") for score in (one.first, one.second)]
        for one in learners
    }


def loaded(folder: Path, content: bytes, name: str = "export.csv") -> ReadFile:
    return read(exports.save(folder, name, content), Options())


@pytest.mark.parametrize("language", MOODLE)
@pytest.mark.parametrize("separator", [",", "\t", ";", ":"])
@QUICK
@given(learners=LEARNERS)
def test_a_moodle_gradebook_in_each_language_and_separator(
    tmp_path: Path, language: str, separator: str, learners: list[Graded]
) -> None:
    file = loaded(tmp_path, exports.text(exports.moodle(language, learners), separator))
    assert file.sheet.layout is Layout.MOODLE_GRADEBOOK
    assert file.sheet.language == language[:2]
    assert scores(file.sheet) == expected(learners)
    assert (file.sheet.rows_in, file.sheet.problems) == (len(learners), ())
    names = [next(file.sheet.with_role(role))[0] for role in (Role.GIVEN, Role.FAMILY)]
    assert [[row.cells[at] for at in names] for row in file.sheet.rows] == [[o.given, o.family] for o in learners]


@pytest.mark.parametrize("language", MOODLE)
def test_every_heading_of_a_moodle_gradebook_is_placed(tmp_path: Path, language: str) -> None:
    sheet = loaded(tmp_path, exports.text(exports.moodle(language, []))).sheet
    assert [one.role for one in sheet.columns] == [
        Role.GIVEN, Role.FAMILY, Role.KEY, Role.EMAIL, Role.SCORE, Role.PERCENTAGE, Role.LETTER, Role.FEEDBACK,
        Role.SCORE, Role.TOTAL, Role.TOTAL, Role.TIME,
    ]  # fmt: skip
    assert [one.item for one in sheet.columns if one.role is Role.SCORE] == ["Role play (part 1)", "Bias: recognise"]


@pytest.mark.parametrize(
    ("encoding", "language", "found"),
    [("utf-8-sig", "pl", "utf-8"), ("utf-16", "fr", "utf-16-le"), ("utf-16-be", "en", "utf-16-be"),
     ("utf-32", "nl", "utf-32-le"),
     ("cp1250", "pl", "cp1250"), ("cp1252", "pt", "cp1252"), ("cp1252", "de", "cp1252"), ("cp1252", "nl", "cp1252")],
)  # fmt: skip
def test_encodings_are_told_apart(tmp_path: Path, encoding: str, language: str, found: str) -> None:
    learners = [Graded("7", "Zoë" if encoding == "cp1252" else "Zoe", "Nowak", 1.5, None)]
    file = loaded(tmp_path, exports.text(exports.moodle(language, learners), ";", encoding))
    assert file.source.encoding == found
    assert scores(file.sheet) == expected(learners)
    assert file.sheet.language == language


@pytest.mark.parametrize("write", [exports.xlsx, exports.ods])
@QUICK
@given(learners=LEARNERS)
def test_spreadsheets_hold_the_same(tmp_path: Path, write: object, learners: list[Graded]) -> None:
    for rows in (exports.moodle("en", learners), exports.moodle("de", learners), exports.canvas(learners)):
        file = loaded(tmp_path, write(rows), "export.bin")  # type: ignore[operator]
        assert file.source.format == write.__name__  # type: ignore[attr-defined]
        assert scores(file.sheet) == expected(learners)


@pytest.mark.parametrize("comma", [False, True])
@QUICK
@given(learners=LEARNERS)
def test_a_canvas_gradebook(tmp_path: Path, comma: bool, learners: list[Graded]) -> None:
    sheet = loaded(tmp_path, exports.text(exports.canvas(learners, comma), ";" if comma else ",")).sheet
    assert sheet.layout is Layout.CANVAS_GRADEBOOK
    assert scores(sheet) == expected(learners)
    assert [one.maximum for _, one in sheet.with_role(Role.SCORE)] == [Decimal("30.00"), Decimal("20.00")]
    assert [one.kind for one in sheet.explained] == ["posting-row", "points-possible", "test-student"]
    assert sheet.rows_in == len(learners) + 3
    assert sheet.problems == ()


def test_canvas_rubric_assessments_split_the_heading_at_the_last_hyphen(tmp_path: Path) -> None:
    rows = [["Student Id", "Student Name", "Listen - and ask - Rating", "Listen - and ask - Points",
             "Listen - and ask - Comments"], ["11", "Ana", "Good", "3.0", ""], ["12", "Bo", "", "", ""]]  # fmt: skip
    sheet = loaded(tmp_path, exports.text(rows)).sheet
    assert sheet.layout is Layout.CANVAS_RUBRIC
    assert {one.item for one in sheet.columns[2:]} == {"Listen - and ask"}
    assert scores(sheet) == {"11": [Decimal("3.0")], "12": [None]}


@QUICK
@given(learners=LEARNERS)
def test_oneroster_results_with_their_line_items(tmp_path: Path, learners: list[Graded]) -> None:
    results, items = exports.oneroster(learners)
    exports.save(tmp_path, "lineItems.csv", exports.text(items))
    sheet = loaded(tmp_path, exports.text(results), "results.csv").sheet
    assert sheet.layout is Layout.ONEROSTER
    assert [one.item for _, one in sheet.with_role(Role.SCORE)] == ["Title of li1", "Title of li2"]
    found = {(row.cells[0], at): row.cells[at] for row in sheet.rows for at in (1, 2) if row.cells[at]}
    given = {
        (one.key, at): f"{s:.2f}" for one in learners for at, s in ((1, one.first), (2, one.second)) if s is not None
    }
    assert found == given
    assert sheet.rows_in == 2 * len(learners)


def test_oneroster_without_maxima_is_refused_and_odd_rows_are_named(tmp_path: Path) -> None:
    results, items = exports.oneroster([Graded("1", "A", "B", 1.0, 2.0), Graded("2", "C", "D", 3.0, 4.0)])
    path = exports.save(tmp_path, "results.csv", exports.text(results))
    with pytest.raises(MctoolError, match="no maximum without their line items"):
        read(path, Options())
    results[1][1] = "tobedeleted"
    results[2][3] = "li9"
    results[3][5] = "graded"
    exports.save(tmp_path, "lineItems.csv", exports.text(items))
    sheet = loaded(tmp_path, exports.text(results), "results.csv").sheet
    assert [one.kind for one in sheet.explained] == ["deleted-result"]
    assert [(one.line, one.column) for one in sheet.problems] == [(3, 4), (4, 6)]
    assert (len(sheet.rows), sheet.rows_in) == (1, 4)


ADVANCED = [
    ["Course", "Inclusion", "", "", "", "", "", "", "", "", ""],
    ["Assignment", "Role play"], ["Grading method", "Rubric"],
    ["Rubric", "Conflict"], [],
    ["Student", "", "", "Listening", "", "", "Naming", "", "", "Grade summary", ""],
    ["First name", "Last name", "ID number", *["Score", "Definition", "Feedback"] * 2, "Overall feedback", "Grade"],
]  # fmt: skip


def test_advanced_grading_spreads_the_names_of_criteria(tmp_path: Path) -> None:
    rows = [*ADVANCED, ["Ana", "B", "77", "2", "Paraphrases once", "", "1", "Names it", "", "", "60"]]
    sheet = loaded(tmp_path, exports.text(rows)).sheet
    assert sheet.layout is Layout.MOODLE_RUBRIC
    assert [one.item for one in sheet.columns if one.role is Role.DEFINITION] == ["Listening", "Naming"]
    assert scores(sheet) == {"77": [Decimal(2), Decimal(1)]}
    assert (sheet.rows_in, len(sheet.rows), sheet.problems) == (7, 1, ())


def test_component_grades_take_whole_rows_only(tmp_path: Path) -> None:
    header = ["First Name", "Last name", "Username", "Student ID", *["Score", "Definition", "Feedback"] * 2]
    rows = [
        ["Course", "Role play", "Rubric Conflict"], header,
        ["Ana", "B", "ab", "77", "2", "Paraphrases", "", "1", "Names it", ""],
        ["Bo", "C", "bc", "2", "Paraphrases", "", "1", "Names it", ""],
        ["Cy", "D", "cd", "79"],
        ["Di", "E", "de", "2", "Paraphrases", "", "1", "Names it", "", ""],
    ]  # fmt: skip
    sheet = loaded(tmp_path, exports.text(rows)).sheet
    assert sheet.layout is Layout.MOODLE_COMPONENTS
    assert [row.line for row in sheet.rows] == [3]
    assert [(one.line, one.name) for one in sheet.problems] == [(4, "row-refused"), (6, "row-refused")]
    assert [(one.line, one.kind) for one in sheet.explained] == [(1, "banner"), (5, "not-graded")]


def elmo(status: str, head: str = "") -> bytes:
    space = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
    return f"""<?xml version="1.0"?>{head}<elmo xmlns="{space}"><learner><identifier type="esi">urn:x:7</identifier>
<givenNames>Ana</givenNames><familyName>B</familyName></learner><report><learningOpportunitySpecification>
<identifier type="local">P1</identifier><title>Programme</title><hasPart><learningOpportunitySpecification>
<identifier type="local">C1</identifier><title>Course</title><specifies><learningOpportunityInstance>{status}
<resultLabel>4.50</resultLabel></learningOpportunityInstance></specifies></learningOpportunitySpecification></hasPart>
</learningOpportunitySpecification></report></elmo>""".encode()


def test_elmo_asks_what_an_absent_status_means(tmp_path: Path) -> None:
    sheet = loaded(tmp_path, elmo("<status>passed</status>")).sheet
    assert (sheet.layout, sheet.columns[-1].heading, sheet.columns[-1].item) == (Layout.ELMO, "local C1", "Course")
    assert scores(sheet) == {"urn:x:7": [Decimal("4.50")]}
    assert [one.kind for one in sheet.explained] == ["no-result"]
    assert scores(loaded(tmp_path, elmo("<status>in-progress</status>")).sheet) == {"urn:x:7": [None]}
    unsaid = loaded(tmp_path, elmo("")).sheet
    assert (unsaid.rows, [one.name for one in unsaid.problems]) == ((), ["row-refused"])
    with pytest.raises(MctoolError, match="document type"):
        loaded(tmp_path, elmo("", '<!DOCTYPE elmo [<!ENTITY e "x">]>'))


def test_rows_that_are_no_learner_are_counted(tmp_path: Path) -> None:
    rows = exports.moodle("en", [Graded("1", "A", "B", 1.0, 2.0)])
    rows += [rows[0], [], rows[1][:-3], [*rows[1], "more"], [*rows[1], ""]]
    sheet = loaded(tmp_path, exports.text(rows)).sheet
    assert [row.line for row in sheet.rows] == [2, 7]
    assert [(one.line, one.kind, one.waits) for one in sheet.explained] == [
        (3, "repeated-header", True), (4, "empty-row", False),
    ]  # fmt: skip
    assert [(one.line, one.name) for one in sheet.problems] == [(5, "row-width"), (6, "row-width")]
    assert sheet.rows_in == 6


def test_a_guarded_formula_is_undone_and_an_unknown_table_is_plain(tmp_path: Path) -> None:
    rows = [["student id", "Listening"], ['="007"', "good"]]
    sheet = loaded(tmp_path, exports.text(rows)).sheet
    assert (sheet.layout, sheet.rows[0].cells) == (Layout.PLAIN, ("007", "good"))
    assert [one.role for one in sheet.columns] == [Role.KEY, Role.OTHER]


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [("1.234", None, None), ("1.234", "comma", "1234"), ("1.234", "point", "1.234"), ("1.234,5", None, "1234.5"),
     ("90,00 %", None, "90.00"), ("0.125", None, "0.125"), ("1 234,50", "comma", "1234.50"), ("0", None, "0")],
)  # fmt: skip
def test_numbers(cell: str, sign: str | None, value: str | None) -> None:
    assert number(cell, sign) == (None if value is None else Decimal(value))  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["-", "", "EX", "N/A", " excused ", "–"])
def test_nothing_is_not_zero(cell: str) -> None:
    assert not_assessed(cell)
    assert not not_assessed("0")


@pytest.mark.parametrize("cell", ["1,2,3,4", "12,34.5,6", "A", "1.2.3", "--1", "١٢"])
def test_no_numbers(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(cell, "point")
