"""The audit report laid out in sections."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.reports.audit import Audit
from mctool.reports.auditcohortpages import cohort_section, overview, register_blocks
from mctool.reports.auditcohorts import CohortAudit
from mctool.reports.auditprogrammepages import programme_section
from mctool.reports.auditquestionpages import questions
from mctool.reports.cells import (
    counted,
    day,
    gaps,
    head,
    learners,
    period,
    place,
    proven,
    state,
    versions,
)  # fmt: skip
from mctool.reports.naming import CONFIDENTIAL
from mctool.reports.rendering.document import (
    Block,
    Code,
    Column,
    Content,
    Document,
    Facts,
    Mark,
    Paragraph,
    Section,
    Table,
    Tone,
    Words,
)  # fmt: skip


def page(audit: Audit) -> Document:
    """The document."""
    language = audit.provenance.languages[0]
    name = audit.provenance.institution.to(language) if audit.provenance.institution else "no institution"
    programmes = tuple(programme_section(one, audit.provenance.languages) for one in audit.programmes)
    cohorts = tuple(cohort_section(one, audit.named) for one in audit.cohorts)
    return Document(
        title="Audit of micro-credentials", subtitle=name, facts=_head(audit),
        sections=(
            Section("Five conditions at a glance", "opening", tuple(_opening(audit))),
            Section("What was checked", "checked", tuple(_checked(audit))),
            Section("Programmes", "programmes", (), programmes),
            Section("Cohorts, decisions and evidence", "cohorts", tuple(overview(audit)), cohorts),
            Section("Register", "register", tuple(register_blocks(audit))),
            Section("Findings and waivers", "findings", tuple(_findings(audit))),
            Section("Where it stands, and what is due", "closing", tuple(_closing(audit))),
            Section("Questions of the guide and of the ESG", "questions", tuple(questions(audit.questions))),
            Section("Provenance and how to read this", "provenance", tuple(_reading(audit))),
        ),
        colophon=(audit.attribution,),
        confidential=CONFIDENTIAL if audit.named else "",
    )  # fmt: skip


def _head(audit: Audit) -> Facts:
    found = audit.checked
    severities = ((found.errors, "error"), (found.warnings, "warning"), (found.notes, "note"))
    said = ", ".join((*(counted(number, severity) for number, severity in severities), f"{found.waived} waived"))
    return head(
        audit.provenance,
        ("Programmes", len(audit.programmes)), ("Cohorts", len(audit.cohorts)), ("Findings", said),
    )  # fmt: skip


def _opening(audit: Audit) -> Iterator[Block]:
    yield Paragraph(
        "What the guide (section 2.9) names as conditions of lasting success, each with the signs of it in this "
        "workspace and where they are. A sign is in place when the rules behind it find nothing; there is no score."
    )
    columns = (
        Column("Condition", 1.1),
        Column("Sign", 1.9),
        Column("State", 0.8),
        Column("Where, or what is missing", 2.6),
    )
    rows = tuple(
        ((Words(condition.name),), one.words, state(one.state), (*gaps(one.gaps), *proven(one.proofs)))
        for condition in audit.conditions
        for one in condition.signs
    )
    summary = tuple(
        (one.name, state(one.state), ", ".join(sign.words for sign in one.signs if sign.gaps) or "–")
        for one in audit.conditions
    )
    yield Table("The five conditions", (Column("Condition"), Column("State", 0.6), Column("Open", 2.4)), summary)
    yield Table("Their signs", columns, rows)


def _checked(audit: Audit) -> Iterator[Block]:
    found = audit.checked
    kinds = ", ".join(counted(number, kind) for kind, number in found.kinds)
    unread: Content = Mark(f"{found.unreadable} unreadable", Tone.BAD) if found.unreadable else "all read"
    yield Facts("What was checked", (
        ("Descriptor files", f"{found.files}, of which {kinds}"), ("Readable", unread),
        ("Files tracked by git, searched for personal data", found.tracked_files), ("Rules", found.rules),
        ("Errors", found.errors), ("Warnings", found.warnings), ("Notes", found.notes), ("Waived", found.waived),
    ))  # fmt: skip
    columns = (Column("Stage", 1.2), Column("Unit", 2), Column("Within", 0.7), Column("Where", 1.2))
    rows = tuple(
        (
            one.stage.replace("-", " "),
            one.unit or Mark("missing", Tone.BAD),
            period(one.within) or "no limit",
            place(one.place),
        )
        for one in audit.workflow
    )
    yield Table("The seven stages of the workflow", columns, rows, empty="The settings cannot be read.")


def _findings(audit: Audit) -> Iterator[Block]:
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    tones = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.MIXED, Severity.NOTE: Tone.PLAIN}
    columns = (
        Column("Severity", 0.7), Column("Rule", 1.5), Column("What", 2.8), Column("Where", 1.7), Column("Source", 0.7),
    )  # fmt: skip
    rows = tuple(
        (
            ((Mark(one.severity.value, tones[one.severity]),), *([(Mark("waived"),)] if one.waived else [])),
            f"{one.code} {one.name.replace('-', ' ')}", (one.message, one.help), Code(f"{one.path}:{one.line}"),
            ", ".join(one.sources),
        )
        for one in sorted(audit.findings, key=lambda one: (one.waived is not None, order[one.severity], one.sort_key))
    )  # fmt: skip
    yield Table("Findings", columns, rows, empty="No rule finds anything.")
    heads = (
        Column("Rule", 0.6), Column("File", 1.8), Column("Reason", 2), Column("Approved by", 1.1),
        Column("Expires", 0.8), Column("State", 0.9), Column("Where"),
    )  # fmt: skip
    waivers = tuple(
        (
            one.rule, Code(one.file), one.reason, one.approved_by, day(one.expires),
            Mark("in force", Tone.MIXED) if one.in_force else Mark("not in force", Tone.BAD), place(one.place),
        )
        for one in audit.waivers
    )  # fmt: skip
    yield Table("Waivers", heads, waivers, empty="No rule is waived.")
    own = tuple((one.code, one.name, one.severity, one.reason, place(one.place)) for one in audit.policies)
    names = (Column("Rule", 0.6), Column("Name", 1.5), Column("Severity", 0.7), Column("Reason", 2.5), Column("Where"))
    yield Table("Rules weighed otherwise by policy", names, own, empty="All rules weigh as they come.")


def _closing(audit: Audit) -> Iterator[Block]:
    yield Paragraph(
        "Maturity shows in what is open and what is done about it (guide, section 3.8): findings by family, waivers "
        "that end, duties with their day, and how the editions went."
    )
    columns = (
        Column("Family", 2), Column("Errors", numeric=True), Column("Warnings", numeric=True),
        Column("Notes", numeric=True), Column("Waived", numeric=True),
    )  # fmt: skip
    rows = tuple((one.family, one.errors, one.warnings, one.notes, one.waived) for one in audit.open)
    yield Table("Open findings by family", columns, rows)
    heads = (Column("Due", 0.8), Column("What", 2.4), Column("Who", 1.4), Column("State", 0.8), Column("Where", 1.6))
    due = tuple(
        (
            day(one.due), one.what, one.who, Mark("overdue", Tone.BAD) if one.overdue else Mark("ahead", Tone.PLAIN),
            place(one.place),
        )
        for one in audit.duties
    )  # fmt: skip
    yield Table("What is due", heads, due, empty="Nothing has a date.")
    yield _trend(audit)


def _trend(audit: Audit) -> Table:
    least = 1 if audit.named else audit.provenance.small_group
    columns = (
        Column("Programme", 1.4), Column("Edition", 1.8), Column("Began", 0.8), Column("Learners", 0.8, numeric=True),
        Column("Awarded", 0.8), Column("Cases of missing proof", 0.8, numeric=True),
    )  # fmt: skip
    rows = tuple(
        (
            one.programme, one.id, day(one.start), learners(one.decisions.learners, least) if one.decisions else None,
            _awarded(one), len(one.refusals),
        )
        for one in sorted(audit.cohorts, key=lambda one: (one.programme, one.start))
    )  # fmt: skip
    return Table("Editions over time", columns, rows, empty="There is no cohort.")


def _awarded(one: CohortAudit) -> Content:
    passing = one.decisions.passing if one.decisions else None
    return "not shown" if passing is None or one.decisions is None else f"{passing} of {one.decisions.learners}"


def _reading(audit: Audit) -> Iterator[Block]:
    yield versions(audit.provenance)
    yield Paragraph(
        "What a credential cannot carry stays here: rubric descriptors and indicators, each assessor's ratings, "
        "evidence and its digests, feedback, approvals other than the last, needs analysis and consultations."
    )
    yield Paragraph(
        "«There» means that the file or reference is recorded and, where a digest is recorded, that the file has it. "
        "mctool does not read documents that others hold, and judges no document's content."
    )
