"""EQF descriptors and the levels of national frameworks."""

import pytest

from mctool.vocabularies import lists, tables
from mctool.vocabularies.levels import eqf_descriptor, nqf_levels


def test_every_eqf_level_has_one_line_in_seven_languages() -> None:
    lines = [
        eqf_descriptor(level, language)
        for level in range(1, 9)
        for language in ["en", "pl", "pt", "nl", "fr", "de", "es"]
    ]
    assert len(set(lines)) == 56
    assert all(20 < len(line) < 160 for line in lines)


def test_another_language_gets_the_english_line_and_another_level_none() -> None:
    assert eqf_descriptor(6, "fi") == eqf_descriptor(6)
    for level in (0, 9):
        with pytest.raises(ValueError, match="1 to 8"):
            eqf_descriptor(level)


def test_levels_of_one_country() -> None:
    polish = nqf_levels("POL")
    assert [(level.level, level.eqf) for level in polish] == [(str(n), n) for n in range(1, 9)]
    assert {level.framework.label("en") for level in polish} == {"Polish National Qualifications Framework"}
    assert polish[5].concept.label("en") == "PQF Level 6"


@pytest.mark.parametrize(
    ("country", "level", "eqf"),
    [("IRL", "8", 6), ("IRL", "10", 8), ("ISL", "5.2", 6), ("NOR", "6.2", 6), ("CYP", "7a", 7), ("MLT", "A", None)],
)
def test_levels_that_are_counted_otherwise(country: str, level: str, eqf: int | None) -> None:
    assert [found.eqf for found in nqf_levels(country) if found.level == level] == [eqf]


def test_a_country_without_a_framework_in_the_list_has_no_levels() -> None:
    assert nqf_levels("USA") == ()


def test_every_entry_of_the_list_is_a_framework_or_a_level_of_one() -> None:
    rows = list(tables.read("nqf-levels"))
    levels, frameworks = [row["slug"] for row in rows], {row["framework"] for row in rows}
    assert len(set(levels)) == len(levels)
    assert set(levels) | frameworks == {concept.slug for concept in lists.concepts("nqf-levels-qdr")}
    assert not set(levels) & frameworks
    assert all(lists.find("countries", row["country"]) for row in rows)
