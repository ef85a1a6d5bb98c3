"""The commands -> docs/cli.md, from the functions behind them: the same words as ``--help`` prints."""

import inspect
import re
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import typer
from typer.models import ArgumentInfo, OptionInfo

from mctool.cli.app import app

HEAD = """# Commands

What `mctool COMMAND --help` says, for all commands. `mctool` takes `-C DIR` before or after the command: the workspace
to work on; else it is the nearest parent folder with `mctool.yaml`.

Exit codes, the same everywhere: **0** yes (clean, issued, valid) · **1** no (findings, refusals, not valid) · **2**
could not tell (usage, unreadable, missing key, unsafe workspace).

| Variable | What it does |
|---|---|
| `MCTOOL_SEAL_PASSWORD`, `MCTOOL_SEAL_PIN` | open the seal's file or token, where nobody can be asked |
| `MCTOOL_IDENTITIES_KEY` | opens an identities file encrypted with age: a key, its file or a passphrase |
| `SOURCE_DATE_EPOCH` | the time to work at, in seconds since 1970, where `--now` is not given |
| `NO_COLOR` | no colours, also on a terminal |
| `MCTOOL_DATA` | where imported ESCO versions and official files are kept |
| `MCTOOL_DEBUG` | shows what happened inside, when mctool itself fails |
"""


@dataclass(frozen=True)
class Parameter:
    """One option or argument: how it is written, and what it is."""

    written: str
    words: str
    argument: bool


def page() -> str:
    """All commands in the order of ``mctool --help``, in Markdown."""
    return HEAD + "".join(_command(name, function) for name, function in _commands(app, "mctool"))


def _commands(group: typer.Typer, above: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in group.registered_commands:
        if one.callback is not None and not one.hidden:
            yield f"{above} {one.name or one.callback.__name__.replace('_', '-')}", one.callback
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            name = inner.name if isinstance(inner.name, str) else inner.typer_instance.info.name
            yield from _commands(inner.typer_instance, f"{above} {name}")


def _command(name: str, function: Callable[..., Any]) -> str:
    talk, _, example = inspect.cleandoc(function.__doc__ or "").rpartition("Example:")
    parameters = list(_parameters(function))
    usage = " ".join((name, *(one.written for one in parameters if one.argument), "[OPTIONS]"))
    rows = "".join(f"| `{one.written}` | {one.words} |\n" for one in parameters)
    example = " ".join(example.split()).strip("`")
    return (
        f"\n## {name}\n\n{_paragraphs(talk)}\n\n```text\n{usage}\n```\n\n"
        f"Example: `{example}`\n\n| | |\n|---|---|\n{rows}"
    )


def _parameters(function: Callable[..., Any]) -> Iterator[Parameter]:
    hints = typing.get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        hint = hints[name]
        if typing.get_origin(hint) is typing.Annotated:
            info = next(one for one in typing.get_args(hint)[1:] if isinstance(one, ArgumentInfo | OptionInfo))
            yield _parameter(name, typing.get_args(hint)[0], info, parameter.default)


def _parameter(name: str, kind: Any, info: ArgumentInfo | OptionInfo, default: object) -> Parameter:
    required = default is inspect.Parameter.empty
    choices = _choices(kind)
    words = _escaped(" ".join((info.help or "").split()))
    if isinstance(info, ArgumentInfo):
        word = (info.metavar or name).upper().strip("[]…") + ("..." if list in _parts(kind) else "")
        listed = f" One of {', '.join(choices)}." if choices else ""
        return Parameter(word if required else f"[{word}]", words + listed, argument=True)
    declared = [one for one in (info.default, *(info.param_decls or ())) if isinstance(one, str) and one[:1] == "-"]
    names = ", ".join(declared or (f"--{name.replace('_', '-')}",))
    value = "" if kind is bool else info.metavar or (r"\|".join(choices) if choices else "VALUE")
    if isinstance(default, str | int) and not isinstance(default, bool) and info.show_default:
        words += f" Else `{default}`."
    written = f"{names} {value}".strip()
    return Parameter(re.sub(r"(?<!\\)\|", r"\|", written), words + (" Required." if required else ""), argument=False)


def _parts(kind: Any) -> tuple[Any, ...]:
    """The plain types that *kind* is made of, a union taken apart."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return tuple(one for part in typing.get_args(kind) for one in _parts(part))
    return (typing.get_origin(kind) or kind,)


def _choices(kind: Any) -> tuple[str, ...]:
    if typing.get_origin(kind) is Literal:
        return tuple(str(one) for one in typing.get_args(kind))
    return tuple(choice for part in typing.get_args(kind) for choice in _choices(part))


def _paragraphs(text: str) -> str:
    return "\n\n".join(_escaped(" ".join(one.split())) for one in text.strip().split("\n\n"))


def _escaped(text: str) -> str:
    """For Markdown: what looks like HTML, a link or a column stays text."""
    return re.sub(r"([<>|\[\]{}*_])", r"\\\1", text)
