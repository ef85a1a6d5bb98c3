"""Questions on a terminal: one at a time, checked at once, the last answer offered again. They go to stderr."""

import re
import sys
import unicodedata
from collections.abc import Callable, Sequence

import typer

from mctool.cli.terminal import say
from mctool.findings import Severity
from mctool.previewing import Remark

Check = Callable[[str], Sequence[Remark]]


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, default: str = "", check: Check | None = None, *, required: bool = False) -> str:
    """The answer; Enter takes *default*, which may be nothing unless one is *required*.

    What *check* finds wrong is said, and asked again.

    Whoever gives the same answer again insists: an institution may know better, and validate will say it once more.
    """
    refused = None
    while True:
        answer = str(typer.prompt(question, default=default, show_default=bool(default), err=True)).strip()
        found: Sequence[Remark] = check(answer) if check and answer else ()
        if required and not answer:
            found = (Remark(Severity.ERROR, "", "it needs an answer"),)
        for one in found:
            say(f"  {one.severity.value}: {one.words}" + (f" ({one.code})" if one.code else ""))
        errors = [one for one in found if one.severity is Severity.ERROR]
        if not errors or (answer == refused and all(one.code for one in errors)):
            return answer
        if all(one.code for one in errors):
            refused = default = answer
            say("  Say it differently, or press Enter to keep it all the same.")


def number(question: str, default: float | None, check: Callable[[float | None], Sequence[Remark]]) -> float | None:
    """A number, or None for an empty answer, as *check* allows."""

    def checked(answer: str) -> Sequence[Remark]:
        if answer != "-" and not re.fullmatch(r"[0-9]+([.,][0-9]+)?", answer):
            return (Remark(Severity.ERROR, "", f"«{answer}» is no number"),)
        return check(_number(answer))

    return _number(ask(question, "" if default is None else f"{default:g}", checked))


def choose(question: str, options: Sequence[str], default: int = 0) -> int:
    """The place of the option that was chosen from a numbered list."""
    for at, option in enumerate(options):
        say(f"  {at:>2}  {option}")

    def checked(answer: str) -> Sequence[Remark]:
        if answer.isdecimal() and int(answer) < len(options):
            return ()
        return (Remark(Severity.ERROR, "", f"choose a number from 0 to {len(options) - 1}"),)

    return int(ask(question, str(default), checked))


def confirm(question: str, *, default: bool) -> bool:
    """Yes or no."""
    return typer.confirm(question, default=default, err=True)


def as_id(words: str, most: int = 5) -> str:
    """An id made of the first *most* words: lower case, letters without marks, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("ł", "l").replace("ß", "ss"))
    found = re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)))
    return "-".join(found[:most])


def _number(answer: str) -> float | None:
    return float(answer.replace(",", ".")) if answer not in ("", "-") else None
