"""Certificates to be printed, and what tools other than ours find in them."""

import subprocess
from dataclasses import replace
from pathlib import Path

from mctool.credentials import CertifiedOutcome, Credential
from mctool.formats.certificate import CertificatePrinter
from mctool.models.outcome import Outcome
from mctool.models.values import Text

from .awarded import one, varied

SEVEN = ("en", "pl", "pt", "nl", "fr", "de", "es")
TITLES = {
    "en": "Inclusive communication in academic teams",
    "pl": "Komunikacja włączająca w zespołach akademickich: źdźbło, gęś i łódź",
    "pt": "Comunicação inclusiva em equipas académicas: coração, não e avó",
    "nl": "Inclusieve communicatie in academische teams: coördinatie en één idee",
    "fr": "Communication inclusive : cœur, français, où, garçon, naïveté",
    "de": "Inklusive Kommunikation in Hochschulteams: Größe, Übung, Ärger",
    "es": "Comunicación inclusiva en equipos académicos: año, pingüino, ¿qué?",
}
SEAL_NAME = "Example University of Technology in Lodz (test seal)"


def in_seven_languages() -> Credential:
    """The example's credential as a workspace in seven languages would have it."""
    return varied(one(), award={"languages": SEVEN}, programme={"title": Text(TITLES)})


def printer(
    credential: Credential, *, level: str = "B", test: bool = True, folder: Path | None = None
) -> CertificatePrinter:
    """The printer for the cohort of *credential*."""
    name = SEAL_NAME if level else ""
    return CertificatePrinter(credential.award, seal_level=level, seal_name=name, test=test, template_folder=folder)


def crowded(language: str = "en") -> Credential:
    """Twelve outcomes of 25 words, a summary of 60, a name of 80 letters."""
    words = (
        "Moderates discussions between colleagues from several faculties by naming differences openly and summing up"
    )
    sentence = " ".join(f"{words} every contribution before the group takes a decision together today".split()[:25])
    outcomes = tuple(
        CertifiedOutcome(Outcome(kind="outcome", id=f"o-{n}", statement=Text({language: f"{sentence} {n}"})), ())
        for n in range(12)
    )
    summary = Text({language: " ".join((sentence.split() * 3)[:60])})
    crowd = varied(
        one(), award={"outcomes": outcomes, "languages": (language,)}, outcomes=outcomes,
        programme={"outcomes": tuple(one.outcome.id for one in outcomes), "summary": summary},
    )  # fmt: skip
    given, family = "Maria Aleksandra Konstancja Wielisława", "Przykładowa-Niekończyńska Długonazwiska-Łódź"
    name = replace(crowd.learner, given_name=given[:38], family_name=family[:41])
    return replace(crowd, learner=name)


def tool(*command: str, document: bytes, folder: Path) -> str:
    """What a program of poppler says of *document*; «@» among its arguments stands for the file."""
    file = folder / "printed.pdf"
    file.write_bytes(document)
    arguments = [str(file) if part == "@" else part for part in command]
    return subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=folder).stdout


def page_count(document: bytes, folder: Path) -> int:
    """How many pages pdfinfo counts."""
    lines = tool("pdfinfo", "@", document=document, folder=folder).splitlines()
    return int(next(line for line in lines if line.startswith("Pages:")).split()[1])


def text(document: bytes, folder: Path, page: int | None = None) -> str:
    """The text of *document*, or of one of its pages, in the order it was set, without spaces and in small letters."""
    pages = () if page is None else ("-f", str(page), "-l", str(page))
    return bare(tool("pdftotext", "-raw", *pages, "@", "-", document=document, folder=folder))


def bare(words: str) -> str:
    """*words* without spaces and in small letters, to be looked for in a text whose lines are broken anywhere."""
    return "".join(words.split()).casefold()
