"""However large or deep a file is: refused within 2 seconds of CPU and 300 MB."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from . import attacks_hostile
from .world import World

_MEASURE = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from mctool.verification import Trust, verify_file
verdict = verify_file(Path(sys.argv[1]), trust=Trust(), now=datetime(2026, 5, 20, tzinfo=UTC))
used = resource.getrusage(resource.RUSAGE_SELF)
status = Path("/proc/self/status").read_text()  # ru_maxrss would count the memory of the process that started us
peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
print(verdict.verdict, used.ru_utime + used.ru_stime, int(peak) / 1024)
"""


def _large(start: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(start)
            file.truncate(200_000_000)

    return write


def _hostile(name: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(getattr(attacks_hostile, name)(World.new()))

    return write


FILES = {
    "200 MB of XML": _large(b'<?xml version="1.0"?><europassCredential>'),
    "200 MB of JSON": _large(b'{"payload": "'),
    "200 MB of PDF": _large(b"%PDF-1.7\n"),
    **{
        name.replace("_", " "): _hostile(name)
        for name in (
            "entity_expansion",
            "many_elements",
            "many_attributes",
            "many_namespaces",
            "many_ids_twice",
            "many_references_to_nothing",
            "many_languages",
            "many_claims_of_many_outcomes",
            "many_claims_of_many_outcomes_in_json",
            "many_copies_of_one_node",
            "many_quotes",
            "many_quotes_in_json",
            "deep_xml",
            "deep_json",
            "many_values",
            "long_number",
            "pdf_bomb",
            "pdf_bomb_in_layers",
        )
    },
}


@pytest.mark.parametrize("name", FILES)
def test_refused_in_time_and_space(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile"
    FILES[name](path)

    command = [sys.executable, "-c", _MEASURE, str(path)]
    verdict, seconds, megabytes = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()

    assert verdict == "invalid"
    assert float(seconds) < 2
    assert float(megabytes) < 300
