"""Looks into a PDF certificate: the page is only a picture, what counts are the sealed files attached to it."""

import io
from dataclasses import dataclass

from mctool.verification.limits import MAX_ATTACHMENTS, MAX_FILE_BYTES
from mctool.verification.verdicts import Check, FileVerdict, Outcome, Refused, overall

_NOTHING_INSIDE = (
    "the PDF carries no sealed credential; a participation certificate is not sealed, and a page alone proves nothing"
)
_LABELS = {"elm-jsonld": "JSON-LD", "edci-xml": "XML"}


@dataclass(frozen=True)
class Attachment:
    """A file inside a PDF."""

    name: str
    data: bytes


def attachments(data: bytes) -> tuple[Attachment, ...]:
    """The XML and JSON files attached to a PDF; Refused when the PDF is broken or asks for too much."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data), strict=True)
        if reader.is_encrypted:
            raise Refused("the PDF is encrypted")
        found = []
        for number, attachment in enumerate(reader.attachment_list):
            if number >= MAX_ATTACHMENTS:
                raise Refused(f"the PDF has more than {MAX_ATTACHMENTS} attachments")
            content = bytes(attachment.content)
            if len(content) > MAX_FILE_BYTES:
                raise Refused(f"an attachment is larger than {MAX_FILE_BYTES // 1_000_000} MB")
            if content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"{"):
                found.append(Attachment(attachment.name, content))
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 — a parser of a hostile file may raise anything
        raise Refused(f"the PDF cannot be read ({type(error).__name__})") from None
    return tuple(found)


def without_credential(path: str, words: str = _NOTHING_INSIDE, verdict: Outcome = Outcome.UNKNOWN) -> FileVerdict:
    """The verdict on a PDF that carries nothing to verify."""
    from mctool.verification.verdicts import Findings

    findings = Findings()
    findings.add("format", verdict, words)
    if verdict is Outcome.UNKNOWN:
        findings.add("seal", Outcome.UNKNOWN, "the file is not sealed: anybody can have changed it")
    checks = findings.in_order()
    return FileVerdict(path, "unknown", overall(checks), None, None, checks)


def merge(path: str, inside: tuple[FileVerdict, ...], register: Check) -> FileVerdict:
    """The verdict on a PDF from those on its attachments: the worst of each check; *register* is about the PDF."""
    first = next((one for one in inside if one.kind == "elm-jsonld"), inside[0])
    checks = [_merge_check(name, inside) for name in (check.name for check in first.checks)]
    checks = [register if check.name == "register" else check for check in checks]
    if len({one.credential for one in inside}) > 1:
        words = "the PDF carries two different credentials"
        checks = [Check("format", Outcome.FAIL, words) if check.name == "format" else check for check in checks]
    told = tuple(checks)
    return FileVerdict(path, first.kind, overall(told), first.credential, first.issuer, told, first.says)


def _merge_check(name: str, inside: tuple[FileVerdict, ...]) -> Check:
    order = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS)
    worst = min((one.check(name) for one in inside), key=lambda check: order.index(check.verdict)).verdict
    said: dict[str, list[str]] = {}
    for one in inside:
        if one.check(name).verdict is worst:
            said.setdefault(one.check(name).detail, []).append(_LABELS.get(one.kind, one.path))
    alike = len(said) == 1 and len(inside) == sum(map(len, said.values()))
    detail = next(iter(said)) if alike else "; ".join(f"{', '.join(who)}: {what}" for what, who in said.items())
    if name == "format" and worst is Outcome.PASS:
        detail = f"PDF; its page is not sealed, only what is attached: {detail}"
    return Check(name, worst, detail)
