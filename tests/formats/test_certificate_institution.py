"""What an institution sets for its certificates: its colour, and the page where they are verified."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from mctool.credentials import Credential

from .awarded import one, varied
from .printed import bare, printer, text

PAGE = "https://example.org/verify/{credential}?lang=en&v=1"


def printed(credential: Credential) -> bytes:
    return printer(credential).pdf(credential, attachments={})


def qr_code(document: bytes) -> str:
    """What the code on the first page says, read by a program that did not write it."""
    page = pypdfium2.PdfDocument(document)[0].render(scale=2).to_pil().convert("L")
    [found] = zxingcpp.read_barcodes(page)
    return str(found.text)


def test_the_code_leads_to_the_verification_page_which_is_a_link_too(tmp_path: Path) -> None:
    credential = varied(one(), institution={"verification_page": PAGE})
    address = PAGE.replace("{credential}", credential.id)
    document = printed(credential)
    assert qr_code(document) == address
    with pikepdf.open(io.BytesIO(document)) as pdf:
        links = {str(annotation.A.URI) for annotation in pdf.pages[0].get("/Annots", [])}
    assert links == {address}
    assert bare(address) in text(document, tmp_path).replace("\u200b", "")


def test_without_such_a_page_the_code_is_the_credentials_id() -> None:
    credential = varied(one(), institution={"verification_page": None})
    assert qr_code(printed(credential)) == credential.id


@pytest.mark.parametrize(("colour", "printed_as"), [("#7a1f5c", (0x7A, 0x1F, 0x5C)), ("#f39200", (0xAA, 0x66, 0x00))])
def test_the_frame_and_the_title_are_in_the_institutions_colour(colour: str, printed_as: tuple[int, int, int]) -> None:
    """A pale colour is darkened until words in it can be read on white."""
    page = pypdfium2.PdfDocument(printed(varied(one(), institution={"colour": colour})))[0].render(scale=2).to_pil()
    colours = {found for _, found in page.convert("RGB").getcolors(1 << 24) or []}
    assert printed_as in colours
