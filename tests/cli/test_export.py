"""``mctool export``: only what was awarded and registered leaves, and others' programs accept what does."""

import base64
import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto import jwk, jws
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from openbadgeslib.ob3._context_validation import validate_document
from openbadgeslib.ob3.contexts import document_loader
from openpyxl import load_workbook
from pyld import jsonld

from mctool.credentials import build_award, build_credential
from mctool.decisions import decide
from mctool.exporting.openbadge import BadgeRenderer
from mctool.exporting.personnel import COLUMNS, as_csv, as_xlsx, guarded
from mctool.identities import Identity, read_identities
from mctool.rules.world import World
from mctool.workspace import load
from tests.cli.conftest import NOW, SPRING, Mctool
from tests.cli.test_forget import commit, names
from tests.conftest import TODAY


@pytest.fixture
def issued(mctool: Mctool, workspace: Path) -> Path:
    """The workspace after everybody in the spring cohort got a credential; one was revoked, one suspended."""
    made = mctool("issue", SPRING, "-C", workspace, "--now", NOW, "--formats", "xml", "--format", "json").json["issued"]
    for one, verb in zip(made, ("revoke", "suspend"), strict=False):
        assert mctool(verb, one["credential"], "--reason", "x", "-C", workspace, "--now", NOW).code == 0
    commit(workspace)
    return workspace


def register(workspace: Path) -> list[dict[str, Any]]:
    return [json.loads(one) for one in (workspace / "register" / f"{SPRING}.jsonl").read_text().splitlines()]


def holders(workspace: Path) -> list[str]:
    return [one["learner"] for one in register(workspace) if one["event"] == "issued"]


def test_the_table_has_the_awarded_with_their_state_and_nobody_else(mctool: Mctool, issued: Path) -> None:
    target = issued.parent / "records.csv"
    ended = mctool("export", SPRING, "-C", issued, "--now", NOW, "-o", target)
    assert ended.code == 0, ended.err
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))
    people = read_identities(names(issued))
    assert [one["learner"] for one in rows] == holders(issued)
    assert len(rows) < len(people)
    for one in rows:
        assert (one["given_name"], one["family_name"]) == (
            people[one["learner"]].given_name, people[one["learner"]].family_name,
        )  # fmt: skip
    assert [one["status"] for one in rows[:3]] == ["revoked", "suspended", "valid"]
    first = rows[2]
    assert (first["eqf_level"], first["hours"], first["ects"], first["awarded"], first["issued"]) == (
        "6", "56", "2", "2026-05-27", "2026-11-24",
    )  # fmt: skip
    assert first["valid_until"] == "2031-05-27"
    assert first["credential"].startswith("urn:credential:")
    log = [json.loads(line) for line in (issued / "register" / "named-reports.log").read_text().splitlines()]
    assert [(one["report"], one["sha256"]) for one in log] == [
        ("export", hashlib.sha256(target.read_bytes()).hexdigest())
    ]


def test_the_workbook_says_the_same(mctool: Mctool, issued: Path) -> None:
    target = issued.parent / "records.xlsx"
    assert mctool("export", SPRING, "-C", issued, "--now", NOW, "--format", "xlsx", "-o", target).code == 0
    rows = list(load_workbook(target).active.values)
    assert rows[0] == COLUMNS
    assert [row[0] for row in rows[1:]] == holders(issued)
    assert mctool("export", SPRING, "-C", issued, "--format", "xlsx").code == 2


@pytest.mark.parametrize("name", ["=1+1", "+48", "-A", "@x", "\tx", " =HYPERLINK(1)", "＝1", "\rx"])
def test_no_name_runs_as_a_formula(name: str) -> None:
    row = ["L-1", name, "B", *[""] * (len(COLUMNS) - 3)]
    cell = next(csv.reader(io.StringIO(as_csv([row]).decode("utf-8-sig").partition("\r\n")[2])))[1]
    assert cell[0] == "'"
    assert cell == guarded(name)
    if name.isprintable():
        read = load_workbook(io.BytesIO(as_xlsx([row]))).active.cell(2, 2)
        assert (read.data_type, read.value) == ("s", name)
    assert guarded("Anna-Maria") == "Anna-Maria"
    assert guarded(-1) == -1


