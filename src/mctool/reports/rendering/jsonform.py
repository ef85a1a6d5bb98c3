"""A view model as JSON: what programs read, without layout."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from mctool.findings import Finding
from mctool.models.values import Period
from mctool.reports.findings import finding_json


def render(kind: str, view: Any) -> str:
    """The view model *view* of the report *kind*: its fields by name, dates as text, findings as elsewhere."""
    return json.dumps({"report": kind, **as_data(view)}, ensure_ascii=False, indent=2) + "\n"


def as_data(one: Any) -> Any:
    """*one* as plain data, in the order of its fields."""
    if isinstance(one, Finding):
        return finding_json(one)
    if is_dataclass(one) and not isinstance(one, type):
        return {field.name: as_data(getattr(one, field.name)) for field in fields(one)}
    if isinstance(one, Period):
        return str(one)
    if isinstance(one, Enum):
        return one.value
    if isinstance(one, datetime):
        return one.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, Mapping):
        return {str(key): as_data(value) for key, value in one.items()}
    if isinstance(one, tuple | list):
        return [as_data(item) for item in one]
    return one
