"""The digest that binds an approval to what was approved."""

from datetime import date
from pathlib import Path

from mctool.approvals import programme_digest, standing_approval
from mctool.workspace import load

PROGRAMME = "programmes/inclusive-communication.yaml"


def digest(root: Path) -> str:
    workspace = load(root)
    return programme_digest(workspace, workspace.programmes["inclusive-communication"])


def edit(root: Path, path: str, before: str, after: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert before in text
    (root / path).write_text(text.replace(before, after, 1), encoding="utf-8")


def approve(root: Path, *approvals: tuple[str, str, str]) -> None:
    """Replaces the approvals by these: stage, date, digest."""
    path = root / PROGRAMME
    text = path.read_text(encoding="utf-8")
    head, rest = text.split("approvals:\n", 1)
    review = rest[rest.index("review:") :]
    lines = "".join(
        f'  - {{stage: {stage}, body: Senate, date: {day}, reference: "1", digest: "{value}"}}\n'
        for stage, day, value in approvals
    )
    path.write_text(f"{head}approvals:\n{lines}{review}", encoding="utf-8")


def test_comments_order_and_quotes_do_not_count(example: Path) -> None:
    before = digest(example)
    edit(
        example,
        PROGRAMME,
        "kind: programme\nid: inclusive-communication\n",
        "# new\nid: 'inclusive-communication'\nkind: programme\n",
    )
    assert digest(example) == before


def test_approvals_and_review_do_not_count(example: Path) -> None:
    before = digest(example)
    edit(example, PROGRAMME, "next: 2028-11-30", "next: 2029-11-30")
    approve(example, ("programme-approval", "2025-12-15", before))
    assert digest(example) == before


def test_content_counts_in_programme_outcomes_and_rubrics(example: Path) -> None:
    seen = {digest(example)}
    edit(example, PROGRAMME, "hours: 56", "hours: 55")
    seen.add(digest(example))
    edit(example, "outcomes/paraphrase-before-disagreeing.yaml", "kind: outcome", "eqf_level: 5\nkind: outcome")
    seen.add(digest(example))
    edit(example, "rubrics/conflict-scenario.yaml", "minimum: acceptable", "minimum: distinction")
    seen.add(digest(example))
    (example / "rubrics/conflict-scenario.yaml").unlink()
    seen.add(digest(example))
    assert len(seen) == 5


def test_what_another_programme_uses_does_not_count(example: Path) -> None:
    before = digest(example)
    edit(example, "outcomes/describe-emotional-cues.yaml", "kind: outcome", "# changed\nkind: outcome")
    (example / "rubrics/action-plan.yaml").unlink()
    assert digest(example) == before


def test_the_newest_matching_approval_of_the_stage_stands(example: Path) -> None:
    value, other = digest(example), "sha256:" + "0" * 64
    approve(
        example,
        ("programme-approval", "2025-12-15", value),
        ("programme-approval", "2026-01-15", value),
        ("programme-approval", "2026-02-15", other),
        ("outcome-validation", "2026-03-15", value),
    )
    workspace = load(example)
    standing = standing_approval(workspace, workspace.programmes["inclusive-communication"])
    assert standing is not None
    assert standing.date == date(2026, 1, 15)


def test_no_approval_stands_after_a_change(example: Path) -> None:
    approve(example, ("programme-approval", "2025-12-15", digest(example)))
    edit(example, PROGRAMME, "hours: 56", "hours: 55")
    workspace = load(example)
    assert standing_approval(workspace, workspace.programmes["inclusive-communication"]) is None
