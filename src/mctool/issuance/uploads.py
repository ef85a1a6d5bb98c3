"""Unsealed files for the official issuer, which gives them an id of its own and seals them."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from mctool.credentials import build_award, build_credential
from mctool.errors import FormatError
from mctool.formats.certificate import CertificatePrinter
from mctool.formats.uploads import Uploads
from mctool.identities import Identity
from mctool.issuance.order import Issued, Outcome, output_folder, relative, template_folder
from mctool.issuance.plan import Plan
from mctool.issuance.writing import finish, prepare, write_part

_UPLOADS = uuid.UUID("1a1d0a52-0c6c-4e4b-8f57-6c7b0f7a2b7e")


def upload_name(cohort: str, learner: str) -> str:
    """The id under which the upload of *learner* in *cohort* is written."""
    return str(uuid.uuid5(_UPLOADS, f"{cohort}/{learner}"))


def write_uploads(plan: Plan, identities: Mapping[str, Identity], now: datetime) -> Outcome:
    """Writes ``<uuid>.upload.json`` for everybody who is to be awarded.

    They are not registered: the credential comes into being when the official issuer seals it. The name depends on
    the learner alone, so that writing them again makes no second one.
    """
    root = plan.world.workspace.root
    folder = output_folder(plan)
    award = build_award(plan.world.workspace, plan.cohort)
    uploads = Uploads(award)
    printer = CertificatePrinter(award, seal_level="", seal_name="", test=False, template_folder=template_folder(root))
    prepare(folder)
    written: list[Issued] = []
    failed: dict[str, str] = {}
    for decision in plan.to_issue:
        identity = identities[decision.learner]
        name = upload_name(plan.cohort.model.id, decision.learner)
        path = folder / f"{name}.upload.json"
        try:
            credential = build_credential(award, decision, identity, uuid=name, now=now)
            content = uploads.render(credential, printer.pages(credential), identity.email)
        except FormatError as error:
            failed[decision.learner] = str(error)
            continue
        write_part(path, content.encode())
        finish([path], folder)
        files = {"upload": relative(path, root)}
        written.append(Issued(decision.learner, credential.id, decision.verdict, files))
    return Outcome(plan, tuple(written), failed=failed, sealed=False)
