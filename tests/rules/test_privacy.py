"""Personal data in tracked files: what is found, what is left alone, and that no value is ever printed."""

import subprocess
import time
from pathlib import Path

import pytest

from mctool.checking import check
from mctool.findings import Finding
from mctool.identities import Identity
from mctool.reports.findings import as_text
from mctool.rules.nationalnumbers import national_numbers
from mctool.rules.personaldata import PersonalDataFinder
from mctool.rules.privacy import personal_data_in_tracked_file
from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import TODAY

NUMBERS = [
    ("44051401359", "PESEL"),
    ("02070803628", "PESEL"),
    ("123456789", "NIF"),
    ("123 456 789", "NIF"),
    ("111222333", "BSN"),
    ("1112.22.333", "BSN"),
    ("255081416802538", "NIR"),
    ("2 55 08 14 168 025 38", "NIR"),
    ("253072A07300443", "NIR"),
    ("2 53 07 2B 073 004 70", "NIR"),
    ("86095742719", "German tax id"),
    ("86 095 742 719", "German tax id"),
    ("12345678Z", "DNI"),
    ("12345678-z", "DNI"),
    ("X1234567L", "NIE"),
    ("x-1234567-l", "NIE"),
]
NO_NUMBERS = [
    "44051401358",  # the last digit is wrong
    "44131401359",  # no month 13 in the 1900s
    "501964843",  # a company's NIF
    "111222334",
    "255081416802539",
    "86095742718",
    "12345678A",
    "00000000000",
    "000000000",
    "0044051401359",  # a part of a longer number
    "a44051401359",
    "44051401359f",
    "1.44051401359",
    "440514013.59",
    "2026-04-17",
    "L-5DE69A9D",
    "VATPL-0000000000",
    "9ede1cd8414bd31c44eebb1d7e14535a32a052233bd9a0dd7e62b5af92c11aa0",
]


@pytest.mark.parametrize(("written", "name"), NUMBERS)
@pytest.mark.parametrize("around", ["{}", "# note: {}.", "pesel={}, x", "«{}»"])
def test_national_numbers_are_found_by_their_check_digits(written: str, name: str, around: str) -> None:
    text = around.format(written)
    start = text.index(written)
    assert list(national_numbers(text)) == [(start, start + len(written), name)]


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_other_numbers_are_left_alone(written: str) -> None:
    assert list(national_numbers(f"value: {written} ")) == []


def test_every_single_wrong_digit_is_told_apart() -> None:
    for number, name in NUMBERS:
        if number.isdigit() and name in ("PESEL", "NIF", "BSN", "NIR"):
            for digit in "0123456789":
                changed = number[:-1] + digit
                assert (digit == number[-1]) == any(found == name for *_, found in national_numbers(changed))


LEARNERS = [
    Identity("L-1", "Świętosława Anna", "Bajkowska-Łoś"),
    Identity("L-2", "Siobhán", "O'Nowhere"),
    Identity("L-3", "Ștefan", "Nicăieri"),
    Identity("L-4", "Багдана", "Выдуманая"),
]
FINDER = PersonalDataFinder(LEARNERS, {"office@university.example", "123456789"})

FOUND = [
    ("# talked to Świętosława Bajkowska-Łoś", "a learner's name"),
    ("swietoslawa bajkowska", "a learner's name"),
    ("BAJKOWSKA, Świętosława", "a learner's name"),
    ("Łoś (Anna)", "a learner's name"),
    ("evidence/2026/siobhan_o_nowhere.pdf", "a learner's name"),
    ("nicaieri-stefan", "a learner's name"),
    ("Стоит: Выдуманая Багдана", "a learner's name"),
    ("contact: some.learner@students.example", "an e-mail address"),
    ("tel. 601 234 567 8", "a telephone number"),
    ("+48 601 234 567", "a telephone number"),
    ("date_of_birth: 1990-02-03", "a birth date"),
    ("ur. 3.02.1990", "a birth date"),
    ("geboren am 3. Februar 1990", "a birth date"),
    ("née le 03/02/1990", "a birth date"),
    ("pesel 44051401359", "a national number (PESEL)"),
]
LEFT_ALONE = [
    "Świętosława spoke first, and the others answered her",
    "Stefania Nicolae",
    "Bajkowska and her sister, far away in another sentence that goes on and on, met Świętosława",
    "write to office@university.example",
    "git@github.com:equini/mctool.git and actions/checkout@v4.1.0",
    "the NIF of the institution is 123456789",
    "https://register.example/44051401359/edit",
    "urn:x:44051401359",
    "born in 1990, period 2026-03-02 to 2026-05-15, at +01:00",
    "birthday cake for 20 people",
    "Oriented at behaviour. 3.02.1990",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_personal_data_is_found(text: str, kind: str) -> None:
    assert [one.kind for one in FINDER.find(text)] == [kind]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert [text[one.start : one.stop] for one in FINDER.find(text)] == []


def test_a_table_with_a_column_of_names_is_personal_data() -> None:
    assert [one.kind for one in FINDER.table("Id,First name,Score\n1,X,3\n")] == ["a column of learners' personal data"]
    assert list(FINDER.table("learner,status,level\nL-1,completed,good\n")) == []
    assert list(FINDER.table("given_name,family_name\n")) == []


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("a" * 2_000_000 + "@", 0),
        ("a@" + "b." * 1_000_000, 0),
        ("44051401359," * 150_000, 20),
        ("Anna Bajkowska, " * 50_000, 10),
        ("+1" * 1_000_000, 0),
        ("tel " * 500_000, 0),
        ("born " * 400_000, 0),
    ],
    ids=["local part", "domain", "numbers", "names", "plus", "phone", "birth"],
)
def test_hostile_texts_take_no_longer_than_their_length(text: str, least: int) -> None:
    started = time.process_time()
    count = sum(1 for _ in FINDER.find(text))
    assert time.process_time() - started < 2
    assert 20 >= count >= least


