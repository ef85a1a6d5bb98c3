"""The pictures on a certificate, all as SVG so that they stay sharp in print: the institution's logo and a QR code."""

import base64
import io
import re
from functools import lru_cache

from mctool.credentials import Logo
from mctool.errors import FormatError

_DARK = re.compile(rb"\0+")


@lru_cache(maxsize=1)
def code_svg(text: str) -> str:
    """A QR code of *text*; the last one is kept, for it is printed on the picture and again in the PDF."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = Image.fromarray(zxingcpp.write_barcode_to_image(code, add_quiet_zones=False))
    size, cells = modules.width, modules.tobytes()
    rows = (cells[start : start + size] for start in range(0, size * size, size))
    lines = "".join(
        f"M{run.start()} {down}h{run.end() - run.start()}v1H{run.start()}z"
        for down, row in enumerate(rows)
        for run in _DARK.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path fill="#161616" d="{lines}"/></svg>'
    )


def logo_svg(logo: Logo | None) -> str:
    """The logo; a raster picture goes inside an SVG. Empty without a logo. Raises FormatError when it is unreadable."""
    if logo is None:
        return ""
    if logo.media_type == "image/svg+xml":
        try:
            return logo.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FormatError("the institution's logo is no SVG text in UTF-8") from None
    width, height = _dimensions(logo.content)
    content = base64.b64encode(logo.content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image href="data:{logo.media_type};base64,{content}" width="{width}" height="{height}"/></svg>'
    )


def _dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, read from the head of the picture."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise FormatError("the institution's logo cannot be read as PNG or JPEG") from None
