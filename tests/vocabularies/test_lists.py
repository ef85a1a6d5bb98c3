"""Our tables of code lists: ways to write a value, suggestions, laws over all lists, agreement with the EU's."""

from pathlib import Path

import pytest

from mctool.vocabularies import lists, tables
from mctool.vocabularies.countries import country_alpha2, country_alpha3, vat_prefix

SLUGS = Path(__file__).parent.parent / "cases" / "slugs.tsv"
PRINTED = [
    "accreditation-types",
    "credential-types",
    "education-credit-systems",
    "entitlement-statuses",
    "entitlement-types",
    "eqf-levels",
    "languages",
    "learning-activity-types",
    "learning-assessment-types",
    "learning-opportunity-types",
    "learning-schedule-types",
    "learning-setting-types",
    "modes-of-learning-and-assessment",
    "skill-reuse-levels",
    "skill-types",
    "supervision-and-id-verification",
]
"""Lists whose values stand on a certificate."""
SEVEN = ("en", "pl", "pt", "nl", "fr", "de", "es")
MEMBER_STATES_AND_EEA = [
    "AUT",
    "BEL",
    "BGR",
    "HRV",
    "CYP",
    "CZE",
    "DNK",
    "EST",
    "FIN",
    "FRA",
    "DEU",
    "GRC",
    "HUN",
    "IRL",
    "ITA",
    "LVA",
    "LTU",
    "LUX",
    "MLT",
    "NLD",
    "POL",
    "PRT",
    "ROU",
    "SVK",
    "SVN",
    "ESP",
    "SWE",
    "ISL",
    "LIE",
    "NOR",
    "CHE",
]


