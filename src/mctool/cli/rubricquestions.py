"""The questions about a rubric: the outcomes that it rates, its levels, and a criterion or more for each outcome."""

from collections.abc import Sequence
from dataclasses import replace

from mctool.cli.asking import as_id, ask, ask_id, choose, choose_some, confirm, parts, wrong
from mctool.cli.criterionquestions import ask_criterion
from mctool.cli.questionnaire import Question, Questionnaire, guide
from mctool.cli.terminal import say
from mctool.cli.textquestions import Preview, ask_text
from mctool.drafts import Draft, DraftedRubric, Rated, draft_rubric
from mctool.errors import MctoolError
from mctool.previewing import Remark, is_blank, remarks
from mctool.rules.world import World
from mctool.themes import DraftedCriterion, common


def ask_rubric(world: World, identity: str | None) -> tuple[Draft, ...]:
    """The file of a new rubric, as answered; *identity* is asked for when it is None.

    Raises MctoolError when the workspace has no outcome that it could rate.
    """
    if not world.workspace.outcomes:
        raise MctoolError("there is no outcome yet that a rubric could rate; begin with: mctool new outcome")
    questions = [_outcomes(world), _title(world), _levels(world), _minimum(world), _distinction(world)]
    questions.append(_criteria(world))
    if identity is None:
        questions.append(_id(world))
    guide(world, "rubric")
    sheet = Questionnaire(world, questions, lambda it: (draft_rubric(world.workspace, it),))
    return sheet.ask(DraftedRubric(identity or "rubric", common().rubric, ()))


def _title(world: World) -> Question[DraftedRubric]:
    def asked(rubric: DraftedRubric) -> DraftedRubric:
        preview = Preview(lambda text: draft_rubric(world.workspace, replace(rubric, title=text)), (("title",),))
        return replace(rubric, title=ask_text(world, "What is rated? (title of the rubric)", rubric.title, preview))

    return Question("Title", asked, lambda it: it.title.to(world.workspace.language))


def _outcomes(world: World) -> Question[DraftedRubric]:
    def asked(rubric: DraftedRubric) -> DraftedRubric:
        known = list(world.workspace.outcomes)
        rated = _rated(rubric)
        default = [known.index(one) for one in rated] or ([0] if len(known) == 1 else [])
        chosen = choose_some("Which outcomes does it rate? (numbers)", known, default, required=True)
        served = [known[at] for at in chosen]
        kept = [one for one in rubric.criteria if one.outcome in served]
        fresh = [Rated(one, _blank(rubric).model_copy(update={"id": one})) for one in served if one not in rated]
        return replace(rubric, criteria=(*kept, *fresh))

    return Question("Rates", asked, lambda it: ", ".join(_rated(it)))


def _rated(rubric: DraftedRubric) -> list[str]:
    """The outcomes that *rubric* rates, each once."""
    return list(dict.fromkeys(one.outcome for one in rubric.criteria))


def _blank(rubric: DraftedRubric) -> DraftedCriterion:
    """A criterion with a blank for each level."""
    below, at, above = common().outcome.criterion.levels
    least = rubric.levels.index(rubric.minimum)
    levels = tuple(below if place < least else above if place > least else at for place in range(len(rubric.levels)))
    return common().outcome.criterion.model_copy(update={"levels": levels})


def _levels(world: World) -> Question[DraftedRubric]:
    def asked(rubric: DraftedRubric) -> DraftedRubric:
        def check(answer: str) -> Sequence[Remark]:
            names = _names(answer)
            if len(names) < 2:
                return (wrong("name two or more, so that there is a level below the minimum"),)
            return remarks(world, draft_rubric(world.workspace, _levelled(rubric, names)), [("levels",)])

        answer = ask("Its levels, from worst to best", ", ".join(rubric.levels), check)
        return _levelled(rubric, _names(answer))

    return Question("Levels", asked, lambda it: ", ".join(it.levels))


def _names(answer: str) -> tuple[str, ...]:
    return tuple(name for one in parts(answer) if (name := as_id(one)))


