"""What a seal costs beyond the bare signature: ``python benchmarks/seals.py [ROUNDS]``.

For every kind of key, over a Europass XML and a JSON-LD text of about 12 and 24 KB: CPU milliseconds of the bare
signature, of a XAdES and of a JAdES seal, their ratios to the bare signature, and what loading the key costs, which a
run pays once and a loop that loads it for every learner pays every time. Rounds alternate; medians are printed.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from mctool.seals.jades import JsonSealer
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.testseal import KeyKind, new_test_seal
from mctool.seals.xades import XmlSealer

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
XML = (
    '<europassCredential xmlns="http://data.europa.eu/snb">'
    + '<title><text lang="en" content-type="text/plain">Emotional intelligence at work</text></title>' * 120
    + "<proof/></europassCredential>"
).encode()
JSON = json.dumps({"outcomes": ["Responds to a discriminatory comment in a classroom"] * 430})


def cpu(work: Callable[[], object], times: int) -> float:
    """CPU milliseconds of one run of *work*."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times


def measure(kind: KeyKind, folder: Path, rounds: int) -> str:
    """One row: bare signature, XAdES, JAdES, loading."""
    file = folder / f"{kind}.p12"
    content, _ = new_test_seal(
        organization="Benchmark",
        organization_identifier="VATPL-0",
        country_alpha2="PL",
        key=kind,
        now=NOW,
        password="benchmark",
    )
    file.write_bytes(content)
    key = load_pkcs12(file, "benchmark")
    xml, jws = XmlSealer(key), JsonSealer(key)
    stages: dict[str, Callable[[], object]] = {
        "bare": lambda: key.sign(XML),
        "xades": lambda: xml.seal(XML, time=NOW),
        "jades": lambda: jws.seal(JSON, time=NOW),
    }
    found: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(rounds):
        for name, work in stages.items():
            found[name].append(cpu(work, 20))
    bare, xades, jades = (statistics.median(found[name]) for name in stages)
    load = statistics.median(cpu(lambda: load_pkcs12(file, "benchmark"), 1) for _ in range(3))
    return (
        f"{key.key_name:<9}{bare:>8.3f}{xades:>9.2f}{jades:>9.2f}"
        f"{xades / bare:>13.1f}{jades / bare:>13.1f}{xades - bare:>10.2f}{jades - bare:>10.2f}{load:>9.1f}"
    )


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print(f"CPU ms, medians of {rounds} rounds; XML {len(XML) / 1000:.1f} KB, JSON {len(JSON) / 1000:.1f} KB")
    print("key          bare    XAdES    JAdES   XAdES/bare   JAdES/bare    XAdES-     JAdES-    load")
    with tempfile.TemporaryDirectory() as folder:
        for kind in get_args(KeyKind):
            print(measure(kind, Path(folder), rounds), flush=True)


if __name__ == "__main__":
    main()
