"""The questions about a criterion of a rubric: what is looked at, what is seen or heard, what each level looks like."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mctool.cli.textquestions import Preview, ask_text
from mctool.drafts import Draft
from mctool.models.values import Text
from mctool.rules.world import World
from mctool.themes import DraftedCriterion
from mctool.yamlsource import Loc


@dataclass(frozen=True)
class _Part:
    """A text of a criterion: its question, its place in the criterion, and how it is read and changed."""

    question: str
    loc: Loc
    text: Callable[[DraftedCriterion], Text]
    changed: Callable[[DraftedCriterion, Text], DraftedCriterion]


def ask_criterion(
    world: World,
    criterion: DraftedCriterion,
    levels: Sequence[str],
    draft: Callable[[DraftedCriterion], Draft],
    at: int,
) -> DraftedCriterion:
    """*criterion* as answered; *draft* makes the rubric in which it stands at the place *at*."""
    for part in _parts(levels):
        criterion = _asked(world, criterion, part, draft, at)
    return criterion


def _parts(levels: Sequence[str]) -> Iterator[_Part]:
    yield _Part(
        "What is looked at, in two or three words?", ("title",),
        lambda it: it.title, lambda it, text: it.model_copy(update={"title": text}),
    )  # fmt: skip
    yield _Part(
        "What does an assessor see or hear?", ("indicators", 0),
        lambda it: it.indicator, lambda it, text: it.model_copy(update={"indicator": text}),
    )  # fmt: skip
    for place, level in enumerate(levels):
        yield _level(place, level)


def _level(place: int, level: str) -> _Part:
    def changed(criterion: DraftedCriterion, text: Text) -> DraftedCriterion:
        texts = (*criterion.levels[:place], text, *criterion.levels[place + 1 :])
        return criterion.model_copy(update={"levels": texts})

    return _Part(f"What is seen at «{level}»?", ("descriptors", level), lambda it: it.levels[place], changed)


def _asked(
    world: World, criterion: DraftedCriterion, part: _Part, draft: Callable[[DraftedCriterion], Draft], at: int
) -> DraftedCriterion:
    preview = Preview(lambda text: draft(part.changed(criterion, text)), (("criteria", at, *part.loc),))
    return part.changed(criterion, ask_text(world, part.question, part.text(criterion), preview))
