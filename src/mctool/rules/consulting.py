"""MC520-MC524: evidence of need, and those outside who were asked (guide 3.5.1)."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.models.programme import Consultation
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor

TOPICS = ("outcomes", "assessment")
"""What stakeholders are asked about."""

_EMPLOYERS = ("employer", "pracodawc", "empregador", "werkgever", "employeur", "arbeitgeber", "empleador", "empresa")


def _is_employer(consultation: Consultation) -> bool:
    return any(word in consultation.with_.casefold() for word in _EMPLOYERS)


@rule("MC520", Severity.WARNING, "G2.5.2", "Q13", over="programme")
def needs_analysis_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nothing shows that anybody needs the programme.

    **Why** Sceptics are won with numbers: who lacks the competence, how one knows, what it costs. The document is among
    those that the institution keeps.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without needs_analysis
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    needs_analysis: {date: 2025-05-20, reference: CLL/2025/07, summary: {en: 61 % had witnessed a demeaning comment}}
    ```
    """
    if programme.model.needs_analysis is None:
        yield Hit(
            key_or_id(programme, "needs_analysis"), "Nothing shows that anybody needs the programme",
            "Write «needs_analysis: {date: …, reference: …, summary: …}».",
        )  # fmt: skip


@rule("MC521", Severity.WARNING, "G3.5.1", "R6", over="programme")
def employers_not_consulted(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """No employer was asked about the programme.

    **Why** A micro-credential is read by those who hire and promote. Whether they understand the outcomes and believe
    the assessment, only they can say; equality experts and participants see what employers do not.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: equality-experts, date: 2025-09-09, about: [outcomes, assessment], finding: {en: The task is safe}}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: equality-experts, date: 2025-09-09, about: [outcomes, assessment], finding: {en: The task is safe}}
      - {with: employers, date: 2025-06-17, about: [outcomes, assessment], finding: {en: The meeting task was added}}
    ```
    """
    consultations = programme.model.consultations
    if any(_is_employer(one) for one in consultations):
        return
    message = (
        "No employer was asked about the programme" if consultations else "Nobody outside was asked about the programme"
    )
    yield Hit(
        key_or_id(programme, "consultations"),
        message,
        "Ask, and write «- {with: employers, who: …, date: …, about: …, finding: …}».",
    )


@rule("MC522", Severity.WARNING, "G3.5.1", "R6", over="programme")
def consulted_on_half(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Stakeholders were asked about the outcomes or about the assessment, but not about both.

    **Why** Good outcomes with an assessment that nobody believes are worth as little as a strict assessment of what
    nobody needs.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: employers, date: 2025-06-17, about: [outcomes], finding: {en: The meeting task was added}}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: employers, date: 2025-06-17, about: [outcomes, assessment], finding: {en: The meeting task was added}}
    ```
    """
    consultations = programme.model.consultations
    asked = {topic.casefold() for one in consultations for topic in one.about}
    for topic in TOPICS:
        if consultations and not any(topic.rstrip("s") in one for one in asked):
            loc = ("consultations", 0, "about") if consultations[0].about else ("consultations", 0)
            yield Hit(loc, f"Nobody was asked about the {topic}", f"Ask, and write «{topic}» into «about».")


@rule("MC523", Severity.WARNING, "G3.5.1", over="programme")
def consultation_without_finding(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """A consultation is on record, but not what came of it.

    **Why** A meeting is no evidence. What the others said and what was changed because of it is.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: employers, date: 2025-06-17, about: [outcomes, assessment]}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: employers, date: 2025-06-17, about: [outcomes, assessment], finding: {en: The meeting task was added}}
    ```
    """
    for at, one in enumerate(programme.model.consultations):
        if one.finding is None:
            message = f"Nothing says what came of asking «{one.with_}» on {one.date}"
            yield Hit(("consultations", at, "with"), message, "Write «finding: …»: what they said, and what changed.")


@rule("MC524", Severity.WARNING, "G3.5.1", "G3.7.2", over="programme")
def consultation_too_old(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The newest consultation is older than a review cycle.

    **Why** What employers needed before the last review says little about what they need now.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: employers, date: 2021-06-17, about: [outcomes, assessment], finding: {en: The meeting task was added}}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    consultations:
      - {with: employers, date: 2025-06-17, about: [outcomes, assessment], finding: {en: The meeting task was added}}
    ```
    """
    dates = [(one.date, at) for at, one in enumerate(programme.model.consultations)]
    every = world.workspace.settings.policy.review_every
    if dates and every.after(max(dates)[0]) < world.today:
        newest, at = max(dates)
        yield Hit(
            ("consultations", at, "date"), f"The newest consultation, of {newest}, is older than {every}",
            "Ask again, and record it beside the old one.",
        )  # fmt: skip
