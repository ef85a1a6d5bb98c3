"""``mctool new outcome|rubric|cohort|institution`` on a real terminal: live checks, corrections, files that hold."""

import os
import re
from pathlib import Path

import pytest

from mctool.templating import quoted, scalar
from mctool.yamlsource import Source
from tests.cli.conftest import Mctool
from tests.gitrepository import edit
from tests.scaffold.talking import REVIEW, Talk, stopped, talk
from tests.terminal import ended, terminal

ASSURANCE: Talk = [
    ("behind your awards? [0]", "3"), ("Which agency gives it? (en)", "Example Committee"),
    ("Country of the agency [POL]", ""), ("web address of the decision", "Decision 1/2024"),
    ("In force since", "2024-06-01"), ("In force until", "2034-06-01"),
]  # fmt: skip
OUTCOME: Talk = [
    ("others can see?", "Mediate a dispute between two students"), ("In which situation?", "in a moderated talk"),
    ("Which competence is that", "Manage conflicts"), ("Is it a skill or knowledge? [0]", ""),
    ("Which ESCO concept is it? [0]", "2"), ("EQF level, 1 to 8", ""),
]  # fmt: skip


def codes(mctool: Mctool, folder: Path, path: str) -> set[str]:
    """The rules that have something to say about a file."""
    found = mctool("validate", path, "-C", folder, "--format", "json", "--now", "2026-11-24T10:00:00Z").json
    return {one["code"] for one in found["findings"]}


def test_an_outcome_that_is_asked_for_holds(mctool: Mctool, two_languages: Path) -> None:
    with terminal("new", "outcome", "-C", two_languages) as asked:
        shown = talk(asked, [
            ("others can see? (en)", "Understand conflicts"),
            ("others can see? (en) [Understand conflicts]", "Mediate a dispute between two students"),
            ("others can see? (pl)", "Rozumie spór"), ("(pl) [Rozumie spór]", "Mediuje w sporze dwóch studentów"),
            ("In which situation? (en)", "in a moderated talk under direct supervision"),
            ("In which situation? (pl)", "w moderowanej rozmowie"),
            ("used anywhere? (en)", "Manage conflicts"), ("used anywhere? (pl)", "Zarządza konfliktami"),
            ("Is it a skill or knowledge? [0]", "skill"), ("Is it a skill or knowledge? [0]", ""),
            ("Which ESCO concept is it? [0]", "0"), ("Other words to look for in ESCO", "conflict"),
            ("Which ESCO concept is it? [0]", "1"), ("Which ESCO concept is it? [1]", "2"),
            ("EQF level, 1 to 8, or - for that of the programme [6]", "nine"), ("for that of the programme [6]", "7"),
            ("Id of the outcome [mediate-a-dispute-between-two]", "Mediate!"),
            ("Id of the outcome [mediate-a-dispute-between-two]", "mediate"),
            (REVIEW, "9"), (REVIEW, "2"), ("situation? (en) [in a moderated talk under", "in a moderated talk"),
            ("situation? (pl) [w moderowanej rozmowie]", ""), (REVIEW, ""),
        ])  # fmt: skip
        told, code = ended(asked)
    assert code == 0
    for words in (
        "Pattern: verb that can be observed + object + in which situation.",
        "error: «Understand»: a state that nobody can observe.",
        "error: «Rozumie»",
        "error: choose a number from 0 to 1",
        "This service uses the ESCO classification of the European Commission.",
        "warning: «conflict management» is knowledge in ESCO, and the outcome is a skill.",
        "error: a level is a number from 1 to 8",
        "note: «under direct supervision» recalls EQF level 1, and the outcome is at 7.",
        "error: «Mediate!» is no id",
        "5  ESCO concept: resolve conflicts",
        "error: press Enter, or answer with a number from 1 to 7 or «no»",
    ):
        assert words in shown
    assert [one for one in told.splitlines() if one][-2:] == [
        "outcomes/mediate.yaml",
        "Next: mctool new rubric, with criteria for it; name it under «outcomes» of a programme; then mctool validate",
    ]
    text = (two_languages / "outcomes/mediate.yaml").read_text(encoding="utf-8")
    assert 'en: "Mediate a dispute between two students in a moderated talk"' in text
    assert 'pl: "Mediuje w sporze dwóch studentów w moderowanej rozmowie"' in text
    assert "label: resolve conflicts, match: close" in text
    assert "# The three layers (guide 3.2.1)" in text
    assert codes(mctool, two_languages, "outcomes/mediate.yaml") == {"MC216"}  # no programme lists it yet


