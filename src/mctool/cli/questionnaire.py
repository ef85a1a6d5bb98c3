"""A new descriptor, asked for part by part; then all answers in view, and each can be changed."""

import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import typer

from mctool.cli.asking import advise, ask, tell, wrong
from mctool.cli.terminal import plural, say
from mctool.drafts import Draft
from mctool.previewing import Remark, remarks
from mctool.rules.world import World
from mctool.templating import Templates
from mctool.yamlsource import Loc

A = TypeVar("A")


@dataclass(frozen=True)
class Question(Generic[A]):
    """A part of the answers: its name, how it is asked, and how it is shown."""

    name: str
    ask: Callable[[A], A]
    shown: Callable[[A], str]


@dataclass(frozen=True)
class Questionnaire(Generic[A]):
    """The questions about a descriptor, in their order, and the files that answers make, the descriptor's first.

    In the end the rules are asked about all of the descriptor, or about what *shows* names.
    """

    world: World
    questions: Sequence[Question[A]]
    files: Callable[[A], tuple[Draft, ...]]
    shows: Collection[Loc] = ((),)

    def ask(self, offered: A) -> tuple[Draft, ...]:
        """The files as answered, *offered* what is not asked for. Ends the command when nothing is to be written."""
        advise("Enter takes what is in brackets, or leaves it open; Ctrl-C writes nothing.", edge="")
        given = offered
        for question in self.questions:
            given = question.ask(given)
        while True:
            self._review(given)
            chosen = ask("Enter writes it, a number changes an answer, «no» writes nothing", "", self._choice)
            if not chosen:
                return self.files(given)
            if chosen == "no":
                raise typer.Exit(1)
            given = self.questions[int(chosen) - 1].ask(given)

    def _choice(self, answer: str) -> Sequence[Remark]:
        if answer == "no" or (answer.isdecimal() and 1 <= int(answer) <= len(self.questions)):
            return ()
        return (wrong(f"press Enter, or answer with a number from 1 to {len(self.questions)} or «no»"),)

    def _review(self, given: A) -> None:
        """Shows the files and the answers, and what the rules say of them together."""
        files = self.files(given)
        say("")
        for one in files:
            say(one.path + (f", {plural(one.blanks, 'blank')} left" if one.blanks else ""))
        most = shutil.get_terminal_size().columns - 1
        for at, question in enumerate(self.questions, 1):
            line = f"  {at:>2}  {question.name}: {question.shown(given) or '(left out)'}"
            say(line if len(line) <= most else f"{line[: most - 1]}…")
        tell(remarks(self.world, files[0], self.shows))


def guide(world: World, about: str) -> None:
    """Says the guide's advice on a part of a descriptor, as templates have it in a comment."""
    advise(Templates(world.workspace.languages, schema_comments=False).advised(about))
