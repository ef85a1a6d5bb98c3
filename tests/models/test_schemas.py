"""The JSON Schemas accept and refuse what the models do: an independent validator judges changed descriptors."""

import copy
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mctool.models.schemas import SCHEMAS, json_schema
from mctool.yamlsource import Source
from tests.conftest import ROOT

VALIDATORS = {
    kind: jsonschema.Draft202012Validator(
        json_schema(kind), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for kind in SCHEMAS
}
E_LEARNING = "http://data.europa.eu/snb/learning-activity/bf2e3a7bae"
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 7, 1.0, 6.0, 1.5, 1_000_000, "", " ", "x", "a-b", "A b", "1", "6", "true",
    "2026-02-03", "2026-02-30", "P3Y", "3 years", "en", "no", "POL", "Poland", "https://example.org/a", "ftp://x",
    "0" * 64, "sha256:" + "0" * 64, "MC203", "skill", "blended", "exact", "L-7F3A", {}, [], [1], ["x"], ["en", "en"],
    {"en": "x"}, {"xx": "x"}, {"en": ""}, {"en": 1}, {"x": {}}, {"MC203": {"severity": "off", "reason": "x"}},
    {"delivery": {"unit": "x"}}, [[1]], ["en", "english"], ["e-learning-coursework", E_LEARNING],
]  # fmt: skip


def descriptors() -> list[tuple[str, dict[str, Any]]]:
    """Kind and content of every descriptor of the example, and of small ones for the kinds that it lacks."""
    found = []
    for path in sorted((ROOT / "examples" / "equini").rglob("*.yaml")):
        data = Source.from_bytes(path.read_bytes()).data
        if not isinstance(data.get("results"), str):
            results = {"results": data["results"][:2]} if "results" in data else {}
            found.append((data.get("kind", "settings"), data | results))
    waiver = {"rule": "MC305", "in": "x.yaml", "reason": "r", "approved_by": "Quality Office", "expires": "2026-12-31"}
    column = {"column": "c", "assessment": "a", "criteria": ["x"], "levels": {"low": 0.5}, "words": {"Good": "high"}}
    mapping = {
        "kind": "mapping",
        "id": "m",
        "layout": "moodle",
        "assessor": "a",
        "learner": {"key": "k", "scheme": "s"},
    }
    found.append(("waivers", {"kind": "waivers", "id": "w", "waivers": [waiver]}))
    found.append(("mapping", mapping | {"columns": [column], "skip_rows": [{"rows": "totals", "reason": "r"}]}))
    return found


DESCRIPTORS = descriptors()


def places(value: Any, loc: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value in *value*."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [loc, *(place for key, one in inner for place in places(one, (*loc, key)))]


def changed(data: Any, loc: tuple[str | int, ...], how: str, value: Any) -> None:
    """Changes *data* at *loc*."""
    *before, last = loc
    for part in before:
        data = data[part]
    if how == "replace":
        data[last] = value
    elif how == "remove":
        del data[last]
    elif how == "wrap":
        data[last] = [data[last]]
    elif isinstance(data, dict):
        data["unknown" if how == "add" else f"{last}s"] = value if how == "add" else data.pop(last)
    else:
        data.append(copy.deepcopy(data[last]))


def by_schema(kind: str, data: Any) -> bool:
    return bool(VALIDATORS[kind].is_valid(data))


def by_model(kind: str, data: Any) -> bool:
    try:
        SCHEMAS[kind].model_validate(data, context={"language": "en"})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("kind", "data"), DESCRIPTORS, ids=[f"{kind}-{data.get('id')}" for kind, data in DESCRIPTORS])
def test_the_example_is_accepted_by_both(kind: str, data: Any) -> None:
    assert by_schema(kind, data)
    assert by_model(kind, data)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_changed_descriptors_are_judged_alike(data: st.DataObject) -> None:
    kind, original = data.draw(st.sampled_from(DESCRIPTORS))
    spoilt = copy.deepcopy(original)
    for _ in range(data.draw(st.integers(1, 2))):
        loc = data.draw(st.sampled_from(places(spoilt)[1:]))
        how = data.draw(st.sampled_from(["replace", "replace", "remove", "wrap", "add", "rename"]))
        changed(spoilt, loc, how, copy.deepcopy(data.draw(st.sampled_from(VALUES))))
    if not isinstance(spoilt.get("results"), str):  # a table is read before the model sees it
        assert by_schema(kind, spoilt) == by_model(kind, spoilt)


@pytest.mark.parametrize(
    ("kind", "key", "value", "accepted"),
    [
        ("settings", "mctool", 1.0, True),
        ("settings", "mctool", True, False),
        ("settings", "policy", {"assessors": 2.0}, True),
        ("settings", "policy", {"assessors": 1.5}, False),
        ("settings", "policy", {"assessors": 0.0}, False),
        ("settings", "languages", ["en", "pl"], True),
        ("settings", "languages", ["en", "english"], False),
        ("programme", "eqf_level", 6.0, True),
        ("programme", "eqf_level", 6.5, False),
        ("programme", "languages", ["pl", "http://publications.europa.eu/resource/authority/language/POL"], False),
        ("programme", "activities", ["e-learning-coursework", E_LEARNING], False),
        ("programme", "activities", ["workshop-seminar-or-conference", E_LEARNING], True),
    ],
)
def test_whole_numbers_with_a_point_and_values_in_two_forms(kind: str, key: str, value: Any, accepted: bool) -> None:
    data = next(data for one, data in DESCRIPTORS if one == kind) | {key: value}
    assert (by_model(kind, data), by_schema(kind, data)) == (accepted, accepted)


def test_a_cohort_may_name_a_table() -> None:
    data = {"kind": "cohort", "id": "c", "programme": "p", "version": "1", "results": "c.csv"}
    data["period"] = {"start": "2026-01-01", "end": "2026-02-01"}
    assert by_schema("cohort", data)
    assert not by_schema("cohort", data | {"results": "c.xlsx"})
