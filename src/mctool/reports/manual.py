"""The manual of the rules: one page a rule, and lists of them. The same text is in the terminal, docs and SARIF."""

from collections.abc import Iterable
from typing import Any

from mctool.rules.registry import Rule


def page(rule: Rule) -> str:
    """The manual page of *rule*, in Markdown."""
    text = rule.page
    guard = "\n\nThis rule guards issuing: it can be neither waived nor lowered." if rule.guard else ""
    return (
        f"# {rule.code} {rule.name}\n\n{text.fault}\n\nSeverity: {rule.severity}. "
        f"Source: {', '.join(rule.sources)}.{guard}\n\n"
        f"## Why\n\n{text.why}\n\n## Example\n\n{text.example}\n\n## Fix\n\n{text.fix}\n"
    )


def listing(rules: Iterable[Rule]) -> str:
    """One line a rule: code, severity, name, fault."""
    chosen = list(rules)
    width = max(len(rule.name) for rule in chosen)
    return "\n".join(f"{rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {rule.page.fault}" for rule in chosen)


def as_json(rule: Rule) -> dict[str, Any]:
    """What programs learn about a rule (interface.md, *explain*)."""
    text = rule.page
    return {
        "code": rule.code, "name": rule.name, "severity": rule.severity.value, "sources": list(rule.sources),
        "summary": text.fault, "why": text.why, "example": text.example, "fix": text.fix, "guard": rule.guard,
    }  # fmt: skip


def index(rules: Iterable[Rule]) -> str:
    """The list of all rules, in Markdown, with links to their pages."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {rule.page.fault} "
        f"| {', '.join(rule.sources)} |"
        for rule in rules
    ]
    head = "# Rules\n\n| Code | Name | Severity | Fault | Source |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"
