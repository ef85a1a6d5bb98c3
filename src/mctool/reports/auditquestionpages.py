"""The audit's answers to the guide's 24 questions, and to the ESG, laid out."""

from collections.abc import Iterator, Sequence

from mctool.reports.cells import gaps
from mctool.reports.questions import Answer
from mctool.reports.rendering.document import Block, Column, Content, Mark, Paragraph, Table, Tone

ESG = (
    ("1.2 Design and approval of programmes", "Programmes: seven characteristics, approvals, why this programme"),
    (
        "1.3 Student-centred learning, teaching and assessment",
        "Programmes: outcomes and how they are assessed; Cohorts",
    ),
    ("1.4 Recognition and certification", "Annex I, element by element; Register"),
    ("1.5 Teaching staff", "Documents to be retained: trainers' qualification checks"),
    ("1.7 Information management", "Cohorts, decisions and evidence; Where it stands"),
    ("1.8 Public information", "Annex I; the programme report for learners and employers"),
    ("1.9 Ongoing monitoring and periodic review", "Where it stands, and what is due; the review report"),
)
"""Which sections answer which standard of the ESG 2015, part 1."""


def questions(answers: Sequence[Answer]) -> Iterator[Block]:
    """The guide's questions with what is open and where to read on, and the same for the standards of the ESG."""
    yield Paragraph(
        "Each question of the guide's chapter 5, what the rules that look after it find in this workspace, and the "
        "section that answers it. «Nothing found» says that no rule objects, not that the answer is a good one; where "
        "no rule can tell, people have to."
    )
    columns = (Column("Question", 1.9), Column("Open", 2.2), Column("Read on in", 1.4))
    rows = tuple((f"{one.question.id} {one.question.asks}", _open(one), one.question.sections) for one in answers)
    yield Table("Questions of the guide", columns, rows)
    yield Table("Standards of the ESG 2015, part 1", (Column("Standard"), Column("Read on in", 1.4)), ESG)


def _open(one: Answer) -> Content:
    if one.gaps:
        return gaps(one.gaps)
    return Mark("nothing found", Tone.GOOD) if one.rules else Mark("for people to judge")