def test_what_is_left_open_is_a_blank_that_validate_finds(mctool: Mctool, english: Path) -> None:
    with terminal("new", "outcome", "later", "-C", english) as asked:
        talk(asked, [
            ("others can see?", ""), ("In which situation?", ""), ("Which competence", ""),
            ("skill or knowledge?", "1"),
            ("Other words to look for in ESCO (Enter: no concept fits)", "zzzz"), ("Other words to look for", ""),
            ("Why does no concept of ESCO fit?", "ESCO has no such act"), ("EQF level", "-"), (REVIEW, ""),
        ])  # fmt: skip
        shown, code = ended(asked)
    assert code == 0
    assert "blanks to fill; «mctool validate» shows where" in shown
    text = (english / "outcomes/later.yaml").read_text(encoding="utf-8")
    assert re.search("^type: knowledge +# skill or knowledge$", text, re.MULTILINE)
    assert "eqf_level" not in text
    assert codes(mctool, english, "outcomes/later.yaml") >= {"MC008"}
    assert not codes(mctool, english, "outcomes/later.yaml") & {"MC001", "MC003", "MC004"}


@pytest.fixture
def outcome(english: Path) -> Path:
    """A workspace with one outcome."""
    with terminal("new", "outcome", "mediate", "-C", english) as asked:
        talk(asked, [*OUTCOME, (REVIEW, "")])
        assert ended(asked)[1] == 0
    return english


def test_a_rubric_that_is_asked_for_holds(mctool: Mctool, outcome: Path) -> None:
    with terminal("new", "rubric", "-C", outcome) as asked:
        shown = talk(asked, [
            ("Which outcomes does it rate? (numbers) [0]", "0, 4"), ("does it rate? (numbers) [0]", ""),
            ("What is rated?", "Mediation, observed"),
            ("from worst to best [insufficient, acceptable, distinction]", "good"),
            ("from worst to best [", "below, below"), ("from worst to best [", "Zu wenig, genügt, sehr gut"),
            ("Which is the minimum, the lowest that passes? [1]", "0"), ("that passes? [0]", "1"),
            ("Which is awarded with distinction? [3]", "1"), ("with distinction? [1]", "3"),
            ("What is looked at", "Both wishes"), ("see or hear?", "Understands both sides"),
            ("see or hear? (en) [Understands both", "Names what each of the two wants"),
            ("What is seen at «zu-wenig»?", "Takes a side."), ("What is seen at «genugt»?", "Takes a side."),
            ("What is seen at «genugt»? (en) [Takes a side.]", "Names both wishes."),
            ("What is seen at «sehr-gut»?", "Finds a wish that both share."),
            ("Another criterion for this outcome? [y/N]", "y"),
            ("What is looked at", "Both wishes"), ("see or hear?", "Asks each of them"),
            ("«zu-wenig»?", "Asks nobody."), ("«genugt»?", "Asks both."), ("«sehr-gut»?", "Asks both and sums up."),
            ("Another criterion", ""),
            ("Id of the rubric [mediation-observed]", ""),
            (REVIEW, "3"), ("from worst to best [zu-wenig, genugt, sehr-gut]", "zu-wenig, genugt, gut, sehr-gut"),
            (REVIEW, "6"), ("What is looked at, in two or three words? (en) [Both wishes]", ""), ("see or hear?", ""),
            ("«zu-wenig»? (en) [Takes a side.]", ""), ("«genugt»? (en) [Names both", ""),
            ("«gut»?", "Names both wishes and their reasons."), ("«sehr-gut»? (en) [Finds", ""),
            ("What is looked at", ""), ("see or hear?", ""), ("«zu-wenig»?", ""), ("«genugt»?", ""),
            ("«gut»?", "Asks both twice."), ("«sehr-gut»?", ""), ("Another criterion", ""), (REVIEW, ""),
        ])  # fmt: skip
        told, code = ended(asked)
    assert code == 0
    for words in (
        "error: choose numbers from 0 to 0",
        "error: name two or more",
        "error: item 2 of «levels»: «below» is listed twice",
        "error: «zu-wenig» is the lowest level, so that everybody passes «mediate».",
        "error: The distinction «zu-wenig» is not above the minimum «genugt».",
        "warning: «Understands» names a state that no assessor can see.",
        "error: «genugt» is described in the same words as «zu-wenig».",
        "6  Criteria: both-wishes, both-wishes-2",
        "rubrics/mediation-observed.yaml, 2 blanks left",
    ):
        assert words in shown
    assert "Next: name it as «rubric: mediation-observed» of an assessment" in told
    text = (outcome / "rubrics/mediation-observed.yaml").read_text(encoding="utf-8")
    assert (
        "levels: [zu-wenig, genugt, gut, sehr-gut]     # worst to best\nminimum: genugt\ndistinction: sehr-gut\n"
        in text
    )
    assert codes(mctool, outcome, "rubrics/mediation-observed.yaml") == {"MC422"}  # no assessment uses it yet


