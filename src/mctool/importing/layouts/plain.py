"""Any table with a row of headings. Nothing but the headings says what its columns hold."""

from collections.abc import Sequence

from mctool.importing.cells import folded, unguarded
from mctool.importing.layouts.moodle import profile_role
from mctool.importing.layouts.rows import heading_rows, sort_rows, with_banner
from mctool.importing.sheet import Column, Layout, Record, Role, Sheet

_WORDS = {
    Role.KEY: """id; student id; student number; student no.; learner; learner id; user id; matriculation number
        numer albumu; nr albumu; numer studenta; número de estudante; número de aluno; n.º de aluno; matrícula
        studentnummer; studentnr; numéro d'étudiant; n° étudiant; numéro étudiant; ine
        matrikelnummer; matrikelnr.; matrikel-nr.; número de estudiante; número de matrícula; número de alumno""",
    Role.GIVEN: "given name; given names; forename; first names; imiona; nome próprio; nomes próprios; roepnaam",
    Role.FAMILY: "family name; family names; surnames; sobrenome; apelidos; nom de famille; familienname; familienaam",
    Role.NAME: """name; full name; student; student name; learner name; imię i nazwisko; nazwisko i imię
        nome completo; volledige naam; naam; nom complet; nom et prénom; prénom et nom
        vollständiger name; vor- und nachname; nombre completo; nombre y apellidos; apellidos y nombre""",
    Role.EMAIL: """email; e-mail; mail; e-mail address; adres e-mail; endereço de e-mail; e-mailadres; courriel
        adresse e-mail; adresse électronique; e-mail-adresse; correo; correo electrónico""",
    Role.FEEDBACK: """comment; comments; remarks; feedback; komentarz; uwagi; comentário; comentários; observações
        opmerking; opmerkingen; commentaire; commentaires; remarques; kommentar; bemerkung; bemerkungen
        comentario; comentarios; observaciones""",
    Role.HOURS: """attended hours; hours attended; attendance; attendance (hours); godziny obecności; obecność
        horas de presença; horas assistidas; presença; assiduidade; aanwezigheid; uren aanwezig; aanwezige uren
        heures de présence; présence; anwesenheit; anwesenheitsstunden; horas de asistencia; asistencia""",
    Role.TIME: """date; assessment date; date of assessment; data; data oceny; data zaliczenia; data da avaliação
        datum; toetsdatum; prüfungsdatum; date d'évaluation; fecha; fecha de evaluación""",
    Role.TOTAL: """total; course total; final grade; overall grade; ocena końcowa; nota final; eindcijfer; note finale
        endnote; gesamtnote; calificación final""",
}  # fmt: skip
_ROLES = {
    folded(word): role for role, words in _WORDS.items() for line in words.split("\n") for word in line.split(";")
}
_PEOPLE = frozenset({Role.KEY, Role.GIVEN, Role.FAMILY, Role.NAME, Role.EMAIL})


def read(records: Sequence[Record]) -> Sheet:
    """The sheet; its headings are the first row that names a person's column, else the first that is half full."""
    at = _heading_row(records)
    headings = tuple(unguarded(cell) for cell in records[at].cells) if at < len(records) else ()
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    columns = tuple(Column(one, place, _role(one), one.strip()) for place, one in enumerate(headings, 1))
    key = next((at for at, one in enumerate(columns) if one.role is Role.KEY), None)
    found = sort_rows(records[at + 1 :], headings, key=key)
    sheet = Sheet(Layout.PLAIN, columns, tuple(found.rows), tuple(found.explained), tuple(found.problems))
    return with_banner(sheet, records[:at])


def _heading_row(records: Sequence[Record]) -> int:
    filled = {at: sum(bool(cell.strip()) for cell in records[at].cells) for at in heading_rows(records)}
    wide = [at for at, count in filled.items() if 2 * count >= max(filled.values())]
    named = (at for at in wide if any(_role(unguarded(cell)) in _PEOPLE for cell in records[at].cells))
    some = (at for at, one in enumerate(records) if any(cell.strip() for cell in one.cells))
    return next(named, None) or next(iter(wide), next(some, len(records)))


def _role(heading: str) -> Role:
    return _ROLES.get(folded(heading)) or profile_role(heading) or Role.OTHER
