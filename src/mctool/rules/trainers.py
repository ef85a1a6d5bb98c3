"""MC550-MC552: who teaches, and who checked that they can (guide Q7)."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Cohort, Programme
from mctool.models.values import did_you_mean
from mctool.rules.absence import key_or_id
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.workspace import Descriptor, nearest


@rule("MC550", Severity.NOTE, "G2.8.1", over="programme")
def trainers_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """Nobody is named who teaches the programme.

    **Why** Trained people are the part of a programme that takes longest to replace. They are named by a code or a
    role, with their qualification.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without trainers
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    trainers:
      - {id: trainer-1, qualification: {en: Academic teacher}, verified: {date: 2025-11-24, by: HR Office}}
    ```
    """
    if not programme.model.trainers:
        yield Hit(
            key_or_id(programme, "trainers"),
            "Nobody is named who teaches the programme",
            "Write «trainers:» by code, never by name.",
        )


@rule("MC551", Severity.ERROR, "Q7", "Q13", over="programme")
def external_trainer_not_verified(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The qualification of an external trainer is not stated, or nobody has checked it.

    **Why** The institution answers for everybody who teaches in its name. For trainers from outside it has no personnel
    file, so the check has to be on record here.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    trainers:
      - {id: trainer-1, external: true, qualification: {en: Certified mediator}}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    trainers:
      - id: trainer-1
        external: true
        qualification: {en: Certified mediator}
        verified: {date: 2025-11-26, by: HR Office}
    ```
    """
    for at, trainer in enumerate(programme.model.trainers):
        if trainer.external:
            lacking = [name for name in ("qualification", "verified") if getattr(trainer, name) is None]
            for name in lacking:
                what = "has no stated qualification" if name == "qualification" else "was checked by nobody"
                remedy = "qualification: …" if name == "qualification" else "verified: {date: …, by: …}"
                yield Hit(("trainers", at, "id"), f"The external trainer «{trainer.id}» {what}", f"Write «{remedy}».")


@rule("MC552", Severity.ERROR, "Q7", "G2.6.1", over="cohort")
def trainer_not_in_programme(cohort: Descriptor[Cohort], world: World) -> Iterator[Hit]:
    """A cohort was taught by somebody whom the programme does not know.

    **Why** The programme lists the trainers whose qualification was checked. A name that is only in the cohort was
    checked by nobody.

    **Example**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    trainers: [trainer-1, trainer-9]
    ```

    **Fix**
    ```yaml
    # cohorts/inclusive-communication-2026-spring.yaml
    trainers: [trainer-1, trainer-2]
    ```
    """
    programme = world.workspace.programmes.get(cohort.model.programme)
    if programme is None:
        return
    known = [one.id for one in programme.model.trainers]
    for at, trainer in enumerate(cohort.model.trainers):
        if trainer not in known:
            near = did_you_mean(nearest(trainer, known))
            yield Hit(
                ("trainers", at), f"«{trainer}» is no trainer of the programme{near}",
                f"Add «{trainer}» to the trainers of «{programme.model.id}», with the check of the qualification.",
            )  # fmt: skip
