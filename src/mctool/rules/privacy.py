"""MC601, MC610-MC612: personal data where everybody who clones the repository can read it for ever."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from mctool.findings import TOP, Severity, Span, printable
from mctool.models import Cohort
from mctool.rules.personaldata import PersonalDataFinder, name_words
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor, read_bytes

_TABLES = (".csv", ".tsv")
_MOST = 20
"""Places shown in one file: whoever mends these looks for the rest."""
_REMEDY = (
    "Remove it; if it was ever pushed, it is in the history too. Names belong into the identities file, elsewhere."
)


_OWN = re.compile(r"\b(?:email|number):[ \t]*[\"']?([^\s\"',}#]+)")


def institutions_own(world: World) -> frozenset[str]:
    """The institution's own address and numbers, which are nobody's personal data, also where its file has a fault."""
    institution = world.workspace.institution
    if institution is None:
        return frozenset(_OWN.findall(_text(world, world.workspace.settings.institution) or ""))
    model = institution.model
    numbers = (model.registration, model.eidas, model.vat)
    return frozenset({model.email or "", *(one.number for one in numbers if one is not None)})


def _text(world: World, path: str) -> str | None:
    """The text of a tracked file in form NFC; None for what is no text, larger than 5 MB or outside the workspace."""
    read = world.read_texts.get(path)
    if read is not None:
        return unicodedata.normalize("NFC", read)
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
    finder = PersonalDataFinder((world.identities or {}).values(), institutions_own(world))
    for path in world.tracked:
        shown = printable(path)
        for one in finder.find(unicodedata.normalize("NFC", path)):
            shown = PurePosixPath(shown).parent.as_posix()
            yield Hit((), f"The name of a file in this folder holds {one.kind}", "Rename it.", at=(shown, TOP))
            break
        text = _text(world, path)
        if text is None:
            continue
        found = [*finder.find(text), *(finder.table(text) if path.endswith(_TABLES) else ())]
        for one in found[:_MOST]:
            message = f"The file holds {one.kind}"
            yield Hit((), message, _REMEDY, at=(shown, _span(text, one.start, one.stop)))


_STUDENT_NUMBER = re.compile(r"[A-Za-z]{0,2}[0-9]{5,10}\Z")
_NAME_LIKE = re.compile(r"[A-Za-z]{2,}[._][A-Za-z]{2,}\Z")


@rule("MC610", Severity.WARNING, "G2.4.2", "Q19", over="cohort")
def learner_id_tells_who(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A learner's id is made from the name, the e-mail address or the student number.

    **Why** The id is in every tracked file and in the register, for ever. One that can be looked up in the student
    register, or guessed, hides nobody; a random one does.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: s241532, attended_hours: 23}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - {learner: L-5DE69A9D, attended_hours: 23}
    ```
    """
    identities = world.identities or {}
    for at, result in enumerate(cohort.model.results):
        learner = result.learner
        who = identities.get(learner)
        named = who is not None and bool(name_words(who.full_name) & name_words(learner))
        if named or _STUDENT_NUMBER.match(learner) or _NAME_LIKE.match(learner):
            what = "a name" if named or not _STUDENT_NUMBER.match(learner) else "a student number"
            yield Hit(
                ("results", at, "learner"), f"The id looks like {what}", "Use a random one, such as L-7F3A9C21.",
                subject=learner,
            )  # fmt: skip


_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_NEXT_KEY = re.compile(r"\n[a-z_]+:")


@rule("MC611", Severity.WARNING, "G2.7", "Q19", over="cohort")
def comment_in_results(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A comment stands among the results.

    **Why** What somebody jots down beside a learner's results is about that learner. It is tracked for ever, no rubric
    asked for it, and nobody will be told that it exists.

    **Example**
    ```yaml
    # cohorts/small.yaml whole
    kind: cohort
    id: small
    programme: inclusive-communication
    version: "2026.1"
    period: {start: 2026-03-02, end: 2026-05-15}
    results:
      # was not well that day, seemed upset
      - {learner: L-5DE69A9D, attended_hours: 23}
    ```

    **Fix** Keep such notes with the evaluation form, where the learner may see them, or not at all.
    ```yaml
    # cohorts/small.yaml whole
    kind: cohort
    id: small
    programme: inclusive-communication
    version: "2026.1"
    period: {start: 2026-03-02, end: 2026-05-15}
    # Results as of 20 May, imported from the learning platform
    results:
      - {learner: L-5DE69A9D, attended_hours: 23}
    ```
    """
    text = cohort.source.text
    start = text.find("\nresults:")
    if start < 0 or text.find("#", start) < 0:
        return
    after = _NEXT_KEY.search(text, start + 1)
    block = _QUOTED.sub(lambda match: " " * len(match.group()), text[start : after.start() if after else len(text)])
    for match in _COMMENT.finditer(block):
        if len(match.group().split()) > 2:
            span = cohort.source.offset_span(start + match.start(), start + match.end())
            message = "A comment stands among the results; what is said of a learner stays for ever"
            yield Hit((), message, "Take it out, or put it above «results».", at=(cohort.path, span))


@rule("MC612", Severity.WARNING, "Q19", "G2.7", over="cohort")
def reflection_kept_here(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """The text of a learner's reflection is in the repository.

    **Why** A reflective report may reveal health, belief or origin. The evaluation form with its digest proves the
    rating as well; the report stays where it can be erased.

    **Example**
    ```markdown
    # evidence/reflection.md whole
    What I learned.
    ```
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, evidence: [{type: reflective-report, file: evidence/reflection.md}]}
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    results:
      - learner: L-5DE69A9D
        assessments:
          - {assessment: message, evidence: [{type: reflective-report, held_by: Moodle, reference: assignment 2075}]}
    ```
    """
    tracked = frozenset(world.tracked)
    for index, result in enumerate(cohort.model.results):
        for at, attempt in enumerate(result.assessments):
            for inner, item in enumerate(attempt.evidence):
                if item.type == "reflective-report" and item.file in tracked:
                    yield Hit(
                        ("results", index, "assessments", at, "evidence", inner, "file"),
                        "The text of a reflection is in the repository",
                        "Keep it elsewhere and write «held_by», «reference» and «sha256».", subject=result.learner,
                    )  # fmt: skip
