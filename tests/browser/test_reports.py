"""Every HTML report in a real browser: nothing asked of the network, nothing to complain about, nothing cut off."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import DARK, NARROW, PAPER, VIEWS, WIDE, opened
from tests.browser.conftest import ARTEFACTS, KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_can_read_it_on_any_screen_and_on_paper(kind: str, issued: Path, browser: Browser, axe: str) -> None:
    with opened(browser, issued / f"{kind}.html") as shown:
        for view in VIEWS:
            shown.look(view)
            assert shown.overflow() == [], view.name
            # colours are all that differs between the views of one layout
            rules = () if view in (WIDE, NARROW) else ("color-contrast",)
            assert shown.violations(axe, *rules) == [], view.name
            if view is not PAPER:
                shown.picture(ARTEFACTS / f"{kind}-{view.name}.png")
        shown.page.pdf(path=ARTEFACTS / f"{kind}-printed.pdf", prefer_css_page_size=True)
        assert (shown.requests, shown.console) == ([shown.address], [])


@pytest.mark.parametrize("kind", KINDS)
def test_gaps_long_words_and_markup_break_no_page(kind: str, marred: Path, browser: Browser, axe: str) -> None:
    with opened(browser, marred / f"{kind}.html") as shown:
        shown.look(DARK)
        assert shown.overflow() == []
        assert shown.violations(axe) == []
        assert (shown.requests, shown.console) == ([shown.address], [])


FAULTY = """<!DOCTYPE html><html lang="en"><title>Faulty</title><main>
<h1 style="color: #ccc; background: #fff">Pale</h1><div style="width: 900px">wide</div>
<img src="https://example.org/spy.png" alt="spy"><script>nowhere()</script></main>"""


def test_a_faulty_page_is_found_out(tmp_path: Path, browser: Browser, axe: str) -> None:
    file = tmp_path / "faulty.html"
    file.write_text(FAULTY, encoding="utf-8")
    with opened(browser, file) as shown:
        shown.look(NARROW)
        assert shown.overflow() == ["DIV wide", "the page scrolls"]
        assert [one.split(":")[0] for one in shown.violations(axe)] == ["color-contrast"]
        assert shown.requests == [shown.address, "https://example.org/spy.png"]
        assert any("nowhere" in line for line in shown.console)
