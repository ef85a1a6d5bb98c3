"""From a packaged template to the text of a descriptor: wording by language, advice as comments, its schema."""

import json
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mctool.fixing.schemacomment import schema_comment
from mctool.models.values import Text
from mctool.themes import LEVELS, DraftedCriterion, folder
from mctool.yamlsource import Source

if TYPE_CHECKING:
    from jinja2 import Environment

EDITOR_SETTINGS = ".vscode/settings.json"
"""Where this file names the schemas, descriptors need no comment that does."""

_WIDTH = 116  # characters of a comment line


class Templates:
    """The templates of descriptors, for a workspace in certain languages."""

    def __init__(self, languages: tuple[str, ...], *, schema_comments: bool) -> None:
        """*languages*, the primary one first: texts come in all of them, advice in the first that it is written in."""
        self._languages = languages
        self._schema_comments = schema_comments
        self._environment = _environment()
        self._advice: Mapping[str, Mapping[str, str]] = Source.from_bytes(
            (folder() / "advice.yaml").read_bytes()
        ).data  # fmt: skip
        self._environment.globals.update(
            words=self.words, quoted=quoted, levels=_levels, advice=self.advice, languages=self._languages
        )

    def render(self, kind: str, about: Mapping[str, object]) -> str:
        """The descriptor of *kind* with what *about* says, under the comment that tells editors its schema."""
        text = self._environment.get_template(f"{kind}.yaml").render(about)
        return f"{schema_comment(kind)}\n{text}" if self._schema_comments else text

    def words(self, text: Text, indent: int) -> str:
        """The text by language, one a line; what is not written in a language is left to be translated."""
        lines = ((code, text[code] if code in text else f"TODO: {text.to('en')}") for code in self._languages)
        return "".join(f"\n{' ' * indent}{code}: {quoted(line)}" for code, line in lines)

    def advice(self, about: str) -> str:
        """The guide's advice on a part of a descriptor, as comment lines."""
        said = self._advice[about]
        words = said[next((code for code in self._languages if code in said), "en")]
        return "\n".join(textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="# "))


def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(  # noqa: S701 - YAML, not HTML
        loader=FileSystemLoader(folder()), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )


def quoted(text: str) -> str:
    """*text* in double quotes, as YAML and JSON read it, its letters as they are."""
    return json.dumps(text, ensure_ascii=False)


def _levels(criterion: DraftedCriterion) -> tuple[tuple[str, Text], ...]:
    """The levels of *criterion*, each with its description."""
    return tuple(zip(LEVELS, criterion.levels, strict=True))
