"""The words of Moodle's language packs that gradebook exports use, older variants included (packs of 2014 and 2023).

One table a language: a row for what a word heads or says, and the words, parted by «|».
"""

from dataclasses import dataclass, fields

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
    modules: frozenset[str]
    real: frozenset[str]
    percentage: frozenset[str]
    letter: frozenset[str]
    feedback: frozenset[str]
    course_total: frozenset[str]
    total_before: frozenset[str]
    total_after: frozenset[str]
    time: frozenset[str]


def _words(language: str, table: str) -> Words:
    rows = dict(line.split(maxsplit=1) for line in table.strip().split("\n"))
    sets = {
        one.name: frozenset(folded(word) for word in rows.get(one.name, "").split("|") if word)
        for one in fields(Words)[1:]
    }
    return Words(language, **sets)


LANGUAGES = (
    _words("en", """
        given        First name
        family       Last name|Surname
        number       ID number
        email        Email address
        profile      Institution|Department|Username|Suspended|City/town|Country|Groups|Group
        modules      Assignment|Quiz
        real         Real
        percentage   Percentage
        letter       Letter
        feedback     Feedback
        course_total Course total
        total_after  total
        time         Last downloaded from this course
    """),
    _words("pl", """
        given        Imię
        family       Nazwisko
        number       Numer ID|Numer Indeksu|Numer identyfikacyjny
        email        E-mail|Adres e-mail|Adres email
        profile      Instytucja|Wydział|Oddział|Nazwa użytkownika|Zawieszony|Zawieszone|Grupy|Grupa
        modules      Zadanie|Test (Quiz)|Test|Quiz
        real         Punkty|Wartość rzeczywista|Rzeczywista
        percentage   Procentowo|Procent|Wartość procentowa
        letter       Nazwa oceny|Nazwa stopnia|Literowo|Litera
        feedback     Informacja zwrotna|Komentarz zwrotny
        course_total W całym kursie|Suma kursu|Razem kurs
        total_before Suma|Razem
        time         Ostatnio pobrane z tego kursu|Ostatnio pobierane z tego kursu
    """),
    _words("pt", """
        given        Nome|Nome próprio
        family       Apelido|Sobrenome
        number       Número de identificação (ID)|Número de identificação
        email        E-mail|Endereço de e-mail|Endereço de email
        profile      Instituição|Departamento|Nome de utilizador|Nome de usuário|Suspenso|Grupos
        modules      Trabalho|Teste|Tarefa|Questionário
        real         Real
        percentage   Percentagem|Porcentagem
        letter       Nota alfabética|Letra
        feedback     Feedback
        course_total Total da disciplina|Total do curso
        total_before Total de|Total
        total_after  total
        time         Última exportação desta disciplina|Último download realizado neste curso
    """),
    _words("nl", """
        given        Voornaam
        family       Achternaam
        number       Nummer (ID)|ID-nummer|ID nummer
        email        E-mailadres|E-mail adres
        profile      Instelling|Instituut|Afdeling|Gebruikersnaam|Geschorst|Groepen
        modules      Opdracht|Test
        real         Reëel|Echt
        percentage   Percentage
        letter       Letter
        feedback     Feedback
        course_total Cursustotaal|Cursus totaal|Totaal cursus|Totaal van de cursus
        total_before Totaal
        total_after  totaal
        time         Laatst gedownload van deze cursus|Laatst gedownload van deze curus
    """),
    _words("fr", """
        given        Prénom
        family       Nom|Nom de famille
        number       Numéro d'identification|Numéro d'identification (ID)
        email        Adresse de courriel|Adresse e-mail|Courriel
        profile      Institution|Département|Nom d'utilisateur|Suspendu|Groupes
        modules      Devoir|Test
        real         Brut|Brute|Réel|Réelle|Valeur réelle
        percentage   Pourcentage
        letter       Lettre
        feedback     Feedback|Rétroaction|Commentaires
        course_total Total du cours
        total_before Total de
        time         Dernier téléchargement depuis ce cours
    """),
    _words("de", """
        given        Vorname
        family       Nachname
        number       ID-Nummer|Matrikelnummer
        email        E-Mail-Adresse|E-Mail|E-Mailadresse
        profile      Institution|Abteilung|Anmeldename|Gesperrt|Gruppen
        modules      Aufgabe|Test
        real         Punkte|Punktwert|Real
        percentage   Prozentsatz|Prozent
        letter       Note|Buchstabe|Notenstufe
        feedback     Feedback|Rückmeldung
        course_total Kurs gesamt|Summe für den Kurs|Gesamt für den Kurs|Kurs insgesamt|Kursgesamt
        total_before Gesamt|Summe
        total_after  gesamt|insgesamt
        time         Zuletzt aus diesem Kurs geladen|Zuletzt von diesem Kurs heruntergeladen
    """),
    _words("es", """
        given        Nombre
        family       Apellido(s)|Apellidos|Apellido
        number       Número de ID|Número ID|Número de identificación
        email        Dirección de correo|Dirección de email|Dirección de correo electrónico|Correo electrónico
        profile      Institución|Departamento|Nombre de usuario|Suspendido|Grupos
        modules      Tarea|Cuestionario
        real         Real|Valor real
        percentage   Porcentaje
        letter       Letra
        feedback     Retroalimentación|Comentarios
        course_total Total del curso
        total_before Total
        time         Última descarga de este curso|Última descarga de este curso.
    """),
)  # fmt: skip
