"""What ``mctool esco suggest`` finds for outcomes, shows, and writes when a person has chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mctool.errors import MctoolError, WorkspaceError

if TYPE_CHECKING:
    from mctool.models import Outcome
    from mctool.vocabularies.esco.core import CoreSubset
    from mctool.vocabularies.esco.index import Index
    from mctool.vocabularies.esco.search import Hit
    from mctool.vocabularies.esco.suggesting import Ranking
    from mctool.workspace import Descriptor, Workspace


@dataclass(frozen=True)
class Suggested:
    """The suggestions for one outcome."""

    outcome: "Descriptor[Outcome]"
    texts: Sequence[str]
    """What was asked with; empty when the outcome has no text in the language of the data."""
    hits: Sequence["Hit"]


@dataclass(frozen=True)
class Suggestions:
    """The suggestions for all outcomes asked for."""

    source: "Index | CoreSubset"
    outcomes: Sequence[Suggested]


def outcomes(workspace: "Workspace", name: str | None, every: bool) -> Sequence["Descriptor[Outcome]"]:
    """The outcomes asked for. Raises WorkspaceError when there are none, or when none or both are named."""
    from mctool.models.values import did_you_mean
    from mctool.workspace import nearest

    known = workspace.outcomes
    if every == (name is not None):
        raise WorkspaceError("name one outcome, or say --all")
    if name is None:
        if not known:
            raise WorkspaceError(f"there are no outcomes in {workspace.root}")
        return list(known.values())
    identity = Path(name).stem if name.endswith(".yaml") else name
    if identity not in known:
        raise WorkspaceError(
            f"there is no outcome «{identity}» in this workspace{did_you_mean(nearest(identity, known))}"
        )
    return [known[identity]]


def find(
    workspace: "Workspace",
    chosen: Sequence["Descriptor[Outcome]"],
    version: str | None,
    *,
    limit: int,
    prefer: str | None,
    semantic: bool,
) -> Suggestions:
    """The suggestions for the *chosen* outcomes, in the first of the workspace's languages that ESCO is loaded in."""
    from mctool.vocabularies.esco import installed
    from mctool.vocabularies.esco.suggesting import suggest

    library = installed()
    loaded = {index.language for index in library.indexes}
    language = next((one for one in workspace.languages if one in loaded), "en")
    source = library.source(version, language)
    also = _by_meaning(source) if semantic else None
    found = []
    for outcome in chosen:
        texts = _texts(outcome.model, source.language)
        foreign = not texts and also is not None
        texts = texts or (_texts(outcome.model, None) if foreign else ())
        found.append(Suggested(outcome, texts, suggest(source, texts, limit, prefer, also, foreign)))
    return Suggestions(source, found)


def _by_meaning(source: "Index | CoreSubset") -> "Ranking":
    from mctool.cli.terminal import say
    from mctool.vocabularies.esco.semantic import by_meaning

    def progress(done: int, labels: int) -> None:
        if done % 2560 == 0:
            say(f"placing the labels of ESCO by meaning, once: {done:,} of {labels:,}")

    return by_meaning(source, progress).ranked


def _texts(outcome: "Outcome", language: str | None) -> tuple[str, ...]:
    """The wordings of *outcome* in *language*: behaviour, competence, statement; without a language, in any."""
    wordings = (outcome.layers.behaviour, outcome.layers.competence, outcome.statement)
    told = (text.get(language, "") if language else text.to("en") for text in wordings if text is not None)
    return tuple(text for text in told if text.strip())


def as_json(found: Suggestions) -> dict[str, Any]:
    """*found* for programs."""
    from mctool.cli import escoviews as views

    return {
        **views.notice(found.source.about, found.source.version),
        "outcomes": [
            {
                "outcome": one.outcome.model.id,
                "path": one.outcome.path,
                "type": one.outcome.model.type.slug if one.outcome.model.type else None,
                "mapped": [mapping.uri for mapping in one.outcome.model.esco],
                "suggestions": [views.hit_json(hit) for hit in one.hits],
            }
            for one in found.outcomes
        ],
    }


def as_text(found: Suggestions) -> str:
    """*found* for people: YAML to choose from."""
    from mctool.cli import escoviews as views

    blocks = []
    for one in found.outcomes:
        lines = [one.outcome.path]
        lines += [f"  mapped now: {mapping.label or mapping.uri}" for mapping in one.outcome.model.esco]
        lines += [_nothing(one, found.source.language)] if not one.hits else ["  esco:"]
        lines += [views.hit_yaml(hit) for hit in one.hits]
        if one.hits and all(hit.grade == "weak" for hit in one.hits):
            lines.append("  # Nothing fits closely. Where none is right, no_esco_reason is the honest answer.")
        blocks.append("\n".join(lines))
    hits = [hit for one in found.outcomes for hit in one.hits]
    choose = ["", "Choose, and set match: exact, close, broad or narrow; nothing was written."] if hits else []
    return "\n\n".join(blocks) + "\n" + "\n".join([*choose, views.footer(found.source.about, hits)])


def _nothing(one: Suggested, language: str) -> str:
    if one.texts:
        return "  nothing fits; no_esco_reason is then the honest answer"
    return f"  no text in «{language}», the language of the ESCO data; --semantic searches across languages"


def write(
    workspace: "Workspace",
    chosen: Sequence["Descriptor[Outcome]"],
    uri: str,
    match: str,
    version: str | None,
) -> str:
    """Put the concept *uri* into the file of the one *chosen* outcome; what was done, in words.

    Raises MctoolError when several are chosen, or the concept is there already, obsolete, a group or not known.
    """
    from mctool import editing
    from mctool.vocabularies.esco import ATTRIBUTION, Verdict, judge

    if len(chosen) != 1:
        raise MctoolError("--write takes one outcome, since somebody must have chosen for it")
    outcome = chosen[0]
    if any(mapping.uri == uri for mapping in outcome.model.esco):
        raise MctoolError(f"{outcome.path} is mapped to {uri} already")
    judgement = judge(uri, version=version)
    if judgement.verdict is not Verdict.OK:
        raise MctoolError(f"{uri} was not written: {judgement.detail}")
    path = workspace.root / outcome.path
    text = path.read_text(encoding="utf-8")
    editing.write(path, editing.append(text, "esco", {"uri": uri, "label": judgement.label, "match": match}))
    return f"{outcome.path}: «{judgement.label}» added as {match} match (ESCO {judgement.version})\n{ATTRIBUTION}"
