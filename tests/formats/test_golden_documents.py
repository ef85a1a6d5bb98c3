"""The golden files are what we write today; a change of a single byte is a change that somebody has to look at."""

import pytest

from .golden import FOLDER, documents

DOCUMENTS = documents()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_the_golden_one(name: str) -> None:
    golden = (FOLDER / name).read_bytes()
    assert DOCUMENTS[name].splitlines() == golden.decode().splitlines()  # line by line first, to say where
    assert DOCUMENTS[name].encode() == golden
