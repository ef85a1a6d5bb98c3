"""Wording about persons, in the seven languages, with what denies it or makes it voluntary."""

import pytest

from mctool.rules.persons import demands, labels, traits

LABELS = [
    ("en", "The participant is introverted and quiet", "introverted"),
    ("en", "Is emotionally unstable under pressure", "emotionally unstable"),
    ("pl", "Uczestnik jest introwertykiem", "introwertykiem"),
    ("pt", "A formanda é emocionalmente instável", "emocionalmente instável"),
    ("nl", "De deelnemer is overgevoelig", "overgevoelig"),
    ("fr", "La personne est introvertie", "introvertie"),
    ("de", "Die Person ist emotional instabil", "emotional instabil"),
    ("es", "Es una persona neurótica", "neurótica"),
]
TRAITS = [
    ("en", "Shows a strong personality", "personality"),
    ("pl", "Ocenia się osobowość uczestnika", "osobowość"),
    ("pt", "Avalia-se a personalidade", "personalidade"),
    ("nl", "Beoordeelt de persoonlijkheid van de deelnemer", "persoonlijkheid"),
    ("fr", "On évalue la personnalité", "personnalité"),
    ("de", "Bewertet wird die Persönlichkeit", "Persönlichkeit"),
    ("es", "Se evalúa la personalidad", "personalidad"),
]
HARMLESS = [
    ("en", "Criticises the act, not the personality"),
    ("en", "Explains what a legal personality is"),
    ("pl", "Nie ocenia się osobowości"),
    ("pl", "Osobowość prawna uczelni"),
    ("pt", "Não se avalia a personalidade"),
    ("nl", "Beoordeelt niet de persoonlijkheid"),
    ("fr", "On n'évalue pas la personnalité"),
    ("de", "Bewertet die Persönlichkeit nicht"),
    ("de", "Nennt Maßnahmen der Persönlichkeitsentwicklung"),
    ("es", "No se evalúa la personalidad"),
    ("en", "Appraises current literature on psychopathology"),
    ("sv", "Personlighet"),
]
DEMANDS = [
    ("en", "Participants describe a personal experience of conflict", "personal experience"),
    ("en", "Write about own experiences of discrimination", "own experiences of discrimination"),
    ("pl", "Uczestnik opowiada o osobistych doświadczeniach", "osobistych doświadczeniach"),
    ("pl", "Opisuje własne doświadczenie przemocy", "własne doświadczenie przemocy"),
    ("pt", "O participante relata uma experiência pessoal", "experiência pessoal"),
    ("nl", "De deelnemer deelt een persoonlijke ervaring", "persoonlijke ervaring"),
    ("fr", "Le participant raconte une expérience très personnelle", "expérience très personnelle"),
    ("de", "Die Teilnehmenden schildern eine persönliche Erfahrung", "persönliche Erfahrung"),
    ("es", "Cuenta su propia experiencia de discriminación", "su propia experiencia de discriminación"),
]
FREE = [
    ("en", "Participants may share a personal experience"),
    ("en", "Nobody is asked to share a personal story"),
    ("en", "Responds to a student who tells a personal story"),
    ("en", "Listens to a student, who tells a personal story"),
    ("en", "Presents a personal action plan and reflects on own conduct at work"),
    ("en", "Respects the private lives of others"),
    ("pl", "Może podzielić się osobistym doświadczeniem"),
    ("pl", "Słucha osoby, która opowiada o osobistych przeżyciach"),
    ("pt", "Pode partilhar uma experiência pessoal"),
    ("nl", "Luistert naar iemand die een persoonlijke ervaring deelt"),
    ("fr", "Écoute une étudiante qui raconte une expérience personnelle"),
    ("de", "Hört einer Person zu, die eine persönliche Erfahrung schildert"),
    ("es", "Escucha a quien cuenta una experiencia personal"),
]


@pytest.mark.parametrize(("language", "text", "words"), LABELS)
def test_labels_of_persons_are_found(language: str, text: str, words: str) -> None:
    assert list(labels(text, language)) == [words]


@pytest.mark.parametrize(("language", "text", "words"), TRAITS)
def test_traits_are_found(language: str, text: str, words: str) -> None:
    assert list(traits(text, language)) == [words]


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_denied_and_harmless_words_are_left_alone(language: str, text: str) -> None:
    assert [*labels(text, language), *traits(text, language)] == []


@pytest.mark.parametrize(("language", "text", "words"), DEMANDS)
def test_demands_for_private_experience_are_found(language: str, text: str, words: str) -> None:
    assert list(demands(text, language)) == [words]


@pytest.mark.parametrize(("language", "text"), FREE)
def test_what_is_voluntary_or_told_by_others_is_no_demand(language: str, text: str) -> None:
    assert list(demands(text, language)) == []
