"""The YAML language server over its standard streams, spoken to as an editor does (LSP 3.17)."""

import json
import select
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.programs import need, npm_packages

_PATIENCE = 60  # seconds for one answer


class LanguageServer:
    """A running server for one workspace. ``settings`` is what an editor would pass on, such as ``yaml.schemas``."""

    def __init__(self, packages: Path, root: Path, settings: dict[str, Any]) -> None:
        script = packages / "yaml-language-server" / "bin" / "yaml-language-server"
        self._process = subprocess.Popen(
            [need("node"), str(script), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd=root,
        )  # fmt: skip
        self._root, self._settings, self._number = root, settings, 0
        self._buffer = b""
        self._faults: dict[str, list[dict[str, Any]]] = {}
        folder = {"uri": root.as_uri(), "name": root.name}
        self._ask("initialize", {
            "processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder],
            "capabilities": {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}},
        })  # fmt: skip
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": settings})

    def __enter__(self) -> "LanguageServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: str, text: str) -> None:
        """Opens *text* as the file at *path* of the workspace."""
        self._tell("textDocument/didOpen", {
            "textDocument": {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
        })  # fmt: skip

    def faults(self, path: str) -> list[str]:
        """What the server underlines in the file at *path*, with the line (from 1) in front."""
        uri = self._uri(path)
        while uri not in self._faults:
            self._handle(self._receive())
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in self._faults[uri]]

    def completed(self, path: str, line: int, character: int) -> set[str]:
        """What the server offers at that place (both from 0)."""
        answer = self._ask("textDocument/completion", {
            "textDocument": {"uri": self._uri(path)}, "position": {"line": line, "character": character},
        })  # fmt: skip
        items = answer["items"] if isinstance(answer, dict) else answer
        return {one["label"] for one in items}

    def _uri(self, path: str) -> str:
        return (self._root / path).as_uri()

    def _ask(self, method: str, parameters: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._handle(message)

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _handle(self, message: dict[str, Any]) -> None:
        """Answers what the server asks an editor, and keeps what it finds."""
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self._faults[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message:
            asked = message["params"]["items"] if method == "workspace/configuration" else []
            answer = [self._settings.get(one.get("section")) for one in asked] if asked else None
            self._send({"id": message["id"], "result": answer})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        while b"\r\n\r\n" not in self._buffer:
            self._read()
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        length = int(head.split(b"Content-Length:")[1].split(b"\r\n")[0])
        while len(self._buffer) < length:
            self._read()
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        message: dict[str, Any] = json.loads(body)
        return message

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        end = time.monotonic() + _PATIENCE
        ready, _, _ = select.select([stream], [], [], max(0, end - time.monotonic()))
        assert ready, "the language server does not answer"
        piece = stream.read1(1 << 16)  # type: ignore[attr-defined]
        assert piece, "the language server has ended"
        self._buffer += piece


def installed(folder: Path) -> Path:
    """The server and what it needs, from the lock file beside this module."""
    return npm_packages(Path(__file__).parent, folder)
