"""The questions about a learning outcome: an act that can be seen, a situation, a competence, an ESCO concept, a level.

Programmes ask them for each of their outcomes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mctool.cli.asking import as_id, ask, ask_id, choose, wrong
from mctool.cli.escoquestion import ask_concept
from mctool.cli.questionnaire import Question, Questionnaire, guide
from mctool.cli.textquestions import Preview, ask_text
from mctool.drafts import Details, Draft, draft_outcome
from mctool.models.values import Text
from mctool.previewing import Remark, is_blank, remarks
from mctool.rules.world import World
from mctool.themes import DraftedOutcome, common
from mctool.yamlsource import Loc

_TYPES = ("skill", "knowledge")


@dataclass(frozen=True)
class Layer:
    """A part of an outcome: what is asked about it, and where in the descriptor the answer shows."""

    part: str
    name: str
    words: str
    shows: tuple[Loc, ...]


LAYERS = (
    Layer("behaviour", "Act", "What does the learner do that others can see?", (("layers", "behaviour"),)),
    Layer("where", "Situation", "In which situation?", (("statement",), ("layers", "context"))),
    Layer("competence", "Competence", "Which competence is that, in words used anywhere?", (("layers", "competence"),)),
)
"""The three layers (guide 3.2.1)."""


def ask_layer(
    world: World, outcome: DraftedOutcome, layer: Layer, draft: Callable[[DraftedOutcome], Draft]
) -> DraftedOutcome:
    """*outcome* with one of its layers as answered, in each language, checked as a part of the whole outcome."""

    def changed(text: Text) -> DraftedOutcome:
        return outcome.model_copy(update={layer.part: text})

    offered: Text = getattr(outcome, layer.part)
    return changed(ask_text(world, layer.words, offered, Preview(lambda text: draft(changed(text)), layer.shows)))


@dataclass(frozen=True)
class _Answers:
    outcome: DraftedOutcome
    eqf_level: int | None


def ask_outcome(world: World, identity: str | None) -> tuple[Draft, ...]:
    """The file of a new outcome, as answered; *identity* is asked for when it is None."""
    name = identity or "outcome"
    blank = common().outcome.model_copy(update={"id": name})
    questions = [_layer(world, layer) for layer in LAYERS]
    questions += [_type(), _esco(world), _level(world)]
    if identity is None:
        questions.append(_id(world))
    guide(world, "outcome")
    guide(world, "layers")
    sheet = Questionnaire(world, questions, lambda it: (_draft(world, it),))
    return sheet.ask(_Answers(blank, Details.of_template(world.workspace.language).eqf_level))


def _draft(world: World, answers: _Answers) -> Draft:
    return draft_outcome(world.workspace, answers.outcome, answers.eqf_level)


def _with(answers: _Answers, **changed: object) -> _Answers:
    return replace(answers, outcome=answers.outcome.model_copy(update=changed))


def _layer(world: World, layer: Layer) -> Question[_Answers]:
    def asked(answers: _Answers) -> _Answers:
        found = ask_layer(world, answers.outcome, layer, lambda it: _draft(world, replace(answers, outcome=it)))
        return replace(answers, outcome=found)

    def shown(answers: _Answers) -> str:
        text: Text = getattr(answers.outcome, layer.part)
        return text.to(world.workspace.language)

    return Question(layer.name, asked, shown)


def _type() -> Question[_Answers]:
    def asked(answers: _Answers) -> _Answers:
        options = ("a skill: something that is done", "knowledge: something that is explained")
        at = choose("Is it a skill or knowledge?", options, _TYPES.index(answers.outcome.type))
        return _with(answers, type=_TYPES[at])

    return Question("Skill or knowledge", asked, lambda it: it.outcome.type)


def _esco(world: World) -> Question[_Answers]:
    def asked(answers: _Answers) -> _Answers:
        found = ask_concept(world, answers.outcome, lambda it: _draft(world, replace(answers, outcome=it)))
        return replace(answers, outcome=found)

    def shown(answers: _Answers) -> str:
        concept, reason = answers.outcome.esco, answers.outcome.no_esco_reason
        return concept.label if concept else f"none: {reason.to(world.workspace.language)}" if reason else ""

    return Question("ESCO concept", asked, shown)


def _level(world: World) -> Question[_Answers]:
    def asked(answers: _Answers) -> _Answers:
        def check(answer: str) -> Sequence[Remark]:
            if answer != "-" and answer not in tuple("12345678"):
                return (wrong("a level is a number from 1 to 8"),)
            without, given = (_draft(world, replace(answers, eqf_level=one)) for one in (None, _number(answer)))
            known = remarks(world, without)
            return [one for one in remarks(world, given) if one not in known]

        question = "EQF level, 1 to 8, or - for that of the programme"
        return replace(answers, eqf_level=_number(ask(question, str(answers.eqf_level or "-"), check)))

    return Question("EQF level", asked, lambda it: str(it.eqf_level or "that of the programme"))


def _number(answer: str) -> int | None:
    return None if answer == "-" else int(answer)


def _id(world: World) -> Question[_Answers]:
    def asked(answers: _Answers) -> _Answers:
        act = answers.outcome.behaviour.to(world.workspace.language)
        proposed = answers.outcome.id if answers.outcome.id != "outcome" else "" if is_blank(act) else as_id(act)
        return _with(answers, id=ask_id(world.workspace, "outcome", proposed))

    return Question("Id", asked, lambda it: it.outcome.id)
