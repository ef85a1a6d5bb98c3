"""Workspace -> Findings: runs the rules, places their words, and applies the institution's policy and waivers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from mctool.findings import TOP, Finding, Findings, Severity, Waived
from mctool.models.settings import Waiver
from mctool.rules import ALL
from mctool.rules.registry import Hit, Rule
from mctool.rules.world import World
from mctool.workspace import SETTINGS, Descriptor


def check(world: World, *, rules: Sequence[Rule] = ALL, only: Collection[str] | None = None) -> Findings:
    """All findings of *rules* on the workspace.

    *only* limits them to the files with these paths (relative to the workspace); rules over the whole workspace run
    all the same, and their findings on other files are left out.
    """
    found = (_placed(world, rule, descriptor, hit) for rule in rules for descriptor, hit in _hits(world, rule, only))
    kept = (finding for finding in found if only is None or finding.path in only)
    guards = frozenset(rule.code for rule in rules if rule.guard)
    judged = (finding if finding.code in guards else policed(world, finding) for finding in kept)
    return Findings.of(finding for finding in judged if finding is not None)


def _hits(world: World, rule: Rule, only: Collection[str] | None) -> Iterator[tuple[Descriptor[Any] | None, Hit]]:
    if rule.over == "workspace":
        for hit in rule.check(world):
            yield None, hit
        return
    for descriptor in _descriptors(world, rule.over):
        if only is None or descriptor.path in only or (descriptor.table and descriptor.table.path in only):
            for hit in rule.check(descriptor, world):
                yield descriptor, hit


def _descriptors(world: World, scope: str) -> Iterator[Descriptor[Any]]:
    if scope == "settings":
        if world.workspace.settings_file is not None:
            yield world.workspace.settings_file
        return
    yield from world.workspace.by_kind.get(scope, {}).values()


def _placed(world: World, rule: Rule, descriptor: Descriptor[Any] | None, hit: Hit) -> Finding:
    if hit.at is not None:
        path, span = hit.at
    elif descriptor is not None:
        path, span = descriptor.locate(hit.loc, hit.words, key=hit.key)
    else:
        path, span = SETTINGS, TOP
    subject = hit.subject or (getattr(descriptor.model, "id", "mctool") if descriptor else "")
    return Finding(path, span, rule.code, rule.name, rule.severity, hit.message, hit.help, rule.sources, subject)


def policed(world: World, finding: Finding) -> Finding | None:
    """The finding with the severity that the policy gives it, and the waiver that sets it aside; None when off.

    Not meant for findings of guards, over which neither has a say.
    """
    policy = world.workspace.settings.policy.rules.get(finding.code)
    if policy is not None:
        if policy.severity == "off":
            return None
        finding = replace(finding, severity=Severity(policy.severity))
    waiver = next((one for one in _waivers(world) if _covers(one, finding, world)), None)
    if waiver is None:
        return finding
    return replace(finding, waived=Waived(str(waiver.reason), str(waiver.approved_by), str(waiver.expires)))


def _waivers(world: World) -> Iterator[Waiver]:
    for file in world.workspace.waivers:
        yield from file.model.waivers


def _covers(waiver: Waiver, finding: Finding, world: World) -> bool:
    """Whether the waiver is complete, in force, and meant for this finding."""
    return (
        waiver.rule == finding.code
        and waiver.in_ == finding.path
        and bool(waiver.reason and waiver.approved_by)
        and waiver.expires is not None
        and waiver.expires >= world.today
    )
