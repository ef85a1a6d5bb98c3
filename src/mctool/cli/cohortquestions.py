"""The questions about a cohort: its programme, when and where it is taught, who assesses, where results come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mctool.cli.asking import ask, ask_id, choose, choose_some, parts, wrong
from mctool.cli.questionnaire import Question, Questionnaire, guide
from mctool.cli.terminal import plural, say
from mctool.drafts import Draft, DraftedCohort, draft_cohort, draft_table
from mctool.errors import MctoolError
from mctool.previewing import Remark, is_blank, remarks
from mctool.rules.world import World
from mctool.themes import common
from mctool.yamlsource import Loc

_DAY = "as YYYY-MM-DD"


@dataclass(frozen=True)
class _Cohorts:
    """Asks for a cohort of a programme in *world*."""

    world: World
    today: date

    def files(self, cohort: DraftedCohort) -> tuple[Draft, ...]:
        """Its file, and its table if it is to have one."""
        file = draft_cohort(self.world.workspace, cohort, self.today)
        return (file, draft_table(cohort)) if cohort.table else (file,)

    def judged(self, cohort: DraftedCohort, *shows: Loc) -> Sequence[Remark]:
        """What the rules say about parts of *cohort*."""
        return remarks(self.world, self.files(cohort)[0], shows)

    def programme(self, cohort: DraftedCohort) -> DraftedCohort:
        """*cohort* of the programme that was chosen from those in the workspace, in its present version."""
        programmes = list(self.world.workspace.programmes.values())
        language = self.world.workspace.language
        shown = [f"{one.model.id}: {one.model.title.to(language)}, {one.model.version}" for one in programmes]
        names = [one.model.id for one in programmes]
        default = names.index(cohort.programme) if cohort.programme in names else 0
        chosen = programmes[choose("Of which programme?", shown, default)].model
        trainers = cohort.trainers if chosen.id == cohort.programme else ()
        return replace(cohort, programme=chosen.id, version=chosen.version, trainers=trainers)

    def start(self, cohort: DraftedCohort) -> DraftedCohort:
        """With the first day of delivery."""

        def check(answer: str) -> Sequence[Remark]:
            if is_blank(cohort.end):
                return self.judged(replace(cohort, start=answer, end=answer), ("period", "start"))
            return self.judged(replace(cohort, start=answer), ("period",))

        answer = ask(f"First day of delivery, {_DAY}", "" if is_blank(cohort.start) else cohort.start, check)
        return replace(cohort, start=answer or cohort.start)

    def end(self, cohort: DraftedCohort) -> DraftedCohort:
        """With the last day of delivery."""

        def check(answer: str) -> Sequence[Remark]:
            start = answer if is_blank(cohort.start) else cohort.start
            return self.judged(replace(cohort, start=start, end=answer), ("period",))

        answer = ask(f"Last day of delivery, {_DAY}", "" if is_blank(cohort.end) else cohort.end, check)
        return replace(cohort, end=answer or cohort.end)

    def place(self, cohort: DraftedCohort) -> DraftedCohort:
        """With the place, in the institution's country where that is known."""
        if not cohort.country:
            return cohort

        def check(answer: str) -> Sequence[Remark]:
            return self.judged(replace(cohort, place=answer), ("place",))

        return replace(cohort, place=ask("Where? (a town; Enter leaves it out)", cohort.place, check))

    def trainers(self, cohort: DraftedCohort) -> DraftedCohort:
        """With those of the programme's trainers who teach it."""
        programme = self.world.workspace.programmes[cohort.programme].model
        known = [one.id for one in programme.trainers]
        if not known:
            say(f"  «{programme.id}» names no trainers yet; add them there first (guide Q7).")
            return cohort
        default = [known.index(one) for one in cohort.trainers if one in known] or range(len(known))
        chosen = choose_some("Who of its trainers teaches? (numbers)", known, default)
        return replace(cohort, trainers=tuple(known[at] for at in chosen))

    def assessors(self, cohort: DraftedCohort) -> DraftedCohort:
        """With as many assessors as the policy asks for, or more."""
        least = self.world.workspace.settings.policy.assessors

        def check(answer: str) -> Sequence[Remark]:
            given = tuple(parts(answer))
            if len(given) < least:
                return (wrong(f"the policy asks for {plural(least, 'assessor')} (policy.assessors in mctool.yaml)"),)
            return self.judged(replace(cohort, assessors=given), ("assessors",))

        question = f"Who assesses? Roles or staff codes, at least {least}"
        return replace(cohort, assessors=tuple(parts(ask(question, ", ".join(cohort.assessors), check))))

    def results(self, cohort: DraftedCohort) -> DraftedCohort:
        """With the results in the file itself, or in a table beside it."""
        options = (
            "in this file, typed (an import makes a table of its own)",
            f"in a table for a spreadsheet, {cohort.id}.csv beside this file",
        )
        return replace(cohort, table=choose("Where will the results stand?", options, int(cohort.table)) == 1)

    def id(self, cohort: DraftedCohort) -> DraftedCohort:
        """With an id of its own."""
        month = "1" if is_blank(cohort.start) else cohort.start[:7]
        proposed = cohort.id if cohort.id != "cohort" else f"{cohort.programme}-{month}"
        return replace(cohort, id=ask_id(self.world.workspace, "cohort", proposed))

    def questions(self, *, named: bool) -> list[Question[DraftedCohort]]:
        """The questions in their order; the id is not asked for when it is *named* already."""
        identity = [] if named else [Question("Id", self.id, lambda it: it.id)]
        return [
            Question("Programme", self.programme, lambda it: f"{it.programme}, version {it.version}"),
            Question("First day", self.start, lambda it: it.start),
            Question("Last day", self.end, lambda it: it.end),
            Question("Place", self.place, lambda it: it.place),
            Question("Trainers", self.trainers, lambda it: ", ".join(it.trainers)),
            Question("Assessors", self.assessors, lambda it: ", ".join(it.assessors)),
            *identity,
            Question("Results", self.results, lambda it: f"cohorts/{it.id}.csv" if it.table else "in this file"),
        ]


def ask_cohort(world: World, identity: str | None, today: date) -> tuple[Draft, ...]:
    """The file of a new cohort, as answered, and its results table if it is to have one.

    Raises MctoolError when the workspace has no programme.
    """
    workspace = world.workspace
    if not workspace.programmes:
        raise MctoolError("there is no programme yet that a cohort could be of; begin with: mctool new programme")
    country = workspace.institution.model.address.country.slug if workspace.institution else ""
    assessors = tuple(f"assessor-{at}" for at in range(1, max(workspace.settings.policy.assessors, 2) + 1))
    start, end = (day.to(workspace.language) for day in (common().first_day, common().last_day))
    blank = DraftedCohort(identity or "cohort", "", "", start, end, country, assessors=assessors)
    asking = _Cohorts(world, today)
    guide(world, "cohort")
    return Questionnaire(world, asking.questions(named=identity is not None), asking.files).ask(blank)
