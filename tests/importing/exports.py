"""Exports written as the platforms write them, after the facts on their exporters, not with our own tables of words."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

MOODLE = {
    "en": ("First name", "Last name", "ID number", "Email address", "Assignment: {}", "Quiz: {}", "Real", "Percentage",
           "Letter", "Feedback", "Topic 1 total", "Course total", "Last downloaded from this course"),
    "en-old": ("First name", "Surname", "ID number", "Email address", "Assignment: {}", "Quiz: {}", "Real",
                   "Percentage",
               "Letter", "Feedback", "Topic 1 total", "Course total", "Last downloaded from this course"),
    "pl": ("Imię", "Nazwisko", "Numer ID", "E-mail", "Zadanie: {}", "Test: {}", "Punkty", "Procentowo",
           "Nazwa oceny", "Informacja zwrotna", "Suma Temat 1", "W całym kursie", "Ostatnio pobrane z tego kursu"),
    "pl-old": ("Imię", "Nazwisko", "Numer Indeksu", "E-mail", "Zadanie: {}", "Quiz: {}", "Punkty", "Procentowo",
               "Nazwa stopnia", "Informacja zwrotna", "Suma Temat 1", "W całym kursie",
               "Ostatnio pobrane z tego kursu"),
    "pt": ("Nome", "Apelido", "Número de identificação (ID)", "E-mail", "Trabalho:\u00a0{}", "Teste: {}", "Real",
           "Percentagem", "Nota alfabética", "Feedback", "Total de Tema 1", "Total da disciplina",
           "Última exportação desta disciplina"),
    "nl": ("Voornaam", "Achternaam", "Nummer (ID)", "E-mailadres", "Opdracht:\u00a0{}", "Test: {}", "Reëel",
           "Percentage", "Letter", "Feedback", "Thema 1 totaal", "Cursustotaal", "Laatst gedownload van deze curus"),
    "nl-old": ("Voornaam", "Achternaam", "Nummer (ID)", "E-mailadres", "Opdracht: {}", "Test: {}", "Echt", "Percentage",
               "Letter", "Feedback", "Thema 1 totaal", "Cursustotaal", "Laatst gedownload van deze cursus"),
    "fr": ("Prénom", "Nom", "Numéro d’identification", "Adresse de courriel", "Devoir\u00a0{}", "Test : {}", "Brut",
           "Pourcentage", "Lettre", "Feedback", "Total de Thème 1", "Total du cours",
           "Dernier téléchargement depuis ce cours"),
    "fr-old": ("Prénom", "Nom de famille", "Numéro d'identification", "Adresse de courriel", "Devoir : {}",
               "Test\u00a0{}", "Brut", "Pourcentage", "Lettre", "Feedback", "Total de Thème 1", "Total du cours",
               "Dernier téléchargement depuis ce cours"),
    "de": ("Vorname", "Nachname", "ID-Nummer", "E-Mail-Adresse", "Aufgabe:\u00a0{}", "Test: {}", "Punkte",
    "Prozentsatz",
           "Note", "Feedback", "Thema 1 gesamt", "Kurs gesamt", "Zuletzt aus diesem Kurs geladen"),
    "de-old": ("Vorname", "Nachname", "ID-Nummer", "E-Mail-Adresse", "Aufgabe: {}", "Test: {}", "Punkte", "Prozentsatz",
               "Note", "Rückmeldung", "Thema 1 gesamt", "Summe für den Kurs", "Zuletzt aus diesem Kurs geladen"),
    "es": ("Nombre", "Apellido(s)", "Número de ID", "Dirección de correo", "Tarea:{}", "Cuestionario:{}", "Real",
           "Porcentaje", "Letra", "Retroalimentación", "Total Tema 1", "Total del curso",
           "Última descarga de este curso"),
}  # fmt: skip
"""Headings by language and age of the pack: names, number, e-mail, modules, types, feedback, totals, time."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Graded:
    """A learner and two scores; None where nobody assessed."""

    key: str
    given: str
    family: str
    first: float | None
    second: float | None


