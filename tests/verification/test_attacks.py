"""Every case in tests/cases/verify/ gets the verdict that its file names, for the reason that it names."""

import importlib
import socket
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from mctool.verification import Outcome, Trust, verify_bytes

from . import attacks_hostile
from .world import Attack, World

CASES = Path(__file__).resolve().parent.parent / "cases" / "verify"
GROUPS = {
    group: yaml.safe_load((CASES / f"{group}.yaml").read_text(encoding="utf-8"))
    for group in ("xml", "wrapping", "json", "certificates", "hostile")
}
NAMED = [(group, name) for group, cases in GROUPS.items() for name in cases]


@pytest.fixture(scope="module", autouse=True)
def nobody_calls() -> Iterator[None]:
    """Listens where the hostile files point to; a parser in C cannot be watched from Python."""
    with socket.create_server(("127.0.0.1", attacks_hostile.PORT)) as server:
        server.setblocking(False)
        yield
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize(("group", "name"), NAMED, ids=[f"{group}-{name}" for group, name in NAMED])
def test_case(group: str, name: str, world: World) -> None:
    case = GROUPS[group][name]
    made = getattr(_builders(group), name)(world)
    attack = made if isinstance(made, Attack) else Attack(made)
    trust = attack.trust or Trust((world.pki.root.certificate,))

    verdict = verify_bytes(attack.data, path=name, trust=trust, now=attack.now)

    assert verdict.verdict == case["verdict"], verdict.checks
    if "check" in case:
        check = verdict.check(case["check"])
        wanted = Outcome.FAIL if case["verdict"] == "invalid" else Outcome.UNKNOWN
        assert check.verdict is wanted
        assert case["because"] in check.detail


@pytest.mark.parametrize("group", GROUPS)
def test_every_builder_has_its_case(group: str) -> None:
    module = _builders(group)
    made = {name for name, value in vars(module).items() if _is_builder(module, name, value)}

    assert made == set(GROUPS[group])


def _builders(group: str) -> ModuleType:
    return importlib.import_module(f"tests.verification.attacks_{group}")


def _is_builder(module: ModuleType, name: str, value: Any) -> bool:
    return callable(value) and getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
