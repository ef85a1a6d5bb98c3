"""Where the packaged schemas, templates and examples are: beside the sources in a checkout, inside a wheel."""

from pathlib import Path

from mctool.errors import MctoolError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of packaged files called *name* (``schemas``, ``templates`` or ``examples``).

    Raises MctoolError when the installation lacks it.
    """
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent.parent / name):
        if place.is_dir():
            return place
    raise MctoolError(f"this installation of mctool lacks its folder «{name}»; install it again")
