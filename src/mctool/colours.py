"""Colours as ``#rrggbb``, and whether text in one can be read on another (WCAG 2.2, contrast of text)."""

READABLE = 4.5
"""The least contrast at which text of ordinary size can be read (WCAG 2.2, success criterion 1.4.3)."""
_STEPS = 100


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours: 1 where they are equally light, 21 for black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, on: str) -> str:
    """*colour*, or as little as needed nearer to black or white, so that text in it can be read on *on*."""
    goal = max("#000000", "#ffffff", key=lambda end: contrast(end, on))
    mixed = (_mixed(colour, goal, step / _STEPS) for step in range(_STEPS + 1))
    return next(one for one in mixed if contrast(one, on) >= READABLE)


def _mixed(colour: str, goal: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(goal), strict=True)
    return "#" + "".join(f"{round(one + (end - one) * share):02x}" for one, end in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
