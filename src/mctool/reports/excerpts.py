"""A line of a file as a terminal shows it, with the words in question underlined."""

import re

from mctool.findings import Span

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_MARGIN = 8
_BEFORE = 20


def visible(text: str) -> str:
    """*text* with a sign for each character that would steer a terminal, break or turn the line, or is none in XML."""
    return _UNSEEN.sub(lambda match: chr(0x2400 + ord(match[0])) if match[0] < " " else "\ufffd", text)


def excerpt(span: Span, line: str, columns: int) -> tuple[str, str]:
    """*line* with its number, and the line below with a mark under every cell of *span*, in at most *columns* cells.

    A line that is too long is shown around the words. Wide letters (Chinese, emoji) take two cells, and two marks.
    """
    start, stop = span.column - 1, span.end_column - 1 if span.end_line == span.line else len(line)
    line = visible(line.rstrip())
    width = max(24, columns - _MARGIN)
    if _cells(line) > width:
        cut = max(0, min(start - _BEFORE, len(line) - width))
        shown = _fitting(line[cut:], width - 2)
        dots = "…" if cut else "", "…" if cut + len(shown) < len(line) else ""
        line = f"{dots[0]}{shown}{dots[1]}"
        shift = cut - len(dots[0])
        start, stop = start - shift, min(stop - shift, len(line))
    marks = " " * _cells(line[:start]) + "^" * max(1, _cells(line[start:stop]))
    return f"{span.line:>5} | {line}", f"      | {marks}"


def _fitting(text: str, cells: int) -> str:
    """As much of the beginning of *text* as fits."""
    text = text[:cells]
    while _cells(text) > cells:
        text = text[:-1]
    return text


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
