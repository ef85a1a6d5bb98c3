"""A report as one HTML file: no script, no request, legible on a telephone, in the dark and on paper."""

from functools import cache
from typing import Any

from mctool import resources
from mctool.reports.rendering.document import INK, Code, Document, Figure, Link, Mark, Paragraph, Table, lines


def render(document: Document) -> str:
    """The file's text. Whatever a person wrote in the workspace is escaped."""
    return str(_template().render(document=document, lines=lines, kind=_kind, svg=_svg, numeric=_numeric))


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
