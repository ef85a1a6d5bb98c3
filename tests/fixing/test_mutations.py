"""Whatever stands in a file: a plan never fails, carries out what it says, and leaves nothing for a second one."""

import random
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mctool.fixing import plan, write_plan
from mctool.rules import ALL
from mctool.rules.world import World
from mctool.workspace import load
from mctool.yamlsource import Source
from tests.conftest import ROOT, TODAY

EXAMPLE = ROOT / "examples" / "equini"
FILES = ("programmes/inclusive-communication.yaml", "outcomes/describe-emotional-cues.yaml", "rubrics/action-plan.yaml")
JUNK = ("", "-", " ", "'", '"', ":", ": ", "#", "\n", "\r\n", "\t", "{", "]", "\ufeff", "\u00e9", "\x85", "&a", "!!str")

VALUE = re.compile(r"(?<=: )[a-z-]+(?=$|[,}\]])", re.MULTILINE)


def mutated(text: str, chance: random.Random) -> str:
    """*text* with some values spelt otherwise, and sometimes with something that breaks it."""
    values = list(VALUE.finditer(text))
    for value in sorted(chance.sample(values, 3), key=lambda one: one.start(), reverse=True):
        spelt = chance.choice([str.upper, str.title, lambda one: one.replace("-", " ")])(value[0])
        text = text[: value.start()] + spelt + text[value.end() :]
    letters = list(text)
    if chance.random() < 0.5:
        letters.insert(chance.randrange(len(letters)), chance.choice(JUNK))
    return "".join(letters)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutations") / "ws"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("cohorts", "evidence"))
    return folder


@given(seed=st.integers(0, 10**9), name=st.sampled_from(FILES), newline=st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_second_plan_finds_nothing(folder: Path, seed: int, name: str, newline: str) -> None:
    text = mutated((EXAMPLE / name).read_text(encoding="utf-8"), random.Random(seed))
    (folder / name).write_bytes(text.replace("\n", newline).encode())
    made = plan(World(load(folder), TODAY), rules=ALL, only={name})
    for file in made.files:
        before, after = Source.from_bytes(file.before), Source.from_bytes(file.after)
        assert after.faults == ()
        values = sum(bool(fix.code) for fix in file.fixes)
        assert differing(before.data, after.data) == values
        assert len(file.after.splitlines()) - len(file.before.splitlines()) == len(file.fixes) - values
    write_plan(folder, made)
    assert plan(World(load(folder), TODAY), rules=ALL, only={name}).files == ()


def differing(before: object, after: object) -> int:
    """How many values differ; the shape must not."""
    if isinstance(before, dict) and isinstance(after, dict):
        assert list(before) == list(after)
        return sum(differing(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list):
        assert len(before) == len(after)
        return sum(map(differing, before, after))
    return int(before != after)
