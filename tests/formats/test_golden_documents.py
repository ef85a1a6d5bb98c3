"""The golden files are what we write today; a change of a single byte is a change that somebody has to look at."""

import pytest

from .golden import FOLDER, documents

DOCUMENTS = documents()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_the_golden_one(name: str) -> None:
    assert DOCUMENTS[name].splitlines() == (FOLDER / name).read_bytes().decode().splitlines()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_line_ends_are_part_of_it(name: str) -> None:
    assert DOCUMENTS[name].encode() == (FOLDER / name).read_bytes()
