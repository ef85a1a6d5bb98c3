"""A baseline: findings that were there before, so that CI asks for nothing but new ones."""

import json
from collections import Counter
from pathlib import Path

from mctool.editing import write
from mctool.errors import MctoolError
from mctool.findings import Findings
from mctool.reports.findingformats import fingerprint


def write_baseline(path: Path, found: Findings) -> int:
    """Writes the findings that nobody waived to *path*; returns how many. Lines do not count, so that they may move."""
    counted = Counter(fingerprint(one) for one in found if one.waived is None)
    write(path, json.dumps({"mctool-baseline": 1, "findings": dict(sorted(counted.items()))}, indent=1) + "\n")
    return sum(counted.values())


def without_baseline(path: Path, found: Findings) -> Findings:
    """The findings that are not in the baseline at *path*: of several alike, those beyond the number written.

    Raises MctoolError when *path* is no baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        left = Counter({str(name): int(number) for name, number in data["findings"].items()})
    except OSError as error:
        raise MctoolError(f"the baseline {path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise MctoolError(f"{path} is no baseline; «mctool validate --write-baseline {path}» makes one") from None
    fresh = []
    for one in found:
        name = fingerprint(one)
        if one.waived is None and left[name] > 0:
            left[name] -= 1
        else:
            fresh.append(one)
    return Findings(tuple(fresh))
