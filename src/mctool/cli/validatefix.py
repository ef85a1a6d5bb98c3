"""``validate --fix`` and ``--diff``: what was corrected, what would be, and what was left alone and why."""

from pathlib import Path

from mctool.cli.terminal import coloured, plural, print_text, say
from mctool.fixing import Plan, unified_diff, write_plan


def show(planned: Plan) -> int:
    """Prints what would be changed; 1 when that is anything."""
    if planned.files:
        text = unified_diff(planned)
        print_text(_painted(text) if coloured() else text)
    _say_withheld(planned)
    number, files = plural(len(planned.fixes), "correction"), plural(len(planned.files), "file")
    say(f"mctool: {number} in {files} with --fix; nothing was written")
    return 1 if planned.files else 0


def _painted(diff: str) -> str:
    """What goes in red and what comes in green, as git shows it."""
    colours = {"-": "31", "+": "32", "@": "36"}
    return "\n".join(
        f"\x1b[{colours[line[0]]}m{line}\x1b[0m" if line[:1] in colours and line[:3] not in ("---", "+++") else line
        for line in diff.split("\n")
    )


def carry_out(root: Path, planned: Plan) -> None:
    """Corrects the files and says so. Raises WorkspaceError for a file that cannot be written."""
    write_plan(root, planned)
    for fix in planned.fixes:
        if fix.code:
            say(f"fixed {fix.path}:{fix.line} {fix.code} «{fix.before}» → «{fix.after}»")
    comments = sum(not fix.code for fix in planned.fixes)
    if comments:
        say(f"fixed: editors now know the schema of {plural(comments, 'file')}")
    _say_withheld(planned)


def _say_withheld(planned: Plan) -> None:
    for one in planned.withheld:
        fix = one.fix
        say(f"left {fix.path}:{fix.line} {fix.code} «{fix.before}», which should be «{fix.after}»: {one.reason}")
