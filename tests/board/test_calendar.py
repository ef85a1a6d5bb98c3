"""``mctool status --format ics``: a calendar by RFC 5545 that moves its events instead of doubling them."""

import subprocess
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.conftest import NOW, SPRING, Mctool


def written(workspace: Path, now: str = NOW) -> bytes:
    """The calendar, byte for byte, as a calendar program would fetch it."""
    import sys

    command = [sys.executable, "-m", "mctool", "status", "-C", str(workspace), "--format", "ics", "--now", now]
    return subprocess.run(command, capture_output=True, check=True).stdout


def events(content: bytes) -> dict[str, tuple[str, str]]:
    """Identifier and day of each event, by its summary, as the icalendar package reads it."""
    calendar = Calendar.from_ical(content)
    return {str(one["summary"]): (str(one["uid"]), one["dtstart"].dt.isoformat()) for one in calendar.walk("VEVENT")}


@pytest.fixture
def long_name(workspace: Path) -> Path:
    """A workspace whose unit has a name that no line holds, and marks that the format must escape."""
    settings = workspace / "mctool.yaml"
    unit = 'unit: "Biuro mikropoświadczeń; dział jakości, ' + "łódź " * 30 + '"'
    settings.write_text(settings.read_text(encoding="utf-8").replace("unit: Micro-credential Office", unit), "utf-8")
    return workspace


def test_lines_are_folded_and_escaped(long_name: Path) -> None:
    content = written(long_name)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:Overdue: Digital issuance: {SPRING} (Biuro mikropoświadczeń\\; dział jakości\\, łódź" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == 6
    assert unfolded.count("DTSTAMP:20261124T100000Z") == 6
    assert all("Biuro mikropoświadczeń; dział" in one for one in events(content) if "issuance" in one)


def test_identifiers_stay_when_days_move(mctool: Mctool, workspace: Path) -> None:
    summary = "Digital issuance: inclusive-communication-2026-autumn (Micro-credential Office)"
    before = events(written(workspace))
    assert before[summary][1] == "2026-11-25"
    assert len({uid for uid, _ in before.values()}) == len(before) == 6
    settings = workspace / "mctool.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("within: P7D", "within: P9D"), encoding="utf-8")
    after = events(written(workspace, "2026-11-25T10:00:00Z"))
    assert after[summary] == (before[summary][0], "2026-11-27")


def test_nothing_due_is_a_calendar_all_the_same(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, "--name", "U", "--country", "POL", "--language", "en").code == 0
    content = written(folder)
    assert events(content) == {}
    assert Calendar.from_ical(content).subcomponents
