"""White space that no seal covers is seen wherever it hides, also from what looks for it quickly first."""

import pytest

from mctool.verification.surface import json_oddity, xml_oddity

ODD = "unusual white space inside a tag"


@pytest.mark.parametrize(
    "tag",
    [
        '<b c="1"\td="2"/>',
        '<b c="1"  d="2"/>',
        '<b c ="1"/>',
        "<b c= '1'/>",
        "<b></b >",
        '<b c=">"\r\nd=">"\n/>',
        '<b c="1>2\n3" d="4"/>',
        '<b c="a > b"\td="2"/>a > b',
    ],
)
def test_odd_white_space_in_a_tag(tag: str) -> None:
    assert xml_oddity(f'<?xml version="1.0"?>\n<a>\n{tag} text\n</a>\n'.encode()) == f"line 3: {ODD}"


@pytest.mark.parametrize(
    "text",
    ["a > b  c", "1 = 2\tand >\n", '<b c="1>2" d="= "/>', '<b c="1"\n   d="2"/>', "<![CDATA[<b\tc = '1'  />]]>"],
)
def test_white_space_in_texts_and_values_is_covered(text: str) -> None:
    assert xml_oddity(f"<a>\n{text} >\n\t</a>".encode()) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b'{"a":"\\u00e9 \\u00E9"}', "Unicode escapes in both cases"),
        (b'{"a":\t1}', "unusual white space in the JSON around the payload"),
        (b'{"a":  1}', "unusual white space in the JSON around the payload"),
        (b'{"a": "  \\\\u00e9"}', None),
        (b'{\n  "a": 1\n}', None),
    ],
)
def test_json(text: bytes, words: str | None) -> None:
    assert json_oddity(text) == words
