"""A page in headless Chromium: what it shows, asks for and says, and what axe-core finds wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests.programs import need, npm_packages

_HERE = Path(__file__).parent
_PAPER = 680
"""CSS pixels between the margins of A4."""
_TALLEST = 9000
"""CSS pixels of a page that a picture shows; beyond some 16,000 Chromium repeats itself."""


@dataclass(frozen=True)
class View:
    """How somebody looks at a page: on a screen so wide, by day or by night, or on paper."""

    name: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"


WIDE, NARROW = View("wide-light", 1280), View("narrow-light", 390)
DARK = View("narrow-dark", 390, "dark")
PAPER = View("paper", _PAPER, media="print")
VIEWS = (WIDE, View("wide-dark", 1280, "dark"), NARROW, DARK, PAPER)


@dataclass
class Opened:
    """A page, with what it asked the network for and what its console said while it was open."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def look(self, view: View) -> None:
        """Shows the page as *view* says."""
        self.page.set_viewport_size({"width": view.width, "height": 900})
        self.page.emulate_media(media=view.media, color_scheme=view.scheme)

    def overflow(self) -> list[str]:
        """What sticks out to the right, unless it scrolls by itself; empty when the page need not scroll."""
        found: list[str] = self.page.evaluate(_OVERFLOW)
        return found

    def violations(self, axe: str, *rules: str) -> list[str]:
        """What axe-core, whose script is *axe*, finds by *rules* (by all when none is named): rule, place, reason."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe)
        found: list[str] = self.page.evaluate(_AXE, rules)
        return found

    def picture(self, path: Path) -> None:
        """Keeps the page as it looks, as far down as one picture goes."""
        size = self.page.viewport_size
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        assert size is not None
        clip: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": min(tall, _TALLEST)}
        self.page.screenshot(path=path, full_page=True, clip=clip)


_OVERFLOW = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const scrolls = (one) => one && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > edge + 0.5 && !scrolls(one.parentElement))
    .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 60)}`).concat("the page scrolls");
}"""

_AXE = """async (rules) => {
  const options = {resultTypes: ["violations"]};
  if (rules.length) options.runOnly = {type: "rule", values: rules};
  return (await axe.run(options)).violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@contextmanager
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """*file* in a browser window of its own, in which every other address is refused and written down."""
    context = browser.new_context(service_workers="block", reduced_motion="reduce")
    page = context.new_page()
    shown = Opened(page, file.as_uri())
    page.on("console", lambda message: shown.console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: shown.console.append(str(error)))
    page.on("request", lambda request: shown.requests.append(request.url))
    context.route("**/*", lambda route: route.continue_() if route.request.url == shown.address else route.abort())
    page.goto(shown.address)
    try:
        yield shown
    finally:
        context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    path = need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def axe_script(folder: Path) -> str:
    """The script of axe-core, installed into *folder* from the lock file beside this module."""
    return (npm_packages(_HERE, folder) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
