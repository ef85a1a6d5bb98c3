"""``mctool new``: every template is approved once its blanks are filled, and nothing is overwritten."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mctool.fixing.schemacomment import SCHEMAS
from mctool.themes import themes
from mctool.vocabularies.verbs import LANGUAGES
from mctool.yamlsource import Source
from tests.cli.conftest import Mctool
from tests.conftest import ROOT

BLANK = re.compile(r"<[A-Za-z][^<>\n]*>")


@pytest.fixture
def empty(mctool: Mctool, tmp_path: Path) -> Path:
    """An empty workspace in English and Polish."""
    folder = tmp_path / "ws"
    given = ("--name", "Example University", "--country", "POL", "--language", "en", "--language", "pl")
    assert mctool("init", folder, *given).code == 0
    return folder


def fill(folder: Path) -> int:
    """Fills every blank below *folder* and says how many there were."""
    filled = 0
    for path in folder.rglob("*.yaml"):
        text, number = BLANK.subn("Micro-credential Office, room 12", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        filled += number
    return filled


def approve(mctool: Mctool, folder: Path) -> int:
    return mctool("approve", "mine", "--body", "Senate", "--reference", "S/1", "-C", folder).code


def test_there_are_twelve_themes() -> None:
    assert len(themes()) >= 12


@pytest.mark.parametrize("theme", themes())
def test_a_template_is_approved_once_its_blanks_are_filled(mctool: Mctool, empty: Path, theme: str) -> None:
    made = mctool("new", "programme", "mine", "--from", theme, "-C", empty, "--format", "json")
    assert made.code == 0
    assert len(made.json["written"]) == 4
    found = mctool("validate", "-C", empty, "--format", "json").json["findings"]
    assert "MC008" in {one["code"] for one in found}
    assert approve(mctool, empty) == 1
    assert fill(empty) >= 5
    found = mctool("validate", "-C", empty, *made.json["written"], "--format", "json").json["findings"]
    left = [one for one in found if one["severity"] == "error" and one["path"] in made.json["written"]]
    assert [(one["code"], one["message"]) for one in left if one["code"] != "MC501"] == []
    assert {one["code"] for one in found if one["path"].startswith(("outcomes", "rubrics"))} == set()
    assert approve(mctool, empty) == 0


UNTRANSLATED = "it"  # a language of Europass that no template is written in
ACT, PLACE = "Spiegare due cause di un conflitto", "in un colloquio con studenti"


def translate(folder: Path) -> int:
    """Puts Italian where the template left a text to be translated, and says how many there were."""
    number = 0
    for path in sorted(folder.rglob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        part = ""
        for at, line in enumerate(lines):
            part = line.strip().rstrip(":") if line.endswith(":") else part
            if f'{UNTRANSLATED}: "TODO: ' in line:
                number += 1
                words = {"statement": f"{ACT} {PLACE}", "behaviour": ACT, "context": PLACE}
                said = words.get(part, f"Testo {number}")
                lines[at] = line[: line.index("TODO: ") - 1] + f'"{said}"'
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return number


@pytest.mark.parametrize("theme", themes()[:3])
def test_a_template_is_approved_once_it_is_translated(mctool: Mctool, tmp_path: Path, theme: str) -> None:
    folder = tmp_path / "ws"
    languages = ("--language", "en", "--language", UNTRANSLATED)
    assert mctool("init", folder, "--name", "U", "--country", "POL", *languages).code == 0
    assert mctool("new", "programme", "mine", "--from", theme, "-C", folder).code == 0
    assert approve(mctool, folder) == 1
    assert translate(folder) >= 25
    fill(folder)
    assert approve(mctool, folder) == 0
    found = mctool("validate", "-C", folder, "outcomes", "rubrics", "--format", "json").json["findings"]
    assert {one["code"] for one in found if one["severity"] == "error"} == set()


TRANSLATED = [path.stem for path in sorted((ROOT / "templates/descriptors/translations").glob("*.yaml"))]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_template_holds_in_every_language_it_is_written_in(mctool: Mctool, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, "--name", "U", "--country", "POL", "--language", language).code == 0
    for theme in themes():
        assert mctool("new", "programme", theme, "--from", theme, "-C", folder).code == 0
    assert "TODO" not in "".join(
        path.read_text(encoding="utf-8").partition("\nkind: ")[2] for path in folder.glob("*s/*.yaml")
    )
    found = mctool("validate", "-C", folder, "outcomes", "rubrics", "--format", "json").json["findings"]
    assert [(one["path"], one["code"], one["message"]) for one in found] == []
    fill(folder)
    for theme in themes()[:3]:
        assert mctool("approve", theme, "--body", "Senate", "--reference", "S/1", "-C", folder).code == 0


def test_templates_are_written_in_every_language_whose_verbs_are_known() -> None:
    assert {"en", "pl", *TRANSLATED} == set(LANGUAGES)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_every_text_and_no_other(language: str) -> None:
    folder = ROOT / "templates/descriptors"
    table = Source.from_bytes((folder / f"translations/{language}.yaml").read_bytes()).data
    sources = [*(folder / "themes").glob("*.yaml"), folder / "common.yaml"]
    texts = {text for path in sources for text in english(Source.from_bytes(path.read_bytes()).data)}
    assert set(table) == texts
    assert [text for text, said in table.items() if ("<" in text) != ("<" in said)] == []


def english(value: Any) -> Iterator[str]:
    """The English words in the data of a template."""
    if isinstance(value, dict) and isinstance(value.get("en"), str):
        yield value["en"]
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from english(item)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "# Plain words for an employer"),
        ("pl", "# Proste słowa dla pracodawcy"),
        ("de", "# Klare Worte für Arbeitgeber"),
        ("fr", "# Des mots simples pour un employeur"),
        ("es", "# Palabras sencillas para quien emplea"),
        ("pt", "# Palavras simples para quem emprega"),
        ("nl", "# Gewone woorden voor een werkgever"),
        ("fi", "# Plain words for an employer"),
    ],
)
def test_advice_comes_in_the_first_language_and_names_the_guide(
    mctool: Mctool, tmp_path: Path, language: str, words: str
) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, "--name", "U", "--country", "POL", "--language", language).code == 0
    made = mctool("new", "programme", "mine", "--from", "empathy", "-C", folder, "--format", "json").json["written"]
    text = (folder / "programmes/mine.yaml").read_text(encoding="utf-8")
    assert words in text
    comments = " ".join(
        line.strip("# ") for one in made for line in (folder / one).read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    )  # fmt: skip
    for section in ("3.4", "3.5.2", "3.3.1", "3.6.1", "3.5.1", "3.2.1", "2.2.1", "3.2.2"):
        assert re.search(rf"[( ]{re.escape(section)}\b", comments), section


def test_advice_says_the_same_in_every_language() -> None:
    advice = Source.from_bytes((ROOT / "templates/descriptors/advice.yaml").read_bytes()).data
    for about, said in advice.items():
        assert set(said) == set(LANGUAGES), about
        numbers = {
            code: sorted(re.findall(r"\d\.\d(?:\.\d)?|(?<!\d|\.)\d{1,2}(?![.\d])", words))
            for code, words in said.items()
        }
        assert len({tuple(one) for one in numbers.values()}) == 1, (about, numbers)


def test_editors_are_told_the_schema_once(mctool: Mctool, empty: Path) -> None:
    made = mctool("new", "programme", "mine", "--from", "empathy", "-C", empty, "--format", "json").json["written"]
    for one in made:
        kind = one.split("/")[0].removesuffix("s")
        first = (empty / one).read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema={SCHEMAS}/{kind}.schema.json"
    (empty / ".vscode").mkdir()
    (empty / ".vscode/settings.json").write_text("{}", encoding="utf-8")
    assert mctool("new", "outcome", "other", "-C", empty).code == 0
    assert "yaml-language-server" not in (empty / "outcomes/other.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["outcome", "rubric", "programme", "institution"])
def test_a_blank_descriptor_can_be_read(mctool: Mctool, empty: Path, kind: str) -> None:
    made = mctool("new", kind, "fresh", "-C", empty, "--format", "json")
    assert made.code == 0
    found = mctool("validate", "-C", empty, *made.json["written"], "--format", "json").json["findings"]
    assert not {one["code"] for one in found} & {"MC001", "MC002", "MC003", "MC006"}
    assert {one["code"] for one in found} & {"MC008", "MC004"}  # a blank is no id of an outcome either


def test_a_copy_leaves_out_what_was_decided_for_the_first(mctool: Mctool, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    assert mctool("init", folder, "--example", "equini").code == 0
    assert mctool("new", "programme", "next", "--from", "inclusive-communication", "-C", folder).code == 0
    text = (folder / "programmes/next.yaml").read_text(encoding="utf-8")
    assert "id: next" in text
    assert "# Plain words for an employer" in text
    assert "approvals" not in text
    assert "review" not in text
    assert mctool("new", "cohort", "next-1", "--from", "next", "-C", folder).code == 0
    assert 'version: "2026.1"' in (folder / "cohorts/next-1.yaml").read_text(encoding="utf-8")
    found = mctool("validate", "-C", folder, "--format", "json").json["findings"]
    assert [one for one in found if one["path"] == "cohorts/next-1.yaml" and one["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("programme", "../out"), "is no id"),
        (("programme", "x", "--from", "empaty"), "did you mean «empathy»"),
        (("outcome", "x", "--from", "nowhere"), "there is no outcome «nowhere»"),
        (("cohort", "x"), "--from PROGRAMME"),
        (("institution", "institution"), "already there"),
    ],
)
def test_a_refusal_writes_nothing(mctool: Mctool, empty: Path, given: tuple[str, ...], words: str) -> None:
    before = sorted(path for path in empty.rglob("*.yaml"))
    ended = mctool("new", *given, "-C", empty)
    assert ended.code == 2
    assert words in ended.err
    assert sorted(path for path in empty.rglob("*.yaml")) == before


def test_two_programmes_from_one_template_do_not_overwrite(mctool: Mctool, empty: Path) -> None:
    assert mctool("new", "programme", "one", "--from", "bias", "-C", empty).code == 0
    ended = mctool("new", "programme", "two", "--from", "bias", "-C", empty)
    assert ended.code == 2
    assert "already there" in ended.err
    assert not (empty / "programmes/two.yaml").exists()


def test_help_names_every_template(mctool: Mctool) -> None:
    words = "".join(mctool("new", "--help").out.replace("│", " ").split())  # lines break at hyphens too
    assert [theme for theme in themes() if theme not in words] == []
