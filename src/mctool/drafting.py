"""New descriptors: from the packaged templates with the guide's advice as comments, or from one that is there.

What the institution must decide is left as a blank in angle brackets, which rule MC008 finds (guide 3.4.1).
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from mctool import resources
from mctool.editing import dump, load, write
from mctool.errors import MctoolError
from mctool.models.values import Id, Line, Many, Model, Text, did_you_mean
from mctool.vocabularies.countries import country_alpha2
from mctool.workspace import Workspace, nearest
from mctool.yamlsource import Source

Kind = Literal["programme", "outcome", "rubric", "cohort", "institution"]
_LEVELS = ("insufficient", "acceptable", "distinction")
_NOT_COPIED = {
    "programme": ("approvals", "review"), "cohort": ("results", "quality_review"),
    "outcome": (), "rubric": (), "institution": (),
}  # fmt: skip
"""What is true of the one that is copied only."""


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
    esco: DraftedConcept | None = None
    no_esco_reason: Text | None = None
    reusability: Line
    criterion: DraftedCriterion

    @property
    def statement(self) -> Text:
        """Behaviour and situation in one sentence."""
        return Text({code: f"{self.behaviour[code]} {self.where[code]}" for code in self.behaviour})

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
    """Texts and blanks that all templates share."""

    prerequisites: Text
    renewal: Text
    ground_rules: Text
    support: Text
    name: Text
    rubric: Text
    title: Text
    about: Text
    summary: Text
    outcome: DraftedOutcome


@dataclass(frozen=True)
class Draft:
    """A file to be written: kind and id of its descriptor, and its text."""

    kind: str
    id: str
    text: str

    @property
    def path(self) -> str:
        """Where it belongs in the workspace."""
        return f"{self.id}.yaml" if self.kind == "institution" else f"{self.kind}s/{self.id}.yaml"


def themes() -> tuple[str, ...]:
    """The names of the programme templates."""
    return tuple(sorted(path.stem for path in (_folder() / "themes").glob("*.yaml")))


def theme(name: str) -> Theme:
    """The programme template *name*. Raises MctoolError when there is none."""
    if name not in themes():
        near = did_you_mean(nearest(name, themes()))
        raise MctoolError(f"there is no template «{name}»{near}; there are {', '.join(themes())}")
    return Theme.model_validate(_data(f"themes/{name}.yaml"))


def draft(workspace: Workspace, kind: Kind, identity: str, *, source: str | None, today: date) -> tuple[Draft, ...]:
    """The files of a new descriptor of *kind*, and for a programme template those of its outcomes and rubric.

    *source* names one of that kind in the workspace, for a programme also a template, for a cohort its programme.
    Raises MctoolError for an id or a source that cannot be, or when a file would be overwritten.
    """
    _refuse_id(identity)
    there = workspace.by_kind.get(kind, {})
    if source is not None and source in there:
        drafts = [_copied(there[source].source.text, kind, identity)]
    elif kind == "programme":
        drafts = _programme(workspace, identity, source, today)
    elif kind == "cohort":
        drafts = [_cohort(workspace, identity, source, today)]
    elif source is not None:
        raise MctoolError(f"there is no {kind} «{source}» in this workspace{did_you_mean(nearest(source, there))}")
    else:
        drafts = [_blank(workspace, kind, identity)]
    for one in drafts:
        if (workspace.root / one.path).exists() or workspace.exists(one.kind, one.id):
            raise MctoolError(f"{one.path} is already there; nothing was written")
    return tuple(drafts)


def write_drafts(root: Path, drafts: tuple[Draft, ...]) -> None:
    """Writes *drafts* below *root*. Raises WorkspaceError when the folder cannot be written."""
    for one in drafts:
        path = root / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, one.text)


def _programme(workspace: Workspace, identity: str, source: str | None, today: date) -> list[Draft]:
    common = _common()
    chosen = theme(source) if source else Theme(title=common.title, about=common.about, summary=common.summary)
    rubric = f"{identity}-{chosen.task.id}" if chosen.task else ""
    render = _renderer(workspace.languages)
    shared = {"renewal": common.renewal, "ground_rules": common.ground_rules, "support": common.support}
    about = {
        "id": identity,
        "theme": chosen,
        "rubric": rubric,
        "year": today.year,
        "prerequisites": common.prerequisites,
    }
    drafts = [Draft("programme", identity, render("programme", about | shared))]
    drafts += [Draft("outcome", one.id, render("outcome", {"outcome": one})) for one in chosen.outcomes]
    if chosen.task is not None:
        what = {"id": rubric, "title": chosen.task.title, "outcomes": chosen.outcomes}
        drafts.append(Draft("rubric", rubric, render("rubric", what)))
    return drafts


def _cohort(workspace: Workspace, identity: str, source: str | None, today: date) -> Draft:
    programmes = workspace.programmes
    if source is None or source not in programmes:
        named = f"there is no programme or cohort «{source}»" if source else "of which programme? say --from PROGRAMME"
        raise MctoolError(f"{named}; there are {', '.join(sorted(programmes)) or 'none'}")
    about = {"id": identity, "programme": source, "version": programmes[source].model.version, "day": today}
    return Draft("cohort", identity, _renderer(workspace.languages)("cohort", about))


def _blank(workspace: Workspace, kind: Kind, identity: str) -> Draft:
    common, render = _common(), _renderer(workspace.languages)
    if kind == "institution":
        return Draft(kind, identity, _institution(workspace, identity, common))
    outcome = common.outcome
    if kind == "outcome":
        return Draft("outcome", identity, render(kind, {"outcome": outcome.model_copy(update={"id": identity})}))
    served = outcome.model_copy(update={"id": "<id of an outcome>"})
    about = {"id": identity, "title": common.rubric, "outcomes": [served]}
    return Draft("rubric", identity, render("rubric", about))


def _institution(workspace: Workspace, identity: str, common: Common) -> str:
    there = workspace.institution
    country = there.model.address.country.slug if there and there.model.address else "POL"
    names = "\n".join(
        f"  {code}: {json.dumps(common.name.to(code), ensure_ascii=False)}" for code in workspace.languages
    )
    return (
        f"# Who awards. «eidas» must be the organizationIdentifier in your seal certificate.\nkind: institution\n"
        f"id: {identity}\nname:\n{names}\naddress: {{country: {country}}}\n"
        f'# registration: {{number: "…", country: {country}}}\n'
        f"# eidas: {{number: VAT{country_alpha2(country) or ''}-…, country: {country}}}\n"
    )


def _copied(text: str, kind: str, identity: str) -> Draft:
    document = load(text)
    document["id"] = identity
    for key in _NOT_COPIED[kind]:
        document.pop(key, None)
    return Draft(kind, identity, dump(document, text))


def _renderer(languages: tuple[str, ...]) -> Callable[[str, Mapping[str, object]], str]:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(  # noqa: S701 - YAML, not HTML
        loader=FileSystemLoader(_folder()), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )

    def words(text: Text, indent: int) -> str:
        """The text by language, one a line; what the template cannot say is left to be translated."""
        lines = ((code, text[code] if code in text else f"TODO: {text.to('en')}") for code in languages)
        return "".join(f"\n{' ' * indent}{code}: {json.dumps(line, ensure_ascii=False)}" for code, line in lines)

    def levels(criterion: DraftedCriterion) -> tuple[tuple[str, Text], ...]:
        return tuple(zip(_LEVELS, criterion.levels, strict=True))

    tools = {"words": words, "levels": levels, "languages": languages}
    return lambda name, about: environment.get_template(f"{name}.yaml").render({**tools, **about})


def _refuse_id(identity: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identity) or len(identity) > 100:
        raise MctoolError(f"«{identity}» is no id; write lower-case words joined by hyphens, such as active-listening")


def _common() -> Common:
    return Common.model_validate(_data("common.yaml"))


def _folder() -> Path:
    return resources.folder("templates") / "descriptors"


def _data(name: str) -> object:
    return Source.from_bytes((_folder() / name).read_bytes()).data
