"""``mctool new programme`` and ``mctool init`` on a real terminal: questions, live checks, and files that hold."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Mctool
from tests.scaffold.talking import REVIEW, Talk, stopped, talk
from tests.terminal import ended, terminal

BASICS: Talk = [
    ("Hours of all work of the learner [25]", ""),
    ("hours each, or - for none", "1"),
    ("Contact hours among them", "12"),
    ("Office in charge", "Micro-credential Office"),
    ("Who may take part?", "Staff who advise students"),
    ("Who helps when a topic hurts?", "The ombudsperson"),
]


def approved(mctool: Mctool, folder: Path, identity: str) -> None:
    found = mctool("approve", identity, "--body", "Senate", "--reference", "S/1", "-C", folder)
    assert found.code == 0, found.out


def test_a_blank_page_becomes_a_programme_that_can_be_approved(mctool: Mctool, english: Path) -> None:
    with terminal("new", "programme", "-C", english) as asked:
        shown = talk(asked, [
            ("Which theme comes nearest? [0]", "77"),
            ("Which theme comes nearest? [0]", "0"),
            ("Id of the programme, which names its file, such as active-listening", ""),
            ("Id of the programme", "Not an id"),
            ("Id of the programme", "mediation"),
            ("Title (en)", "Mediation among students"),
            ("What do participants do?", "Participants practise mediation with actors."),
            ("What can the holder do", "The holder can mediate a dispute. Two assessors watched a simulated one."),
            ("EQF level of the outcomes, 1 to 8 [6]", "9"),
            ("EQF level of the outcomes, 1 to 8", "6"),
            ("Hours of all work of the learner [25]", "two"),
            ("Hours of all work of the learner", "25"),
            ("ECTS credits of 25 to 30 hours each, or - for none", "2"),
            ("ECTS credits of 25 to 30 hours each, or - for none [2]", "1"),
            ("Contact hours among them", "30"),
            ("Contact hours among them, or - if nobody counts them [30]", "12"),
            ("Office in charge", "Micro-credential Office"),
            ("Who may take part?", "Staff"),
            ("Who helps when a topic hurts?", "The ombudsperson"),
            ("Write an outcome now? [Y/n]", ""),
            ("others can see?", "Understand disputes between students"),
            ("others can see? (en) [Understand disputes between students]", "Mediate a dispute between two students"),
            ("In which situation?", "in a moderated talk"),
            ("Which competence is that", "Manage conflicts"),
            ("Id of the outcome [mediate-a-dispute-between-two]", "mediate-disputes"),
            ("What is looked at", "Both wishes"),
            ("What does an assessor see or hear?", "Names what each of the two wants"),
            ("«insufficient»?", "Takes a side."),
            ("«acceptable»?", "Names what each of the two wants."),
            ("«distinction»?", "Finds a wish that both share."),
            ("Which ESCO concept is it? [0]", "1"),
            ("Which ESCO concept is it? [1]", ""),
            ("Another outcome? [y/N]", ""),
            ("How do learners show it? [0]", ""),
            ("Title of the assessment (en) [Scenario simulation]", "A dispute"),
            ("What happens in it", "Participants describe a personal experience of conflict."),
            ("What happens in it, and who watches? (en) [Part", "Two actors quarrel, and two assessors watch."),
            (REVIEW, "8"), ("Contact hours among them, or - if nobody counts them [12]", "10"),
            (REVIEW, "13"), ("How do learners show it? [0]", ""), ("Title of the assessment (en) [A dispute]", ""),
            ("and who watches? (en) [Two actors quarrel", ""), (REVIEW, ""),
        ])  # fmt: skip
        told, code = ended(asked)
    assert code == 0
    assert told.splitlines()[-1] == "Next: mctool validate"
    for words in (
        "error: choose a number from 0 to 12",
        "error: it needs an answer",
        "error: «Not an id» is no id",
        "error: a level is a number from 1 to 8",
        "error: «two» is no number",
        "error: 2 credits do not match 25 hours at 25 to 30 hours a credit. 25 hours make 0.9 to 1 credits. (MC307)",
        "error: 30 contact hours are more than all 25 hours of work.",
        "error: «Understand»: a state that nobody can observe.",
        "the task makes learners tell what is theirs to keep.",
        "1  conflict management (knowledge, ",
        "warning: «conflict management» is knowledge in ESCO, and the outcome is a skill.",
    ):
        assert words in shown
    text = (english / "programmes/mediation.yaml").read_text(encoding="utf-8")
    assert "workload: {hours: 25, ects: 1, contact_hours: 10}" in text
    outcome = (english / "outcomes/mediate-disputes.yaml").read_text(encoding="utf-8")
    assert 'en: "Mediate a dispute between two students in a moderated talk"' in outcome
    assert "label: conflict management" in outcome
    approved(mctool, english, "mediation")


def test_a_template_needs_few_answers(mctool: Mctool, english: Path) -> None:
    with terminal("new", "programme", "listening", "-C", english) as asked:
        talk(asked, [
            ("theme comes nearest?", "1"), ("Title (en) [Active listening]", ""), ("EQF level", ""), *BASICS,
            ("Change its words? [y/N]", "y"), ("others can see? (en) [", ""), ("In which situation? (en) [", ""),
            ("Which competence is that, in words used anywhere? (en) [", ""), ("Change its words? [y/N]", ""),
            ("Another outcome? [y/N]", ""), (REVIEW, ""),
        ])  # fmt: skip
        assert ended(asked)[1] == 0
    approved(mctool, english, "listening")


def test_who_insists_is_believed_and_hears_it_again_from_validate(mctool: Mctool, english: Path) -> None:
    with terminal("new", "programme", "listening", "-C", english) as asked:
        talk(
            asked,
            [
                ("nearest?", "1"),
                ("Title", ""),
                ("EQF level", ""),
                ("Hours of all", ""),
                ("hours each", "3"),
                ("hours each", ""),
            ],
        )
        talk(asked, BASICS[2:])
        talk(asked, [("Change", ""), ("Change", ""), ("Another", ""), (REVIEW, "")])
        assert ended(asked)[1] == 0
    found = mctool("validate", "programmes/listening.yaml", "-C", english, "--format", "json").json["findings"]
    assert "MC307" in {one["code"] for one in found}


@pytest.mark.parametrize("how", ["no", "interrupt"])
def test_nothing_is_written_before_the_last_yes(english: Path, how: str) -> None:
    before = sorted(english.rglob("*.yaml"))
    with terminal("new", "programme", "listening", "-C", english) as asked:
        talk(
            asked,
            [
                ("nearest?", "1"),
                ("Title", ""),
                ("EQF level", ""),
                *BASICS,
                ("Change", ""),
                ("Change", ""),
                ("Another", ""),
            ],
        )
        asked.expect_exact(f"{REVIEW}, «no» writes nothing: ")
        if how == "no":
            asked.sendline("no")
            shown, code = ended(asked)
        else:
            shown, code = stopped(asked, "c")
    assert code == (1 if how == "no" else 130)
    assert "Traceback" not in shown
    assert sorted(english.rglob("*.yaml")) == before


def test_an_outcome_that_is_there_gets_another_name(mctool: Mctool, english: Path) -> None:
    assert mctool("new", "programme", "first", "--from", "bias", "-C", english).code == 0
    with terminal("new", "programme", "second", "-C", english) as asked:
        shown = talk(asked, [
            ("nearest?", "2"), ("Title", ""), ("EQF level", ""), *BASICS,
            ("Change", ""), ("Another id for this one [analyse-decisions-for-bias-2]", ""),
            ("Change", ""), ("Another id for this one [", "redesign-decision-procedures"),
            ("Another id for this one [redesign", "redesign-again"), ("Another outcome?", ""), (REVIEW, ""),
        ])  # fmt: skip
        assert ended(asked)[1] == 0
    assert "There is an outcome «analyse-decisions-for-bias» already." in shown
    approved(mctool, english, "second")


@pytest.mark.parametrize("given", [("--no-input",), ("--format", "json"), ("--from", "empathy")])
def test_who_wants_no_questions_is_asked_none(english: Path, given: tuple[str, ...]) -> None:
    with terminal("new", "programme", "listening", *given, "-C", english) as asked:
        shown, code = ended(asked)
    assert code == 0
    assert "nearest?" not in shown
    assert (english / "programmes/listening.yaml").exists()


def test_each_language_is_asked_for_and_may_wait(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    given = ("--name", "U", "--country", "POL", "--language", "pl", "--language", "fi")
    assert mctool("init", folder, *given).code == 0
    with terminal("new", "programme", "sluchanie", "-C", folder) as asked:
        shown = talk(asked, [
            ("nearest?", "1"), ("Title (pl) [Aktywne słuchanie]", ""), ("Title (fi)", "Aktiivinen kuuntelu"),
            ("EQF level", ""), *BASICS[:4], ("part? (pl)", "Pracownicy"), ("part? (fi)", ""),
            ("hurts? (pl)", "Rzecznik"), ("hurts? (fi)", "Häirintäyhdyshenkilö"),
            ("Change its words?", "y"), ("see? (pl) [", "Rozumie innych"),
            ("see? (pl) [Rozumie innych", "Zadaje otwarte pytania"), ("see? (fi)", "Esittää avoimia kysymyksiä"),
            ("situation? (pl) [", "w rozmowie z kimś z zespołu"), ("situation? (fi)", "keskustelussa"),
            ("anywhere? (pl) [", ""), ("anywhere? (fi)", ""),
            ("Change its words?", ""), ("Another outcome?", ""), (REVIEW, ""),
        ])  # fmt: skip
        assert ended(asked)[1] == 0
    assert "«Rozumie»" in shown
    text = (folder / "programmes/sluchanie.yaml").read_text(encoding="utf-8")
    assert 'title:\n  pl: "Aktywne słuchanie"\n  fi: "Aktiivinen kuuntelu"\n' in text
    assert 'fi: "TODO: Pracownicy"' in text
    outcome = (folder / "outcomes/ask-open-questions.yaml").read_text(encoding="utf-8")
    assert 'fi: "Esittää avoimia kysymyksiä keskustelussa"' in outcome
    assert 'fi: "TODO: ' in outcome  # the competence was left to be translated


@pytest.mark.parametrize(("identity", "words"), [("Not an id", "is no id"), ("first", "there is a programme «first»")])
def test_an_id_that_cannot_be_ends_before_the_first_question(
    mctool: Mctool, english: Path, identity: str, words: str
) -> None:
    assert mctool("new", "programme", "first", "--from", "bias", "-C", english).code == 0
    with terminal("new", "programme", identity, "-C", english) as asked:
        shown, code = ended(asked)
    assert code == 2
    assert words in shown
    assert "nearest?" not in shown


def test_without_a_terminal_nothing_is_asked(mctool: Mctool, english: Path) -> None:
    ended = mctool("new", "programme", "-C", english)
    assert ended.code == 2
    assert "the id is missing" in ended.err


def test_init_asks_for_what_is_not_given(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/mine.txt").write_text("x")
    with terminal("init") as asked:
        shown = talk(asked, [
            ("The folder to make", str(tmp_path / "taken")), ("The folder to make", str(tmp_path / "ws")),
            ("The institution's name", "Uniwersytet Przykładowy"), ("Its country", "Polland"), ("country", "Polska"),
            ("Languages", "polisch"), ("Languages", "polski, en"),
        ])  # fmt: skip
        assert ended(asked)[1] == 0
    assert "is already there; choose another" in " ".join(shown.split())
    assert "did you mean «POL»" in shown
    assert "did you mean «pl»" in shown
    assert "languages: [pl, en]" in (tmp_path / "ws/mctool.yaml").read_text(encoding="utf-8")
    assert "Uniwersytet Przykładowy" in (tmp_path / "ws/institution.yaml").read_text(encoding="utf-8")


def test_init_without_a_terminal_waits_for_nobody(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mctool", "init", str(tmp_path / "ws")], stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "mctool: --name is missing; on a terminal it would be asked for\n"