def test_a_cohort_that_is_asked_for_holds(mctool: Mctool, workspace: Path) -> None:
    edit(workspace, "mctool.yaml", "assessors: 2", "assessors: 3")
    with terminal("new", "cohort", "-C", workspace, "--now", "2026-11-24T10:00:00Z") as asked:
        shown = talk(asked, [
            ("Of which programme? [0]", "7"), ("Of which programme? [0]", "1"),
            ("First day of delivery", "in March"), ("First day of delivery", "2027-03-01"),
            ("Last day of delivery", "2027-02-30"), ("Last day of delivery", "2027-02-01"),
            ("Last day of delivery, as YYYY-MM-DD [2027-02-01]", "2027-04-30"), ("Where?", "Łódź"),
            ("Who of its trainers teaches?", "9"), ("Who of its trainers teaches?", "0 1"),
            ("at least 3 [assessor-1, assessor-2, assessor-3]", "assessor-1, assessor-2"),
            ("at least 3", "assessor-1, assessor-2, anna@students.example"),
            ("at least 3 [assessor-1, assessor-2, anna", "assessor-1, assessor-2, external examiner"),
            ("Id of the cohort [inclusive-communication-2027-03]", "inclusive-communication-2026-spring"),
            ("Id of the cohort [inclusive-communication-2027-03]", ""),
            ("Where will the results stand? [0]", "1"), (REVIEW, ""),
        ])  # fmt: skip
        told, code = ended(asked)
    assert code == 0
    for words in (
        "1  inclusive-communication: Inclusive communication",
        "error: choose a number from 0 to 2",
        "error: «start»: «in March» is no date; write YYYY-MM-DD",
        "error: «end»: «2027-02-30» is no date",
        "error: It ends before it starts, on 2027-03-01.",
        "error: the policy asks for 3 assessors",
        "error: The file holds an e-mail address.",
        "error: there is a cohort «inclusive-communication-2026-spring» already",
    ):
        assert words in shown
    path = "cohorts/inclusive-communication-2027-03"
    assert f"{path}.yaml\r\n{path}.csv\r\nNext: when there are results, mctool import FILE --cohort" in told
    text = (workspace / f"{path}.yaml").read_text(encoding="utf-8")
    assert 'place: {country: POL, text: "Łódź"}\ntrainers: [trainer-1, trainer-2]' in text
    assert "assessors: [assessor-1, assessor-2, external examiner]" in text
    assert codes(mctool, workspace, f"{path}.yaml") == set()


