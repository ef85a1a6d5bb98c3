"""What becomes of a credential after it was issued, and how the world learns of it."""

import base64
import gzip
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mctool.errors import RegisterError
from mctool.identities import read_identities
from mctool.statuslists import BITS, Standing, bitstring_list, place
from tests.cli.conftest import NOW, SPRING, Mctool

LATER = "2026-12-01T10:00:00Z"


@pytest.fixture
def issued(mctool: Mctool, workspace: Path) -> list[dict[str, str]]:
    """The credentials of the spring cohort, as XML only."""
    ended = mctool("issue", SPRING, "-C", workspace, "--yes", "--formats", "xml", "--format", "json", "--now", NOW)
    assert ended.code == 0
    found: list[dict[str, str]] = ended.json["issued"]
    return found


def verify(mctool: Mctool, workspace: Path, path: str, *more: str | Path) -> dict[str, str]:
    ended = mctool("verify", workspace / path, "-C", workspace, "--format", "json", "--now", LATER, *more)
    [verdict] = ended.json["files"]
    return {check["name"]: check["verdict"] for check in verdict["checks"]} | {"verdict": verdict["verdict"]}


def test_a_revoked_credential_is_invalid_by_register_and_list(
    mctool: Mctool, workspace: Path, issued: list[dict], tmp_path: Path
) -> None:
    first, second = issued[0], issued[1]
    done = mctool(
        "revoke", first["credential"], "--reason", "name misspelt", "-C", workspace, "--now", NOW, "--format", "json"
    )
    assert (done.code, done.json["event"], done.json["learner"]) == (0, "revoked", first["learner"])
    done = mctool("suspend", workspace / second["files"]["xml"], "--reason", "appeal", "-C", workspace, "--now", NOW)
    assert done.code == 0
    listed = tmp_path / "list.json"
    assert mctool("statuslist", "-C", workspace, "-o", listed, "--now", NOW).code == 0
    for one, expected in ((first, "fail"), (second, "fail"), (issued[2], "pass")):
        checks = verify(mctool, workspace, one["files"]["xml"], "--register", "--status", listed)
        assert (checks["register"], checks["status"]) == (expected, expected)
        assert checks["verdict"] == ("valid" if expected == "pass" else "invalid")
    text = listed.read_text()
    assert first["learner"] not in text
    assert "misspelt" not in text


@pytest.mark.parametrize("reason", ["name {given} misspelt", "{FAMILY}: appeal", "{other}", "write to a.b@example.org"])
def test_a_reason_that_tells_who_somebody_is_is_refused(
    mctool: Mctool, workspace: Path, issued: list[dict], reason: str
) -> None:
    identities = read_identities(workspace.parent / "ws-identities" / "learners.csv")
    one, other = (identities[issued[number]["learner"]] for number in (0, 1))
    words = reason.format(given=one.given_name, FAMILY=one.family_name.upper(), other=other.full_name)
    before = (workspace / "register" / f"{SPRING}.jsonl").read_bytes()
    ended = mctool("revoke", issued[0]["credential"], "--reason", words, "-C", workspace, "--now", NOW)
    assert ended.code == 2
    assert "the reason holds" in ended.err
    assert one.family_name not in ended.err
    assert (workspace / "register" / f"{SPRING}.jsonl").read_bytes() == before


def test_without_the_identities_nobody_can_look_and_that_is_said(
    mctool: Mctool, workspace: Path, issued: list[dict]
) -> None:
    (workspace.parent / "ws-identities" / "learners.csv").unlink()
    ended = mctool("revoke", issued[0]["credential"], "--reason", "appeal lost", "-C", workspace, "--now", NOW)
    assert ended.code == 0
    assert "the identities are not at hand" in ended.err


def test_a_stale_list_proves_nothing(mctool: Mctool, workspace: Path, issued: list[dict], tmp_path: Path) -> None:
    listed = tmp_path / "list.json"
    assert mctool("statuslist", "-C", workspace, "-o", listed, "--valid", "P2D", "--now", NOW).code == 0
    assert verify(mctool, workspace, issued[0]["files"]["xml"], "--status", listed)["status"] == "unknown"