def written(value: float | None, comma: bool, none: str = "-") -> str:
    """A score with two decimals."""
    text = none if value is None else f"{value:.2f}"
    return text.replace(".", ",") if comma else text


def moodle(language: str, learners: Sequence[Graded]) -> list[list[str]]:
    """The rows of a Moodle gradebook."""
    given, family, number, email, task, quiz, real, percent, letter, feedback, group, total, time = MOODLE[language]
    first, second = task.format("Role play (part 1)"), quiz.format("Bias: recognise")
    header = [given, family, number, email, f"{first} ({real})", f"{first} ({percent})", f"{first} ({letter})",
              f"{first} ({feedback})", f"{second} ({real})", f"{group} ({real})", f"{total} ({real})",
                             time]  # fmt: skip
    comma = not language.startswith("en")
    body = [
        [one.given, one.family, one.key, f"{one.key}@example.edu", written(one.first, comma), "-", "-", "",
         written(one.second, comma), "-", "-", "1764000000"]
        for one in learners
    ]  # fmt: skip
    return [header, *body]


def canvas(learners: Sequence[Graded], comma: bool = False) -> list[list[str]]:
    """The rows of a Canvas gradebook, with posting row, maxima and test student."""
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Role play (part 1) (10231)", "Report (10232)",
              "Group Current Score", "Current Score", "Final Grade"]  # fmt: skip
    points = ["    Points Possible", "", "", "", "", written(30, comma), written(20, comma), *["(read only)"] * 3]
    body = [
        [f"{one.family}, {one.given}", one.key, "", "", "A and B", written(one.first, comma, "EX"),
         written(one.second, comma, ""), "", "", ""]
        for one in learners
    ]  # fmt: skip
    posting = ["", "", "", "", "", "Manual Posting", "", "", "", "", "", ""]
    return [header, posting, points, *body, ["Student, Test", "0", "", "", "A", "", "", "", "", ""]]


def oneroster(learners: Sequence[Graded]) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of results.csv and lineItems.csv."""
    head = ["sourcedId", "status", "dateLastModified", "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score",
            "scoreDate", "comment"]  # fmt: skip
    results = [
        [f"r{at}-{item}", "active", "2026-05-12T22:10:00.000Z", item, one.key,
         "exempt" if score is None else "fully graded", written(score, False, ""), "2026-05-13", ""]
        for at, one in enumerate(learners) for item, score in (("li1", one.first), ("li2", one.second))
    ]  # fmt: skip
    items = [["sourcedId", "status", "dateLastModified", "title", "description", "assignDate", "dueDate",
                   "classSourcedId",
              "categorySourcedId", "gradingPeriodSourcedId", "resultValueMin", "resultValueMax"]]  # fmt: skip
    items += [[one, "active", "", f"Title of {one}", "", "", "", "", "", "", "0.0", "30.0"] for one in ("li1", "li2")]
    return [head, *results], items


def text(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """*rows* as separated text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx(rows: Rows) -> bytes:
    """*rows* as an XLSX sheet, scores with a decimal point as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    for at, row in enumerate(rows, 1):
        for place, cell in enumerate(row, 1):
            number = cell.replace(".", "", 1).isdigit() and "." in cell
            book.active.cell(at, place).value = float(cell) if number else cell
            if cell.startswith("="):  # a text, not a formula
                book.active.cell(at, place).data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: Rows) -> bytes:
    """*rows* as an OpenDocument sheet of texts."""
    body = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell else "<table:table-cell/>" for cell in row
        ) + "</table:table-row>"
        for row in rows
    )  # fmt: skip
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Grades">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def save(folder: Path, name: str, content: bytes) -> Path:
    """Writes *content* and returns where."""
    path = folder / name
    path.write_bytes(content)
    return path
