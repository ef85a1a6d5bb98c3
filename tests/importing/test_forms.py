"""What people do to tables before they send them: titles, sums, quotes, dates and decimal signs of their own."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from mctool.importing.days import day_of, order_of
from mctool.importing.detecting import detect
from mctool.importing.reading import ReadFile, read
from mctool.importing.sheet import Layout, NumberCell, Options, Role
from tests.importing import exports
from tests.importing.exports import Graded

PEOPLE = [Graded("7", "Ana", "B", 27.5, None), Graded("8", "Bo", "C", None, 9.5)]


def loaded(folder: Path, content: bytes, options: Options | None = None) -> ReadFile:
    return read(exports.save(folder, "export.csv", content), options or Options())


@pytest.mark.parametrize("separator", ["comma", "semicolon", "tab", "colon", "pipe"])
def test_excel_is_told_the_separator_in_a_line_of_its_own(tmp_path: Path, separator: str) -> None:
    sign = {"comma": ",", "semicolon": ";", "tab": "\t", "colon": ":", "pipe": "|"}[separator]
    content = f"sep={sign}\r\n".encode() + exports.text(exports.moodle("en", PEOPLE), sign)
    file = loaded(tmp_path, content)
    assert (file.source.separator, file.sheet.layout) == (separator, Layout.MOODLE_GRADEBOOK)
    assert [row.line for row in file.sheet.rows] == [3, 4]


def test_cells_in_single_quotes(tmp_path: Path) -> None:
    content = b"'student id','Family name','Listening'\n'7','O''Neill, Ana','1,5'\n'8','C','2,0'\n"
    file = loaded(tmp_path, content)
    assert file.source.quote == "single"
    assert [row.cells for row in file.sheet.rows] == [("7", "O'Neill, Ana", "1,5"), ("8", "C", "2,0")]
    assert loaded(tmp_path, content, Options(quote="double")).source.quote == "double"


@pytest.mark.parametrize("write", [exports.text, exports.xlsx, exports.ods])
@pytest.mark.parametrize("language", ["en", "pl", "fr"])
def test_titles_above_and_sums_below_are_counted_and_no_learner(tmp_path: Path, write: object, language: str) -> None:
    rows = [["Results of the spring edition"], [], *exports.moodle(language, PEOPLE)]
    rows += [["", "Średnia:" if language == "pl" else "Average", "", "", "27.50", *[""] * 7], ["Total", *["1"] * 11]]
    sheet = loaded(tmp_path, write(rows)).sheet  # type: ignore[operator]
    assert sheet.layout is Layout.MOODLE_GRADEBOOK
    assert [row.cells[2] for row in sheet.rows] == ["7", "8"]
    assert [(one.line, one.kind, one.waits) for one in sheet.explained] == [
        (1, "banner", False), (2, "banner", False), (6, "totals", False), (7, "totals", True),
    ]  # fmt: skip
    assert (sheet.problems, sheet.rows_in) == ((), 6)


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Numer albumu", Role.KEY), ("Matrikelnummer", Role.KEY), ("N° étudiant", Role.KEY), ("Studentnummer", Role.KEY),
     ("Número de estudante", Role.KEY), ("Número de matrícula", Role.KEY), ("Imię i nazwisko", Role.NAME),
     ("Nome completo", Role.NAME), ("Familienname", Role.FAMILY), ("Voornaam", Role.GIVEN), ("Courriel", Role.EMAIL),
     ("Godziny obecności", Role.HOURS), ("Anwesenheitsstunden", Role.HOURS), ("Uwagi", Role.FEEDBACK),
     ("Note finale", Role.TOTAL), ("Fecha", Role.TIME), ("Słuchanie", Role.OTHER)],
)  # fmt: skip
def test_headings_of_plain_tables_in_seven_languages(tmp_path: Path, heading: str, role: Role) -> None:
    sheet = loaded(tmp_path, exports.text([["Kurs: x"], ["lp.", heading, "Punkte A"], ["1", "x", "2"]])).sheet
    assert (sheet.layout, sheet.columns[1].role) == (Layout.PLAIN, role)


@pytest.mark.parametrize(
    "heading",
    ["Attendance: Seminar (Real)", "Obecność:Seminarium (Punkty)", "Anwesenheit:\u00a0Seminar (Punkte)",
     "Présence\u00a0Séminaire (Brut)"],
)  # fmt: skip
def test_attendance_is_hours_and_never_a_score(tmp_path: Path, heading: str) -> None:
    language = {"A": "en", "O": "pl", "P": "fr"}[heading[0]] if "Anw" not in heading else "de"
    rows = exports.moodle(language, PEOPLE)
    rows[0][4] = heading
    assert loaded(tmp_path, exports.text(rows)).sheet.columns[4].role is Role.HOURS


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [("2026-05-12", None, 12), ("2026-05-12T09:00:00", None, 12), ("12.05.2026", None, 12), ("12. 5. 2026", None, 12),
     ("13/05/2026", None, 13), ("05/13/2026", None, 13), ("03/05/2026", "day-first", 3),
     ("05/03/2026", "month-first", 3),
     ("Tuesday, 12 May 2026, 3:42 PM", None, 12), ("May 12, 2026", None, 12), ("wtorek, 12 maja 2026, 15:42", None, 12),
     ("terça-feira, 12 de maio de 2026 às 15:42", None, 12), ("dinsdag 12 mei 2026, 15:42", None, 12),
     ("mardi 12 mai 2026, 15:42", None, 12), ("Dienstag, 12. Mai 2026, 15:42", None, 12),
     ("martes, 12 de mayo de 2026, 15:42", None, 12), (NumberCell("46154"), None, 12),
     (NumberCell("46154.65"), None, 12)],
)  # fmt: skip
def test_days_are_read_in_seven_languages_and_as_serials(cell: str, order: object, day: int) -> None:
    assert day_of(cell, order) == date(2026, 5, day)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["03/04/2026", "31.02.2026", "soon", "2026", NumberCell("7"), "12 Foo 2026", "1/2/26"])
def test_what_is_no_day_or_two_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        day_of(cell, None)


def test_the_order_of_day_and_month_is_proved_by_the_column() -> None:
    assert order_of(["03/04/2026", "13/04/2026", ""]) == "day-first"
    assert order_of(["03/04/2026", "04/13/2026"]) == "month-first"
    assert order_of(["03/04/2026"]) is None
    with pytest.raises(ValueError, match="both"):
        order_of(["13/04/2026", "04/13/2026"])


def test_dates_and_serials_of_a_spreadsheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["student id", "Date"])
    book.active.append(["1", datetime(2026, 5, 12, 9, 30)])
    book.active.append(["2", 46154])
    stream = BytesIO()
    book.save(stream)
    sheet = loaded(tmp_path, stream.getvalue()).sheet
    assert [day_of(row.cells[1], None) for row in sheet.rows] == [date(2026, 5, 12)] * 2


@pytest.mark.parametrize(
    ("score", "definition", "feedback"),
    [("Wynik", "Definicja", "Informacja zwrotna"), ("Punkte", "Definition", "Rückmeldung"),
     ("Points", "Définition", "Rétroaction"), ("Puntuación", "Definición", "Retroalimentación")],
)  # fmt: skip
@pytest.mark.parametrize("write", [exports.text, exports.xlsx])
def test_rubric_exports_of_sites_in_other_languages(
    tmp_path: Path, score: str, definition: str, feedback: str, write: object
) -> None:
    triple = [score, definition, feedback]
    rows = [["Course", "x"], ["Étudiant", "", "", "Listening", "", "", "Naming", "", ""],
            ["Prénom", "Nom", "ID number", *triple, *triple],
            ["Ana", "B", "77", "2", "says it", "", "1", "names it", ""]]  # fmt: skip
    sheet = loaded(tmp_path, write(rows)).sheet  # type: ignore[operator]
    assert sheet.layout is Layout.MOODLE_RUBRIC
    assert [one.item for one in sheet.columns if one.role is Role.DEFINITION] == ["Listening", "Naming"]
    assert (len(sheet.rows), sheet.problems) == (1, ())


def test_percentages_that_a_spreadsheet_made_fractions_are_asked_about(tmp_path: Path) -> None:
    rows = exports.moodle("en", PEOPLE)
    rows[1][5], rows[2][5] = "0.9", "-"
    found = detect(loaded(tmp_path, exports.xlsx(rows)))
    assert [(one.name, one.column) for one in found.problems] == [("percentage-unclear", 6)]
    rows[1][5] = "90.00 %"
    assert detect(loaded(tmp_path, exports.xlsx(rows))).problems == ()


def test_line_items_are_found_however_their_name_is_cased(tmp_path: Path) -> None:
    results, items = exports.oneroster(PEOPLE)
    exports.save(tmp_path, "LineItems.CSV", exports.text(items))
    assert loaded(tmp_path, exports.text(results)).sheet.layout is Layout.ONEROSTER


def test_the_decimal_sign_that_somebody_fixes_counts(tmp_path: Path) -> None:
    rows = [["student id", "Punkty"], ["1", "1.234"], ["2", "2.500"]]
    file = loaded(tmp_path, exports.text(rows))
    assert detect(file).decimals_of(1) is None
    assert detect(file, "comma").decimals_of(1) == "comma"
