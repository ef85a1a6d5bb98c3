"""pyrudof, which checks quickly, says the same as pyshacl, the reference, of credentials that were tampered with."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from mctool.formats import elm_jsonld

from .awarded import one, pages
from .judges import pyshacl_violations, rudof_violations

pytestmark = pytest.mark.official
MUTATIONS = 200
UNTOLD = ("page", "dateOfBirth", "validFrom", "validUntil", "issued", "issuanceDate", "expirationDate", "awardingDate")
"""Values on which the two engines are known to disagree: pyshacl lets an ill-typed date and page 0 pass."""


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every object inside *value* that is a node of the credential."""
    if isinstance(value, list):
        return [node for one in value for node in nodes(one)]
    if not isinstance(value, dict):
        return []
    return [*([value] if "type" in value else []), *(node for one in value.values() for node in nodes(one))]


def spoil(document: dict[str, Any], chance: random.Random) -> str:
    """Spoils one thing in *document*; says what."""
    node = chance.choice(nodes(document["credentialSubject"]) + nodes(document["issuer"]) + [document])
    keys = [name for name in node if not name.startswith("@") and name not in ("id", "type", *UNTOLD)]
    key = chance.choice(keys or ["id"])
    how = chance.choice(("drop", "double", "text", "type"))
    if how == "drop" or key == "id":
        node.pop(key, None)
    elif how == "double":
        node[key] = [node[key], {"id": "urn:epass:other:1", "type": "Concept", "prefLabel": {"en": "other"}}]
    elif how == "text":
        node[key] = "urn:spoilt:1"  # a text where a text belongs, an address elsewhere; a relative one is nobody's
    else:
        node["type"] = chance.choice(("Concept", "Note", "Person", "Location"))
    return f"{how} {key}"


def test_both_engines_say_whether_it_conforms(official: Path) -> None:
    chance = random.Random(20)
    credential = one()
    whole = json.loads(elm_jsonld.render(credential, pages(credential.award)))
    verdicts: list[bool] = []
    for _ in range(MUTATIONS):
        document = json.loads(json.dumps(whole))
        what = spoil(document, chance)
        text = json.dumps(document)
        conforms = not rudof_violations(official, text)
        assert conforms == (not pyshacl_violations(official, text)), what
        verdicts.append(conforms)
    assert 20 < sum(verdicts) < MUTATIONS - 20  # both kinds, or nothing was compared
