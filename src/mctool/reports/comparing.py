"""A comparison for people and programs."""

from typing import Any

from mctool.comparison import Change, Comparison


def as_json(programme: str, before: str, after: str, comparison: Comparison) -> dict[str, Any]:
    """The comparison of *programme* between the states named *before* and *after*."""
    return {
        "programme": programme,
        "from": before,
        "to": after,
        "weaker": list(comparison.weaker),
        "changes": changes_json(comparison),
    }


def changes_json(comparison: Comparison) -> list[dict[str, str | None]]:
    """The fields that differ."""
    return [{"where": one.where, "before": one.before, "after": one.after} for one in comparison.changes]


def as_text(comparison: Comparison) -> str:
    """Where the standard got weaker, then every field that differs."""
    if not comparison.changes:
        return "Nothing changed"
    lines = ["The standard got weaker:", *(f"  - {one}" for one in comparison.weaker), ""] if comparison.weaker else []
    lines += ["Changes:", *(line for one in comparison.changes for line in _change(one))]
    if not comparison.weaker:
        lines += ["", "Nowhere weaker by what can be compared; read changed wording all the same"]
    return "\n".join(lines)


def _change(change: Change) -> list[str]:
    before = [f"      - {change.before}"] if change.before is not None else []
    after = [f"      + {change.after}"] if change.after is not None else []
    return [f"  {change.where}", *before, *after]
