"""Pages of the documentation, followed as a reader would: commands run, files written, lines changed, output compared.

A block of ``sh`` is run. A comment before it may say ``<!-- exit="1" -->``, the exit code of its last command;
``<!-- install -->``, that tests/packaging types it into an empty environment; ``<!-- skip="…" -->``, why it is not run.
A block of ``text`` holds lines that the commands before it print. ``diff title="FILE"`` holds lines of a file before
and after, any other language with ``title="FILE"`` the whole text of one. Other blocks are for reading.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_FENCE = re.compile(
    r"^(?:<!-- (?P<note>[^\n]*) -->\n)?```(?P<info>[^\n`]*)\n(?P<text>.*?)^```[ ]*$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its attributes, its text, and its first line in the page."""

    language: str
    attributes: dict[str, str]
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a Markdown page, in order."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        language, *words = shlex.split(f"{found['info'] or '-'} {found['note'] or ''}")
        attributes = dict(word.partition("=")[::2] for word in words)
        yield Block(language, attributes, found["text"], text.count("\n", 0, found.start()) + 1)


@dataclass
class Reader:
    """Somebody at a shell, who follows a page, in the folder ``place``; ``patience`` is in seconds a block."""

    place: Path
    environment: dict[str, str]
    printed: str = ""
    commands: list[str] = field(default_factory=list)
    patience: float = 120

    def follow(self, page: Path) -> None:
        """Does what the page says. Raises AssertionError, with the line in the page, where something else happens."""
        for block in blocks(page):
            where = f"{page.name}:{block.line}"
            if block.language == "sh" and not {"skip", "install"} & block.attributes.keys():
                self.run(block, where)
            elif block.language == "text":
                self._compare(block.text, where)
            elif block.language == "diff" and "title" in block.attributes:
                self._change(block, where)
            elif "title" in block.attributes:
                (self.place / block.attributes["title"]).write_text(block.text, encoding="utf-8")

    def run(self, block: Block, where: str) -> None:
        """Types the commands of *block*. Raises AssertionError, with *where*, when they end otherwise than it says."""
        state = self.place / ".." / f"{self.place.name}.state"
        script = f"set -e\ntrap 'pwd > {state}; export -p >> {state}' EXIT\n{block.text}"
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.place, env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=self.patience,
        )  # fmt: skip
        self.printed = done.stdout + done.stderr
        self.commands.append(block.text)
        expected = int(block.attributes.get("exit", "0"))
        assert done.returncode == expected, f"{where} ended with {done.returncode}:\n{block.text}\n{self.printed}"
        assert "Traceback" not in self.printed, f"{where}:\n{self.printed}"
        folder, _, exports = state.read_text().partition("\n")
        state.unlink()
        self.place = Path(folder)
        self.environment |= _exported(exports)

    def _compare(self, text: str, where: str) -> None:
        printed = _even(self.printed)
        for line in text.splitlines():
            pattern = ".*?".join(re.escape(part) for part in _even(line).split("…"))
            assert re.search(pattern, printed), f"{where}: «{line}» is not in\n{self.printed}"

    def _change(self, block: Block, where: str) -> None:
        path = self.place / block.attributes["title"]
        lines = block.text.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] in "- ")
        after = "".join(line[1:] for line in lines if line[0] in "+ ")
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{where}: {path.name} holds these lines {text.count(before)} times:\n{before}"
        path.write_text(text.replace(before, after), encoding="utf-8")


def reader(place: Path) -> Reader:
    """A reader in the folder *place*, with mctool and git at hand and a name for git."""
    place.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "MCTOOL_DATA") if name in os.environ}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    who = {f"GIT_{role}_{what}": word for role in ("AUTHOR", "COMMITTER") for what, word in _WHO}
    return Reader(place, {**kept, **who, "PATH": path, "TMPDIR": str(place)})


_WHO = (("NAME", "A Reader"), ("EMAIL", "reader@university.example"))


def _exported(text: str) -> dict[str, str]:
    """The variables in what ``export -p`` printed."""
    words = (shlex.split(line) for line in text.splitlines() if line.startswith("declare -x ") and "=" in line)
    found = dict(word[2].partition("=")[::2] for word in words)
    return {name: value for name, value in found.items() if name not in ("OLDPWD", "PWD", "SHLVL", "_")}


def _even(text: str) -> str:
    """With single spaces, so that the width of columns does not matter."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines())
