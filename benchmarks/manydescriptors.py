"""A workspace of as many descriptors as one asks for, like the example in proportions and words."""

import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from mctool.approvals import programme_digest
from mctool.workspace import Workspace, load

Words = tuple[str, str]
"""The same in English and in Polish."""
Wording = tuple[Words, Words, Words, Words]
"""Act, thing, way and place of an outcome."""

GROUP = 8
"""Descriptors that belong together: a programme, its four outcomes and the three rubrics that assess them."""

_ACTS = [
    ("Summarise", "Streszcza"), ("Compare", "Porównuje"), ("Draft", "Opracowuje"), ("Present", "Przedstawia"),
    ("Calculate", "Oblicza"), ("Moderate", "Moderuje"), ("Check", "Sprawdza"), ("Measure", "Mierzy"),
    ("Explain", "Wyjaśnia"), ("Document", "Dokumentuje"), ("Design", "Projektuje"), ("Record", "Zapisuje"),
]  # fmt: skip
_THINGS = [
    ("survey results", "wyniki ankiety"), ("a project budget", "budżet projektu"), ("safety rules", "zasady BHP"),
    ("a lesson plan", "plan zajęć"), ("water samples", "próbki wody"), ("a data protocol", "protokół danych"),
    ("a patient record", "kartę pacjenta"), ("two contracts", "dwie umowy"), ("a control loop", "pętlę sterowania"),
    ("user interviews", "wywiady z użytkownikami"), ("a press release", "komunikat prasowy"),
    ("energy readings", "odczyty energii"), ("a test report", "raport z badań"), ("a site plan", "plan terenu"),
    ("translated notes", "przetłumaczone notatki"), ("a work schedule", "harmonogram prac"),
]  # fmt: skip
_WAYS = [
    ("by naming each source", "z podaniem źródeł"), ("by using the given template", "używając wzoru"),
    ("by listing each assumption", "wymieniając każde założenie"), ("by citing two standards", "cytując dwie normy"),
    ("by marking every deviation", "zaznaczając każde odchylenie"), ("by asking two questions", "zadając dwa pytania"),
]  # fmt: skip
_PLACES = [
    ("during a laboratory class", "podczas laboratorium"), ("in a project meeting", "na spotkaniu projektowym"),
    ("before a committee of three", "przed trzyosobową komisją"), ("in a clinic", "w przychodni"),
    ("at a construction site", "na placu budowy"), ("in an online workshop", "na warsztacie online"),
    ("in front of the study group", "przed grupą"), ("on the first day of a placement", "pierwszego dnia praktyki"),
]  # fmt: skip
_CONCEPTS = [
    ("5b46f572-7ced-4efd-b270-a81a164d521c", "moderate a discussion"),
    ("96de2e86-e287-41f2-88ab-15a2343afc6f", "resolve conflicts"),
    ("b9bb1f03-15e2-4079-943e-7e483b21725b", "give constructive feedback"),
    ("c10d5d87-36cf-42f5-8a12-e560fb5f4af8", "demonstrate intercultural competence"),
]
_LEVELS = [
    ("insufficient", "Leaves {0} out or names it wrongly.", "Pomija: {0}, albo nazywa to błędnie."),
    ("acceptable", "Shows {0} completely, with one reminder.", "W całości pokazuje: {0}, po jednym przypomnieniu."),
    ("distinction", "Shows {0} unasked and says why it matters.", "Bez pytania pokazuje: {0}, i mówi, po co to jest."),
]


