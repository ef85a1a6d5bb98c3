"""From a file to its verdict: recognise it by its content, open the seal, then judge what it says."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.verification import judgement
from mctool.verification.examined import Examined
from mctool.verification.limits import MAX_FILE_BYTES, read_limited
from mctool.verification.seal import utc
from mctool.verification.trust import Trust
from mctool.verification.verdicts import FileVerdict, Findings, Outcome, overall

if TYPE_CHECKING:
    from mctool.register import Record

_COMPACT = re.compile(rb"\s*[\w-]{8,}\.[\w-]*\.[\w-]*\s*", re.ASCII)
_WORST_FIRST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS)


def verify_bytes(
    data: bytes,
    *,
    path: str,
    trust: Trust,
    now: datetime,
    register: "Sequence[Record] | None" = None,
    official: Path | None = None,
) -> FileVerdict:
    """What can be said of the bytes of a file, without any network.

    *path* only names the file in the verdict. *now* (with its zone) is when the credential must be in force.
    *register* holds the registers to look into; None: none was given. *official* is the folder of the official XSD
    and SHACL files; without it mctool's own structural checks decide the schema check. Raises MctoolError only for
    what is wrong on our side, such as a bad *official* folder.
    """
    examined = _examine(data, trust, official)
    _judge(examined, trust, utc(now))
    _look_up(examined, data, register)
    checks = examined.findings.in_order()
    content = examined.content
    return FileVerdict(
        path=path,
        kind=examined.kind,
        verdict=overall(checks),
        credential=content.credential if content else None,
        issuer=content.issuer.name if content else None,
        checks=checks,
        says=content.says if content else None,
    )


def verify_file(
    path: Path,
    *,
    trust: Trust,
    now: datetime,
    register: "Sequence[Record] | None" = None,
    official: Path | None = None,
) -> FileVerdict:
    """What can be said of a file; as ``verify_bytes``. Raises MctoolError when it cannot be read."""
    data = read_limited(path)
    if data is None:
        findings = Findings()
        findings.add("format", Outcome.FAIL, f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
        return FileVerdict(str(path), "unknown", "invalid", None, None, findings.in_order())
    return verify_bytes(data, path=str(path), trust=trust, now=now, register=register, official=official)


def _examine(data: bytes, trust: Trust, official: Path | None) -> Examined:
    """Dispatches by content; imports only what the form at hand needs."""
    start = data.removeprefix(b"\xef\xbb\xbf")[:4096].lstrip()
    if start.startswith(b"<"):
        from mctool.verification import xmlfile

        return xmlfile.examine(data, official)
    if start.startswith((b"{", b"[")) or _COMPACT.fullmatch(data):
        from mctool.verification import jsonfile

        return jsonfile.examine(data, trust, official)
    examined = Examined("unknown")
    words = "the file is neither Europass XML in UTF-8, nor JSON, nor a PDF" if data.strip() else "the file is empty"
    examined.findings.add("format", Outcome.FAIL, words)
    return examined


def _judge(examined: Examined, trust: Trust, now: datetime) -> None:
    findings, content = examined.findings, examined.content
    if examined.seals:
        judged = [judgement.judge_trust(one.seal, one.issuer, trust, now) for one in examined.seals]
        findings.add("trust", *_worst(judged))
    elif content:
        findings.add("trust", Outcome.UNKNOWN, "there is no sound seal that anybody could vouch for")
    if content:
        findings.add("validity", *judgement.judge_validity(content.moments, now))
        findings.add("status", Outcome.UNKNOWN, "no status list was given")


def _look_up(examined: Examined, data: bytes, register: "Sequence[Record] | None") -> None:
    if register is None:
        examined.findings.add("register", Outcome.UNKNOWN, "no register was given")
    elif examined.content:
        from mctool.verification.registry import judge_register

        examined.findings.add("register", *judge_register(examined.content.credential, data, register))


def _worst(judged: Sequence[tuple[Outcome, str]]) -> tuple[Outcome, str]:
    verdict = next(one for one in _WORST_FIRST if any(outcome is one for outcome, _ in judged))
    return verdict, "; ".join(words for outcome, words in judged if outcome is verdict)
