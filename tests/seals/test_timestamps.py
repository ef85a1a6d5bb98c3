"""Signature timestamps: with an honest authority both formats reach level T; with any other nothing is sealed."""

import hashlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from lxml import etree

from mctool.errors import SealError, requirement
from mctool.seals.jades import JsonSealer
from mctool.seals.timestamps import TimestampAuthority
from mctool.seals.xades import XmlSealer

from .conftest import Seal
from .documents import EUROPASS_XML, JSON_LD
from .judges import jdk, xmlsec1
from .levels import jades_level, xades_level
from .pki import KINDS, Pki
from .test_jades import jwcrypto_payload
from .test_xades import QUALIFYING, XADES_SCHEMA
from .tsa import Answer, Authority, Server

LONG = {"start": datetime(2020, 1, 1, tzinfo=UTC), "end": datetime(2060, 1, 1, tzinfo=UTC)}


def now() -> datetime:
    """The real clock, because ``openssl ts`` knows no other."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture(scope="module")
def authority(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), pki.root, **LONG)


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[bytes], Answer]], Server]]:
    servers = []

    def start(answer: Callable[[bytes], Answer]) -> Server:
        servers.append(Server(answer))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def asking(server: Server, pki: Pki, timeout: float = 5.0) -> TimestampAuthority:
    return TimestampAuthority(server.url, anchors=[pki.root.certificate], timeout=timeout)


def test_xml_seals_reach_level_t(serve, authority: Authority, pki: Pki, seals: dict[str, Seal], tmp_path: Path) -> None:
    server, files = serve(authority.answer), []
    schema = etree.XMLSchema(file=str(XADES_SCHEMA))
    for kind in KINDS:
        time = now()
        sealed = XmlSealer(seals[kind].key, timestamp=asking(server, pki)).seal(EUROPASS_XML, time=time)
        files.append(tmp_path / f"{kind}.xml")
        files[-1].write_bytes(sealed)
        assert xades_level(sealed) == "T"
        assert xmlsec1(files[-1], seals[kind].root, time)
        schema.assertValid(etree.ElementTree(etree.fromstring(sealed).find(f".//{QUALIFYING}")))
    assert jdk(files) == ["valid"] * len(KINDS)
    assert server.queries == len(KINDS)


@pytest.mark.official
def test_timestamped_document_fits_the_official_schema(
    serve, authority: Authority, pki: Pki, p256: Seal, official: Path
) -> None:
    sealer = XmlSealer(p256.key, timestamp=asking(serve(authority.answer), pki))
    schema = etree.XMLSchema(file=str(official / "xsd" / "genericschema_1.2.xsd"))
    schema.assertValid(etree.fromstring(sealer.seal(EUROPASS_XML, time=now())))


@pytest.mark.parametrize("kind", KINDS)
def test_json_seals_reach_level_t(serve, authority: Authority, pki: Pki, seals: dict[str, Seal], kind: str) -> None:
    sealer = JsonSealer(seals[kind].key, timestamp=asking(serve(authority.answer), pki))
    sealed = sealer.seal(JSON_LD, time=now())
    assert jades_level(sealed) == "T"
    assert jwcrypto_payload(sealed) == JSON_LD


def test_token_is_what_openssl_verifies(serve, authority: Authority, pki: Pki, tmp_path: Path) -> None:
    token = asking(serve(authority.answer), pki).stamp(b"data", after=now())
    for name, content in (("token", token), ("data", b"data"), ("root.pem", pki.root_pem)):
        (tmp_path / name).write_bytes(content)
    command = ["openssl", "ts", "-verify", "-in", "token", "-token_in", "-data", "data", "-CAfile", "root.pem"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)


def changed(answer: Callable[[bytes], Answer], change: Callable[[tsp.TimeStampReq], None]) -> Callable[[bytes], Answer]:
    """An authority that answers another query than the one it got."""

    def dishonest(query: bytes) -> Answer:
        request = tsp.TimeStampReq.load(query)
        change(request)
        return answer(request.dump(force=True))

    return dishonest


def other_nonce(request: tsp.TimeStampReq) -> None:
    request["nonce"] = request["nonce"].native ^ 1


def no_nonce(request: tsp.TimeStampReq) -> None:
    del request["nonce"]


def other_digest(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hashed_message"] = hashlib.sha256(b"other").digest()


def sha512(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hash_algorithm"] = {"algorithm": "sha512"}
    request["message_imprint"]["hashed_message"] = hashlib.sha512(b"data").digest()


def sha1(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hash_algorithm"] = {"algorithm": "sha1"}
    request["message_imprint"]["hashed_message"] = hashlib.sha1(b"data").digest()


def no_certificate(request: tsp.TimeStampReq) -> None:
    request["cert_req"] = False


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (other_nonce, "does not hold: Nonce mismatch"),
        (no_nonce, "does not hold: Nonce mismatch"),
        (other_digest, "does not hold: Mismatch between messages"),
        (sha512, "another digest than SHA-256"),
        (sha1, "refused: Message digest algorithm is not supported"),
        (no_certificate, "does not hold: signer certificate not found"),
    ],
)
def test_timestamp_for_something_else(serve, authority: Authority, pki: Pki, change, reason: str) -> None:
    stamping = asking(serve(changed(authority.answer, change)), pki)
    with pytest.raises(SealError, match=reason):
        stamping.stamp(b"data", after=now())


def test_expired_authority(serve, pki: Pki, tmp_path: Path) -> None:
    expired = Authority(tmp_path, pki.root, start=LONG["start"], end=datetime(2021, 1, 1, tzinfo=UTC))
    with pytest.raises(SealError, match="does not hold: certificate has expired; nothing was sealed"):
        asking(serve(expired.answer), pki).stamp(b"data", after=now())


def test_authority_of_somebody_else(serve, pki: Pki, tmp_path: Path) -> None:
    foreign = Authority(tmp_path, Pki().root, **LONG)
    with pytest.raises(SealError, match="does not hold: certificate signature failure"):
        asking(serve(foreign.answer), pki).stamp(b"data", after=now())


@pytest.mark.parametrize("place", [-1, -40, 150])
def test_damaged_timestamp(serve, authority: Authority, pki: Pki, place: int) -> None:
    def damaged(query: bytes) -> Answer:
        body = bytearray(authority.answer(query).body)
        body[place] ^= 1
        return Answer(bytes(body))

    with pytest.raises(SealError, match=r"the timestamp authority http://127.*; nothing was sealed"):
        asking(serve(damaged), pki).stamp(b"data", after=now())


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b""), "did not answer with an RFC 3161 timestamp"),
        (Answer(b"<html>Bad gateway</html>"), "did not answer with an RFC 3161 timestamp"),
        (Answer(bytes(300_000)), "too much to be a timestamp"),
        (Answer(b"busy", 503), "answered 503 Service Unavailable"),
        (Answer(b"", 404), "answered 404 Not Found"),
        (Answer(b"", 302, "ftp://127.0.0.1/"), "answered 302 Found"),
    ],
)
def test_answer_that_is_no_timestamp(serve, pki: Pki, answer: Answer, reason: str) -> None:
    with pytest.raises(SealError, match=reason):
        asking(serve(lambda _query: answer), pki).stamp(b"data", after=now())


def test_authority_behind_the_signing_time(serve, authority: Authority, pki: Pki) -> None:
    stamping = asking(serve(authority.answer), pki)
    assert stamping.stamp(b"data", after=now() + timedelta(minutes=4))  # clocks differ a little
    with pytest.raises(SealError, match=r"states .*, before the signing time"):
        stamping.stamp(b"data", after=now() + timedelta(minutes=6))


def test_authority_that_is_down(pki: Pki) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/"
    with pytest.raises(SealError, match=r"cannot be reached: .*Connection refused; nothing was sealed"):
        TimestampAuthority(url, anchors=[pki.root.certificate]).stamp(b"data", after=now())


def test_authority_that_does_not_answer(serve, pki: Pki) -> None:
    def slow(_query: bytes) -> Answer:
        time.sleep(1)
        return Answer(b"")

    started = time.monotonic()
    with pytest.raises(SealError, match=r"did not answer within 0\.2 seconds"):
        asking(serve(slow), pki, timeout=0.2).stamp(b"data", after=now())
    assert time.monotonic() - started < 0.9


def test_authority_that_trickles(pki: Pki) -> None:
    """Each piece comes in time, the whole does not."""
    server = (
        "import socket, sys, time\n"
        "listening = socket.create_server(('127.0.0.1', 0)); print(listening.getsockname()[1], flush=True)\n"
        "peer, _ = listening.accept(); peer.recv(9999); peer.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')\n"
        "while True: peer.sendall(b'0'); time.sleep(0.05)\n"
    )
    with subprocess.Popen([sys.executable, "-c", server], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{int(process.stdout.readline())}/"
        stamping = TimestampAuthority(url, anchors=[pki.root.certificate], timeout=0.3)
        started = time.monotonic()
        with pytest.raises(SealError, match=r"did not answer within 0\.3 seconds"):
            stamping.stamp(b"data", after=now())
        assert time.monotonic() - started < 2
        process.kill()


def test_sealers_return_nothing_without_a_timestamp(serve, pki: Pki, p256: Seal) -> None:
    stamping = asking(serve(lambda _query: Answer(b"no")), pki)
    with pytest.raises(SealError, match="nothing was sealed"):
        XmlSealer(p256.key, timestamp=stamping).seal(EUROPASS_XML, time=now())
    with pytest.raises(SealError, match="nothing was sealed"):
        JsonSealer(p256.key, timestamp=stamping).seal(JSON_LD, time=now())


@pytest.mark.parametrize("path", ["tsr space", "żółć", "a\nb"])
def test_address_that_http_cannot_carry(pki: Pki, path: str) -> None:
    stamping = TimestampAuthority(f"http://127.0.0.1:1/{path}", anchors=[pki.root.certificate])
    with pytest.raises(SealError, match="cannot be reached"):
        stamping.stamp(b"data", after=now())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tsa.example",
        "ftp://tsa.example/",
        "file:///etc/passwd",
        "http://",
        "http:///x",
        "http://[",
        "http://a:99999/",
    ],
)
def test_address_that_is_none(pki: Pki, url: str) -> None:
    with pytest.raises(SealError, match="is not an http or https address"):
        TimestampAuthority(url, anchors=[pki.root.certificate])


def test_no_anchors() -> None:
    with pytest.raises(SealError, match=r"nobody is trusted for the time: .*https://tsa\.example/"):
        TimestampAuthority("https://tsa.example/", anchors=[])


def test_without_the_extra() -> None:
    """A fresh interpreter that cannot import rfc3161-client."""
    code = (
        "import sys; sys.modules['rfc3161_client'] = None\n"
        "from mctool.seals.timestamps import TimestampAuthority; TimestampAuthority('', anchors=[])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    needed = f"needs the extra «timestamp»: pip install '{requirement('timestamp')}'"
    assert done.stderr.splitlines()[-1].endswith(needed)