def test_a_revocation_is_not_undone_by_issuing_again(mctool: Mctool, workspace: Path, issued: list[dict]) -> None:
    mctool("revoke", issued[0]["credential"], "--reason", "fraud", "-C", workspace, "--now", NOW)
    options = ("-C", workspace, "--yes", "--formats", "xml", "--format", "json", "--now", NOW)
    again = mctool("issue", SPRING, *options).json
    assert again["issued"] == []
    assert again["revoked"] == [issued[0]["learner"]]
    named = mctool("issue", SPRING, "--learner", issued[0]["learner"], *options).json
    assert [one["learner"] for one in named["issued"]] == [issued[0]["learner"]]
    assert named["issued"][0]["credential"] != issued[0]["credential"]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (["revoke", "reinstate"], "cannot be reinstated"),
        (["revoke", "revoke"], "cannot be revoked"),
        (["reinstate"], "cannot be reinstated"),
        (["suspend", "suspend"], "cannot be suspended"),
        (["suspend", "revoke", "suspend"], "cannot be suspended"),
    ],
)
def test_only_sensible_events_follow_each_other(
    mctool: Mctool, workspace: Path, issued: list[dict], events: list[str], words: str
) -> None:
    *before, last = events
    for event in before:
        assert mctool(event, issued[0]["credential"], "--reason", "r", "-C", workspace).code == 0
    ended = mctool(last, issued[0]["credential"], "--reason", "r", "-C", workspace)
    assert ended.code == 2
    assert words in ended.err


def test_suspended_and_reinstated_is_valid_again(mctool: Mctool, workspace: Path, issued: list[dict]) -> None:
    for event in ("suspend", "reinstate"):
        assert mctool(event, issued[0]["credential"], "--reason", "r", "-C", workspace, "--now", NOW).code == 0
    assert verify(mctool, workspace, issued[0]["files"]["xml"], "--register")["register"] == "pass"


def test_unknown_credentials_empty_reasons_and_empty_registers_are_refused(mctool: Mctool, workspace: Path) -> None:
    assert "nothing has been issued" in mctool("revoke", "x", "--reason", "r", "-C", workspace).err
    assert mctool("statuslist", "-C", workspace).code == 2
    mctool("issue", SPRING, "-C", workspace, "--yes", "--formats", "xml", "--now", NOW)
    assert mctool("revoke", "x", "--reason", "r", "-C", workspace).code == 2
    assert "reason" in mctool("revoke", "x", "--reason", " ", "-C", workspace).err


STATES = st.sampled_from(["valid", "suspended", "revoked"])


@given(st.lists(STATES, max_size=40), st.integers())
def test_the_bitstring_has_exactly_the_bits_of_the_revoked(states: list[str], seed: int) -> None:
    now = datetime(2026, 5, 20, tzinfo=UTC)
    found = [Standing(f"urn:credential:{number}", state, now) for number, state in enumerate(states)]
    places = place(found, {}, random.Random(seed))
    assert len(set(places.values())) == len(found)
    text = bitstring_list(
        found, places, url="https://e.org/1", issuer="urn:x", purpose="revocation", now=now, until=now
    )
    encoded = json.loads(text)["credentialSubject"]["encodedList"]
    assert encoded.startswith("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    assert len(bits) * 8 == BITS
    set_bits = {at for at in range(BITS) if bits[at // 8] & (0x80 >> at % 8)} if any(bits) else set()
    assert set_bits == {places[one.credential] for one in found if one.state == "revoked"}


def test_places_never_change_and_a_full_list_is_refused() -> None:
    now = datetime(2026, 5, 20, tzinfo=UTC)
    found = [Standing("urn:credential:1", "valid", now)]
    assert place(found, {"urn:credential:1": 7}, random.Random(1)) == {"urn:credential:1": 7}
    full = {f"urn:credential:{number}": number for number in range(2, BITS * 3 // 4 + 2)}
    with pytest.raises(RegisterError, match="full"):
        place(found, full, random.Random(1))
