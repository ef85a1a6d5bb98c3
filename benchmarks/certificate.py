"""What a certificate costs: CPU per picture and per PDF, their sizes, and ratios to typst by itself.

    python benchmarks/certificate.py 500 [--languages en]

Each learner's picture is drawn, then the PDF is made with two attachments: an XML of the usual size, and a JSON-LD that
holds the picture. Prints median and ninth decile of the CPU time, and ratios to
(a) typst compiling the same pages with a reused compiler and inputs, the usual way, (b) its PNG at the same resolution.
Ends with the goals, and with exit code 1 when one is missed.
"""

import argparse
import base64
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import typst
from tests.formats.awarded import NOW, one, varied

from mctool import resources
from mctool.credentials import Credential
from mctool.formats import certificateview
from mctool.formats.certificate import CertificatePrinter
from mctool.formats.certificateview import Seal
from mctool.formats.emblems import code_svg, logo_svg
from mctool.formats.pictures import PPI
from mctool.formats.typesetting import STANDARDS

XML = "<learningOutcome><title>Łódź</title></learningOutcome>\n" * 800
MAIN = b"""#import "certificate.typ": certificate
#set document(title: sys.inputs.title, author: "benchmark")
#certificate(json(bytes(sys.inputs.pages)), sys.inputs.code, rgb("#1f4e79"), 10.5pt)
"""


def learners(number: int, languages: tuple[str, ...]) -> list[Credential]:
    """As many credentials that differ in name and id."""
    basis = varied(one(), award={"languages": languages})
    return [
        replace(
            basis, id=f"urn:credential:{at:08d}-0000-4000-8000-000000000000",
            learner=replace(basis.learner, learner=f"L-{at:08X}", given_name=f"Ada{at}", family_name=f"Łąka-{at}"),
        )
        for at in range(number)
    ]  # fmt: skip


def timed(spent: list[float], work: Callable[..., Any], *given: Any, **how: Any) -> Any:
    """Does *work* with what is given and notes its CPU time in ms."""
    start = time.process_time()
    made = work(*given, **how)
    spent.append((time.process_time() - start) * 1000)
    return made


class Bare:
    """typst by itself over the same template and fonts, with inputs."""

    def __init__(self, seal: Seal) -> None:
        folder = resources.folder("templates") / "certificate"
        logo = logo_svg(one().award.logo)
        self._seal, self._logo = seal, logo
        self._compiler = typst.Compiler(
            input=str(folder / "certificate.typ"), root=str(folder), font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
        )  # fmt: skip

    def inputs(self, credential: Credential) -> dict[str, str]:
        """What the template gets."""
        pages = [asdict(page) for page in certificateview.pages(credential, self._seal)]
        return {
            "pages": json.dumps(pages), "code": code_svg(credential.id), "logo": self._logo,
            "title": credential.learner.full_name,
        }  # fmt: skip

    def compile(self, inputs: dict[str, str], **how: Any) -> Any:
        """One document: bytes, or a list of them for several pictures."""
        return self._compiler.compile(input=MAIN, sys_inputs=inputs, **how)


def show(name: str, spent: list[float], size: float) -> float:
    """Prints a line and returns the median."""
    median, high = statistics.median(spent), statistics.quantiles(spent, n=10)[-1]
    print(f"  {name:<34}{median:7.1f} ms{high:9.1f} ms{size / 1024:9.0f} KB")
    return median


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=500, help="learners")
    parser.add_argument("--languages", default="en", help="of the workspace, joined by commas")
    given = parser.parse_args()
    languages = tuple(given.languages.split(","))
    people = learners(given.number, languages)
    seal = Seal("B", "Example University (test seal)", test=True)
    printer = CertificatePrinter(people[0].award, seal_level=seal.level, seal_name=seal.name, test=seal.test)
    pictures: list[float] = []
    documents: list[float] = []
    picture_size = document_size = 0
    for person in people:
        shown = timed(pictures, printer.pages, person)
        jsonld = json.dumps({"image": [base64.b64encode(page.content).decode() for page in shown], "text": XML})
        files = {"a.xml": XML.encode(), "a.jsonld": jsonld.encode()}
        document = timed(documents, printer.pdf, person, attachments=files)
        picture_size = max(picture_size, *(len(page.content) for page in shown))
        document_size = max(document_size, len(document))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    bare = Bare(seal)
    bare_pdf: list[float] = []
    bare_png: list[float] = []
    seconds = int(NOW.timestamp())
    for person in people[: max(20, given.number // 5)]:
        inputs = bare.inputs(person)
        pdf = timed(bare_pdf, bare.compile, inputs, format="pdf", pdf_standards=STANDARDS, timestamp=seconds)
        png = timed(bare_png, bare.compile, inputs, format="png", ppi=PPI)
    first = png if isinstance(png, bytes) else png[0]
    print(f"{given.number} learners, languages {given.languages}, {peak} MB at most")
    print(f"  {'':<34}{'median':>10}{'9th decile':>12}{'largest':>12}")
    image = show("pictures", pictures, picture_size)
    print_ = show("PDF with two attachments", documents, document_size)
    plain_pdf = show("typst: PDF without attachments", bare_pdf, len(pdf))
    plain_png = show("typst: PNG of the same page", bare_png, len(first))
    print(
        f"pictures take {image / plain_png:.2f} times typst's own PNG, at {picture_size / len(first):.2f} of the size"
    )
    print(f"the PDF takes {print_ / plain_pdf:.2f} times typst's bare compile with inputs")
    print(
        f"goals for one language: picture <= 14 ms ({image:.1f}), PDF <= 7 ms ({print_:.1f}), "
        f"picture <= 150 KB ({picture_size / 1024:.0f})"
    )
    sys.exit(0 if image <= 14 and print_ <= 7 and picture_size <= 150 * 1024 else 1)


if __name__ == "__main__":
    main()
