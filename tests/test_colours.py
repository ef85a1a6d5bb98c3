"""Contrast as WCAG 2.2 defines it, and colours made readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mctool.colours import READABLE, contrast, readable

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0), ("#1f4e79", "#1f4e79", 1)],
)
def test_contrast_is_the_one_that_wcag_names(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


@given(COLOURS, COLOURS)
def test_any_colour_is_made_readable_on_any_other_and_a_readable_one_is_kept(colour: str, on: str) -> None:
    made = readable(colour, on)
    assert contrast(made, on) >= READABLE
    assert made == colour or contrast(colour, on) < READABLE
