"""What each invented learner of examples/equini does, and what an evaluation form looks like; for tools/example.py."""

from datetime import date
from typing import NamedTuple


class Plan(NamedTuple):
    """One cohort: the days of its assessments in order, which one is repeated and when, and each learner's course."""

    days: dict[str, date]
    repeated: str
    again: date
    learners: dict[str, str]


PLANS = {
    "inclusive-communication-2026-spring": Plan(
        {"message": date(2026, 4, 17), "meeting": date(2026, 4, 28), "scenario": date(2026, 5, 5)},
        "scenario", date(2026, 5, 14),
        {
            "L-5DE69A9D": "distinction", "L-62A64BA9": "awarded", "L-99B3BC71": "awarded",
            "L-7D28B8E9": "not-achieved", "L-6EB9F066": "awarded", "L-1FB5F103": "second-attempt",
            "L-546C8FCF": "awarded", "L-2F271F1F": "distinction", "L-3E2E9BE3": "awarded",
            "L-60E42FD6": "withdrawn", "L-6A69C9CA": "not-achieved-twice", "L-83D5B4F2": "not-all-assessed",
        },
    ),
    "inclusive-communication-2026-autumn": Plan(
        {"message": date(2026, 10, 9), "meeting": date(2026, 10, 20), "scenario": date(2026, 10, 27)},
        "scenario", date(2026, 11, 5),
        {
            "L-0BD4CB6F": "distinction", "L-4A85C64D": "awarded", "L-66DB810A": "not-achieved",
            "L-1EA7ECE5": "awarded", "L-72D85CA5": "awarded", "L-6D53DC16": "awarded",
            "L-223D59CB": "second-attempt", "L-7AD5F1EE": "withdrawn-at-once", "L-6CD99DE2": "awarded",
            "L-3A857DB3": "awarded", "L-22C08BDB": "not-all-assessed", "L-5D2C10FF": "withdrawn",
        },
    ),
    "emotional-intelligence-2026-spring": Plan(
        {"recording": date(2026, 5, 8), "conversations": date(2026, 5, 26), "plan": date(2026, 6, 2)},
        "conversations", date(2026, 6, 11),
        {
            "L-8BBC66F5": "awarded", "L-361A40FA": "not-achieved", "L-558BAC7F": "distinction",
            "L-49EC9AFD": "awarded", "L-152D9DFE": "second-attempt", "L-9E6B6D54": "awarded",
            "L-1B1E207F": "withdrawn", "L-77F8BE2F": "awarded", "L-6DE19F76": "awarded-without-the-last-outcome",
            "L-9CF4D20F": "distinction", "L-6E6C534A": "not-achieved-twice", "L-7C963BBB": "not-all-assessed",
        },
    ),
}  # fmt: skip

FORM = {
    "en": """# Evaluation form

- Learner: {learner}
- Programme: {programme}, version {version}
- Assessment: {assessment}, attempt {attempt}
- Date: {date}
- Assessors: {assessors}
""",
    "pl": """# Karta oceny

- Osoba ucząca się: {learner}
- Program: {programme}, wersja {version}
- Ocena: {assessment}, podejście {attempt}
- Data: {date}
- Asesorzy: {assessors}
""",
}
WORDS = {
    "en": ("agreed after talking it over", "Noted: {place} {first} and {second}.", "paragraph", "minute"),
    "pl": ("uzgodniono po rozmowie", "Odnotowano: {place} {first} i {second}.", "akapit", "minuta"),
}
