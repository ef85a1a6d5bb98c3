"""One truth about learners, written in the layout of every platform, after the facts on their exporters."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from tests.importing.exports import MOODLE, Rows, written

CRITERIA = ("paraphrase", "naming-the-rule", "invitation-to-rephrase")
LEVELS = ("insufficient", "acceptable", "distinction")
ITEMS = ("Listening - and asking", "Naming (part 2)", "Rephrase: invite")
MAXIMUM = 30
LEAST = {"insufficient": 0, "acceptable": 15, "distinction": 27}


@dataclass(frozen=True)
class Rated:
    """A learner, and for each criterion the score; None where nobody assessed."""

    key: str
    given: str
    family: str
    scores: tuple[float | None, float | None, float | None]

    @property
    def levels(self) -> dict[str, str]:
        """The level of each criterion that was assessed."""
        return {one: level_of(score) for one, score in zip(CRITERIA, self.scores, strict=True) if score is not None}


def level_of(score: float) -> str:
    """The highest level whose least score is reached."""
    return [level for level in LEVELS if score >= LEAST[level]][-1]


def columns(headings: Sequence[str], **more: object) -> list[dict[str, object]]:
    """The mapping's entries for one column a criterion."""
    return [
        {"column": heading, "assessment": "scenario", "criteria": [one], **more}
        for heading, one in zip(headings, CRITERIA, strict=True)
    ]


def skips(headings: Sequence[str]) -> list[dict[str, str]]:
    """The mapping's entries for columns that are left out."""
    return [{"column": one, "reason": "said in another column"} for one in headings]


def moodle_gradebook(learners: Sequence[Rated], language: str) -> tuple[list[list[str]], dict[str, object]]:
    """The rows of a gradebook with three items, each as points and as percentage, and its mapping."""
    given, family, number, email, task, _, real, percent, _, feedback, _, total, time = MOODLE[language]
    comma, items = not language.startswith("en"), [task.format(one) for one in ITEMS]
    head = [given, family, number, email]
    body = [[one.given, one.family, one.key, f"{one.key}@example.edu"] for one in learners]
    for at, item in enumerate(items):
        head += [f"{item} ({real})", f"{item} ({percent})", f"{item} ({feedback})"]
        for row, one in zip(body, learners, strict=True):
            score = one.scores[at]
            share = "-" if score is None else f"{written(score / MAXIMUM * 100, comma)} %"
            row += [written(score, comma), share, "well, done" if score else ""]
    head += [f"{total} ({real})", time]
    mapping: dict[str, object] = {
        "layout": "moodle-gradebook",
        "learner": {"key": number, "scheme": "moodle", "given_name": given, "family_name": family, "email": email},
        "columns": columns([f"{one} ({real})" for one in items], maximum=MAXIMUM, levels=LEAST),
        "skip_columns": skips([f"{one} ({percent})" for one in items]),
    }
    return [head, *([*row, "-", "1764000000"] for row in body)], mapping


def moodle_advanced(learners: Sequence[Rated], comma: bool) -> tuple[list[list[str]], dict[str, object]]:
    """The rows of report_advancedgrading: a banner, criteria above triples, and its mapping by definitions."""
    banner = [["Course", "Inclusion"], ["Assignment", "Role play"], ["Grading method", "Rubric"], ["Conflict"], []]
    names = ["Student", "", "", "", *(cell for one in ITEMS for cell in (one, "", "")), "Grade summary", "", "", ""]
    head = ["First name", "Last name", "ID number", "Email address", *["Score", "Definition", "Feedback"] * 3]
    head += ["Overall feedback", "Grade", "Graded by", "Time graded"]
    body = [
        [one.given, one.family, one.key, f"{one.key}@example.edu"]
        + [cell for score in one.scores for cell in _triple(score, comma)]
        + ["", "", "Ms Assessor", "Friday, 5 December 2025, 3:42 PM"]
        for one in learners
    ]
    mapping: dict[str, object] = {
        "layout": "moodle-advanced-grading",
        "learner": {"key": "ID number", "scheme": "moodle", "given_name": "First name", "family_name": "Last name"},
        "columns": columns([f"{one}: Score" for one in ITEMS], maximum=MAXIMUM, levels=LEAST),
        "skip_columns": skips([f"{one}: Definition" for one in ITEMS]),
    }
    return [*banner, names, head, *body], mapping


