"""One learner -> the sealed files, each checked by our own verifier before anybody sees it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from mctool.credentials import Award, Credential, build_credential
from mctool.decisions import Decision
from mctool.errors import MctoolError, SealError
from mctool.formats import elm_jsonld, europass_xml
from mctool.formats.certificate import CertificatePrinter
from mctool.identities import Identity
from mctool.seals.jades import JsonSealer
from mctool.seals.keys import SealKey
from mctool.seals.pdfseal import PdfSealer
from mctool.seals.timestamps import TimestampAuthority
from mctool.seals.xades import XmlSealer
from mctool.verification import FileVerdict, Trust, verify_bytes


@dataclass(frozen=True)
class SealPlan:
    """The key, and how the seal says its time."""

    key: SealKey
    signing_time: str = "iat"
    timestamp: TimestampAuthority | None = None

    @property
    def level(self) -> str:
        """The level of the seals: B, or T with a time-stamping authority."""
        return "T" if self.timestamp else "B"


@dataclass(frozen=True)
class Task:
    """One credential to make: for whom, on which decision, under which id."""

    decision: Decision
    identity: Identity
    uuid: str


class Producer:
    """Makes credentials of one cohort. What is the same for all of them is made once, when first needed."""

    def __init__(
        self, award: Award, seal: SealPlan, now: datetime, formats: frozenset[str], templates: Path | None
    ) -> None:
        """*formats* are among xml, jsonld, pdf; *templates* is the workspace's own folder of certificate templates."""
        self.award = award
        self.seal = seal
        self.now = now
        self.formats = formats
        self._templates = templates

    @cached_property
    def _xml(self) -> europass_xml.Renderer:
        return europass_xml.Renderer(self.award)

    @cached_property
    def _jsonld(self) -> elm_jsonld.Renderer:
        return elm_jsonld.Renderer(self.award)

    @cached_property
    def _printer(self) -> CertificatePrinter:
        key = self.seal.key
        return CertificatePrinter(
            self.award, seal_level=self.seal.level, seal_name=key.common_name, test=key.is_test,
            template_folder=self._templates,
        )  # fmt: skip

    @cached_property
    def _xml_sealer(self) -> XmlSealer:
        return XmlSealer(self.seal.key, timestamp=self.seal.timestamp)

    @cached_property
    def _json_sealer(self) -> JsonSealer:
        time = "sigT" if self.seal.signing_time == "sigT" else "iat"
        return JsonSealer(self.seal.key, signing_time=time, timestamp=self.seal.timestamp)  # type: ignore[arg-type]

    @cached_property
    def _pdf_sealer(self) -> PdfSealer:
        return PdfSealer(self.seal.key)

    @cached_property
    def _trust(self) -> Trust:
        return Trust((self.seal.key.certificate,))

    def sealed(self, task: Task) -> Mapping[str, bytes]:
        """The files by format, sealed and verified. Raises FormatError or SealError, with the learner's id."""
        try:
            return self._sealed(task)
        except SealError as error:
            raise SealError(f"{task.decision.learner}: {error}") from None

    def _sealed(self, task: Task) -> Mapping[str, bytes]:
        credential = build_credential(self.award, task.decision, task.identity, uuid=task.uuid, now=self.now)
        files: dict[str, bytes] = {}
        if self.formats & {"xml", "pdf"}:
            files["xml"] = self._xml_sealer.seal(self._xml.render(credential), time=self.now)
        if self.formats & {"jsonld", "pdf"}:
            document = self._jsonld.render(credential, self._printer.pages(credential))
            files["jsonld"] = self._json_sealer.seal(document, time=self.now)
        if "pdf" not in self.formats:
            for name, content in files.items():
                self._verify(name, content, credential)
            return files
        attached = {f"{credential.uuid}.{name}": content for name, content in files.items()}
        printed = self._printer.pdf(credential, attachments=attached, keyword=self._pdf_sealer.placeholder)
        files["pdf"] = self._pdf_sealer.seal(printed, time=self.now)
        verdict = self._verify("pdf", files["pdf"], credential)
        if dict(verdict.attached) != {name: sha256(content) for name, content in attached.items()}:
            raise MctoolError(f"{credential.learner.learner}: the PDF holds other files than were sealed")
        return {name: files[name] for name in ("xml", "jsonld", "pdf") if name in self.formats}

    def _verify(self, name: str, content: bytes, credential: Credential) -> FileVerdict:
        """The verdict on a sealed file, that of a PDF with what is attached to it; MctoolError unless it is valid."""
        path = f"{credential.uuid}.{name}"
        verdict = verify_bytes(content, path=path, trust=self._trust, now=self.now, summary=False)
        if verdict.verdict != "valid" or verdict.credential != credential.id:
            failed = next((one for one in verdict.checks if one.verdict == "fail"), None)
            words = f"{failed.name}: {failed.detail}" if failed else verdict.verdict
            raise MctoolError(
                f"{credential.learner.learner}: the {name} file does not verify ({words}); nothing was kept"
            )
        return verdict


def sha256(content: bytes) -> str:
    """The SHA-256 of *content*, hex."""
    return hashlib.sha256(content).hexdigest()
