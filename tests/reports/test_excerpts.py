"""Lines as terminals show them: marks under the words, whatever letters stand before, in a window of any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mctool.findings import Span
from mctool.reports.excerpts import excerpt, visible


@pytest.mark.parametrize(
    ("before", "marked", "column"),
    [
        ("id: ", "wrong", 4),
        ("en: 包容性沟通 ", "错误", 15),
        ("en: 👩‍🎓 ", "wrong", 7),
        ("en: ze\u0301ro\u0301 ", "wrong", 9),
        ("\ten: ", "wrong", 5),
        ("en: \u202e ", "wrong", 6),
    ],
)
def test_marks_stand_under_the_words(before: str, marked: str, column: int) -> None:
    span = Span(7, len(before) + 1, 7, len(before) + len(marked) + 1)
    line, marks = excerpt(span, f"{before}{marked} and more", 100)
    assert line.startswith("    7 | ")
    assert marks == "      | " + " " * column + "^" * cell_len(marked)


@given(text=st.text(st.characters(codec="utf-8"), max_size=300), start=st.integers(0, 300), columns=st.integers(0, 200))
def test_no_line_is_wider_than_the_window_or_steers_the_terminal(text: str, start: int, columns: int) -> None:
    line, marks = excerpt(Span(1, start + 1, 1, start + 5), text, columns)
    assert cell_len(line) <= max(32, columns)
    assert len(marks) <= max(32, columns) or start + 5 > len(text)
    assert all(one.isprintable() or one in "\u200d\u00ad" or not one.isascii() for one in line + marks)
    assert "\x9b" not in line


def test_what_would_steer_a_terminal_is_shown_as_a_sign() -> None:
    assert visible("a\x1b[31mb\x9bc\u202ed\ne") == "a␛[31mb\ufffdc\ufffdd␊e"