def workspace(folder: Path, descriptors: int) -> Path:
    """Lays out *descriptors* files (a multiple of GROUP, beside settings and institution) in *folder*; returns it."""
    for name in ("outcomes", "rubrics", "programmes"):
        (folder / name).mkdir(parents=True)
    (folder / "mctool.yaml").write_text("mctool: 1\nlanguages: [en, pl]\npolicy: {assessors: 2}\n", encoding="utf-8")
    (folder / "institution.yaml").write_text(
        "kind: institution\nid: institution\nname: {en: Example University, pl: Uczelnia Przykładowa}\n"
        "address: {country: POL}\n",
        encoding="utf-8",
    )
    chance = random.Random(1)
    groups = descriptors // GROUP
    worded = chance.sample(list(product(_ACTS, _THINGS, _WAYS, _PLACES)), 4 * groups)
    for number in range(groups):
        for path, text in _group(number, worded[4 * number :], chance):
            (folder / path).write_text(text, encoding="utf-8")
    _approve(load(folder))
    return folder


def _approve(laid_out: Workspace) -> None:
    for programme in laid_out.programmes.values():
        digest = programme_digest(laid_out, programme)
        with (laid_out.root / programme.path).open("a", encoding="utf-8") as file:
            file.write(
                "approvals:\n  - stage: programme-approval\n    body: Senate Committee for Education\n"
                f'    date: 2025-12-10\n    reference: SCE/2025/118\n    digest: "{digest}"\n'
            )


def _group(number: int, worded: list[Wording], chance: random.Random) -> Iterator[tuple[str, str]]:
    outcomes = [f"outcome-{number}-{at}" for at in range(4)]
    rubrics = [f"rubric-{number}-{at}" for at in range(3)]
    for identity, wording in zip(outcomes, worded, strict=False):
        yield f"outcomes/{identity}.yaml", _outcome(identity, wording, chance.choice(_CONCEPTS))
    for at, identity in enumerate(rubrics):
        yield f"rubrics/{identity}.yaml", _rubric(identity, [*outcomes[at : at + 2], outcomes[at]], chance)
    yield f"programmes/programme-{number}.yaml", _programme(number, outcomes, rubrics, chance)


def _outcome(identity: str, wording: Wording, concept: Words) -> str:
    act, thing, way, place = wording
    return f"""\
# What somebody who holds this can be seen doing.
kind: outcome
id: {identity}
statement:
  en: {act[0]} {thing[0]} {way[0]} {place[0]}
  pl: {act[1]} {thing[1]} {way[1]} {place[1]}
layers:
  competence: {{en: {concept[1].capitalize()}, pl: "Pracuje nad tym: {concept[1]}"}}
  behaviour: {{en: {act[0]} {thing[0]} {way[0]}, pl: "{act[1]} {thing[1]} {way[1]}"}}
  context: {{en: {place[0].capitalize()}, pl: {place[1].capitalize()}}}
type: skill
reusability: cross-sector
eqf_level: 6
esco:
  - {{uri: "http://data.europa.eu/esco/skill/{concept[0]}", label: {concept[1]}, match: close}}
"""


def _rubric(identity: str, outcomes: list[str], chance: random.Random) -> str:
    lines = [
        "kind: rubric", f"id: {identity}", f"title: {{en: Task {identity[7:]}, pl: Zadanie {identity[7:]}}}",
        "levels: [insufficient, acceptable, distinction]", "minimum: acceptable", "distinction: distinction",
        "criteria:",
    ]  # fmt: skip
    for at, outcome in enumerate(outcomes):
        (act, akt), (thing, rzecz), (way, jak) = (chance.choice(words) for words in (_ACTS, _THINGS, _WAYS))
        lines += [
            f"  - id: criterion-{at}", f"    outcome: {outcome}",
            f"    title: {{en: {thing.capitalize()}, pl: {rzecz.capitalize()}}}", "    indicators:",
            f"      - en: {act}s {thing} {way}", f"        pl: {akt} {rzecz} {jak}",
            f"      - en: Answers a question about {thing}", f"        pl: 'Odpowiada na pytanie: {rzecz}'",
            "    descriptors:",
        ]  # fmt: skip
        for level, english, polish in _LEVELS:
            lines += [
                f"      {level}:",
                f"        en: {english.format(thing)}",
                f'        pl: "{polish.format(rzecz)}"',
            ]
    return "\n".join([*lines, ""])


