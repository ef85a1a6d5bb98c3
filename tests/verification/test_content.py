"""A sound seal does not make a sound credential: the structural checks see what official schemas let pass."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from mctool.verification import Outcome, Trust, verify_bytes
from tests.seals.pki import NOW

from .credentials import XML, as_text, elm
from .forge import Signer, seal_json, seal_xml

CASES = Path(__file__).resolve().parent.parent / "cases" / "verify"
XML_CASES: dict[str, Any] = yaml.safe_load((CASES / "content-xml.yaml").read_text(encoding="utf-8"))
ELM_CASES: dict[str, Any] = yaml.safe_load((CASES / "content-elm.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", XML_CASES)
def test_xml(name: str, signer: Signer, trust: Trust) -> None:
    case, document = XML_CASES[name], XML.decode()
    for pair in ("replace", "with"):
        if pair in case:
            old, new = case[pair]
            assert old in document
            document = document.replace(old, new)

    _judged(seal_xml(document.encode(), signer), case, trust)


@pytest.mark.parametrize("name", ELM_CASES)
def test_elm(name: str, signer: Signer, trust: Trust) -> None:
    case, document = ELM_CASES[name], elm()
    for path, value in case["set"].items():
        *above, last = path.split(".")
        node: Any = document
        for term in above:
            node = node[term]
        if value is None:
            del node[last]
        else:
            node[last] = value

    _judged(seal_json(as_text(document), signer), case, trust)


@pytest.mark.official
@pytest.mark.parametrize(
    ("schema", "outcome"),
    [("genericschema_1.2.xsd", "fail"), ("genericschema_1.1.xsd", "pass"), ("genericschema.xsd", "pass")],
)
def test_an_older_credential_need_not_follow_the_xsd_of_today(
    schema: str, outcome: str, signer: Signer, trust: Trust, official: Path
) -> None:
    """The XSD at hand is of EDCI 1.2; what it says of a credential of 1.0 or 1.1 is told, and decides nothing."""
    place = f"http://data.europa.eu/snb http://publications.europa.eu/resource/schema/credential/{schema}"
    instance = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    document = XML.decode().replace(
        "<europassCredential ", f'<europassCredential {instance} xsi:schemaLocation="{place}" '
    )
    document = document.replace("<proof/>", "<formerly>of 1.1</formerly><proof/>")

    sealed = seal_xml(document.encode(), signer)
    check = verify_bytes(sealed, path="c", trust=trust, now=NOW, official=official).check("schema")

    assert check.verdict == outcome
    assert "formerly" in check.detail


def _judged(sealed: bytes, case: dict[str, Any], trust: Trust) -> None:
    verdict = verify_bytes(sealed, path="c", trust=trust, now=NOW)
    check = verdict.check("schema")

    assert verdict.check("seal").verdict is Outcome.PASS
    assert case["because"] in check.detail
    if case["schema"] == "fail":
        assert check.verdict is Outcome.FAIL
        assert verdict.verdict == "invalid"
    else:
        assert check.verdict is Outcome.PASS
        assert "remarks: " in check.detail
