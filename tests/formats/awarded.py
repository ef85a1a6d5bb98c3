"""Credentials to be written: those of the example, and variations of one of them."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mctool.credentials import Award, Credential, build_award, build_credential
from mctool.decisions import decide
from mctool.formats.display import DisplayPage
from mctool.rules.world import World
from mctool.seals.keys import SealKey
from mctool.seals.pkcs12 import load_pkcs12
from mctool.seals.testseal import new_test_seal
from mctool.workspace import load

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "equini"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BORN = date(1990, 2, 28)
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")


@cache
def example_credentials() -> tuple[Credential, ...]:
    """Everybody in the example's cohorts who is awarded."""
    workspace = load(EXAMPLE)
    world = World(workspace, NOW.date())
    identities = world.identities
    assert identities is not None
    found = []
    for cohort in workspace.cohorts.values():
        award = build_award(workspace, cohort)
        for decision in decide(world, cohort):
            if decision.verdict.awards:
                uuid = str(uuid5(NAMESPACE_URL, f"{cohort.model.id}/{decision.learner}"))
                person = identities[decision.learner]
                found.append(build_credential(award, decision, person, uuid=uuid, now=NOW))
    return tuple(found)


def one(programme: str = "inclusive-communication") -> Credential:
    """The first credential of a programme."""
    return next(found for found in example_credentials() if found.award.programme.id == programme)


def pages(award: Award) -> list[DisplayPage]:
    """The smallest picture there is, for every language."""
    return [DisplayPage(language, PNG, "image/png") for language in award.languages]


def varied(
    credential: Credential, *, institution: dict[str, Any] | None = None, programme: dict[str, Any] | None = None,
    cohort: dict[str, Any] | None = None, learner: dict[str, Any] | None = None,
    award: dict[str, Any] | None = None, **fields: Any,
) -> Credential:  # fmt: skip
    """*credential* with other values in its models."""
    shared = credential.award
    changed = replace(
        shared,
        institution=shared.institution.model_copy(update=institution or {}),
        programme=shared.programme.model_copy(update=programme or {}),
        cohort=shared.cohort.model_copy(update=cohort or {}),
    )
    changed = replace(changed, **(award or {}))
    return replace(credential, award=changed, learner=replace(credential.learner, **(learner or {})), **fields)


def new_key(folder: Path) -> SealKey:
    """A test seal for the example's institution."""
    institution = one().award.institution
    assert institution.eidas is not None
    file, _ = new_test_seal(
        organization=institution.name.to("en"), organization_identifier=institution.eidas.number,
        country_alpha2="PL", key="p256", now=NOW, password="secret",
    )  # fmt: skip
    (folder / "seal.p12").write_bytes(file)
    return load_pkcs12(folder / "seal.p12", "secret")
