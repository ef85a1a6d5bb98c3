"""Corrections that cannot change what a descriptor means: planned on bytes, proved by reading, then written."""

from mctool.fixing.planning import CODES, Fix, MendedFile, Plan, Withheld, plan
from mctool.fixing.writing import unified_diff, write_plan

__all__ = ["CODES", "Fix", "MendedFile", "Plan", "Withheld", "plan", "unified_diff", "write_plan"]
