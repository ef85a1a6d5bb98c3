"""Which label an outcome gets: the case files, one a language, and what else a reading tells."""

from pathlib import Path

import pytest

from mctool.vocabularies.verbs import LANGUAGES, Decision, Label, Reading, read
from mctool.vocabularies.verbs.tables import VERBS, Form, lexicon

CASES = Path(__file__).parent.parent / "cases" / "measurability"


def cases() -> list[tuple[str, str, str, str]]:
    """(language, label, ruling, outcome) of every line in the case files."""
    return [
        (file.stem, *line.split("\t"))
        for file in sorted(CASES.glob("*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]


@pytest.mark.parametrize(("language", "label", "ruling", "outcome"), cases())
def test_outcome_gets_its_label(language: str, label: str, ruling: str, outcome: str) -> None:
    reading = read(outcome, language)
    assert reading.label == label, f"{ruling}: {reading}"
    assert outcome[reading.start : reading.end] == reading.words


def test_every_language_has_its_cases() -> None:
    counted = {language: sum(case[0] == language for case in cases()) for language in LANGUAGES}
    assert set(LANGUAGES) == {"en", "pl", "pt", "nl", "fr", "de", "es"}
    assert counted["en"] >= 60
    assert min(counted.values()) >= 30
    for language in LANGUAGES:
        assert {case[1] for case in cases() if case[0] == language} >= set("MVWXNF")


@pytest.mark.parametrize("language", ["en", "pl", "pt", "nl", "fr", "de", "es"])
def test_table_is_large_enough_and_inflected(language: str) -> None:
    table = lexicon(language)
    forms: dict[tuple[str, str], set[str]] = {}
    for word, form in table.words.items():
        forms.setdefault((form.entry.kind, form.entry.lemma), set()).add(word)
    listed = [*table.phrases.items(), *table.parted.items()]
    for first, entries in listed:
        for entry in entries:
            form = next(part for part in entry if isinstance(part, Form))
            forms.setdefault((form.entry.kind, form.entry.lemma), set()).add(first)
    observable = [forms[kind, lemma] for kind, lemma in forms if kind == "M"]
    unobservable = [forms[kind, lemma] for kind, lemma in forms if kind == "V"]
    assert len(observable) >= 100
    assert len(unobservable) >= 40
    inflected = [written for written in [*observable, *unobservable] if len(written) > 1]
    assert len(inflected) >= 0.8 * len([*observable, *unobservable])


@pytest.mark.parametrize("language", ["en", "pl", "pt", "nl", "fr", "de", "es"])
def test_an_unobservable_outcome_says_what_to_write_in_its_language(language: str) -> None:
    for case in cases():
        if case[0] == language and case[1] in "VWXNF":
            proposal = read(case[3], language).rewrite
            assert "«" in proposal, case
            assert "{" not in proposal, case
    table = lexicon(language)
    assert {key for key in table.says if len(key) == 1} == set("VWXNF")
    for form in table.words.values():
        if form.entry.kind in VERBS - {"M"}:
            assert form.entry.rewrite, form
        assert form.entry.bloom in ("", "remember", "understand", "apply", "analyse", "evaluate", "create"), form


def test_formula_of_a_framework_may_stay_in_its_form() -> None:
    assert read("Knowledge and understanding of equality law", "en").rewrite == (
        "Keep «Knowledge and understanding» for the framework form; "
        "write here what would show it, for example «Explain …»."
    )
    assert "«Zna i rozumie» zostaw" in read("Zna i rozumie prawo równościowe", "pl").rewrite
    assert read("Wissen und Verstehen des Gleichbehandlungsrechts", "de").label is Label.UNOBSERVABLE
    for language in LANGUAGES:
        assert "«{words}»" in lexicon(language).says["formula"]
        assert "«{example}»" in lexicon(language).says["formula"]


def test_reading_tells_verb_level_and_number_of_actions() -> None:
    reading = read("Design, run and evaluate a listening exercise", "en")
    assert reading == Reading(Label.MEASURABLE, "Design", 0, 6, "design", "create", "", "", 3)
    assert read("Ability to interrupt a joke", "en").verb == "interrupt"
    assert read("Demonstrate an understanding of bias", "en").bloom == "understand"
    mixed = read("Name two biases and understand their origin", "en")
    assert (mixed.words, mixed.verb, mixed.actions) == ("understand", "understand", 2)
    assert mixed.rewrite == "Keep «name» and leave out «understand», or make two outcomes of it."


def test_underlines_what_is_to_blame() -> None:
    assert read("LO 2: Demonstrate a sound understanding of bias", "en").words == "Demonstrate a sound understanding"
    assert read("Be fully aware of bias", "en").words == "Be fully aware"
    assert read("Understandthe limits of mediation", "en").words == "Understand"
    assert read("Sie sind sich ihrer Vorurteile bewusst", "de").words == "sind sich ihrer Vorurteile bewusst"
    assert read("toont grondig inzicht in groepen", "nl").words == "toont grondig inzicht"


@pytest.mark.parametrize(
    "outcome",
    [
        "\u201aÄòUnderstand\u201aÄô what consent means",  # UTF-8 read as Mac Roman
        "â€¢ Understand what consent means",  # UTF-8 read as Windows-1252
        "Un\u00adder\u200bstand what consent means",
        "UNDERSTAND WHAT CONSENT MEANS",
        "  - \u201cUnderstand\u201d what consent means (Bloom 2)",
        "Section 4ConsentUnderstand what consent means",
    ],
)
def test_reads_through_dirty_text(outcome: str) -> None:
    reading = read(outcome, "en")
    assert reading.label is Label.UNOBSERVABLE
    assert outcome[reading.start : reading.end] == reading.words


def test_reads_decomposed_letters() -> None:
    decomposed = "Connai\u0302t les re\u0300gles de la me\u0301diation"
    assert read(decomposed, "fr").words == "Connai\u0302t"
    assert read("Zrozumie\u0301 zasady", "pl").label is Label.UNOBSERVABLE


def test_language_without_a_table_is_unknown() -> None:
    assert read("Ymmärtää miksi", "fi") == Reading(Label.UNKNOWN, "", 0, 0, "", "", "", "", 0)


LISTEN = Decision("listen", Label.UNOBSERVABLE, "We assess what is said back, not the listening.")


def test_decision_wins_with_its_reason() -> None:
    assert read("Listen to an angry caller", "en").label is Label.MEASURABLE
    reading = read("Listening to an angry caller", "en", [LISTEN])
    assert (reading.label, reading.words, reading.reason) == (Label.UNOBSERVABLE, "Listening", LISTEN.reason)


def test_decision_counts_only_where_it_governs() -> None:
    assert read("Ask questions so that others listen", "en", [LISTEN]).label is Label.MEASURABLE
    both = read("Paraphrase a complaint and listen to the answer", "en", [LISTEN])
    assert (both.label, both.words, both.reason) == (Label.MIXED, "listen", LISTEN.reason)


def test_decision_may_allow_what_the_table_refuses() -> None:
    allowed = [
        Decision("understand", Label.MEASURABLE, "The framework form asks for the word."),
        Decision("demonstrate understanding", Label.MEASURABLE, "Always by an oral examination."),
        Decision("awareness of", Label.WEAK, "Named in the old syllabus."),
        Decision("defrobnicate", Label.MEASURABLE, "A term of our trade."),
    ]
    assert read("Understand bias", "en", allowed).reason == "The framework form asks for the word."
    assert read("Understand bias", "en", allowed).label is Label.MEASURABLE
    assert read("Demonstrates a sound understanding of bias", "en", allowed).label is Label.MEASURABLE
    assert read("Awareness of bias", "en", allowed).label is Label.WEAK
    assert read("An awareness of bias", "en", allowed).label is Label.WEAK
    assert read("Defrobnicating the minutes", "en", allowed).label is Label.MEASURABLE
    assert read("Know bias", "en", allowed).label is Label.UNOBSERVABLE


def test_decision_is_on_verbs_in_two_parts() -> None:
    apply = Decision("anwenden", Label.WEAK, "Zu allgemein.")
    for outcome in ("Wenden die Regeln an", "Können die Regeln anwenden", "Sind fähig, die Regeln anzuwenden"):
        assert read(outcome, "de", [apply]).reason == "Zu allgemein."
    assert read("Wenden sich an die Ombudsstelle", "nl", [apply]).reason == ""


def test_decision_is_for_its_language() -> None:
    polish = Decision("zna i rozumie", Label.MEASURABLE, "Wymaga tego formularz.", "pl")
    everywhere = Decision("valorar", Label.UNOBSERVABLE, "Demasiado amplio.")
    assert read("Zna i rozumie zasady mediacji", "pl", [polish]).reason == "Wymaga tego formularz."
    assert read("Znają i rozumieją zasady mediacji", "pl", [polish]).label is Label.MEASURABLE
    assert read("Understand zna i rozumie", "en", [polish]).label is Label.UNOBSERVABLE
    assert read("Valoran los riesgos de una campaña", "es", [everywhere]).reason == "Demasiado amplio."
    assert read("Valoran los riesgos de una campaña", "es", [polish]).label is Label.MEASURABLE


@pytest.mark.parametrize("label", list(Label))
def test_any_label_can_be_decided(label: Label) -> None:
    reading = read("Mediate a quarrel", "en", [Decision("mediate", label, "Decided.")])
    assert (reading.label, reading.reason) == (label, "Decided.")