def badges(mctool: Mctool, workspace: Path, *options: str | Path) -> dict[str, str]:
    """The tokens by credential id, after the command went well."""
    folder = workspace / "issued" / f"TEST-{SPRING}" / "badges"
    ended = mctool("export", SPRING, "-C", workspace, "--now", NOW, "--format", "open-badge", *options)
    assert ended.code == 0, ended.err
    return {f"urn:credential:{path.stem}": path.read_text() for path in sorted(folder.glob("*.jwt"))}


def test_badges_of_those_in_force_verify_elsewhere(mctool: Mctool, issued: Path) -> None:
    tokens = badges(mctool, issued)
    last = {one["credential"]: one["event"] for one in register(issued)}
    assert set(tokens) == {name for name, event in last.items() if event == "issued"}
    people = {one["credential"]: one["learner"] for one in register(issued)}
    trusted = x509.load_pem_x509_certificates((issued.parent / "ws-keys" / "seal.pem").read_bytes())[0]
    for credential, token in tokens.items():
        header = _part(token, 0)
        assert header["typ"] == "JWT"
        opened = jws.JWS()
        opened.deserialize(token, jwk.JWK(**header["jwk"]))
        claims = json.loads(opened.payload)
        certificate = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
        certificate.verify_directly_issued_by(trusted)
        public = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        checked = OB3Verifier(pubkey_pem=public).verify(token)
        assert checked.issuer.id == claims["iss"] == "urn:eidas:VATPL-0000000000"
        person = read_identities(names(issued))[people[credential]]
        assert claims["credentialSubject"]["identifier"][0]["identityHash"] == person.full_name
        assert people[credential] not in json.dumps(claims)
        if person.email:
            email = claims["credentialSubject"]["identifier"][1]
            digest = hashlib.sha256((person.email.lower() + email["salt"]).encode()).hexdigest()
            assert email["identityHash"] == f"sha256${digest}"
            assert person.email not in json.dumps(claims)


def _part(token: str, at: int) -> dict[str, Any]:
    part = token.split(".")[at]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def _claims(token: str) -> dict[str, Any]:
    """The badge in *token*, without the registered claims."""
    return {name: value for name, value in _part(token, 1).items() if name not in ("iss", "sub", "jti", "nbf", "exp")}


def test_every_member_of_a_badge_is_a_term_of_the_published_contexts(mctool: Mctool, issued: Path) -> None:
    document = _claims(next(iter(badges(mctool, issued).values())))
    config = {
        "@context": document["@context"], "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": "urn:x:key", "proofPurpose": "assertionMethod", "created": "2026-11-24T10:00:00Z",
    }  # fmt: skip
    validate_document(document, config, document_loader(), jsonld)
    spoilt = json.loads(json.dumps(document))
    spoilt["credentialSubject"]["achievement"]["hoursOfWork"] = 50
    with pytest.raises(OB3VerificationError, match="not in compacted form"):
        validate_document(spoilt, config, document_loader(), jsonld)


def test_a_badge_has_what_the_data_model_requires(mctool: Mctool, issued: Path) -> None:
    document = _claims(next(iter(badges(mctool, issued).values())))
    achievement = document["credentialSubject"]["achievement"]
    assert {"id", "type", "name", "description", "criteria"} <= achievement.keys()
    assert achievement["achievementType"] == "MicroCredential"
    assert achievement["creditsAvailable"] == 2
    assert achievement["criteria"]["narrative"].count("\n- ") >= 2
    assert {one["targetFramework"] for one in achievement["alignment"]} == {"European Qualifications Framework", "ESCO"}
    assert all({"type", "targetName", "targetUrl"} <= one.keys() for one in achievement["alignment"])
    assert document["validUntil"] == "2031-05-27T23:59:59Z"
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]


