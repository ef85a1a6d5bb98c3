"""MC3xx: what a micro-credential must not claim, and what it should say of its entrance."""

import re
from collections.abc import Iterator
from functools import cache

from mctool.findings import Severity
from mctool.models import Programme
from mctool.models.values import Text
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import place, sentences
from mctool.rules.world import World
from mctool.vocabularies import wording
from mctool.workspace import Descriptor


@rule("MC328", Severity.WARNING, "Q2", "G2.2.2", over="programme")
def claims_to_be_a_qualification(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme calls itself a degree, a diploma, a licence or a full qualification.

    **Why** A micro-credential replaces none of them, and the law protects most of their names. What it counts towards
    is said in ``stacking``.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: Diploma in inclusive communication, pl: Komunikacja włączająca}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    title: {en: Inclusive communication, pl: Komunikacja włączająca}
    description:
      en: The programme awards no diploma. It is open to holders of a master's degree.
      pl: Program nie prowadzi do dyplomu.
    ```
    """
    model = programme.model
    texts: dict[str, Text | None] = {"title": model.title, "summary": model.summary, "description": model.description}
    for key, text in texts.items():
        for language, written in (text or {}).items():
            claimed = wording.find("formal", written, language) if key == "title" else _conferred(written, language)
            for words in claimed:
                remedy = "Name what was learned; say in «stacking» what it counts towards."
                loc = place(programme, (key,), language)
                yield Hit(loc, f"«{words}» is a formal qualification, and this is none", remedy, words=words)


def _conferred(text: str, language: str) -> Iterator[str]:
    """The qualifications that a sentence of *text* confers: the verb stands at most three words before the name."""
    pattern, denied = _conferring(language), wording.compiled("negation", language)
    for sentence in sentences(text[: wording.LONGEST]) if pattern else ():
        if denied is None or not denied.search(sentence):
            for match in pattern.finditer(sentence) if pattern else ():
                yield match.group("what")


@cache
def _conferring(language: str) -> re.Pattern[str] | None:
    verb, name = wording.compiled("confers", language), wording.compiled("formal", language)
    if verb is None or name is None:
        return None
    return re.compile(rf"{verb.pattern}\W+(?:\w+\W+){{0,3}}?(?P<what>{name.pattern})", re.IGNORECASE)


@rule("MC329", Severity.NOTE, "O1", over="programme")
def prerequisites_not_stated(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme does not say what learners need to begin.

    **Why** Without a word the certificate says nothing about it, which is not the same as *none*.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without prerequisites
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    prerequisites: {en: None, pl: Brak}
    ```
    """
    if programme.model.prerequisites is None:
        yield Hit(("id",), "The programme does not say what learners need to begin", "Add «prerequisites».")
