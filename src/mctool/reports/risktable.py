"""The thirteen rows of the guide's operational risk matrix (chapter 4), in our words, and what shows each remedy."""

from dataclasses import dataclass

from mctool.reports.signs import Ask


@dataclass(frozen=True)
class Risk:
    """One row: the challenge, what may come of it, the remedy, and what is asked as its sign."""

    id: str
    challenge: str
    risk: str
    remedy: str
    asks: tuple[Ask, ...]


RISKS = (
    Risk(
        "R1", "Social competence is hard to measure", "Skills are certified that nobody saw",
        "Performance tasks rated by clear rubrics",
        (
            Ask("Every outcome is assessed", "programme", ("MC401",), ("assessments",)),
            Ask("Skills are shown in action, not by a written test only", "programme", ("MC417",), ("assessments",)),
            Ask("Every assessment has a rubric, every outcome a criterion", "programme", ("MC419", "MC420"),
                ("assessments",)),
            Ask("Rubrics state a minimum, describe each level", "rubric", ("MC403", "MC404", "MC406"), ("criteria",)),
            Ask("No assessor rates their own work", "cohort", ("MC710",), ("assessors",)),
        ),
    ),
    Risk(
        "R2", "Outcomes are worded in general terms", "Employers see nothing in them",
        "Measurable wording that names an act, mapped to ESCO",
        (
            Ask("The verb names an act that can be observed", "outcome", ("MC203", "MC205", "MC207"), ("statement",)),
            Ask("The act has an object, and is not hidden in a noun or a stock phrase", "outcome",
                ("MC204", "MC206", "MC214", "MC218"), ("statement",)),
            Ask("The context names a situation", "outcome", ("MC209", "MC212"), ("layers",)),
            Ask("Outcomes are mapped to ESCO", "outcome", ("MC301",), ("esco",)),
        ),
    ),
    Risk(
        "R3", "A common standard against local circumstances", "One of the two is lost",
        "A standard core with local examples: three layers",
        (
            Ask("Competence, behaviour and context are all written", "outcome", ("MC201",), ("layers",)),
            Ask("The same competence is worded the same", "workspace", ("MC215", "MC217")),
        ),
    ),
    Risk(
        "R4", "Loose ties to frameworks", "The status of the award is unclear",
        "Mapping to ESCO and EQF, approval by an academic body",
        (
            Ask("Outcomes are mapped to ESCO", "outcome", ("MC301",), ("esco",)),
            Ask("The EQF level is stated", "programme", ("MC305",), ("eqf_level",)),
            Ask("A named body approved the programme", "programme", ("MC501",), ("approvals",)),
        ),
    ),
    Risk(
        "R5", "Seen as attendance papers", "The award loses its worth",
        "Passing the assessment is the condition of award",
        (
            Ask("No assessment rests on attendance", "programme", ("MC402", "MC414"), ("assessments",)),
            Ask("The award rule asks for outcomes that can be reached", "programme", ("MC415", "MC416"), ("award",)),
            Ask("The minimum can be missed", "rubric", ("MC410",), ("minimum",)),
            Ask("No result rests on an attendance list", "cohort", ("MC703",), ("results",)),
        ),
    ),
    Risk(
        "R6", "Employers do not know micro-credentials", "Holders gain nothing at work",
        "Plain description of outcomes and assessment, consultation of employers",
        (
            Ask("A summary in plain words", "programme", ("MC324",), ("summary",)),
            Ask("Every assessment is described", "programme", ("MC425",), ("assessments",)),
            Ask("Employers were asked, about outcomes and assessment", "programme", ("MC521", "MC522"),
                ("consultations",)),
        ),
    ),
    Risk(
        "R7", "The platform has limits", "Records are incomplete",
        "Descriptors that fit the platform, checked before issuing",
        (
            Ask("Texts fit the formats in length and letters", "workspace", ("MC801", "MC802", "MC803")),
            Ask("References are web addresses that formats can carry", "institution", ("MC804",),
                ("quality_assurance",)),
        ),
    ),
    Risk(
        "R8", "Administrative load", "Awards come late",
        "Roles, a written procedure, results collected by import",
        (
            Ask("Each of the seven stages names its unit", "settings", ("MC510",), ("workflow",)),
            Ask("Each stage has a time limit", "settings", ("MC511",), ("workflow",)),
            Ask("Results are recorded", "cohort", ("MC724",), ("results",)),
        ),
    ),
    Risk(
        "R9", "Many units take part", "Each waits for another",
        "A coordinator or a task force",
        (
            Ask("A coordinating unit is named, by role", "programme", ("MC530", "MC531"),
                ("governance", "coordinator")),
            Ask("The quality review came in time", "cohort", ("MC515",), ("quality_review",)),
        ),
    ),
    Risk(
        "R10", "Editions differ", "Trust is lost",
        "Standard rubrics and guidance for assessors",
        (
            Ask("Every assessment has a rubric, every outcome a criterion", "programme", ("MC419", "MC420"),
                ("assessments",)),
            Ask("Criteria have indicators, levels that differ, one minimum", "rubric", ("MC407", "MC409", "MC411"),
                ("criteria",)),
            Ask("The content is the one that was approved", "programme", ("MC502", "MC902"), ("approvals",)),
            Ask("Editions follow their programme and its rubrics", "cohort", ("MC706", "MC712"), ("version",)),
        ),
    ),
    Risk(
        "R11", "Assessment may hurt or expose", "Harm to learners",
        "Voluntary disclosure, known criteria, no profiling",
        (
            Ask("Nobody has to tell private experience", "programme", ("MC604", "MC605"),
                ("ethics", "voluntary_disclosure")),
            Ask("Criteria are known beforehand", "programme", ("MC604", "MC607"), ("ethics", "criteria_shared_before")),
            Ask("Profiling is excluded, and no text rates traits", "workspace", ("MC602", "MC603")),
        ),
    ),
    Risk(
        "R12", "Money ends", "The programme ends with the project",
        "A place in development and staff strategies",
        (
            Ask("Anchored in a strategy", "programme", ("MC532",), ("governance", "anchored_in")),
            Ask("Funding is stated and reaches beyond the next edition", "programme", ("MC535", "MC536"),
                ("governance", "funding")),
        ),
    ),
    Risk(
        "R13", "No value for a career", "Staff lose interest",
        "Recognition in promotion and development rules",
        (Ask("What it counts for is stated", "programme", ("MC534",), ("governance", "recognition")),),
    ),
)  # fmt: skip