def test_a_badge_claims_no_outcome_that_the_holder_did_not_achieve(example_in_place: Path) -> None:
    world = World(load(example_in_place), TODAY)
    cohort = world.workspace.cohorts[SPRING]
    award = build_award(world.workspace, cohort)
    decision = next(one for one in decide(world, cohort) if one.verdict.awards)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    whole = build_credential(award, decision, Identity("L-1", "A", "B"), uuid="u", now=now)
    part = replace(whole, outcomes=whole.outcomes[:1])
    renderer = BadgeRenderer(award, status_list=None, salt=lambda: "salt")
    badges = [renderer.render(one, None)["credentialSubject"]["achievement"] for one in (whole, part)]
    assert [one["criteria"]["narrative"].count("- ") for one in badges] == [len(whole.outcomes), 1]
    assert len(badges[1]["alignment"]) == 1 + len(whole.outcomes[0].esco)
    assert badges[0]["id"] != badges[1]["id"]


def test_a_status_list_is_named_when_it_is_published(mctool: Mctool, issued: Path) -> None:
    url = "https://example.org/status/1"
    options = ("-C", issued, "--now", NOW, "--format", "open-badge", "--status-list", url)
    ended = mctool("export", SPRING, *options)
    assert (ended.code, "publish it first" in ended.err) == (2, True)
    target = issued.parent / "status.json"
    assert mctool("statuslist", "-o", target, "--bitstring", url, "-C", issued, "--now", NOW).code == 0
    token = next(iter(badges(mctool, issued, "--status-list", url).values()))
    status = _claims(token)["credentialStatus"]
    places = json.loads((issued / "register" / "statuslist.places.json").read_text())
    assert status["statusListIndex"] == str(places[_claims(token)["id"]])
    assert (status["type"], status["statusListCredential"]) == ("BitstringStatusListEntry", url)


def test_names_never_go_where_git_takes_them_up(mctool: Mctool, issued: Path) -> None:
    ended = mctool("export", SPRING, "-C", issued, "-o", issued / "records.csv")
    assert (ended.code, "would hold names where git takes it up" in ended.err) == (2, True)
    assert not (issued / "records.csv").exists()
    assert mctool("export", SPRING, "-C", issued, "--format", "open-badge", "-o", issued / "badges").code == 2


def test_what_changed_since_is_told_as_it_was_and_gets_no_badge(mctool: Mctool, issued: Path) -> None:
    programme = issued / "programmes" / "inclusive-communication.yaml"
    programme.write_text(programme.read_text().replace("eqf_level: 6", "eqf_level: 7"))
    commit(issued)
    target = issued.parent / "records.csv"
    assert mctool("export", SPRING, "-C", issued, "--now", NOW, "-o", target).code == 0
    assert {one["eqf_level"] for one in csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig")))} == {"6"}
    ended = mctool("export", SPRING, "-C", issued, "--now", NOW, "--format", "open-badge")
    assert "the programme has changed since" in ended.err
    assert not list((issued / "issued").rglob("*.jwt"))


def test_the_forgotten_are_left_out_and_their_badges_go(mctool: Mctool, issued: Path) -> None:
    before = badges(mctool, issued)
    credential, gone = next(
        (one["credential"], one["learner"]) for one in register(issued) if one["credential"] in before
    )
    assert mctool("forget", gone, "-C", issued, "--now", NOW, "--yes").code == 0
    assert set(before) - set(badges(mctool, issued)) == {credential}
    ended = mctool("export", SPRING, "-C", issued, "--now", NOW)
    assert gone not in ended.out
    assert f"left out {gone}: was forgotten on 2026-11-24" in ended.err


def test_nothing_issued_is_no_empty_table(mctool: Mctool, workspace: Path) -> None:
    ended = mctool("export", SPRING, "-C", workspace, "-o", workspace.parent / "x.csv")
    assert (ended.code, "nothing was issued" in ended.err) == (2, True)
    assert not (workspace.parent / "x.csv").exists()
    assert not (workspace / "register" / "named-reports.log").exists()
