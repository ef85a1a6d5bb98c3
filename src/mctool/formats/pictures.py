"""The pages of a PDF as small PNG pictures, as they go inside a credential."""

import io
import re
from typing import Any

PPI = 96
"""Pixels an inch: A4 is 794 × 1123, the size of the page in the Commission's sample."""

COLOURS = 64
"""Enough for black and one colour, smoothed, and a logo; a third of the size of the page in all its colours."""

_EXACT = 8
"""The most frequent colours, which a palette has to hold exactly, or white paper would not be white."""

_PROFILE = re.compile(rb"\[/ICCBased (\d+) 0 R\]")
_CHANNELS = re.compile(rb"\n(\d+) 0 obj\n<</Length \d+/N ([13])/")
_DEVICE = {b"1": b"/DeviceGray", b"3": b"/DeviceRGB"}


def pictures(pdf: bytes) -> tuple[bytes, ...]:
    """Each page of *pdf*, which typst made, as PNG."""
    import pypdfium2

    with pypdfium2.PdfDocument(_without_profiles(pdf)) as document:
        return tuple(_png(page.render(scale=PPI / 72, rev_byteorder=True, may_draw_forms=False)) for page in document)


def _png(bitmap: Any) -> bytes:
    """The page with a palette of its own, chosen from every ninth pixel, which is nearly as good and much faster."""
    from PIL import Image

    picture = bitmap.to_pil()
    sample = picture.resize((picture.width // 3, picture.height // 3), Image.Resampling.NEAREST)
    chosen = sample.quantize(COLOURS, Image.Quantize.FASTOCTREE)
    reduced = picture.quantize(palette=chosen, dither=Image.Dither.NONE)
    common = [colour for _, colour in sorted(sample.getcolors(sample.width * sample.height))[-_EXACT:]]
    strip = Image.new("RGB", (len(common), 1))
    strip.putdata(common)
    palette = reduced.getpalette()
    for place, colour in zip(strip.quantize(palette=chosen, dither=Image.Dither.NONE).tobytes(), common, strict=True):
        palette[3 * place : 3 * place + 3] = colour
    reduced.putpalette(palette)
    content = io.BytesIO()
    reduced.save(content, "PNG", compress_level=2)
    return content.getvalue()


def _without_profiles(pdf: bytes) -> bytes:
    """*pdf* with the plain colours of the screen: typst's profiles say the same, and take 3 ms to read."""
    channels = dict(_CHANNELS.findall(pdf))

    def plain(found: re.Match[bytes]) -> bytes:
        device = _DEVICE.get(channels.get(found[1], b""))
        return device.ljust(len(found[0])) if device else found[0]

    return _PROFILE.sub(plain, pdf)
