"""The certificate as a PDF: what other programs read in it."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from mctool.credentials import Credential
from mctool.errors import FormatError
from mctool.formats.printedwords import long_date, words
from mctool.models.programme import Stacking, Workload
from mctool.models.values import Text
from mctool.vocabularies import lists
from mctool.vocabularies.phrases import phrase

from .awarded import one, varied
from .printed import SEAL_NAME, SEVEN, TITLES, bare, crowded, in_seven_languages, page_count, printer, text, tool
from .variations import HOSTILE, variations

ATTACHED = {
    "a.xml": '<łódź>«sealed» \\ "twice" #panic()</łódź>\n'.encode(),
    "b.jsonld": b'{"payload": "e30", "n": "\\u0142"}\n',
}


@pytest.fixture(scope="module")
def seven() -> tuple[Credential, bytes]:
    credential = in_seven_languages()
    return credential, printer(credential).pdf(credential, attachments=ATTACHED)


@pytest.mark.parametrize("language", SEVEN)
def test_every_field_stands_on_the_page_of_each_language(
    seven: tuple[Credential, bytes], language: str, tmp_path: Path
) -> None:
    credential, document = seven
    award, programme = credential.award, credential.award.programme
    assert programme.eqf_level
    assert programme.workload
    assert programme.stacking
    assert programme.participation
    assert award.institution.quality_assurance
    found = text(document, tmp_path, SEVEN.index(language) + 1)
    expected = [
        award.institution.name.to(language),
        award.institution.address.country.label(language),
        credential.learner.full_name,
        TITLES[language],
        programme.summary.to(language) if programme.summary else "",
        *(certified.outcome.statement.to(language) for certified in credential.outcomes),
        *(result.assessment.title.to(language) for result in credential.results),
        *(phrase(f"method-{result.assessment.method}", language) for result in credential.results),
        *(result.assessment.type.label(language) for result in credential.results),
        *(words("supervision", result.assessment.supervision, language) for result in credential.results),
        phrase("eqf-level", language).replace("{what}", programme.eqf_level.slug),
        "Polish Qualifications Framework: 6",
        phrase("hours", language).replace("{what}", "56"),
        "2 ECTS",
        phrase("result-distinction", language),
        phrase("with-distinction", language),
        long_date(credential.awarded, language),
        long_date(credential.issued.date(), language),
        long_date(credential.expires or date.max, language),
        words("mode", programme.participation, language),
        words("assurance", award.institution.quality_assurance.type, language),
        award.institution.quality_assurance.agency.name.to(language),
        programme.stacking.into[0].to(language),
        credential.id,
        SEAL_NAME,
        phrase("seal", language).replace("{what}", "B"),
        phrase("verify", language),
        phrase("test-mark", language),
        phrase("test-words", language),
        phrase("esco-words", language),
    ]
    assert [field for field in expected if bare(field) not in found] == []


def test_one_page_for_each_language(seven: tuple[Credential, bytes], tmp_path: Path) -> None:
    assert page_count(seven[1], tmp_path) == 7


def test_the_sealed_files_come_out_as_they_went_in(seven: tuple[Credential, bytes], tmp_path: Path) -> None:
    listed = tool("pdfdetach", "-list", "@", document=seven[1], folder=tmp_path)
    assert "2 embedded files" in listed
    tool("pdfdetach", "-saveall", "@", document=seven[1], folder=tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in ATTACHED} == ATTACHED


def test_it_claims_pdf_a_3a_and_pdf_ua_1(seven: tuple[Credential, bytes], tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(seven[1])
    with pikepdf.open(tmp_path / "c.pdf") as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        assert metadata["dc:title"] == f"{TITLES['en']} · {seven[0].learner.full_name}"
        assert document.Root.MarkInfo.Marked
        assert {str(one.AFRelationship) for one in document.Root.AF} == {"/Alternative"}
        assert {str(one.UF): str(one.EF.F.Subtype) for one in document.Root.AF} == {
            "a.xml": "/application/xml", "b.jsonld": "/application/ld+json"
        }  # fmt: skip


def test_every_font_is_inside(seven: tuple[Credential, bytes], tmp_path: Path) -> None:
    lines = tool("pdffonts", "@", document=seven[1], folder=tmp_path).splitlines()[2:]
    assert lines
    assert {line.split()[-5] for line in lines} == {"yes"}


def test_twelve_outcomes_and_a_name_of_eighty_letters_fit_on_one_page(tmp_path: Path) -> None:
    credential = crowded()
    assert len(credential.learner.full_name) == 80
    assert {len(one.outcome.statement.to("en").split()) for one in credential.outcomes} == {25}
    document = printer(credential).pdf(credential, attachments={})
    assert page_count(document, tmp_path) == 1
    found = text(document, tmp_path)
    assert bare(credential.learner.full_name) in found
    assert all(bare(one.outcome.statement.to("en")) in found for one in credential.outcomes)


def test_what_no_page_holds_is_refused_with_the_learner() -> None:
    flood = Text({"en": "word " * 4000})
    credential = varied(one(), award={"languages": ("en",)}, programme={"summary": flood})
    with pytest.raises(FormatError, match=rf"^{credential.learner.learner}: .* does not fit on one page"):
        printer(credential).pdf(credential, attachments={})
    long = varied(one(), learner={"given_name": "A" * 4001})
    with pytest.raises(FormatError, match=rf"^{long.learner.learner}: the name has \d+ letters"):
        printer(long).pages(long)


NAMES = [
    ("محمد عبد الله", "الأنصاري"), ("בן־דוד", "שרה"), ("Γιώργος", "Παπαδόπουλος"), ("Юлія", "Шевченко"),
    ("გიორგი", "მაისურაძე"), ("Արամ", "Խաչատրյան"), ("Nguyễn", "Thị Hạnh"), ("Þórdís", "Ægisdóttir"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "family"), NAMES, ids=range(len(NAMES)))
def test_names_in_many_scripts_are_printed(given: str, family: str) -> None:
    credential = varied(one(), learner={"given_name": given, "family_name": family})
    document = printer(credential).pdf(credential, attachments={})
    assert f"{given} {family}" in pypdf.PdfReader(io.BytesIO(document)).pages[0].extract_text()


def test_names_from_right_to_left_read_from_the_right() -> None:
    """The given name, which comes first, stands to the right of the family name, in whichever script that is."""
    for family in ("الأنصاري", "Ali"):
        credential = varied(one(), learner={"given_name": "محمد", "family_name": family})
        document = printer(credential).pdf(credential, attachments={})
        with pypdfium2.PdfDocument(document) as opened:
            letters = opened[0].get_textpage()
            left = {}
            for name in ("محمد", family):
                found = letters.search(name).get_next()
                assert found
                left[name] = letters.get_charbox(found[0])[0]
            assert left["محمد"] > left[family]


@pytest.mark.parametrize("name", ["#panic()", "*bold* _it_ $x$ @a", '"); #panic("', "\\", '\\"', "[#(1+1)]", HOSTILE])
def test_markup_in_a_name_is_printed_and_never_run(name: str, tmp_path: Path) -> None:
    credential = varied(one(), learner={"given_name": name, "family_name": "Doe"})
    found = text(printer(credential).pdf(credential, attachments={}), tmp_path, 1)
    assert bare(f"{name} Doe") in found


def test_letters_that_turn_text_around_are_left_out(tmp_path: Path) -> None:
    credential = varied(one(), learner={"given_name": "A\u202enna\u202c", "family_name": "\u200fB\u0000o\r\nb"})
    assert bare("Anna Bo b") in text(printer(credential).pdf(credential, attachments={}), tmp_path, 1)


@pytest.mark.parametrize("letter", ["張", "𠮷", "\ue000", "ཀ"])
def test_a_letter_that_no_font_has_is_named_with_the_learner(letter: str) -> None:
    credential = varied(one(), learner={"given_name": f"An{letter}na"})
    expected = rf"^{credential.learner.learner}: no font of the certificate has «{letter}» \(U\+{ord(letter):04X}\)$"
    with pytest.raises(FormatError, match=expected):
        printer(credential).pdf(credential, attachments={})
    with pytest.raises(FormatError, match=expected):
        printer(credential).pages(credential)


def test_nobody_is_taken_for_another(tmp_path: Path) -> None:
    """One warm printer, twenty learners, there and back again."""
    basis = one()
    people = [
        replace(
            basis, id=f"urn:credential:{n:08d}-0000-4000-8000-000000000000",
            learner=replace(
                basis.learner, learner=f"L-{n:08X}", given_name=f"Person{n:02d}x", family_name=f"Family{n:02d}x"
            ),
        )
        for n in range(20)
    ]  # fmt: skip
    warm = printer(basis)
    documents = {person.id: warm.pdf(person, attachments={}) for person in people}
    for person in people:
        found = text(documents[person.id], tmp_path)
        assert [other.id for other in people if bare(other.learner.full_name) in found] == [person.id]
        assert [other.id for other in people if other.id in found] == [person.id]
    assert {person.id: warm.pdf(person, attachments={}) for person in reversed(people)} == documents
    assert printer(basis).pdf(people[7], attachments={}) == documents[people[7].id]


def test_credit_and_non_credit_are_told_apart(tmp_path: Path) -> None:
    for language in SEVEN:
        plain = varied(one(), award={"languages": (language,)}, programme={"workload": Workload(hours=37.5)})
        found = text(printer(plain).pdf(plain, attachments={}), tmp_path)
        assert bare(phrase("non-credit-short", language)) in found
        assert bare(phrase("hours", language).replace("{what}", "37.5" if language == "en" else "37,5")) in found
        assert "2ects" not in found


def test_validity_and_stacking_are_said_plainly(tmp_path: Path) -> None:
    alone = varied(one(), expires=None, programme={"stacking": Stacking(standalone=True)})
    found = text(printer(alone).pdf(alone, attachments={}), tmp_path, 1)
    assert bare("without expiry date") in found
    assert bare("Stands alone") in found
    assert bare("Valid until") not in found


def test_a_real_seal_has_no_test_mark(tmp_path: Path) -> None:
    credential = one()
    found = text(printer(credential, test=False, level="T").pdf(credential, attachments={}), tmp_path, 1)
    assert bare(phrase("seal", "en").replace("{what}", "T")) in found
    assert "test" not in found.replace(bare(SEAL_NAME), "")


def test_what_another_issuer_seals_says_nothing_of_a_seal_or_an_id(tmp_path: Path) -> None:
    credential = one()
    found = text(printer(credential, level="", test=False).pdf(credential, attachments={}), tmp_path, 1)
    assert bare(credential.learner.full_name) in found
    assert [word for word in ("urn:credential", "baseline", "mctool", "xades") if word in found] == []


@pytest.mark.parametrize("name", [name for name in variations() if name not in {"four-byte letters", "long names"}])
def test_whatever_the_formats_carry_is_printed(name: str, tmp_path: Path) -> None:
    credential = variations()[name]
    document = printer(credential).pdf(credential, attachments={})
    assert page_count(document, tmp_path) == len(credential.award.languages)


@pytest.mark.parametrize(
    ("kind", "list_name"),
    [
        ("mode", "modes-of-learning-and-assessment"),
        ("supervision", "supervision-and-id-verification"),
        ("assurance", "accreditation-types"),
    ],
)
def test_every_value_of_a_list_has_words(kind: str, list_name: str) -> None:
    said = {(one.slug, language): words(kind, one, language) for one in lists.concepts(list_name) for language in SEVEN}
    assert all(said.values())
    assert all(
        len({said[one.slug, language] for one in lists.concepts(list_name)}) == len(lists.concepts(list_name))
        for language in SEVEN
    )


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2026, 11, 24), "24 November 2026"), ("pl", date(2026, 5, 3), "3 maja 2026"),
        ("pt", date(2026, 3, 9), "9 de março de 2026"), ("nl", date(2026, 3, 9), "9 maart 2026"),
        ("fr", date(2026, 8, 1), "1er août 2026"), ("fr", date(2026, 8, 2), "2 août 2026"),
        ("de", date(2026, 3, 1), "1. März 2026"), ("es", date(2026, 1, 31), "31 de enero de 2026"),
        ("mt", date(2026, 1, 31), "31 January 2026"),
    ],
)  # fmt: skip
def test_dates_are_written_by_language(language: str, day: date, written: str) -> None:
    assert long_date(day, language) == written


def test_a_printer_loads_typst_on_first_use_only() -> None:
    """Issuing forks worker processes, and the threads of typst would not live on in them."""
    code = (
        "import sys; from tests.formats.awarded import one; from tests.formats.printed import printer;"
        "p = printer(one()); assert 'typst' not in sys.modules;"
        "p.pdf(one(), attachments={}); assert 'typst' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[2])
