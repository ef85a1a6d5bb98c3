"""The words of Moodle's language packs that gradebook exports use, older variants included (packs of 2014 and 2023)."""

from dataclasses import dataclass

from mctool.importing.cells import folded


@dataclass(frozen=True)
class Words:
    """One language: headings, module words, display types, and how totals are put. All in small letters."""

    language: str
    given: frozenset[str]
    family: frozenset[str]
    number: frozenset[str]
    email: frozenset[str]
    profile: frozenset[str]
    modules: tuple[str, ...]
    real: frozenset[str]
    percentage: frozenset[str]
    letter: frozenset[str]
    feedback: frozenset[str]
    course_total: tuple[str, ...]
    total_before: tuple[str, ...]
    total_after: tuple[str, ...]
    time: frozenset[str]


def _set(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split("|") if word)


def _words(
    language: str, names: tuple[str, str], number: str, email: str, profile: str, modules: str,
    types: tuple[str, str, str],
    feedback: str, total: str, before: str, after: str, time: str,
) -> Words:  # fmt: skip
    real, percentage, letter = types
    return Words(
        language, _set(names[0]), _set(names[1]), _set(number), _set(email), _set(profile),
        tuple(sorted(_set(modules), key=len, reverse=True)), _set(real), _set(percentage), _set(letter), _set(feedback),
        tuple(sorted(_set(total))), tuple(sorted(_set(before))), tuple(sorted(_set(after))), _set(time),
    )  # fmt: skip


LANGUAGES = (
    _words(
        "en", ("First name", "Last name|Surname"), "ID number", "Email address",
        "Institution|Department|Username|Suspended",
        "Assignment|Quiz", ("Real", "Percentage", "Letter"), "Feedback", "Course total", "", "total",
        "Last downloaded from this course",
    ),
    _words(
        "pl", ("Imię", "Nazwisko"), "Numer ID|Numer Indeksu", "E-mail|Adres e-mail",
        "Instytucja|Wydział|Oddział|Nazwa użytkownika|Zawieszony", "Zadanie|Test (Quiz)|Test|Quiz",
        ("Punkty", "Procentowo", "Nazwa oceny|Nazwa stopnia"), "Informacja zwrotna", "W całym kursie", "Suma", "",
        "Ostatnio pobrane z tego kursu",
    ),
    _words(
        "pt", ("Nome", "Apelido"), "Número de identificação (ID)|Número de identificação", "E-mail|Endereço de e-mail",
        "Instituição|Departamento|Nome de utilizador|Suspenso", "Trabalho|Teste",
        ("Real", "Percentagem", "Nota alfabética"), "Feedback", "Total da disciplina", "Total de", "",
        "Última exportação desta disciplina",
    ),
    _words(
        "nl", ("Voornaam", "Achternaam"), "Nummer (ID)|ID-nummer", "E-mailadres",
        "Instelling|Instituut|Afdeling|Gebruikersnaam|Geschorst",
        "Opdracht|Test", ("Reëel|Echt", "Percentage", "Letter"),
        "Feedback", "Cursustotaal", "", "totaal", "Laatst gedownload van deze cursus|Laatst gedownload van deze curus",
    ),
    _words(
        "fr", ("Prénom", "Nom|Nom de famille"), "Numéro d'identification", "Adresse de courriel",
        "Institution|Département|Nom d'utilisateur|Suspendu", "Devoir|Test", ("Brut", "Pourcentage", "Lettre"),
        "Feedback", "Total du cours", "Total de", "", "Dernier téléchargement depuis ce cours",
    ),
    _words(
        "de", ("Vorname", "Nachname"), "ID-Nummer", "E-Mail-Adresse",
        "Institution|Abteilung|Anmeldename|Gesperrt", "Aufgabe|Test", ("Punkte", "Prozentsatz", "Note"),
        "Feedback|Rückmeldung", "Kurs gesamt|Summe für den Kurs", "", "gesamt", "Zuletzt aus diesem Kurs geladen",
    ),
    _words(
        "es", ("Nombre", "Apellido(s)|Apellidos"), "Número de ID", "Dirección de correo",
        "Institución|Departamento|Nombre de usuario|Suspendido", "Tarea|Cuestionario", ("Real", "Porcentaje", "Letra"),
        "Retroalimentación", "Total del curso", "Total", "", "Última descarga de este curso",
    ),
)  # fmt: skip
