"""Files that were made to hurt: each ends in a finding, within 2 seconds of CPU and 300 MB, in a process of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from mctool.checking import check
from mctool.reports import findingformats
from mctool.reports.findings import as_text
from mctool.rules.world import World
from mctool.workspace import load, read_bytes
from tests.conftest import TODAY

SECONDS, MEGABYTES = 2.0, 300
COHORT = "kind: cohort\nid: x\nprogramme: p\nversion: '1'\nperiod: {start: 2026-01-01, end: 2026-02-01}\n"
TABLE = "learner,assessment,assessor,criterion,level\n"


def text(words: str) -> Callable[[Path], None]:
    """Makes ``x.yaml`` of *words*."""
    return lambda root: (root / "x.yaml").write_text(words) and None


def table(content: bytes) -> Callable[[Path], None]:
    """Makes a cohort ``x.yaml`` whose results are a table of *content*."""

    def make(root: Path) -> None:
        (root / "x.yaml").write_text(COHORT + "results: x.csv\n")
        (root / "x.csv").write_bytes(content)

    return make


def huge(root: Path) -> None:
    with (root / "x.yaml").open("wb") as file:
        file.write(b"kind: outcome\nstatement: ")
        for _ in range(100):
            file.write(b"x" * 1_000_000)


def loop(root: Path) -> None:
    (root / "x.yaml").symlink_to("y.yaml")
    (root / "y.yaml").symlink_to("x.yaml")


def folder_loop(root: Path) -> None:
    (root / "outcomes").symlink_to(".")
    (root / "x.yaml").write_text("kind: outcom\n")


def way_out(root: Path) -> None:
    outside = root.parent / "outside.yaml"
    outside.write_text("kind: outcome\nid: x\nstatement: secret\n")
    (root / "x.yaml").symlink_to(outside)


def way_out_of_a_folder(root: Path) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "x.csv").write_text(TABLE)
    (root / "data").symlink_to(outside)
    (root / "x.yaml").write_text(COHORT + "results: data/x.csv\n")


def pipe(root: Path) -> None:
    os.mkfifo(root / "x.yaml")


def pipe_of_results(root: Path) -> None:
    (root / "x.yaml").write_text(COHORT + "results: x.csv\n")
    os.mkfifo(root / "x.csv")


def pipe_of_settings(root: Path) -> None:
    (root / "mctool.yaml").unlink()
    os.mkfifo(root / "mctool.yaml")


def pipe_and_device_in_the_register(root: Path) -> None:
    (root / "register").mkdir()
    os.mkfifo(root / "register" / "x.jsonl")
    (root / "register" / "y.jsonl").symlink_to("/dev/zero")


def endless_identities(root: Path) -> None:
    (root / "mctool.yaml").write_text("mctool: 1\nlanguages: [en]\nidentities: /dev/zero\n")


def device(root: Path) -> None:
    (root / "x.yaml").symlink_to("/dev/zero")


def listening(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("x.yaml")
    finally:
        os.chdir(here)


def directory(root: Path) -> None:
    (root / "x.yaml").mkdir()
    (root / "x.yaml" / "y.yaml").write_text("kind: outcom\n")


LETTERS = "abcdefghij"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in pairwise(LETTERS)
)
WRONG_ROWS = "".join(f"L {at},a,b,c,d\n" for at in range(30_000))
Cases = dict[str, tuple[Callable[[Path], None], str]]
HEAVY: Cases = {
    "alias-bomb": (text(BOMB), "An anchor (&a)"),
    "lists-50000-deep": (text("a: " + "[" * 50_000 + "]" * 50_000), "50 levels"),
    "scalar-of-100-MB": (huge, "more than 5 MB"),
    "scalar-of-4-MB": (text("kind: outcome\nid: x\nstatement: " + "x " * 2_000_000), "MC801"),
    "key-of-4-MB": (text("kind: outcome\n? " + "x" * 4_000_000 + "\n: 1\n"), "no key of this place"),
    "100000-unknown-keys": (text("kind: outcome\n" + "".join(f"k{at}: 1\n" for at in range(100_000))), "10,000 keys"),
    "9990-unknown-keys": (text("kind: outcome\n" + "".join(f"k{at}: 1\n" for at in range(9_990))), "no key"),
    "million-items": (text(COHORT + "results:\n" + "- 1\n" * 1_000_000), "120,000 values"),
    "80000-wrong-items": (text(COHORT + "results:\n" + "- 1\n" * 80_000), "expected a mapping"),
    "million-faults-in-a-table": (table((TABLE + "L-1\n" * 1_000_000).encode()), "The row has 1 cell"),
    "30000-wrong-rows": (table((TABLE + WRONG_ROWS).encode()), "no opaque id"),
    "pipe": (pipe, "Not a regular file"),
    "pipe-of-results": (pipe_of_results, "not a regular file"),
    "pipe-of-settings": (pipe_of_settings, "Not a regular file"),
    "pipe-and-device-in-the-register": (pipe_and_device_in_the_register, "no regular file"),
    "endless-identities": (endless_identities, "institution-missing"),
    "endless-device": (device, "leads out of the workspace"),
}
LIGHT: Cases = {
    "mappings-50000-deep": (text("{a: " * 50_000), "50 levels"),
    "blocks-3000-deep": (text("".join(" " * at + "a:\n" for at in range(3000))), "50 levels"),
    "million-comments": (text("# x\n" * 1_000_000), "The file is empty"),
    "huge-cell": (table(TABLE.encode() + b"L-1,a,b,c," + b"x" * 1_000_000), "131,072 characters"),
    "cell-never-closed": (table(TABLE.encode() + b'L-1,a,b,c,"d\n' + b"L-1,a,b,c,d\n" * 9000), "never closed"),
    "table-with-semicolons": (table(TABLE.replace(",", ";").encode()), "separated by semicolons"),
    "table-without-headings": (table(b"\n\n"), "The first line is empty"),
    "table-with-infinity": (
        table(TABLE.replace("\n", ",attended_hours\n").encode() + b"L-1,a,b,c,d,inf\n"),
        "no number",
    ),
    "table-with-nul": (table(TABLE.encode() + b"L-1,a,b,c,d\0\n"), "A NUL character"),
    "table-in-utf-16": (table(TABLE.encode("utf-16")), "UTF-16"),
    "table-in-latin-1": (table(TABLE.encode() + "L-1,a,b,c,é\n".encode("latin-1")), "not UTF-8"),
    "not-utf-8": (lambda root: (root / "x.yaml").write_bytes(b"a: 1\nb: \xff\xfe\n") and None, "0xFF in line 2"),
    "link-to-itself": (loop, "cannot be read"),
    "folder-in-itself": (folder_loop, "no kind of descriptor"),
    "link-out-of-the-workspace": (way_out, "leads out of the workspace"),
    "folder-out-of-the-workspace": (way_out_of_a_folder, "leads out of the workspace"),
    "socket": (listening, "Not a regular file"),
    "folder-named-as-a-file": (directory, "no kind of descriptor"),
}


@pytest.mark.parametrize("name", LIGHT)
def test_odd_file_is_named(name: str, tmp_path: Path) -> None:
    make, words = LIGHT[name]
    root = tmp_path / "ws"
    root.mkdir()
    (root / "mctool.yaml").write_text("mctool: 1\nlanguages: [en]\n")
    make(root)
    assert words in "\n".join(one.message for one in check(World(load(root), TODAY)))


_MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=open(sys.argv[1], "w"))
sys.exit(code)
"""
"""A small process between: the peak of memory of a child counts what its parent had when it was forked."""