def _programme(number: int, outcomes: list[str], rubrics: list[str], chance: random.Random) -> str:
    (thing, rzecz), (other, inne) = chance.sample(_THINGS, 2)
    assessments = "".join(
        f"""\
  - id: task-{at}
    title: {{en: Task {at}, pl: Zadanie {at}}}
    description: {{en: Participants work on {thing} for an hour., pl: "Uczestnicy przez godzinę opracowują: {rzecz}."}}
    type: practical-assessment
    method: scenario-simulation
    participation: presential
    supervision: supervised-with-id-verification
    rubric: {rubric}
    assesses: [{outcomes[at]}, {outcomes[at + 1]}]
    attempts: 2
"""
        for at, rubric in enumerate(rubrics)
    )
    return f"""\
kind: programme
id: programme-{number}
version: "2026.1"
title: {{en: Working with {thing} {number}, pl: "Praca {number}: {rzecz}"}}
description:
  en: A blended short programme on {thing} and {other}, with practice in small groups.
  pl: "Krótki program w formule mieszanej, ćwiczenia w małych grupach: {rzecz}, {inne}."
summary:
  en: The holder can work with {thing}. Two assessors observed this in practical tasks.
  pl: "Posiadacz potrafi pracować z tym: {rzecz}. Dwóch asesorów obserwowało to w zadaniach."
languages: [en]
field: "0031"
eqf_level: 6
type: short-learning-programme
setting: formal-learning
participation: blended
activities: [workshop-seminar-or-conference]
workload: {{hours: 56, ects: 2, contact_hours: 24}}
prerequisites: {{en: English at level B2, pl: Angielski na poziomie B2}}
outcomes: [{", ".join(outcomes)}]
assessments:
{assessments}award: {{outcomes: all}}
validity: {{period: P5Y, renewal: {{en: A refresher half-day, pl: Półdniowe szkolenie}}}}
stacking: {{standalone: true}}
fee: project-funded
governance:
  coordinator: Micro-credential Office
  anchored_in: [staff-development, equality-and-diversity-policy]
  recognition: [promotion, professional-development-record]
  funding: {{until: 2028-12-31, source: Staff development fund}}
needs_analysis:
  date: 2025-05-20
  reference: CLL/2025/07
  summary:
    en: Of 214 staff surveyed, 61 % had worked with {thing} in the past year and 17 % had been taught to.
    pl: "Spośród 214 ankietowanych 61% pracowało nad tym w ostatnim roku: {rzecz}, a 17% się tego uczyło."
consultations:
  - with: employers
    who: Example Chamber of Industry
    date: 2025-06-17
    about: [outcomes, assessment]
    finding: {{en: Employers ask for a report in English., pl: Pracodawcy chcą raportu po angielsku.}}
  - with: equality-experts
    who: Example Foundation for Equal Treatment
    date: 2025-09-09
    about: [outcomes, assessment]
    finding: {{en: The task must be open to wheelchair users., pl: Zadanie musi być dostępne dla osób na wózkach.}}
trainers:
  - id: trainer-1
    external: false
    qualification: {{en: Ten years of teaching, pl: Dziesięć lat pracy dydaktycznej}}
    verified: {{date: 2025-11-24, by: HR Office}}
  - id: trainer-2
    external: true
    qualification: {{en: Certified mediator, pl: Mediator z certyfikatem}}
    verified: {{date: 2025-11-26, by: HR Office}}
ethics:
  voluntary_disclosure: true
  ground_rules: {{en: What is said in the room stays there., pl: Co padnie na sali tam pozostaje.}}
  criteria_shared_before: true
  feedback_within: P14D
  support: {{en: The counselling centre is on call., pl: Pod telefonem jest ośrodek wsparcia.}}
  profiling: none
review: {{last: 2026-07-02, by: Quality Office, next: 2028-11-30, findings: {{en: As expected, pl: Zgodnie z planem}}}}
"""
