"""The outcomes of a programme that is asked for: those of its template, and further ones, each with its criterion."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mctool.cli.asking import advise, as_id, ask_id, confirm
from mctool.cli.criterionquestions import ask_criterion
from mctool.cli.escoquestion import ask_concept
from mctool.cli.outcomequestions import LAYERS, ask_layer
from mctool.cli.questionnaire import guide
from mctool.cli.terminal import say
from mctool.drafts import Draft, DraftedRubric, Rated, draft_outcome, draft_rubric
from mctool.previewing import is_blank
from mctool.rules.world import World
from mctool.themes import LEVELS, DraftedCriterion, DraftedOutcome, common


@dataclass(frozen=True)
class Outcomes:
    """Asks for the outcomes of a programme at *eqf_level* in the workspace of *world*."""

    world: World
    eqf_level: int

    def ask(self, drafted: Sequence[DraftedOutcome]) -> tuple[DraftedOutcome, ...]:
        """The outcomes of the template, reworded where somebody wants it, and further ones."""
        kept = []
        for outcome in drafted:
            advise(f"Outcome: {outcome.statement.to(self.world.workspace.language)}", edge="")
            kept.append(
                self._reworded(outcome) if confirm("Change its words?", default=False) else self._named(outcome)
            )
        while confirm("Another outcome?" if kept else "Write an outcome now?", default=not kept):
            kept.append(self._new({one.id for one in kept}))
        return tuple(kept)

    def _new(self, taken: Collection[str]) -> DraftedOutcome:
        guide(self.world, "outcome")
        outcome = self._reworded(common().outcome)
        act = outcome.behaviour.to(self.world.workspace.language)
        name = ask_id(self.world.workspace, "outcome", "" if is_blank(act) else as_id(act), taken=taken)
        outcome = outcome.model_copy(update={"id": name, "criterion": self._criterion(outcome.criterion, name)})
        return ask_concept(self.world, outcome, self._draft)

    def _named(self, outcome: DraftedOutcome) -> DraftedOutcome:
        """*outcome* under a name of its own where the workspace has one of that name already."""
        workspace = self.world.workspace
        if not workspace.exists("outcome", outcome.id):
            return outcome
        say(f"  There is an outcome «{outcome.id}» already.")
        name = ask_id(workspace, "outcome", f"{outcome.id}-2", question="Another id for this one")
        return outcome.model_copy(update={"id": name})

    def _reworded(self, outcome: DraftedOutcome) -> DraftedOutcome:
        for layer in LAYERS:
            outcome = ask_layer(self.world, outcome, layer, self._draft)
        return outcome

    def _criterion(self, blank: DraftedCriterion, name: str) -> DraftedCriterion:
        """The criterion that rates the outcome *name*."""

        def draft(criterion: DraftedCriterion) -> Draft:
            rubric = DraftedRubric("rubric", common().rubric, (Rated(name, criterion),))
            return draft_rubric(self.world.workspace, rubric)

        guide(self.world, "rubric")
        return ask_criterion(self.world, blank.model_copy(update={"id": name}), LEVELS, draft, 0)

    def _draft(self, outcome: DraftedOutcome) -> Draft:
        return draft_outcome(self.world.workspace, outcome, self.eqf_level)
