"""Sealed XML to be spoilt: made, taken apart and put together again."""

from dataclasses import replace

from lxml import etree

from .forge import DS, XmlForm
from .world import World


def xml_with(world: World, **changes: object) -> bytes:
    return world.xml(replace(XmlForm(), **changes))  # type: ignore[arg-type]


def changed(data: bytes, old: str, new: str) -> bytes:
    changed = data.replace(old.encode(), new.encode(), 1)
    assert changed != data, old
    return changed


def tree_of(data: bytes) -> tuple[etree._Element, etree._Element]:
    root = etree.fromstring(data)
    signature = next(root.iter(f"{{{DS}}}Signature"))
    return root, signature


def as_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
