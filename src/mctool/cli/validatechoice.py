"""Which rules ``--select`` and ``--ignore`` leave."""

from collections.abc import Sequence

from mctool.errors import MctoolError
from mctool.models.values import did_you_mean
from mctool.rules import ALL
from mctool.rules.registry import Rule
from mctool.workspace import nearest


def chosen(select: Sequence[str] | None, ignore: Sequence[str] | None) -> tuple[Rule, ...]:
    """The rules that are left. Raises MctoolError for none, which would be an empty yes, and for a code of no rule."""
    wanted, unwanted = _codes("--select", select), _codes("--ignore", ignore)
    rules = tuple(
        rule for rule in ALL
        if (wanted is None or rule.code.startswith(wanted)) and not (unwanted and rule.code.startswith(unwanted))
    )  # fmt: skip
    if not rules:
        raise MctoolError("--select and --ignore leave no rule, so there would be nothing to say")
    return rules


def _codes(option: str, written: Sequence[str] | None) -> tuple[str, ...] | None:
    """Codes or their beginnings, from options that may hold several; None when the option is not there."""
    if not written:
        return None
    codes = tuple(word.strip().upper() for one in written for word in one.split(",") if word.strip())
    if not codes:
        raise MctoolError(f"{option} names no rule; write codes or their beginnings, such as MC2,MC401")
    for code in codes:
        if not any(rule.code.startswith(code) for rule in ALL):
            near = did_you_mean(nearest(code, [rule.code for rule in ALL]))
            raise MctoolError(f"no rule's code begins with «{code}»{near}")
    return codes
