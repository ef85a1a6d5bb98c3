"""The pages of a PDF as small PNG pictures, as they go inside a credential.

What is the same on everybody's page is drawn and compressed once, on a sheet. A learner's picture is the sheet with the
learner's own strips of the page in its gaps. It looks as the page drawn as a whole does, for a third of the work.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

PPI = 100
"""Pixels an inch: A4 is 827 × 1170."""

COLOURS = 64
"""Enough for black and one colour, smoothed, and a logo; a third of the size of the page in all its colours."""

_EXACT = 8
"""The most frequent colours, which a palette has to hold exactly, or white paper would not be white."""

_REACH = 10
"""Rows of pixels by which letters may reach out of their strip, as those of Arabic do."""

_WITNESSES = 24
"""Rows of pixels above and below a strip that must be as on the sheet: they tell that nothing around it has moved."""

_SCALE = PPI / 72
_ADLER = 65521
"""The modulus of Adler-32."""

_PROFILE = re.compile(rb"\[/ICCBased (\d+) 0 R\]")
_CHANNELS = re.compile(rb"\n(\d+) 0 obj\n<</Length \d+/N ([13])/")
_DEVICE = {b"1": b"/DeviceGray", b"3": b"/DeviceRGB"}


@dataclass(frozen=True)
class Strip:
    """A part of a page over its whole width, from *top* to *bottom*, in points from the upper edge."""

    top: float
    bottom: float


class DrawnPage:
    """A page that draws itself, as a whole or in part."""

    def __init__(self, page: Any) -> None:
        """*page* is pdfium's."""
        self._page = page
        self.width, self.height = ceil(page.get_width() * _SCALE), ceil(page.get_height() * _SCALE)

    def rows(self, first: int, end: int) -> "Image.Image":
        """The rows of pixels from *first* to before *end*, in all their colours."""
        above, below = (max(0.0, rows - 0.5) / _SCALE for rows in (first, self.height - end))  # pdfium rounds up
        crop = (0, below, 0, above)
        picture = self._page.render(scale=_SCALE, crop=crop, rev_byteorder=True, may_draw_forms=False).to_pil()
        assert picture.size == (self.width, end - first)  # noqa: S101 - or no strip would fit its gap
        return picture  # type: ignore[no-any-return]


@contextmanager
def drawn(pdf: bytes) -> Iterator[tuple[DrawnPage, ...]]:
    """The pages of *pdf*, which typst made, for as long as the context lasts."""
    import pypdfium2

    with pypdfium2.PdfDocument(_without_profiles(pdf)) as document:
        yield tuple(DrawnPage(page) for page in document)


@dataclass(frozen=True)
class _Gap:
    """Rows of pixels from *first* to before *end*; so many *above* and *below* of them are witnesses."""

    first: int
    end: int
    above: int
    below: int


@dataclass(frozen=True)
class _Rows:
    """Rows of pixels, compressed so that they can stand between any others (RFC 1951), with their length and Adler-32.

    Checksums of parts add up to that of the whole (RFC 1950, section 9), so that what is shared is summed up once.
    """

    deflated: bytes
    length: int
    check: int

    def __add__(self, after: "_Rows") -> "_Rows":
        low = self.check % 0x10000 + after.check % 0x10000 - 1
        high = (self.check >> 16) + (after.check >> 16) + after.length * (self.check % 0x10000 - 1)
        check = high % _ADLER << 16 | low % _ADLER
        return _Rows(self.deflated + after.deflated, self.length + after.length, check)


