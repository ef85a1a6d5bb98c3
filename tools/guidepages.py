"""The rows of the guide, the rules' sources and the reports -> docs/guide.md."""

from guiderows import COMMANDS, PARTS, Row
from mctool.rules import ALL

HEAD = """# The guide, row by row

What mctool does for each section, risk and question of the *Practical Guide to Awarding Micro-credentials in Emotional
Intelligence and Non-Discrimination Activities* (EQUINI project, Lodz University of Technology and partners, December
2025, CC BY-NC 4.0), and for each element of Annex I of the Council Recommendation of 16 June 2022 on micro-credentials
(OJ C 243, 27.6.2022). The words in the table are ours, not theirs.

`mctool explain G3.2.1` prints the rules of a row. Where no rule stands, files cannot tell, and a report gives people
what they need to judge. A rule sees what is written; whether it is lived, people have to look. The last column names
what you type for it, beside `mctool validate` and `mctool report`.
"""


def page() -> str:
    """The page, in Markdown."""
    return HEAD + "".join(f"\n## {title}\n\n{_table(rows)}" for title, rows in PARTS)


def _table(rows: tuple[Row, ...]) -> str:
    lines = "".join(
        f"| {row.id} | {row.asks} | {_rules(row)} | {'<br>'.join(row.reports)} | {_commands(row)} |\n" for row in rows
    )
    return f"| Row | What is asked | Rules | Report: section | Command |\n|---|---|---|---|---|\n{lines}"


def _rules(row: Row) -> str:
    return " ".join(f"[{rule.code}](rules/{rule.code}.md)" for rule in ALL if row.id in rule.sources)


def _commands(row: Row) -> str:
    names = COMMANDS.get(row.id, ())
    return "<br>".join(f"[{name}](cli.md#mctool-{name.replace(' ', '-')})" for name in names)
