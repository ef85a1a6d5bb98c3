"""What issuing costs: CPU by stage, by workers and by size, and ratios to the bare work and to others.

    python benchmarks/issue.py 300 [--key p256|rsa2048|rsa3072] [--languages en] [--scale] [--peer]

Prints CPU ms per learner of each stage, the best of three rounds, with and without certificate; wall time with one and
two workers, peak memory; with --scale the same for ten times as many learners; and the ratios to (a) the bare
signatures, (b) with --peer openbadgeslib's command line with RSA-2048 for as many learners, which is installed from
PyPI into an environment of its own, (c) a plain loop of signxml and joserfc over ready bytes. Ends with the goals, and
with exit code 1 when one is missed. Wall times mean something on an idle machine only: the load is printed.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.crowd import COHORT, crowd

import sealing_peers
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
from mctool.seals.pdfseal import PdfSealer
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.testseal import KeyKind, new_test_seal
from mctool.seals.xades import XmlSealer
from mctool.verification import Trust, verify_bytes
from mctool.workspace import load

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
ROUNDS = 3
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)
"""A picture of one pixel, for the figures without certificate."""


@dataclass(frozen=True)
class Goal:
    """What a figure should be: at most *limit*, or at least where *least*."""

    name: str
    figure: float
    limit: float
    least: bool = False

    @property
    def met(self) -> bool:
        """Whether it is."""
        return self.figure >= self.limit if self.least else self.figure <= self.limit

    def __str__(self) -> str:
        sign = ">=" if self.least else "<="
        return f"  {'met   ' if self.met else 'MISSED'} {self.name} {sign} {self.limit:g}: {self.figure:.2f}"


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

    @property
    def total(self) -> float:
        """CPU seconds of all stages but deciding."""
        return sum(seconds for name, seconds in self.seconds.items() if name != "decide")


def by_stage(workspace: Path, plan: SealPlan, folder: Path, *, certificate: bool) -> Stages:
    """Every stage on its own, one learner after the other, in the order in which ``issue`` works."""
    stages = Stages()
    world = World(load(workspace), NOW.date())
    cohort = world.workspace.cohorts[COHORT]
    decisions = stages("decide", decide, world, cohort)
    identities = read_identities(workspace / str(world.workspace.settings.identities))
    award = build_award(world.workspace, cohort)
    xml, jsonld = europass_xml.Renderer(award), elm_jsonld.Renderer(award)
    printer = CertificatePrinter(award, seal_level="B", seal_name=plan.key.common_name, test=True)
    xml_sealer, json_sealer, pdf_sealer = XmlSealer(plan.key), JsonSealer(plan.key), PdfSealer(plan.key)
    trust = Trust((plan.key.certificate,))
    dots = tuple(DisplayPage(language, DOT, "image/png") for language in award.languages)
    folder.mkdir()
    for decision in decisions:
        name = str(uuid.uuid4())
        made = stages("build", build_credential, award, decision, identities[decision.learner], uuid=name, now=NOW)
        document = stages("XML", xml.render, made)
        pages = stages("image", printer.pages, made) if certificate else dots
        text = stages("JSON-LD", jsonld.render, made, pages)
        sealed = {
            "xml": stages("seal XML", xml_sealer.seal, document, time=NOW),
            "jsonld": stages("seal JSON-LD", json_sealer.seal, text, time=NOW),
        }
        to_verify = dict(sealed)
        if certificate:
            attached = {f"{name}.{kind}": content for kind, content in sealed.items()}
            page = stages("PDF", printer.pdf, made, attachments=attached, keyword=pdf_sealer.placeholder)
            sealed["pdf"] = stages("seal PDF", pdf_sealer.seal, page, time=NOW)
            to_verify = {"PDF with both": sealed["pdf"]}
        for kind, content in to_verify.items():
            verdict = stages(f"verify {kind}", verify_bytes, content, path=kind, trust=trust, now=NOW, summary=False)
            assert verdict.verdict == "valid", verdict
        for kind, content in sealed.items():
            stages("write", write_part, folder / f"{name}.{kind}", content)
        stages("write", finish, [folder / f"{name}.{kind}" for kind in sealed], folder)
    return stages


def best(workspace: Path, plan: SealPlan, folder: Path, *, certificate: bool) -> Stages:
    """The round that cost least: what else the machine did at the time adds, and never takes away."""
    rounds = [by_stage(workspace, plan, folder / f"{number}", certificate=certificate) for number in range(ROUNDS)]
    return min(rounds, key=lambda one: one.total)


def whole(workspace: Path, plan: SealPlan, workers: int) -> tuple[float, float, int]:
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
            issue(planned, identities, plan, Options(NOW, workers=workers))
            most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            os.write(writer, f"{most // 1024}".encode())
            code = 0
        finally:
            os._exit(code)
    start = time.monotonic()
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    assert status == 0
    return wall, usage.ru_utime + usage.ru_stime, int(os.read(reader, 100))


def show(title: str, stages: Stages, number: int) -> float:
    """Prints the stages and returns the CPU ms per learner of all but deciding."""
    print(f"\n{title}, CPU ms per learner")
    for name, seconds in stages.seconds.items():
        print(f"  {name:<20}{seconds / number * 1000:8.2f}")
    total = stages.total / number * 1000
    print(f"  {'total':<20}{total:8.2f}   (deciding apart)")
    return total


def workers(workspace: Path, plan: SealPlan, number: int) -> list[Goal]:
    """``issue`` as a whole, with one worker and with two, in turn, the best of each."""
    walls: dict[int, float] = {}
    for count in (1, 2) * ROUNDS:
        wall, cpu, peak = whole(workspace, plan, count)
        walls[count] = min(wall, walls.get(count, wall))
        print(
            f"issue with {count} worker(s): {wall:.1f} s wall, {cpu / number * 1000:.1f} ms CPU and "
            f"{wall / number * 1000:.1f} ms wall per learner, {peak} MB; load {os.getloadavg()[0]:.1f}"
        )
    return [Goal("two workers, times as fast as one", walls[1] / walls[2], 1.8, least=True)]


def scale(folder: Path, plan: SealPlan, number: int, languages: str) -> list[Goal]:
    """*number* learners and ten times as many, with two workers."""
    costs, peaks = [], []
    for size in (number, 10 * number):
        place = folder / f"scale-{size}"
        place.mkdir()
        wall, cpu, peak = whole(crowd(place, size, languages=languages), plan, 2)
        costs.append(cpu / size * 1000)
        peaks.append(peak)
        print(f"{size} learners: {wall:.0f} s wall, {costs[-1]:.1f} ms CPU per learner, {peak} MB")
        shutil.rmtree(place)
    name = f"CPU per learner of {10 * number}, times that of {number}"
    return [Goal(name, costs[1] / costs[0], 1.1), Goal("MB at most", peaks[1], 400)]


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=300, help="learners")
    parser.add_argument("--key", default="p256", choices=["p256", "rsa2048", "rsa3072"])
    parser.add_argument("--languages", default="en", help="of the workspace, joined by commas")
    parser.add_argument("--scale", action="store_true", help="also ten times as many learners")
    parser.add_argument("--peer", action="store_true", help="also openbadgeslib (RSA-2048), from PyPI")
    given = parser.parse_args()
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        number = given.number
        workspace = crowd(folder, number, languages=given.languages)
        plan = seal(folder, given.key)
        print(f"{number} learners, key {plan.key.key_name}, languages {given.languages}")
        goals += workers(workspace, plan, number)
        if given.scale:
            goals += scale(folder, plan, number, given.languages)
        (folder / "without").mkdir()
        (folder / "full").mkdir()
        without = best(workspace, plan, folder / "without", certificate=False)
        short = show("XML and JSON-LD, sealed and verified", without, number)
        full = best(workspace, plan, folder / "full", certificate=True)
        long = show("Everything", full, number)
        goals += [Goal("sealed and verified, ms", short, 8), Goal("everything in one language, ms", long, 25)]
        signing = sealing_peers.bare(plan.key, number) / number * 1000
        print(f"\n(a) bare signatures {signing:.3f} ms: sealed and verified files {short / signing:.0f} times that")
        if given.peer:
            other = sealing_peers.openbadgeslib(folder, number)
            rsa = seal(folder, "rsa2048")
            (folder / "rsa").mkdir()
            ours = best(workspace, rsa, folder / "rsa", certificate=False)
            alike = ours.total - sum(ours.seconds[one] for one in ("verify xml", "verify jsonld"))
            print(
                f"(b) openbadgeslib, RSA-2048: {other:.1f} s CPU; ours, both formats: {alike:.1f} s, "
                f"{ours.total:.1f} s with the verification that it leaves out ({other / ours.total:.1f} times)"
            )
            goals.append(Goal("both formats without verification, times openbadgeslib", other / alike, 8, least=True))
        sealing = sum(without.seconds[one] for one in ("seal XML", "seal JSON-LD")) / number * 1000
        files = [sorted((folder / "without" / "0").glob(f"*.{kind}"))[0].read_bytes() for kind in ("xml", "jsonld")]
        plain = sealing_peers.loop(number, *files) / number * 1000
        print(f"(c) plain loop of signxml and joserfc {plain:.2f} ms: our sealing {sealing / plain:.2f} times that")
    print("\ngoals (for P-256 and one language)", *goals, sep="\n")
    sys.exit(0 if all(goal.met for goal in goals) else 1)


if __name__ == "__main__":
    main()
