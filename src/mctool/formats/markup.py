"""XML text, written element by element: escaped in one place, one element a line, same content, same bytes."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NewType

from mctool.errors import FormatError

Xml = NewType("Xml", str)
"""Well-formed XML of one element or of several in a row; empty for none."""

NOTHING = Xml("")
_NONE: Mapping[str, str] = MappingProxyType({})
_PLAIN = re.compile("[ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def element(name: str, *children: Xml, attributes: Mapping[str, str] = _NONE) -> Xml:
    """An element that holds elements, or nothing."""
    content = "".join(children)
    opened = _opened(name, attributes)
    return Xml(f"<{opened}>\n{content}</{name}>\n" if content else f"<{opened}/>\n")


def leaf(name: str, text: str, attributes: Mapping[str, str] = _NONE) -> Xml:
    """An element that holds a text. Raises FormatError for a character that XML 1.0 cannot carry (section 2.2)."""
    return Xml(f"<{_opened(name, attributes)}>{_escaped(name, text, _IN_TEXT)}</{name}>\n")


def _opened(name: str, attributes: Mapping[str, str]) -> str:
    written = [f' {key}="{_escaped(name, value, _IN_ATTRIBUTE)}"' for key, value in attributes.items()]
    return f"{name}{''.join(written)}"


def _escaped(name: str, text: str, escapes: dict[int, str]) -> str:
    """*text* as it stands in XML. The message does not repeat it, for it may be a learner's name."""
    if _PLAIN.fullmatch(text):
        return text
    if found := _FORBIDDEN.search(text):
        raise FormatError(f"a text for «{name}» holds the character U+{ord(found[0]):04X}, which XML cannot carry")
    return text.translate(escapes)
