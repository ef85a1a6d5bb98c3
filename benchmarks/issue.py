"""What issuing costs: CPU by stage, by workers and by size, and ratios to the bare work and to openbadgeslib.

    python benchmarks/issue.py 1000 [--key p256|rsa2048|rsa3072] [--languages en] [--peer]

Prints, for one run on one machine: CPU ms per learner of each stage (with and without certificate), wall time with
one and two workers, peak memory, and the ratio to (a) the bare signatures, (b) with --peer openbadgeslib's command
line with RSA-2048 for as many learners (pip install openbadgeslib==4.6.3), (c) signxml and joserfc over ready bytes.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.crowd import COHORT, crowd

from mctool.credentials import build_award, build_credential
from mctool.decisions import decide
from mctool.formats import elm_jsonld, europass_xml
from mctool.formats.certificate import CertificatePrinter
from mctool.formats.display import DisplayPage
from mctool.identities import read_identities
from mctool.issuance import Options, SealPlan, issue, make_plan
from mctool.issuance.writing import finish, write_part
from mctool.rules.world import World
from mctool.seals.jades import JsonSealer
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.testseal import KeyKind, new_test_seal
from mctool.seals.xades import XmlSealer
from mctool.verification import Trust, verify_bytes
from mctool.workspace import load

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)
"""A picture of one pixel, for the figures without certificate."""


def seal(folder: Path, kind: KeyKind) -> SealPlan:
    """A fresh test seal."""
    content, _ = new_test_seal(
        organization="Example University", organization_identifier="VATPL-0000000000", country_alpha2="PL",
        key=kind, now=NOW, password="x",
    )  # fmt: skip
    path = folder / f"{kind}.p12"
    path.write_bytes(content)
    return SealPlan(load_pkcs12(path, "x"))


class Stages:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[..., Any], *given: Any, **how: Any) -> Any:
        """Does *work* with what is given and counts its CPU time under *name*."""
        start = time.process_time()
        result = work(*given, **how)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start
        return result


def by_stage(workspace: Path, plan: SealPlan, folder: Path, *, certificate: bool) -> tuple[Stages, int]:
    """Every stage on its own, one learner after the other."""
    stages = Stages()
    world = World(load(workspace), NOW.date())
    cohort = world.workspace.cohorts[COHORT]
    decisions = stages("decide", decide, world, cohort)
    identities = read_identities(workspace / str(world.workspace.settings.identities))
    award = build_award(world.workspace, cohort)
    xml, jsonld = europass_xml.Renderer(award), elm_jsonld.Renderer(award)
    printer = CertificatePrinter(award, seal_level="B", seal_name=plan.key.common_name, test=False)
    xml_sealer, json_sealer = XmlSealer(plan.key), JsonSealer(plan.key)
    trust = Trust((plan.key.certificate,))
    dots = tuple(DisplayPage(language, DOT, "image/png") for language in award.languages)
    folder.mkdir()
    for decision in decisions:
        name = str(uuid.uuid4())
        made = stages("build", build_credential, award, decision, identities[decision.learner], uuid=name, now=NOW)
        pages = stages("image", printer.pages, made) if certificate else dots
        document = stages("XML", xml.render, made)
        text = stages("JSON-LD", jsonld.render, made, pages)
        sealed = {
            "xml": stages("seal XML", xml_sealer.seal, document, time=NOW),
            "jsonld": stages("seal JSON", json_sealer.seal, text, time=NOW),
        }
        for kind, content in sealed.items():
            verdict = stages(f"verify {kind}", verify_bytes, content, path=kind, trust=trust, now=NOW)
            assert verdict.verdict == "valid", verdict
        if certificate:
            attached = {f"{name}.{kind}": content for kind, content in sealed.items()}
            sealed["pdf"] = stages("PDF", printer.pdf, made, attachments=attached)
        for kind, content in sealed.items():
            stages("write", write_part, folder / f"{name}.{kind}", content)
        stages("write", finish, [folder / f"{name}.{kind}" for kind in sealed], folder)
    return stages, len(decisions)


def whole(workspace: Path, plan: SealPlan, formats: frozenset[str], workers: int) -> tuple[float, float, int]:
    """Wall and CPU seconds of ``issue`` in a process of its own with *workers*, and its peak memory in MB."""
    for name in ("issued", "register"):
        shutil.rmtree(workspace / name, ignore_errors=True)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            world = World(load(workspace), NOW.date())
            planned = make_plan(world, world.workspace.cohorts[COHORT])
            identities = read_identities(workspace / str(world.workspace.settings.identities))
            outcome = issue(planned, identities, plan, Options(NOW, formats=formats, workers=workers))
            most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            os.write(writer, f"{len(outcome.issued)} {most // 1024}".encode())
            code = 0
        finally:
            os._exit(code)
    start = time.monotonic()
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    assert status == 0
    return wall, usage.ru_utime + usage.ru_stime, int(os.read(reader, 100).split()[1])


def bare(plan: SealPlan, number: int) -> float:
    """CPU seconds of the signatures alone: two for each learner."""
    start = time.process_time()
    for at in range(2 * number):
        plan.key.sign(b"%d" % at)
    return time.process_time() - start


def loop(number: int, document: bytes, text: str) -> float:
    """CPU seconds of signxml and joserfc with a P-256 key in a plain loop over ready bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from joserfc import jws
    from joserfc.jwk import ECKey
    from lxml import etree
    from signxml.algorithms import SignatureMethod
    from signxml.signer import XMLSigner

    key = ec.generate_private_key(ec.SECP256R1())
    jwk = ECKey.import_key(key)
    signer = XMLSigner(signature_algorithm=SignatureMethod.ECDSA_SHA256)
    start = time.process_time()
    for _ in range(number):
        etree.tostring(signer.sign(etree.fromstring(document), key=key))
        jws.serialize_json({"protected": {"alg": "ES256"}}, text, jwk, algorithms=["ES256"])
    return time.process_time() - start


