"""Values replaced in YAML text: read back as asked for, and every other byte kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mctool.fixing.scalars import replaced
from mctool.fixing.schemacomment import commented, schema_comment
from mctool.yamlsource import Source

TEXT = """\
# a comment, kept
a:   plain words   # why
b: {c: 'it''s', d: "x: y", e: [one, two]}
f:
  - {g: http://data.europa.eu/x, h: 1}
i: |
  over
  lines
j:
  below
"""


@pytest.mark.parametrize(
    ("loc", "text", "line"),
    [
        (("a",), "blended", "a:   blended   # why"),
        (("a",), "true", 'a:   "true"   # why'),
        (("a",), "a: b", 'a:   "a: b"   # why'),
        (("a",), "żółw (młody)", "a:   żółw (młody)   # why"),
        (("b", "c"), "that's", "b: {c: 'that''s', d: \"x: y\", e: [one, two]}"),
        (("b", "d"), 'say "so"', "b: {c: 'it''s', d: \"say \\\"so\\\"\", e: [one, two]}"),
        (("b", "e", 1), "a, b", "b: {c: 'it''s', d: \"x: y\", e: [one, \"a, b\"]}"),
        (("f", 0, "g"), "http://data.europa.eu/z", "  - {g: http://data.europa.eu/z, h: 1}"),
        (("j",), "beneath", "  beneath"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_value_changes_and_no_other_byte(
    loc: tuple[str | int, ...], text: str, line: str, newline: str, mark: str
) -> None:
    content = (mark + TEXT.replace("\n", newline)).encode()
    fresh = replaced(content, {loc: text})
    assert fresh is not None
    before, after = content.decode().split(newline), fresh.decode().split(newline)
    different = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in different] == [line]


def test_a_text_over_lines_is_left_to_a_person() -> None:
    assert replaced(TEXT.encode(), {("i",): "short"}) is None
    assert replaced(b"a: one\n  two\n", {("a",): "three"}) is None
    assert replaced(b"a: one\na: two\n", {("a",): "three"}) is None


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@given(before=words, after=words, style=st.sampled_from(["'", '"']))
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_what_is_read(before: str, after: str, style: str) -> None:
    quoted = "'" + before.replace("'", "''") + "'" if style == "'" else double_quoted(before)
    content = f"x: [{quoted}, keep]  # {style}\n".encode()
    if Source.from_bytes(content).faults:
        return
    fresh = replaced(content, {("x", 0): after})
    if fresh is not None:
        assert Source.from_bytes(fresh).data == {"x": [after, "keep"]}
        assert fresh.endswith(f", keep]  # {style}\n".encode())
        again = replaced(fresh, {("x", 0): after})
        assert again == fresh


def double_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_schema_comment_comes_first_and_once(newline: bytes, mark: bytes) -> None:
    content = mark + b"# ours" + newline + b"kind: outcome" + newline
    fresh = commented(content, "outcome")
    assert (
        fresh == mark + schema_comment("outcome").encode() + newline + b"# ours" + newline + b"kind: outcome" + newline
    )
    assert commented(fresh, "outcome") is None
    assert commented(b"kind: outcome\n#  yaml-language-server: $schema=ours.json\n", "outcome") is None
