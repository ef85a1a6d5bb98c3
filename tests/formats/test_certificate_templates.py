"""An institution's own templates: they go before ours, and what is wrong in them is said with file and line."""

from pathlib import Path

import pytest

from mctool.credentials import Logo
from mctool.errors import FormatError
from mctool.formats.participation import ParticipationPrinter

from .awarded import NOW, one, varied
from .printed import printer, text

OURS = Path(__file__).resolve().parents[2] / "templates" / "certificate"


def workspace_template(folder: Path, content: str, name: str = "certificate.typ") -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_the_workspaces_own_template_goes_before_ours(tmp_path: Path) -> None:
    own = (
        "#let certificate(pages, code, accent, size) = "
        "for page in pages [Own design for #page.holder #pagebreak(weak: true)]"
    )
    credential = one()
    document = printer(credential, folder=workspace_template(tmp_path, own)).pdf(credential, attachments={})
    found = text(document, tmp_path)
    assert f"owndesignfor{''.join(credential.learner.full_name.split()).casefold()}" in found
    assert "poland" not in found


def test_a_template_that_is_not_overridden_stays_ours(tmp_path: Path) -> None:
    folder = workspace_template(tmp_path, "#let participation(pages, size) = panic()", "participation.typ")
    credential = one()
    assert printer(credential, folder=folder).pdf(credential, attachments={}) == printer(credential).pdf(
        credential, attachments={}
    )


def test_a_copy_of_our_template_prints_the_same(tmp_path: Path) -> None:
    folder = workspace_template(tmp_path, (OURS / "certificate.typ").read_text(encoding="utf-8"))
    credential = one()
    assert printer(credential, folder=folder).pdf(credential, attachments={}) == printer(credential).pdf(
        credential, attachments={}
    )


HEAD = "#let certificate(pages, code, accent, size) = "
WRONG = {
    "syntax": (f"#let a = 1\n{HEAD}{{\n", 2, "unclosed delimiter"),
    "field": (f"{HEAD}{{\n  pages.at(0).nobody\n}}", 2, "nobody"),
    "alternative": (
        f'{HEAD}for page in pages {{\n\n  image(bytes(code), format: "svg")\n  pagebreak(weak: true)\n}}',
        3,
        "missing alt text",
    ),
    "missing file": (f'\n#import "style.typ": colour\n{HEAD}[]', 2, "file not found"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_template_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    content, line, words = WRONG[name]
    credential = one()
    with pytest.raises(FormatError, match=rf"templates/certificate/certificate\.typ, line {line}: .*{words}") as caught:
        printer(credential, folder=workspace_template(tmp_path, content)).pdf(credential, attachments={})
    assert "\n" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value).partition("file not found")[0]


@pytest.mark.parametrize("content", ["#let other = 1", "#let certificate(pages) = []", ""])
def test_a_template_without_the_function_hears_which(content: str, tmp_path: Path) -> None:
    credential = one()
    wanted = r"certificate\.typ: .*the template has to define certificate\(pages, code, accent, size\)"
    with pytest.raises(FormatError, match=wanted):
        printer(credential, folder=workspace_template(tmp_path, content)).pages(credential)


def test_a_template_that_always_takes_two_pages_is_refused(tmp_path: Path) -> None:
    content = (
        "#let certificate(pages, code, accent, size) = for page in pages [a #pagebreak() b #pagebreak(weak: true)]"
    )
    credential = one()
    with pytest.raises(FormatError, match=rf"^{credential.learner.learner}: .*does not fit on one page"):
        printer(credential, folder=workspace_template(tmp_path, content)).pages(credential)


def test_a_template_that_leaves_a_language_out_is_named(tmp_path: Path) -> None:
    credential = one()
    with pytest.raises(FormatError, match=r"templates/certificate/certificate\.typ: pages for 1 of 2 languages"):
        printer(credential, folder=workspace_template(tmp_path, f"{HEAD}[one page]")).pages(credential)


def test_a_template_cannot_read_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "templates").mkdir()
    content = '#let certificate(pages, code, accent, size) = [\n#read("../secret.txt")]'
    credential = one()
    with pytest.raises(FormatError, match=r"certificate\.typ, line 2"):
        printer(credential, folder=workspace_template(tmp_path / "templates", content)).pages(credential)


def test_a_wrong_participation_template_is_named_too(tmp_path: Path) -> None:
    folder = workspace_template(tmp_path, "#let participation(pages, size) = {\n  none.at(0)\n}", "participation.typ")
    award, learner = one().award, one().learner
    with pytest.raises(FormatError, match=rf"^{learner.learner}: templates/certificate/participation\.typ, line 2"):
        ParticipationPrinter(award, template_folder=folder).pdf(learner, None, now=NOW)


LOGOS = [
    (Logo(b"<svg", "image/svg+xml"), "logo cannot be drawn"),
    (Logo(b"\xff<svg", "image/svg+xml"), "no SVG text in UTF-8"),
    (Logo(b"\x89PNG\r\n\x1a\n", "image/png"), "cannot be read as PNG or JPEG"),
]


@pytest.mark.parametrize(("logo", "words"), LOGOS)
def test_a_logo_that_cannot_be_drawn_is_named(logo: Logo, words: str) -> None:
    credential = varied(one(), award={"logo": logo})
    with pytest.raises(FormatError, match=words):
        printer(credential).pages(credential)
