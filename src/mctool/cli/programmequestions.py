"""The questions about a programme: its theme, hours and credits, who is in charge, its outcomes and its assessment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mctool.cli.asking import as_id, ask, ask_id, choose, number, wrong
from mctool.cli.programmeoutcomes import Outcomes
from mctool.cli.questionnaire import Question, Questionnaire
from mctool.cli.textquestions import Preview, ask_text
from mctool.drafting import free
from mctool.drafts import Details, Draft, programme_files
from mctool.models.values import Text
from mctool.previewing import Remark, is_blank, remarks
from mctool.rules.world import World
from mctool.themes import DraftedTask, Theme, blank_theme, common, theme, themes
from mctool.yamlsource import Loc

_METHODS = {
    "scenario-simulation": "practical-assessment", "case-analysis": "project-work",
    "group-problem-solving": "practical-assessment", "action-plan-presentation": "project-work",
    "reflective-report": "marked-assignment", "observed-behaviour": "practical-assessment",
    "portfolio": "portfolio",
}  # fmt: skip
"""How outcomes can be shown (guide 3.3.1), and the type of assessment that this is in the EU list."""

_UNNAMED = "programme"  # until somebody has given the id

_SHOWS: tuple[Loc, ...] = (
    ("title",), ("description",), ("summary",), ("eqf_level",), ("workload",), ("prerequisites",), ("assessments",),
    ("governance", "coordinator"), ("ethics", "support"),
)  # fmt: skip
"""What is asked about; of the rest, such as approvals, validate speaks in its time."""


@dataclass(frozen=True)
class _Answers:
    name: str
    chosen: Theme
    details: Details


@dataclass(frozen=True)
class _Programmes:
    """Asks for a new programme of *world*. ``today`` gives the version its year."""

    world: World
    today: date

    def files(self, answers: _Answers) -> tuple[Draft, ...]:
        """Its file, and those of its outcomes and its rubric."""
        return programme_files(self.world.workspace, answers.name, answers.chosen, answers.details, self.today)

    def judged(self, answers: _Answers, *shows: Loc) -> Sequence[Remark]:
        """What the rules say about parts of the programme."""
        return remarks(self.world, self.files(answers)[0], shows)

    def questions(self, chosen: Theme, *, named: bool) -> list[Question[_Answers]]:
        """The questions in their order; *chosen* answers some of them, and the id may be *named* already."""
        identity = [] if named else [Question("Id", self.id, lambda it: it.name)]
        described = [] if chosen.outcomes else [
            self.text("Description", "about", "What do participants do? (one or two sentences)", "description"),
            self.text(
                "Summary", "summary", "What can the holder do, and how was that seen? (for an employer)", "summary"
            ),
        ]  # fmt: skip
        task = [] if chosen.task else [Question("Assessment", self.task, self.tasked)]
        language = self.world.workspace.language
        return [
            *identity, self.text("Title", "title", "Title", "title"), *described,
            Question("EQF level", self.level, lambda it: str(it.details.eqf_level)),
            Question("Hours", self.hours, lambda it: f"{it.details.hours:g}"),
            Question("ECTS credits", self.credits, lambda it: _shown(it.details.ects)),
            Question("Contact hours", self.contact, lambda it: _shown(it.details.contact_hours)),
            Question("Office", self.office, lambda it: it.details.coordinator),
            Question("Who may take part", self.prerequisites, lambda it: it.details.prerequisites.to(language)),
            Question("Who helps", self.support, lambda it: it.details.support.to(language)),
            Question("Outcomes", self.outcomes, lambda it: ", ".join(one.id for one in it.chosen.outcomes)),
            *task,
        ]  # fmt: skip

    def theme(self) -> Theme:
        """The template that comes nearest, or the blank one."""
        names = themes()
        titles = [theme(one).title.to(self.world.workspace.language) for one in names]
        at = choose("Which theme comes nearest?", ["none of these: begin with a blank page", *titles], 0)
        return theme(names[at - 1]) if at else blank_theme()

    def id(self, answers: _Answers) -> _Answers:
        """With an id of its own."""
        proposed = as_id(answers.chosen.title.to("en")) if answers.chosen.outcomes else ""
        proposed = proposed if answers.name == _UNNAMED else answers.name
        return replace(answers, name=ask_id(self.world.workspace, "programme", proposed))

    def text(self, name: str, part: str, question: str, key: str) -> Question[_Answers]:
        """The question about a text of the theme, which stands under *key* in the programme."""

        def asked(answers: _Answers) -> _Answers:
            def changed(text: Text) -> _Answers:
                return replace(answers, chosen=answers.chosen.model_copy(update={part: text}))

            preview = Preview(lambda text: self.files(changed(text))[0], ((key,),))
            return changed(ask_text(self.world, question, getattr(answers.chosen, part), preview))

        def shown(answers: _Answers) -> str:
            text: Text = getattr(answers.chosen, part)
            return text.to(self.world.workspace.language)

        return Question(name, asked, shown)

    def level(self, answers: _Answers) -> _Answers:
        """With the EQF level of its outcomes."""
        answer = ask("EQF level of the outcomes, 1 to 8", str(answers.details.eqf_level), _level)
        return _with(answers, eqf_level=int(answer))

    def hours(self, answers: _Answers) -> _Answers:
        """With the hours of all work."""

        def check(given: float | None) -> Sequence[Remark]:
            return self.judged(_with(answers, hours=given or 0), ("workload", "hours"))

        given = number("Hours of all work of the learner", answers.details.hours, check)
        return _with(answers, hours=given or 0)

    def credits(self, answers: _Answers) -> _Answers:
        """With the credits, checked against the hours."""
        low, high = self.world.workspace.settings.policy.hours_per_credit

        def check(given: float | None) -> Sequence[Remark]:
            return self.judged(_with(answers, ects=given), ("workload", "ects"))

        question = f"ECTS credits of {low:g} to {high:g} hours each, or - for none"
        return _with(answers, ects=number(question, answers.details.ects, check))

    def contact(self, answers: _Answers) -> _Answers:
        """With the contact hours among the hours."""

        def check(given: float | None) -> Sequence[Remark]:
            return self.judged(_with(answers, contact_hours=given), ("workload", "contact_hours"))

        question = "Contact hours among them, or - if nobody counts them"
        return _with(answers, contact_hours=number(question, answers.details.contact_hours, check))

    def office(self, answers: _Answers) -> _Answers:
        """With the office that coordinates it."""
        there = answers.details.coordinator

        def check(answer: str) -> Sequence[Remark]:
            return self.judged(_with(answers, coordinator=answer), ("governance", "coordinator"))

        answer = ask("Office in charge (a role, not a person)", "" if is_blank(there) else there, check)
        return _with(answers, coordinator=answer or there)

    def prerequisites(self, answers: _Answers) -> _Answers:
        """With what learners need to begin."""
        preview = Preview(lambda text: self.files(_with(answers, prerequisites=text))[0], (("prerequisites",),))
        text = ask_text(self.world, "Who may take part?", answers.details.prerequisites, preview)
        return _with(answers, prerequisites=text)

    def support(self, answers: _Answers) -> _Answers:
        """With who helps."""
        preview = Preview(lambda text: self.files(_with(answers, support=text))[0], (("ethics", "support"),))
        text = ask_text(self.world, "Who helps when a topic hurts?", answers.details.support, preview)
        return _with(answers, support=text)

    def outcomes(self, answers: _Answers) -> _Answers:
        """With its outcomes, each with a criterion."""
        asked = Outcomes(self.world, answers.details.eqf_level).ask(answers.chosen.outcomes)
        return replace(answers, chosen=answers.chosen.model_copy(update={"outcomes": asked}))

    def task(self, answers: _Answers) -> _Answers:
        """With the assessment by which its outcomes are shown; without any there is none."""
        if not answers.chosen.outcomes:
            return answers
        methods = list(_METHODS)
        there = answers.chosen.task
        shown = [one.replace("-", " ") for one in methods]
        method = methods[choose("How do learners show it?", shown, methods.index(there.method) if there else 0)]
        title = there.title if there else Text({"en": method.replace("-", " ").capitalize()})
        about = there.description if there else common().task
        task = DraftedTask(id=method, method=method, type=_METHODS[method], title=title, description=about)
        task = self._task(answers, task, "title", "Title of the assessment")
        task = self._task(answers, task, "description", "What happens in it, and who watches?")
        return _assessed(answers, task)

    def _task(self, answers: _Answers, task: DraftedTask, part: str, question: str) -> DraftedTask:
        def changed(text: Text) -> DraftedTask:
            return task.model_copy(update={part: text})

        preview = Preview(lambda text: self.files(_assessed(answers, changed(text)))[0], (("assessments", 0, part),))
        return changed(ask_text(self.world, question, getattr(task, part), preview))

    def tasked(self, answers: _Answers) -> str:
        """The assessment in a few words."""
        task = answers.chosen.task
        return f"{task.title.to(self.world.workspace.language)} ({task.method})" if task else ""


def ask_programme(world: World, identity: str | None, today: date) -> tuple[Draft, ...]:
    """The files of a new programme, as answered; *identity* is asked for when it is None."""
    asking = _Programmes(world, today)
    chosen = asking.theme()
    questions = asking.questions(chosen, named=identity is not None)
    blank = replace(Details.of_template(world.workspace.language), contact_hours=None)
    files = Questionnaire(world, questions, asking.files, _SHOWS).ask(_Answers(identity or _UNNAMED, chosen, blank))
    return free(world.workspace, files)


def _with(answers: _Answers, **changed: Any) -> _Answers:
    return replace(answers, details=replace(answers.details, **changed))


def _assessed(answers: _Answers, task: DraftedTask) -> _Answers:
    return replace(answers, chosen=answers.chosen.model_copy(update={"task": task}))


def _shown(amount: float | None) -> str:
    return "none" if amount is None else f"{amount:g}"


def _level(answer: str) -> Sequence[Remark]:
    return () if answer in tuple("12345678") else (wrong("a level is a number from 1 to 8"),)