def test_the_institution_gets_what_it_lacks_and_keeps_what_it_says(mctool: Mctool, english: Path) -> None:
    file = english / "institution.yaml"
    before = file.read_text(encoding="utf-8") + "# our own note\n"
    file.write_bytes(before.replace("\n", "\r\n").encode())
    with terminal("new", "institution", "-C", english) as asked:
        shown = talk(asked, [
            ("Number in the national register", "000000000"), ("such as VATPL-123", "PL 000"),
            ("such as VATPL-123 [PL 000]", "VATPL-0000000000"), ("Homepage", "university.example"),
            ("Homepage", "http://university.example"), ("E-mail", "office@university.example"),
            ("Logo", "logo.gif"), ("Logo: a PNG, JPEG or SVG, such as assets/logo.svg [logo.gif]", "-"),
            ("behind your awards? [0]", "3"), ("Which agency gives it? (en)", "Example Committee"),
            ("Country of the agency [POL]", "Polland"), ("Country of the agency", "Niemcy"),
            ("web address of the decision", "file:///decision.pdf"), ("the decision [file", "Decision 1/2024"),
            ("In force since", "last year"), ("In force since", "2024-06-01"), ("In force until", "2020-06-01"),
            ("In force until, as YYYY-MM-DD [2020-06-01]", "2034-06-01"), (REVIEW, "3"),
            ("Homepage, with https:// (- leaves it out) [http://university.example]", "https://university.example"),
            (REVIEW, ""),
        ])  # fmt: skip
        told, code = ended(asked)
    assert code == 0
    for words in (
        "institution.yaml is there. What it says stays; what it lacks is asked for.",
        "error: «PL 000» has not the form of an eIDAS identifier.",
        "error: «homepage»: «university.example» does not have the right form",
        "note: The address is not encrypted.",
        "error: The logo cannot be used",
        "error: «country»: «Polland» is not on the list «countries»; did you mean «POL»",
        "error: Europass carries web addresses only.",
        "error: «issued»: «last year» is no date; write YYYY-MM-DD",
        "warning: The quality assurance decision ended on 2020-06-01.",
    ):
        assert words in shown
    assert "Next: mctool validate, then git commit" in told
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")
    text = file.read_text(encoding="utf-8")
    kept = [line for line in before.splitlines() if not re.match("# (registration|eidas|homepage|quality|  )", line)]
    assert [line for line in text.splitlines() if line in kept] == kept
    assert codes(mctool, english, "institution.yaml") == set()
    with terminal("new", "institution", "-C", english) as asked:
        talk(asked, [("Logo", ""), (REVIEW, "no")])
        assert ended(asked)[1] == 1
    assert file.read_text(encoding="utf-8") == text


def test_an_institution_is_asked_for_from_the_beginning(mctool: Mctool, two_languages: Path) -> None:
    (two_languages / "institution.yaml").unlink()
    with terminal("new", "institution", "-C", two_languages) as asked:
        talk(asked, [
            ("Name of the institution (en)", "Example University"), ("(pl)", "Uczelnia Przykładowa"),
            ("country, by name or code", "Polska"), ("national register", "0000"), ("eIDAS", "VATPL-0000000000"),
            ("Homepage", "https://university.example"), ("E-mail", "office@university.example"), ("Logo", ""),
            *ASSURANCE[:2], ("Which agency gives it? (pl)", "Przykładowa Komisja"), *ASSURANCE[2:],
            ("Id of the institution [institution]", ""), (REVIEW, ""),
        ])  # fmt: skip
        assert ended(asked)[1] == 0
    assert codes(mctool, two_languages, "institution.yaml") == set()


def test_who_insists_hears_in_the_review_what_validate_says(mctool: Mctool, english: Path) -> None:
    with terminal("new", "institution", "-C", english) as asked:
        shown = talk(asked, [
            ("register", ""), ("eIDAS", "none"), ("eIDAS", ""), ("Homepage", "http://u.example"), ("E-mail", ""),
            ("Logo", "../logo.svg"), ("Logo", ""), ("behind your awards?", ""), (REVIEW, ""),
        ])  # fmt: skip
        assert ended(asked)[1] == 0
    review = shown[shown.index("Quality assurance: (left out)") :]
    assert set(re.findall(r"\((MC\d{3})\)", review)) == codes(mctool, english, "institution.yaml")


@pytest.mark.parametrize(("kind", "words"), [("rubric", "mctool new outcome"), ("cohort", "mctool new programme")])
def test_what_has_nothing_to_be_of_is_not_asked_for(english: Path, kind: str, words: str) -> None:
    with terminal("new", kind, "-C", english) as asked:
        shown, code = ended(asked)
    assert code == 2
    assert f"begin with: {words}" in shown


