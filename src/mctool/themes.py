"""Programme templates: themes of the guide in mctool's own words, and what all of them share (guide 3.4.1)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mctool import resources
from mctool.errors import MctoolError
from mctool.models.values import Id, Line, Many, Model, Text, did_you_mean
from mctool.workspace import nearest
from mctool.yamlsource import Source

LEVELS = ("insufficient", "acceptable", "distinction")
"""The levels of a rubric from a template, from worst to best; the second is the minimum."""


class DraftedCriterion(Model):
    """A criterion; ``levels`` are worded from worst to best."""

    id: Id
    title: Text
    indicator: Text
    levels: Many[Text]


class DraftedConcept(Model):
    """The concept of ESCO that an outcome is near to."""

    uri: Line
    label: Line


class DraftedOutcome(Model):
    """An outcome and its criterion. ``where`` continues the sentence that ``behaviour`` begins."""

    id: Id
    competence: Text
    behaviour: Text
    where: Text
    type: Line = "skill"
    esco: DraftedConcept | None = None
    no_esco_reason: Text | None = None
    reusability: Line
    criterion: DraftedCriterion

    @property
    def statement(self) -> Text:
        """Behaviour and situation in one sentence, in the languages that both are written in."""
        both = (code for code in self.behaviour if code in self.where)
        return Text({code: f"{self.behaviour[code]} {self.where[code]}" for code in both})

    @property
    def context(self) -> Text:
        """The situation as a layer of its own."""
        return Text({code: words[0].upper() + words[1:] for code, words in self.where.items()})


class DraftedTask(Model):
    """The assessment by which the outcomes are shown."""

    id: Id
    method: Line
    type: Line
    title: Text
    description: Text


class Theme(Model):
    """A programme template: what is of its theme. ``task`` and ``outcomes`` are missing in the blank one."""

    title: Text
    about: Text
    summary: Text
    task: DraftedTask | None = None
    outcomes: Many[DraftedOutcome] = ()


class Common(Model):
    """Texts and blanks that all templates share; a blank is worded in the language of whoever fills it."""

    prerequisites: Text
    renewal: Text
    ground_rules: Text
    support: Text
    coordinator: Text
    agency: Text
    outcome_id: Text
    first_day: Text
    last_day: Text
    task: Text
    name: Text
    rubric: Text
    title: Text
    about: Text
    summary: Text
    outcome: DraftedOutcome


def themes() -> tuple[str, ...]:
    """The names of the programme templates."""
    return tuple(sorted(path.stem for path in (folder() / "themes").glob("*.yaml")))


def theme(name: str) -> Theme:
    """The programme template *name*. Raises MctoolError when there is none."""
    if name not in themes():
        near = did_you_mean(nearest(name, themes()))
        raise MctoolError(f"there is no template «{name}»{near}; there are {', '.join(themes())}")
    return Theme.model_validate(_data(f"themes/{name}.yaml"))


def blank_theme() -> Theme:
    """The template without a theme: blanks, no outcomes and no task."""
    shared = common()
    return Theme(title=shared.title, about=shared.about, summary=shared.summary)


def common() -> Common:
    """What all templates share."""
    return Common.model_validate(_data("common.yaml"))


def folder() -> Path:
    """Where the templates of descriptors are."""
    return resources.folder("templates") / "descriptors"


def _data(name: str) -> object:
    return _translated(_read(name), {path.stem: _read(f"translations/{path.name}") for path in _translations()})


def _translations() -> list[Path]:
    return sorted((folder() / "translations").glob("*.yaml"))


def _translated(value: Any, tables: Mapping[str, Mapping[str, str]]) -> Any:
    """*value* with each text, which has its English words under ``en``, also in the languages of *tables*."""
    if isinstance(value, list):
        return [_translated(item, tables) for item in value]
    if not isinstance(value, dict):
        return value
    words = value.get("en")
    if isinstance(words, str):
        return value | {code: table[words] for code, table in tables.items() if words in table}
    return {key: _translated(item, tables) for key, item in value.items()}


def _read(name: str) -> Any:
    return Source.from_bytes((folder() / name).read_bytes()).data
