"""``mctool new programme`` on a terminal: the questions, step by step, each answer checked by the rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mctool.cli.asking import as_id, ask, ask_id, choose, confirm, number, wrong
from mctool.cli.programmeoutcomes import Outcomes
from mctool.cli.terminal import plural, say
from mctool.cli.textquestions import Preview, ask_text
from mctool.drafting import free
from mctool.drafts import Details, Draft, programme_files
from mctool.models.values import Text
from mctool.previewing import Remark, remarks
from mctool.rules.world import World
from mctool.themes import DraftedTask, Theme, blank_theme, theme, themes

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
        """The drafts that follow from the answers; *identity* is asked for when it is None."""
        say("Enter takes what is in brackets, or leaves it open; Ctrl-C writes nothing.")
        chosen = self._theme()
        proposed = as_id(chosen.title.to("en")) if chosen.outcomes else ""
        name = identity or ask_id(self.world.workspace, "programme", proposed)
        chosen = self._worded(name, chosen)
        details = self._details(name, chosen)
        outcomes = Outcomes(self.world, details.eqf_level).ask(chosen.outcomes)
        chosen = chosen.model_copy(update={"outcomes": outcomes})
        if chosen.task is None and outcomes:
            chosen = self._task(name, chosen, details)
        return free(self.world.workspace, programme_files(self.world.workspace, name, chosen, details, self.today))

    def _theme(self) -> Theme:
        names = themes()
        titles = [theme(one).title.to(self.world.workspace.language) for one in names]
        at = choose("Which theme comes nearest?", ["none of these: begin with a blank page", *titles], 0)
        return theme(names[at - 1]) if at else blank_theme()

    def _draft(self, name: str, chosen: Theme, details: Details) -> Draft:
        """The file of the programme alone."""
        return programme_files(self.world.workspace, name, chosen, details, self.today)[0]

    def _worded(self, name: str, chosen: Theme) -> Theme:
        """*chosen* with its title, and what a template without a theme leaves open."""
        chosen = self._text(name, chosen, "title", "Title", "title")
        if chosen.outcomes:
            return chosen
        question = "What do participants do? (one or two sentences)"
        chosen = self._text(name, chosen, "about", question, "description")
        question = "What can the holder do, and how was that seen? (for an employer)"
        return self._text(name, chosen, "summary", question, "summary")

    def _text(self, name: str, chosen: Theme, part: str, question: str, key: str) -> Theme:
        """*chosen* with a text as answered, which stands under *key* in the programme."""

        def changed(text: Text) -> Theme:
            return chosen.model_copy(update={part: text})

        preview = Preview(lambda text: self._draft(name, changed(text), Details.of_template()), ((key,),))
        return changed(ask_text(self.world, question, getattr(chosen, part), preview))

    def _details(self, name: str, chosen: Theme) -> Details:
        details = Details.of_template()
        level = ask("EQF level of the outcomes, 1 to 8", str(details.eqf_level), _level)
        details = self._workload(name, chosen, replace(details, eqf_level=int(level)))

        def check(answer: str) -> Sequence[Remark]:
            attempt = self._draft(name, chosen, replace(details, coordinator=answer))
            return remarks(self.world, attempt, [("governance", "coordinator")])

        coordinator = ask("Office in charge (a role, not a person)", check=check) or details.coordinator
        details = replace(details, coordinator=coordinator)
        preview = Preview(
            lambda text: self._draft(name, chosen, replace(details, prerequisites=text)), (("prerequisites",),)
        )
        prerequisites = ask_text(self.world, "Who may take part?", details.prerequisites, preview)
        preview = Preview(
            lambda text: self._draft(name, chosen, replace(details, support=text)), (("ethics", "support"),)
        )
        support = ask_text(self.world, "Who helps when a topic hurts?", details.support, preview)
        return replace(details, prerequisites=prerequisites, support=support)

    def _workload(self, name: str, chosen: Theme, details: Details) -> Details:
        """*details* with hours and credits as answered, each number checked against those before it."""

        def judged(part: str, attempt: Details) -> Sequence[Remark]:
            return remarks(self.world, self._draft(name, chosen, attempt), [("workload", part)])

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

    def _task(self, name: str, chosen: Theme, details: Details) -> Theme:
        """*chosen* with the assessment by which its outcomes are shown."""
        methods = list(_METHODS)
        method = methods[choose("How do learners show it?", [one.replace("-", " ") for one in methods])]
        title = Text({"en": method.replace("-", " ").capitalize()})
        about = Text({"en": "<What happens, and who watches>"})
        task = DraftedTask(id=method, method=method, type=_METHODS[method], title=title, description=about)

        def asked(part: str, question: str, task: DraftedTask) -> DraftedTask:
            def changed(text: Text) -> DraftedTask:
                return task.model_copy(update={part: text})

            preview = Preview(
                lambda text: self._draft(name, chosen.model_copy(update={"task": changed(text)}), details),
                (("assessments", 0, part),),
            )
            return changed(ask_text(self.world, question, getattr(task, part), preview))

        task = asked("title", "Title of the assessment", task)
        task = asked("description", "What happens in it, and who watches?", task)
        return chosen.model_copy(update={"task": task})


def go_on(drafts: Sequence[Draft]) -> bool:
    """Shows the files and asks whether they are to be written."""
    for one in drafts:
        say(f"  {one.path}" + (f": {plural(one.blanks, 'blank')} left" if one.blanks else ""))
    return confirm("Write these files?", default=True)


def _level(answer: str) -> Sequence[Remark]:
    return () if answer in tuple("12345678") else (wrong("a level is a number from 1 to 8"),)
