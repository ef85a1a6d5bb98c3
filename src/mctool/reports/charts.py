"""Charts as SVG, described with Altair and drawn by vl-convert: no script, no network, legible on light and dark.

A chart gets its numbers from a spread, so it shows nothing that its table does not show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mctool import resources
from mctool.errors import MissingExtraError
from mctool.reports.cells import band
from mctool.reports.rendering.document import INK, Paragraph
from mctool.reports.smallgroups import Spread

BELOW, ACROSS, REACHED, BEST = "below the minimum", "on both sides of the minimum", "minimum or above", "distinction"
MOST = 24
"""How many charts a report draws; one of more cohorts or programmes keeps to its tables, which say the same."""
MANY = Paragraph(
    f"Charts are drawn for up to {MOST} cohorts or programmes. Ask for one programme or cohort to have them; the "
    "tables are complete."
)
_COLOURS = {BELOW: "#b84f28", ACROSS: "#6c7683", REACHED: "#3574b3", BEST: "#7a5cc0"}
"""White numbers can be read on each (4.5 to 1), and each stands out from the dark page (3 to 1)."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, and its parts from left to right, each with number, words and side."""

    name: str
    parts: tuple[tuple[int, str, str], ...]


def bar(name: str, one: Spread, minimum: str, distinction: str = "") -> Bar:
    """The bar of a spread whose upper side begins at the cell *minimum*."""
    cells = [cell for part in one.bands for cell in part.cells]
    upper = cells.index(minimum) if minimum in cells else 0
    parts = []
    at = 0
    for part in one.bands:
        first, last = at, at + len(part.cells) - 1
        at = last + 1
        if not part.learners:
            continue
        side = BELOW if last < upper else ACROSS if first < upper else REACHED
        best = side == REACHED and part.cells == (distinction,)
        parts.append((part.learners, band(part), BEST if best else side))
    return Bar(name, tuple(parts))


def stacked(bars: Sequence[Bar], axis: str) -> str:
    """Horizontal bars of learners as SVG. Raises MissingExtraError without the extra «reports»."""
    altair, quick, convert = _tools()
    with quick():
        return str(convert(_specification(altair, bars, axis)))


def _specification(altair: Any, bars: Sequence[Bar], axis: str) -> str:
    rows = [
        {"bar": one.name, "learners": number, "words": words, "side": side, "order": order, "mid": start + number / 2}
        for one in bars
        for order, (start, (number, words, side)) in enumerate(_placed(one.parts))
    ]
    names = [one.name for one in bars]
    shown = [side for side in _COLOURS if any(row["side"] == side for row in rows)]
    scale = altair.Scale(domain=shown, range=[_COLOURS[side] for side in shown])
    base = altair.Chart(altair.Data(values=rows)).encode(
        y=altair.Y("bar:N", sort=names, title=None, scale=altair.Scale(domain=names), axis=altair.Axis(labelLimit=260)),
    )
    drawn = base.mark_bar(stroke="#ffffff", strokeWidth=1).encode(
        x=altair.X("learners:Q", title=axis, stack="zero", axis=altair.Axis(tickMinStep=1, format="d")),
        color=altair.Color("side:N", scale=scale, title=None, legend=altair.Legend(orient="top", labelLimit=300)),
        order=altair.Order("order:Q"),
    )
    words = base.mark_text(color="#ffffff", fontWeight="bold").encode(
        x=altair.X("mid:Q"), text=altair.Text("learners:Q"), order=altair.Order("order:Q")
    )
    chart = (drawn + words).properties(width=440, height={"step": 26}).configure(**_look())
    return str(chart.to_json(validate=False))


def _placed(parts: Sequence[tuple[int, str, str]]) -> Sequence[tuple[int, tuple[int, str, str]]]:
    placed, start = [], 0
    for part in parts:
        placed.append((start, part))
        start += part[0]
    return placed


def _look() -> dict[str, Any]:
    text = {"labelColor": INK, "titleColor": INK, "labelFont": _FONT, "titleFont": _FONT, "labelFontSize": 12}
    return {
        "background": "transparent", "font": _FONT, "view": {"stroke": None},
        "axis": {**text, "gridColor": "#8a94a0", "gridOpacity": 0.35, "domainColor": "#8a94a0", "tickColor": "#8a94a0"},
        "legend": {**text, "symbolType": "square"},
    }  # fmt: skip


_FONT = "Noto Sans, sans-serif"


@cache
def _tools() -> tuple[Any, Any, Any]:
    """Altair, its mode without checks (ours are tested), and a function from a specification in JSON to SVG."""
    try:
        import altair
        import vl_convert
        from altair.utils.schemapi import debug_mode
    except ImportError:
        raise MissingExtraError("reports", "a chart") from None
    vl_convert.register_font_directory(str(resources.folder("templates") / "certificate" / "fonts"))
    return (
        altair,
        lambda: debug_mode(False),
        lambda specification: vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]),
    )
