"""What stops mctool: one line for the person, and an exit code for the script."""

SOURCES = "https://github.com/equini/mctool"
"""Where mctool is published. On the Python Package Index its name is that of another project."""


def requirement(extra: str = "") -> str:
    """What pip has to be told to install this very version of mctool, with *extra* when one is named (PEP 508)."""
    from importlib.metadata import version

    return f"mctool{f'[{extra}]' if extra else ''} @ git+{SOURCES}@v{version('mctool')}"


class MctoolError(Exception):
    """Something that mctool could not do or tell; the command ends with exit code 2.

    The message is one line that says what is wrong and what to do about it.
    """


class WorkspaceError(MctoolError):
    """The workspace is missing, unreadable or not safe to work on."""


class SealError(MctoolError):
    """A seal key or certificate is missing, unreadable or unfit."""


class RegisterError(MctoolError):
    """The register cannot be read, written or trusted."""


class FormatError(MctoolError):
    """A credential cannot be written in the format asked for."""


class MissingExtraError(MctoolError):
    """A command needs an optional dependency that is not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        """*extra* is the name in ``mctool[extra]``; *purpose* says what it is needed for."""
        super().__init__(f"{purpose} needs the extra «{extra}»: pip install '{requirement(extra)}'")
