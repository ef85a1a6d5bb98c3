"""What the demonstration does to a copy of the example, so that people see a refusal: three kinds of spoilt proof."""

from pathlib import Path

from mctool import scaffold
from mctool.decisions import Decision
from mctool.editing import dump, load, write
from mctool.errors import MctoolError
from mctool.workspace import Workspace


def spoil(workspace: Workspace, cohort: str, awarded: list[Decision]) -> dict[str, str]:
    """Spoils the evidence of the first three learners of *awarded* in the files of *workspace*, and commits that.

    One file is deleted, one byte of another is changed, and a third learner is left with an attendance list only.
    Returns what was done, by learner. Raises MctoolError when there are fewer than three.
    """
    if len(awarded) < 3:
        raise MctoolError(f"{cohort}: three awarded learners are needed for the demonstration")
    deleted, changed, attended = awarded[:3]
    root = workspace.root
    gone = root / _evidence_file(deleted)
    gone.unlink()
    altered = root / _evidence_file(changed)
    content = bytearray(altered.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(bytes(content))
    _attendance_only(root / workspace.cohorts[cohort].path, attended)
    scaffold.commit_all(root, "Spoil the evidence of three learners")
    return {
        deleted.learner: f"{gone.relative_to(root)} was deleted",
        changed.learner: f"one byte of {altered.relative_to(root)} was changed",
        attended.learner: "only an attendance list is left as evidence",
    }


def _evidence_file(decision: Decision) -> str:
    files = (one.file for counting in decision.attempts.values() for one in counting.attempt.evidence if one.file)
    return next(files)


def _attendance_only(path: Path, decision: Decision) -> None:
    text = path.read_text(encoding="utf-8")
    document = load(text)
    counting = next(iter(decision.attempts.values()))
    _, learner, _, attempt = counting.loc
    document["results"][learner]["assessments"][attempt]["evidence"] = [
        {"type": "attendance-list", "held_by": "Registry", "reference": "list 12"}
    ]
    write(path, dump(document, text))
