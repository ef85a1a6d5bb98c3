"""ECTS arithmetic at its boundaries, in decimals."""

from pathlib import Path

import pytest

from tests.rules.smallworld import PROGRAMME, SETTINGS, found

WORKLOAD = ("MC307", "MC308", "MC309", "MC310", "MC312", "MC313")


def codes(root: Path, workload: str, policy: str = "{}") -> list[str]:
    files = {"mctool.yaml": f"{SETTINGS}policy: {policy}\n", "p.yaml": f"{PROGRAMME}workload: {workload}\n"}
    return [finding.code for finding in found(root, files, *WORKLOAD)]


@pytest.mark.parametrize(
    ("workload", "policy", "expected"),
    [
        ("{hours: 50, ects: 2}", "{}", []),
        ("{hours: 60, ects: 2}", "{}", []),
        ("{hours: 49.9, ects: 2}", "{}", ["MC307"]),
        ("{hours: 60.1, ects: 2}", "{}", ["MC307"]),
        ("{hours: 56, ects: 2}", "{hours_per_credit: [28, 28]}", []),
        ("{hours: 57, ects: 2}", "{hours_per_credit: [28, 28]}", ["MC307"]),
        # In binary floating point 0.3 / 0.1 is 2.9999999999999996.
        ("{hours: 8.4, ects: 0.3}", "{hours_per_credit: [28, 28]}", ["MC310"]),
        ("{hours: 30, ects: -1}", "{}", ["MC309"]),
        ("{hours: 30, ects: 0.0}", "{}", ["MC309"]),
        ("{hours: 40, ects: 1.5}", "{}", []),
        ("{hours: 8}", "{}", []),
        ("{hours: 7.5}", "{}", ["MC308"]),
        ("{hours: 7.5}", "{minimum_hours: 7.5}", []),
        ("{hours: 2.1}", "{}", ["MC308"]),
        ("{hours: 2}", "{}", ["MC312"]),
        ("{hours: 0}", "{minimum_hours: 0}", ["MC312"]),
        ("{hours: 30, contact_hours: 30}", "{}", []),
        ("{hours: 30, contact_hours: 30.5}", "{}", ["MC313"]),
    ],
)
def test_boundaries(tmp_path: Path, workload: str, policy: str, expected: list[str]) -> None:
    assert codes(tmp_path, workload, policy) == expected


@pytest.mark.parametrize(
    ("workload", "policy", "message", "remedy"),
    [
        (
            "{hours: 50, ects: 1}",
            "{}",
            "1 credit does not match 50 hours at 25 to 30 hours a credit",
            "50 hours make 1.7 to 2 credits.",
        ),
        (
            "{hours: 56, ects: 3}",
            "{hours_per_credit: [28, 28]}",
            "3 credits do not match 56 hours at 28 hours a credit",
            "56 hours make 2 credits.",
        ),
        (  # no number of credits with one decimal fits
            "{hours: 57, ects: 3}",
            "{hours_per_credit: [28, 28]}",
            "3 credits do not match 57 hours at 28 hours a credit",
            "3 credits stand for 84 hours.",
        ),
    ],
)
def test_the_message_computes_the_remedy(tmp_path: Path, workload: str, policy: str, message: str, remedy: str) -> None:
    files = {"mctool.yaml": f"{SETTINGS}policy: {policy}\n", "p.yaml": f"{PROGRAMME}workload: {workload}\n"}
    (finding,) = found(tmp_path, files, "MC307")
    assert (finding.message, finding.help) == (message, remedy)


def test_credits_may_be_required(tmp_path: Path) -> None:
    policy = f"{SETTINGS}policy: {{credits: required}}\n"
    files = {"mctool.yaml": policy, "p.yaml": f"{PROGRAMME}workload: {{hours: 30}}\n"}
    assert [finding.code for finding in found(tmp_path, files, "MC311")] == ["MC311"]