@pytest.mark.parametrize(
    ("kind", "answered", "question", "key"),
    [
        ("outcome", [], "others can see? (en): ", "c"),
        (
            "outcome",
            [("see? (en)", "Explain «ß» to adults"), ("see? (pl)", "Wyjaśnia «ß» dorosłym")],
            "In which situation? (en): ",
            "d",
        ),
        ("rubric", [("does it rate?", "0")], "What is rated? (title of the rubric) (en): ", "c"),
        ("cohort", [("Of which programme?", "0")], "First day of delivery, as YYYY-MM-DD: ", "d"),
        ("institution", [("E-mail", "office@university.example")], "«no» writes nothing: ", "c"),
        ("programme", [("nearest? [0]", "1"), ("Id", ""), ("Title (en)", "")], "Title (pl) [Aktywne słuchanie]: ", "d"),
    ],
)
def test_who_stops_leaves_nothing_behind(workspace: Path, kind: str, answered: Talk, question: str, key: str) -> None:
    if kind == "institution":
        edit(workspace, "institution.yaml", "email: ", "# email: ")
    before = contents(workspace)
    with terminal("new", kind, "-C", workspace) as asked:
        talk(asked, answered)
        asked.expect_exact(question)
        shown, code = stopped(asked, key)
    assert code == 130
    assert shown.replace("^C", "").replace("^D\b\b", "").split() == ["mctool:", "stopped"]
    assert contents(workspace) == before


def contents(folder: Path) -> dict[Path, bytes]:
    """The files below *folder* but git's own."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts}


@pytest.mark.parametrize(("kind", "words"), [("outcome", "is already there"), ("institution", "was changed meanwhile")])
def test_what_came_while_somebody_answered_is_not_overwritten(english: Path, kind: str, words: str) -> None:
    answers = (
        OUTCOME if kind == "outcome" else [("register", ""), ("eIDAS", "VATPL-1"), ("Homepage", ""), ("E-mail", "")]
    )
    rest: Talk = [] if kind == "outcome" else [("Logo", ""), ("behind your awards?", "")]
    path = english / ("outcomes/mediate.yaml" if kind == "outcome" else "institution.yaml")
    with terminal("new", kind, *(["mediate"] if kind == "outcome" else []), "-C", english) as asked:
        talk(asked, [*answers, *rest])
        asked.expect_exact(REVIEW)
        path.write_text("kind: changed\n", encoding="utf-8")
        asked.sendline("")
        shown, code = ended(asked)
    assert code == 2
    assert words in shown
    assert path.read_text(encoding="utf-8") == "kind: changed\n"


def test_keys_that_are_no_text_and_text_that_looks_like_yaml_do_no_harm(mctool: Mctool, english: Path) -> None:
    act = 'Explain "no": {a: b} # to colleagues: — <é>'
    with terminal("new", "outcome", "true", "-C", english) as asked:
        asked.expect_exact("others can see? (en): ")
        os.write(asked.child_fd, b"Explain \xff\xfe\n")
        talk(asked, [("others can see? (en)", "Explain a \u202emark\u202c"), ("others can see? (en) [", act)])
        shown = talk(
            asked,
            [
                ("situation?", "in a talk"),
                *OUTCOME[2:4],
                ("ESCO concept", "1"),
                ("[1]", ""),
                *OUTCOME[5:],
                (REVIEW, ""),
            ],
        )
        assert ended(asked)[1] == 0
    assert "error" not in shown
    data = Source((english / "outcomes/true.yaml").read_text(encoding="utf-8")).data
    assert data["id"] == "true"
    assert data["layers"]["behaviour"]["en"] == act


@pytest.mark.parametrize("kind", ["outcome", "rubric"])
def test_no_input_asks_nothing_on_a_terminal(english: Path, kind: str) -> None:
    with terminal("new", kind, "fresh", "--no-input", "-C", english) as asked:
        shown, code = ended(asked)
    assert code == 0
    assert "fresh.yaml" in shown
    assert "Enter" not in shown


HOSTILE = [
    "no", "On", "null", "~", "2027", "010", "1:30", "1e3", "0x1f", "a: b", "a #b", "[x", "{x", "x, y", "- x", "'", '"',
    "\\", "é\u2028\u0085\ufeff", "\x1b[A", "<b>", "*a", "&a", "!t", "%x", "@x", "`x", "a  b", "trailing:",
    "external examiner",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_types_is_read_back_as_typed(text: str) -> None:
    source = Source(f"a: {scalar(text)}\nb: [{scalar(text)}, {quoted(text)}]\nc: {{d: {scalar(text)}}}\n")
    assert source.data == {"a": text, "b": [text, text], "c": {"d": text}}
    assert source.ambiguous == ()
