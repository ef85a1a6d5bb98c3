"""MC8xx: what Europass can carry. The limits are those of the official builder's forms; the formats know none."""

import re
from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Institution, Model, Programme
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place
from mctool.rules.world import World
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

SHORT, LONG = 255, 4000
"""Most characters of a title and of a long text."""

_TITLES = frozenset({"title", "name", "statement", "competence"})
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]{0,300}>|&(?:[a-z]{2,8}|#[0-9]{1,6});|\]\([^)\s]{1,300}\)|\*\*[^*\n]{1,300}\*\*"
)
_NOT_PORTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def _hit(descriptor: Descriptor[Model], loc: Loc, language: str, message: str, remedy: str, words: str = "") -> Hit:
    at = descriptor.locate(place(descriptor, loc, language), words)
    return Hit((), message, remedy, at=at, subject=getattr(descriptor.model, "id", ""))


@rule("MC801", Severity.WARNING, "G2.4.1", "R7", "M2", over="workspace")
def text_too_long(world: World) -> Iterator[Hit]:
    """A text is longer than the fields of Europass take.

    **Why** The formats carry it; but nobody can enter or mend it in the official builder, whose short fields (titles,
    names, outcomes) hold 255 characters in each language, and whose long ones (descriptions) hold 4000.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    title:
      en: >-
        Inclusive communication in academic teams, with special regard to seminars, project groups, committees, doctoral
        colloquia, examination boards, staff meetings, summer schools, exchange weeks, laboratory courses, open days,
        alumni events and the written messages that go with all of these
      pl: Komunikacja włączająca w zespołach akademickich
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    title:
      en: Inclusive communication in academic teams
      pl: Komunikacja włączająca w zespołach akademickich
    ```
    """
    for descriptor, loc, language, written in world.carried:
        most = SHORT if loc[-1] in _TITLES else LONG
        if len(written) > most:
            message = f"{len(written)} characters; this field of Europass holds {most}"
            yield _hit(descriptor, loc, language, message, "Shorten it, and say the rest elsewhere.")


@rule("MC802", Severity.WARNING, "G2.4.1", "R7", over="workspace")
def markup_in_text(world: World) -> Iterator[Hit]:
    """A text holds markup, which Europass shows as it stands.

    **Why** Texts in credentials are plain. Tags, entities and Markdown are printed with their brackets on the
    certificate, and some readers refuse them.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    summary: {en: "The holder can lead a <b>meeting</b>", pl: Posiadacz potrafi poprowadzić zebranie}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    summary: {en: The holder can lead a meeting, pl: Posiadacz potrafi poprowadzić zebranie}
    ```
    """
    for descriptor, loc, language, written in world.carried:
        match = _MARKUP.search(written)
        if match is not None:
            message = f"«{match.group()}» is markup; credentials carry plain text"
            yield _hit(descriptor, loc, language, message, "Write it in words.", match.group())


@rule("MC803", Severity.ERROR, "G2.4.1", "R7", over="workspace", guard=True)
def character_not_portable(world: World) -> Iterator[Hit]:
    """A text holds a character that XML does not allow or that turns the direction of writing unseen.

    **Why** A control character makes the Europass XML unreadable. A hidden change of direction shows other words than
    the file holds, which is how titles are forged.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: "Inclusive communication \\u202e", pl: Komunikacja włączająca}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: Inclusive communication, pl: Komunikacja włączająca}
    ```
    """
    for descriptor, loc, language, written in world.carried:
        match = _NOT_PORTABLE.search(written)
        if match is not None:
            message = f"The character U+{ord(match.group()):04X} cannot be carried"
            yield _hit(descriptor, loc, language, message, "Remove it; it shows as nothing.")


_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*://|(?:javascript|data|file|vbscript):", re.IGNORECASE)


@rule("MC804", Severity.ERROR, "G2.4.1", "R7", "M11", over="institution")
def reference_not_for_the_web(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The reference of the quality assurance is an address that Europass does not carry.

    **Why** Europass follows web addresses only. A path on somebody's computer, or a script, helps no reader.

    **Example**
    ```yaml
    # institution.yaml
    quality_assurance:
      type: institutional-quality-assurance
      agency: {name: {en: Example Accreditation Committee, pl: Przykładowa Komisja}, country: POL}
      reference: file:///home/office/decision-100.pdf
    ```

    **Fix**
    ```yaml
    # institution.yaml
    quality_assurance:
      type: institutional-quality-assurance
      agency: {name: {en: Example Accreditation Committee, pl: Przykładowa Komisja}, country: POL}
      reference: https://accreditation.example/decisions/100
    ```
    """
    assurance = institution.model.quality_assurance
    if assurance is not None and assurance.reference is not None and _OTHER_SCHEME.match(assurance.reference):
        yield Hit(
            ("quality_assurance", "reference"), "Europass carries web addresses only",
            "Write an address with https://, or the number of the decision in words.",
        )  # fmt: skip


@rule("MC805", Severity.WARNING, "G2.4.1", "M7", "Q5", over="programme")
def validity_repeats_workload(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The validity in months is the workload in hours.

    **Why** In ISO 8601 «P60M» is sixty months; sixty hours are «PT60H». The two are mixed up so often that even
    official samples do it, and an award would run out on a day that nobody decided.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {period: P56M, renewal: {en: A refresher half-day}}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    validity: {period: P5Y, renewal: {en: A refresher half-day}}
    ```
    """
    validity, workload = programme.model.validity, programme.model.workload
    if validity is None or validity.period is None or workload is None:
        return
    period = validity.period
    if period.months and not period.years and not period.days and period.months == workload.hours:
        yield Hit(
            ("validity", "period"), f"{period} is {period.months} months, and the workload is {workload.hours:g} hours",
            "Write the validity in years, such as P5Y; hours belong into «workload».",
        )  # fmt: skip
