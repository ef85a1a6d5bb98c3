"""A timestamp authority on loopback: ``openssl ts`` behind HTTP, honest unless told otherwise."""

import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.programs import need

from .pki import TIMESTAMPING, Issuer, generate

_CONFIG = """[tsa]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Answer:
    """What the authority sends back."""

    body: bytes
    status: int = 200
    location: str = ""


class Authority:
    """Signs timestamp queries with a certificate that *issuer* gave it.

    Its clock shows *time*; without, it is the machine's: ``openssl ts`` knows no other.
    """

    def __init__(self, folder: Path, issuer: Issuer, *, time: datetime | None = None, **dates: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._time = time
        self._alone = threading.Lock()  # openssl ts keeps its query and its serial number in files
        key = generate("p256")
        self.certificate: x509.Certificate = issuer.issue(
            key.public_key(), {NameOID.COMMON_NAME: "TEST time", NameOID.COUNTRY_NAME: "PL"}, *TIMESTAMPING, **dates
        )
        (folder / "tsa.pem").write_bytes(self.certificate.public_bytes(Encoding.PEM))
        (folder / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))

    def answer(self, query: bytes) -> Answer:
        """The whole reply of ``openssl ts`` to *query*."""
        command = [need("openssl"), "ts", "-reply", "-config", str(self._folder / "tsa.cnf"), "-section", "tsa"]
        command += ["-queryfile", str(self._folder / "query")]
        if self._time is not None:
            command = [need("faketime"), "-f", f"{self._time.astimezone(UTC):%Y-%m-%d %H:%M:%S}", *command]
        environment = os.environ | {"TZ": "UTC"}
        with self._alone:
            (self._folder / "query").write_bytes(query)
            return Answer(subprocess.run(command, capture_output=True, check=True, env=environment).stdout)


class Server:
    """Serves ``answer`` at ``url`` until closed; ``queries`` counts what was asked."""

    def __init__(self, answer: Callable[[bytes], Answer]) -> None:
        self.queries = 0

        class Handler(BaseHTTPRequestHandler):
            def do_POST(handler) -> None:  # noqa: N805 - self is the server
                self.queries += 1
                assert handler.headers["Content-Type"] == "application/timestamp-query"
                given = answer(handler.rfile.read(int(handler.headers["Content-Length"])))
                handler.send_response(given.status)
                handler.send_header("Content-Type", "application/timestamp-reply")
                handler.send_header("Content-Length", str(len(given.body)))
                if given.location:
                    handler.send_header("Location", given.location)
                with suppress(ConnectionError):  # who asked may have given up
                    handler.end_headers()
                    handler.wfile.write(given.body)

            def log_message(handler, *_arguments: object) -> None:  # noqa: N805
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/tsr"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
