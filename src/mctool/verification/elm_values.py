"""Checks of single values in ELM 3 JSON-LD: texts, dates, numbers, coded values, pictures, addresses."""

import re
from collections.abc import Callable
from functools import cache

from mctool.verification import values
from mctool.verification.dates import read_moment
from mctool.verification.elm import Value, as_list, place
from mctool.verification.elm_terms import DATES, DURATIONS, LANGUAGE_MAPS, LISTS, TYPE_LISTS
from mctool.verification.faults import Faults, Oddity, quote
from mctool.vocabularies import lists

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)


def check_node(node: Value, faults: Faults) -> None:
    """Checks the values of one node against the forms of their terms."""
    for term, value in node.items():
        check = _CHECKS.get(term)
        if check is not None:
            check(node, term, value, faults)


def _where(node: Value, term: str) -> str:
    return f"{term} of {place(node)}"


def _add(node: Value, term: str, oddity: Oddity | None, faults: Faults) -> None:
    if oddity is not None:
        faults.add(_where(node, term), oddity)


@cache
def _languages() -> frozenset[str]:
    return frozenset(name for name in lists.written("languages") if len(name) == 2)


def _check_texts(node: Value, term: str, value: object, faults: Faults) -> None:
    known = _languages()
    for item in as_list(value):
        if not isinstance(item, dict):
            faults.error(_where(node, term), "it is no text with its language")
            continue
        for language, texts in item.items():
            if language not in known:
                faults.error(_where(node, term), f"{quote(language)} is none of the 29 languages")
            for text in as_list(texts):
                if not isinstance(text, str) or not text.strip():
                    faults.error(_where(node, term), f"the text in {quote(language)} is empty or no text")


def _check_dates(node: Value, term: str, value: object, faults: Faults) -> None:
    for item in as_list(value):
        if not isinstance(item, str) or "T" not in item or read_moment(item) is None:
            faults.error(_where(node, term), f"{quote(item)} is no date with time")


def _check_durations(node: Value, term: str, value: object, faults: Faults) -> None:
    for item in as_list(value):
        _add(node, term, values.judge_duration(str(item)), faults)


def _check_coded(node: Value, term: str, value: object, faults: Faults) -> None:
    name = LISTS.get(term) or next((TYPE_LISTS[kind] for kind in _kinds(node) if kind in TYPE_LISTS), None)
    for item in as_list(value) if name else ():
        if isinstance(item, dict) and name:
            uri, scheme = item.get("id"), _scheme(item)
            _add(node, term, values.judge_coded(name, uri if isinstance(uri, str) else None, scheme), faults)


def _scheme(item: Value) -> str | None:
    """The first list that a coded value says it is of."""
    for scheme in as_list(item.get("inScheme")):
        if isinstance(scheme, dict) and isinstance(identifier := scheme.get("id"), str):
            return identifier
    return None


def _check_content(node: Value, term: str, value: object, faults: Faults) -> None:
    if "MediaObject" not in _kinds(node):
        return
    types = [item.get("id") for item in as_list(node.get("contentType")) if isinstance(item, dict)]
    kind = next((text for text in types if isinstance(text, str)), None)
    for content in as_list(value):
        if oddity := values.judge_content(content if isinstance(content, str) else "", kind):
            faults.add(place(node), oddity)


def _check_points(node: Value, term: str, value: object, faults: Faults) -> None:
    for point in as_list(value):
        if not isinstance(point, str) or not _NUMBER.fullmatch(point):
            faults.error(place(node), f"the credit points {quote(point)} are no number in a text")


def _check_page(node: Value, term: str, value: object, faults: Faults) -> None:
    for page in as_list(value):
        if not isinstance(page, int) or isinstance(page, bool) or page < 1:
            faults.error(place(node), f"{quote(page)} is no page number")


def _check_mail(node: Value, term: str, value: object, faults: Faults) -> None:
    for box in as_list(value):
        address = box.get("id") if isinstance(box, dict) else box
        if not str(address).startswith("mailto:"):
            faults.error(place(node), f"the address {quote(address)} lacks «mailto:»")


def _check_link(node: Value, term: str, value: object, faults: Faults) -> None:
    for link in as_list(value):
        _add(node, term, values.judge_link(str(link)), faults)


def _check_number(node: Value, term: str, value: object, faults: Faults) -> None:
    if not _kinds(node) & {"LegalIdentifier", "Identifier"}:
        return
    for notation in as_list(value):
        if not isinstance(notation, str) or not notation.strip():
            faults.error(place(node), "the number is empty")


def _kinds(node: Value) -> set[str]:
    return {kind for kind in as_list(node.get("type")) if isinstance(kind, str)}


_CHECKS: dict[str, Callable[[Value, str, object, Faults], None]] = {
    **dict.fromkeys(LANGUAGE_MAPS, _check_texts),
    **dict.fromkeys(DATES, _check_dates),
    **dict.fromkeys(DURATIONS, _check_durations),
    **dict.fromkeys((*LISTS, "dcType"), _check_coded),
    "content": _check_content,
    "point": _check_points,
    "page": _check_page,
    "emailAddress": _check_mail,
    "contentURL": _check_link,
    "notation": _check_number,
}
