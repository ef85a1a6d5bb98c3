"""Searches for YAML texts that break the reader or the models.

Not part of the tests: ``make fuzz``, for as long as MCTOOL_FUZZ_EXAMPLES takes. What it finds becomes a case.
"""

import os
import random
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mctool.checking import check
from mctool.rules.world import World
from mctool.workspace import load
from mctool.yamlsource import Source
from tests.conftest import ROOT, TODAY

SEARCH = settings(
    max_examples=int(os.environ.get("MCTOOL_FUZZ_EXAMPLES", "3000")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
FILES = sorted((ROOT / "examples" / "equini").rglob("*.yaml"))
PIECES = st.sampled_from(
    [b"\t", b"{", b"[", b"- ", b": ", b"&a ", b"*a", b"!x ", b"'", b'"', b"|\n", b"\xff", b"\0", b"...", b"#"]
)


@SEARCH
@given(st.binary(max_size=400))
def test_any_bytes_end_in_data_or_faults(content: bytes) -> None:
    start = time.process_time()
    Source.from_bytes(content).span(("a", 0))
    assert time.process_time() - start < 2


@SEARCH
@given(st.sampled_from(FILES), st.integers(0, 2**32), st.lists(PIECES, min_size=1, max_size=4))
def test_spoilt_descriptors_end_in_findings(path: Path, seed: int, pieces: list[bytes]) -> None:
    chance = random.Random(seed)
    content = path.read_bytes()
    for piece in pieces:
        at = chance.randrange(len(content))
        content = content[:at] + piece + content[at + chance.randrange(6) :]
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "mctool.yaml").write_text("mctool: 1\nlanguages: [en, pl]\n")
        (Path(name) / path.name).write_bytes(content)
        check(World(load(Path(name)), TODAY))
