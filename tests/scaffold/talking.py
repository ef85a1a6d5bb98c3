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
