"""The page that people see: a picture of the certificate, which ELM credentials have to carry."""

from dataclasses import dataclass
from typing import Literal

from mctool.errors import FormatError

_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True)
class DisplayPage:
    """Page 1 of the certificate in one language: the bytes of the picture and its media type."""

    language: str
    content: bytes
    media_type: Literal["image/png", "image/jpeg"]

    def __post_init__(self) -> None:
        """Raises FormatError when the bytes do not begin like a picture of that type."""
        if not self.content.startswith(_SIGNATURES[self.media_type]):
            raise FormatError(f"the certificate page in «{self.language}» is no {self.media_type} picture")
