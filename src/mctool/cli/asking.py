"""Questions on a terminal: one at a time, checked at once, the last answer offered again. They go to stderr."""

import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, TypeVar

import typer

from mctool.cli.terminal import say
from mctool.findings import Severity
from mctool.previewing import Remark

if TYPE_CHECKING:
    from mctool.drafting import Kind
    from mctool.workspace import Workspace

Check = Callable[[str], Sequence[Remark]]
T = TypeVar("T")


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, default: str = "", check: Check | None = None, *, required: bool = False) -> str:
    """The answer; Enter takes *default*, which may be nothing unless one is *required*.

    What *check* finds wrong is said, and asked again; what it only notes is said.

    Whoever gives the same answer again insists: an institution may know better, and validate will say it once more.
    """
    refused = None
    while True:
        answer = _answer(question, default)
        found: Sequence[Remark] = check(answer) if check and answer else ()
        if required and not answer:
            found = (wrong("it needs an answer, or Ctrl-C to stop"),)
        grave = [one for one in found if one.severity is not Severity.NOTE]
        if answer == refused:
            return answer
        tell(found)
        if not grave:
            return answer
        if all(one.code for one in grave):
            refused = default = answer
            say("  Answer differently, or press Enter to keep it all the same.")


def _answer(question: str, default: str) -> str:
    typed = _typed(lambda: str(typer.prompt(question, default=default, show_default=bool(default), err=True)))
    return unicodedata.normalize("NFC", typed.strip())


def _typed(prompt: Callable[[], T]) -> T:
    """What somebody types at *prompt*; a terminal can send bytes that are no text."""
    while True:
        try:
            typed = prompt()
            str(typed).encode()
            if any(unicodedata.category(one) == "Cc" for one in str(typed).strip()):
                raise UnicodeError  # an arrow key, or what came with a paste: it would change what others see
        except UnicodeError:
            say("  error: these keys are no text; type it, or paste it as one line of plain text")
        except typer.Abort:
            say("")  # the cursor stands behind the question
            raise
        else:
            return typed


def wrong(words: str) -> Remark:
    """That an answer cannot be taken, whoever insists."""
    return Remark(Severity.ERROR, "", words)


def tell(found: Sequence[Remark]) -> None:
    """Says what was found, folded to the width of the terminal."""
    for one in found:
        advise(f"{one.severity.value}: {one.words}" + (f" ({one.code})" if one.code else ""))


def advise(words: str, edge: str = "  ") -> None:
    """Says *words*, folded to the width of the terminal and set in from its edge."""
    width = shutil.get_terminal_size().columns - 1
    lines = textwrap.wrap(words, max(width, 20), initial_indent=edge, subsequent_indent=edge, break_on_hyphens=False)
    say("\n".join(lines))


def number(question: str, default: float | None, check: Callable[[float | None], Sequence[Remark]]) -> float | None:
    """A number, or None for an empty answer, as *check* allows."""

    def checked(answer: str) -> Sequence[Remark]:
        if answer != "-" and not re.fullmatch(r"[0-9]+([.,][0-9]+)?", answer):
            return (wrong(f"«{answer}» is no number"),)
        return check(_number(answer))

    return _number(ask(question, "" if default is None else f"{default:g}", checked))


def choose(
    question: str,
    options: Sequence[str],
    default: int = 0,
    check: Callable[[int], Sequence[Remark]] | None = None,
) -> int:
    """The place of the option that was chosen from a numbered list."""
    _list(options)

    def checked(answer: str) -> Sequence[Remark]:
        if answer.isdecimal() and int(answer) < len(options):
            return check(int(answer)) if check else ()
        return (wrong(f"choose a number from 0 to {len(options) - 1}"),)

    return int(ask(question, str(default), checked))


def choose_some(
    question: str, options: Sequence[str], default: Sequence[int], *, required: bool = False
) -> tuple[int, ...]:
    """The places of the options that were chosen from a numbered list, each once, in the order of the answer."""
    _list(options)

    def checked(answer: str) -> Sequence[Remark]:
        strange = [one for one in parts(answer) if not (one.isdecimal() and int(one) < len(options))]
        return (wrong(f"choose numbers from 0 to {len(options) - 1}, such as «0» or «0 2»"),) if strange else ()

    answer = ask(question, " ".join(map(str, default)), checked, required=required)
    return tuple(dict.fromkeys(int(one) for one in parts(answer)))


def _list(options: Sequence[str]) -> None:
    for at, option in enumerate(options):
        say(f"  {at:>2}  {option}")


def confirm(question: str, *, default: bool) -> bool:
    """Yes or no."""
    return _typed(lambda: typer.confirm(question, default=default, err=True))


def ask_id(
    workspace: "Workspace", kind: "Kind", proposed: str, *, question: str = "", taken: Collection[str] = ()
) -> str:
    """An id that nothing of that *kind* in *workspace* has, and that is not *taken*; *proposed* is offered."""

    def check(answer: str) -> Sequence[Remark]:
        words = unfit(workspace, kind, answer)
        if not words and answer in taken:
            words = _already(kind, answer)
        return (wrong(words),) if words else ()

    offered = "" if check(proposed) else proposed
    asked = question or f"Id of the {kind}" + ("" if offered else ", which names its file, such as active-listening")
    return ask(asked, offered, check, required=True)


def unfit(workspace: "Workspace", kind: "Kind", identity: str) -> str:
    """Why *identity* cannot be that of a new descriptor, in words; empty when it can."""
    from mctool.drafting import unfit_id

    words = unfit_id(identity)
    return words or (_already(kind, identity) if workspace.exists(kind, identity) else "")


def _already(kind: str, identity: str) -> str:
    return f"there is {'an' if kind[0] in 'aeiou' else 'a'} {kind} «{identity}» already"


def as_id(words: str, most: int = 5) -> str:
    """An id made of the first *most* words: lower case, letters without marks, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("ł", "l").replace("ß", "ss"))
    found = re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)))
    return "-".join(found[:most])


def parts(answer: str) -> list[str]:
    """The parts of an answer: between commas where there are any, else between spaces."""
    split = answer.split(",") if "," in answer else answer.split()
    return [one.strip() for one in split if one.strip()]


def _number(answer: str) -> float | None:
    return float(answer.replace(",", ".")) if answer not in ("", "-") else None
