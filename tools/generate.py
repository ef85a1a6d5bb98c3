"""Writes every file that is made from the code, or with --check says which are not fresh."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import commandpages
import formatpages
import guidepages
from mctool.models.schemas import SCHEMAS, json_schema
from mctool.reports import manual
from mctool.rules import ALL

ROOT = Path(__file__).resolve().parent.parent


def generated() -> Iterator[tuple[str, str]]:
    """Each generated file: its path in the repository, and its text."""
    for kind in SCHEMAS:
        yield f"schemas/{kind}.schema.json", json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
    for rule in ALL:
        yield f"docs/rules/{rule.code}.md", manual.page(rule)
    yield "docs/rules/index.md", manual.index(ALL)
    yield "docs/cli.md", commandpages.page()
    yield "docs/keys.md", formatpages.page()
    yield "docs/guide.md", guidepages.page()


def main() -> int:
    """Writes the files, or compares them; 1 when one is not fresh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is not fresh")
    check = parser.parse_args().check
    files = dict(generated())
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/rules").glob("MC*.md")}
    stale = sorted(kept - set(files))
    for name, text in files.items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if not check:
        for name in kept - set(files):
            (ROOT / name).unlink()
        return 0
    for name in stale:
        print(f"not fresh: {name}; run «make generate»", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
