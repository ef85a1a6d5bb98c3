"""The programme report speaks each language of the workspace as its readers write it."""

import re
from pathlib import Path

import pytest

from mctool.models.values import Period
from mctool.reports.programmepages import tongue
from mctool.vocabularies import tables
from tests.cli.conftest import NOW, Mctool
from tests.formats.printed import SEVEN


@pytest.mark.parametrize(
    ("language", "period", "words"),
    [
        ("en", "P1Y", "1 year"), ("en", "P1M", "1 month"), ("en", "P2Y1D", "2 years, 1 day"),
        ("pl", "P1Y", "1 rok"), ("pl", "P3Y", "3 lata"), ("pl", "P5Y", "5 lat"), ("pl", "P12Y", "12 lat"),
        ("pl", "P22M", "22 miesiące"), ("pl", "P6M", "6 miesięcy"), ("pl", "P14D", "14 dni"), ("pl", "P1D", "1 dzień"),
        ("de", "P1D", "1 Tag"), ("fr", "P1Y6M", "1 an, 6 mois"), ("pt", "P1M", "1 mês"), ("nl", "P3Y", "3 jaar"),
        ("es", "P1M", "1 mes"), ("it", "P2M", "2 months"),
    ],
)  # fmt: skip
def test_periods_are_counted_as_each_language_counts(language: str, period: str, words: str) -> None:
    assert tongue(language).period(Period.parse(period)) == words


@pytest.mark.parametrize("language", SEVEN)
def test_every_phrase_is_there_with_its_blank(language: str) -> None:
    rows = tables.read("report-phrases")
    assert [row["key"] for row in rows if not row[language] or row[language].count("{what}") > 1] == []
    assert [row["key"] for row in rows if ("{what}" in row["en"]) != ("{what}" in row[language])] == []


def test_a_workspace_in_seven_languages_is_described_in_all(mctool: Mctool, workspace: Path) -> None:
    settings = workspace / "mctool.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"languages: \[.*?\]", f"languages: [{', '.join(SEVEN)}]", text), encoding="utf-8")
    ended = mctool("report", "programme", "inclusive-communication", "-C", workspace, "--now", NOW)
    assert ended.code == 0, ended.err
    for language in SEVEN[1:]:
        start = ended.out.index(f'lang="{language}" class="level3"')
        own = ended.out[start : ended.out.find('class="level3"', start + 40)]
        speak = tongue(language)
        for key in ("can-do", "how-assessed", "safeguards", "form-of-award", "use", "not-by-attendance", "voluntary"):
            assert speak(key).replace("'", "&#39;") in ended.out[start:], (language, key)
        assert f'id="programme-inclusive-communication-{language}"' in own
    assert "Presential" not in ended.out
