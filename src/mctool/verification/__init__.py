"""Bytes and trust in, verdicts out: what can be said of a credential file, check by check, without any network.

Shares no code with sealing, so that neither hides the other's error.
"""

from mctool.verification.engine import verify_bytes, verify_file
from mctool.verification.trust import Trust
from mctool.verification.verdicts import Check, CredentialSummary, FileVerdict, Outcome

__all__ = ["Check", "CredentialSummary", "FileVerdict", "Outcome", "Trust", "verify_bytes", "verify_file"]
