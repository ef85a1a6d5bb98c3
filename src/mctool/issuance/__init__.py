"""Decisions -> files and register lines: the pipeline, in the order of interface.md."""

from mctool.issuance.order import FORMATS, Issued, Options, Outcome, issue
from mctool.issuance.plan import Plan, make_plan
from mctool.issuance.production import Producer, SealPlan, Task

__all__ = ["FORMATS", "Issued", "Options", "Outcome", "Plan", "Producer", "SealPlan", "Task", "issue", "make_plan"]