def findings(root: Path) -> list[Finding]:
    return list(check(World(load(root), TODAY), rules=[personal_data_in_tracked_file]))


def test_comments_values_and_file_names_are_searched_and_no_value_is_printed(example: Path) -> None:
    learner = "Dobrawa", "Fikcyjna-Źdźbło"  # of the example's identities, invented
    programme = example / "programmes/inclusive-communication.yaml"
    programme.write_text(f"# as {' '.join(learner)} asked\n{programme.read_text('utf-8')}", encoding="utf-8")
    (example / "evidence/dobrawa-fikcyjna.md").write_text("Evaluation form, PESEL 44051401359\n", encoding="utf-8")
    (example / "notes.txt").write_bytes("pi\u0119\u0107\nwrite to ud\u017awik@students.example\n".encode("cp1250"))
    found = findings(example)
    assert [(one.path, one.line, one.message.split(" holds ")[1]) for one in found] == [
        ("evidence", 1, "a learner's name"),
        ("evidence", 1, "a national number (PESEL)"),
        ("notes.txt", 2, "an e-mail address"),
        ("programmes/inclusive-communication.yaml", 1, "a learner's name"),
    ]
    printed = repr(found).casefold()
    assert not any(word in printed for word in ("dobrawa", "fikcyjna", "44051401359", "students.example"))


@pytest.mark.parametrize(
    ("was", "became", "fault"),
    [
        ("country: POL, region", "country: Polnd, region", "MC004"),
        ("colour:", "color:", "MC003"),
        ("homepage: https", "homepage: : https", "MC001"),
    ],
    ids=["wrong value", "unknown key", "no YAML"],
)
def test_the_institutions_own_address_is_no_personal_data_where_its_file_has_a_fault(
    example: Path, was: str, became: str, fault: str
) -> None:
    institution = example / "institution.yaml"
    text = institution.read_text("utf-8").replace('"000000000"', '"123456789"')  # a NIF by its check digit
    assert was in text
    institution.write_text(text.replace(was, became) + "# asked some.learner@students.example\n", encoding="utf-8")
    found = check(World(load(example), TODAY), only=["institution.yaml"])
    assert fault in {one.code for one in found}
    last = text.count("\n") + 1
    assert [(one.line, one.message) for one in found if one.code == "MC601"] == [
        (last, "The file holds an e-mail address")
    ]


def test_no_finding_shows_the_line_that_holds_personal_data(example: Path) -> None:
    programme = example / "programmes/inclusive-communication.yaml"
    text = programme.read_text("utf-8").replace("fee: project-funded", "fee: gratis # PESEL 44051401359")
    programme.write_text(text, encoding="utf-8")
    workspace = load(example)
    found = check(World(workspace, TODAY))
    assert {one.code for one in found} >= {"MC004", "MC601"}
    assert "44051401359" not in as_text(workspace, found)


def test_a_file_full_of_addresses_is_reported_by_its_first_twenty(example: Path) -> None:
    (example / "notes.txt").write_text("learner@students.example\n" * 10_000, encoding="utf-8")
    assert [one.line for one in findings(example)] == list(range(1, 21))


def test_binary_and_large_files_are_passed_over(example: Path) -> None:
    (example / "evidence/photo.bin").write_bytes(b"\x00some.learner@students.example")
    (example / "evidence/large.txt").write_bytes(b"some.learner@students.example\n" + b" " * 5_000_000)
    assert findings(example) == []


def test_only_what_git_would_track_is_searched(example: Path) -> None:
    subprocess.run(["git", "init", "-q", str(example)], check=True)
    (example / ".gitignore").write_text("issued/\n", encoding="utf-8")
    (example / "issued").mkdir()
    (example / "issued/a.xml").write_text("<a>some.learner@students.example</a>\n", encoding="utf-8")
    assert findings(example) == []
    (example / ".gitignore").unlink()
    assert [one.path for one in findings(example)] == ["issued/a.xml"]


def test_without_the_identities_file_names_are_not_known_and_the_rest_is_found(example: Path) -> None:
    (example.parent / "equini-identities/learners.csv").unlink()
    (example / "notes.txt").write_text("Dobrawa Fikcyjna-Źdźbło, dobrawa@students.example\n", encoding="utf-8")
    assert [one.message for one in findings(example)] == ["The file holds an e-mail address"]
