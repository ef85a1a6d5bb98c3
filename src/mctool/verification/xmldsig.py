"""XML Signature, the part that seals on Europass XML use, read strictly (W3C XML Signature 1.1, RFC 9231).

What a seal covers is never guessed: one reference to the whole document without its signatures, references into
the signature itself, and nothing else.
"""

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from lxml import etree

from mctool.verification import algorithms
from mctool.verification.algorithms import SignatureAlgorithm
from mctool.verification.verdicts import Refused

DS = "http://www.w3.org/2000/09/xmldsig#"
SIGNATURE = f"{{{DS}}}Signature"
_XML = "http://www.w3.org/XML/1998/namespace"
_ENVELOPED = f"{DS}enveloped-signature"
_XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
_FILTER2 = "http://www.w3.org/2002/06/xmldsig-filter2"
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_INCLUSIVE_11 = "http://www.w3.org/2006/12/xml-c14n11"
_NAME = r"(?P<prefix>[A-Za-z_][\w.-]*):Signature"
_NOT_IN_SIGNATURE = re.compile(rf"not\(\s*ancestor-or-self::{_NAME}\s*\)")
_ALL_SIGNATURES = re.compile(rf"(?:/?descendant::|//){_NAME}")
_THIS_SIGNATURE = re.compile(rf"here\(\)/ancestor::{_NAME}\[1\]")
_WRAPPED_BASE64 = re.compile(r"(?:\r?\n(?: *|\t*))?[\w+/=]+(?:\r?\n(?: *|\t*)[\w+/=]+)*(?:\r?\n(?: *|\t*))?", re.ASCII)


@dataclass(frozen=True)
class Canonical:
    """A canonicalisation: *exclusive* or inclusive, with the prefixes that exclusive treats inclusively."""

    exclusive: bool
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """One reference of SignedInfo: what it points to, how that is made into bytes, and the digest they must have.

    *removes* says what its transforms leave out: ``own`` (this signature), ``all`` (every signature) or nothing.
    """

    id: str | None
    uri: str
    type: str | None
    removes: str
    canonical: Canonical
    digest: str
    value: bytes


@dataclass(frozen=True)
class SignedInfo:
    """What the signature value is made over."""

    algorithm: SignatureAlgorithm
    references: tuple[Reference, ...]
    octets: bytes


def read_signed_info(signature: etree._Element) -> SignedInfo:
    """Reads ``ds:SignedInfo``; Refused for any algorithm or transform outside the short list."""
    signed_info = only_child(signature, "SignedInfo")
    children = list(signed_info)
    names = [local(child) for child in children]
    count = len(children) - 2
    if not 1 <= count <= 6 or names != ["CanonicalizationMethod", "SignatureMethod", *["Reference"] * count]:
        raise Refused("SignedInfo does not have the usual parts")
    canonical = _canonical(children[0])
    if len(children[1]):
        raise Refused("the signature algorithm has parameters")
    algorithm = algorithms.of_uri(attribute(children[1], "Algorithm"))
    references = tuple(_read_reference(child) for child in children[2:])
    return SignedInfo(algorithm, references, canonical_octets(signed_info, canonical))


def canonical_octets(element: etree._Element, canonical: Canonical) -> bytes:
    """The canonical form, without comments, of an element that stands in its document."""
    if element.getparent() is not None and (canonical.prefixes or not canonical.exclusive):
        element = _with_context(element)
    prefixes = list(canonical.prefixes) or None
    try:
        return etree.tostring(element, method="c14n", exclusive=canonical.exclusive, inclusive_ns_prefixes=prefixes)
    except etree.C14NError:
        raise Refused("the file has no canonical form: a namespace is a relative address") from None


def read_canonicalization(element: etree._Element | None) -> Canonical:
    """The method of a ``ds:CanonicalizationMethod``; inclusive when there is none, as the standard says."""
    return Canonical(exclusive=False) if element is None else _canonical(element)


def base64_text(element: etree._Element) -> bytes:
    """The bytes of base64 text that may be wrapped into lines."""
    found = _WRAPPED_BASE64.fullmatch(element.text or "")
    if len(element) or found is None:
        raise Refused(f"{local(element)} does not hold base64 text")
    return algorithms.decode_base64("".join(found[0].split()))


def local(element: etree._Element) -> str:
    """The local name of an element in the XML Signature namespace, else its full name."""
    name = str(element.tag)
    return name[len(DS) + 2 :] if name.startswith(f"{{{DS}}}") else name


