"""Timestamps by ``openssl ts``: the level they give, the time they prove, and every way in which they lie."""

import base64
import json
import random
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from mctool.verification import FileVerdict, Outcome, Trust, verify_bytes
from mctool.verification.timestamps import verify_token
from mctool.verification.trust import timestamp_usage_fault
from mctool.verification.verdicts import Refused
from tests.seals.pki import SEAL, SUBJECT, Pki, generate
from tests.seals.tsa import Authority

from .credentials import XML, as_text, elm
from .forge import DS, EXCLUSIVE, JsonForm, Signer, XmlForm, b64, b64u, dump, seal_json, seal_xml

_PRESENT = datetime.now(UTC).replace(microsecond=0)  # openssl ts knows no other clock
_LONG = {"start": _PRESENT - timedelta(days=400), "end": _PRESENT + timedelta(days=4000)}


@pytest.fixture(scope="module")
def authority(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), pki.root, **_LONG)


@pytest.fixture(scope="module")
def sealer(pki: Pki) -> Signer:
    """A seal whose certificate was good for a month, a year ago."""
    key = generate("p256")
    dates = {"start": _PRESENT - timedelta(days=1), "end": _PRESENT + timedelta(days=1)}
    return Signer(
        key, pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL, **dates), (pki.intermediate.certificate,)
    )


def token(authority: Authority, data: bytes, folder: Path, digest: str = "sha256") -> bytes:
    """The bare token over *data*."""
    (folder / "data").write_bytes(data)
    query = ["openssl", "ts", "-query", "-data", "data", f"-{digest}", "-cert", "-out", "query"]
    subprocess.run(query, cwd=folder, capture_output=True, check=True)
    (folder / "reply").write_bytes(authority.answer((folder / "query").read_bytes()).body)
    bare = ["openssl", "ts", "-reply", "-in", "reply", "-token_out", "-out", "token"]
    subprocess.run(bare, cwd=folder, capture_output=True, check=True)
    return (folder / "token").read_bytes()


def stamped_xml(sealer: Signer, authority: Authority, folder: Path, over: bytes | None = None) -> bytes:
    root = etree.fromstring(seal_xml(XML, sealer, XmlForm(time=f"{_PRESENT:%Y-%m-%dT%H:%M:%SZ}")))
    value = next(root.iter(f"{{{DS}}}SignatureValue"))
    octets = etree.tostring(value, method="c14n", exclusive=True) if over is None else over
    stamp = (
        '<xades:UnsignedProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
        "<xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>"
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>'
        f"<xades:EncapsulatedTimeStamp>{b64(token(authority, octets, folder))}</xades:EncapsulatedTimeStamp>"
        "</xades:SignatureTimeStamp></xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
    )
    next(root.iter("{*}QualifyingProperties")).append(etree.fromstring(stamp))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def stamped_json(sealer: Signer, authority: Authority, folder: Path) -> bytes:
    value = json.loads(seal_json(as_text(elm()), sealer, JsonForm(time=_PRESENT)))
    signature = value["signatures"][0]["signature"].encode()
    tokens = {"sigTst": {"tstTokens": [{"val": b64(token(authority, signature, folder))}]}}
    value["signatures"][0]["header"] = {"etsiU": [b64u(json.dumps(tokens).encode())]}
    return dump(value)


def verified(data: bytes, trust: Trust, now: datetime = _PRESENT + timedelta(minutes=1)) -> FileVerdict:
    return verify_bytes(data, path="t", trust=trust, now=now)


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_trusted_timestamp_proves_the_time(
    form: str, sealer: Signer, authority: Authority, trust: Trust, tmp_path: Path
) -> None:
    make = stamped_xml if form == "xml" else stamped_json
    data = make(sealer, authority, tmp_path)

    verdict = verified(data, trust, now=_PRESENT + timedelta(days=500))

    assert verdict.verdict == "valid", verdict.checks
    assert "baseline T" in verdict.check("seal").detail
    assert "proven by a trusted timestamp" in verdict.check("trust").detail


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_timestamp_of_nobody_proves_nothing(form: str, sealer: Signer, trust: Trust, tmp_path: Path) -> None:
    stranger = Authority(tmp_path / "stranger", Pki().root, **_LONG)
    make = stamped_xml if form == "xml" else stamped_json

    verdict = verified(make(sealer, stranger, tmp_path), trust)

    assert verdict.check("seal").verdict is Outcome.PASS
    assert "no trusted timestamp proves it" in verdict.check("trust").detail


