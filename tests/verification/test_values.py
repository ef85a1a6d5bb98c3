"""Values of both formats: what looks quickly finds what a strict reader finds."""

import base64
import binascii
import itertools

from mctool.verification.faults import Oddity
from mctool.verification.values import judge_content

PNG = b"\x89PNG\r\n\x1a\n"
NO_BASE64 = Oddity("the content is not base64")


def test_base64_is_what_a_strict_decoder_takes() -> None:
    for length in range(1, 7):
        for letters in itertools.product("A/=é-", repeat=length):
            text = "".join(letters)
            assert (judge_content(text, None) == NO_BASE64) is not _decodes(text), text


def test_white_space_in_base64_counts_nothing() -> None:
    assert judge_content(" iVBO\nRw0K\tGgo= \n", "x/PNG") is None
    assert judge_content(" \n", None) == judge_content("", None) == Oddity("the content is empty")


def test_a_picture_is_of_the_type_that_is_stated() -> None:
    picture = base64.b64encode(PNG + bytes(1000)).decode()

    assert judge_content(picture, "http://publications.europa.eu/resource/authority/file-type/PNG") is None
    assert judge_content(picture, "x/JPEG") == Oddity("the content is not of the type «x/JPEG»", wrong=False)
    assert judge_content(f"{picture[:-4]}*{picture[-4:]}", "x/PNG") == NO_BASE64


def _decodes(text: str) -> bool:
    try:
        return bool(binascii.a2b_base64(text, strict_mode=True))
    except (ValueError, binascii.Error):
        return False
