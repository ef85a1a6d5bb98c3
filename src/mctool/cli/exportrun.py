"""Writing what was awarded: where names may be written, what is left out and why."""

import json
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from mctool import repository
from mctool.cli.terminal import plural, say
from mctool.cli.unlocking import unlock
from mctool.errors import MctoolError, RegisterError, WorkspaceError
from mctool.exporting.holdings import Holding, Holdings, holdings
from mctool.identities import read_identities
from mctool.identityfiles import identities_path
from mctool.models import Cohort
from mctool.rules.world import World
from mctool.wholefiles import write_whole
from mctool.workspace import Descriptor


@dataclass(frozen=True)
class Request:
    """What was asked for."""

    world: World
    cohort: Descriptor[Cohort]
    now: datetime
    output: Path | None
    seal: Path | None
    status_list: str | None


def table(request: Request, form: Literal["csv", "xlsx"]) -> None:
    """Writes the table for personnel records. Raises MctoolError."""
    from mctool.exporting.personnel import as_csv, as_xlsx, rows
    from mctool.reports.basis import Basis
    from mctool.reports.naming import note

    if form == "xlsx" and request.output is None:
        raise MctoolError("a workbook is not for a terminal; name a file with -o FILE")
    if request.output is not None:
        _refuse_tracked(request.output)
    workspace, found = request.world.workspace, _holdings(request)
    body = workspace.institution.model.name.to(workspace.language) if workspace.institution else ""
    lines = rows(found.held, body, workspace.language)
    content = as_csv(lines) if form == "csv" else as_xlsx(lines)
    note(Basis(request.world, request.now, named=True), "export", request.cohort.model.id, form, content)
    if request.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        write_whole(request.output, content)
    say(f"mctool: {plural(len(found.held), 'credential')} in the table; it holds names")
    _say_left_out(found.left_out)


def badges(request: Request) -> None:
    """Writes a sealed badge for every credential in force. Raises MctoolError."""
    from mctool.cli.passwords import secret
    from mctool.credentials import build_award, build_credential
    from mctool.decisions import decide
    from mctool.exporting.openbadge import BadgeRenderer
    from mctool.issuance.choosing import load_seal
    from mctool.issuance.order import output_folders
    from mctool.seals.vcjwt import TokenSealer

    workspace, found = request.world.workspace, _holdings(request)
    key = load_seal(workspace, request.seal, request.now, secret).key
    own, tests = output_folders(workspace, request.cohort.model.id)
    folder = request.output or (tests if key.is_test else own) / "badges"
    _refuse_tracked(folder / "badge.jwt")
    decisions = {one.learner: one for one in decide(request.world, request.cohort)}
    left_out = dict(found.left_out)
    chosen: list[Holding] = []
    for one in found.held:
        decision = decisions.get(one.entry.learner)
        awards = decision is not None and decision.verdict.awards
        reason = _reason(one, awards)
        if reason:
            left_out[one.entry.learner] = reason
        else:
            chosen.append(one)
            left_out.pop(one.entry.learner, None)
    places = _places(request, chosen)
    award = build_award(workspace, request.cohort)
    renderer = BadgeRenderer(award, status_list=request.status_list, salt=lambda: secrets.token_hex(16))
    sealer = TokenSealer(key)
    for one in chosen:
        uuid = one.entry.credential.rpartition(":")[2]
        credential = build_credential(award, decisions[one.entry.learner], one.holder, uuid=uuid, now=one.entry.time)
        token = sealer.seal(renderer.render(credential, places.get(one.entry.credential)))
        write_whole(folder / f"{uuid}.jwt", token)
    said = "; the seal is a TEST seal" if key.is_test else ""
    say(f"mctool: {plural(len(chosen), 'badge')} in {folder}{said}")
    _say_left_out(left_out)


def _holdings(request: Request) -> Holdings:
    workspace = request.world.workspace
    unlock(workspace)
    return holdings(workspace, request.cohort, read_identities(identities_path(workspace)))


def _reason(one: Holding, awards: bool) -> str:
    """Why a credential gets no badge; empty when it does."""
    if one.standing.state != "valid":
        return f"the credential is {one.standing.state}"
    if not one.current:
        return f"the programme has changed since; check out {one.entry.commit[:12]} for the badge of then"
    return "" if awards else "the results no longer award what was issued"


def _places(request: Request, chosen: list[Holding]) -> Mapping[str, int]:
    """The places in the published status list; none without one. Raises RegisterError when it knows not all."""
    if request.status_list is None:
        return {}
    path = request.world.workspace.register_folder / "statuslist.places.json"
    try:
        places: dict[str, int] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError):
        raise RegisterError(f"{path} cannot be read") from None
    if any(one.entry.credential not in places for one in chosen):
        publish = f"mctool statuslist --bitstring {request.status_list}"
        raise RegisterError(f"the status list does not hold all credentials; publish it first: {publish}")
    return places


def _refuse_tracked(path: Path) -> None:
    if repository.would_be_tracked(path.resolve()):
        raise WorkspaceError(f"{path} would hold names where git takes it up; write it outside the repository")


def _say_left_out(left_out: Mapping[str, str]) -> None:
    for learner, reason in left_out.items():
        say(f"mctool: left out {learner}: {reason.removeprefix(f'{learner} ')}")
