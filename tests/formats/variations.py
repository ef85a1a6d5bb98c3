"""Credentials that stretch the formats: what is missing, what is long, what is foreign."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mctool.credentials import AssessmentResult, CertifiedOutcome, Credential, EscoConcept, Logo
from mctool.decisions import Verdict
from mctool.models.cohort import Place
from mctool.models.institution import Address, Agency, LegalIdentifier, QualityAssurance
from mctool.models.outcome import Outcome
from mctool.models.programme import NqfLevel, Programme, Stacking, Validity, Workload
from mctool.models.values import Text
from mctool.vocabularies import lists
from mctool.vocabularies.lists import Concept

from .awarded import BORN, PNG, one, varied

HOSTILE = "<b>&amp; \"quoted\" 'text' ]]> <!-- no comment --> <?no instruction?> \\u0041 \\\\ {what} \r\n\t end"


def concept(list_name: str, value: str) -> Concept:
    found = lists.find(list_name, value)
    assert found, f"{value} is not in {list_name}"
    return found


def variations() -> dict[str, Credential]:
    """All of them, by name."""
    return dict(_variations())


def _variations() -> Iterator[tuple[str, Credential]]:
    yield from _missing()
    yield from _languages()
    yield from _people()
    yield from _programmes()
    yield from _outcomes_and_results()
    yield from _institutions()


def _missing() -> Iterator[tuple[str, Credential]]:
    """Only what no format can do without."""
    basis = one()
    keep = ("kind", "id", "version", "title", "outcomes", "assessments")
    programme = {name: field.get_default() for name, field in Programme.model_fields.items() if name not in keep}
    bare = varied(
        basis,
        programme=programme,
        institution=dict.fromkeys(("vat", "homepage", "email", "logo", "quality_assurance"))
        | {"address": Address(country=concept("countries", "POL"))},
        cohort={"place": None, "quality_review": None},
        award={"logo": None},
        expires=None,
    )
    yield "only what is required", bare
    plain = tuple(
        replace(result, date=None, assessment=result.assessment.model_copy(update=dict.fromkeys(_OPTIONAL)))
        for result in basis.results
    )
    yield "assessments without their options", varied(bare, results=plain, programme={"assessments": _all(plain)})


_OPTIONAL = ("description", "participation", "supervision", "attempts")


def _all(results: tuple[AssessmentResult, ...]) -> tuple[object, ...]:
    return tuple(result.assessment for result in results)


def _languages() -> Iterator[tuple[str, Credential]]:
    basis = one()
    yield "English only", varied(basis, award={"languages": ("en",)})
    yield "Polish only", varied(basis, award={"languages": ("pl",)})
    yield "Polish first", varied(basis, award={"languages": ("pl", "en")})
    yield "a title in one language only", varied(basis, programme={"title": Text({"en": "Only English"})})
    every = tuple(language.slug for language in lists.concepts("languages"))
    yield (
        "all 29 languages",
        varied(basis, award={"languages": every}, programme={"title": Text(dict.fromkeys(every, "x"))}),
    )
    maltese = Text({"mt": "Test bil-Malti", "is": "Próf á íslensku"})
    yield (
        "languages without phrases",
        varied(
            one(), award={"languages": ("en", "mt", "is")},
            programme={"stacking": Stacking(into=(maltese,)), "validity": Validity(renewal=maltese)},
        ),
    )  # fmt: skip


def _people() -> Iterator[tuple[str, Credential]]:
    basis = one()
    names = {
        "right to left": ("محمد", "בן־דוד"),
        "four-byte letters": ("𝒜𝓃𝒶", "𠮷野"),
        "decomposed letters": ("Zoë", "Łe̜ku"),
        "long names": ("A" * 4001, "B" * 256),
        "markup in names": (HOSTILE, HOSTILE),
        "language of direction marks": ("\u202eAna\u202c", "\u200fB\u200e"),
    }
    for name, (given, family) in names.items():
        yield name, varied(basis, learner={"given_name": given, "family_name": family})
    recorded = {"date_of_birth": BORN, "national_id": "LA-1 <2>", "national_id_country": "ITA"}
    asked = {"learner_data": ("date_of_birth", "national_id")}
    yield "birth date and national number", varied(basis, learner=recorded, programme=asked)
    yield "asked but not recorded", varied(basis, programme=asked)
    yield "recorded but not asked", varied(basis, learner=recorded)
    yield "born before the clock", varied(basis, learner={"date_of_birth": date(1899, 12, 31)}, programme=asked)


def _programmes() -> Iterator[tuple[str, Credential]]:
    basis = one()
    yield (
        "half hours and credits",
        varied(basis, programme={"workload": Workload(hours=37.5, ects=1.5, contact_hours=7.25)}),
    )
    yield "no credits", varied(basis, programme={"workload": Workload(hours=8, ects=None)})
    level = NqfLevel(framework="Framework of Nowhere", level="6a")
    yield "a national level without a concept", varied(basis, programme={"nqf_level": level})
    into = tuple(Text({"en": f"Programme {n}", "pl": f"Program {n}"}) for n in range(3))
    yield "counts towards three", varied(basis, programme={"stacking": Stacking(into=into)})
    yield "stands alone", varied(basis, programme={"stacking": Stacking(standalone=True)})
    forever = Validity(indefinite=True, reason=Text({"en": "It does not age.", "pl": "Nie starzeje się."}))
    yield "for ever", varied(basis, programme={"validity": forever}, expires=None)
    yield "until the end of time", varied(basis, expires=date.max)
    yield "until a leap day", varied(basis, expires=date(2028, 2, 29))
    hostile = Text({"en": HOSTILE, "pl": HOSTILE})
    yield "markup in texts", varied(basis, programme={"title": hostile, "summary": hostile, "prerequisites": hostile})
    yield "with distinction", varied(basis, verdict=Verdict.AWARDED_WITH_DISTINCTION)


def _outcomes_and_results() -> Iterator[tuple[str, Credential]]:
    basis = one()
    uri = "http://data.europa.eu/esco/skill/bcd2ce08-ba12-4d66-865f-f4ba36419707"
    level = concept("eqf-levels", "5")
    twelve = tuple(
        CertifiedOutcome(
            Outcome(kind="outcome", id=f"o-{n}", statement=Text({"en": f"Do {n}"}), eqf_level=level),
            (EscoConcept(uri, f"label {n}"),),
        )
        for n in range(12)
    )
    ids = tuple(outcome.outcome.id for outcome in twelve)
    yield (
        "twelve outcomes that share a concept",
        varied(basis, award={"outcomes": twelve}, outcomes=twelve, programme={"outcomes": ids}),
    )
    yield "some outcomes of all", varied(basis, outcomes=basis.outcomes[1:3], results=basis.results[1:])
    yield "one assessment", varied(basis, results=basis.results[:1])


def _institutions() -> Iterator[tuple[str, Credential]]:
    basis = one()
    poland, german = concept("countries", "POL"), concept("countries", "DEU")
    yield "a region in words", varied(basis, institution={"address": Address(country=poland, region="Somewhere")})
    elsewhere = Address(country=german, region="Łódź voivodeship")
    yield "a region of another country", varied(basis, institution={"address": elsewhere})
    yield "a region by its code", varied(basis, institution={"address": Address(country=poland, region="POL_WOJ_LD")})
    agency = Agency(name=Text({"en": "Agency", "pl": "Agencja"}), country=german)
    kind = concept("accreditation-types", "program-quality-assurance")
    assured = QualityAssurance(type=kind, agency=agency, reference="https://agency.example/decision?a=1&b=2")
    yield "quality assurance on a page", varied(basis, institution={"quality_assurance": assured})
    silent = QualityAssurance(type=kind, agency=agency)
    yield "quality assurance and no more", varied(basis, institution={"quality_assurance": silent})
    yield "a PNG logo", varied(basis, award={"logo": Logo(PNG, "image/png")})
    number = LegalIdentifier(number='12 & "34" <5>', country=german)
    yield "numbers with markup", varied(basis, institution={"registration": number, "vat": number})
    yield "an address in plus form", varied(basis, institution={"email": "zażółć+gęślą@uczelnia.example"})
    yield "a place without a name", varied(basis, cohort={"place": Place(country=german)})
