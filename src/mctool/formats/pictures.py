"""The pages of a PDF as small PNG pictures, as they go inside a credential.

What is the same on everybody's page is drawn and compressed once, on a sheet. A learner's picture is the sheet with the
learner's own parts printed over it. It looks as the page drawn as a whole does, for a third of the work.
"""

import re
import struct
import zlib
from collections.abc import Mapping, Sequence
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
"""Pixels by which letters may reach out of their part, as those of Arabic do."""

_POINTS = (210 / 25.4 * 72, 297 / 25.4 * 72)
"""Width and height of a page of A4."""

_PIXELS = (827, 1170)
"""Those of its picture: pdfium rounds up, and draws all a trace larger."""

_ACROSS, _DOWN = (pixels / points for pixels, points in zip(_PIXELS, _POINTS, strict=True))
_PROFILE = re.compile(rb"\[/ICCBased (\d+) 0 R\]")
_CHANNELS = re.compile(rb"\n(\d+) 0 obj\n<</Length \d+/N ([13])/")
_DEVICE = {b"1": b"/DeviceGray", b"3": b"/DeviceRGB"}


@dataclass(frozen=True)
class Part:
    """A part of a page that is a learner's own: its edges, in points from the left and upper edge of the page.

    It is drawn on a little page of its own, on which it stands to the pixels as it does on the page.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The pixels of the page that the little page is of: the first column and row, and those after the last."""
        return (
            floor(self.left * _ACROSS) - _REACH,
            floor(self.top * _DOWN) - _REACH,
            ceil(self.right * _ACROSS) + _REACH,
            ceil(self.bottom * _DOWN) + _REACH,
        )

    @property
    def place(self) -> Mapping[str, float]:
        """Width and margins, in points, of the little page."""
        left, top, right, bottom = self.box
        return {
            "width": (right - left) / _ACROSS,
            "left": self.left - left / _ACROSS,
            "top": self.top - top / _DOWN,
            "right": right / _ACROSS - self.right,
            "bottom": bottom / _DOWN - self.bottom,
        }


def drawn(pdf: bytes) -> "list[Image.Image]":
    """The pages of *pdf*, which typst made, in all their colours."""
    import pypdfium2

    with pypdfium2.PdfDocument(_without_profiles(pdf)) as document:
        return [page.render(scale=PPI / 72, rev_byteorder=True, may_draw_forms=False).to_pil() for page in document]


@dataclass(frozen=True)
class _Rows:
    """Rows of pixels, and the same compressed so that they can stand between any others (RFC 1951)."""

    plain: bytes
    deflated: bytes


class Sheet:
    """A page on which some parts may still be blank."""

    def __init__(self, page: "Image.Image", parts: Sequence[Part] = ()) -> None:
        """*page* shows what is the same; *parts*, from top to bottom, are blank there. Without any it is whole."""
        self._size = page.size
        self._nearest, self._palette = _palette(page)
        self._boxes = [part.box for part in parts]
        self._blank = [page.crop((0, top, page.width, bottom)) for _, top, _, bottom in self._boxes]
        edges = [0, *(edge for _, top, _, bottom in self._boxes for edge in (top, bottom)), page.height]
        kept = list(pairwise(edges))[::2]
        self._kept = [self._packed(page.crop((0, top, page.width, bottom)), 9) for top, bottom in kept]

    def fits(self, own: "Sequence[Image.Image]") -> bool:
        """Whether the parts *own* are as large as the blank ones and keep to themselves."""
        sizes = [(right - left, bottom - top) for left, top, right, bottom in self._boxes]
        return [part.size for part in own] == sizes and all(map(_framed, own))

    def filled(self, own: "Sequence[Image.Image]" = ()) -> bytes:
        """The picture, as PNG, with the parts *own*, which fit, printed over the blank ones."""
        rows = [self._kept[0]]
        for blank, part, box, kept in zip(self._blank, own, self._boxes, self._kept[1:], strict=True):
            rows += [self._packed(_printed(part, blank, box[0]), 3), kept]
        return self._png(rows)

    def _packed(self, rows: "Image.Image", level: int) -> _Rows:
        """*rows* in colours of the palette, each after the byte that says it is not filtered (PNG, section 9)."""
        from PIL import Image

        framed = Image.new("P", (rows.width + 1, rows.height), 0)
        framed.paste(rows.quantize(palette=self._nearest, dither=Image.Dither.NONE), (1, 0))
        plain = framed.tobytes()
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        return _Rows(plain, packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH))

    def _png(self, parts: Sequence[_Rows]) -> bytes:
        """A PNG file of places in the palette, of 8 bits, out of rows that are compressed (PNG, sections 5 and 11)."""
        check = 1
        for part in parts:
            check = zlib.adler32(part.plain, check)
        stream = b"".join((b"\x78\x01", *(part.deflated for part in parts), b"\x03\x00", struct.pack(">I", check)))
        head = struct.pack(">IIBBBBB", *self._size, 8, 3, 0, 0, 0)
        chunks = ((b"IHDR", head), (b"PLTE", self._palette), (b"IDAT", stream), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))
            for name, data in chunks
        )


def _framed(part: "Image.Image") -> bool:
    """Whether *part* has a white edge: what it shows would otherwise go on beyond it."""
    from PIL import ImageChops

    left, top, right, bottom = ImageChops.invert(part).getbbox() or (1, 1, 1, 1)
    return left > 0 and top > 0 and right < part.width and bottom < part.height


def _printed(part: "Image.Image", blank: "Image.Image", left: int) -> "Image.Image":
    """*blank* with *part* printed over it, from the column of pixels *left*, as ink is on paper."""
    from PIL import ImageChops

    rows = blank.copy()
    under = blank.crop((left, 0, left + part.width, part.height))
    rows.paste(ImageChops.multiply(under, part), (left, 0))
    return rows


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