def peer(folder: Path, number: int) -> float | None:
    """CPU seconds of openbadgeslib's command line for *number* recipients with RSA-2048; None when not installed."""
    programs = Path(sys.executable).parent
    if not (programs / "openbadges-signer").exists():
        return None
    subprocess.run([programs / "openbadges-init", folder / "ob"], check=True, capture_output=True)
    images = folder / "ob" / "images"
    images.mkdir(exist_ok=True)
    (images / "image_badge1.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
    config = folder / "ob" / "config.ini"
    subprocess.run([programs / "openbadges-keygenerator", "-c", config, "-g", "1"], check=True, capture_output=True)
    recipients = folder / "recipients.txt"
    recipients.write_text("".join(f"l{at}@example.org\n" for at in range(number)))
    out = folder / "badges"
    out.mkdir()
    options: list[str | Path] = ["-c", config, "-b", "1", "--recipients-file", recipients, "-o", out, "-E", "-V", "3"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([programs / "openbadges-signer", *options], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def show(title: str, stages: Stages, number: int) -> float:
    """Prints the stages and returns the CPU ms per learner of all but deciding."""
    print(f"\n{title}, CPU ms per learner")
    for name, seconds in stages.seconds.items():
        print(f"  {name:<14}{seconds / number * 1000:8.2f}")
    total = sum(seconds for name, seconds in stages.seconds.items() if name != "decide") / number * 1000
    print(f"  {'total':<14}{total:8.2f}   (deciding apart)")
    return total


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=300, help="learners")
    parser.add_argument("--key", default="p256", choices=["p256", "rsa2048", "rsa3072"])
    parser.add_argument("--languages", default="en", help="of the workspace, joined by commas")
    parser.add_argument("--peer", action="store_true", help="also openbadgeslib (RSA-2048)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = crowd(folder, given.number, languages=given.languages)
        plan = seal(folder, given.key)
        print(f"{given.number} learners, key {plan.key.key_name}, languages {given.languages}")
        walls = []
        for workers in (1, 2):
            wall, cpu, peak = whole(workspace, plan, frozenset({"xml", "jsonld", "pdf"}), workers)
            walls.append(wall)
            print(
                f"issue with {workers} worker(s): {wall:.1f} s wall, {cpu / given.number * 1000:.1f} ms CPU and "
                f"{wall / given.number * 1000:.1f} ms wall per learner, {peak} MB"
            )
        print(f"two workers are {walls[0] / walls[1]:.2f} times as fast as one")
        without, number = by_stage(workspace, plan, folder / "without", certificate=False)
        short = show("XML and JSON-LD, sealed and verified", without, number)
        full, number = by_stage(workspace, plan, folder / "full", certificate=True)
        long = show("Everything", full, number)
        signing = bare(plan, number) / number * 1000
        print(f"\nbare signatures {signing:.2f} ms: sealed and verified files {short / signing:.1f} times that")
        sealing = sum(without.seconds[one] for one in ("seal XML", "seal JSON")) / number * 1000
        sample = sorted((folder / "without").glob("*.xml"))[0].read_bytes()
        text = "x" * len(sorted((folder / "without").glob("*.jsonld"))[0].read_bytes())
        plain = loop(number, sample, text) / number * 1000
        print(f"plain loop of signxml and joserfc {plain:.2f} ms: our sealing {sealing / plain:.2f} times that")
        if given.peer:
            other = peer(folder, number)
            if other is None:
                print("openbadgeslib is not installed: pip install openbadgeslib==4.6.3")
            else:
                rsa_plan = seal(folder, "rsa2048")
                ours, _ = by_stage(workspace, rsa_plan, folder / "rsa", certificate=False)
                cost = sum(ours.seconds.values())
                print(f"openbadgeslib, RSA-2048: {other:.1f} s; ours, both formats: {cost:.1f} s")
                print(f"ours is {other / cost:.1f} times faster")
        print(f"\ngoals: sealed and verified <= 8 ms ({short:.1f}), everything in one language <= 25 ms ({long:.1f})")


if __name__ == "__main__":
    main()
