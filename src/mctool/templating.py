"""From a packaged template to the text of a descriptor: wording by language, advice as comments, its schema."""

import json
import re
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mctool.fixing.schemacomment import schema_comment
from mctool.models.values import Text
from mctool.themes import folder
from mctool.yamlsource import Source, plain
from mctool.yamlsource.scalars import elsewhere

if TYPE_CHECKING:
    from jinja2 import Environment

EDITOR_SETTINGS = ".vscode/settings.json"
"""Where this file names the schemas, descriptors need no comment that does."""

_WIDTH = 116  # characters of a comment line
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that YAML refuses or takes for the end of a line; in quotes they are written by their number."""


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
            words=self.words, quoted=quoted, scalar=scalar, advice=self.advice, advised=self.advised,
            languages=self._languages,
        )  # fmt: skip
        self._environment.filters["scalar"] = scalar

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
        lines = textwrap.wrap(
            self.advised(about), _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
        )
        return "\n".join(lines)

    def advised(self, about: str) -> str:
        """The guide's advice on a part of a descriptor, in the first of the languages that has it."""
        said = self._advice[about]
        return said[next((code for code in self._languages if code in said), "en")]


def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(  # noqa: S701 - YAML, not HTML
        loader=FileSystemLoader(folder()), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )


def quoted(text: str) -> str:
    """*text* in double quotes, as YAML and JSON read it, its letters as they are."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def scalar(text: str) -> str:
    """*text* as a value of YAML: without quotes where every reader takes it for this text."""
    safe = re.fullmatch(r"[A-Za-z0-9]+(?:[ ./_-]+[A-Za-z0-9]+)*", text) and plain(text) == text and not elsewhere(text)
    return text if safe else quoted(text)
