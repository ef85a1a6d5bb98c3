"""Reports in the institution's colour and with its logo."""

from dataclasses import replace

from mctool.credentials import logo_of
from mctool.errors import FormatError
from mctool.formats.emblems import logo_svg
from mctool.reports.rendering.document import COLOUR, Document
from mctool.workspace import Workspace


def branded(document: Document, workspace: Workspace) -> Document:
    """*document* in the colours of the institution of *workspace*; without a logo that cannot be read."""
    if workspace.institution is None:
        return document
    institution = workspace.institution.model
    try:
        logo = logo_svg(logo_of(workspace, institution))
    except FormatError:  # MC108 tells of it, and a report on a faulty workspace is wanted all the more
        logo = ""
    return replace(document, colour=institution.colour or COLOUR, logo=logo)