def moodle_components(
    learners: Sequence[Rated], descriptors: dict[tuple[str, str], str]
) -> tuple[list[list[str]], dict[str, object]]:
    """The rows of report_csvcomponentgrades, whose learners are graded in all criteria or in none, and its mapping."""
    head = ["First Name", "Last name", "Username", "Student ID", *["Score", "Definition", "Feedback"] * 3]
    body = []
    for one in learners:
        row = [one.given, one.family, f"user{one.key}", one.key]
        if None not in one.scores:
            for criterion, level in one.levels.items():
                row += ["2", descriptors[criterion, level], ""]
        body.append(row)
    mapping: dict[str, object] = {
        "layout": "moodle-component-grades",
        "learner": {"key": "Student ID", "scheme": "moodle", "given_name": "First Name", "family_name": "Last name"},
        "columns": [
            {"column": f"Definition {at}", "assessment": "scenario", "criteria": list(CRITERIA), "descriptors": True}
            for at in (1, 2, 3)
        ],
        "skip_columns": skips([f"Score {at}" for at in (1, 2, 3)]),
    }
    return [["Course", "Role play", "Rubric Conflict"], head, *body], mapping


def canvas_gradebook(learners: Sequence[Rated], comma: bool, split: bool) -> tuple[list[list[str]], dict[str, object]]:
    """The rows of a gradebook with every optional column; *split*: last and first name in columns of their own."""
    person = ["LastName", "FirstName"] if split else ["Student"]
    head = [*person, "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section", "Notes"]
    head += [f"{item} ({10231 + at})" for at, item in enumerate(ITEMS)]
    head += ["Group Current Points", "Group Final Score", "Current Score", "Final Grade (Spring)", "Override Score"]
    nothing = [""] * 5
    posting = ["" for _ in person] + [""] * 7 + ["Manual Posting"] * 3 + nothing + ["", ""]
    points = ["    Points Possible", *[""] * (len(person) - 1), *[""] * 7]
    points += [written(MAXIMUM, comma)] * 3 + ["(read only)"] * 5
    body = [
        [*map(_canvas_name, [one.family, one.given] if split else [f"{one.family}, {one.given}"]), one.key, "S1",
         "login", "", "", "A and B", "",
         *(written(score, comma, ("EX", "N/A", "")[at]) for at, score in enumerate(one.scores)), *nothing]
        for one in learners
    ]  # fmt: skip
    student = ["Student", "Test"] if split else ["Student, Test"]
    names = {"family_name": "LastName", "given_name": "FirstName"}
    mapping: dict[str, object] = {
        "layout": "canvas-gradebook",
        "learner": {"key": "ID", "scheme": "canvas"}
        | (names if split else {"name": "Student", "name_order": "family-comma-given"}),
        "columns": columns(head[-8:-5], levels=LEAST),
        "skip_columns": skips(["Notes"]),
        "skip_rows": [{"rows": "test-student", "reason": "no learner"}],
    }
    return [head, posting, points, *body, [*student, "0", *[""] * 6, *["1"] * 3, *nothing]], mapping


def canvas_rubric(learners: Sequence[Rated]) -> tuple[list[list[str]], dict[str, object]]:
    """The rows of rubric assessments with ratings in words, and its mapping."""
    head = ["Student Id", "Student Name"]
    head += [f"{item} - {part}" for item in ITEMS for part in ("Rating", "Points", "Comments")]
    said = {"insufficient": "Below", "acceptable": "Meets", "distinction": "Exceeds"}
    body = [
        [one.key, _canvas_name(f"{one.given} {one.family}")]
        + [
            cell
            for score in one.scores
            for cell in (("", "", "") if score is None else (said[level_of(score)], f"{score}", "fine, so far"))
        ]
        for one in learners
    ]
    mapping: dict[str, object] = {
        "layout": "canvas-rubric-assessments",
        "learner": {
            "key": "Student Id", "scheme": "canvas", "name": "Student Name", "name_order": "given-family",
        },
        "columns": columns([f"{one} - Rating" for one in ITEMS], words={word: level for level, word in said.items()}),
        "skip_columns": skips([f"{one} - Points" for one in ITEMS]),
    }  # fmt: skip
    return [head, *body], mapping


