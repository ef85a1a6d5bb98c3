"""How ESCO concepts are shown: text for people, JSON for programs, the attribution in both."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mctool.vocabularies.esco import EscoConcept
    from mctool.vocabularies.esco.search import Hit


def notice(data: str, version: str) -> dict[str, str]:
    """What every output says of where it is from."""
    from mctool.vocabularies.esco import ATTRIBUTION

    return {"version": version, "data": data, "attribution": ATTRIBUTION}


def footer(data: str, hits: Sequence["Hit"] = ()) -> str:
    """The last lines of every text: what the grades mean, the data, the attribution."""
    from mctool.vocabularies.esco import ATTRIBUTION
    from mctool.vocabularies.esco.search import MEANING

    grades = dict.fromkeys(hit.grade for hit in hits)
    meanings = [f"{grade}: {MEANING[grade]}" for grade in grades]
    return "\n".join(["", *meanings, f"Data: {data}. {ATTRIBUTION}"])


def concept_json(concept: "EscoConcept") -> dict[str, Any]:
    """A concept for programs."""
    return {"uri": concept.uri, "label": concept.label, "type": concept.type or None, "reuse": concept.reuse or None}


def hit_json(hit: "Hit") -> dict[str, Any]:
    """A search result for programs."""
    return {**concept_json(hit.concept), "grade": str(hit.grade), "score": hit.score, "matched": hit.matched}


def hit_text(hit: "Hit") -> str:
    """A search result for people, on two lines."""
    return f"{hit.concept.label}  ({kind(hit.concept)})\n   {_how(hit)} · {hit.concept.uri}"


def hit_yaml(hit: "Hit") -> str:
    """A search result as an entry of an outcome's ``esco`` list, to be pasted; how it was found is a comment."""
    label = json.dumps(hit.concept.label, ensure_ascii=False)
    return f'    # {_how(hit)} · {kind(hit.concept)}\n    - {{uri: "{hit.concept.uri}", label: {label}, match: close}}'


def kind(concept: "EscoConcept") -> str:
    """Type and reuse level; these two tell near-duplicates apart."""
    return ", ".join(part for part in (concept.type or "type not told", concept.reuse) if part)


def _how(hit: "Hit") -> str:
    from mctool.vocabularies.esco.concepts import fold

    matched = "" if hit.matched == fold(hit.concept.label) else f" · matched «{hit.matched}»"
    return f"{hit.grade} {hit.score}{matched}"
