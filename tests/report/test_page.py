"""The page of a report in a real browser: widths, themes, accessibility, and nothing that is fetched or run."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reweave.report.page import report_page
from reweave.report.vault_report import vault_report
from reweave.run.workspace import open_workspace
from tests.report.test_report import HOSTILE, claim
from tests.review.browser import AXE, opened, serious


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    root: Path = tmp_path_factory.mktemp("vault")
    notes = {f"f{at % 5}/note {at} {'long ' * 30}.md": claim("related:", f"- note {at + 1} gone") for at in range(60)}
    notes |= {f"hub/{HOSTILE.replace('/', '')}.md": claim(), "broken.md": b"---\ntitle: [x\n---\n"}
    for path, source in notes.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(source)
    file = root / "report.html"
    file.write_text(report_page(vault_report(open_workspace([root], None), cached=False)), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_shows_text_as_text(browser: Browser, address: str, width: int, scheme: str) -> None:
    with opened(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert page.locator("svg.graph .dots circle").count() == 62
        assert page.locator("script").count() == 0
        page.locator("summary").first.click()
        assert page.locator("details table").first.is_visible()
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    if AXE.exists():
        context = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "bypass_csp": True}
        with opened(browser, address, **context) as page:
            assert serious(page) == []
