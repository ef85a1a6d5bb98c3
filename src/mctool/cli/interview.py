"""``mctool new programme`` on a terminal: the questions, step by step, each answer checked by the rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mctool.cli.asking import as_id, ask, choose, confirm, number
from mctool.cli.outcomequestions import Outcomes
from mctool.cli.terminal import plural, say
from mctool.drafting import Details, Draft, draft_programme, programme_files, unfit_id
from mctool.errors import MctoolError
from mctool.findings import Severity
from mctool.models.values import Text
from mctool.previewing import Remark, remarks
from mctool.rules.world import World
from mctool.themes import DraftedTask, Theme, blank_theme, common, theme, themes

_METHODS = {
    "scenario-simulation": "practical-assessment", "case-analysis": "project-work",
    "group-problem-solving": "practical-assessment", "action-plan-presentation": "project-work",
    "reflective-report": "marked-assignment", "observed-behaviour": "practical-assessment",
    "portfolio": "portfolio",
}  # fmt: skip
"""How outcomes can be shown (guide 3.3.1), and the type of assessment that this is in the EU list."""


@dataclass(frozen=True)
class Interview:
    """Asks for a new programme of *world*; nothing is written. ``today`` gives the version its year."""

    world: World
    today: date

    def run(self, identity: str | None) -> tuple[Draft, ...]:
        """The drafts that follow from the answers; *identity* is asked for when it is None.

        Raises MctoolError when *identity* cannot be one, or is taken.
        """
        if identity is not None and (unfit := self._id_remarks(identity)):
            raise MctoolError(unfit[0].words)
        say("A new programme, step by step. Enter takes what stands in brackets; Ctrl-C ends without writing anything.")
        chosen = self._theme()
        name = identity or ask("Id of the programme", self._free_id(chosen), self._id_remarks, required=True)
        chosen = chosen.model_copy(update={"title": self._texts("Title", chosen.title)})
        if not chosen.outcomes:
            chosen = self._described(chosen)
        details = self._details(name, chosen)
        outcomes = Outcomes(self.world, details.eqf_level).ask(chosen.outcomes)
        chosen = chosen.model_copy(update={"outcomes": outcomes})
        if chosen.task is None and outcomes:
            chosen = chosen.model_copy(update={"task": self._task()})
        return draft_programme(self.world.workspace, name, chosen, details, self.today)

    def _theme(self) -> Theme:
        names = themes()
        titles = [theme(one).title.to(self.world.workspace.language) for one in names]
        at = choose("Which theme comes nearest?", ["none of these: begin with a blank page", *titles], 0)
        return theme(names[at - 1]) if at else blank_theme()

    def _free_id(self, chosen: Theme) -> str:
        proposed = as_id(chosen.title.to("en")) if chosen.outcomes else ""
        return "" if self.world.workspace.exists("programme", proposed) else proposed

    def _id_remarks(self, answer: str) -> Sequence[Remark]:
        words = unfit_id(answer)
        if not words and self.world.workspace.exists("programme", answer):
            words = f"there is a programme «{answer}» already"
        return (Remark(Severity.ERROR, "", words),) if words else ()

    def _texts(self, question: str, default: Text) -> Text:
        """The text in each language of the workspace; what nobody gives stays the template's, or to be translated."""
        given = {}
        for at, language in enumerate(self.world.workspace.languages):
            offered = default.get(language, "")
            answer = ask(f"{question} ({language})", "" if offered.startswith("<") else offered)
            if answer or offered or at == 0:  # the first language always has a text, if only a blank
                given[language] = answer or offered or default.to("en")
        return Text(given)

    def _described(self, chosen: Theme) -> Theme:
        about = self._texts("What do participants do? (one or two sentences)", chosen.about)
        summary = self._texts("What can the holder do, and how was that seen? (for an employer)", chosen.summary)
        return chosen.model_copy(update={"about": about, "summary": summary})

    def _details(self, name: str, chosen: Theme) -> Details:
        shared = common()
        details = Details.of_template()
        level = ask("EQF level of the outcomes, 1 to 8", str(details.eqf_level), _level)
        details = self._workload(name, chosen, replace(details, eqf_level=int(level)))
        return replace(
            details,
            coordinator=ask("Office in charge (a role, not a person)") or details.coordinator,
            prerequisites=self._texts("Who may take part?", shared.prerequisites),
            support=self._texts("Who helps when a topic hurts?", shared.support),
        )

    def _workload(self, name: str, chosen: Theme, details: Details) -> Details:
        """*details* with hours and credits as answered, each number checked against those before it."""

        def judged(part: str, attempt: Details) -> Sequence[Remark]:
            programme, *_ = programme_files(self.world.workspace, name, chosen, attempt, self.today)
            return remarks(self.world, programme, [("workload", part)])

        alone = replace(details, ects=None, contact_hours=None)
        question = "Hours of all work of the learner"
        hours = number(question, alone.hours, lambda it: judged("hours", replace(alone, hours=it or 0)))
        worked = replace(alone, hours=hours or 0)
        low, high = self.world.workspace.settings.policy.hours_per_credit
        question = f"ECTS credits of {low:g} to {high:g} hours each, or - for none"
        ects = number(question, None, lambda it: judged("ects", replace(worked, ects=it)))
        credited = replace(worked, ects=ects)
        question = "Contact hours among them, or - if nobody counts them"
        contact = number(question, None, lambda it: judged("contact_hours", replace(credited, contact_hours=it)))
        return replace(credited, contact_hours=contact)

    def _task(self) -> DraftedTask:
        methods = list(_METHODS)
        method = methods[choose("How do learners show it?", [one.replace("-", " ") for one in methods])]
        title = self._texts("Title of the assessment", Text({"en": method.replace("-", " ").capitalize()}))
        about = self._texts("What happens in it, and who watches?", Text({"en": "<What happens, and who watches>"}))
        return DraftedTask(id=method, method=method, type=_METHODS[method], title=title, description=about)


def go_on(drafts: Sequence[Draft]) -> bool:
    """Shows the files and asks whether they are to be written."""
    for one in drafts:
        say(f"  {one.path}" + (f": {plural(one.blanks, 'blank')} left" if one.blanks else ""))
    return confirm("Write these files?", default=True)


def _level(answer: str) -> Sequence[Remark]:
    return () if answer in tuple("12345678") else (Remark(Severity.ERROR, "", "a level is a number from 1 to 8"),)
