"""A thousand changes of the example, in bytes and in structure: each ends in findings, none in an exception."""

import copy
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mctool.checking import check
from mctool.cli.app import run
from mctool.findings import Findings
from mctool.rules.world import World
from mctool.workspace import load
from mctool.yamlsource import Source
from tests.conftest import ROOT, TODAY

EXAMPLE = ROOT / "examples" / "equini"
FILES = sorted(path.relative_to(EXAMPLE) for suffix in ("yaml", "csv") for path in EXAMPLE.rglob(f"*.{suffix}"))
SINGLE = [path for path in FILES if path.parts[0] in ("outcomes", "rubrics", "programmes", "institution.yaml")]
PIECES = [
    b"\t", b"{", b"}", b"[", b"- ", b": ", b":", b", ", b"&a ", b"*a", b"!x ", b"'", b'"', b"|\n", b">-\n", b"\xff",
    b"\0", b"\x07", b"...", b"---\n", b"#", b"\r", b"\n", b"\n  ", b"\xc2\xa0", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"%",
    b"@", b"? ", b"NO", b"1:30", b"010", b"1.10", b"~", b".nan", b"\xed\xa0\x80", b"\\ud800", b"\xf0\x9f\x98\x80",
    b"9" * 400, b"<<: ",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, 0, -1, 10**30, 1e308, float("inf"), "", " ", "x", "…", "2026-02-30", "9999-12-31", "P999Y", "no",
    "\ufb01" * 50, "\u202e", {}, [], {"": ""}, {"en": "x"}, {"en": None}, [None], [[]], [{}], ["a", "a"], "\U0001f600",
    "a" * 5000, "../../etc/passwd",
]  # fmt: skip
SEARCH = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace for one descriptor at a time."""
    root = tmp_path_factory.mktemp("alone")
    (root / "mctool.yaml").write_text("mctool: 1\nlanguages: [en, pl]\n")
    return root


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, in which one file at a time is changed."""
    root = tmp_path_factory.mktemp("whole") / "ws"
    shutil.copytree(EXAMPLE, root)
    return root


def judged(root: Path) -> Findings:
    """What the rules say; that they say it in words, in the files that are there."""
    found = check(World(load(root), TODAY))
    assert all(one.message and one.span.line >= 1 for one in found)
    return found


def spoilt(data: st.DataObject, content: bytes) -> bytes:
    """*content* with up to four pieces put in, or put in the place of what stands there."""
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=4))
        content = content[:at] + piece + content[at + data.draw(st.integers(0, 8)) :]
    return content


def restructured(data: st.DataObject, content: Any) -> Any:
    """*content* with values replaced, moved, taken away, doubled or renamed."""
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(list(inner(content)) or [([None], 0)]))
        how = data.draw(st.sampled_from(["replace", "remove", "double", "rename"]))
        if how == "replace":
            holder[key] = copy.deepcopy(data.draw(st.sampled_from(VALUES)))
        elif how == "remove":
            del holder[key]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            holder[data.draw(st.sampled_from([*holder, "extra", ""]))] = copy.deepcopy(holder[key])
    return content


def inner(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in *value*: the list or mapping, and the index or key."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        if value[key] is not value:
            yield from inner(value[key])


@settings(SEARCH, max_examples=500)
@given(st.data())
def test_changed_bytes_of_one_descriptor(alone: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SINGLE))
    (alone / "case.yaml").write_bytes(spoilt(data, (EXAMPLE / path).read_bytes()))
    judged(alone)


@settings(SEARCH, max_examples=450)
@given(st.data())
def test_changed_structure_of_one_descriptor(alone: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SINGLE))
    content = restructured(data, Source.from_bytes((EXAMPLE / path).read_bytes()).data)
    (alone / "case.yaml").write_text(json.dumps(content, ensure_ascii=data.draw(st.booleans())))
    judged(alone)


@settings(SEARCH, max_examples=40)
@given(st.data())
def test_changed_file_among_all_others(whole: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    original = (EXAMPLE / path).read_bytes()
    try:
        (whole / path).write_bytes(spoilt(data, original))
        judged(whole)
    finally:
        (whole / path).write_bytes(original)


@settings(SEARCH, max_examples=10)
@given(st.data())
def test_changed_file_by_the_command(whole: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    original = (EXAMPLE / path).read_bytes()
    arguments = data.draw(st.sampled_from([["validate"], ["validate", "--diff"], ["validate", "--format", "sarif"]]))
    out, err = io.StringIO(), io.StringIO()
    try:
        (whole / path).write_bytes(spoilt(data, original))
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*arguments, "-C", str(whole), "--now", "2026-11-24T10:00:00Z"])
    finally:
        (whole / path).write_bytes(original)
    assert code in (0, 1)
    assert "an error in mctool itself" not in err.getvalue()
