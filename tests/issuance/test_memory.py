"""What a large cohort holds in memory: each learner once, not as table and as model."""

import gc
import tracemalloc
from pathlib import Path

from mctool.rules.world import World
from mctool.workspace import load
from tests.conftest import TODAY
from tests.crowd import COHORT, crowd

SIZE = 1000
MOST = 17_000
"""Bytes that a learner of the crowd may take, workspace included: 15,000 as measured, 23,000 where the table stays."""


def test_a_learner_is_held_once(tmp_path: Path) -> None:
    workspace = crowd(tmp_path, SIZE)
    load(workspace)  # what is loaded once for all workspaces does not count
    gc.collect()
    tracemalloc.start()
    try:
        world = World(load(workspace), TODAY)
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    cohort = world.workspace.cohorts[COHORT]
    assert len(cohort.model.results) == SIZE
    assert held / SIZE < MOST
