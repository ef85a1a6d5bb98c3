"""Checks of single values in ELM 3 JSON-LD: texts, dates, numbers, coded values, pictures, addresses."""

import re

from mctool.verification import values
from mctool.verification.dates import read_moment
from mctool.verification.elm import Value, as_list
from mctool.verification.elm_terms import DATES, DURATIONS, LANGUAGE_MAPS, LISTS, TYPE_LISTS
from mctool.verification.faults import Faults, quote

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_LINKS = ("contentURL",)


def check_node(node: Value, faults: Faults) -> None:
    """Checks the values of one node against the forms of their terms."""
    kinds = {kind for kind in as_list(node.get("type")) if isinstance(kind, str)}
    here = " ".join(part for part in (*sorted(kinds), node.get("id")) if isinstance(part, str)) or "node"
    for term, value in node.items():
        where = f"{term} of {here}"
        if term in LANGUAGE_MAPS:
            _check_texts(where, value, faults)
        elif term in DATES:
            for item in as_list(value):
                if not isinstance(item, str) or "T" not in item or read_moment(item) is None:
                    faults.error(where, f"{quote(item)} is no date with time")
        elif term in DURATIONS:
            for item in as_list(value):
                values.check_duration(faults, where, item if isinstance(item, str) else str(item))
        elif name := LISTS.get(term):
            _check_coded(where, name, value, faults)
    if "dcType" in node and (name := next((TYPE_LISTS[kind] for kind in kinds if kind in TYPE_LISTS), None)):
        _check_coded(f"dcType of {here}", name, node["dcType"], faults)
    _check_special(node, kinds, here, faults)


def _check_texts(where: str, value: object, faults: Faults) -> None:
    from mctool.vocabularies import lists

    for item in as_list(value):
        if not isinstance(item, dict):
            faults.error(where, "it is no text with its language")
            continue
        for language, texts in item.items():
            if lists.find("languages", language) is None or len(language) != 2:
                faults.error(where, f"{quote(language)} is none of the 29 languages")
            for text in as_list(texts):
                if not isinstance(text, str) or not text.strip():
                    faults.error(where, f"the text in {quote(language)} is empty or no text")


def _check_coded(where: str, name: str, value: object, faults: Faults) -> None:
    for item in as_list(value):
        if not isinstance(item, dict):
            continue
        schemes = [scheme.get("id") for scheme in as_list(item.get("inScheme")) if isinstance(scheme, dict)]
        uri, scheme = item.get("id"), next((text for text in schemes if isinstance(text, str)), None)
        values.check_coded(faults, where, name, uri if isinstance(uri, str) else None, scheme)


def _check_special(node: Value, kinds: set[str], here: str, faults: Faults) -> None:
    if "content" in node and "MediaObject" in kinds:
        types = [item.get("id") for item in as_list(node.get("contentType")) if isinstance(item, dict)]
        for content in as_list(node["content"]):
            kind = next((text for text in types if isinstance(text, str)), None)
            values.check_content(faults, here, content if isinstance(content, str) else "", kind)
    if "point" in node and not all(isinstance(p, str) and _NUMBER.fullmatch(p) for p in as_list(node["point"])):
        faults.error(here, f"the credit points {quote(node['point'])} are no number in a text")
    for page in as_list(node.get("page")):
        if not isinstance(page, int) or isinstance(page, bool) or page < 1:
            faults.error(here, f"{quote(page)} is no page number")
    if "ContactPoint" in kinds:
        for box in as_list(node.get("emailAddress")):
            address = box.get("id") if isinstance(box, dict) else box
            if not str(address).startswith("mailto:"):
                faults.error(here, f"the address {quote(address)} lacks «mailto:»")
    for term in _LINKS:
        for link in as_list(node.get(term)):
            values.check_link(faults, f"{term} of {here}", str(link))
    if "notation" in node and kinds & {"LegalIdentifier", "Identifier"}:
        for notation in as_list(node["notation"]):
            if not isinstance(notation, str) or not notation.strip():
                faults.error(here, "the number is empty")
