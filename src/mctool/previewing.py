"""What the rules say of a draft before it is written, so that somebody who answers questions hears it at once."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import ValidationError

from mctool import register
from mctool.checking import policed
from mctool.drafts import Draft
from mctool.findings import TOP, Finding, Severity, Span
from mctool.identities import Identity
from mctool.models import KINDS, Model
from mctool.models.values import Text
from mctool.rules import ALL, completeness, dignity, limits, outcomes, privacy
from mctool.rules.registry import Hit, Rule
from mctool.rules.world import World
from mctool.vocabularies.esco.search import Hit as EscoHit
from mctool.workspace import Descriptor
from mctool.workspace.faults import shape_faults
from mctool.yamlsource import Loc, Source

if TYPE_CHECKING:
    from mctool.vocabularies.verbs import Decision

_AMONG_OTHERS = (outcomes.outcome_stated_twice, outcomes.competence_worded_differently)
"""Rules over the workspace that compare a descriptor with others of its kind."""

_ON_TEXTS = (
    completeness.part_named_twice, privacy.personal_data_in_tracked_file, dignity.profiling_or_trait_wording,
    dignity.forced_disclosure_wording, limits.text_too_long, limits.markup_in_text, limits.character_not_portable,
)  # fmt: skip
"""Rules over the workspace that read each descriptor by itself. MC008 is not among them: a blank is left knowingly."""

_BLANK = re.compile("<[^<>/@]{6,}>")
_OPEN = re.compile(rf'{_BLANK.pattern}|"TODO: ')


@dataclass(frozen=True)
class Remark:
    """A rule's word on a part of a draft; without a code it is the format that does not take the value."""

    severity: Severity
    code: str
    words: str


@dataclass(frozen=True)
class _Drafted(World):
    """A world in which a draft is written; what has nothing to do with it comes from the world *around*."""

    around: World
    path: str

    @cached_property
    def identities(self) -> Mapping[str, Identity] | None:
        """As around."""
        return self.around.identities

    @cached_property
    def register_entries(self) -> tuple[tuple[str, register.Entry], ...]:
        """As around."""
        return self.around.register_entries

    @cached_property
    def verb_decisions(self) -> "tuple[Decision, ...]":
        """As around."""
        return self.around.verb_decisions

    @cached_property
    def tracked(self) -> tuple[str, ...]:
        """The draft, which will be."""
        return (self.path,)


def is_blank(words: str) -> bool:
    """Whether *words* hold a blank: something in angle brackets that is still to be said."""
    return _BLANK.search(words) is not None


def remarks(world: World, draft: Draft, parts: Collection[Loc] = ((),)) -> tuple[Remark, ...]:
    """What the rules on descriptors of this kind say about *parts* of *draft*, or of all of it: errors first.

    The same rules, with the severities that the policy gives them, as ``mctool validate`` runs; of those over the whole
    workspace the ones that speak of one descriptor. Nothing is said of a text that is a blank or waits for translation.
    """
    source = Source(draft.text)
    if not isinstance(source.data, dict):
        return tuple(Remark(Severity.ERROR, "", f"{one.message}. {one.help}".strip()) for one in source.faults[:1])
    data = source.data
    if isinstance(data.get("results"), str):
        data = {**data, "results": []}  # the table of a draft is empty
    try:
        model = KINDS[draft.kind].model_validate(data, context={"language": world.workspace.language})
    except ValidationError as error:
        faults = shape_faults(KINDS[draft.kind], error)
        concerned = [one for one in faults if any(_within(one.loc, part) for part in parts)]
        return tuple(Remark(Severity.ERROR, "", f"{one.message}. {one.help}".strip(" .")) for one in concerned)
    descriptor: Descriptor[Model] = Descriptor(draft.path, source, model)
    found = {
        Remark(finding.severity, finding.code, f"{finding.message}. {finding.help}".rstrip()): None
        for rule, hit in _hits(world, descriptor, draft)
        if any(_concerns(hit, descriptor, part) for part in parts) and not _open(hit, descriptor)
        if (finding := _judged(world, descriptor, rule, hit)) is not None
    }
    return tuple(sorted(found, key=lambda one: list(Severity).index(one.severity)))


def _hits(world: World, descriptor: Descriptor[Model], draft: Draft) -> Iterator[tuple[Rule, Hit]]:
    workspace = world.workspace
    others = workspace.by_kind.get(draft.kind, {})
    among = replace(workspace, by_kind={**workspace.by_kind, draft.kind: {**others, draft.id: descriptor}})
    alone = replace(workspace, by_kind={
        "institution": workspace.by_kind.get("institution", {}), draft.kind: {draft.id: descriptor},
    })  # fmt: skip
    full = _Drafted(among, world.today, world, draft.path)
    for rule in ALL:
        if rule.over == draft.kind:
            yield from ((rule, hit) for hit in rule.check(descriptor, full))
    only = _Drafted(alone, world.today, world, draft.path)
    for rules, seen in ((_AMONG_OTHERS, full), (_ON_TEXTS, only)):
        for rule in rules:
            yield from ((rule, hit) for hit in rule.check(seen) if hit.at is not None and hit.at[0] == draft.path)


def _judged(world: World, descriptor: Descriptor[Model], rule: Rule, hit: Hit) -> Finding | None:
    finding = Finding(descriptor.path, TOP, rule.code, rule.name, rule.severity, hit.message, hit.help)
    return finding if rule.guard else policed(world, finding)


def concepts(world: World, texts: Sequence[Text], limit: int = 5) -> tuple[EscoHit, ...]:
    """The concepts of ESCO that an outcome with these *texts* may be mapped to, likeliest first. Blanks say nothing."""
    from mctool.vocabularies.esco import installed
    from mctool.vocabularies.esco.suggesting import suggest

    settings = world.workspace.settings.esco
    library = installed()
    loaded = {index.language for index in library.indexes}
    language = next((one for one in world.workspace.languages if one in loaded), "en")
    source = library.source(settings.version if settings else None, language)
    said = [text[source.language] for text in texts if source.language in text]
    return suggest(source, [words for words in said if not is_blank(words)], limit)


def _concerns(hit: Hit, descriptor: Descriptor[Model], part: Loc) -> bool:
    if not part:
        return True
    return _within(hit.loc, part) if hit.at is None else _overlap(hit.at[1], descriptor.source.span(part))


def _within(loc: Loc, part: Loc) -> bool:
    """Whether *loc* is at *part* or below it, or is a whole that *part* belongs to."""
    shared = min(len(loc), len(part))
    return loc[:shared] == part[:shared] and (shared > 0 or not part)


def _overlap(one: Span, other: Span) -> bool:
    return (one.line, one.column) < (other.end_line, other.end_column) and (other.line, other.column) < (
        one.end_line, one.end_column
    )  # fmt: skip


def _open(hit: Hit, descriptor: Descriptor[Model]) -> bool:
    """Whether the text that *hit* is about is still to be written; in drafts each text has a line of its own."""
    _, span = hit.at or descriptor.locate(hit.loc)
    return _OPEN.search(descriptor.source.text.split("\n")[span.line - 1]) is not None
