"""Which ESCO concept an outcome is: suggestions, a search in other words, or the reason why none fits."""

from collections.abc import Callable, Sequence

from mctool.cli.asking import ask, choose
from mctool.cli.terminal import say
from mctool.cli.textquestions import Preview, ask_text
from mctool.drafts import Draft
from mctool.models.values import Text
from mctool.previewing import Remark, concepts, remarks
from mctool.rules.world import World
from mctool.themes import DraftedConcept, DraftedOutcome, common
from mctool.vocabularies.esco.concepts import ATTRIBUTION
from mctool.vocabularies.esco.search import Hit


def ask_concept(world: World, outcome: DraftedOutcome, draft: Callable[[DraftedOutcome], Draft]) -> DraftedOutcome:
    """*outcome* with the concept that somebody chose, under its official label, or with the reason why none fits."""
    texts: tuple[Text, ...] = (outcome.behaviour, outcome.competence, outcome.statement)
    while True:
        hits = concepts(world, texts)
        at = _chosen(world, outcome, hits, draft) if hits else 0
        if at:
            return _mapped(outcome, hits[at - 1])
        words = ask("Other words to look for in ESCO (Enter: no concept fits)")
        if not words:
            return _without(world, outcome, draft)
        texts = (Text(dict.fromkeys((*world.workspace.languages, "en"), words)),)
        if not concepts(world, texts):
            say(f"  Nothing is near to «{words}».")


def _chosen(
    world: World, outcome: DraftedOutcome, hits: Sequence[Hit], draft: Callable[[DraftedOutcome], Draft]
) -> int:
    def check(at: int) -> Sequence[Remark]:
        return remarks(world, draft(_mapped(outcome, hits[at - 1])), [("esco",)]) if at else ()

    say(ATTRIBUTION)
    shown = (f"{one.concept.label} ({one.concept.type or 'skill'}, {one.grade})" for one in hits)
    there = outcome.esco.uri if outcome.esco else ""
    default = next((at for at, one in enumerate(hits, 1) if one.concept.uri == there), 0)
    return choose("Which ESCO concept is it?", ["none of these fits", *shown], default, check)


def _mapped(outcome: DraftedOutcome, hit: Hit) -> DraftedOutcome:
    concept = hit.concept
    return outcome.model_copy(update={
        "esco": DraftedConcept(uri=concept.uri, label=concept.label), "no_esco_reason": None,
        "reusability": concept.reuse or outcome.reusability,
    })  # fmt: skip


def _without(world: World, outcome: DraftedOutcome, draft: Callable[[DraftedOutcome], Draft]) -> DraftedOutcome:
    def reasoned(reason: Text) -> DraftedOutcome:
        return outcome.model_copy(update={"esco": None, "no_esco_reason": reason})

    blank = outcome.no_esco_reason or common().outcome.no_esco_reason or Text({})
    preview = Preview(lambda reason: draft(reasoned(reason)), (("no_esco_reason",),))
    return reasoned(ask_text(world, "Why does no concept of ESCO fit?", blank, preview))
