"""The YAML reader: values of YAML 1.2 core, places, and everything it refuses."""

import json
import math
import time

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mctool.findings import Span
from mctool.yamlsource import MAX_BYTES, Source, is_timestamp


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("1:30", "1:30"), ("010", 10), ("0o17", 15), ("0xff", 255),
        ("1e3", 1000.0), ("3.10", 3.1), ("12_000", "12_000"), ("2026-01-02", "2026-01-02"), ("true", True),
        ("False", False), ("null", None), ("~", None), ("", None), ("'1'", "1"), ('"true"', "true"), ("+4", 4),
        (".5", 0.5), ("-", "-"), ("-x", "-x"), ("123456789012345678901", 123456789012345678901.0),
    ],
)  # fmt: skip
def test_plain_values_follow_yaml_1_2(text: str, value: object) -> None:
    if text == "-":
        text = "'-'"
    source = Source(f"a: {text}\n")
    assert source.faults == ()
    assert source.data == {"a": value}


@given(
    st.from_regex(
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}( ?Z|[-+]1:30)?)?)?", fullmatch=True
    )
)
@example("2026-01-31")
@example("2026-1-31")
@example("2026-01-31t9:00:00.5 +01")
@example("2026-01")
def test_dates_are_those_of_yaml_1_1(text: str) -> None:
    text = text.translate({ord(digit): str(int(digit)) for digit in text if digit.isdigit()})
    resolved = yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False))
    assert is_timestamp(text) == (resolved == "tag:yaml.org,2002:timestamp")


def test_infinity_and_nan_are_floats() -> None:
    data = Source("a: .inf\nb: .nan\n").data
    assert data["a"] == math.inf
    assert math.isnan(data["b"])


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: &x 1\n", 1, 4, "anchor"),
        ("a: *x\n", 1, 4, "alias"),
        ("a: !!python/object:os.system 1\n", 1, 4, "tag"),
        ("a: !x 1\n", 1, 4, "tag"),
        ("a:\n\tb: 1\n", 2, 1, "tab"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
        ("? [a]\n: 1\n", 1, 3, "list or a mapping"),
        ("a: b: c\n", 1, 5, "second colon"),
        ('a: "x\n', 1, 4, "never closed"),
        ("a: [1, 2\n", 1, 4, "never closed"),
        ("a: \x01\n", 1, 4, "control character"),
        ("a: " + "[" * 60 + "]" * 60 + "\n", 1, 53, "50 levels"),
    ],
)
def test_what_is_refused_is_refused_with_its_line(text: str, line: int, column: int, words: str) -> None:
    source = Source(text)
    assert source.data is None
    assert [(one.span.line, one.span.column, one.duplicate) for one in source.faults] == [(line, column, False)]
    assert words in source.faults[0].message


def test_a_repeated_key_is_a_fault_and_the_first_value_stands() -> None:
    source = Source("a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert source.data == {"a": 1, "b": {"c": 1}}
    assert [(one.span.line, one.key, one.duplicate) for one in source.faults] == [(2, "c", True), (3, "a", True)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a: ż".encode("utf-16"), "UTF-16"),
        (b"a: 1\nb: \xff\n", "not UTF-8"),
        (b"a: " + b"x" * MAX_BYTES, "more than 5 MB"),
    ],
)
def test_bytes_that_are_no_utf_8_text_are_refused(content: bytes, words: str) -> None:
    source = Source.from_bytes(content)
    assert source.data is None
    assert words in source.faults[0].message


def test_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    source = Source.from_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert source.data == {"a": 1, "b": 2}
    assert source.span(("b",)) == Span(2, 4, 2, 5)


def test_places_of_values_keys_words_and_missing_parts() -> None:
    source = Source("a:\n  - {k: Understand it}\n  - second\nb: |\n  one\n  two\n")
    assert source.span(("a", 0, "k")) == Span(2, 9, 2, 22)
    assert source.span(("a", 0, "k"), key=True) == Span(2, 6, 2, 7)
    assert source.words(("a", 0, "k"), "stand") == Span(2, 14, 2, 19)
    assert source.words(("b",), "two") == Span(6, 3, 6, 6)
    assert source.words(("a", 1), "absent") == Span(3, 5, 3, 11)
    assert source.span(("a", 0, "missing")) == Span(2, 5, 2, 6)
    assert source.span(("nowhere",)) == Span(1, 1, 1, 1)


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "{a: " * 200_000, "- " * 200_000, "a: &a [*a]\n", "? " * 100_000, "a: " + "x" * 4_000_000],
    ids=["lists", "mappings", "dashes", "recursion", "question-marks", "long-scalar"],
)
def test_hostile_texts_end_soon(text: str) -> None:
    start = time.process_time()
    Source(text)
    assert time.process_time() - start < 2


@given(st.text())
def test_any_text_ends_in_data_or_faults(text: str) -> None:
    source = Source(text)
    assert source.faults == () or source.faults[0].message
    source.span(("a", 0))


PLAIN = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text("abż ŁNO1:", max_size=8)


@given(
    st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner))
)
def test_what_json_says_is_read_the_same(value: object) -> None:
    assert Source(json.dumps({"v": value}, ensure_ascii=False)).data == {"v": value}
