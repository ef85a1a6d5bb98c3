"""Writing a sealed status list."""

import json
import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from mctool.cli.passwords import secret
from mctool.editing import write
from mctool.errors import MctoolError, RegisterError
from mctool.issuance.choosing import load_seal
from mctool.models.values import Period
from mctool.revocation import records
from mctool.seals.jades import JsonSealer
from mctool.statuslists import Standing, bitstring_list, place, standings, status_list
from mctool.workspace import Workspace

PURPOSES = ("revocation", "suspension")


def publish(
    workspace: Workspace, output: Path, *, valid: str, bitstring: str | None, purpose: str, seal: Path | None,
    now: datetime,
) -> str:  # fmt: skip
    """Writes the list to *output* and says so. Raises MctoolError for a wrong period, purpose or seal."""
    if purpose not in PURPOSES:
        raise MctoolError(f"--purpose takes {' or '.join(PURPOSES)}, not «{purpose}»")
    until = _until(valid, now)
    found = standings(records(workspace))
    if not found:
        raise RegisterError("nothing has been issued yet, so there is no status to publish")
    plan = load_seal(workspace, seal, now, secret)
    issuer = plan.key.organization_identifier or ""
    if bitstring is None:
        document = status_list(found, issuer=issuer, now=now, until=until)
    else:
        places = _places(workspace, found)
        document = bitstring_list(
            found, places, url=bitstring, issuer=f"urn:eidas:{issuer}", purpose=purpose, now=now, until=until
        )
    sealed = JsonSealer(plan.key, timestamp=plan.timestamp).seal(document, time=now)
    write(output, sealed.decode())
    states = [one.state for one in found]
    counts = ", ".join(f"{states.count(state)} {state}" for state in ("valid", "suspended", "revoked"))
    return f"{output}: {counts}; to be relied on until {until:%Y-%m-%d %H:%M} UTC"


def _until(valid: str, now: datetime) -> datetime:
    try:
        period = Period.parse(valid)
    except ValueError:
        raise MctoolError(f"«{valid}» is no period; write P30D, P2W or P3M") from None
    day = period.after(now.date())
    until = datetime.combine(day, time(now.hour, now.minute, now.second), now.tzinfo)
    if until - now < timedelta(days=1):
        raise MctoolError("a status list holds for a day at least")
    return until


def _places(workspace: Workspace, found: Sequence[Standing]) -> dict[str, int]:
    """The places of credentials in the bitstring, kept in the register folder so that they never change."""
    path = workspace.register_folder / "statuslist.places.json"
    taken: dict[str, int] = {}
    if path.exists():
        try:
            taken = {str(name): int(number) for name, number in json.loads(path.read_text(encoding="utf-8")).items()}
        except (ValueError, AttributeError, UnicodeDecodeError):
            raise RegisterError(f"{path} cannot be read; restore it from git") from None
    places = place(found, taken, random.SystemRandom())
    write(path, json.dumps(places, indent=0, sort_keys=True) + "\n")
    return places
