"""The guide's 24 questions (chapter 5), in our words, and where a report answers each.

What is open about a question is read off the findings of the rules that name it as their source.
"""

from dataclasses import dataclass

from mctool.reports.basis import Basis
from mctool.reports.places import place_of_finding
from mctool.reports.signs import Proof
from mctool.rules import ALL


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id, what it asks, and «report: heading» of each section that answers."""

    id: str
    asks: str
    sections: tuple[str, ...] = ()


QUESTIONS = (
    Question("Q1", "The seven marks of a micro-credential", ("Audit: Programmes",)),
    Question("Q2", "It is no degree and does not claim to be one", ("Audit: Findings and waivers",)),
    Question("Q3", "ECTS by its arithmetic, or plainly non-credit", ("Audit: Programmes",)),
    Question("Q4", "Attendance alone awards nothing", ("Audit: Cohorts, decisions and evidence",)),
    Question("Q5", "How long it counts, and how it is renewed", ("Programme: What holders get",)),
    Question("Q6", "Which body approves", ("Audit: Programmes",)),
    Question("Q7", "External trainers: checked, and under the institution's criteria", ("Audit: Programmes",)),
    Question("Q8", "Recognition abroad by transparency and open formats", ("Audit: Programmes",)),
    Question("Q9", "Free or paid, with a plan to last", ("Programme: What holders get",)),
    Question("Q10", "What it counts for at work", ("Programme: What holders get",)),
    Question("Q11", "Large enough to learn and be assessed", ("Audit: Programmes",)),
    Question("Q12", "No symbolic awards: guards that nobody can waive", ("Audit: Findings and waivers",)),
    Question("Q13", "What is kept, and where", ("Audit: Programmes", "Audit: Cohorts, decisions and evidence")),
    Question("Q14", "Stacking by rules that are written down", ("Programme: What holders get",)),
    Question("Q15", "Another attempt, feedback or a certificate of participation", ("Programme: How it is assessed",)),
    Question("Q16", "A review every two to three years", ("Review: What is due when",)),
    Question("Q17", "Use in a CV, a profile or a portfolio", ("Programme: How to use it",)),
    Question("Q18", "Soft skills certified through structured tasks", ("Programme: How it is assessed",)),
    Question("Q19", "Privacy, and acts observed instead of traits", ("Programme: How learners are protected",)),
    Question(
        "Q20", "Fair rating: rubrics, several assessors, agreement", ("Cohort: How to read this, and provenance",)
    ),
    Question("Q21", "Methods that ask for application", ("Programme: How it is assessed",)),
    Question("Q22", "Dignity first where a topic may hurt", ("Programme: How learners are protected",)),
    Question("Q23", "Looking beyond grades, months later", ("Review: What is due when",)),
    Question("Q24", "Mandatory or voluntary: the institution's own answer", ("Programme: What holders can do",)),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, how many rules look after it, and what they find; each gap with its place and the rule's words."""

    question: Question
    rules: int
    gaps: tuple[Proof, ...]


def answers(basis: Basis) -> tuple[Answer, ...]:
    """The 24 questions as they stand."""
    return tuple(
        Answer(one, sum(one.id in rule.sources for rule in ALL), tuple(
            Proof(place_of_finding(finding), False, finding.code, finding.message)
            for finding in basis.findings if one.id in finding.sources
        ))
        for one in QUESTIONS
    )  # fmt: skip
