"""What holds for any text: no exception, places inside the text, and a bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mctool.vocabularies.verbs import LANGUAGES, Decision, Label, Reading, read
from mctool.vocabularies.verbs.tables import Lexicon, lexicon
from mctool.vocabularies.verbs.units import units

WORDS = {language: sorted(lexicon(language).words) for language in LANGUAGES}
MARKS = [*",.;:()-–/…É", "a)", "‚Äò", "\u00ad", "\n\n", "SZ", "Zażółć", "ñ", "x\u0301"]


def texts_in(language: str) -> st.SearchStrategy[str]:
    """Texts of words of the table of *language*, in any order, with marks between them."""
    return st.lists(st.sampled_from(WORDS[language]) | st.sampled_from(MARKS), max_size=40).map(" ".join)


def assert_sound(text: str, reading: Reading) -> None:
    """The underlined words are in the text where the reading says; nothing is underlined twice or nowhere."""
    assert 0 <= reading.start <= reading.end <= len(text)
    assert text[reading.start : reading.end] == reading.words
    assert (reading.rewrite == "") == (reading.label in (Label.MEASURABLE, Label.UNKNOWN))
    assert reading.actions >= 0


@given(st.text(max_size=400), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    assert_sound(text, read(text, language))


@settings(max_examples=400)
@given(st.sampled_from(LANGUAGES).flatmap(lambda language: st.tuples(texts_in(language), st.just(language))))
def test_any_order_of_known_words_is_read(pair: tuple[str, str]) -> None:
    assert_sound(pair[0], read(*pair))


@given(st.text(max_size=60), st.sampled_from(LANGUAGES), st.sampled_from(Label))
def test_any_phrase_can_be_decided(phrase: str, language: str, label: Label) -> None:
    text = f"{phrase} the minutes and understand them"
    assert_sound(text, read(text, language, [Decision(phrase, label, "reason")]))


@given(st.text(max_size=400), st.sampled_from(LANGUAGES))
def test_units_lie_in_order_inside_the_text(text: str, language: str) -> None:
    table: Lexicon = lexicon(language)
    places = [place for unit in units(text, table) for place in (unit.start, unit.end)]
    assert places == sorted(places)
    assert places[-1] == len(text)


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("en", "be able to be proficient in being able to "),
        ("en", "ability to develop skills by developing, building, gaining skills by "),
        ("en", "demonstrate that you demonstrate that they understand how to learn to, and "),
        ("en", "(understand "),
        ("en", "Using, by, in, "),
        ("de", "die Fähigkeit, die Fähigkeit zu zeigen, die Kompetenz zu entwickeln und "),
        ("de", "sind sich wendet legt stellt und "),
        ("de", "vermittelt ermöglichen , gibt , befähigt ermutigen fähigkeit bietet fähigkeiten "),
        ("nl", "aan te tonen op te doen leiderschap , toon demonstreren , autonomie toont "),
        ("nl", "het vermogen om te tonen, door inzicht te tonen en "),
        ("fr", "la capacité à démontrer la capacité de savoir, pour "),
        ("pl", "umiejętność wykazania umiejętności stosowania i zna i "),
        ("es", "capacidad de demostrar la comprensión, mediante, y saber "),
        ("pt", "x" * 200 + " "),
    ],
)
def test_hostile_repetition_stays_cheap(language: str, piece: str) -> None:
    text = piece * 2000
    started = time.process_time()
    assert_sound(text, read(text, language))
    assert time.process_time() - started < 0.5
