"""Searches for files that break the verifier, or that it calls valid although they were changed.

Not part of the tests: ``pytest -n0 tests/fuzz/fuzz_verify.py``, for as long as MCTOOL_FUZZ_EXAMPLES (3,000 for each
search) takes. What it finds becomes a case under tests/cases/verify/.
"""

import json
import os
import time
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from mctool.verification import FileVerdict, Trust, verify_bytes
from tests.seals.pki import NOW
from tests.verification.credentials import XML, as_text, elm
from tests.verification.forge import JsonForm, seal_json, seal_xml
from tests.verification.world import World

WORLD = World.new()
TRUST = Trust((WORLD.pki.root.certificate,))
GOOD = {
    "xml": WORLD.xml(),
    "jsonld": WORLD.json(),
    "compact": WORLD.json(JsonForm(form="compact", encoded=True)),
    "flattened": WORLD.json(JsonForm(form="flattened")),
}
SEARCH = settings(
    max_examples=int(os.environ.get("MCTOOL_FUZZ_EXAMPLES", "3000")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
_MARKUP = (
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<!DOCTYPE a>",
    b"<?a?>",
    b"&#x0;",
    b"&amp;",
    b"xmlns=''",
    b"\r",
    b"%PDF-1.7\n",
)
_JSON = (b'"', b"\\u0000", b"\\ud800", b"{", b"[", b"]", b"}", b"null", b"1e999", b"\xef\xbb\xbf", b"\xff\xfe")
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from((*_MARKUP, *_JSON)),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), st.just("urn:epass:x:1")
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


def verified(data: bytes) -> FileVerdict:
    start = time.process_time()
    verdict = verify_bytes(data, path="fuzz", trust=TRUST, now=NOW)
    assert verdict.verdict in ("valid", "invalid", "indeterminate")
    assert len(verdict.checks) == 7
    assert time.process_time() - start < 2
    return verdict


@SEARCH
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for start in (b"", b"<", b"{", b"%PDF-1.7\n", b"\xef\xbb\xbf<", b'{"payload":'):
        assert verified(start + data).verdict != "valid"


@SEARCH
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_other_bytes_of_the_same_length(kind: str, data: st.DataObject) -> None:
    good = GOOD[kind]
    piece = data.draw(PIECES)
    place = data.draw(st.integers(0, len(good) - len(piece)))
    changed = good[:place] + piece + good[place + len(piece) :]
    if changed != good:
        assert verified(changed).verdict != "valid", (place, piece)


@SEARCH
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_pieces_put_in_cut_out_or_moved(kind: str, data: st.DataObject) -> None:
    good = GOOD[kind]
    first, last = sorted((data.draw(st.integers(0, len(good))), data.draw(st.integers(0, len(good)))))
    verified(good[:first] + data.draw(PIECES) + good[first:])
    verified(good[:first] + good[last:])
    verified(good[:first] + good[first:last] * 2 + good[last:])


@SEARCH
@given(VALUES, st.data())
def test_any_value_anywhere_in_a_sealed_credential(value: Any, data: st.DataObject) -> None:
    document = elm()
    _put(document, value, data)
    try:
        text = as_text(document)
        text.encode()
    except UnicodeEncodeError:
        return
    verified(seal_json(text, WORLD.signer))


@SEARCH
@given(
    st.sampled_from(["alg", "x5c", "x5t#S256", "x5t#o", "kid", "crit", "b64", "iat", "sigT", "adoTst", "typ"]), VALUES
)
def test_any_value_in_the_protected_header(name: str, value: Any) -> None:
    if name != "alg":
        verified(seal_json(as_text(elm()), WORLD.signer, JsonForm(header={name: value})))


@SEARCH
@given(VALUES, st.data())
def test_any_value_anywhere_around_the_payload(value: Any, data: st.DataObject) -> None:
    document = json.loads(GOOD[data.draw(st.sampled_from(["jsonld", "flattened"]))])
    _put(document, value, data)
    verified(json.dumps(document).encode())


@SEARCH
@given(st.data())
def test_any_change_of_elements_in_sealed_xml(data: st.DataObject) -> None:
    root = etree.fromstring(XML)
    elements = list(root.iter())
    one, other = data.draw(st.sampled_from(elements[1:])), data.draw(st.sampled_from(elements))
    word = data.draw(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), max_size=12))
    change = data.draw(st.sampled_from(["text", "attribute", "remove", "rename", "move"]))
    parent = one.getparent()
    if change == "text":
        one.text = word
    elif change == "attribute" and one.attrib:
        one.set(data.draw(st.sampled_from(sorted(map(str, one.attrib)))), word)
    elif change == "remove":
        parent.remove(one)
    elif change == "rename":
        one.tag = other.tag
    elif one not in (other, *other.iterancestors()):
        other.append(one)
    verified(seal_xml(etree.tostring(root), WORLD.signer))


def _put(document: Any, value: Any, data: st.DataObject) -> None:
    """Puts *value* in the place of something, as deep as chance has it."""
    node = document
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
            node[key] = value
            return
        node = node[key]
