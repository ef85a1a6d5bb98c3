"""Define, check, issue and audit micro-credentials from a folder of YAML files.

For programs: ``load``, ``check``, ``decide``, ``issue``, ``verify``, and the types that go in and out of them
(docs/api.md). They are found when first used, so that ``import mctool`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mctool.api import check, decide, issue, load, verify
    from mctool.decisions import Decision, Verdict
    from mctool.errors import MctoolError
    from mctool.findings import Finding, Findings, Severity
    from mctool.issuance import Issued, Outcome
    from mctool.rules.world import World
    from mctool.verification import FileVerdict

__version__ = "0.1.0"

__all__ = [
    "Decision",
    "FileVerdict",
    "Finding",
    "Findings",
    "Issued",
    "MctoolError",
    "Outcome",
    "Severity",
    "Verdict",
    "World",
    "__version__",
    "check",
    "decide",
    "issue",
    "load",
    "verify",
]

_HOMES = {
    "Decision": "decisions", "FileVerdict": "verification", "Finding": "findings", "Findings": "findings",
    "Issued": "issuance", "MctoolError": "errors", "Outcome": "issuance", "Severity": "findings",
    "Verdict": "decisions", "World": "rules.world",
}  # fmt: skip


def __getattr__(name: str) -> object:
    """The public name *name*, from the module that it lives in. Raises AttributeError for any other."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'api')}"), name)
