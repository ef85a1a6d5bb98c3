"""A dry run: everything is built as on the day, without a seal and without writing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from mctool.credentials import Award, build_credential
from mctool.decisions import Decision
from mctool.errors import FormatError
from mctool.formats import elm_jsonld, europass_xml
from mctool.formats.certificate import CertificatePrinter
from mctool.identities import Identity

_NO_ID = "00000000-0000-4000-8000-000000000000"


def rehearse(
    award: Award,
    decisions: Iterable[Decision],
    identities: Mapping[str, Identity],
    now: datetime,
    templates: Path | None,
) -> dict[str, str]:
    """Builds the unsealed files of every decision; why not, by learner, where a format cannot carry something."""
    xml, jsonld = europass_xml.Renderer(award), elm_jsonld.Renderer(award)
    printer = CertificatePrinter(award, seal_level="B", seal_name="", test=True, template_folder=templates)
    failed: dict[str, str] = {}
    for decision in decisions:
        try:
            credential = build_credential(award, decision, identities[decision.learner], uuid=_NO_ID, now=now)
            xml.render(credential)
            jsonld.render(credential, printer.pages(credential))
            printer.pdf(credential, attachments={})
        except FormatError as error:
            failed[decision.learner] = str(error)
    return failed
