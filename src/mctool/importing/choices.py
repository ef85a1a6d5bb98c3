"""What a person may choose of how an export is written, apart so that the command line knows it without reading one."""

from typing import Literal

Decimals = Literal["comma", "point"]
Quote = Literal["double", "single"]
