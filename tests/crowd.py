"""A workspace with a cohort of any size, everybody to be awarded: the example's programme, invented learners."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT

COHORT = "crowd"
PROGRAMME = "inclusive-communication"
RATED = {
    "message": ("plain-language", "accessible-form"),
    "meeting": ("speaking-time", "decision-with-all"),
    "scenario": ("paraphrase", "naming-the-rule", "invitation-to-rephrase"),
}
"""The criteria that each assessment of the programme rates."""


def learner(number: int) -> str:
    """The id of the learner with that number."""
    return f"L-{number:08X}"


def crowd(folder: Path, size: int, *, languages: str = "en, pl") -> Path:
    """Lays out a committed workspace in *folder* with a cohort of *size* learners, and returns it."""
    workspace = folder / "ws"
    shutil.copytree(ROOT / "examples" / "equini", workspace, ignore=shutil.ignore_patterns("cohorts", "evidence"))
    settings = workspace / "mctool.yaml"
    text = settings.read_text(encoding="utf-8").replace("../equini-", "../ws-")
    settings.write_text(text.replace("languages: [en, pl]", f"languages: [{languages}]"), encoding="utf-8")
    cohorts = workspace / "cohorts"
    cohorts.mkdir()
    (cohorts / f"{COHORT}.yaml").write_text(
        f'kind: cohort\nid: {COHORT}\nprogramme: {PROGRAMME}\nversion: "2026.1"\n'
        "period: {start: 2026-03-02, end: 2026-05-15}\ntrainers: [trainer-1]\nassessors: [assessor-1, assessor-2]\n"
        f"quality_review: {{date: 2026-05-27, by: Quality Office}}\nresults: {COHORT}.csv\n",
        encoding="utf-8",
    )
    head = "learner,assessment,date,assessor,criterion,level,evidence_type,evidence_held_by,evidence_reference,feedback"
    rows = [
        f"{learner(number)},{assessment},2026-05-05,assessor-{by},{criterion},distinction,"
        f"observation-notes,Moodle,{assessment} {number},2026-05-08"
        for number in range(size)
        for assessment, criteria in RATED.items()
        for criterion in criteria
        for by in (1, 2)
    ]
    (cohorts / f"{COHORT}.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    people = [f"{learner(number)},Ada{number},Przykładowa-{number}" for number in range(size)]
    identities = folder / "ws-identities"
    identities.mkdir()
    table = "\n".join(["learner,given_name,family_name", *people, ""])
    (identities / "learners.csv").write_text(table, encoding="utf-8")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "crowd"]):
        subprocess.run([*git, *arguments], cwd=workspace, check=True)
    return workspace
