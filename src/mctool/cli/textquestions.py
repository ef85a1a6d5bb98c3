"""Texts that people read, asked for in each language of the workspace and checked as parts of their descriptor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mctool.cli.asking import ask
from mctool.drafts import Draft
from mctool.models.values import Text
from mctool.previewing import Remark, is_blank, remarks
from mctool.rules.world import World
from mctool.yamlsource import Loc


@dataclass(frozen=True)
class Preview:
    """Where a text shows: the draft that it makes, and the places in it that the rules are asked about."""

    draft: Callable[[Text], Draft]
    shows: tuple[Loc, ...]


def ask_text(world: World, question: str, offered: Text, preview: Preview) -> Text:
    """The text in each language of the workspace; Enter takes what is *offered* there.

    A language in which nobody gives words keeps the template's, or is left to be translated; a text that nobody gives
    in any language stays a blank.
    """
    languages = world.workspace.languages
    text = Text({languages[0]: offered.to(languages[0]), **offered}) if _open(offered) else offered
    for language in languages:

        def check(answer: str, language: str = language, text: Text = text) -> Sequence[Remark]:
            if is_blank(answer):
                return ()
            draft = preview.draft(Text({**text, language: answer}))
            return remarks(world, draft, [(*loc, language) for loc in preview.shows])

        there = text.get(language, "")
        answer = ask(f"{question} ({language})", "" if is_blank(there) else there, check)
        text = Text({**text, language: answer}) if answer else text
    said = {code: words for code, words in text.items() if not is_blank(words) or words != offered.get(code)}
    return text if _open(Text(said)) else Text(said)


def _open(text: Text) -> bool:
    """Whether *text* says nothing yet in any language."""
    return all(is_blank(words) for words in text.values())
