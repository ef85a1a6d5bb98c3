"""A report as one HTML file: no script, no request, legible on a telephone, in the dark and on paper."""

import base64
import re
from functools import cache
from typing import Any

from mctool import resources
from mctool.colours import readable
from mctool.reports.rendering.document import INK, Code, Document, Figure, Link, Mark, Paragraph, Table, lines

_TINT, _DARK_TINT = "#f3f6f9", "#1b242e"
"""The backgrounds of ``report.css`` on which the institution's colour is hardest to read."""
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_BREAK = re.compile(r"[/_]|\.(?!yaml)|-(?=[^0-9])")


def render(document: Document) -> str:
    """The file's text. Whatever a person wrote in the workspace is escaped."""
    return str(
        _template().render(
            document=document, lines=lines, kind=_kind, svg=_svg, numeric=_numeric, dated=_dated, breakable=_breakable,
            accent=readable(document.colour, _TINT), accent_in_the_dark=readable(document.colour, _DARK_TINT),
            logo=base64.b64encode(document.logo.encode()).decode(),
        )
    )  # fmt: skip


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = resources.folder("templates") / "reports"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["css"] = Markup((folder / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    return environment.get_template("report.html")


def _kind(one: object) -> str:
    """What the template tells apart; text and facts are what is left."""
    kinds = {Code: "code", Mark: "mark", Link: "link", Paragraph: "paragraph", Table: "table", Figure: "figure"}
    return kinds.get(type(one), "")


def _svg(figure: Figure) -> Any:
    from markupsafe import Markup

    return Markup(figure.svg.replace(INK, "currentColor"))  # noqa: S704 - drawn by us, its words escaped by the drawer


def _numeric(content: object) -> bool:
    return isinstance(content, int | float)


def _dated(text: str) -> Any:
    """*text* escaped; a date in it stays on one line."""
    from markupsafe import Markup, escape

    escaped = str(escape(text))
    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', escaped) if "-" in text else escaped)  # noqa: S704 - escaped


def _breakable(text: str) -> Any:
    """*text* escaped; a long path may break after its signs and not in the middle of a word."""
    from markupsafe import Markup, escape

    return Markup(_BREAK.sub(r"\g<0><wbr>", str(escape(text))))  # noqa: S704 - escaped
