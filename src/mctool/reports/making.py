"""The six reports: from the basis to a view model, from there to a document, and to a file in any format."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from mctool.errors import MctoolError, WorkspaceError
from mctool.models.values import did_you_mean
from mctool.reports.basis import Basis
from mctool.reports.branding import branded
from mctool.reports.rendering.document import Document
from mctool.workspace import Workspace, nearest

FORMATS = ("html", "md", "pdf", "xlsx", "json")


@dataclass(frozen=True)
class Report:
    """A report that was made: its view model, how it is laid out, and the workspace that it is about."""

    kind: str
    made: datetime
    view: Any
    layout: Callable[[Any], Document]
    workspace: Workspace

    @property
    def title(self) -> str:
        """Its title."""
        return self.document.title

    @cached_property
    def document(self) -> Document:
        """It laid out, once. Raises MissingExtraError when that needs an extra."""
        return branded(self.layout(self.view), self.workspace)

    def render(self, format_: str) -> bytes:
        """The file in one of FORMATS. Raises FormatError when it cannot be written so."""
        if format_ == "json":
            from mctool.reports.rendering import jsonform

            return jsonform.render(self.kind, self.view).encode()
        document = self.document
        if format_ == "html":
            from mctool.reports.rendering import html

            return html.render(document).encode()
        if format_ == "md":
            from mctool.reports.rendering import markdown

            return markdown.render(document).encode()
        if format_ == "xlsx":
            from mctool.reports.rendering import xlsx

            return xlsx.render(document, self.made)
        from mctool.reports.rendering import pdf

        return pdf.render(document, self.made)


@dataclass(frozen=True)
class Kind:
    """How one kind of report is made. ``about`` is what a name on the command line may stand for."""

    make: Callable[[Basis, str | None], tuple[Any, Callable[[Any], Document]]]
    about: tuple[str, ...]
    nameable: bool = False


def make(basis: Basis, kind: str, about: str | None = None) -> Report:
    """The report *kind* on everything, or about one programme or cohort (its id, or its file).

    Raises WorkspaceError when there is no such programme or cohort.
    """
    made = MADE[kind]
    chosen = _chosen(basis.world.workspace, kind, made.about, about) if about else None
    view, layout = made.make(basis, chosen)
    return Report(kind, basis.now, view, layout, basis.world.workspace)


def _chosen(workspace: Workspace, kind: str, kinds: tuple[str, ...], about: str) -> str:
    if not kinds:
        raise MctoolError(f"the {kind} report is about the whole workspace; leave «{about}» out")
    identity = about.rpartition("/")[2].removesuffix(".yaml")
    known = [one for kind_ in kinds for one in workspace.by_kind.get(kind_, {})]
    if identity not in known:
        near = did_you_mean(nearest(identity, known))
        raise WorkspaceError(f"there is no {' or '.join(kinds)} «{identity}» to be read in this workspace{near}")
    return identity


def _audit(basis: Basis, about: str | None) -> tuple[Any, Callable[[Any], Document]]:
    from mctool.reports import audit, auditpages

    return audit.audit(basis, about), auditpages.page


def _risk(basis: Basis, about: str | None) -> tuple[Any, Callable[[Any], Document]]:
    from mctool.reports import risk

    return risk.risk(basis), risk.page


def _cohort(basis: Basis, about: str | None) -> tuple[Any, Callable[[Any], Document]]:
    from mctool.reports import cohort, cohortpages

    return cohort.cohort(basis, about), cohortpages.page


def _consistency(basis: Basis, about: str | None) -> tuple[Any, Callable[[Any], Document]]:
    from mctool.reports import consistency, consistencypages

    return consistency.consistency(basis, about), consistencypages.page


def _review(basis: Basis, about: str | None) -> tuple[Any, Callable[[Any], Document]]:
    from mctool.reports import review, reviewpages

    return review.review(basis, about), reviewpages.page


def _programme(basis: Basis, about: str | None) -> tuple[Any, Callable[[Any], Document]]:
    from mctool.reports import programme, programmepages

    return programme.programme(basis, about), programmepages.page


MADE: dict[str, Kind] = {
    "cohort": Kind(_cohort, ("cohort", "programme"), nameable=True),
    "programme": Kind(_programme, ("programme",)),
    "consistency": Kind(_consistency, ("programme",)),
    "review": Kind(_review, ("programme",)),
    "risk": Kind(_risk, ()),
    "audit": Kind(_audit, ("programme",), nameable=True),
}