def test_a_certificate_that_expired_before_the_proven_time(
    pki: Pki, authority: Authority, trust: Trust, tmp_path: Path
) -> None:
    """The seal claims a time when its certificate was good; the timestamp knows better."""
    key = generate("p256")
    dates = {"start": _PRESENT - timedelta(days=30), "end": _PRESENT - timedelta(days=2)}
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL, **dates)
    old = Signer(key, certificate, (pki.intermediate.certificate,))
    value = json.loads(seal_json(as_text(elm()), old, JsonForm(time=_PRESENT - timedelta(days=10))))
    stamp = token(authority, value["signatures"][0]["signature"].encode(), tmp_path)
    member = b64u(json.dumps({"sigTst": {"tstTokens": [{"val": b64(stamp)}]}}).encode())
    value["signatures"][0]["header"] = {"etsiU": [member]}

    verdict = verified(dump(value), trust)

    assert verdict.verdict == "invalid"
    assert "expired" in verdict.check("trust").detail


def test_a_timestamp_of_another_seal_is_refused(
    sealer: Signer, authority: Authority, trust: Trust, tmp_path: Path
) -> None:
    verdict = verified(stamped_xml(sealer, authority, tmp_path, over=b"another seal"), trust)

    assert verdict.check("seal").verdict is Outcome.FAIL
    assert "its imprint differs" in verdict.check("seal").detail


_TWO_USES = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.SERVER_AUTH])


@pytest.mark.parametrize("extensions", [SEAL, (*SEAL, (_TWO_USES, True))])
def test_a_certificate_for_other_uses_cannot_stamp(
    extensions: tuple[tuple[x509.ExtensionType, bool], ...], pki: Pki, authority: Authority
) -> None:
    certificate = pki.root.issue(generate("p256").public_key(), SUBJECT, *extensions)

    assert "not a certificate for timestamps alone" in str(timestamp_usage_fault(certificate))
    assert timestamp_usage_fault(authority.certificate) is None


def test_no_changed_byte_leaves_a_token_sound(authority: Authority, tmp_path: Path) -> None:
    data = b"a seal"
    before = datetime.now(UTC).replace(microsecond=0)
    good = token(authority, data, tmp_path)
    assert before <= verify_token(good, data).time <= datetime.now(UTC)

    for place in range(len(good)):
        for bit in (0x01, 0x20):
            changed = good[:place] + bytes([good[place] ^ bit]) + good[place + 1 :]
            with pytest.raises(Refused):
                verify_token(changed, data)


def test_the_level_is_named_from_what_is_in_the_file(
    sealer: Signer, authority: Authority, trust: Trust, tmp_path: Path
) -> None:
    value = json.loads(stamped_json(sealer, authority, tmp_path))
    entry = value["signatures"][0]
    unprotected = entry["header"]["etsiU"]
    unprotected.extend(b64u(json.dumps({name: {}}).encode()) for name in ("xVals", "rVals"))
    detail = verified(dump(value), trust).check("seal").detail
    assert "baseline LT," in detail

    covered = ".".join((value["payload"], entry["protected"], entry["signature"], "".join(unprotected)))
    stamp = {"arcTst": {"tstTokens": [{"val": b64(token(authority, covered.encode(), tmp_path))}]}}
    unprotected.append(b64u(json.dumps(stamp).encode()))
    assert "baseline LTA," in verified(dump(value), trust).check("seal").detail

    unprotected[1] = b64u(json.dumps({"xVals": {"other": 1}}).encode())
    assert "its imprint differs" in verified(dump(value), trust).check("seal").detail


@pytest.mark.official
def test_the_commission_s_timestamps_are_sound(official: Path) -> None:
    sealed = json.loads((official / "samples" / "Sample-MC-Annex1-signed.jsonld").read_bytes())
    entry = sealed["signatures"][0]
    members = [json.loads(base64.urlsafe_b64decode(text + "==")) for text in entry["header"]["etsiU"]]
    stamp = next(member["sigTst"] for member in members if "sigTst" in member)

    found = verify_token(base64.b64decode(stamp["tstTokens"][0]["val"]), entry["signature"].encode())

    assert found.time == datetime(2023, 9, 27, 11, 54, 20, tzinfo=UTC)
    assert re.search("good-tsa", found.certificate.subject.rfc4514_string())


@pytest.mark.official
def test_no_changed_byte_leaves_the_commission_s_seal_sound(official: Path) -> None:
    data, dice = (official / "samples" / "Sample-MC-Annex1-signed.jsonld").read_bytes(), random.Random(2028)
    for _ in range(300):
        place = dice.randrange(len(data))
        changed = data[:place] + bytes([dice.choice([b for b in range(256) if b != data[place]])]) + data[place + 1 :]
        verdict = verify_bytes(changed, path="s", trust=Trust(), now=_PRESENT)
        assert Outcome.FAIL in (verdict.check("seal").verdict, verdict.check("format").verdict), place
