"""The certificate of participation: one page in each language, and nothing that a micro-credential says."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from mctool.errors import FormatError
from mctool.formats.participation import ParticipationPrinter
from mctool.formats.printedwords import long_date, words
from mctool.models.values import Text
from mctool.vocabularies.phrases import phrase

from .awarded import NOW, one, varied
from .printed import SEVEN, TITLES, bare, in_seven_languages, page_count, printer, text


@pytest.fixture(scope="module")
def printed() -> bytes:
    credential = in_seven_languages()
    return ParticipationPrinter(credential.award).pdf(credential.learner, 18.5, now=NOW)


def test_one_page_for_each_language(printed: bytes, tmp_path: Path) -> None:
    assert page_count(printed, tmp_path) == 7


@pytest.mark.parametrize("language", SEVEN)
def test_it_says_what_it_is_and_what_it_is_not(printed: bytes, language: str, tmp_path: Path) -> None:
    credential = in_seven_languages()
    award, period = credential.award, credential.award.cohort.period
    found = text(printed, tmp_path, SEVEN.index(language) + 1)
    expected = [
        phrase("participation-title", language),
        credential.learner.full_name,
        phrase("took-part", language),
        TITLES[language],
        award.institution.name.to(language),
        long_date(period.start, language),
        long_date(period.end, language),
        words("mode", award.programme.participation, language),
        "18.5" if language == "en" else "18,5",
        long_date(NOW.date(), language),
        phrase("no-micro-credential", language),
    ]
    assert [field for field in expected if bare(field) not in found] == []
    forbidden = [
        *(certified.outcome.statement.to(language) for certified in award.outcomes),
        *(
            phrase(key, language)
            for key in ("can-do", "how-verified", "workload", "valid-until", "awarded-on", "has-earned")
        ),
        phrase("eqf-level", language).replace("{what}", "6"),
        "ECTS",
        "urn:credential",
    ]
    assert [field for field in forbidden if bare(field) in found] == []


def test_it_is_another_sheet_than_the_certificate(printed: bytes, tmp_path: Path) -> None:
    credential = in_seven_languages()
    (tmp_path / "a.pdf").write_bytes(printed)
    (tmp_path / "b.pdf").write_bytes(printer(credential).pdf(credential, attachments={}))
    with pikepdf.open(tmp_path / "a.pdf") as ours, pikepdf.open(tmp_path / "b.pdf") as certificate:
        small, large = ours.pages[0].mediabox, certificate.pages[0].mediabox
        assert float(small[2]) > float(small[3])
        assert float(large[3]) > float(large[2])
        metadata = ours.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("3", "1")
        assert "AF" not in ours.Root


def test_long_names_and_titles_stay_on_one_page(tmp_path: Path) -> None:
    title = Text({"en": "Communication without exclusion in large groups of people from everywhere " * 3})
    credential = varied(one(), award={"languages": ("en",)}, programme={"title": title})
    for given, family in (("Maria Aleksandra " * 3, "Długonazwiska-Niekończyńska"), ("A" * 100, "B" * 99)):
        person = replace(credential.learner, given_name=given, family_name=family)
        document = ParticipationPrinter(credential.award).pdf(person, None, now=NOW)
        assert page_count(document, tmp_path) == 1
        assert bare(person.full_name) in text(document, tmp_path)


def test_hours_that_nobody_recorded_are_not_mentioned(tmp_path: Path) -> None:
    document = ParticipationPrinter(one().award).pdf(one().learner, None, now=NOW)
    assert bare(phrase("hours-attended", "en")) not in text(document, tmp_path, 1)


def test_a_letter_that_no_font_has_is_named_with_the_learner() -> None:
    person = replace(one().learner, family_name="張")
    with pytest.raises(FormatError, match=rf"^{person.learner}: no font of the certificate has «張» \(U\+5F35\)"):
        ParticipationPrinter(one().award).pdf(person, 3, now=NOW)


def test_the_same_input_gives_the_same_bytes(printed: bytes) -> None:
    credential = in_seven_languages()
    assert ParticipationPrinter(credential.award).pdf(credential.learner, 18.5, now=NOW) == printed
