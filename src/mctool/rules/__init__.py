"""What must hold. Every rule stands in one explicit tuple, in the order of the codes."""

from mctool.rules import shape
from mctool.rules.registry import Hit, Rule

ALL: tuple[Rule, ...] = (
    shape.unreadable_file,
    shape.duplicate_key,
    shape.unknown_key,
    shape.wrong_value,
    shape.unknown_reference,
    shape.id_not_file_name,
    shape.duplicate_id,
)
"""All rules."""

__all__ = ["ALL", "Hit", "Rule"]
