"""MC601: personal data where everybody who clones the repository can read it for ever."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from mctool.findings import TOP, Severity, Span
from mctool.rules.personaldata import PersonalDataFinder
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import read_bytes

_TABLES = (".csv", ".tsv")
_REMEDY = (
    "Remove it; if it was ever pushed, it is in the history too. Names belong into the identities file, elsewhere."
)


def _finder(world: World) -> PersonalDataFinder:
    institution = world.workspace.institution
    allowed: set[str] = set()
    if institution is not None:
        model = institution.model
        numbers = (model.registration, model.eidas, model.vat)
        allowed = {model.email or "", *(one.number for one in numbers if one is not None)}
    return PersonalDataFinder((world.identities or {}).values(), allowed)


def _text(world: World, path: str) -> str | None:
    """The text of a tracked file in form NFC; None for what is no text, larger than 5 MB or outside the workspace."""
    content = read_bytes(world.workspace.root, path)
    if isinstance(content, str) or b"\0" in content[:8192]:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return unicodedata.normalize("NFC", text)


def _span(text: str, start: int, stop: int) -> Span:
    line, begin = text.count("\n", 0, start) + 1, text.rfind("\n", 0, start)
    last, last_begin = text.count("\n", 0, stop) + 1, text.rfind("\n", 0, stop)
    return Span(line, start - begin, last, stop - last_begin)


@rule("MC601", Severity.ERROR, "G2.4.2", "G2.7", "Q19", over="workspace")
def personal_data_in_tracked_file(world: World) -> Iterator[Hit]:
    """A file that git tracks holds personal data.

    **Why** What is committed once stays in every clone, and a learner who asks for erasure cannot be helped. Looked
    for, in values, comments and file names: the names in the identities file (where it is at hand), e-mail addresses
    but the institution's, telephone numbers, birth dates, and national numbers of Poland, Portugal, the Netherlands,
    France, Germany and Spain that pass their check digits. The finding names kind and place, never the value.

    **Example**
    ```markdown
    # evidence/form.md whole
    Evaluation form, contact: some.learner@students.example
    ```

    **Fix** A learner is an opaque id in everything that is tracked.
    ```markdown
    # evidence/form.md whole
    Evaluation form of L-5DE69A9D
    ```
    """
    finder = _finder(world)
    for path in world.tracked:
        shown = path
        for one in finder.find(unicodedata.normalize("NFC", path)):
            shown = PurePosixPath(path).parent.as_posix()
            yield Hit((), f"The name of a file in this folder holds {one.kind}", "Rename it.", at=(shown, TOP))
            break
        text = _text(world, path)
        if text is None:
            continue
        found = [*finder.find(text), *(finder.table(text) if path.endswith(_TABLES) else ())]
        for one in found:
            message = f"The file holds {one.kind}"
            yield Hit((), message, _REMEDY, at=(shown, _span(text, one.start, one.stop)))
