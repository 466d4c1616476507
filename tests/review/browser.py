"""A real browser, and a page of a review in it."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from reweave.review.card import Review
from reweave.review.page_file import page_html
from tests.other_languages import NODE_MODULES

AXE = NODE_MODULES / "axe-core/axe.min.js"


def launch(playwright: Playwright) -> Browser | None:
    """Start the machine's chromium, else the one that Playwright installed; `None` where there is neither."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and not Path(playwright.chromium.executable_path).exists():
        return None
    return playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])


@contextmanager
def opened(browser: Browser, address: str, **context: Any) -> Iterator[Page]:
    """Open an address; every error of the page and every breach of its policy fails the test at the end."""
    errors: list[str] = []
    with browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context}) as here:
        here.set_default_timeout(15_000)
        page = here.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        yield page
        assert not errors, errors


def page_file(review: Review, folder: Path) -> str:
    """Write the page of a review, and return its address."""
    file = folder / "review.html"
    file.write_text(page_html(review), encoding="utf-8")
    return file.as_uri()


def press(page: Page, keys: Sequence[str]) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def exported(page: Page) -> str:
    """Export, and return the file that the browser saved."""
    page.keyboard.press("e")
    with page.expect_download() as download:
        page.click("#write")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    page.keyboard.press("Escape")
    return text


def serious(page: Page) -> list[str]:
    """Return what the accessibility checker calls serious or critical."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}: {one['nodes'][0].get('failureSummary', '')}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
