"""The unsigned bytes of one learner in each format, for people to read and for changes to show.

``python -m tests.formats.golden`` writes them again.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from mctool.formats import elm_jsonld, europass_xml

from .awarded import one, pages

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def documents() -> Mapping[str, str]:
    """Every golden file by name. XML is its bytes; JSON is indented, and ``test_it_is_written_one_way_only`` says
    how that maps to its bytes."""
    credential = one("inclusive-communication")
    elm = json.loads(elm_jsonld.render(credential, pages(credential.award)))
    return {
        "inclusive-communication.xml": europass_xml.render(credential).decode(),
        "inclusive-communication.jsonld": json.dumps(elm, ensure_ascii=False, indent=1) + "\n",
    }


if __name__ == "__main__":
    for name, text in documents().items():
        (FOLDER / name).write_bytes(text.encode())
