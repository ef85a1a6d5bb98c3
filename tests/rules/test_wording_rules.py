"""Rules on wording, language by language: each list fires on what is meant and leaves ordinary words alone."""

from pathlib import Path

import pytest

from tests.rules.smallworld import OUTCOME, PROGRAMME, found, places


def settings(language: str) -> str:
    return f"mctool: 1\nlanguages: [{language}]\n"


@pytest.mark.parametrize(
    ("language", "generic", "specific"),
    [
        ("en", "In everyday professional life", "In a seminar"),
        ("pl", "W codziennym życiu zawodowym", "Na zebraniu rady wydziału"),
        ("pt", "Em diversas situações profissionais", "Numa reunião de equipa"),
        ("nl", "In verschillende situaties op het werk", "In een sollicitatiegesprek"),
        ("fr", "Dans divers contextes professionnels", "En réunion de service"),
        ("de", "In verschiedenen beruflichen Situationen", "In der Sprechstunde"),
        ("es", "En diversas situaciones laborales", "En una tutoría"),
    ],
)
def test_a_context_names_a_situation(tmp_path: Path, language: str, generic: str, specific: str) -> None:
    for context, fires in ((generic, True), (specific, False)):
        files = {
            "mctool.yaml": settings(language),
            "o.yaml": f"{OUTCOME}statement: x\nlayers: {{context: {context}}}\n",
        }
        assert bool(found(tmp_path, files, "MC212")) is fires, context


@pytest.mark.parametrize(
    ("language", "stock", "plain"),
    [
        ("en", "Explain key concepts of mediation", "Explain three concepts of mediation"),
        ("pl", "Wyjaśnia podstawowe pojęcia mediacji", "Wyjaśnia trzy pojęcia mediacji"),
        ("pt", "Explica os conceitos básicos da mediação", "Explica três conceitos da mediação"),
        ("nl", "Legt verschillende aspecten van bemiddeling uit", "Legt drie stappen van bemiddeling uit"),
        ("fr", "Explique les concepts clés de la médiation", "Explique trois étapes de la médiation"),
        ("de", "Erläutert verschiedene Aspekte der Mediation", "Erläutert drei Schritte der Mediation"),
        ("es", "Explica los conceptos básicos de la mediación", "Explica tres pasos de la mediación"),
    ],
)
def test_generic_wording(tmp_path: Path, language: str, stock: str, plain: str) -> None:
    for statement, fires in ((stock, True), (plain, False)):
        files = {"mctool.yaml": settings(language), "o.yaml": f"{OUTCOME}statement: {statement}\n"}
        assert bool(found(tmp_path, files, "MC214")) is fires, statement


@pytest.mark.parametrize(
    ("language", "claim", "denial"),
    [
        ("en", "The programme leads to a diploma.", "The programme leads to no diploma."),
        ("en", "Graduates receive a master's degree.", "It is open to holders of a bachelor's degree."),
        ("en", "It is equivalent to a bachelor's degree.", "Participants present the degree programme they teach in."),
        ("pl", "Program prowadzi do dyplomu.", "Program nie prowadzi do dyplomu."),
        ("pt", "O curso confere um diploma.", "O curso não confere um diploma."),
        ("nl", "De deelnemer ontvangt een diploma.", "De deelnemer ontvangt geen diploma."),
        ("fr", "Le programme délivre un diplôme.", "Le programme ne délivre pas de diplôme."),
        ("de", "Das Programm führt zum Diplom.", "Das Programm führt nicht zum Diplom."),
        ("es", "El programa otorga un diploma.", "El programa no otorga ningún diploma."),
    ],
)
def test_claims_of_a_qualification(tmp_path: Path, language: str, claim: str, denial: str) -> None:
    for description, fires in ((claim, True), (denial, False)):
        programme = f'{PROGRAMME}description: "{description}"\n'
        assert bool(found(tmp_path, {"mctool.yaml": settings(language), "p.yaml": programme}, "MC328")) is fires


def test_a_title_is_a_claim_by_itself(tmp_path: Path) -> None:
    programme = PROGRAMME.replace("Talks", "Postgraduate diploma in mediation")
    assert places(found(tmp_path, {"p.yaml": programme}, "MC328")) == [("MC328", 4, "21-28")]


@pytest.mark.parametrize(
    ("language", "trade", "plain"),
    [
        ("en", "A transversal skill.", "A skill for every job."),
        ("pl", "Holistyczne podejście do zebrań.", "Prowadzi zebranie."),
        ("pt", "Uma visão holística.", "Modera uma reunião."),
        ("nl", "Een holistische kijk.", "Leidt een vergadering."),
        ("fr", "Une approche holistique.", "Anime une réunion."),
        ("de", "Ein ganzheitlicher Blick.", "Leitet eine Sitzung."),
        ("es", "Una visión holística.", "Modera una reunión."),
    ],
)
def test_jargon_in_a_summary(tmp_path: Path, language: str, trade: str, plain: str) -> None:
    for summary, fires in ((trade, True), (plain, False)):
        files = {"mctool.yaml": settings(language), "p.yaml": f"{PROGRAMME}summary: {summary}\n"}
        assert bool(found(tmp_path, files, "MC327")) is fires


