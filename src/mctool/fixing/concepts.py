"""Labels and addresses of ESCO that can be corrected without asking anybody."""

from collections.abc import Iterator
from dataclasses import dataclass

from mctool.models import Outcome
from mctool.vocabularies import esco
from mctool.vocabularies.esco.concepts import fold
from mctool.yamlsource import Loc


@dataclass(frozen=True, slots=True)
class Correction:
    """What one value of an outcome's mapping should be, and which rule says so."""

    code: str
    loc: Loc
    before: str
    after: str


def corrections(outcome: Outcome, version: str | None) -> Iterator[Correction]:
    """The certain corrections of the mappings of *outcome*, against *version* of ESCO (None: the newest at hand).

    The preferred label of the address, which decides what is meant, unless the label written is known to be another
    concept's; the address as ESCO spells it; of a retired concept the one that now has its very label and its type.
    """
    kind = outcome.type.slug if outcome.type else None
    for at, mapping in enumerate(outcome.esco):
        judged = esco.judge(mapping.uri, mapping.label, kind, version)
        uri, code = _address(judged, kind, version)
        if uri is not None:
            yield Correction(code, ("esco", at, "uri"), mapping.uri, uri)
            judged = esco.judge(uri, mapping.label, kind, version)
        if judged.verdict is esco.Verdict.LABEL_DIFFERS and not judged.candidates and mapping.label is not None:
            yield Correction("MC304", ("esco", at, "label"), mapping.label, judged.label)


def _address(judged: esco.Judgement, kind: str | None, version: str | None) -> tuple[str | None, str]:
    """The address to write instead, with the rule; None when a person has to choose, or nothing is wrong with it."""
    if len(judged.candidates) != 1:
        return None, ""
    candidate = judged.candidates[0]
    if judged.verdict is esco.Verdict.MALFORMED:
        return candidate.uri, "MC302"
    if judged.verdict is esco.Verdict.OBSOLETE and fold(candidate.label) == fold(judged.label):
        today = esco.judge(candidate.uri, None, kind, version)
        if today.verdict is esco.Verdict.OK and not today.type_detail:
            return candidate.uri, "MC303"
    return None, ""
