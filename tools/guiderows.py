"""What the guide and the Council's list ask for, row by row in our words; the report that answers, and the command."""

from dataclasses import dataclass

from mctool.reports.annex import NAMES
from mctool.reports.questions import QUESTIONS
from mctool.reports.risktable import RISKS

CONDITIONS = "Audit: Five conditions at a glance"
PROGRAMMES = "Audit: Programmes"
COHORTS = "Audit: Cohorts, decisions and evidence"
WAIVERS = "Audit: Findings and waivers"
STANDS = "Audit: Where it stands, and what is due"
REGISTER = "Audit: Register"
RISK = "Risk: All thirteen rows"
EDITIONS = "Consistency: Competences that programmes share"
DUE = "Review: What is due when"
HOLDERS = "Programme: What holders can do"
ASSESSED = "Programme: How it is assessed"
PROTECTED = "Programme: How learners are protected"
USES = "Programme: How to use it"
GETS = "Programme: What holders get"
READING = "Cohort: How to read this, and provenance"


@dataclass(frozen=True)
class Row:
    """A row: its id, what it asks, and «report: heading» of each section that answers."""

    id: str
    asks: str
    reports: tuple[str, ...] = ()


CHAPTER_2 = (
    Row("G2.1.1", "Let people show the competence; a written test alone proves little", (ASSESSED, PROGRAMMES)),
    Row("G2.1.2", "A common core with room for local circumstances", (EDITIONS,)),
    Row("G2.2.1", "Measurable outcomes, tied to ESCO and EQF", (PROGRAMMES,)),
    Row("G2.2.2", "How it stands to ECTS, to qualifications and to national levels", (PROGRAMMES,)),
    Row("G2.3.1", "Readable in other institutions and countries", (PROGRAMMES,)),
    Row("G2.3.2", "Employers see what was learned, how it was assessed, how much and at what level", (HOLDERS,)),
    Row("G2.4.1", "Fit the platform's lists and lengths without losing meaning", (PROGRAMMES,)),
    Row("G2.4.2", "Collect, document, protect and keep records, with a unit for each step", (COHORTS, REGISTER)),
    Row("G2.5.1", "Approval by the bodies in charge, of exactly this content", (PROGRAMMES,)),
    Row("G2.5.2", "Evidence that the programme is needed", (PROGRAMMES,)),
    Row("G2.6.1", "The same standard in every edition", (EDITIONS,)),
    Row("G2.6.2", "Presence is never certified as competence", (COHORTS,)),
    Row("G2.7", "Assessment without prying or exposure", (PROTECTED,)),
    Row("G2.8.1", "Money and people after the project", (RISK,)),
    Row("G2.8.2", "A place in careers and appraisal", (GETS,)),
    Row("G2.9", "Procedures, transparency, European alignment, commitment, improvement", (CONDITIONS,)),
)
CHAPTER_3 = (
    Row("G3.1.1", "Anchored in strategies, and in the equality policy where it belongs", (RISK,)),
    Row("G3.1.2", "A coordinating office, and a unit for each stage", (STANDS,)),
    Row("G3.2.1", "Outcomes in three layers: competence, behaviour, context", (PROGRAMMES,)),
    Row("G3.2.2", "Rubrics with indicators, a minimum and described levels", (PROGRAMMES,)),
    Row("G3.3.1", "Simulations, cases, plans and reflection before theory; never attendance", (ASSESSED,)),
    Row("G3.3.2", "Evidence kept, and provably the same that was assessed", (COHORTS,)),
    Row("G3.4.1", "Templates to begin with, and no template text left"),
    Row("G3.4.2", "Seven stages, each with its unit and time limit", (STANDS,)),
    Row("G3.5.1", "Employers and equality experts are asked, and answered", (PROGRAMMES,)),
    Row("G3.5.2", "Plain words about what holders can do", (HOLDERS,)),
    Row("G3.6.1", "Nobody is forced to disclose; ground rules and help are there", (PROTECTED,)),
    Row("G3.6.2", "Criteria before, feedback after", (READING, PROTECTED)),
    Row("G3.7.1", "It counts in development and promotion", (GETS,)),
    Row("G3.7.2", "Reviews in cycles, fed by results and participants", (DUE,)),
    Row("G3.8", "Where it stands as a whole, without a score", (STANDS,)),
)
RISK_ROWS = tuple(Row(one.id, f"{one.challenge}: {one.remedy[0].lower()}{one.remedy[1:]}", (RISK,)) for one in RISKS)
ASKED = tuple(Row(one.id, one.asks, one.sections) for one in QUESTIONS)
ANNEX = tuple(Row(identity, name, (PROGRAMMES,)) for identity, name in NAMES)

PARTS = (
    ("Chapter 2: what makes it hard", CHAPTER_2),
    ("Chapter 3: what to do", CHAPTER_3),
    ("Chapter 4: the risk matrix", RISK_ROWS),
    ("Chapter 5: questions", ASKED),
    ("Council Recommendation, Annex I", ANNEX),
)

COMMANDS: dict[str, tuple[str, ...]] = {
    "G2.2.1": ("esco suggest", "esco import"),
    "G2.3.1": ("verify",),
    "G2.4.1": ("issue", "official check"),
    "G2.4.2": ("import", "issue", "identities check"),
    "G2.5.1": ("approve", "status", "log"),
    "G2.6.1": ("diff",),
    "G2.6.2": ("decide",),
    "G2.7": ("forget",),
    "G2.8.2": ("export",),
    "G3.1.2": ("status",),
    "G3.2.1": ("new",),
    "G3.2.2": ("new",),
    "G3.3.2": ("evidence add", "evidence check"),
    "G3.4.1": ("new",),
    "G3.4.2": ("status",),
    "G3.7.1": ("export",),
    "G3.7.2": ("status",),
    "R2": ("esco suggest",),
    "R4": ("approve",),
    "R7": ("official check",),
    "R8": ("import",),
    "R9": ("status",),
    "R10": ("diff",),
    "Q1": ("issue",),
    "Q4": ("decide",),
    "Q6": ("approve",),
    "Q8": ("verify",),
    "Q10": ("export",),
    "Q12": ("revoke",),
    "Q13": ("evidence check", "log"),
    "Q15": ("issue",),
    "Q16": ("status",),
    "Q17": ("export",),
    "Q19": ("validate", "forget"),
    "M1": ("identities check",),
    "M4": ("seal inspect",),
    "M5": ("issue",),
}
"""What people type for a row, beside the rules and reports: names of commands, by the row's id."""