def only_child(parent: etree._Element, name: str) -> etree._Element:
    """The one child of that name in the XML Signature namespace."""
    found = parent.findall(f"{{{DS}}}{name}")
    if len(found) != 1:
        raise Refused(f"{local(parent)} has {len(found)} {name} where one belongs")
    return found[0]


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute that must be there."""
    value = element.get(name)
    if value is None:
        raise Refused(f"{local(element)} lacks {name}")
    return value


def _read_reference(element: etree._Element) -> Reference:
    names = [local(child) for child in element]
    if names not in (["Transforms", "DigestMethod", "DigestValue"], ["DigestMethod", "DigestValue"]):
        raise Refused("a reference of the seal does not have the usual parts")
    removes, canonical = _transforms(element[0]) if names[0] == "Transforms" else ("", None)
    return Reference(
        id=element.get("Id"),
        uri=attribute(element, "URI"),
        type=element.get("Type"),
        removes=removes,
        canonical=canonical or Canonical(exclusive=False),
        digest=algorithms.digest_of_uri(attribute(element[-2], "Algorithm")),
        value=base64_text(element[-1]),
    )


def _transforms(transforms: etree._Element) -> tuple[str, Canonical | None]:
    removes, canonical = "", None
    for transform in transforms:
        if local(transform) != "Transform" or canonical is not None:
            raise Refused("a reference of the seal has transforms in an unusual order")
        uri = attribute(transform, "Algorithm")
        if uri in (_EXCLUSIVE, _INCLUSIVE, _INCLUSIVE_11):
            canonical = _canonical(transform)
        elif not removes and (left_out := _signatures_left_out(uri, transform)):
            removes = left_out
        else:
            raise Refused(f"the seal uses the transform «{uri[:80]}», which is not accepted")
    return removes, canonical


def _signatures_left_out(uri: str, transform: etree._Element) -> str:
    """``own`` or ``all``, by one of the expressions that leave out signatures and nothing else; empty for any other."""
    if uri == _ENVELOPED:
        return "own" if len(transform) == 0 and not (transform.text or "").strip() else ""
    if len(transform) != 1 or len(transform[0]):
        return ""
    expression, text = transform[0], (transform[0].text or "").strip()
    if uri == _XPATH and expression.tag == f"{{{DS}}}XPath":
        own, found = False, _NOT_IN_SIGNATURE.fullmatch(text)
    elif uri == _FILTER2 and expression.tag == f"{{{_FILTER2}}}XPath" and expression.get("Filter") == "subtract":
        own = text.startswith("here()")
        found = (_THIS_SIGNATURE if own else _ALL_SIGNATURES).fullmatch(text)
    else:
        return ""
    if found is None or expression.nsmap.get(found["prefix"]) != DS:
        return ""
    return "own" if own else "all"


def _canonical(element: etree._Element) -> Canonical:
    uri = attribute(element, "Algorithm")
    if uri in (_INCLUSIVE, _INCLUSIVE_11) and len(element) == 0:
        if uri == _INCLUSIVE_11 and element.getroottree().xpath("boolean(//@xml:base or //@xml:id)"):
            raise Refused("canonicalisation 1.1 of a file with xml:base or xml:id is not accepted")
        return Canonical(exclusive=False)
    if uri != _EXCLUSIVE or len(element) > 1:
        raise Refused(f"canonicalisation «{uri[:80]}» is not accepted")
    if len(element) == 0:
        return Canonical(exclusive=True)
    if element[0].tag != f"{{{_EXCLUSIVE}}}InclusiveNamespaces":
        raise Refused("canonicalisation has parameters that are not accepted")
    return Canonical(exclusive=True, prefixes=tuple((element[0].get("PrefixList") or "").split()))


def _with_context(element: etree._Element) -> etree._Element:
    """A copy of *element* as a root that carries the namespaces and ``xml:`` attributes of its ancestors."""
    inherited: dict[str, str] = {}
    for ancestor in reversed(list(element.iterancestors())):
        inherited.update({str(k): str(v) for k, v in ancestor.attrib.items() if str(k).startswith(f"{{{_XML}}}")})
    root = etree.Element(element.tag, nsmap=cast(dict[str, str], element.nsmap))
    for name, value in {**inherited, **{str(k): str(v) for k, v in element.attrib.items()}}.items():
        root.set(name, value)
    root.text = element.text
    root.extend(deepcopy(child) for child in element)
    return root
