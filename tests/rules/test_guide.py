"""Every checkable row of the guide and of the Council's list is served by a rule."""

from mctool.rules import ALL

ROWS = (
    "G2.1.1 G2.1.2 G2.2.1 G2.2.2 G2.3.1 G2.3.2 G2.4.1 G2.4.2 G2.5.1 G2.6.1 G2.6.2 G2.7 G2.8.1 G2.8.2 "
    "G3.1.1 G3.1.2 G3.2.1 G3.2.2 G3.3.1 G3.3.2 G3.4.1 G3.4.2 G3.5.1 G3.5.2 G3.6.1 G3.6.2 G3.7.1 G3.7.2 "
    "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 "
    "Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9 Q10 Q11 Q12 Q13 Q14 Q15 Q16 Q18 Q19 Q20 Q21 Q22 Q23 "
    "M1 M2 M3 M4 M5 M6 M7 M8 M9 M10 M11 O1 O2 O3 O4 O5"
)  # fmt: skip
CHECKABLE = frozenset(ROWS.split())
"""Sections, risks and questions of the guide, and the elements of Annex I, that YAML can be checked for."""

REPORTED = frozenset({"G2.5.2", "G2.9", "G3.8", "Q17", "Q24"})
"""What only a report can answer; rules may serve it as well."""


def test_every_checkable_row_is_served() -> None:
    assert CHECKABLE - {source for rule in ALL for source in rule.sources} == set()


def test_rules_name_no_other_source() -> None:
    assert {source for rule in ALL for source in rule.sources} - CHECKABLE - REPORTED == set()
