"""The commands, as everywhere."""

from tests.cli.conftest import laid_out, mctool, workspace

__all__ = ["laid_out", "mctool", "workspace"]