class Sheet:
    """A page with gaps for what is not the same on everybody's."""

    def __init__(self, page: DrawnPage, strips: Sequence[Strip] = ()) -> None:
        """*page* shows what is the same; *strips*, from top to bottom, become its gaps. Without any it is whole."""
        whole = page.rows(0, page.height)
        self._size = whole.size
        self._nearest, self._palette = _palette(whole)
        self._gaps = tuple(_gaps(strips, page.height))
        edges = [0, *(edge for gap in self._gaps for edge in (gap.first, gap.end)), page.height]
        parts = [self._plain(whole.crop((0, first, page.width, end))) for first, end in pairwise(edges)]
        self._kept, self._blank = [_packed(rows, 9) for rows in parts[::2]], parts[1::2]

    def filled(self, page: DrawnPage) -> bytes:
        """The picture, as PNG, of *page*. One that differs from the sheet outside of its gaps is drawn as a whole."""
        rows = self._kept[0]
        for gap, blank, kept in zip(self._gaps, self._blank, self._kept[1:], strict=True):
            own = self._plain(page.rows(gap.first, gap.end))
            row = self._size[0] + 1
            above, below = gap.above * row, len(own) - gap.below * row
            if own[:above] != blank[:above] or own[below:] != blank[below:]:
                return Sheet(page).filled(page)
            rows = rows + _packed(own, 3) + kept
        return self._png(rows)

    def _plain(self, rows: "Image.Image") -> bytes:
        """*rows* in colours of the palette, each after the byte that says it is not filtered (PNG, section 9)."""
        from PIL import Image

        framed = Image.new("P", (rows.width + 1, rows.height), 0)
        framed.paste(rows.quantize(palette=self._nearest, dither=Image.Dither.NONE), (1, 0))
        return framed.tobytes()

    def _png(self, rows: _Rows) -> bytes:
        """A PNG file of places in the palette, of 8 bits, out of all its *rows* (PNG, sections 5 and 11)."""
        stream = b"\x78\x01" + rows.deflated + b"\x03\x00" + struct.pack(">I", rows.check)
        head = struct.pack(">IIBBBBB", *self._size, 8, 3, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"PLTE", self._palette), (b"IDAT", stream), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))
            for name, data in chunks
        )


def _packed(plain: bytes, level: int) -> _Rows:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Rows(packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH), len(plain), zlib.adler32(plain))


def _gaps(strips: Sequence[Strip], height: int) -> Iterator[_Gap]:
    free = 0
    for strip in strips:
        top, bottom = floor(strip.top * _SCALE) - _REACH, ceil(strip.bottom * _SCALE) + _REACH
        first, end = max(free, top - _WITNESSES), min(height, bottom + _WITNESSES)
        yield _Gap(first, end, max(0, top - first), max(0, end - bottom))
        free = end


def _palette(picture: "Image.Image") -> tuple["Image.Image", bytes]:
    """A picture with the palette to look colours up in, and the palette to write.

    It is chosen from every ninth pixel, which is nearly as good and much faster. The most frequent colours are
    written as they are, not as they were rounded.
    """
    from PIL import Image

    sample = picture.resize((picture.width // 3, picture.height // 3), Image.Resampling.NEAREST)
    chosen = sample.quantize(COLOURS, Image.Quantize.FASTOCTREE)
    common: list[Any] = [colour for _, colour in sorted(sample.getcolors(sample.width * sample.height) or ())[-_EXACT:]]
    strip = Image.new("RGB", (len(common), 1))
    strip.putdata(common)
    written = bytearray(chosen.getpalette() or ())
    for place, colour in zip(strip.quantize(palette=chosen, dither=Image.Dither.NONE).tobytes(), common, strict=True):
        written[3 * place : 3 * place + 3] = bytes(colour)
    return chosen, bytes(written)


def _without_profiles(pdf: bytes) -> bytes:
    """*pdf* with the plain colours of the screen: typst's profiles say the same, and take 3 ms to read."""
    channels = dict(_CHANNELS.findall(pdf))

    def plain(found: re.Match[bytes]) -> bytes:
        device = _DEVICE.get(channels.get(found[1], b""))
        return device.ljust(len(found[0])) if device else found[0]

    return _PROFILE.sub(plain, pdf)
