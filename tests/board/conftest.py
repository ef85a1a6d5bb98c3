"""The commands, as everywhere."""

from tests.cli.conftest import laid_out, mctool, real_seal, workspace

__all__ = ["laid_out", "mctool", "real_seal", "workspace"]
