"""What others know of a credential: the files in a PDF, the register, the issuer's status list."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typst

from mctool.register import Entry, Event, Record, appending, read
from mctool.verification import FileVerdict, Outcome, Trust, verify_bytes, verify_file
from mctool.verification.statuslist import StatusList, read_status_list
from tests.seals.pki import EIDAS, NOW

from .credentials import CREDENTIAL, XML, as_text, elm
from .forge import Signer, seal_json, seal_xml
from .world import World

_PAGE = """#set document(title: "Certificate")
#pdf.attach("a.xml", bytes(sys.inputs.xml), relationship: "alternative", mime-type: "application/xml", description: "a")
#pdf.attach("b.jsonld", bytes(sys.inputs.json), relationship: "alternative", mime-type: "application/json", description: "b")
A certificate"""  # noqa: E501


def printed(xml: bytes, json: bytes, folder: Path) -> bytes:
    """A PDF/A-3 with both files attached, as mctool prints them."""
    (folder / "page.typ").write_text(_PAGE)
    inputs = {"xml": xml.decode(), "json": json.decode()}
    return bytes(
        typst.compile(folder / "page.typ", sys_inputs=inputs, pdf_standards=["a-3a", "ua-1"], ignore_system_fonts=True)
    )


def test_a_pdf_shows_what_is_attached(signer: Signer, trust: Trust, tmp_path: Path) -> None:
    """Anybody can draw another page around good files, so a page without its own seal is never valid."""
    xml, json = seal_xml(XML, signer), seal_json(as_text(elm()), signer)

    good = verify_bytes(printed(xml, json, tmp_path), path="c.pdf", trust=trust, now=NOW)
    assert (good.verdict, good.kind, good.credential) == ("indeterminate", "elm-jsonld", CREDENTIAL)
    assert "the page is not sealed" in good.check("seal").detail
    for name in ("format", "trust", "schema", "validity"):
        assert good.check(name).verdict is Outcome.PASS
    assert dict(good.attached) == {
        name: hashlib.sha256(content).hexdigest() for name, content in (("a.xml", xml), ("b.jsonld", json))
    }

    changed = xml.replace(b"Distinction", b"Excellence!")
    bad = verify_bytes(printed(changed, json, tmp_path), path="c.pdf", trust=trust, now=NOW)
    assert bad.verdict == "invalid"
    assert "XML: the content was changed" in bad.check("seal").detail


def test_a_pdf_with_a_credential_of_two_persons_is_refused(signer: Signer, trust: Trust, tmp_path: Path) -> None:
    other = elm()
    other["id"] = "urn:credential:00000000-2a0d-4a3c-9e57-0d5d0c6f1a11"
    data = printed(seal_xml(XML, signer), seal_json(as_text(other), signer), tmp_path)

    assert verify_bytes(data, path="c.pdf", trust=trust, now=NOW).verdict == "invalid"


def entry(event: Event, data: bytes = b"", reason: str | None = None) -> Entry:
    files = {"xml": hashlib.sha256(data).hexdigest()} if data else {}
    return Entry(
        time=NOW, event=event, credential=CREDENTIAL, learner="L-00000001", cohort="c", programme="p", version="1",
        digest="sha256:0", commit="0", decision="awarded", files=files, reason=reason,
    )  # fmt: skip


def recorded(folder: Path, *entries: Entry) -> Record:
    with appending(folder / "cohort.jsonl") as register:
        register.append(entries)
    return read(folder / "cohort.jsonl")


@pytest.mark.parametrize(
    ("events", "verdict", "words"),
    [
        ([Event.ISSUED], Outcome.PASS, "issued on 2026-05-20 with these bytes"),
        ([Event.ISSUED, Event.SUSPENDED], Outcome.FAIL, "suspended on 2026-05-20: error in the name"),
        ([Event.ISSUED, Event.SUSPENDED, Event.REINSTATED], Outcome.PASS, "not revoked"),
        ([Event.ISSUED, Event.REVOKED], Outcome.FAIL, "revoked on 2026-05-20"),
    ],
)
def test_the_register_tells_what_became_of_it(
    events: list[Event], verdict: Outcome, words: str, signer: Signer, trust: Trust, tmp_path: Path
) -> None:
    data = seal_xml(XML, signer)
    entries = [entry(one, data if one is Event.ISSUED else b"", "error in the name") for one in events]

    found = verify_bytes(data, path="c", trust=trust, now=NOW, register=[recorded(tmp_path, *entries)])

    assert found.check("register").verdict is verdict
    assert words in found.check("register").detail
    assert found.verdict == ("valid" if verdict is Outcome.PASS else "invalid")


def test_the_register_knows_other_bytes_or_nothing(signer: Signer, trust: Trust, tmp_path: Path) -> None:
    """Sealed again with the same key, but not what was issued."""
    issued, again = seal_xml(XML, signer), seal_xml(XML.replace(b"Distinction", b"Excellence!"), signer)
    known = recorded(tmp_path, entry(Event.ISSUED, issued))

    def told(data: bytes, records: list[Record]) -> Any:
        return verify_bytes(data, path="c", trust=trust, now=NOW, register=records).check("register")

    assert "with other files" in told(again, [known]).detail
    assert told(again, [known]).verdict is Outcome.FAIL
    stranger = seal_xml(XML.replace(b"5c3a7c1e", b"00000000"), signer)
    assert "does not know this credential" in told(stranger, [known]).detail
    assert told(issued, []).verdict is Outcome.UNKNOWN


def test_a_broken_register_tells_nothing(signer: Signer, trust: Trust, tmp_path: Path) -> None:
    data = seal_xml(XML, signer)
    recorded(tmp_path, entry(Event.ISSUED, data), entry(Event.REVOKED))
    file = tmp_path / "cohort.jsonl"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])

    check = verify_bytes(data, path="c", trust=trust, now=NOW, register=[read(file)]).check("register")

    assert check.verdict is Outcome.UNKNOWN
    assert "cannot be trusted" in check.detail


def status(signer: Signer, state: str, *, issuer: str = EIDAS, days: int = 30, trust: Trust) -> StatusList:
    listed = {
        "type": "MctoolStatusList",
        "issuer": issuer,
        "issued": f"{NOW:%Y-%m-%dT%H:%M:%SZ}",
        "validUntil": f"{NOW + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}",
        "credentials": [{"credential": CREDENTIAL, "status": state, "since": "2026-05-19T08:00:00Z"}],
    }
    return read_status_list(seal_json(as_text(listed), signer), trust=trust, now=NOW)


def with_status(data: bytes, listed: StatusList, trust: Trust, now: datetime = NOW) -> FileVerdict:
    return verify_bytes(data, path="c", trust=trust, now=now, status=listed)


@pytest.mark.parametrize(
    ("state", "verdict", "words"),
    [
        ("valid", Outcome.PASS, "valid, by the issuer's list"),
        ("suspended", Outcome.FAIL, "suspended since 2026-05-19"),
        ("revoked", Outcome.FAIL, "revoked on 2026-05-19"),
    ],
)
@pytest.mark.parametrize("form", ["xml", "jsonld"])
def test_the_status_list_decides(
    form: str, state: str, verdict: Outcome, words: str, signer: Signer, trust: Trust
) -> None:
    data = seal_xml(XML, signer) if form == "xml" else seal_json(as_text(elm()), signer)

    check = with_status(data, status(signer, state, trust=trust), trust).check("status")

    assert check.verdict is verdict
    assert words in check.detail


def test_a_status_list_that_nobody_should_use(world: World) -> None:
    trust = Trust((world.pki.root.certificate,))
    data, good = world.xml(), world.signer
    stale = status(good, "valid", days=-1, trust=trust)
    foreign = status(good, "valid", issuer="VATPL-0", trust=trust)
    forged = status(world.stranger(), "valid", trust=trust)
    borrowed = status(world.another_organisation(), "valid", trust=trust)
    changed = read_status_list(seal_json("{}", good).replace(b"{}", b"[]", 1), trust=trust, now=NOW)
    bare = read_status_list(b'{"type":"MctoolStatusList"}', trust=trust, now=NOW)

    for listed, words in (
        (stale, "stale"),
        (foreign, "the seal belongs to the organisation"),
        (forged, "its seal is not trusted"),
        (borrowed, "the seal belongs to the organisation"),
        (changed, "the signature value does not belong"),
        (bare, "is not sealed"),
    ):
        check = with_status(data, listed, trust).check("status")
        assert check.verdict is Outcome.UNKNOWN
        assert words in check.detail


def test_a_stale_list_still_tells_what_was_revoked(signer: Signer, trust: Trust) -> None:
    listed = status(signer, "revoked", days=-1, trust=trust)

    assert with_status(seal_xml(XML, signer), listed, trust).check("status").verdict is Outcome.FAIL


def test_a_credential_that_the_list_does_not_know(signer: Signer, trust: Trust) -> None:
    data = seal_xml(XML.replace(b"5c3a7c1e", b"00000000"), signer)

    assert with_status(data, status(signer, "valid", trust=trust), trust).check("status").verdict is Outcome.UNKNOWN


def test_a_file_that_cannot_be_read_is_indeterminate(trust: Trust, tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path):
        verdict = verify_file(path, trust=trust, now=NOW)
        assert verdict.verdict == "indeterminate"
        assert "cannot be read" in verdict.check("format").detail


@pytest.mark.official
@pytest.mark.parametrize(("form", "words"), [("xml", "XSD"), ("jsonld", "SHACL")])
def test_the_official_schemas_find_what_they_look_for(
    form: str, words: str, signer: Signer, trust: Trust, official: Path
) -> None:
    if form == "xml":
        data = seal_xml(XML.replace(b"<primaryLanguage>en</primaryLanguage>", b"").replace(b"<grade>", b"<grad>")
                        .replace(b"</grade>", b"</grad>"), signer)  # fmt: skip
    else:
        document = elm()
        document["credentialSubject"]["gender"] = {"id": "urn:x", "type": "Concept"}
        document["credentialSubject"]["citizenshipCountry"] = {"id": "urn:epass:y:1", "type": "Note"}
        data = seal_json(as_text(document), signer)

    check = verify_bytes(data, path="c", trust=trust, now=NOW, official=official).check("schema")

    assert check.verdict is Outcome.FAIL
    assert f"({words})" in check.detail
