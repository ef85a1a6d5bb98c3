"""The fixtures of the command line, for reports."""

from datetime import UTC, datetime

from tests.cli.conftest import laid_out, mctool, real_seal, workspace

MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)

__all__ = ["MOMENT", "laid_out", "mctool", "real_seal", "workspace"]
