"""The register: a chain in which every gap shows, also at its end."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mctool.errors import RegisterError
from mctool.register import Entry, Event, appending, faults, read, rehearsable

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)


def entry(learner: str, event: Event = Event.ISSUED, credential: str = "") -> Entry:
    return Entry(
        NOW, event, credential or f"urn:credential:{learner}", learner, "c", "p", "1", "sha256:0", "f" * 40, "awarded",
        {"xml": "a" * 64}, "b" * 64, "typing error" if event is not Event.ISSUED else None,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register of five lines, written in two batches."""
    path = tmp_path / "register" / "c.jsonl"
    with appending(path) as appender:
        appender.append([entry("L-1"), entry("L-2")])
        appender.append([entry("L-3"), entry("L-4"), entry("L-5")])
    return path


def test_what_was_appended_is_read_back(path: Path) -> None:
    record = read(path)
    assert record.faults == ()
    assert [one.learner for one in record.entries] == ["L-1", "L-2", "L-3", "L-4", "L-5"]
    assert record.entries[0] == entry("L-1")
    assert json.loads(path.read_text().splitlines()[2])["seq"] == 3


def test_revoked_credentials_are_no_longer_held(path: Path) -> None:
    with appending(path) as appender:
        appender.append([entry("L-2", Event.REVOKED), entry("L-3", Event.SUSPENDED)])
    held = read(path).issued()
    assert sorted(held) == ["L-1", "L-3", "L-4", "L-5"]
    last = read(path).status("urn:credential:L-3")
    assert last is not None
    assert last.event is Event.SUSPENDED


def test_entries_of_test_seals_count_apart_and_lines_that_do_not_say_are_real(path: Path) -> None:
    with appending(path) as appender:
        appender.append(
            [replace(entry("L-1", credential="urn:credential:t"), test=True), replace(entry("L-6"), test=True)]
        )
    assert ['"test":true' in line for line in path.read_text().splitlines()] == [False] * 5 + [True] * 2
    record = read(path)
    assert sorted(record.issued()) == ["L-1", "L-2", "L-3", "L-4", "L-5", "L-6"]
    assert sorted(record.real().issued()) == ["L-1", "L-2", "L-3", "L-4", "L-5"]
    assert record.real().issued()["L-1"].credential == "urn:credential:L-1"
    assert rehearsable([record]) == (record.real(),)
    alone = replace(record, entries=record.entries[5:])
    assert rehearsable([alone]) == (alone,)
    assert rehearsable([record, alone])[1].entries == ()


def edit(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text("".join(change(path.read_text().splitlines(keepends=True))))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: [lines[0].replace("L-1", "L-9"), *lines[1:]], 2),
        (lambda lines: [*lines[:2], *lines[3:]], 3),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1),
        (lambda lines: lines[:-1], 4),
        (lambda lines: [*lines[:-1], lines[-1].replace("awarded", "refused")], 5),
        (lambda lines: [*lines[:-1], lines[-1][:40]], 4),
        (lambda lines: [*lines[:2], "{}\n", *lines[2:]], 3),
        (lambda lines: [*lines[:2], "not json\n", *lines[3:]], 3),
        (lambda lines: [], 1),
    ],
    ids=["changed", "deleted", "swapped", "last-deleted", "last-changed", "last-cut", "inserted", "garbage", "emptied"],
)
def test_every_tampering_shows(path: Path, change: Callable[[list[str]], list[str]], line: int) -> None:
    edit(path, change)
    found = list(faults(path.parent))
    assert [one.line for one in found] == [line]
    with pytest.raises(RegisterError, match="MC901"), appending(path):
        pass


def test_a_missing_head_or_file_shows(path: Path) -> None:
    head = path.with_suffix(".head")
    kept = head.read_bytes()
    head.unlink()
    assert len(list(faults(path.parent))) == 1
    head.write_bytes(kept)
    assert not list(faults(path.parent))
    path.unlink()
    assert len(list(faults(path.parent))) == 1


def test_a_crash_between_lines_and_head_is_mended_by_the_next_run(path: Path) -> None:
    head = path.with_suffix(".head")
    behind = head.read_bytes()
    with appending(path) as appender:
        appender.append([entry("L-6")])
    head.write_bytes(behind)
    assert not list(faults(path.parent))
    with path.open("ab") as file:
        file.write(b'{"seq": 7, "prev"')  # a piece of a line that a power cut left
    with appending(path) as appender:
        appender.append([entry("L-7")])
    assert [one.learner for one in read(path).entries] == [f"L-{n}" for n in range(1, 8)]
    assert not list(faults(path.parent))


def test_only_one_process_appends(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mctool.errors import RegisterError\n"
        "from mctool.register import appending\n"
        "try:\n    with appending(Path(sys.argv[1])): pass\nexcept RegisterError as e: print(e)"
    )
    with appending(path):
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "another mctool" in done.stdout


def test_no_register_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert read(tmp_path / "c.jsonl").entries == ()
    assert list(faults(tmp_path / "absent")) == []
