"""What the rules say of a draft before it is written, so that somebody who answers questions hears it at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from mctool.drafting import Draft
from mctool.findings import Severity
from mctool.models import KINDS
from mctool.models.values import Text
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.vocabularies.esco.search import Hit
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc, Source


@dataclass(frozen=True)
class Remark:
    """A rule's word on a part of a draft."""

    severity: Severity
    code: str
    words: str


def remarks(world: World, draft: Draft, parts: Sequence[Loc]) -> tuple[Remark, ...]:
    """What the rules on descriptors of this kind say about *parts* of *draft*: errors first, each once.

    The same rules as ``mctool validate`` runs; those over the whole workspace are left out. A value that the format
    does not take is an error without a code.
    """
    source = Source(draft.text)
    try:
        model = KINDS[draft.kind].model_validate(source.data, context={"language": world.workspace.language})
    except ValidationError as error:
        faults = [one for one in error.errors() if any(_within(tuple(one["loc"]), part) for part in parts)]
        return tuple(Remark(Severity.ERROR, "", one["msg"]) for one in faults)
    descriptor = Descriptor(draft.path, source, model)
    found = {
        Remark(rule.severity, rule.code, f"{hit.message}. {hit.help}".rstrip()): None
        for rule in ALL
        if rule.over == draft.kind
        for hit in rule.check(descriptor, world)
        if any(_within(hit.loc, part) for part in parts)
    }
    return tuple(sorted(found, key=lambda one: list(Severity).index(one.severity)))


def concepts(world: World, texts: Sequence[Text], limit: int = 5) -> tuple[Hit, ...]:
    """The concepts of ESCO that an outcome with these *texts* may be mapped to, likeliest first."""
    from mctool.vocabularies.esco import installed
    from mctool.vocabularies.esco.suggesting import suggest

    settings = world.workspace.settings.esco
    library = installed()
    loaded = {index.language for index in library.indexes}
    language = next((one for one in world.workspace.languages if one in loaded), "en")
    source = library.source(settings.version if settings else None, language)
    return suggest(source, [text[source.language] for text in texts if source.language in text], limit)


def _within(loc: Loc, part: Loc) -> bool:
    """Whether *loc* is at *part* or below it, or is a whole that *part* belongs to."""
    shared = min(len(loc), len(part))
    return shared > 0 and loc[:shared] == part[:shared]
