"""From a file to its verdict: recognise it by its content, open the seal, then judge what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mctool.verification import judgement
from mctool.verification.content import Content
from mctool.verification.examined import Examined
from mctool.verification.limits import MAX_FILE_BYTES, read_limited
from mctool.verification.seal import utc
from mctool.verification.trust import Trust
from mctool.verification.verdicts import WORST_FIRST, Check, FileVerdict, Findings, Outcome, Refused, overall

if TYPE_CHECKING:
    from mctool.register import Record
    from mctool.verification.statuslist import StatusList

_COMPACT = re.compile(rb"\s*[\w-]{8,}\.[\w-]*\.[\w-]*\s*", re.ASCII)


@dataclass(frozen=True)
class _Against:
    """What a file is verified against."""

    trust: Trust
    now: datetime
    register: "Sequence[Record] | None"
    status: "StatusList | None"
    official: Path | None


def verify_bytes(
    data: bytes,
    *,
    path: str,
    trust: Trust,
    now: datetime,
    register: "Sequence[Record] | None" = None,
    status: "StatusList | None" = None,
    official: Path | None = None,
    summary: bool = True,
) -> FileVerdict:
    """What can be said of the bytes of a file, without any network.

    *path* only names the file in the verdict. *now* (with its zone) is when the credential must be in force.
    *register* holds the registers to look into, *status* is the issuer's list of revoked credentials as
    ``statuslist.read_status_list`` gives it; None: none was given. *official* is the folder of the official XSD and
    SHACL files; without it mctool's own structural checks decide the schema check. *summary* is whether the verdict is
    to tell what the credential says, on which no check rests. Raises MctoolError only for what is wrong on our side,
    such as a bad *official* folder.
    """
    against = _Against(trust, utc(now), register, status, official)
    verify = _verify_pdf if data.lstrip()[:5] == b"%PDF-" else _verify_plain
    verdict, content = verify(data, path, against)
    return replace(verdict, says=content.summarise()) if summary and content else verdict


def verify_file(
    path: Path,
    *,
    trust: Trust,
    now: datetime,
    register: "Sequence[Record] | None" = None,
    status: "StatusList | None" = None,
    official: Path | None = None,
) -> FileVerdict:
    """What can be said of a file; as ``verify_bytes``. One that cannot be read is *indeterminate*."""
    try:
        data = read_limited(path)
    except OSError as error:
        return _unread(path, Outcome.UNKNOWN, f"the file cannot be read: {error.strerror or error}")
    if data is None:
        return _unread(path, Outcome.FAIL, f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return verify_bytes(data, path=str(path), trust=trust, now=now, register=register, status=status, official=official)


def _unread(path: Path, outcome: Outcome, words: str) -> FileVerdict:
    findings = Findings()
    findings.add("format", outcome, words)
    checks = findings.in_order()
    return FileVerdict(str(path), "unknown", overall(checks), None, None, checks)


def _verify_plain(data: bytes, path: str, against: _Against) -> tuple[FileVerdict, Content | None]:
    examined = _examine(data, against.trust, against.official)
    return _verdict(examined, data, path, against), examined.content


def _verdict(examined: Examined, data: bytes, path: str, against: _Against) -> FileVerdict:
    _judge(examined, data, against)
    checks = examined.findings.in_order()
    content = examined.content
    return FileVerdict(
        path=path,
        kind=examined.kind,
        verdict=overall(checks),
        credential=content.credential if content else None,
        issuer=content.issuer.name if content else None,
        checks=checks,
    )


def _verify_pdf(data: bytes, path: str, against: _Against) -> tuple[FileVerdict, Content | None]:
    """The verdict, and the content of the attached file that it takes the credential from."""
    from mctool.verification import pdffile

    try:
        attached = pdffile.attachments(data)
    except Refused as refusal:
        return pdffile.without_credential(path, str(refusal), Outcome.FAIL), None
    if not attached:
        return pdffile.without_credential(path), None
    examined = [_examine(one.data, against.trust, against.official) for one in attached]
    alone = replace(against, register=None)
    inside = tuple(_verdict(how, one.data, one.name, alone) for how, one in zip(examined, attached, strict=True))
    page = pdffile.judge_page(data, [one.seal.certificate for how in examined for one in how.seals])
    found = Check("register", *_look_up(inside[0].credential, data, against.register))
    verdict = replace(pdffile.merge(path, inside, page, found), attached=pdffile.digests(attached))
    return verdict, next(how.content for how in examined if how.kind == verdict.kind)


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


def _judge(examined: Examined, data: bytes, against: _Against) -> None:
    findings, content = examined.findings, examined.content
    if content is None:
        return
    if examined.seals:
        judged = [judgement.judge_trust(one.seal, one.issuer, against.trust, against.now) for one in examined.seals]
        findings.add("trust", *_worst(judged))
    else:
        findings.add("trust", Outcome.UNKNOWN, "there is no sound seal that anybody could vouch for")
    findings.add("validity", *judgement.judge_validity(content.moments, against.now))
    findings.add("status", *_judge_status(content, against))
    findings.add("register", *_look_up(content.credential, data, against.register))


def _judge_status(content: Content, against: _Against) -> tuple[Outcome, str]:
    if against.status is None:
        return Outcome.UNKNOWN, "no status list was given"
    from mctool.verification.statuslist import judge_status

    return judge_status(content.credential, content.issuer, against.status, against.now)


def _look_up(credential: str | None, data: bytes, register: "Sequence[Record] | None") -> tuple[Outcome, str]:
    if register is None:
        return Outcome.UNKNOWN, "no register was given"
    from mctool.verification.registered import judge_register

    return judge_register(credential, data, register)


def _worst(judged: Sequence[tuple[Outcome, str]]) -> tuple[Outcome, str]:
    verdict = next(one for one in WORST_FIRST if any(outcome is one for outcome, _ in judged))
    return verdict, "; ".join(words for outcome, words in judged if outcome is verdict)
