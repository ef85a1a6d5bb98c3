"""Somebody who answers questions on a terminal."""

import pexpect

Talk = list[tuple[str, str]]
"""What is asked, in part, and what is answered."""

REVIEW = "Enter writes it, a number changes an answer"
"""What is asked when all answers are in view."""


def talk(child: pexpect.spawn, questions: Talk) -> str:
    """Answers *questions* in their order and returns all that was shown."""
    shown = ""
    for question, answer in questions:
        child.expect_exact(question)
        shown += child.before + question
        child.expect_exact(": ")
        shown += child.before
        child.sendline(answer)
    return shown


def stopped(child: pexpect.spawn, key: str) -> tuple[str, int]:
    """Presses Ctrl and *key* and returns what was shown until the end, and the exit code.

    Readline misses a key that comes while it sets itself up, so whoever sees no effect presses it again.
    """
    for _ in range(3):
        child.sendcontrol(key)
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=15) == 0:
            break
    shown = str(child.before)
    child.close()
    return shown, child.exitstatus