@pytest.mark.parametrize(
    ("language", "level", "statement", "fires"),
    [
        ("en", 3, "Sort complaints under direct supervision", True),
        ("en", 2, "Sort complaints under direct supervision", False),
        ("en", 5, "Publish results at the forefront of mediation research", True),
        ("en", 6, "Publish results at the forefront of mediation research", False),
        ("pl", 6, "Rozwiązuje rutynowe problemy w sekretariacie", True),
        ("pt", 6, "Executa tarefas simples na receção", True),
        ("nl", 6, "Voert eenvoudige taken uit aan de balie", True),
        ("fr", 6, "Traite des problèmes courants à l'accueil", True),
        ("de", 6, "Löst Routineaufgaben am Empfang", True),
        ("es", 6, "Realiza tareas sencillas en recepción", True),
    ],
)
def test_cues_of_a_level(tmp_path: Path, language: str, level: int, statement: str, *, fires: bool) -> None:
    outcome = f'{OUTCOME}statement: "{statement}"\neqf_level: {level}\n'
    assert bool(found(tmp_path, {"mctool.yaml": settings(language), "o.yaml": outcome}, "MC320")) is fires


@pytest.mark.parametrize(("count", "fires"), [(30, False), (31, True)])
def test_a_sentence_of_thirty_words_is_short_enough(tmp_path: Path, count: int, *, fires: bool) -> None:
    sentence = "The " + " ".join(f"w{number}" for number in range(count - 1)) + "."
    programme = f"{PROGRAMME}summary: {sentence} A short one.\n"
    assert bool(found(tmp_path, {"p.yaml": programme}, "MC326")) is fires


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TODO", "TODO"), ("Talks, TBD", "TBD"), ("…", "…"), ("...", "..."), ("Lorem ipsum dolor", "Lorem ipsum"),
        ("{{ title }}", "{{ title }}"), ("${TITLE}", "${TITLE}"), ("<your title>", "<your title>"),
        ("[insert title]", "[insert title]"), ("Title", "Title"), ("Your text here.", "Your text here."),
        ("A talk about to-do lists … and todo apps", None), ("Answer <b@example.org> [sic]", None),
        ("Title pages of journals", None), ("3 < 4 and 5 > 4", None),
    ],
)  # fmt: skip
def test_what_a_template_left(tmp_path: Path, text: str, words: str | None) -> None:
    programme = PROGRAMME.replace("Talks", f'"{text}"')
    findings = found(tmp_path, {"p.yaml": programme}, "MC008")
    if words is None:
        assert findings == []
    else:
        (finding,) = findings
        assert f"«{words}»" in finding.message
        assert finding.span.end_column - finding.span.column == len(words)


def test_a_template_may_have_left_something_in_a_line_that_is_no_text(tmp_path: Path) -> None:
    programme = f"{PROGRAMME}governance: {{coordinator: FIXME}}\n"
    assert places(found(tmp_path, {"p.yaml": programme}, "MC008")) == [("MC008", 5, "27-32")]


def test_missing_languages_are_named_once_for_each_text_however_deep(tmp_path: Path) -> None:
    files = {
        "mctool.yaml": "mctool: 1\nlanguages: [en, pl, de]\n",
        "r.yaml": (
            "kind: rubric\nid: r\ntitle: {en: Talk, pl: Rozmowa, de: Gespräch}\nlevels: [low, high]\ncriteria:\n"
            "  - id: c\n    title: Criterion\n    indicators: [{pl: Pyta}]\n"
        ),
    }
    findings = found(tmp_path, files, "MC112")
    assert places(findings) == [("MC112", 7, "12-21"), ("MC112", 8, "18-28")]
    assert [finding.message for finding in findings] == [
        "The text is missing in Polish (pl) and German (de)",
        "The text is missing in English (en) and German (de)",
    ]


@pytest.mark.parametrize("part", ["[insert ", "{{", "<a", "is a award ", "A. "])
def test_a_text_of_megabytes_takes_no_time(tmp_path: Path, part: str) -> None:
    programme = f'{PROGRAMME}summary: "{part * (2_000_000 // len(part))}"\n'
    assert {one.code for one in found(tmp_path, {"p.yaml": programme}, "MC008", "MC326", "MC327", "MC328")} <= {"MC326"}
