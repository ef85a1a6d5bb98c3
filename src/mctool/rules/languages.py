"""MC121: texts that no reader of the workspace's languages can read."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place
from mctool.rules.world import World


@rule("MC121", Severity.ERROR, "G2.3.1", "M2", over="workspace")
def text_in_none_of_the_languages(world: World) -> Iterator[Hit]:
    """A text is written in none of the workspace's languages.

    **Why** Credentials are written in the languages that ``mctool.yaml`` names. A text in none of them would be left
    out, so nothing can be issued.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {de: Inklusive Kommunikation}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: Inclusive communication, pl: Komunikacja włączająca}
    ```
    """
    languages = world.workspace.languages
    remedy = f"Write it in {languages[0]}, or add its language to «languages» in mctool.yaml."
    for kind, found in world.workspace.by_kind.items():
        if kind != "cohort":  # which has no texts, and may be long
            for descriptor in found.values():
                for loc, text in world.texts(descriptor):
                    if not any(language in text for language in languages):
                        where = descriptor.locate(place(descriptor, loc, next(iter(text))))
                        message = f"The text is in none of the workspace's languages ({', '.join(languages)})"
                        yield Hit((), message, remedy, subject=getattr(descriptor.model, "id", ""), at=where)
