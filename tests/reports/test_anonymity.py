"""A learner's id is put out of every text, whatever letters stand beside it."""

import pytest

from mctool.reports.anonymity import MASK, Anonymiser


@pytest.mark.parametrize("text", ["L-5DE69A9D-Maß.pdf", "l-5de69a9d", "İ ŉ L-5de69a9D ß", "x/L-5DE69A9D"])
def test_no_letter_beside_it_keeps_an_id_in_the_text(text: str) -> None:
    shown = Anonymiser(["L-5DE69A9D"])(text)
    assert MASK in shown
    assert "5de69a9d" not in shown.lower()
