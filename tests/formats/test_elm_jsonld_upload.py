"""Uploads for the official issuer: what it takes, and nothing of what it adds itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from mctool.credentials import Logo
from mctool.errors import FormatError
from mctool.formats import elm_jsonld, uploads

from .awarded import PNG, one, pages, varied
from .judges import ADDED_BY_SEALING, pyshacl_violations, rudof_violations
from .variations import variations

VARIED = variations() | {"as in the example": one()}


@pytest.mark.official
@pytest.mark.parametrize("name", ["only what is required", "markup in names", "as in the example"])
def test_an_upload_lacks_only_what_sealing_adds(name: str, official: Path) -> None:
    text = uploads.upload(VARIED[name], pages(VARIED[name].award), "learner@private.example")
    document = json.dumps(json.loads(text)["credential"])
    assert rudof_violations(official, document) == ADDED_BY_SEALING
    assert pyshacl_violations(official, document) == ADDED_BY_SEALING


def test_an_upload_says_whom_to_deliver_to_and_nothing_that_sealing_adds() -> None:
    upload = json.loads(uploads.upload(one(), pages(one().award), "learner@private.example"))
    assert list(upload) == ["credential", "deliveryDetails"]
    document = upload["credential"]
    assert document["credentialSubject"]["contactPoint"]["emailAddress"]["id"] == "mailto:learner@private.example"
    assert not {"issued", "issuanceDate"} & set(document)
    assert "eIDASIdentifier" not in document["issuer"]
    sealed = json.loads(elm_jsonld.render(one(), pages(one().award)))
    added = {(f".{term}", sealed[term]) for term in ("issued", "issuanceDate")}
    assert _plain(sealed) - added == {
        pair for pair in _plain(document) if "credentialSubject.contactPoint" not in pair[0]
    }


def test_an_upload_without_an_address_has_no_contact_point() -> None:
    upload = json.loads(uploads.upload(one(), pages(one().award), ""))
    assert "contactPoint" not in upload["credential"]["credentialSubject"]


def test_an_upload_over_the_issuers_limit_is_refused() -> None:
    logo = Logo(PNG + bytes(700_000), "image/png")
    with pytest.raises(FormatError, match=r"the upload has [0-9.]+ MB, and the official issuer takes 5 MB"):
        uploads.upload(varied(one(), award={"logo": logo}), pages(one().award), "")


def test_without_an_eidas_number_it_can_still_be_sealed_elsewhere() -> None:
    credential = varied(one(), institution={"eidas": None})
    text = uploads.upload(credential, pages(credential.award), "")
    assert "eIDASIdentifier" not in text


def _plain(document: dict[str, Any]) -> set[tuple[str, str]]:
    """Paths and values, without the ids, which number what is there."""
    found: set[tuple[str, str]] = set()

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for term, below in value.items():
                if term not in ("id", "eIDASIdentifier"):
                    walk(below, f"{path}.{term}")
        elif isinstance(value, list):
            for below in value:
                walk(below, path)
        else:
            found.add((path, str(value)))

    walk(document, "")
    return found
