"""JAdES seals: other people's JOSE libraries accept each, refuse each change, and count the level's headers."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from jwcrypto.common import JWSEHeaderParameter
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS, InvalidJWSSignature

from mctool.errors import SealError
from mctool.seals.jades import JsonSealer

from .conftest import Seal
from .documents import JSON_LD
from .judges import NpmJose
from .levels import jades_level
from .pki import KINDS, NOW, Pki

FORMS = [(kind, time) for kind in KINDS for time in ("iat", "sigT")]


@pytest.fixture(scope="module")
def jose(tmp_path_factory: pytest.TempPathFactory) -> NpmJose:
    return NpmJose(tmp_path_factory.mktemp("jose"))


@pytest.fixture(scope="module")
def sealed(seals: dict[str, Seal], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("jades")
    files = {}
    for kind, signing_time in FORMS:
        file = files[kind, signing_time] = folder / f"{kind}-{signing_time}.jsonld"
        file.write_bytes(JsonSealer(seals[kind].key, signing_time=signing_time).seal(JSON_LD, time=NOW))
    return files


def header_of(document: bytes) -> dict[str, Any]:
    protected = json.loads(document)["signatures"][0]["protected"]
    return json.loads(base64.urlsafe_b64decode(protected + "=" * (-len(protected) % 4)))


def jwcrypto_payload(document: bytes) -> str:
    """What jwcrypto verified in *document*, with the key of the first certificate in x5c."""
    header = header_of(document)
    known = {"sigT": JWSEHeaderParameter("signing time", True, True, None)}
    known["iat"] = JWSEHeaderParameter("issued at", True, True, None)
    jws = JWS(header_registry=known)
    jws.allowed_algs = ["RS256", "ES256", "ES384"]
    jws.deserialize(document.decode())
    certificate = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
    jws.verify(JWK.from_pyca(certificate.public_key()))
    payload = jws.payload
    return payload if isinstance(payload, str) else payload.decode()


def in_payload(before: str, after: str) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        assert before in content["payload"]
        content["payload"] = content["payload"].replace(before, after, 1)

    return change


def in_header(**changed: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        header = header_of(json.dumps(content).encode()) | changed
        text = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
        content["signatures"][0]["protected"] = text

    return change


SPOILED = {
    "letter": in_payload("Zażółć", "Zazółć"),
    "space": in_payload(" ", "  "),
    "line end": in_payload("\r\n", "\n"),
    "escape": in_payload("\\u0001", "\\u0002"),
    "signing time": in_header(iat=int(NOW.timestamp()) + 1),
    "content type": in_header(cty="xml"),
}


def spoil(document: bytes, part: str) -> bytes:
    content = json.loads(document)
    SPOILED[part](content)
    return json.dumps(content).encode()


@pytest.mark.parametrize("form", FORMS)
def test_jwcrypto_accepts_and_finds_the_document(sealed: dict[tuple[str, str], Path], form) -> None:
    assert jwcrypto_payload(sealed[form].read_bytes()) == JSON_LD


@pytest.mark.parametrize("part", SPOILED)
def test_jwcrypto_refuses_a_change(sealed: dict[tuple[str, str], Path], part: str) -> None:
    with pytest.raises(InvalidJWSSignature):
        jwcrypto_payload(spoil(sealed["p256", "iat"].read_bytes(), part))


def test_npm_jose_accepts_every_form_and_refuses_every_change(
    sealed: dict[tuple[str, str], Path], jose: NpmJose, tmp_path: Path
) -> None:
    spoiled = []
    for part in SPOILED:
        spoiled.append(tmp_path / f"{part}.jsonld")
        spoiled[-1].write_bytes(spoil(sealed["rsa3072", "iat"].read_bytes(), part))
    said = jose.judge([*sealed.values(), *spoiled])
    assert said[: len(FORMS)] == ["valid"] * len(FORMS)
    assert said[len(FORMS) :] == ["invalid: signature verification failed"] * len(SPOILED)


@pytest.mark.parametrize("form", FORMS)
def test_level_is_baseline_b(sealed: dict[tuple[str, str], Path], form) -> None:
    assert jades_level(sealed[form].read_bytes()) == "B"


@pytest.mark.parametrize("form", FORMS)
def test_file_is_utf8_with_payload_first(sealed: dict[tuple[str, str], Path], form) -> None:
    """The official software looks for payload at the start; escapes would bloat Greek or Bulgarian by half."""
    content = sealed[form].read_bytes()
    assert content.startswith(b'{"payload":"{')
    assert "Zażółć".encode() in content
    assert json.loads(content)["payload"] == JSON_LD


@pytest.mark.parametrize("kind", KINDS)
def test_certificates_in_the_header(
    sealed: dict[tuple[str, str], Path], seals: dict[str, Seal], pki: Pki, kind: str
) -> None:
    chain = [
        x509.load_der_x509_certificate(base64.b64decode(text))
        for text in header_of(sealed[kind, "iat"].read_bytes())["x5c"]
    ]
    assert chain == [seals[kind].key.certificate, pki.intermediate.certificate]


def test_equal_input_gives_an_equal_seal(seal: Seal) -> None:
    one, two = (JsonSealer(seal.key).seal(JSON_LD, time=NOW) for _ in range(2))
    assert one == two


def test_text_and_its_bytes_are_the_same_document(p256: Seal) -> None:
    sealer = JsonSealer(p256.key)
    assert sealer.seal(JSON_LD, time=NOW) == sealer.seal(JSON_LD.encode(), time=NOW)


@pytest.mark.parametrize(
    "time",
    [
        datetime(2026, 5, 20, 10, 0, 0, 999_999, tzinfo=UTC),
        datetime(2026, 5, 20, 12, 0, 0, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 5, 20, 0, 0, 0, tzinfo=timezone(timedelta(hours=-10))),
    ],
)
def test_signing_time_is_utc_to_the_second(p256: Seal, time: datetime) -> None:
    assert header_of(JsonSealer(p256.key).seal(JSON_LD, time=time))["iat"] == 1779271200
    old_form = JsonSealer(p256.key, signing_time="sigT").seal(JSON_LD, time=time)
    assert header_of(old_form)["sigT"] == "2026-05-20T10:00:00Z"


def test_large_document(p256: Seal) -> None:
    """Two images make a megabyte; libraries that verify often cap at 128,000 characters, sealing must not."""
    document = json.dumps({"content": "A" * 1_000_000})
    assert jwcrypto_payload(JsonSealer(p256.key).seal(document, time=NOW)) == document


@pytest.mark.official
def test_official_samples(p256: Seal, official: Path) -> None:
    for name in ("Sample-MC-Annex1-unsigned.jsonld", "Sample-MC-Annex1-unsigned-uploadable.json"):
        document = (official / "samples" / name).read_text(encoding="utf-8")
        assert jwcrypto_payload(JsonSealer(p256.key).seal(document, time=NOW)) == document


@pytest.mark.official
def test_headers_are_those_of_the_official_seal(p256: Seal, official: Path) -> None:
    theirs = header_of((official / "samples" / "Sample-MC-Annex1-signed.jsonld").read_bytes())
    ours = header_of(JsonSealer(p256.key, signing_time="sigT").seal(JSON_LD, time=NOW))
    assert theirs.keys() - ours.keys() == {"adoTst"}  # a content timestamp, for level LTA
    assert ours.keys() <= theirs.keys()
    assert [name for name in theirs if name in ours] == list(ours)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", "not a JSON object"),
        ("[]", "not a JSON object"),
        ("<a/>", "not a JSON object"),
        ("\ufeff{}", "not a JSON object"),
        ('{"a": "\ud800"}', "not UTF-8"),
        (b'{"a": "\xff"}', "not UTF-8"),
        ("{}".encode("utf-16"), "not UTF-8"),
        ('{"payload": "{}", "signatures": []}', "sealed already"),
        ('\n { "payload" : 1}', "sealed already"),
    ],
)
def test_refused_documents(p256: Seal, document: str | bytes, reason: str) -> None:
    with pytest.raises(SealError, match=reason):
        JsonSealer(p256.key).seal(document, time=NOW)


def test_sealed_twice(p256: Seal) -> None:
    sealer = JsonSealer(p256.key)
    with pytest.raises(SealError, match="sealed already"):
        sealer.seal(sealer.seal(JSON_LD, time=NOW), time=NOW)
