"""``mctool diff``: what differs by meaning, and every way in which a standard can get weaker."""

from pathlib import Path

import pytest

from tests.cli.conftest import Mctool
from tests.gitrepository import commit, edit

PROGRAMME = "programmes/inclusive-communication.yaml"
RUBRIC = "rubrics/conflict-scenario.yaml"
OUTCOME = "outcomes/respond-to-discriminatory-comments.yaml"


def test_nothing_changed(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, "# Plain words for an employer", "# For an employer")
    ended = mctool("diff", "inclusive-communication", "HEAD", "-C", workspace)
    assert (ended.code, ended.out) == (0, "Nothing changed\n")


@pytest.mark.parametrize(
    ("path", "before", "after", "words"),
    [
        (PROGRAMME, "hours: 56, ects: 2", "hours: 50, ects: 2", "fewer hours: 56 → 50"),
        (PROGRAMME, "hours: 56, ects: 2", "hours: 56, ects: 2.24", "less work for a credit: 28 → 25 hours"),
        (PROGRAMME, ", contact_hours: 24", "", "fewer contact hours: 24 → 0"),
        (PROGRAMME, "eqf_level: 6", "eqf_level: 5", "the programme has a lower EQF level: 6 → 5"),
        (OUTCOME, "eqf_level: 6", "eqf_level: 4", "«respond-to-discriminatory-comments» has a lower EQF level: 6 → 4"),
        (PROGRAMME, "  - moderate-meetings-for-every-voice\n", "", "«moderate-meetings-for-every-voice» is gone"),
        (PROGRAMME, "award: {outcomes: all}", "award: {at_least: 3}", "for the award: 4 → 3"),
        (PROGRAMME, "    attempts: 2\naward", "    attempts: 3\naward", "«scenario»: more attempts: 2 → 3"),
        (PROGRAMME, "  - id: meeting\n", "  - id: meeting-b\n", "the assessment «meeting» is gone"),
        (PROGRAMME, "method: scenario-simulation", "method: written-test", "no longer lets learners show"),
        (PROGRAMME, "    rubric: conflict-scenario\n", "", "it has no rubric any more"),
        (PROGRAMME, "comments, paraphrase-before-disagreeing]", "comments]", "no longer assesses «paraphrase-before"),
        (PROGRAMME, "supervision: supervised-with-id", "supervision: unsupervised-with-id", "less supervision"),
        (RUBRIC, "minimum: acceptable", "minimum: insufficient", "a lower minimum for «paraphrase»"),
        (RUBRIC, "  - id: paraphrase\n", "  - id: restating\n", "the criterion «paraphrase» is gone"),
        (
            RUBRIC,
            "[insufficient, acceptable,",
            "[acceptable, insufficient,",
            "«insufficient» is enough for «paraphrase» now",
        ),
        (RUBRIC, "levels: [insufficient, ", "levels: [", "no level is below the minimum of «paraphrase» any more"),
        (
            RUBRIC,
            "distinction: distinction\n",
            "distinction: acceptable\n",
            "distinction from a lower level: distinction",
        ),
        (
            RUBRIC,
            "    outcome: respond-to-",
            "    outcome: paraphrase-before-disagreeing # ",
            "no longer rates «respond-to-",
        ),
        (PROGRAMME, "period: P5Y", "period: P6Y", "it counts for longer: P5Y → P6Y"),
        (PROGRAMME, "period: P5Y", "indefinite: true", "it counts without end: P5Y → indefinite"),
        (PROGRAMME, "voluntary_disclosure: true", "voluntary_disclosure: false", "disclosure is voluntary"),
    ],
)
def test_a_weaker_standard_ends_with_one(
    mctool: Mctool, workspace: Path, path: str, before: str, after: str, words: str
) -> None:
    edit(workspace, path, before, after)
    ended = mctool("diff", "inclusive-communication", "HEAD", "-C", workspace, "--format", "json")
    assert ended.code == 1
    assert any(words in one for one in ended.json["weaker"]), ended.json["weaker"]
    commit(workspace, "Change")
    stronger = mctool("diff", "inclusive-communication", "HEAD", "HEAD~1", "-C", workspace, "--format", "json")
    assert not any(words in one for one in stronger.json["weaker"])


def test_versions_are_found_in_the_history(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, PROGRAMME, 'version: "2026.1"', 'version: "2027.1"')
    commit(workspace, "Change")
    edit(workspace, PROGRAMME, "hours: 56, ects: 2", "hours: 60, ects: 2")
    commit(workspace, "Change")
    ended = mctool("diff", "inclusive-communication", "2026.1", "2027.1", "-C", workspace, "--format", "json")
    assert ended.code == 0
    assert ended.json["weaker"] == []
    assert [(one["where"].split(" › ", 1)[1], one["before"], one["after"]) for one in ended.json["changes"]] == [
        ("version", "2026.1", "2027.1"),
        ("workload › hours", "56", "60"),
    ]


@pytest.mark.parametrize(
    ("programme", "name", "words"),
    [
        ("inclusive-communication", "2019.7", "versions in its history: 2026.1"),
        ("inclusive-communication", "--output=x", "no git revision"),
        ("nowhere", "HEAD", "there is no programme «nowhere»"),
    ],
)
def test_what_is_not_there_is_said_in_a_line(
    mctool: Mctool, workspace: Path, programme: str, name: str, words: str
) -> None:
    ended = mctool("diff", "-C", workspace, "--", programme, name)
    assert ended.code == 2
    assert words in ended.err