def oneroster(learners: Sequence[Rated]) -> tuple[list[list[str]], list[list[str]], dict[str, object]]:
    """The rows of results.csv and lineItems.csv, and the mapping. Names are in another file of OneRoster."""
    results = [["sourcedId", "status", "dateLastModified", "lineItemSourcedId", "studentSourcedId", "scoreStatus",
                "score", "scoreDate", "comment"]]  # fmt: skip
    unfinished = ("exempt", "not submitted", "partially graded")
    for one in learners:
        for at, score in enumerate(one.scores):
            status, cell = (unfinished[at], "12.0") if score is None else ("fully graded", f"{score}")
            day = f"2026-05-{10 + at}"
            results.append([f"r{one.key}-{at}", "active", f"{day}T22:10:00.000Z", f"li{at}", one.key, status, cell, day,
                            "a comment, left out"])  # fmt: skip
    results.append(["gone", "tobedeleted", "", "li0", "nobody", "fully graded", "1.0", "2026-05-12", ""])
    items = [["sourcedId", "status", "dateLastModified", "title", "description", "assignDate", "dueDate",
              "classSourcedId", "categorySourcedId", "gradingPeriodSourcedId", "resultValueMin",
              "resultValueMax"]]  # fmt: skip
    items += [[f"li{at}", "active", "", item, *[""] * 6, "0.0", "30.0"] for at, item in enumerate(ITEMS)]
    mapping: dict[str, object] = {
        "layout": "oneroster-results", "learner": {"key": "studentSourcedId", "scheme": "oneroster"},
        "columns": columns(["li0", "li1", "li2"], levels=LEAST),
    }  # fmt: skip
    return results, items, mapping


def elmo(one: Rated) -> tuple[bytes, dict[str, object]]:
    """The document of one learner with three courses in a programme, and the mapping."""
    courses = "".join(
        f"<hasPart><learningOpportunitySpecification><identifier type='local'>C{at}</identifier>"
        f"<title xml:lang='en'>{escape(item)}</title><type>Course</type><specifies><learningOpportunityInstance>"
        f"<date>2026-05-1{at}</date><status>{'in-progress' if score is None else 'passed'}</status>"
        f"<resultLabel>{'' if score is None else score}</resultLabel>"
        "<engagementHours>12.5</engagementHours></learningOpportunityInstance></specifies>"
        "</learningOpportunitySpecification></hasPart>"
        for at, (item, score) in enumerate(zip(ITEMS, one.scores, strict=True))
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1">'
        "<generatedDate>2026-05-20T10:00:00Z</generatedDate><learner>"
        f"<identifier type={quoteattr('esi')}>{escape(one.key)}</identifier>"
        f"<givenNames>{escape(one.given)}</givenNames><familyName>{escape(one.family)}</familyName></learner>"
        "<report><issuer><identifier type='pic'>1</identifier>"
        "</issuer><learningOpportunitySpecification><title>Programme</title><type>Degree Programme</type>"
        f"{courses}</learningOpportunitySpecification></report></elmo>"
    )
    hours = [f"local C{at} (engagementHours)" for at in range(3)]
    mapping: dict[str, object] = {
        "layout": "elmo",
        "learner": {
            "key": "identifier esi", "scheme": "esi", "given_name": "givenNames", "family_name": "familyName",
        },
        "columns": columns(["local C0", "local C1", "local C2"], maximum=MAXIMUM, levels=LEAST),
        "skip_columns": skips(hours[1:]), "attended_hours": hours[0],
    }  # fmt: skip
    return document.encode(), mapping


def plain(learners: Sequence[Rated], comma: bool) -> tuple[list[list[str]], dict[str, object]]:
    """A table that somebody made: a title, headings, a date in figures, hours, and a row that sums up."""
    head = ["Numer albumu", "Imię", "Nazwisko", *ITEMS, "Godziny obecności", "Data zaliczenia"]
    body = [
        [one.key, one.given, one.family, *(written(score, comma, "–") for score in one.scores),
         written(12.5, comma), "31.05.2026"]
        for one in learners
    ]  # fmt: skip
    mapping: dict[str, object] = {
        "layout": "plain-table",
        "learner": {
            "key": "Numer albumu", "scheme": "student-number", "given_name": "Imię", "family_name": "Nazwisko",
        },
        "columns": columns(ITEMS, maximum=MAXIMUM, levels=LEAST),
        "attended_hours": "Godziny obecności", "date": "Data zaliczenia",
    }  # fmt: skip
    title: Rows = [["Wyniki, edycja wiosenna"], []]
    average = ["", "Średnia", "", *[written(20.0, comma)] * 3, written(12.5, comma), ""]
    return [*map(list, title), head, *body, average], mapping


def _triple(score: float | None, comma: bool) -> tuple[str, str, str]:
    return ("", "", "") if score is None else (written(score, comma), "what it means, in words", "")


def _canvas_name(name: str) -> str:
    return '="' + name.replace('"', '""') + '"' if name.startswith("=") else name
