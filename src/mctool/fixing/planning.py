"""What can be corrected in a workspace, file by file: nothing is written here."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from mctool.approvals import parts, standing_approval
from mctool.checking import policed
from mctool.findings import Finding, Severity
from mctool.fixing.concepts import Correction, corrections
from mctool.fixing.scalars import on_one_line, reads_as, replaced
from mctool.fixing.schemacomment import commented, schema_comment
from mctool.fixing.spelling import kind_meant, respellings
from mctool.models import KINDS, Outcome, Settings
from mctool.rules.registry import Rule
from mctool.rules.world import World
from mctool.workspace import SETTINGS, read_bytes
from mctool.yamlsource import Source

CODES = frozenset({"MC004", "MC302", "MC303", "MC304"})
"""The rules of which some findings can be corrected."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One corrected value; ``code`` is the rule that asks for it, and empty for the schema comment.

    ``line`` counts in the file as it was, from 1.
    """

    path: str
    line: int
    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A correction that would be certain and is not made, with the reason."""

    fix: Fix
    reason: str


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file as it is and as it will be."""

    path: str
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that can be corrected, and what could be but is not."""

    files: tuple[MendedFile, ...]
    withheld: tuple[Withheld, ...]

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """The corrections of all files."""
        return tuple(fix for file in self.files for fix in file.fixes)


def plan(
    world: World, *, rules: Iterable[Rule], only: Collection[str] | None = None, schema_comments: bool = True
) -> Plan:
    """The corrections that the *rules* ask for and that cannot change a meaning, in the files of *only* (None: all).

    Spellings of coded values (MC004), and labels and addresses of ESCO (MC302, MC303, MC304). What the policy or a
    waiver sets aside stays; so does what a standing approval is bound to, for the approval would end with it.
    """
    by_code = {rule.code: rule for rule in rules}
    approved = _approved(world)
    readable = {one.path for found in world.workspace.by_kind.values() for one in found.values()}
    readable |= {SETTINGS} if world.workspace.settings_file is not None else set()
    files: list[MendedFile] = []
    withheld: list[Withheld] = []
    for path in world.workspace.files:
        content = read_bytes(world.workspace.root, path)
        if isinstance(content, bytes) and (only is None or path in only):
            draft = _Draft(world, path, content, by_code, approved.get(path, ""))
            draft.mend(readable=path in readable, schema_comments=schema_comments)
            withheld += draft.withheld
            if draft.fixes:
                fixes = tuple(sorted(draft.fixes, key=lambda fix: fix.line))
                files.append(MendedFile(path, content, draft.content, fixes))
    return Plan(tuple(files), tuple(withheld))


def _approved(world: World) -> Mapping[str, str]:
    """The files that a standing approval is bound to, each with the reason to leave it alone."""
    found: dict[str, str] = {}
    for programme in world.workspace.programmes.values():
        approval = standing_approval(world.workspace, programme)
        if approval is not None:
            reason = f"approved as it is ({approval.reference}); correct it by hand, and have it approved again"
            found |= dict.fromkeys((part.path for part in parts(world.workspace, programme)), reason)
    return found


class _Draft:
    """One file on its way from what it is to what it should be."""

    def __init__(self, world: World, path: str, content: bytes, rules: Mapping[str, Rule], approved: str) -> None:
        self.world, self.path, self.content = world, path, content
        self.rules, self.approved = rules, approved
        self.source = Source.from_bytes(content)
        self.fixes: list[Fix] = []
        self.withheld: list[Withheld] = []

    def mend(self, *, readable: bool, schema_comments: bool) -> None:
        """Corrects spellings first, since what is misspelt cannot be read, then what the model says."""
        if self.source.faults or not isinstance(self.source.data, dict):
            return
        if self.path != SETTINGS and (kind := kind_meant(self.source.data.get("kind"))) is not None:
            self._correct([Correction("MC004", ("kind",), str(self.source.data["kind"]), kind)])
        kind = "settings" if self.path == SETTINGS else str(self.source.data.get("kind"))
        model = Settings if kind == "settings" else KINDS.get(kind)
        if model is None:
            return
        if not readable:
            found = respellings(model, self.source.data, self.world.workspace.language)
            self._correct(Correction("MC004", loc, written, meant) for loc, (written, meant) in found.items())
        if model is Outcome:
            self._mappings()
        fresh = commented(self.content, kind) if schema_comments else None
        if fresh is not None and reads_as(fresh, self.source.data):
            self.content = fresh
            self.fixes.append(Fix(self.path, 1, "", "", schema_comment(kind)))

    def _mappings(self) -> None:
        context, settings = {"language": self.world.workspace.language}, self.world.workspace.settings.esco
        try:
            outcome = Outcome.model_validate(self.source.data, context=context)
        except ValidationError:
            return
        self._correct(corrections(outcome, settings.version if settings else None))

    def _correct(self, wanted: Iterable[Correction]) -> None:
        """Makes those of the corrections that may be made, and keeps the reason for each of the others."""
        asked = {one.loc: one for one in wanted if one.code in self.rules and not self._is_set_aside(one)}
        simple = frozenset() if self.approved else on_one_line(self.source, asked)
        for loc, one in asked.items():
            if loc not in simple:
                reason = self.approved or "the value does not stand on one line; correct it by hand"
                self.withheld.append(Withheld(self._fix(one), reason))
        self._apply([asked[loc] for loc in asked if loc in simple])

    def _apply(self, wanted: Sequence[Correction]) -> None:
        """Makes the corrections all at once, proved by reading the file again; when that fails, each half by itself."""
        if not wanted:
            return
        fresh = replaced(self.content, {one.loc: one.after for one in wanted})
        if fresh is not None:
            self.fixes += map(self._fix, wanted)
            self.content, self.source = fresh, Source.from_bytes(fresh)
        elif len(wanted) == 1:
            self.withheld.append(Withheld(self._fix(wanted[0]), "the file would read otherwise; correct it by hand"))
        else:
            half = len(wanted) // 2
            self._apply(wanted[:half])
            self._apply(wanted[half:])

    def _fix(self, one: Correction) -> Fix:
        return Fix(self.path, self.source.span(one.loc).line, one.code, one.before, one.after)

    def _is_set_aside(self, one: Correction) -> bool:
        """Whether the policy or a waiver says that this is to stay; neither has a say over guards."""
        if self.rules[one.code].guard:
            return False
        span = self.source.span(one.loc)
        finding = policed(self.world, Finding(self.path, span, one.code, "", Severity.ERROR, one.before))
        return finding is None or finding.waived is not None