def _levelled(rubric: DraftedRubric, levels: tuple[str, ...]) -> DraftedRubric:
    """*rubric* with other levels; what was said of a level stays with its name."""
    if levels == rubric.levels:
        return rubric
    minimum = rubric.minimum if rubric.minimum in levels else levels[1]
    best = levels[-1] if levels[-1] != minimum else None
    distinction = rubric.distinction if rubric.distinction in levels else best
    fresh = replace(rubric, levels=levels, minimum=minimum, distinction=distinction)
    criteria = []
    for one in rubric.criteria:
        said = dict(zip(rubric.levels, one.criterion.levels, strict=True))
        texts = tuple(said.get(level, text) for level, text in zip(levels, _blank(fresh).levels, strict=True))
        criteria.append(replace(one, criterion=one.criterion.model_copy(update={"levels": texts})))
    return replace(fresh, criteria=tuple(criteria))


def _minimum(world: World) -> Question[DraftedRubric]:
    def asked(rubric: DraftedRubric) -> DraftedRubric:
        def check(at: int) -> Sequence[Remark]:
            draft = draft_rubric(world.workspace, replace(rubric, minimum=rubric.levels[at]))
            return remarks(world, draft, [("minimum",)])

        at = choose(
            "Which is the minimum, the lowest that passes?", rubric.levels, _place(rubric, rubric.minimum), check
        )
        return replace(rubric, minimum=rubric.levels[at])

    return Question("Minimum", asked, lambda it: it.minimum)


def _distinction(world: World) -> Question[DraftedRubric]:
    def asked(rubric: DraftedRubric) -> DraftedRubric:
        def named(at: int) -> DraftedRubric:
            return replace(rubric, distinction=rubric.levels[at - 1] if at else None)

        def check(at: int) -> Sequence[Remark]:
            return remarks(world, draft_rubric(world.workspace, named(at)), [("distinction",)])

        default = _place(rubric, rubric.distinction) + 1 if rubric.distinction else 0
        return named(choose("Which is awarded with distinction?", ["none", *rubric.levels], default, check))

    return Question("Distinction", asked, lambda it: it.distinction or "none")


def _place(rubric: DraftedRubric, level: str) -> int:
    return rubric.levels.index(level)


def _criteria(world: World) -> Question[DraftedRubric]:
    def asked(rubric: DraftedRubric) -> DraftedRubric:
        for outcome in _rated(rubric):
            rubric = _of_outcome(world, rubric, outcome)
        return rubric

    return Question("Criteria", asked, lambda it: ", ".join(one.criterion.id for one in it.criteria))


def _of_outcome(world: World, rubric: DraftedRubric, outcome: str) -> DraftedRubric:
    """*rubric* with the criteria for *outcome* as answered, those it has and further ones."""
    statement = world.workspace.outcomes[outcome].model.statement
    say(f"Criteria for: {statement.to(world.workspace.language)}")
    for at, one in enumerate(rubric.criteria):
        if one.outcome == outcome:
            rubric = _of_criterion(world, rubric, at)
    while confirm("Another criterion for this outcome?", default=False):
        fresh = Rated(outcome, _blank(rubric).model_copy(update={"id": _free_id(rubric, outcome)}))
        rubric = replace(rubric, criteria=(*rubric.criteria, fresh))
        rubric = _of_criterion(world, rubric, len(rubric.criteria) - 1)
    return rubric


def _of_criterion(world: World, rubric: DraftedRubric, at: int) -> DraftedRubric:
    def with_it(criterion: DraftedCriterion) -> DraftedRubric:
        rated = replace(rubric.criteria[at], criterion=criterion)
        return replace(rubric, criteria=(*rubric.criteria[:at], rated, *rubric.criteria[at + 1 :]))

    def draft(criterion: DraftedCriterion) -> Draft:
        return draft_rubric(world.workspace, with_it(criterion))

    criterion = ask_criterion(world, rubric.criteria[at].criterion, rubric.levels, draft, at)
    title = criterion.title.to(world.workspace.language)
    name = criterion.id if is_blank(title) else _free_id(rubric, as_id(title) or criterion.id, at)
    return with_it(criterion.model_copy(update={"id": name}))


def _free_id(rubric: DraftedRubric, wanted: str, at: int = -1) -> str:
    """*wanted*, or with a number where another criterion than the one at *at* has that id."""
    taken = {one.criterion.id for place, one in enumerate(rubric.criteria) if place != at}
    names = (wanted, *(f"{wanted}-{more}" for more in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def _id(world: World) -> Question[DraftedRubric]:
    def asked(rubric: DraftedRubric) -> DraftedRubric:
        title = rubric.title.to(world.workspace.language)
        proposed = rubric.id if rubric.id != "rubric" else "" if is_blank(title) else as_id(title)
        return replace(rubric, id=ask_id(world.workspace, "rubric", proposed))

    return Question("Id", asked, lambda it: it.id)
