"""A strict reader of DER, the encoding inside certificates and timestamps (ITU-T X.690)."""

from collections.abc import Iterator
from dataclasses import dataclass

from mctool.verification.verdicts import Refused

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID, SEQUENCE, SET = 0x02, 0x03, 0x04, 0x05, 0x06, 0x30, 0x31
GENERALIZED_TIME = 0x18


@dataclass(frozen=True)
class Element:
    """One element: its tag byte, its content, and its whole encoding."""

    tag: int
    content: bytes
    encoding: bytes

    def children(self) -> list["Element"]:
        """The elements inside; Refused when the content is not a row of whole elements."""
        return list(_elements(self.content))

    def expect(self, tag: int) -> "Element":
        """Itself; Refused when it has another tag."""
        if self.tag != tag:
            raise Refused(f"unexpected element 0x{self.tag:02x} in DER data")
        return self

    def integer(self) -> int:
        """The value of an INTEGER."""
        content = self.expect(INTEGER).content
        if not content or len(content) > 64:
            raise Refused("bad INTEGER in DER data")
        return int.from_bytes(content, "big", signed=True)

    def oid(self) -> str:
        """The dotted form of an OBJECT IDENTIFIER."""
        content = self.expect(OID).content
        if not content or len(content) > 40 or content[-1] & 0x80:
            raise Refused("bad OBJECT IDENTIFIER in DER data")
        numbers, value = [], 0
        for byte in content:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                numbers.append(value)
                value = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def decode(data: bytes) -> Element:
    """The one element that *data* is; Refused when anything is left or missing."""
    elements = list(_elements(data))
    if len(elements) != 1:
        raise Refused("DER data does not hold exactly one element")
    return elements[0]


def encode(tag: int, content: bytes) -> bytes:
    """The DER encoding of one element."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _elements(data: bytes) -> Iterator[Element]:
    position = 0
    while position < len(data):
        start = position
        head = data[position : position + 2]
        if len(head) < 2 or head[0] & 0x1F == 0x1F:
            raise Refused("DER data is cut short or has a tag too large")
        size = head[1]
        position += 2
        if size & 0x80:
            count = size & 0x7F
            octets = data[position : position + count]
            if not 1 <= count <= 4 or len(octets) < count or octets[0] == 0:
                raise Refused("bad length in DER data")
            size = int.from_bytes(octets, "big")
            if size < 0x80:
                raise Refused("bad length in DER data")
            position += count
        if position + size > len(data):
            raise Refused("DER data is cut short")
        yield Element(head[0], data[position : position + size], data[start : position + size])
        position += size
