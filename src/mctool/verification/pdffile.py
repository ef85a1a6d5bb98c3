"""Looks into a PDF certificate: the sealed files attached to it, and the seal over the PDF as a whole."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509

from mctool.verification import algorithms, pdfseal
from mctool.verification.limits import MAX_ATTACHMENTS, MAX_FILE_BYTES
from mctool.verification.verdicts import WORST_FIRST, Check, FileVerdict, Findings, Outcome, Refused, overall

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
        found, total = [], 0
        for number, attachment in enumerate(reader.attachment_list):
            if number >= MAX_ATTACHMENTS:
                raise Refused(f"the PDF has more than {MAX_ATTACHMENTS} attachments")
            content = bytes(attachment.content)
            total += len(content)
            if total > MAX_FILE_BYTES:
                raise Refused(f"the attachments are larger than {MAX_FILE_BYTES // 1_000_000} MB")
            if content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"{"):
                found.append(Attachment(attachment.name, content))
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 — a parser of a hostile file may raise anything
        raise Refused(f"the PDF cannot be read ({type(error).__name__})") from None
    return tuple(found)


def digests(attached: Sequence[Attachment]) -> tuple[tuple[str, str], ...]:
    """The names and SHA-256 of *attached*."""
    return tuple((one.name, algorithms.digest("SHA-256", one.data).hex()) for one in attached)


def without_credential(path: str, words: str = _NOTHING_INSIDE, verdict: Outcome = Outcome.UNKNOWN) -> FileVerdict:
    """The verdict on a PDF that carries nothing to verify."""
    findings = Findings()
    findings.add("format", verdict, words)
    if verdict is Outcome.UNKNOWN:
        findings.add("seal", Outcome.UNKNOWN, "the file is not sealed: anybody can have changed it")
    checks = findings.in_order()
    return FileVerdict(path, "unknown", overall(checks), None, None, checks)


def judge_page(data: bytes, certificates: Sequence[x509.Certificate]) -> tuple[Outcome, str]:
    """Whether the PDF as a whole is sealed by one of *certificates*, which sealed the files in it."""
    try:
        claimed = pdfseal.verify_page(data, certificates)
    except Refused as refusal:
        return Outcome.FAIL, f"the page was changed, or is not the issuer's: {refusal}"
    if claimed is None:
        return Outcome.UNKNOWN, "the page is not sealed, only what is attached: rely on the attached files"
    return (
        Outcome.PASS,
        f"the PDF as a whole is sealed too, {claimed:%Y-%m-%dT%H:%M:%SZ} by its own word",
    )


def merge(path: str, inside: tuple[FileVerdict, ...], page: tuple[Outcome, str], register: Check) -> FileVerdict:
    """The verdict on a PDF from those on its attachments: the worst of each check.

    *page* is the verdict on the seal over the PDF itself; *register* is about the PDF.
    """
    first = next((one for one in inside if one.kind == "elm-jsonld"), inside[0])
    checks = {check.name: _merge_check(check.name, inside) for check in first.checks}
    checks["register"] = register
    seal = checks["seal"]
    worst = min((seal.verdict, page[0]), key=WORST_FIRST.index)
    checks["seal"] = Check("seal", worst, f"{page[1]}; {seal.detail}")
    if len({one.credential for one in inside}) > 1:
        checks["format"] = Check("format", Outcome.FAIL, "the PDF carries two different credentials")
    told = tuple(checks.values())
    return FileVerdict(path, first.kind, overall(told), first.credential, first.issuer, told)


def _merge_check(name: str, inside: tuple[FileVerdict, ...]) -> Check:
    worst = min((one.check(name).verdict for one in inside), key=WORST_FIRST.index)
    said: dict[str, list[str]] = {}
    for one in inside:
        if one.check(name).verdict is worst:
            said.setdefault(one.check(name).detail, []).append(_LABELS.get(one.kind, one.path))
    alike = len(said) == 1 and len(inside) == sum(map(len, said.values()))
    detail = next(iter(said)) if alike else "; ".join(f"{', '.join(who)}: {what}" for what, who in said.items())
    if name == "format" and worst is Outcome.PASS:
        detail = f"PDF with {detail}"
    return Check(name, worst, detail)
