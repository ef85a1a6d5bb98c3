"""What verifying costs, beside xmlsec1 for the same files.

    python benchmarks/verify.py [1000] [--key p256|rsa2048] [--languages en]

Makes that many sealed credentials of the example, as Europass XML and as ELM JSON-LD with the certificate as a
picture, and verifies each one, from bytes to verdict, without SHACL and without the official XSD: form, seal, chain to
the root, structure, dates. Prints the median CPU time of a credential, and that of xmlsec1 for the same XML files,
which checks the seal and the chain and nothing else (one process over 100 files, so that starting it hardly counts).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.crowd import COHORT, crowd

from mctool.credentials import build_award, build_credential
from mctool.decisions import decide
from mctool.formats import elm_jsonld, europass_xml
from mctool.formats.certificate import CertificatePrinter
from mctool.identities import read_identities
from mctool.rules.world import World
from mctool.seals.jades import JsonSealer
from mctool.seals.keys import SealKey
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.testseal import KeyKind, new_test_seal
from mctool.seals.xades import XmlSealer
from mctool.verification import Trust, verify_bytes
from mctool.workspace import load

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
GOAL = 12.0
"""Milliseconds of CPU for one credential, at the median over both formats."""


def seal(folder: Path, kind: KeyKind) -> tuple[SealKey, Trust]:
    """A fresh test seal, and the trust in the root that it comes from."""
    content, pem = new_test_seal(
        organization="Example University", organization_identifier="VATPL-0000000000", country_alpha2="PL",
        key=kind, now=NOW, password="x",
    )  # fmt: skip
    (folder / "seal.p12").write_bytes(content)
    (folder / "root.pem").write_bytes(pem)
    return load_pkcs12(folder / "seal.p12", "x"), Trust.from_pem_files([folder / "root.pem"])


def made(folder: Path, size: int, languages: str, key: SealKey) -> dict[str, list[bytes]]:
    """Sealed credentials of as many learners, by format; all share the picture of the first one's certificate."""
    workspace = crowd(folder, size, languages=languages)
    world = World(load(workspace), NOW.date())
    cohort = world.workspace.cohorts[COHORT]
    identities = read_identities(workspace / str(world.workspace.settings.identities))
    award = build_award(world.workspace, cohort)
    xml, jsonld = europass_xml.Renderer(award), elm_jsonld.Renderer(award)
    xml_sealer, json_sealer = XmlSealer(key), JsonSealer(key)
    printer = CertificatePrinter(award, seal_level="B", seal_name=key.common_name, test=False)
    found: dict[str, list[bytes]] = {"XML": [], "JSON-LD": []}
    pages = None
    for decision in decide(world, cohort):
        one = build_credential(award, decision, identities[decision.learner], uuid=str(uuid.uuid4()), now=NOW)
        pages = pages or printer.pages(one)
        found["XML"].append(xml_sealer.seal(xml.render(one), time=NOW))
        found["JSON-LD"].append(json_sealer.seal(jsonld.render(one, pages), time=NOW))
    return found


def ours(files: list[bytes], trust: Trust) -> list[float]:
    """CPU milliseconds of each file."""
    spent = []
    for data in files:
        start = time.process_time()
        verdict = verify_bytes(data, path="credential", trust=trust, now=NOW)
        spent.append((time.process_time() - start) * 1000)
        assert verdict.verdict == "valid", verdict
    return spent


def xmlsec1(files: list[bytes], folder: Path) -> list[float]:
    """CPU milliseconds of a file, for each hundred files."""
    command = ["xmlsec1", "--verify", "--trusted-pem", str(folder / "root.pem"), "--enabled-key-data", "x509"]
    command += ["--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"]
    command += ["--verification-gmt-time", f"{NOW:%Y-%m-%d %H:%M:%S}"]
    spent = []
    for start in range(0, len(files), 100):
        names = []
        for number, data in enumerate(files[start : start + 100]):
            names.append(str(folder / f"{number}.xml"))
            Path(names[-1]).write_bytes(data)
        before = os.times()
        subprocess.run([*command, *names], check=True, capture_output=True)
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        spent.append(used * 1000 / len(names))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", nargs="?", type=int, default=1000)
    parser.add_argument("--key", choices=get_args(KeyKind), default="p256")
    parser.add_argument("--languages", default="en")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key, trust = seal(folder, chosen.key)
        files = made(folder, chosen.size, chosen.languages, key)
        spent = {kind: ours(some, trust) for kind, some in files.items()}
        peer = statistics.median(xmlsec1(files["XML"], folder))
    both = statistics.median([*spent["XML"], *spent["JSON-LD"]])
    print(f"{chosen.size} credentials in each format, {key.key_name}")
    for kind, times in spent.items():
        size = statistics.median(map(len, files[kind])) / 1000
        low, high = (statistics.quantiles(times, n=20)[at] for at in (0, -1))
        middle = statistics.median(times)
        print(f"{kind:<8} {size:>6.0f} KB  median {middle:>5.1f} ms CPU  (5 to 95 %: {low:.1f} to {high:.1f})")
    print(f"both              median {both:>5.1f} ms CPU  (goal: at most {GOAL:.0f})")
    ratio = statistics.median(spent["XML"]) / peer
    print(f"xmlsec1  XML      median {peer:>5.1f} ms CPU  (seal and chain only; ours is {ratio:.1f} times that)")
    sys.exit(0 if both <= GOAL else 1)


if __name__ == "__main__":
    main()
