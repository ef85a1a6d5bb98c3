"""The questions about learning outcomes: an act that can be seen, a situation, an ESCO concept, three levels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mctool.cli.asking import as_id, ask, choose, confirm
from mctool.cli.terminal import say
from mctool.drafting import draft_outcome, unfit_id
from mctool.findings import Severity
from mctool.models.values import Text
from mctool.previewing import Remark, concepts, remarks
from mctool.rules.world import World
from mctool.themes import LEVELS, DraftedConcept, DraftedCriterion, DraftedOutcome, common
from mctool.yamlsource import Loc


@dataclass(frozen=True)
class _Question:
    """What is asked about a part of an outcome, and where in the descriptor the answer shows."""

    part: str
    words: str
    shows: tuple[Loc, ...]


_QUESTIONS = (
    _Question("behaviour", "What does the learner do that others can see?", (("layers", "behaviour"),)),
    _Question("where", "In which situation?", (("statement",), ("layers", "context"))),
    _Question("competence", "Which competence is that, in words used anywhere?", (("layers", "competence"),)),
)


@dataclass(frozen=True)
class Outcomes:
    """Asks for the outcomes of a programme at *eqf_level* in the workspace of *world*."""

    world: World
    eqf_level: int

    def ask(self, drafted: Sequence[DraftedOutcome]) -> tuple[DraftedOutcome, ...]:
        """The outcomes of the template, reworded where somebody wants it, and further ones."""
        kept = []
        for outcome in drafted:
            say(f"Outcome: {outcome.statement.to(self.world.workspace.language)}")
            kept.append(
                self._reworded(outcome) if confirm("Change its words?", default=False) else self._named(outcome)
            )
        while confirm("Another outcome?" if kept else "Write an outcome now?", default=not kept):
            kept.append(self._new(kept))
        return tuple(kept)

    def _new(self, others: Sequence[DraftedOutcome]) -> DraftedOutcome:
        blank = common().outcome
        say("An outcome is one act that others can see, its object, and a situation (guide 3.2.1).")
        outcome = self._reworded(blank)
        taken = {one.id for one in others}
        name = ask(
            "Id of the outcome",
            as_id(outcome.behaviour.to(self.world.workspace.language)),
            self._free(taken),
            required=True,
        )
        criterion = self._criterion(blank.criterion, name)
        return self._mapped(outcome.model_copy(update={"id": name, "criterion": criterion}))

    def _named(self, outcome: DraftedOutcome) -> DraftedOutcome:
        """*outcome* under a name of its own where the workspace has one of that name already."""
        if not self.world.workspace.exists("outcome", outcome.id):
            return outcome
        say(f"  There is an outcome «{outcome.id}» already.")
        return outcome.model_copy(
            update={"id": ask("Another id for this one", f"{outcome.id}-2", self._free(set()), required=True)}
        )

    def _free(self, taken: set[str]) -> Callable[[str], Sequence[Remark]]:
        def check(answer: str) -> Sequence[Remark]:
            words = unfit_id(answer)
            if not words and (answer in taken or self.world.workspace.exists("outcome", answer)):
                words = f"there is an outcome «{answer}» already"
            return (Remark(Severity.ERROR, "", words),) if words else ()

        return check

    def _reworded(self, outcome: DraftedOutcome) -> DraftedOutcome:
        for question in _QUESTIONS:
            for language in self.world.workspace.languages:
                outcome = self._asked(outcome, question, language)
        return outcome

    def _asked(self, outcome: DraftedOutcome, question: _Question, language: str) -> DraftedOutcome:
        """*outcome* with one part in one language as answered, checked as a part of the whole outcome."""
        written: Text = getattr(outcome, question.part)

        def changed(answer: str) -> DraftedOutcome:
            return outcome.model_copy(update={question.part: Text({**written, language: answer})})

        def check(answer: str) -> Sequence[Remark]:
            draft = draft_outcome(self.world.workspace, changed(answer), self.eqf_level)
            return remarks(self.world, draft, [(*loc, language) for loc in question.shows])

        offered = written.get(language, "")
        answer = ask(f"{question.words} ({language})", "" if offered.startswith("<") else offered, check)
        return changed(answer) if answer else outcome

    def _mapped(self, outcome: DraftedOutcome) -> DraftedOutcome:
        """*outcome* with the ESCO concept that somebody chose, or the reason why none fits."""
        hits = concepts(self.world, (outcome.behaviour, outcome.competence, outcome.statement))
        at = 0
        if hits:
            at = choose("Which ESCO concept is it?", ["none of these fits", *(one.concept.label for one in hits)])
        if at:
            concept = hits[at - 1].concept
            chosen = DraftedConcept(uri=concept.uri, label=concept.label)
            return outcome.model_copy(
                update={"esco": chosen, "no_esco_reason": None, "reusability": concept.reuse or outcome.reusability}
            )
        blank = common().outcome.no_esco_reason or Text({})
        language = self.world.workspace.language
        reason = ask(f"Why does no concept of ESCO fit? ({language})")
        return outcome.model_copy(update={"no_esco_reason": Text({**blank, language: reason}) if reason else blank})

    def _criterion(self, blank: DraftedCriterion, name: str) -> DraftedCriterion:
        language = self.world.workspace.language
        say("How is it rated? Describe what is seen or heard (guide 3.2.2); Enter leaves a blank.")
        title = ask(f"What is looked at, in two or three words? ({language})")
        indicator = ask(f"What does an assessor see or hear? ({language})")
        said = [ask(f"What is seen at «{level}»? ({language})") for level in LEVELS]
        levels = tuple(
            Text({**text, language: words}) if words else text for text, words in zip(blank.levels, said, strict=True)
        )
        named = Text({**blank.title, language: title}) if title else blank.title
        shown = Text({**blank.indicator, language: indicator}) if indicator else blank.indicator
        return blank.model_copy(update={"id": name, "title": named, "indicator": shown, "levels": levels})
