"""Reports as HTML files that need nothing else: no script, no network, readable in print and in the dark."""

from typing import Any

from mctool import resources


def render(template: str, **data: Any) -> str:
    """The HTML of *data* by the packaged template ``reports/<template>.html``; every text in it is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.folder("templates") / "reports"), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template(f"{template}.html").render(**data)
