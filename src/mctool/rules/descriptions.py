"""MC3xx: what a programme says of itself to people who do not know it."""

from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Programme
from mctool.rules.registry import Hit, rule
from mctool.rules.texts import fold, place, sentences, words
from mctool.rules.world import World
from mctool.vocabularies import wording
from mctool.workspace import Descriptor

_LONGEST = 30  # words in a sentence of the summary


@rule("MC321", Severity.WARNING, "G2.3.1", "O5", over="programme")
def field_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme names no field of education.

    **Why** Catalogues and search portals sort by the field (ISCED-F 2013). Without it nobody finds the programme.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without field
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    field: "0031"
    ```
    """
    if programme.model.field is None:
        remedy = "Add «field»; «mctool vocabulary isced-f-2013» lists the values."
        yield Hit(("id",), "The programme names no field of education", remedy)


@rule("MC322", Severity.ERROR, "M10", "G2.3.1", over="programme")
def participation_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme does not say how learners take part.

    **Why** The form of participation (on site, online, blended) is a mandatory element of every European
    micro-credential.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without participation
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    participation: blended
    ```
    """
    if programme.model.participation is None:
        remedy = "Add «participation»; «mctool vocabulary modes-of-learning-and-assessment» lists the values."
        yield Hit(("id",), "The programme does not say how learners take part", remedy)


@rule("MC323", Severity.WARNING, "G2.3.1", "O5", over="programme")
def type_or_setting_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme does not say what kind of learning it is.

    **Why** Whether it is a course or a programme, formal or non-formal, decides in many countries whether it can be
    recognised.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without setting
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    setting: formal-learning
    ```
    """
    lists = {"type": "learning-opportunity-types", "setting": "learning-setting-types"}
    for key, values in lists.items():
        if getattr(programme.model, key) is None:
            yield Hit(
                ("id",), f"The programme has no «{key}»", f"Add it; «mctool vocabulary {values}» lists the values."
            )


@rule("MC324", Severity.WARNING, "G2.3.2", "G3.5.2", "R6", over="programme")
def summary_missing(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The programme has no summary.

    **Why** The summary is printed on the certificate: what the holder can do and how that was seen, in words for an
    employer.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml without summary
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    summary:
      en: The holder can lead a meeting in which everybody speaks. Two assessors observed this in a task.
      pl: Posiadacz potrafi poprowadzić zebranie, na którym każdy zabiera głos. Dwóch asesorów obserwowało to w zadaniu.
    ```
    """
    if programme.model.summary is None:
        remedy = "Say in two or three plain sentences what the holder can do, and how that was seen."
        yield Hit(("id",), "The programme has no summary", remedy)


@rule("MC325", Severity.WARNING, "G3.5.2", over="programme")
def summary_repeats_description(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The summary repeats the description.

    **Why** The description tells learners what awaits them, the summary tells an employer what the holder can do. One
    text cannot answer both.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    description: {en: A short programme with scenarios., pl: Krótki program ze scenariuszami.}
    summary: {en: A short programme with scenarios., pl: Posiadacz potrafi poprowadzić zebranie.}
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    description: {en: A short programme with scenarios., pl: Krótki program ze scenariuszami.}
    summary: {en: The holder can lead a meeting., pl: Posiadacz potrafi poprowadzić zebranie.}
    ```
    """
    summary, description = programme.model.summary, programme.model.description
    for language, text in (summary or {}).items():
        if description is not None and fold(text) == fold(description.get(language, "")):
            remedy = "Say what the holder can do, and how that was seen."
            yield Hit(place(programme, ("summary",), language), "The summary repeats the description", remedy)


@rule("MC326", Severity.WARNING, "G3.5.2", over="programme")
def summary_sentence_too_long(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """A sentence of the summary has more than 30 words.

    **Why** The summary is for people who read it once, in passing, perhaps in their second language.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    summary:
      en: >-
        The holder can restate a view before disagreeing with it and answer a discriminatory comment by naming the
        broken rule and can also lead a meeting in which everybody speaks before a decision is taken.
      pl: Posiadacz potrafi poprowadzić zebranie, na którym każdy zabiera głos.
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    summary:
      en: The holder can restate a view before disagreeing with it. The holder can also lead a meeting.
      pl: Posiadacz potrafi poprowadzić zebranie, na którym każdy zabiera głos.
    ```
    """
    for language, text in (programme.model.summary or {}).items():
        for sentence in sentences(text[: wording.LONGEST]):
            count = len(words(sentence))
            if count > _LONGEST:
                loc = place(programme, ("summary",), language)
                begin = " ".join(words(sentence)[:5])
                message = f"The sentence «{begin} …» has {count} words"
                yield Hit(loc, message, "Make two of it.", words=sentence)


@rule("MC327", Severity.NOTE, "G3.5.2", over="programme")
def summary_in_jargon(programme: Descriptor[Programme], world: World) -> Iterator[Hit]:
    """The summary uses a word of the trade.

    **Why** An employer does not know what *transversal* or *formative assessment* means, and should not have to.

    **Example**
    ```yaml
    # programmes/inclusive-communication.yaml
    summary:
      en: The holder has a holistic view of meetings.
      pl: Posiadacz potrafi poprowadzić zebranie, na którym każdy zabiera głos.
    ```

    **Fix**
    ```yaml
    # programmes/inclusive-communication.yaml
    summary:
      en: The holder can lead a meeting in which everybody speaks.
      pl: Posiadacz potrafi poprowadzić zebranie, na którym każdy zabiera głos.
    ```
    """
    for language, text in (programme.model.summary or {}).items():
        for phrase in wording.find("jargon", text, language):
            loc = place(programme, ("summary",), language)
            yield Hit(loc, f"«{phrase}» is a word of the trade", "Say it in plain words.", words=phrase)