@pytest.mark.parametrize("name", HEAVY)
def test_hostile_file_ends_in_a_finding_soon(name: str, tmp_path: Path) -> None:
    make, words = HEAVY[name]
    root = tmp_path / "ws"
    root.mkdir()
    (root / "mctool.yaml").write_text("mctool: 1\nlanguages: [en]\n")
    make(root)
    used = tmp_path / "used"
    command = [sys.executable, "-m", "mctool", "validate", "-C", root, "--now", "2026-11-24T10:00:00Z"]
    ended = subprocess.run(
        [sys.executable, "-c", _MEASURE, used, *command], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert ended.stderr == ""
    assert ended.returncode == 1
    assert words in ended.stdout
    seconds, kilobytes = map(float, used.read_text().split())
    assert seconds < SECONDS
    assert kilobytes / 1024 < MEGABYTES


@pytest.mark.parametrize(
    ("encoding", "mark", "words"),
    [
        ("utf-16-le", b"\xff\xfe", "UTF-16"), ("utf-16-be", b"\xfe\xff", "UTF-16"), ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"), ("utf-32-le", b"\xff\xfe\0\0", "UTF-32"),
        ("utf-32-be", b"\0\0\xfe\xff", "UTF-32"), ("utf-32-le", b"", "UTF-32"), ("utf-32-be", b"", "UTF-32"),
    ],
)  # fmt: skip
def test_other_encodings_are_named(encoding: str, mark: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "mctool.yaml").write_text("mctool: 1\nlanguages: [en]\n")
    (tmp_path / "x.yaml").write_bytes(mark + "kind: outcome\nid: x\nstatement: Łódź\n".encode(encoding))
    assert [fault.message for fault in load(tmp_path).faults] == [f"The file is {words}"]


def test_byte_order_mark_and_line_ends_of_every_system_are_read(tmp_path: Path) -> None:
    (tmp_path / "mctool.yaml").write_bytes(b"\xef\xbb\xbfmctool: 1\r\nlanguages: [en]\r\n")
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfkind: outcome\rid: x\rstatement: Explain x\rtyp: skill\r")
    (fault,) = load(tmp_path).faults
    assert (fault.path, fault.span.line) == ("x.yaml", 4)
    assert fault.message == "«typ» is no key of this place; did you mean «type»?"


def test_names_that_are_no_utf_8_are_faults_that_every_report_can_hold(tmp_path: Path) -> None:
    (tmp_path / "mctool.yaml").write_text("mctool: 1\nlanguages: [en]\n")
    (tmp_path / os.fsdecode(b"x\xff.yaml")).write_text("kind: outcome\nid: x\n")
    (tmp_path / os.fsdecode(b"notes\xfe.txt")).write_text("some.learner@students.example\n")
    workspace = load(tmp_path)
    found = check(World(workspace, TODAY))
    assert [(one.path, one.code) for one in found if one.code in ("MC001", "MC601")] == [
        ("notes\\udcfe.txt", "MC601"),
        ("x\\udcff.yaml", "MC001"),
    ]
    for written in (as_text, findingformats.sarif, findingformats.gitlab, findingformats.junit, findingformats.github):
        assert written(workspace, found).encode()


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("kind: outcome\n")
    (tmp_path / "x.yaml").chmod(0)
    root = os.geteuid() == 0
    for folder in (tmp_path, *tmp_path.parents) if root else ():
        if folder.owner() == "root" and "pytest" in str(folder):
            folder.chmod(0o755)
    if root:
        os.seteuid(65534)  # root may read everything
    try:
        assert read_bytes(tmp_path.resolve(), "x.yaml") == "The file cannot be read: Permission denied"
    finally:
        if root:
            os.seteuid(0)
