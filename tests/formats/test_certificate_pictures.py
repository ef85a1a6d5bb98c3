"""The page of the certificate as a picture, which goes inside the credential."""

import io
import shutil
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from mctool import resources
from mctool.credentials import Credential, Logo

from .awarded import one, varied
from .printed import SEVEN, crowded, in_seven_languages, printer, tool

LARGEST = 150 * 1024


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def most_apart(one: Image.Image, other: Image.Image) -> float:
    """The greatest difference of a pixel in lightness, of 255."""
    return ImageStat.Stat(ImageChops.difference(one, other).convert("L")).extrema[0][1]


def as_poppler_draws(document: bytes, page: int, folder: Path) -> Image.Image:
    place = ("-f", str(page), "-l", str(page))
    tool("pdftoppm", "-r", "100", *place, "-png", "-singlefile", "@", "page", document=document, folder=folder)
    return Image.open(folder / "page.png").convert("RGB")


@pytest.fixture(scope="module")
def seven() -> Credential:
    return in_seven_languages()


def test_one_small_picture_for_each_language(seven: Credential) -> None:
    shown = printer(seven).pages(seven)
    assert [page.language for page in shown] == list(SEVEN)
    assert {page.media_type for page in shown} == {"image/png"}
    assert len({page.content for page in shown}) == len(SEVEN)
    for page in shown:
        assert len(page.content) <= LARGEST
        assert picture(page.content).size == (827, 1170)


def test_the_compressed_rows_have_their_checksum(seven: Credential) -> None:
    """Many readers of PNG skip the Adler-32 at the end; zlib does not."""
    for page in printer(seven).pages(seven):
        place = page.content.index(b"IDAT")
        length = int.from_bytes(page.content[place - 4 : place])
        rows = zlib.decompress(page.content[place + 4 : place + 4 + length])
        assert len(rows) == 1170 * (1 + 827)


def test_a_crowded_page_is_small_too() -> None:
    credential = crowded()
    (page,) = printer(credential).pages(credential)
    assert len(page.content) <= LARGEST


@pytest.mark.parametrize("place", [1, 2])
def test_it_shows_the_page_of_the_pdf(place: int, seven: Credential, tmp_path: Path) -> None:
    """Poppler, which shares no code with what draws the picture, draws nearly the same, and other pages differently."""
    warm = printer(seven)
    document = warm.pdf(seven, attachments={})
    ours = picture(warm.pages(seven)[place - 1].content)

    def distance(page: int) -> float:
        theirs = as_poppler_draws(document, page, tmp_path)
        blurred = [one.reduce(4) for one in (ours, theirs)]
        return ImageStat.Stat(ImageChops.difference(*blurred).convert("L")).mean[0]

    assert distance(place) < 4
    assert distance(3 - place) > 2 * distance(place)


def test_paper_is_white_and_the_logo_keeps_its_colours(seven: Credential) -> None:
    colours = {colour for _, colour in picture(printer(seven).pages(seven)[0].content).getcolors(1 << 20) or []}
    assert (255, 255, 255) in colours
    for wanted in ((0x16, 0x32, 0x4F), (0x2A, 0x9D, 0x8F), (0xE9, 0xC4, 0x6A)):  # those of the example's logo
        assert min(sum(abs(a - b) for a, b in zip(wanted, colour, strict=True)) for colour in colours) <= 24


@pytest.mark.parametrize(("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_raster_logo_is_drawn_in_its_proportions(form: str, media_type: str) -> None:
    content = io.BytesIO()
    Image.new("RGB", (600, 200), (200, 30, 30)).save(content, form)
    credential = varied(one(), award={"logo": Logo(content.getvalue(), media_type)})
    page = picture(printer(credential).pages(credential)[0].content)
    reds = page.point(lambda level: 255 if level > 120 else 0).split()
    red = ImageChops.subtract(reds[0], reds[1]).getbbox()
    assert red
    width, height = red[2] - red[0], red[3] - red[1]
    assert 2.8 < width / height < 3.2
    assert abs((red[0] + red[2]) / 2 - page.width / 2) < 3  # in the middle


def test_pictures_do_not_depend_on_who_came_before() -> None:
    first, second = one(), varied(one(), learner={"given_name": "Ada", "family_name": "Other"})
    warm = printer(first)
    warm.pages(first)
    assert warm.pages(second) == printer(second).pages(second)
    assert warm.pages(first) == printer(first).pages(first)
    assert warm.pages(first) != warm.pages(second)


@pytest.fixture(scope="module")
def own_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Templates of a workspace: ours, but nothing is known of what they keep where, so pages are drawn as a whole."""
    folder = tmp_path_factory.mktemp("own") / "certificate"
    shutil.copytree(resources.folder("templates") / "certificate", folder)
    return folder


def named(given: str, family: str, *, number: int = 0) -> Credential:
    credential = varied(one(), award={"languages": ("en", "pl")})
    learner = replace(credential.learner, given_name=given, family_name=family)
    return replace(credential, id=f"urn:credential:{number:08x}-0000-4000-8000-00000000000{number}", learner=learner)


NAMES = (
    ("Ada", "Łąka"),
    ("Maria Aleksandra Konstancja", "Przykładowa-Niekończyńska Długonazwiska"),
    ("محمد", "العربي"),
    ("עדה", "לוי"),
    ("g" * 60, "Ŷ" * 60),
    ("I", "O"),
)


def test_strips_of_a_page_in_a_sheet_look_like_the_page(own_templates: Path) -> None:
    """Each learner's picture against the same page drawn as a whole, after others have used the sheet."""
    warm = printer(named("Before", "Everybody"))
    warm.pages(named("Before", "Everybody"))
    whole = printer(named("Before", "Everybody"), folder=own_templates)
    for number, name in enumerate(NAMES, 1):
        person = named(*name, number=number)
        for ours, theirs in zip(warm.pages(person), whole.pages(person), strict=True):
            assert most_apart(picture(ours.content), picture(theirs.content)) < 90, (
                name
            )  # roundings, and colours of another palette
    first, second = (picture(warm.pages(named(*name))[0].content) for name in NAMES[:2])
    assert most_apart(first, second) > 200  # what a wrong letter would be


def test_where_the_strips_do_not_fit_the_page_is_drawn_as_a_whole(own_templates: Path) -> None:
    """An id of narrow letters leaves the verification address a line less than ids usually need."""
    person = replace(named("Ada", "Other"), id="urn:credential:ffffffff-ffff-4fff-8fff-ffffffffffff")
    ours = person.award.institution
    person = varied(
        person,
        award={"institution": ours.model_copy(update={"verification_page": "https://u.example/vvv/{credential}"})},
    )
    assert printer(person).pages(person)[0] == printer(person, folder=own_templates).pages(person)[0]


def test_letters_that_reach_into_the_rest_of_the_page_are_drawn_with_it(own_templates: Path) -> None:
    person = named("Z͎͑a̷͠l̵g̶o̴̊̓̌", "Ấ̃̃̃̃̃̃̃̃")
    assert printer(person).pages(person)[0] == printer(person, folder=own_templates).pages(person)[0]