@pytest.mark.parametrize(
    ("name", "value", "uri"),
    [
        ("modes-of-learning-and-assessment", "blended", "http://data.europa.eu/snb/learning-assessment/e92d221e4d"),
        ("skill-reuse-levels", "transversal", "http://data.europa.eu/snb/skill-reuse-level/transversal"),
        ("skill-types", "skill", "http://data.europa.eu/snb/skill-type/skill"),
        (
            "supervision-and-id-verification",
            "supervised-with-id-verification",
            "http://data.europa.eu/snb/supervision-verification/70be69aaf9",
        ),
        ("supervision-and-id-verification", "supid", "http://data.europa.eu/snb/supervision-verification/70be69aaf9"),
        ("learning-activity-types", "workshop-seminar-or-conference", "http://data.europa.eu/snb/learning-activity/efff75e10a"),
        ("eqf-levels", "6", "http://data.europa.eu/snb/eqf/6"),
        ("eqf-levels", "level-6", "http://data.europa.eu/snb/eqf/6"),
        ("isced-f-2013", "0031", "http://data.europa.eu/snb/isced-f/0031"),
        ("countries", "POL", "http://publications.europa.eu/resource/authority/country/POL"),
        ("countries", "poland", "http://publications.europa.eu/resource/authority/country/POL"),
        ("languages", "en", "http://publications.europa.eu/resource/authority/language/ENG"),
        ("nqf-levels-qdr", "nlqf-level-4-plus", "http://data.europa.eu/snb/qdr/c_c2700f4e"),
    ],
)  # fmt: skip
def test_a_value_is_found_as_people_write_it_and_by_its_uri(name: str, value: str, uri: str) -> None:
    by_value, by_uri = lists.find(name, value), lists.find(name, uri)
    assert by_value is not None
    assert by_value.uri == uri
    assert by_uri is by_value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("modes-of-learning-and-assessment", "Blended"),
        ("modes-of-learning-and-assessment", ""),
        ("modes-of-learning-and-assessment", "e92d221e4d"),
        ("learning-assessment-types", "http://data.europa.eu/snb/learning-assessment/e92d221e4d"),
        ("skill-types", "https://data.europa.eu/snb/skill-type/skill"),
        ("isced-f-2013", "31"),
        ("isced-f-2013", "law"),  # 042 and 0421: a label of two concepts is no answer
    ],
)
def test_what_is_not_written_as_agreed_is_not_guessed(name: str, value: str) -> None:
    assert lists.find(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "first"),
    [
        ("modes-of-learning-and-assessment", "Blended", "blended"),
        ("modes-of-learning-and-assessment", "hybrydowo", "blended"),
        ("learning-opportunity-types", "short-programme", "short-learning-programme"),
        ("learning-assessment-types", "practical", "practical-assessment"),
        ("skill-types", "https://data.europa.eu/snb/skill-type/skill", "skill"),
        ("languages", "English", "en"),
        ("eqf-levels", "Lvl 6", "6"),
        ("countries", "PL", "POL"),
        ("countries", "UK", "GBR"),
        ("countries", "EL", "GRC"),
        ("countries", "XKX", "1A0"),
        ("countries", "Polnd", "POL"),
        ("isced-f-2013", "psychology", "0313"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(name: str, value: str, first: str) -> None:
    assert lists.suggest(name, value)[0] == first


def test_the_two_fields_that_share_a_label_are_both_suggested() -> None:
    assert set(lists.suggest("isced-f-2013", "law")) >= {"042", "0421"}


@pytest.mark.parametrize("value", ["", "xyzzy", "]]>&<", "\0", "http://", "/" * 5000])
def test_nonsense_gets_no_suggestion_and_no_fault(value: str) -> None:
    assert lists.suggest("learning-assessment-types", value) == ()


def test_an_unknown_list_is_a_key_error() -> None:
    for call in (lists.find, lists.suggest):
        with pytest.raises(KeyError):
            call("no-such-list", "x")
    with pytest.raises(KeyError):
        lists.concepts("../eqf-descriptors")


@pytest.mark.parametrize("name", lists.names())
def test_slugs_and_uris_are_unique_and_every_concept_is_found_by_both(name: str) -> None:
    members = lists.concepts(name)
    assert len({member.slug for member in members}) == len({member.uri for member in members}) == len(members)
    for member in members:
        assert lists.find(name, member.slug) is member
        assert lists.find(name, member.uri) is member
        assert not member.notation or lists.find(name, member.notation) is not None


def test_a_slug_keeps_its_meaning() -> None:
    kept = [line.split("\t") for line in SLUGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(kept) > 300
    for name, slug, uri in kept:
        found = lists.find(name, slug)
        assert found is not None, (name, slug)
        assert found.uri == uri


@pytest.mark.parametrize("name", PRINTED)
def test_lists_that_are_printed_speak_seven_languages(name: str) -> None:
    for member in lists.concepts(name):
        if not member.placeholder:
            assert set(member.labels) == set(SEVEN), member.slug
            assert all(text == text.strip() for text in member.labels.values())


def test_european_countries_speak_seven_languages() -> None:
    for code in MEMBER_STATES_AND_EEA:
        country = lists.find("countries", code)
        assert country is not None
        assert set(country.labels) == set(SEVEN), code


def test_a_language_without_a_label_falls_back_to_english() -> None:
    samoa = lists.find("countries", "WSM")
    assert samoa is not None
    assert samoa.label("pl") == "Samoa"


def test_two_letter_codes() -> None:
    assert country_alpha2("POL") == "PL"
    assert country_alpha2("GRC") == "GR"
    assert vat_prefix("GRC") == "EL"
    assert vat_prefix("POL") == "PL"
    assert country_alpha2("1A0") == country_alpha2("XKX") == "XK"
    assert country_alpha2("SUN") is None
    assert country_alpha2("EUR") is None
    assert country_alpha2("") is None
    assert country_alpha3("gr") == country_alpha3("EL") == country_alpha3("GRC") == "GRC"
    assert country_alpha3("ZZ") is None


def test_every_two_letter_code_belongs_to_one_country() -> None:
    codes = [row["alpha2"] for row in tables.read("country-codes")]
    assert len(set(codes)) == len(codes) == 250  # 249 of ISO 3166-1, and Kosovo
    assert all(lists.find("countries", row["alpha3"]) for row in tables.read("country-codes"))


def test_a_table_reads_back_as_it_was_written() -> None:
    table = tables.Table({"list": "x"}, ("a", "b", "c"), (("1", "", ""), ("", "2", "")))
    assert tables.parse(tables.unparse(table)) == table
    with pytest.raises(ValueError, match="more cells than columns"):
        tables.parse("a\tb\n1\t2\t3\n")


@pytest.mark.official
def test_our_tables_hold_what_the_official_lists_hold(official: Path) -> None:
    index = tables.parse((official / "vocabularies" / "INDEX.tsv").read_text(encoding="utf-8"))
    schemes = {row["file"]: row["scheme_uri"] for row in index}
    assert set(schemes) == set(lists.names())
    for name, scheme in schemes.items():
        theirs = tables.parse((official / "vocabularies" / f"{name}.tsv").read_text(encoding="utf-8"))
        ours = lists.concepts(name)
        assert {member.scheme for member in ours} == {scheme}
        assert [(member.uri, member.notation, member.labels["en"]) for member in ours] == list(theirs.rows)


@pytest.mark.parametrize(
    ("name", "words", "slug"),
    [
        ("countries", "Polska", "POL"), ("countries", "pl", "POL"), ("countries", "bosnien und herzegowina", "BIH"),
        ("languages", "English", "en"), ("languages", "polonais", "pl"), ("countries", "Atlantis", None),
        ("countries", "", None), ("languages", "-", None),
    ],
)  # fmt: skip
def test_people_name_a_value_in_any_language(name: str, words: str, slug: str | None) -> None:
    concept = lists.called(name, words)
    assert (concept.slug if concept else None) == slug
